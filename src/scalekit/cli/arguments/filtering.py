"""The options that filter actions of many checklists and put the checklists in order."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.mistakes import understood
from scalekit.engine.filter import ORDERS, Filter
from scalekit.errors import UsageError
from scalekit.model.dates import not_read, read_date
from scalekit.model.values import read_status
from scalekit.text.near import did_you_mean

OwnerOption = Annotated[
    str | None,
    Option(
        "--owner",
        metavar="NAME",
        help='Only actions of this owner, or part of the name; "" for none.',
    ),
]
StatusOption = Annotated[
    list[str] | None,
    Option(
        "--status",
        metavar="STATUS",
        help="Only actions with this status. Repeat for more.",
        offers="statuses",
    ),
]
OverdueOption = Annotated[bool, Option("--overdue", help="Only actions that are overdue.")]
DueBeforeOption = Annotated[
    str | None,
    Option("--due-before", metavar="DATE", help="Only actions that are due before this day."),
]
SortOption = Annotated[
    str | None,
    Option(
        "--sort",
        metavar="BY",
        help="Order of the checklists: name, due, overdue (most first) or open (most first).",
        offers=(*ORDERS,),
    ),
]


def read_filter(
    today: date,
    owner: str | None,
    statuses: Sequence[str] | None,
    overdue: bool,
    due_before: str | None,
) -> Filter:
    """Return which actions the options ask for; raises UsageError."""
    day = read_date(due_before, today) if due_before is not None else None
    if due_before is not None and day is None:
        raise UsageError(f"--due-before: {' '.join(not_read(due_before, today))}")
    wanted = tuple(understood("--status", read_status, word) for word in statuses or ())
    return Filter(today, owner, wanted, overdue, day)


def check_sort(sort: str | None) -> None:
    """Raise UsageError for an order that there is not."""
    if sort not in (None, *ORDERS):
        known = did_you_mean(str(sort), ORDERS, "Use")
        raise UsageError(f"--sort: there is no order “{sort}”. {known}")
