"""The walk on the command line: the file it is kept in, and what is said before and after."""

import os
from collections.abc import Iterable
from functools import cache
from typing import Any

from scalekit import clock
from scalekit.cli.files import playbooks, saving
from scalekit.cli.files.evidence import marked
from scalekit.cli.starting.opening import Opening, StartOptions, open_wanted
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import prompts_for
from scalekit.engine.progress import counts
from scalekit.errors import AnswerNeededError, FileError, InterruptedByUserError
from scalekit.installed import has
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.problem import Position, Problem
from scalekit.prompts.protocol import Prompts
from scalekit.prompts.sitting import Sitting
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist
from scalekit.text.sentence import number_of
from scalekit.text.shell import typed

_NOTHING = "Stopped before there was anything to save. Begin again with:\n  scalekit start"


class _Keeper:
    """The file that the answers go to."""

    def __init__(self, stored: StoredChecklist, plain: bool) -> None:
        self.stored, self.plain = stored, plain

    def save(self, checklist: Checklist) -> Checklist:
        """Save the checklist and return it as it stands; keep elsewhere what cannot be saved."""
        checklist = marked(self.stored.checklist, checklist, self.stored.path)
        try:
            self.stored = saving.save(self.stored, checklist, no_input=False, plain=self.plain)
        except FileError as error:
            kept = _kept_elsewhere(self.stored._replace(checklist=checklist))
            if not kept or kept in str(error):
                raise
            note = Problem(Position(kept), "Your answers are here.", "Copy what you need.")
            raise FileError(*error.problems, note) from None
        return self.stored.checklist


def walk_through(wanted: StartOptions, plain: bool) -> int:
    """Open or make the checklist and walk it; return the exit code."""

    @cache
    def prompts() -> Prompts:
        return prompts_for(plain)

    try:
        opened = open_wanted(wanted, prompts)
        keeper = _Keeper(opened.save(), plain)
    except KeyboardInterrupt:
        raise InterruptedByUserError(f"\n{_NOTHING}") from None
    except EOFError:
        raise InterruptedByUserError(_NOTHING) from None
    return _walk(opened, keeper, prompts(), _resume(wanted, opened, plain))


def without_asking(wanted: StartOptions, no_input: bool, json: bool) -> int:
    """Make the file, or add a role's actions to it, and write its name to stdout."""
    opened = open_wanted(wanted, None)
    if not no_input:
        raise AnswerNeededError(
            "There is no terminal to ask in. Use --no-input to make the file only,"
            " and `scalekit set` to record answers."
        )
    saved = opened.save()
    if json:
        streams.out_json("start", _document(opened, saved))
        return 0
    streams.out(f"{saved.path}\n")
    if opened.stored:
        streams.say(_there_already(wanted, opened, saved))
    return 0


def _there_already(wanted: StartOptions, opened: Opening, saved: StoredChecklist) -> str:
    """Return what became of a checklist that was there, how far it is and how to go on."""
    added = _added(opened)
    there = f"{saved.path}: {added}" if added else f"{saved.path} is there already. "
    option = playbooks.playbook_option(wanted.playbook)
    said = [
        f"{there}{_so_far(saved.checklist.current_actions)}",
        f"To see what is next: scalekit next {typed(saved.path)}{option}",
        *([] if wanted.file else ["To begin another: scalekit start --new"]),
    ]
    return "\n".join(said)


def _added(opened: Opening) -> str:
    """Return a sentence on how many actions of a role were added to what was there, if any."""
    held = opened.stored.checklist.actions if opened.stored else opened.checklist.actions
    count = len(opened.checklist.actions) - len(held)
    of = opened.playbook.titles_of(opened.roles)
    return f"{number_of(count, 'action')} of {of} added. " if count else ""


def _document(opened: Opening, saved: StoredChecklist) -> dict[str, Any]:
    """Return which file there is now, and which actions were added to it."""
    # Only programs ask for it.
    from scalekit.views.json_values import shown_path

    checklist = saved.checklist
    held = {action.id for action in opened.stored.checklist.actions} if opened.stored else set()
    return {
        "path": shown_path(saved.path),
        "created": opened.stored is None,
        "innovation": checklist.innovation,
        "place": checklist.place,
        "roles": list(checklist.roles),
        "playbook": checklist.playbook,
        "playbookVersion": checklist.version,
        "added": [action.id for action in checklist.actions if action.id not in held],
    }


