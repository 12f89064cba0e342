"""What all documents for programs say in the same way: paths, nothing, counts and an answer."""

import os
from typing import TYPE_CHECKING, Any

from scalekit.model.checklist import ChecklistAction, Evidence
from scalekit.model.fields import TABLE
from scalekit.model.statement import Decision, Statement

if TYPE_CHECKING:
    from scalekit.engine.progress import Counts


def shown_path(path: str) -> str:
    """Return a path as it was named, with forward slashes and without `./`; `-` is stdin."""
    named = path.replace(os.sep, "/")
    while named.startswith("./") and named.strip("./"):
        named = named[2:].lstrip("/")
    return named


def with_nulls(value: Any) -> Any:
    """Return a document in which null stands wherever there is nothing, and never an empty text.

    An empty line among the lines of a text stays.
    """
    if isinstance(value, dict):
        return {key: None if part == "" else with_nulls(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_nulls(part) for part in value]
    return value


def counted(counts: "Counts") -> dict[str, Any]:
    return {"total": counts.total, "counts": {str(s): n for s, n in counts.by_status}}


def answer(action: ChecklistAction) -> dict[str, Any]:
    """Return what was recorded for an action."""
    held = action.answer
    told = {field.key: field.plain(held) for field in TABLE}
    return told | {"evidence": [evidence(each) for each in held.evidence]}


def evidence(entry: Evidence) -> dict[str, Any]:
    return {"label": entry.label, "link": entry.link}


def statement(each: Statement) -> dict[str, Any]:
    return {
        "kind": str(each.kind),
        "by": each.by,
        "on": each.on.isoformat(),
        "text": each.text,
        "of": each.of,
    }


def decision(made: Decision) -> dict[str, Any]:
    return {
        "id": made.id,
        "decision": str(made.choice),
        "by": made.by,
        "on": made.on.isoformat(),
        "of": made.of,
        "role": made.role,
        "because": made.because,
        "conditions": [{"text": each.text, "action": each.action} for each in made.conditions],
        "insteadOf": list(made.instead_of),
        "interests": made.interests,
        "expects": made.expects,
        "review": made.review.isoformat() if made.review else None,
        "reference": made.reference,
        "replaces": made.replaces,
    }
