"""A checklist as JSON: for scripts, laid out so that plain git merges it (docs/file-format.md).

Written by hand, not with json.dumps: each line that an answer changes stands between lines that
no answer changes, which no option of json.dumps gives, and it takes a quarter of the time.
"""

import json
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

from scalekit.engine.other_text import owner
from scalekit.model.checklist import (
    Checklist,
    ChecklistAction,
    Evidence,
    OtherText,
)
from scalekit.model.fields import FIELDS
from scalekit.model.statement import Condition
from scalekit.storage.format import FORMAT
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scalekit.model.statement import Decision, Statement

_NOTHING = "[\n      ]"
_BETWEEN = ",\n\n      "  # what stands between the parts of an action, which are these:
_PLACES = ("text", "status", "reason", "owner", "due", "confidence", "evidence", "note")
_ABOUT = ("header", "title", "place", "end")
TOP_KEYS = (
    *("scalekit", "kind", "playbook", "version", "extends", "roles", "innovation", "place"),
    *("pillars", "actions", "decisions", "otherText"),
)
ACTION_KEYS = ("pillar", "title", "text", "wording", *FIELDS, "reviews", "views", "id")


def dumps(checklist: Checklist) -> str:
    """Return the checklist as JSON, ending in a newline."""
    keys, kept = unknown_keys(checklist) if checklist.other_text else ({}, ())
    pillars = [f"{_quoted(pillar)}: {_quoted(title)}" for pillar, title in checklist.pillars]
    other = [
        f'{{\n      "after": {_quoted(each.after)},\n'
        f'      "lines": {_array(each.text.split(chr(10)), 6)}\n    }}'
        for each in kept
    ]
    header, title, place, end = (
        "".join([f",\n\n  {key}" for key in keys.get(at, ())]) for at in _ABOUT
    )
    actions = [_action(action, keys) for action in checklist.actions]
    below = checklist.extends
    extends = f'  "extends": {_quoted(below)},\n\n' if below else ""
    return (
        f'{{\n  "scalekit": {FORMAT},\n'
        '  "kind": "checklist",\n\n'
        f'  "playbook": {_quoted(checklist.playbook)},\n\n'
        f'  "version": {_quoted(checklist.version)},\n\n'
        f"{extends}"
        f'  "roles": {_array(checklist.roles, 2)}{header},\n\n'
        f'  "innovation": {_quoted(checklist.innovation)}{title},\n\n'
        f'  "place": {_or_null(checklist.place)}{place},\n\n'
        f'  "pillars": {_block("{}", pillars, 2)},\n\n'
        f'  "actions": {_block("{}", actions, 2)},\n\n'
        f"{_decisions(checklist.decisions)}"
        f'  "otherText": {_block("[]", other, 2)}{end}\n}}\n'
    )


def _action(action: ChecklistAction, keys: "Mapping[str, Sequence[str]]") -> str:
    answer = action.answer
    evidence = note = _NOTHING
    if answer.evidence:
        evidence = _block("[]", list(map(_evidence, answer.evidence)), 6)
    if answer.note:
        note = _array(answer.note.split("\n"), 6)
    written = [
        _asked(action.id, action.pillar, action.title, action.text),
        f'"status": {_quoted(answer.status)}',
        f'"reason": {_or_null(answer.reason)}',
        f'"owner": {_or_null(answer.owner)}',
        f'"due": {_or_null(answer.due)},\n\n      "wording": {_quoted(action.wording)}',
        f'"confidence": {_or_null(answer.confidence)}',
        f'"evidence": {evidence}',
        f'"note": {note}',
    ]
    if keys:
        written = [
            _BETWEEN.join([part, *keys.get(f"{action.id}.{place}", ())])
            for place, part in zip(_PLACES, written, strict=True)
        ]
    for name, statements in (("reviews", action.reviews), ("views", action.views)):
        if statements:
            written.append(f'"{name}": {_block("[]", list(map(_object, statements)), 6)}')
    # Like `wording` a line that no other action has: git's merges hold on to it.
    written.append(f'"id": {_quoted(action.id)}\n    }}')
    return _BETWEEN.join(written)


