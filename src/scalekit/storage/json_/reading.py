"""A checklist from JSON: at once where scalekit wrote just this text, else value by value."""

import json
from datetime import date
from functools import lru_cache
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
from scalekit.model.values import NOT_PROVIDED
from scalekit.storage.format import ID, is_extends
from scalekit.storage.json_.layout import dumps
from scalekit.text.pattern import pattern

_ESCAPE = pattern(r"\\[unr]")
_STATUSES = {status.value: status for status in Status}
_CONFIDENCES = {level.value: level for level in Confidence}
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
        values += (answer.owner, answer.reason)
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