def _walk(opened: Opening, keeper: _Keeper, prompts: Prompts, resume: str) -> int:
    # The first words are on the screen by now.
    from scalekit.cli.starting.editor import edit
    from scalekit.prompts.walk import walk

    sitting = Sitting(
        prompts,
        opened.playbook,
        keeper.stored.checklist,
        opened.ids,
        clock.today(),
        keeper.save,
        edit,
        opened.path,
        clock.time_of_day,
    )
    new = opened.stored is None
    made = f"Made {opened.path}. " if new else f"{opened.path}: {_added(opened)}"
    sitting.say(f"{made}{_so_far(sitting.actions)} Each answer is saved as you give it.")
    try:
        finished = walk(sitting)
    except (KeyboardInterrupt, EOFError):
        raise InterruptedByUserError(f"\n{_stopped(sitting, resume)}") from None
    streams.say(f"\n{_what_next(sitting) if finished else _stopped(sitting, resume)}")
    return 0


def _so_far(actions: Iterable[ChecklistAction]) -> str:
    done = counts(actions)
    return f"{done.answered} of {done.total} actions answered."


def _stopped(sitting: Sitting, resume: str) -> str:
    so_far = f"Saved in {sitting.file}. {_so_far(sitting.actions)}"
    return f"{so_far}\nGo on with:\n  {resume}"


def _what_next(sitting: Sitting) -> str:
    file = typed(sitting.file)
    message = typed(f"Answer the checklist for {sitting.checklist.innovation}")
    git = [f"git add {file}", f"git commit -m {message}"]
    page, word = (f"scalekit export {file} --format {kind}" for kind in ("html", "docx"))
    steps = (
        ("Give it to people to read, as a page or in Word:", [page, word])
        if has("docx")
        else ("Give it to people to read, as a page:", [page]),
        ("See where it stands:", [f"scalekit status {file}"]),
        ("Keep this version in git:", git if _in_git(sitting.file) else ["git init", *git]),
    )
    said = [f"Your answers are in {sitting.file}.", *_bare(sitting), "What you can do next:"]
    for step, commands in steps:
        said += ["", step, *(f"  {command}" for command in commands)]
    return "\n".join(said)


def _bare(sitting: Sitting) -> list[str]:
    """Return a sentence on how many actions are completed without evidence."""
    bare = sum(action.answer.lacks_evidence for action in sitting.actions)
    are = number_of(bare, "action is", "actions are")
    return [f"{are} completed without evidence."] if bare else []


def _in_git(file: str) -> bool:
    """Return whether a file is in a git work tree, without starting git."""
    below, folder = "", os.path.dirname(os.path.realpath(file))
    while folder != below:
        if os.path.exists(os.path.join(folder, ".git")):
            return True
        below, folder = folder, os.path.dirname(folder)
    return False


def _resume(wanted: StartOptions, opened: Opening, plain: bool) -> str:
    """Return the command that goes on with this walk; roles are left out where all are walked."""
    part = set(opened.roles) < set(opened.checklist.roles)
    options = [f" --role {typed(role)}" for role in opened.roles if part]
    options += [playbooks.playbook_option(wanted.playbook)]
    options += [" --plain"] if plain else []
    return f"scalekit start {typed(opened.path)}{''.join(options)}"


def _kept_elsewhere(unsaved: StoredChecklist) -> str:
    """Write answers that could not be saved to another file; return its name, or nothing."""
    # Both take longer to import than the first question takes to come.
    from pathlib import Path
    from tempfile import mkdtemp

    beside = Path(f"{Path(unsaved.path).resolve()}.unsaved")
    raw = files.encode(unsaved)
    try:
        if beside.exists() and beside.read_bytes() == raw:
            return str(beside)
        folder = Path(mkdtemp(prefix="scalekit-"))
        path = folder / Path(unsaved.path).name
        path.write_bytes(raw)
    except OSError:
        return ""
    return str(path)
