"""Many checklists side by side: counts by pillar, and what needs a look. Never a ranking."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from scalekit.engine.progress import Counts
from scalekit.engine.statements import Standing
from scalekit.model.checklist import RETIRED_TITLE, Confidence, Status, listed


class FlaggedAction(NamedTuple):
    """An action that needs a look: as little of it as an overview shows."""

    id: str
    title: str
    pillar: str
    status: Status
    owner: str
    due: date | None
    reason: str
    confidence: Confidence | None = None
    note: str = ""  # its first line, shortened
    is_joint: bool = False
    is_overdue: bool = False

    @property
    def listed(self) -> str:
        """The title, which says of a joint action that it is one."""
        return listed(self.title, self.is_joint)


class About(NamedTuple):
    """Which checklist a row is about, and the pillars it has: id and title."""

    path: str
    innovation: str
    place: str
    roles: tuple[str, ...]
    playbook: str
    version: str
    pillars: tuple[tuple[str, str], ...]


class Row(NamedTuple):
    """One checklist, or the part of it that belongs to a group.

    `counts` are of what the playbook asks; `pillars` has those of each pillar with actions, by id,
    also of what it no longer asks. `changes` says how many changes
    there were since a point in time; None when nobody asked, or the file was not there then
    (`added`), or git does not know it. `decisions` are of the whole checklist: a part has none.
    `to_settle` has the questions of reviewers, and what was said of an answer or is evidence for it
    and has changed since, with the words of each. `retired` has what the playbook no longer asks.
    """

    about: About
    counts: Counts
    pillars: tuple[tuple[str, Counts], ...]
    overdue: tuple[FlaggedAction, ...]
    cannot_start: tuple[FlaggedAction, ...]
    wording_changed: tuple[FlaggedAction, ...]
    changes: int | None = None
    added: bool = False
    off_track: tuple[FlaggedAction, ...] = ()
    needs_attention: tuple[FlaggedAction, ...] = ()
    without_evidence: tuple[FlaggedAction, ...] = ()
    rank: tuple[object, ...] = ()  # what comes before the name where somebody chose the order
    decisions: tuple[Standing, ...] = ()
    to_settle: tuple[tuple[FlaggedAction, str], ...] = ()
    retired: tuple[FlaggedAction, ...] = ()

    @property
    def open(self) -> int:
        """Return of how many actions something is left to do."""
        return self.counts.open

    @property
    def is_stuck(self) -> bool:
        """Return whether something cannot start, is off track or overdue."""
        return bool(self.cannot_start or self.off_track or self.overdue)


class Flag(NamedTuple):
    """An action that needs a look, and the checklist it stands in."""

    about: About
    action: FlaggedAction


class Group(NamedTuple):
    """What belongs together. `key` is an id, or a text without regard to case and spaces.

    Both are empty where nothing is grouped, and for what no owner, place or role is given for.
    `is_joint` says that it is an action which several roles do together.
    """

    key: str
    title: str
    rows: tuple[Row, ...]
    is_joint: bool = False


class Portfolio(NamedTuple):
    """Many checklists on one day.

    `pillars` are all there are, id and title. `rows` holds each checklist once, whole; `groups`
    has them in the parts that `by` says, or all in one group. `overdue` is by owner, the actions
    without one last. `since` says in words what changes are counted from, if they are. `unread` has
    what could not be read, which counts nowhere: the path, and why. `only` says in words which
    actions are counted, where not all are.
    """

    today: date
    by: str
    since: str
    pillars: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    overdue: tuple[tuple[str, tuple[Flag, ...]], ...]
    unread: tuple[tuple[str, str], ...] = ()
    only: str = ""

    @property
    def asked_pillars(self) -> tuple[tuple[str, str], ...]:
        """Return the pillars but for what the playbook no longer asks: few checklists have it."""
        return tuple(pair for pair in self.pillars if pair[1] != RETIRED_TITLE)

    @property
    def counts_statuses(self) -> bool:
        """Return whether a row counts by status: its actions are all of one pillar."""
        return self.by in ("pillar", "action")

    @property
    def stuck(self) -> list[Group]:
        """Return the actions at which a checklist is stuck, if they are the groups."""
        stuck = (group for group in self.groups if any(row.is_stuck for row in group.rows))
        return list(stuck) if self.by == "action" else []

    @property
    def off_track(self) -> list[Flag]:
        """Return the actions that somebody said are off track, in the order of the rows."""
        return [Flag(row.about, action) for row in self.rows for action in row.off_track]

    @property
    def needs_attention(self) -> list[Flag]:
        return [Flag(row.about, action) for row in self.rows for action in row.needs_attention]

    @property
    def without_evidence(self) -> list[Flag]:
        return [Flag(row.about, action) for row in self.rows for action in row.without_evidence]

    @property
    def cannot_start(self) -> list[Flag]:
        """Return the actions that cannot start yet, in the order of the rows."""
        return [Flag(row.about, action) for row in self.rows for action in row.cannot_start]

    @property
    def wording_changed(self) -> list[Flag]:
        """Return the actions whose wording changed since they were answered."""
        return [Flag(row.about, action) for row in self.rows for action in row.wording_changed]

    @property
    def retired(self) -> list[Flag]:
        """Return the actions that the playbook no longer asks."""
        return [Flag(row.about, action) for row in self.rows for action in row.retired]

    @property
    def to_settle(self) -> list[tuple[Flag, str]]:
        """Return what reviewers ask, and what has changed since it was said, in words."""
        return [
            (Flag(row.about, action), said) for row in self.rows for action, said in row.to_settle
        ]

    @property
    def decided(self) -> list[Row]:
        return [row for row in self.rows if row.decisions]

    @property
    def no_movement(self) -> list[Row]:
        """Return the checklists in which nothing was done since."""
        return [row for row in self.rows if row.changes == 0]

    @property
    def not_known(self) -> list[Row]:
        """Return the checklists of which git does not know how they stood."""
        return [row for row in self.rows if row.changes is None and not row.added]


def together(rows: Iterable[Row]) -> Counts:
    """Return the counts of all these checklists, or parts of them."""
    every = [row.counts for row in rows]
    return Counts(
        sum(each.total for each in every),
        tuple((status, sum(each.of(status) for each in every)) for status in Status),
    )
