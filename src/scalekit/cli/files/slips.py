"""What in a checklist looks like a slip of the hand: `check` notes it, and it fails nothing."""

import re
from collections.abc import Iterator, Mapping

from scalekit.cli.files import playbooks
from scalekit.engine.mistyped import mistyped
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.values import FIRST_YEAR, WHICH_YEAR
from scalekit.model.wording import fingerprint
from scalekit.playbook.builtin import builtin_actions, builtin_id_and_version, builtin_words
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist
from scalekit.text.near import did_you_mean, suggestion
from scalekit.text.pattern import pattern
from scalekit.text.shell import typed_file

# What is to be said, and then of which action that it is missing.
Slips = tuple[list[Problem], list[tuple[str, Problem]]]
_WORD = pattern(r'[^\s",]+')


def slips(stored: StoredChecklist, given: str | None) -> Slips:
    """Return what is to be said of a file that is sound, and of each action that is missing.

    The first is what reading it found, words that were changed by hand and roles that are none.
    Roles and actions are those of the playbook that is given, or of its own.
    """
    of_file = stored.path, stored.checklist
    folder = playbooks.playbook_of(*of_file, given)
    asked = _asked(stored.checklist, folder)
    near = mistyped(stored.checklist, asked) if asked else {}
    found = [
        *(_mistyped_roles(stored, asked) if asked else ()),
        *stored.notes,
        *(Problem(place_of(stored, was), said) for was, said in _renamed(*of_file, given)),
        *_words_by_hand(stored),
        *_early_years(stored),
    ]
    others = {key: roles for key, roles in asked.items() if key not in near.values()}
    missing = [
        *((meant, no_such_action(stored, held, meant)) for held, meant in near.items()),
        *_missing_actions(stored, others, given),
    ]
    return found, missing


def say_renamed(path: str, checklist: Checklist, given: str | None) -> list[str]:
    """Return a sentence for each action that stands twice, under its id and a former one."""
    return [said for _, said in _renamed(path, checklist, given)]


def _renamed(path: str, checklist: Checklist, given: str | None) -> Iterator[tuple[str, str]]:
    """Yield each former id with the sentence; what an upgrade set aside is no more of it."""
    held = {action.id: action.pillar for action in checklist.actions}
    folder = playbooks.playbook_of(path, checklist, given)
    if folder is None and held.keys() <= builtin_actions().keys():
        return
    book = playbooks.very_playbook(checklist, folder)
    if book is None:
        return
    aside = checklist.retired_pillars
    current = {action.id for _, action in book.actions()}
    upgrade = f"scalekit upgrade {typed_file(path)}{playbooks.playbook_option(given)}"
    for _, action in book.actions():
        for was in action.was:
            is_aside = held.get(was, "") in {"", *aside}
            if action.id in held and not is_aside and was not in current:
                said = f"{was} and {action.id} are one action, which the playbook renamed."
                yield was, f"{said} Make one answer of the two: {upgrade}"


def no_such_action(stored: StoredChecklist, action_id: str, meant: str) -> Problem:
    """Return the problem with an id in a checklist that is nearly that of an action it lacks."""
    return Problem(
        place_of(stored, action_id),
        f"The playbook has no action “{action_id:.80}”, and {meant} is missing here.",
        f"{suggestion(meant)} Mend the id, and the answer stays where it belongs.",
    )


def place_of(stored: StoredChecklist, action_id: str, words: str = "") -> Position:
    """Return where an action begins in a file, where its id stands first, or words of it stand."""
    text = _text(stored)
    found = re.search(rf"(?<![\w-]){re.escape(action_id)}(?![\w-])", text)
    if not found:
        return Position(stored.path)
    at = text.find(words, found.end()) if words else -1
    return _position(stored.path, text, found.start() if at < 0 else at)


def _asked(checklist: Checklist, folder: str | None) -> Mapping[str, tuple[str, ...]]:
    """Return the roles of each action by id, none when the checklist follows another version."""
    if folder is None and (checklist.playbook, checklist.version) == builtin_id_and_version():
        return builtin_actions()  # most do, and need no playbook for that
    book = playbooks.very_playbook(checklist, folder)
    return {action.id: action.roles for _, action in book.actions()} if book else {}


def _mistyped_roles(
    stored: StoredChecklist, asked: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    known = list(dict.fromkeys(role for roles in asked.values() for role in roles))
    mistyped = [role for role in stored.checklist.roles if role not in known]
    if not mistyped:
        return
    text = _text(stored)
    offsets = _role_offsets(text, stored.format)
    for role in mistyped:
        near = did_you_mean(role, known, "Its roles are:")
        at = _position(stored.path, text, offsets.get(role, 0))
        yield Problem(at, f"The playbook has no role “{role:.80}”.", near)


def _text(stored: StoredChecklist) -> str:
    return files.decode(stored.raw, stored.path)[0]


def _role_offsets(text: str, kind: str) -> dict[str, int]:
    """Return where the words behind `roles` stand at the top of a checklist."""
    name, end = ("roles:", ">") if kind == "md" else ('"roles"', "]")
    start = text.find(name) + len(name)
    return {word[0]: word.start() for word in _WORD.finditer(text, start, text.find(end, start))}


def _position(path: str, text: str, offset: int) -> Position:
    line_start = text.rfind("\n", 0, offset) + 1
    return Position(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _words_by_hand(stored: StoredChecklist) -> Iterator[Problem]:
    """Yield a note for each action whose words were changed in the file and not in the playbook."""
    known = builtin_words()  # most actions are as they were made; a fingerprint takes 4 ms
    changed = {
        action.id: action.wording
        for action in stored.checklist.actions
        if known.get(action.id) != (action.title, action.text, action.wording)
        and fingerprint(action.title, action.text) != action.wording
    }
    for action_id, at in _places_of(stored, changed):
        yield Problem(
            at,
            f"The title or text of {action_id} was changed in this file: it is not the wording"
            " that was answered.",
            "`git diff` shows what changed; put it back, or leave it if you mean it.",
        )


def _early_years(stored: StoredChecklist) -> Iterator[Problem]:
    """Yield a note for each due date before 2000, which somebody mistyped in the file."""
    early = {
        action.id: action.answer.due.isoformat()
        for action in stored.checklist.actions
        if action.answer.due and action.answer.due.year < FIRST_YEAR
    }
    for action_id, at in _places_of(stored, early):
        due = early[action_id]
        yield Problem(
            at,
            f"The due date of {action_id}, {due}, is in the year {int(due[:4])}.",
            WHICH_YEAR,
        )


def _places_of(stored: StoredChecklist, words: Mapping[str, str]) -> Iterator[tuple[str, Position]]:
    """Yield each id with the place in the file of its word; the file is decoded once for all."""
    text = _text(stored) if words else ""
    for action_id, word in words.items():
        yield action_id, _position(stored.path, text, text.find(word))


def _missing_actions(
    stored: StoredChecklist, asked: Mapping[str, tuple[str, ...]], given: str | None
) -> Iterator[tuple[str, Problem]]:
    held = {action.id for action in stored.checklist.actions}
    option = playbooks.playbook_option(given)
    for action_id, roles in asked.items():
        if action_id not in held and not set(roles).isdisjoint(stored.checklist.roles):
            message = f"The action {action_id} is missing."
            remedy = f"Bring it back: scalekit upgrade {typed_file(stored.path)}{option}"
            yield action_id, Problem(Position(stored.path), message, remedy)
