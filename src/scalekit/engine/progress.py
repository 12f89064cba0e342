"""Where a checklist stands: counts in words, never one headline score."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from scalekit.engine.changed_wording import wording_changed
from scalekit.engine.statements import (
    Standing,
    open_questions,
    out_of_date,
    standing,
    views_differ,
)
from scalekit.model.checklist import Checklist, ChecklistAction, Confidence, Status
from scalekit.model.statement import Statement

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


class Counts(NamedTuple):
    """How many actions have each status. `by_status` holds every status, in order."""

    total: int
    by_status: tuple[tuple[Status, int], ...]

    def of(self, status: Status) -> int:
        return dict(self.by_status)[status]

    @property
    def answered(self) -> int:
        """Return to how many actions there is an answer, whatever it says."""
        return self.total - self.of(Status.NOT_STARTED)

    @property
    def open(self) -> int:
        """Return of how many actions something is left to do."""
        return sum(number for status, number in self.by_status if not status.is_closed)


class Progress(NamedTuple):
    """Where a checklist stands on one day. `pillars` pairs each pillar's id with its counts.

    `next` is what was answered in earlier words, else what a reviewer asks about, else what is not
    yet started or in progress. What the playbook no longer asks is in `retired`, and counted only
    in a pillar of its own.
    `questions` are those that nobody settled; `changed_since` has what was said of an answer that
    is another one now; `decisions` those that no other one replaces.
    """

    counts: Counts
    pillars: tuple[tuple[str, Counts], ...]
    next: ChecklistAction | None
    overdue: tuple[ChecklistAction, ...]
    without_evidence: tuple[ChecklistAction, ...]
    without_reason: tuple[ChecklistAction, ...]
    wording_changed: tuple[ChecklistAction, ...] = ()
    new_titles: tuple[tuple[str, str], ...] = ()  # of these, by id, where the title changed too
    retired: tuple[ChecklistAction, ...] = ()
    questions: tuple[tuple[ChecklistAction, Statement], ...] = ()
    changed_since: tuple[tuple[ChecklistAction, Statement], ...] = ()
    decisions: tuple[Standing, ...] = ()
    views_differ: tuple[ChecklistAction, ...] = ()  # the sides agreed to differ
    # Of what is still to be done, what somebody said of its due date.
    off_track: tuple[ChecklistAction, ...] = ()
    needs_attention: tuple[ChecklistAction, ...] = ()
    # In words, and the folder's, not the checklist's: of evidence that is a file, and of rules.
    evidence_to_check: tuple[tuple[ChecklistAction, str], ...] = ()
    exceptions: tuple[str, ...] = ()

    @property
    def why_next(self) -> str:
        """Return why an action with an answer is next, nothing for one that has none."""
        if self.next in self.wording_changed:
            return "Its wording changed since it was answered."
        if any(action is self.next for action, _ in self.questions):
            return "A question about it is open."
        return ""


def progress(
    checklist: Checklist,
    today: date,
    playbook: "Playbook | None" = None,
    whole: Checklist | None = None,
) -> Progress:
    """Return where the checklist stands on the given day.

    Which wording changed since it was answered is known only with the playbook. Where the checklist
    is a part of a `whole` one, the actions of a role say, decisions stand on all of that.
    """
    actions = checklist.current_actions
    asked = {action.id for action in actions}
    discussed = [action for action in checklist.actions if action.reviews or action.views]
    reworded = wording_changed(checklist, playbook) if playbook else ()
    questions = tuple((a, each) for a in discussed for each in open_questions(a))
    first = [*(held for held, _ in reworded), *(action for action, _ in questions)]
    return Progress(
        counts(actions),
        tuple((pillar, counts(checklist.of_pillar(pillar))) for pillar, _ in checklist.pillars),
        first[0] if first else checklist.next_action,
        tuple(a for a in actions if is_overdue(a, today)),
        tuple(a for a in actions if a.answer.lacks_evidence),
        tuple(a for a in actions if a.answer.lacks_reason),
        tuple(held for held, _ in reworded),
        tuple((held.id, new.title) for held, new in reworded if held.title != new.title),
        tuple(action for action in checklist.actions if action.id not in asked),
        questions,
        tuple((action, each) for action in discussed for each in out_of_date(action)),
        standing(whole or checklist, today),
        tuple(a for a in discussed if a.id in asked and views_differ(a)),
        tuple(a for a in actions if is_open_and(Confidence.OFF_TRACK, a)),
        tuple(a for a in actions if is_open_and(Confidence.NEEDS_ATTENTION, a)),
    )


_STATUSES = tuple(Status)


def counts(actions: Iterable[ChecklistAction]) -> Counts:
    statuses = [action.answer.status for action in actions]
    return Counts(len(statuses), tuple([(each, statuses.count(each)) for each in _STATUSES]))


def is_open_and(confidence: Confidence, action: ChecklistAction) -> bool:
    """Return whether something is left to do, and somebody was so sure of its due date."""
    return action.answer.confidence is confidence and not action.answer.status.is_closed


def is_overdue(action: ChecklistAction, today: date) -> bool:
    """Return whether the action's due date has passed with something still to do."""
    answer = action.answer
    return answer.due is not None and answer.due < today and not answer.status.is_closed
