"""Reviews and decisions for programs."""

from typing import Any

from scalekit.engine.statements import Standing, of_answer
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.statement import Statement, View
from scalekit.views.json_values import decision, statement
from scalekit.views.statements import numbered


def reviews_document(checklist: Checklist, action_id: str = "") -> list[dict[str, Any]]:
    """Return the reviews for programs; `number` is that of an open question."""
    numbers = {pair: number for number, pair in enumerate(numbered(checklist), 1)}
    return [
        {
            "action": action.id,
            "title": action.title,
            "number": numbers.get((action, each)),
            **statement_document(action, each),
        }
        for action in checklist.actions
        for each in action.reviews
        if action_id in ("", action.id)
    ]


def statement_document(action: ChecklistAction, each: Statement) -> dict[str, Any]:
    """Return a statement for programs, with whether it is about the answer as it is.

    Null where nobody knows that: a view is about the answer in a side's own checklist.
    """
    is_known = each.of and each.kind != View.ANSWER
    return {**statement(each), "current": each.of == of_answer(action.answer) if is_known else None}


def decision_document(standing: Standing) -> dict[str, Any]:
    said = decision(standing.decision)
    for condition, document in zip(standing.decision.conditions, said["conditions"], strict=True):
        document["met"] = condition in standing.met if condition.action else None
    current = standing.is_current if standing.decision.of else None
    return {**said, "current": current, "reviewOverdue": standing.is_overdue}
