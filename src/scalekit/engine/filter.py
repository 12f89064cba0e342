"""Which actions of many checklists somebody wants to see, and in which order the checklists."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from scalekit.engine.progress import Progress, is_overdue
from scalekit.model.checklist import Checklist, ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.text.folding import sorted_as


class Filter(NamedTuple):
    """What an action has to be to be shown; what is not given does not matter.

    `owner` is part of a name, whatever its case; empty is nobody.
    """

    today: date
    owner: str | None = None
    statuses: tuple[Status, ...] = ()
    overdue: bool = False
    due_before: date | None = None

    @property
    def is_all(self) -> bool:
        return self == Filter(self.today)

    def __str__(self) -> str:
        """Return what is asked for in words, or nothing."""
        owner = f"owner {self.owner}" if self.owner else "no owner"
        return ", ".join(
            (
                *(() if self.owner is None else (owner,)),
                *((" or ".join(s.label for s in self.statuses),) if self.statuses else ()),
                *(("overdue",) if self.overdue else ()),
                *((f"due before {say_date(self.due_before)}",) if self.due_before else ()),
            )
        )

    def actions(self, checklist: Checklist) -> tuple[ChecklistAction, ...]:
        return tuple(action for action in checklist.current_actions if self._has(action))

    def _has(self, action: ChecklistAction) -> bool:
        answer = action.answer
        return (
            (self.owner is None or _is_owner(self.owner, answer.owner))
            and (not self.statuses or answer.status in self.statuses)
            and (not self.overdue or is_overdue(action, self.today))
            and (self.due_before is None or bool(answer.due and answer.due < self.due_before))
        )


def _is_owner(asked: str, owner: str) -> bool:
    return asked.casefold() in owner.casefold() if asked else not owner


# What checklists are sorted by: a checklist with its progress and the actions that are shown.
Standing = tuple[Checklist, Progress, Sequence[ChecklistAction]]
ORDERS: dict[str, Callable[[Standing], tuple[object, ...]]] = {
    "name": lambda one: (sorted_as(one[0].innovation), sorted_as(one[0].place)),
    "due": lambda one: (min((_open_due(action) for action in one[2]), default=date.max),),
    "overdue": lambda one: (-len(one[1].overdue),),
    "open": lambda one: (one[1].counts.of(Status.COMPLETED) - one[1].counts.total,),
}


def _open_due(action: ChecklistAction) -> date:
    answer = action.answer
    return date.max if answer.status.is_closed or not answer.due else answer.due
