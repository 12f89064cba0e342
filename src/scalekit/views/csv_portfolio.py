"""Many checklists as CSV: a row for each checklist and pillar, for a pivot table or a query."""

from collections.abc import Iterator

from scalekit.engine.portfolio import Group, Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import Status
from scalekit.views.csv_ import BYTE_ORDER_MARK, row
from scalekit.views.portfolio import changes, group_title

HEADINGS = (
    *("Checklist", "Innovation", "Place", "Roles", "Playbook", "Version", "Pillar id", "Pillar"),
    *("Actions", *(status.label for status in Status), "Overdue", "Wording changed"),
)


def render(portfolio: Portfolio) -> Iterator[str]:
    """Yield the text of one CSV file, piece by piece; write it as UTF-8 as it is.

    The group comes first where there are groups. Overdue actions and those with another wording
    are among the others. Changes are those of the checklist, or of its part of the group.
    """
    before = ("Group",) if portfolio.by else ()
    after = (f"Changes since {portfolio.since}",) if portfolio.since else ()
    yield f"{BYTE_ORDER_MARK}{row((*before, *HEADINGS, *after))}"
    for group in portfolio.groups:
        for each in group.rows:
            yield from (row(values) for values in _rows(each, group, portfolio))


def _rows(each: Row, group: Group, portfolio: Portfolio) -> Iterator[tuple[str, ...]]:
    about = each.about
    before = (group_title(group, portfolio.by),) if portfolio.by else ()
    after = (changes(each),) if portfolio.since else ()
    titles = dict(about.pillars)
    for pillar, counts in each.pillars:
        yield (
            *before,
            *(about.path, about.innovation, about.place, "; ".join(about.roles)),
            *(about.playbook, about.version, pillar, titles[pillar]),
            *map(str, _numbers(each, pillar, counts)),
            *after,
        )


def _numbers(each: Row, pillar: str, counts: Counts) -> Iterator[int]:
    yield counts.total
    yield from (number for _, number in counts.by_status)
    yield sum(action.pillar == pillar for action in each.overdue)
    yield sum(action.pillar == pillar for action in each.wording_changed)
