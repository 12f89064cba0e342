"""What the sides of one innovation say of the same actions, for programs."""

from typing import Any

from scalekit.engine.compare import Class, Met, is_answered
from scalekit.model.checklist import ChecklistAction
from scalekit.views import json_values
from scalekit.views.agenda import Agenda, hides
from scalekit.views.compare import sentences


def document(agenda: Agenda, into: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the comparison for programs, and what was agreed; keys are only ever added."""
    found, asks = agenda.found, {}
    if agenda.playbook:
        asks = {action.id: list(action.ask) for _, action in agenda.playbook.actions()}
    return {
        "innovation": agenda.sides[0].checklist.innovation,
        "place": agenda.sides[0].checklist.place,
        "sides": [
            {
                "path": json_values.shown_path(side.path),
                "label": side.label,
                "roles": list(side.checklist.roles),
                "version": side.checklist.version,
            }
            for side in agenda.sides
        ],
        "notes": list(agenda.notes),
        "differences": len(found.differences),
        "counts": [
            {"class": str(kind), "title": kind.label, "actions": len(found.of(kind))}
            for kind in Class
        ],
        "since": _since_document(agenda),
        "actions": [
            {
                "action": met.action_id,
                "title": met.title,
                "class": str(met.largest),
                "classes": [str(kind) for kind in met.classes],
                "difference": met.largest.is_difference,
                "sentences": sentences(agenda, met),
                "ask": asks.get(met.action_id, []),
                "views": [_view(agenda, number, action, met) for number, action in met.held],
            }
            for met in found.met
        ],
        "alone": [_view(agenda, number, action) for number, action in found.alone],
        "into": into,
    }


def _view(
    agenda: Agenda, number: int, action: ChecklistAction, met: Met | None = None
) -> dict[str, Any]:
    hidden = met is not None and hides(agenda, met) and is_answered(action)
    return {
        "path": json_values.shown_path(agenda.sides[number].path),
        "action": action.id,
        "title": action.title,
        "text": action.text,
        "wording": action.wording,
        "answered": is_answered(action),
        "answer": None
        if hidden
        else {
            **{"action": action.id, "title": action.title, "pillar": action.pillar},
            **json_values.answer(action),
        },
    }


def _since_document(agenda: Agenda) -> dict[str, Any] | None:
    if agenda.since is None:
        return None
    point, moved = agenda.since
    return {
        "point": point,
        "before": list(moved.before),
        "settled": list(moved.settled),
        "new": list(moved.new),
        "now": list(moved.now),
    }
