"""Many checklists as a table: its headings and what each cell holds, for documents that draw it."""

from collections.abc import Iterator

from scalekit.engine.portfolio import Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import WITHOUT_EVIDENCE, Status
from scalekit.storage.files import stem
from scalekit.views.json_values import shown_path
from scalekit.views.portfolio import changes
from scalekit.views.portfolio_table import STATUSES
from scalekit.views.shared_words import NEEDS_ATTENTION, OFF_TRACK, OVERDUE

# A number of something, the counts of a pillar (of all actions in a table by pillar), or words.
Cell = int | Counts | str

NO_ACTIONS = "No actions"
CANNOT_START, WORDING, CHANGES = "Cannot start", "Wording changed", "Changes"
WEIGHS = (OFF_TRACK, OVERDUE)  # of which no eye is to miss one
CHECKLIST, PATH = "Checklist", "Path"  # what the file is called, and where it is
COUNTED = (
    *(CHECKLIST, "Innovation", "Place", "Roles", "Playbook", "Playbook version"),
    *("Pillar id", "Pillar"),
    *("Actions", *(status.label for status in Status), OVERDUE, WORDING),
    *(OFF_TRACK, NEEDS_ATTENTION, WITHOUT_EVIDENCE, PATH),
)


def headings(portfolio: Portfolio) -> list[str]:
    """Return the headings of the columns that come after the checklist."""
    after = [WITHOUT_EVIDENCE, WORDING, CHANGES] if portfolio.since else [WITHOUT_EVIDENCE, WORDING]
    before = [OFF_TRACK, NEEDS_ATTENTION, OVERDUE]
    if portfolio.counts_statuses:
        return [*(status.label for status in STATUSES), *before, *after]
    return [*(title for _, title in portfolio.asked_pillars), *before, CANNOT_START, *after]


def cells(row: Row, portfolio: Portfolio) -> Iterator[Cell]:
    """Yield what stands below each of the headings."""
    if portfolio.counts_statuses:
        yield row.counts
        yield from (row.counts.of(status) for status in STATUSES[1:])
    else:
        held = dict(row.pillars)
        yield from (held.get(pillar, NO_ACTIONS) for pillar, _ in portfolio.asked_pillars)
    yield len(row.off_track)
    yield len(row.needs_attention)
    yield len(row.overdue)
    if not portfolio.counts_statuses:
        yield len(row.cannot_start)
    yield len(row.without_evidence)
    yield len(row.wording_changed)
    if portfolio.since:
        yield changes(row) if row.changes is None else row.changes


def completed(counts: Counts) -> str:
    """Return how many of the actions are completed: "1 of 3 completed"."""
    return f"{counts.of(Status.COMPLETED)} of {counts.total} completed"


def counted(row: Row) -> Iterator[tuple[str | int, ...]]:
    """Yield the numbers of each pillar of a checklist, below COUNTED.

    Overdue actions, those with another wording and the like are among the others.
    """
    about, titles = row.about, dict(row.about.pillars)
    for pillar, counts in row.pillars:
        yield (
            *(stem(about.path), about.innovation, about.place, "; ".join(about.roles)),
            *(about.playbook, about.version, pillar, titles[pillar]),
            *(counts.total, *(number for _, number in counts.by_status)),
            *(
                sum(action.pillar == pillar for action in actions)
                for actions in (
                    *(row.overdue, row.wording_changed, row.off_track, row.needs_attention),
                    row.without_evidence,
                )
            ),
            shown_path(about.path),
        )
