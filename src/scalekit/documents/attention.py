"""What a reader of a document needs to know first: what is next, what is late, what is stuck."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scalekit.documents.report import Report
from scalekit.engine.statements import changed_since, question_line
from scalekit.model.checklist import WITHOUT_EVIDENCE, ChecklistAction, Status
from scalekit.views.shared_words import CANNOT_START, NO_REASON, OFF_TRACK, OVERDUE, REWORDED

_Told = tuple[tuple[ChecklistAction, str], ...]


class Attention(NamedTuple):
    """Actions that need a look, each with what is to be said of it: nothing, or a `why`.

    `nothing` is said when there are none; where that is `seldom` of interest, none of it is.
    """

    label: str
    told: _Told
    why: str = ""
    nothing: str = "None"
    seldom: bool = False


def attention(report: Report) -> list[Attention]:
    """Return what needs a look, the most urgent first."""
    where = report.progress
    upcoming = ((where.next, where.why_next),) if where.next else ()
    return [
        Attention(OVERDUE, _alone(where.overdue)),
        Attention("What is next", upcoming, "Why", nothing="Nothing. Every action has an answer."),
        Attention(CANNOT_START, tuple((a, reason(a)) for a in cannot_start(report)), "Reason"),
        Attention(OFF_TRACK, _alone(where.off_track)),
        Attention(WITHOUT_EVIDENCE, _alone(where.without_evidence)),
        Attention("Needs a reason", _alone(where.without_reason)),
        Attention(
            REWORDED,
            _reworded(report),
            "Title" if where.new_titles else "",
        ),
        *_said(report),
    ]


def _said(report: Report) -> Iterator[Attention]:
    """Yield what people said of answers that needs a look; most checklists have none of it."""
    where = report.progress
    questions = tuple((action, question_line(each)) for action, each in where.questions)
    changed = tuple((action, changed_since(each)) for action, each in where.changed_since)
    yield Attention("A reviewer’s question is open", questions, "Question", seldom=True)
    yield Attention("To look at again", changed, "Why", seldom=True)
    yield Attention("The sides agreed to differ", _alone(where.views_differ), seldom=True)
    evidence = where.evidence_to_check
    yield Attention("Evidence to check", evidence, "Evidence", seldom=True)


def _reworded(report: Report) -> _Told:
    titles = dict(report.progress.new_titles)
    return tuple(
        (action, f"Now called “{titles[action.id]}”" if action.id in titles else "")
        for action in report.progress.wording_changed
    )


def _alone(actions: Iterable[ChecklistAction]) -> _Told:
    return tuple((action, "") for action in actions)


def cannot_start(report: Report) -> tuple[ChecklistAction, ...]:
    actions = report.checklist.current_actions
    return tuple(a for a in actions if a.answer.status is Status.CANNOT_START)


def reason(action: ChecklistAction) -> str:
    """Return the reason that is given, or that there is none."""
    return action.answer.reason or NO_REASON
