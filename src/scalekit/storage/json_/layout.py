"""A checklist as JSON: for scripts, laid out so that plain git merges it (docs/file-format.md).

Written by hand, not with json.dumps: each line that an answer changes stands between lines that
no answer changes, which no option of json.dumps gives, and it takes a quarter of the time.
A file in exactly the form that `dumps` writes is read at once; every other one value by value.
"""

import json
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    Status,
)
from scalekit.model.fields import LINES
from scalekit.model.problem import Problem
from scalekit.model.statement import Condition
from scalekit.model.values import NOT_PROVIDED
from scalekit.storage.format import FORMAT, ID, is_extends
from scalekit.storage.json_.keys import ABOUT, SAID, object_keys, unknown_keys
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scalekit.model.statement import Decision, Statement

_NOTHING = "[\n      ]"
_BETWEEN = ",\n\n      "  # what stands between the parts of an action


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
        "".join([f",\n\n  {key}" for key in keys.get(at, ())]) for at in ABOUT
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
    written = {  # by the place after which other text can stand
        "text": _asked(action.id, action.pillar, action.title, action.text),
        "status": f'"status": {_quoted(answer.status)}',
        "reason": f'"reason": {_or_null(answer.reason)}',
        "owner": f'"owner": {_or_null(answer.owner)}',
        "due": f'"due": {_or_null(answer.due)},\n\n      "wording": {_quoted(action.wording)}',
        "confidence": f'"confidence": {_or_null(answer.confidence)}',
        "evidence": f'"evidence": {evidence}',
        "note": f'"note": {note}',
    }
    parts = [*written.values()]
    if keys:
        parts = [
            _BETWEEN.join([part, *keys.get(f"{action.id}.{place}", ())])
            for place, part in written.items()
        ]
    for name, statements in (("reviews", action.reviews), ("views", action.views)):
        if statements:
            parts.append(f'"{name}": {_block("[]", list(map(_object, statements)), 6)}')
    # Like `wording` a line that no other action has: git's merges hold on to it.
    parts.append(f'"id": {_quoted(action.id)}\n    }}')
    return _BETWEEN.join(parts)


def _evidence(evidence: Evidence) -> str:
    behind = _behind(evidence.mark) if evidence.mark else ""
    return f'{{"label": {_quoted(evidence.label)}, "link": {_or_null(evidence.link)}{behind}}}'


def _behind(mark: str) -> str:
    """Return the keys that a mark stands for, each after a comma."""
    keys = object_keys(mark[len(_IN_MARK) :]) if mark.startswith(_IN_MARK) else set()
    if keys - {"mark"} and keys.isdisjoint(_OF_EVIDENCE):
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


_IN_MARK = "json "
_OF_EVIDENCE = {"label", "link"}


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


# --- reading

_ESCAPE = pattern(r"\\[unr]")
_STATUSES = {status.value: status for status in Status}
_CONFIDENCES = {level.value: level for level in Confidence}
_lines_of = attrgetter(*[field.key for field in LINES])
_is_id = lru_cache(2048)(ID.fullmatch)  # ten thousand checklists hold the same few


def loads(text: str, path: str = "") -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist that a JSON text holds and what is to be said of it.

    Where there is no checklist, it is every problem that prevents reading one. `text` has `\\n`
    line ends and no byte order mark. `path` is named in the problems.
    """
    checklist = _loads_exact(text)
    if checklist is not None:
        return checklist, []
    # What looks at each value takes five times as long; most files never need it.
    from scalekit.storage.json_.shape import read_checklist

    return read_checklist(text, path)


def _loads_exact(text: str) -> Checklist | None:
    """Return the checklist if `dumps` would write exactly this text, else None."""
    try:
        top = json.loads(text)
        checklist = Checklist(
            top["playbook"],
            top["version"],
            tuple(top["roles"]),
            top["innovation"],
            top["place"] or "",
            tuple(top["pillars"].items()),
            tuple([_exact_action(key, action) for key, action in top["actions"].items()]),
            extends=top.get("extends", ""),
        )
        if checklist.extends and not is_extends(checklist.extends):
            return None
        return checklist if _is_plain(text, checklist) and dumps(checklist) == text else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_plain(text: str, checklist: Checklist) -> bool:
    """Return whether nothing in a text needs the look at each value that `shape` takes.

    A NUL, half a character or a line end in a line can only come as an escape.
    """
    if "\\" in text and _ESCAPE.search(text):
        return False
    order = [pillar for pillar, _ in checklist.pillars]
    words = [checklist.playbook, checklist.version, *checklist.roles, *order]
    values = [checklist.place]
    lines = [checklist.innovation, *(title for _, title in checklist.pillars)]
    needed = []
    for action in checklist.actions:
        answer = action.answer
        words += (action.id, action.wording)
        needed.append(action.title)
        values += _lines_of(answer)
        lines.append(action.text)
        for entry in answer.evidence:
            needed.append(entry.label)
            lines.append(entry.link)
    lines += (*needed, *values)
    places = [order.index(action.pillar) for action in checklist.actions]
    return (
        all(map(_is_id, words))
        and all(needed)
        and lines == list(map(str.strip, lines))
        and NOT_PROVIDED.casefold() not in map(str.casefold, values)
        and places == sorted(places)
    )


def _exact_action(action_id: str, action: dict[str, Any]) -> ChecklistAction:
    due, confidence = action["due"], action["confidence"]
    answer = Answer(
        _STATUSES[action["status"]],
        action["owner"] or "",
        date.fromisoformat(due) if due else None,
        _CONFIDENCES[confidence] if confidence else None,
        action["reason"] or "",
        tuple([Evidence(entry["label"], entry["link"] or "") for entry in action["evidence"]]),
        "\n".join(action["note"]),
    )
    return ChecklistAction(
        action_id, action["pillar"], action["title"], action["text"], action["wording"], answer
    )
