"""What a reader of a document needs to know first: what is next, what is late, what is stuck."""

from collections.abc import Iterable
from typing import NamedTuple

from scalekit.documents.report import Report
from scalekit.engine.choose import current_actions
from scalekit.model.checklist import ChecklistAction, Confidence, Status
from scalekit.model.statement import Statement

CANNOT_START, OFF_TRACK = "Cannot start yet", "Off track"


class Attention(NamedTuple):
    """Actions that need a look, and what to say when there are none: nothing where it is seldom."""

    label: str
    actions: tuple[ChecklistAction, ...]
    nothing: str = "None"
    seldom: bool = False


def attention(report: Report) -> list[Attention]:
    """Return what needs a look, the most urgent first."""
    where = report.progress
    upcoming = (where.next,) if where.next else ()
    return [
        Attention("What is next", upcoming, "Nothing. Every action has an answer."),
        Attention("Overdue", where.overdue),
        Attention(CANNOT_START, cannot_start(report)),
        Attention(OFF_TRACK, with_confidence(report, Confidence.OFF_TRACK)),
        Attention("Completed without evidence", where.without_evidence),
        Attention("Needs a reason", where.without_reason),
        Attention("Wording changed since it was answered", where.wording_changed),
        Attention("A reviewer’s question is open", _of(where.questions), seldom=True),
        Attention("Changed since it was accepted", _of(where.changed_since), seldom=True),
        Attention("The sides agreed to differ", where.views_differ, seldom=True),
    ]


def _of(reviews: Iterable[tuple[ChecklistAction, Statement]]) -> tuple[ChecklistAction, ...]:
    return tuple(dict.fromkeys(action for action, _ in reviews))


def cannot_start(report: Report) -> tuple[ChecklistAction, ...]:
    """Return the actions that cannot start yet."""
    actions = current_actions(report.checklist)
    return tuple(a for a in actions if a.answer.status is Status.CANNOT_START)


def with_confidence(report: Report, confidence: Confidence) -> tuple[ChecklistAction, ...]:
    """Return the actions with this confidence that are still to be done."""
    actions = current_actions(report.checklist)
    return tuple(
        a for a in actions if not a.answer.status.is_closed and a.answer.confidence is confidence
    )


def reason(action: ChecklistAction) -> str:
    """Return the reason that is given, or that there is none."""
    return action.answer.reason or "No reason given"