def _evidence(evidence: Evidence) -> str:
    behind = _behind(evidence.mark) if evidence.mark else ""
    return f'{{"label": {_quoted(evidence.label)}, "link": {_or_null(evidence.link)}{behind}}}'


def _behind(mark: str) -> str:
    """Return the keys that a mark stands for, each after a comma."""
    if mark.startswith(_IN_MARK) and _object_keys(mark[len(_IN_MARK) :]).isdisjoint(_OF_EVIDENCE):
        return f", {mark[len(_IN_MARK) + 1 : -1]}"
    return f', "mark": {_quoted(mark)}'


def _decisions(decisions: "tuple[Decision, ...]") -> str:
    if not decisions:
        return ""
    return f'  "decisions": {_block("[]", list(map(_object, decisions)), 2)},\n\n'


def _object(record: "Statement | Decision") -> str:
    """Return a statement or a decision on one line, every field present."""
    pairs = zip(SAID[type(record).__name__], record, strict=True)
    return json.dumps({key: _plain(value) for key, value in pairs}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Condition):
        return {"text": value.text, "action": value.action or None}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if value else None


def _or_null(value: object) -> str:
    return _quoted(str(value)) if value else "null"


# A key that this scalekit does not know is other text with this form, so that Markdown has it too.
_KEY = pattern(r'<!-- json ("(?:[^"\\]|\\.)*"): (.*) -->')
_IN_MARK = "json "
_OF_EVIDENCE = {"label", "link"}


# The keys of a statement and of a decision, in the order of their fields.
SAID = {
    "Statement": ("kind", "by", "on", "text", "of"),
    "Decision": (
        *("id", "decision", "by", "on", "of", "role", "because", "conditions", "insteadOf"),
        *("interests", "expects", "review", "reference", "replaces"),
    ),
}


def unknown_key(key: str, value: str) -> str:
    """Return a key and its value, which are JSON on one line, as other text."""
    return f"<!-- json {_quoted(key)}: {value}".replace("-->", r"--\u003e") + " -->"


def unknown_keys(checklist: Checklist) -> tuple[dict[str, list[str]], tuple[OtherText, ...]]:
    """Return the keys that other text stands for, by place, and the other text that is none."""
    keys: dict[str, list[str]] = {}
    rest: list[OtherText] = []
    taken: dict[str, set[str]] = {}
    for other in checklist.other_text:
        action_id = owner(other.after)
        known = taken.setdefault(action_id, {*(ACTION_KEYS if action_id else TOP_KEYS)})
        paragraphs = other.text.split("\n\n")
        found: list[str] = []
        while "." in other.after or other.after in _ABOUT:
            key = _KEY.fullmatch(paragraphs[-1]) if paragraphs else None
            named = _object_keys(f"{{{key[1]}: {key[2]}}}") if key else set()
            if not key or len(named) != 1 or not named.isdisjoint(known):
                break
            known |= named
            found.insert(0, f"{key[1]}: {key[2]}")
            paragraphs.pop()
        if found:
            keys[other.after] = found
        if paragraphs:
            rest.append(OtherText(other.after, "\n\n".join(paragraphs)))
    return keys, tuple(rest)


def _object_keys(text: str) -> set[str]:
    """Return the keys of a JSON object on one line; none where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()


@lru_cache(256)  # ten thousand checklists ask the same eleven questions
def _asked(action_id: str, pillar: str, title: str, text: str) -> str:
    """Return the start of an action, which no answer changes."""
    return (
        f"{_quoted(action_id)}: {{\n"
        f'      "pillar": {_quoted(pillar)},\n'
        f'      "title": {_quoted(title)},\n'
        f'      "text": {_quoted(text)}'
    )


def _array(lines: "list[str] | tuple[str, ...]", indent: int) -> str:
    return _block("[]", list(map(_quoted, lines)), indent)


def _block(brackets: str, entries: list[str], indent: int) -> str:
    """Return entries between brackets, all on lines of their own, the brackets around nothing too.

    The brackets are indented by so many spaces, and the entries by two more.
    """
    margin = "\n" + " " * indent
    inside = f"{margin}  " + f",{margin}  ".join(entries) if entries else ""
    return f"{brackets[0]}{inside}{margin}{brackets[1]}"
