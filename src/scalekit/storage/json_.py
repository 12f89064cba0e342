"""A checklist as JSON: for scripts, laid out so that plain git merges it (DESIGN section 4).

Written by hand, not with json.dumps: each line that an answer changes stands between lines that
no answer changes, which no option of json.dumps gives, and it takes a quarter of the time.
"""

import json
import re
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    Status,
)
from scalekit.model.problem import Problem
from scalekit.storage.form import FORMAT, ID

_NOTHING = "[\n      ]"
_ESCAPE = re.compile(r"\\[unr]")
_is_id = lru_cache(2048)(ID.fullmatch)  # ten thousand checklists hold the same few
_STATUSES = {status.value: status for status in Status}
_CONFIDENCES = {level.value: level for level in Confidence}


def dumps(checklist: Checklist) -> str:
    """Return the checklist as JSON, ending in a newline."""
    pillars = [f"    {_quoted(pillar)}: {_quoted(title)}" for pillar, title in checklist.pillars]
    other = [
        f'    {{\n      "after": {_quoted(kept.after)},\n'
        f'      "lines": {_array(kept.text.split(chr(10)), 6)}\n    }}'
        for kept in checklist.other_text
    ]
    return (
        f'{{\n  "scalekit": {FORMAT},\n'
        f'  "playbook": {_quoted(checklist.playbook)},\n\n'
        f'  "version": {_quoted(checklist.version)},\n\n'
        f'  "roles": {_array(checklist.roles, 2)},\n\n'
        f'  "innovation": {_quoted(checklist.innovation)},\n\n'
        f'  "place": {_quoted(checklist.place)},\n\n'
        f'  "pillars": {_block("{}", pillars, 2)},\n\n'
        f'  "actions": {_block("{}", list(map(_action, checklist.actions)), 2)},\n\n'
        f'  "otherText": {_block("[]", other, 2)}\n}}\n'
    )


def _action(action: ChecklistAction) -> str:
    answer = action.answer
    evidence = note = _NOTHING
    if answer.evidence:
        pieces = [
            f'        {{"label": {_quoted(entry.label)}, "link": {_quoted(entry.link)}}}'
            for entry in answer.evidence
        ]
        evidence = _block("[]", pieces, 6)
    if answer.note:
        note = _array(answer.note.split("\n"), 6)
    return (
        _asked(action.id, action.pillar, action.title, action.text, action.wording)
        + f'      "status": {_quoted(answer.status)},\n\n'
        f'      "owner": {_quoted(answer.owner)},\n\n'
        f'      "due": "{answer.due or ""}",\n\n'
        f'      "confidence": "{answer.confidence or ""}",\n\n'
        f'      "reason": {_quoted(answer.reason)},\n\n'
        f'      "evidence": {evidence},\n\n'
        f'      "note": {note}\n'
        "    }"
    )


@lru_cache(256)  # ten thousand checklists ask the same eleven questions
def _asked(action_id: str, pillar: str, title: str, text: str, wording: str) -> str:
    """Return the start of an action, which no answer changes."""
    return (
        f"    {_quoted(action_id)}: {{\n"
        f'      "pillar": {_quoted(pillar)},\n'
        f'      "title": {_quoted(title)},\n'
        f'      "text": {_quoted(text)},\n'
        f'      "wording": {_quoted(wording)},\n\n'
    )


def _array(lines: "list[str] | tuple[str, ...]", indent: int) -> str:
    return _block("[]", [f"{' ' * (indent + 2)}{_quoted(line)}" for line in lines], indent)


def _block(brackets: str, entries: list[str], indent: int) -> str:
    """Return entries between brackets, the brackets on lines of their own even around nothing."""
    inside = ",\n".join(entries)
    return f"{brackets[0]}\n{inside}{chr(10) if entries else ''}{' ' * indent}{brackets[1]}"


def loads(text: str, path: str = "") -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist that a JSON text holds, or every problem that prevents reading it.

    `text` has `\\n` line ends and no byte order mark. `path` is named in the problems.
    """
    checklist = _loads_exact(text)
    if checklist is not None:
        return checklist, []
    # What looks at each value takes five times as long; most files never need it.
    from scalekit.storage.json_shape import read_checklist

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
            top["place"],
            tuple(top["pillars"].items()),
            tuple([_exact_action(key, action) for key, action in top["actions"].items()]),
        )
        return checklist if _is_plain(text, checklist) and dumps(checklist) == text else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_plain(text: str, checklist: Checklist) -> bool:
    """Return whether nothing in a text needs the look at each value that `json_shape` takes.

    A NUL, half a character or a line end in a line can only come as an escape.
    """
    if "\\" in text and _ESCAPE.search(text):
        return False
    order = [pillar for pillar, _ in checklist.pillars]
    words = [checklist.playbook, checklist.version, *checklist.roles, *order]
    lines = [checklist.innovation, checklist.place, *(title for _, title in checklist.pillars)]
    needed = []
    for action in checklist.actions:
        answer = action.answer
        words += (action.id, action.wording)
        needed.append(action.title)
        lines += (action.text, answer.owner, answer.reason)
        for entry in answer.evidence:
            needed.append(entry.label)
            lines.append(entry.link)
    lines += needed
    places = [order.index(action.pillar) for action in checklist.actions]
    return (
        all(map(_is_id, words))
        and all(needed)
        and lines == list(map(str.strip, lines))
        and places == sorted(places)
    )


def _exact_action(action_id: str, action: dict[str, Any]) -> ChecklistAction:
    due, confidence = action["due"], action["confidence"]
    answer = Answer(
        _STATUSES[action["status"]],
        action["owner"],
        date.fromisoformat(due) if due else None,
        _CONFIDENCES[confidence] if confidence else None,
        action["reason"],
        tuple([Evidence(entry["label"], entry["link"]) for entry in action["evidence"]]),
        "\n".join(action["note"]),
    )
    return ChecklistAction(
        action_id, action["pillar"], action["title"], action["text"], action["wording"], answer
    )
