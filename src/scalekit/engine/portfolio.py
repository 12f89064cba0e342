"""Many checklists side by side: counts by pillar, and what needs a look. Never a ranking."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scalekit.engine.diff import OTHER_TEXT, Change
from scalekit.engine.fields import ANSWER_FIELDS, STATEMENTS
from scalekit.engine.parts import parts
from scalekit.engine.progress import Counts, Progress, counts, is_open_and
from scalekit.engine.statements import Standing, asked, changed_since
from scalekit.model.checklist import Checklist, ChecklistAction, Confidence, Status, listed
from scalekit.text.folding import folded, tidy
from scalekit.text.markup import as_words

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook

_Value = TypeVar("_Value")
_NOTED = 200  # characters of a note
_MOVEMENT = {*ANSWER_FIELDS, *STATEMENTS, "decisions", "innovation", "place", "roles"}


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
    and has changed since, with the words of each.
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
        """Return the actions that somebody said need attention."""
        return [Flag(row.about, action) for row in self.rows for action in row.needs_attention]

    @property
    def without_evidence(self) -> list[Flag]:
        """Return the actions that are completed without evidence."""
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
    def to_settle(self) -> list[tuple[Flag, str]]:
        """Return what reviewers ask, and what has changed since it was said, in words."""
        return [
            (Flag(row.about, action), said) for row in self.rows for action, said in row.to_settle
        ]

    @property
    def decided(self) -> list[Row]:
        """Return the checklists on which a decision stands."""
        return [row for row in self.rows if row.decisions]

    @property
    def no_movement(self) -> list[Row]:
        """Return the checklists in which nothing was done since."""
        return [row for row in self.rows if row.changes == 0]

    @property
    def not_known(self) -> list[Row]:
        """Return the checklists of which git does not know how they stood."""
        return [row for row in self.rows if row.changes is None and not row.added]


class Entry(NamedTuple):
    """One checklist as it was read. `changes` are those since a point in time.

    None where nobody asked, where git does not know the file, and where it was `added` since.
    `rank` puts it among the others, before its name does.
    """

    path: str
    checklist: Checklist
    progress: Progress
    changes: Sequence[Change] | None = None
    added: bool = False
    rank: tuple[object, ...] = ()


def together(rows: Iterable[Row]) -> Counts:
    """Return the counts of all these checklists, or parts of them."""
    every = [row.counts for row in rows]
    return Counts(
        sum(each.total for each in every),
        tuple((status, sum(each.of(status) for each in every)) for status in Status),
    )


def portfolio(
    held: Iterable[Entry],
    today: date,
    by: str = "",
    playbook: "Playbook | None" = None,
    since: str = "",
) -> Portfolio:
    """Return the overview of checklists, each read once and let go.

    `by` is one of `parts.GROUPS`, or empty. Which action is for which role is in the playbook.
    """
    found = _Builder()
    for one in held:
        found.add(one, by, playbook)
    rows = sorted(found.rows, key=_order)
    pillars = _pillars(rows)
    first = {"pillar": [pillar for pillar, _ in pillars]}
    first["action"] = found.stuck_most(playbook)
    if playbook:
        first["role"] = [role.id for role in playbook.roles]
    groups = found.grouped(by, first.get(by, [])) if by else (Group("", "", tuple(rows)),)
    overdue = found.by_owner(Flag(row.about, action) for row in rows for action in row.overdue)
    return Portfolio(today, by, since, pillars, tuple(rows), groups, overdue)


class _Builder:
    """What has been read so far."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.parts: dict[str, list[Row]] = {}
        self.titles: dict[str, Counter[str]] = {}
        self.owners: dict[str, Counter[str]] = {}
        self.joint: set[str] = set()
        self.shared: dict[object, object] = {}

    def add(self, held: Entry, by: str, playbook: "Playbook | None") -> None:
        """Add one checklist, and its parts by group."""
        checklist = held.checklist
        about = About(
            held.path,
            *(checklist.innovation, checklist.place, checklist.roles),
            *(checklist.playbook, checklist.version, self._once(checklist.pillars)),
        )
        self.rows.append(self._row(held, about, checklist.actions))
        for owner in ("", *(action.answer.owner for action in checklist.actions)):
            self.owners.setdefault(folded(owner), Counter())[tidy(owner)] += 1
        for part in parts(checklist, by, playbook) if by else ():
            self.parts.setdefault(part.key, []).append(self._row(held, about, part.actions))
            self.titles.setdefault(part.key, Counter())[part.title] += 1
            if by == "action" and any(action.is_joint for action in part.actions):
                self.joint.add(part.key)

    def _row(self, held: Entry, about: About, actions: Sequence[ChecklistAction]) -> Row:
        stands, ids = held.progress, {action.id for action in actions}
        asked = {action.id for action in held.checklist.current_actions}
        current = [action for action in actions if action.id in asked]
        whole = len(actions) == len(held.checklist.actions)
        flagged = partial(_flagged, {action.id for action in stands.overdue})
        settle = _to_settle(stands)
        to_settle = zip(flagged(action for action, _ in settle), settle, strict=True)
        by_pillar = (
            (pillar, counts(a for a in actions if a.pillar == pillar))
            for pillar, _ in about.pillars
        )
        return Row(
            about,
            self._once(counts(current)),
            self._once(tuple((pillar, found) for pillar, found in by_pillar if found.total)),
            flagged(a for a in stands.overdue if a.id in ids),
            flagged(a for a in current if a.answer.status is Status.CANNOT_START),
            flagged(a for a in stands.wording_changed if a.id in ids),
            None
            if held.changes is None
            else sum(
                _is_movement(change, held.checklist)
                for change in held.changes
                if whole or change.action_id in ids
            ),
            held.added,
            flagged(a for a in current if is_open_and(Confidence.OFF_TRACK, a)),
            flagged(a for a in current if is_open_and(Confidence.NEEDS_ATTENTION, a)),
            flagged(a for a in stands.without_evidence if a.id in ids),
            held.rank,
            stands.decisions if whole else (),
            tuple((action, said) for action, (_, said) in to_settle if action.id in ids),
        )

    def _once(self, value: _Value) -> _Value:
        """Return a value that is kept once, however many checklists have it."""
        return self.shared.setdefault(value, value)  # type: ignore[return-value]

    def grouped(self, by: str, first: Sequence[str]) -> tuple[Group, ...]:
        """Return the groups: those named `first` in that order, then by title, then the rest."""
        places = {key: number for number, key in enumerate(first)}
        titles = self.owners if by == "owner" else self.titles
        groups = [
            Group(
                *(key, _spelling(titles[key]), tuple(sorted(rows, key=_order))), key in self.joint
            )
            for key, rows in self.parts.items()
        ]
        return tuple(
            sorted(
                groups,
                key=lambda g: (not g.key, places.get(g.key, len(places)), *_in_order(g.title)),
            )
        )

    def stuck_most(self, playbook: "Playbook | None") -> list[str]:
        """Return the keys of the parts, those first in which most checklists are stuck.

        Of as many, the playbook's order counts, and after it that of the ids.
        """
        actions = (action.id for _, action in playbook.actions()) if playbook else ()
        places = {action_id: number for number, action_id in enumerate(actions)}
        return sorted(
            self.parts,
            key=lambda key: (
                -sum(row.is_stuck for row in self.parts[key]),
                places.get(key, len(places)),
                key,
            ),
        )

    def by_owner(self, noted: Iterable[Flag]) -> tuple[tuple[str, tuple[Flag, ...]], ...]:
        """Return actions by their owners, each in one spelling, the earliest due date first."""
        found: dict[str, list[Flag]] = {}
        for each in noted:
            found.setdefault(folded(each.action.owner), []).append(each)
        named = {_spelling(self.owners[key]): found[key] for key in found}
        return tuple(
            (owner, tuple(sorted(named[owner], key=attrgetter("action.due"))))
            for owner in sorted(named, key=lambda name: (not name, *_in_order(name)))
        )


def _spelling(spellings: Counter[str]) -> str:
    """Return the most frequent spelling; of several, the first in the alphabet."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def _in_order(text: str) -> tuple[bool, str, str]:
    return not text, text.casefold(), text


def _order(row: Row) -> tuple[object, ...]:
    about = row.about
    return *row.rank, *_in_order(about.innovation), *_in_order(about.place), about.path


def _pillars(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Return all pillars in the order in which they appear, the most used playbook's first."""
    used = Counter(row.about.playbook for row in rows)
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: -used[row.about.playbook]):
        titles = dict(row.about.pillars)
        for pillar, _ in row.pillars:
            found.setdefault(pillar, titles[pillar])
    return tuple(found.items())


def _flagged(overdue: set[str], actions: Iterable[ChecklistAction]) -> tuple[FlaggedAction, ...]:
    return tuple(
        FlaggedAction(
            *(a.id, a.title, a.pillar, a.answer.status, a.answer.owner, a.answer.due),
            *(a.answer.reason, a.answer.confidence, _first_line(a.answer.note), a.is_joint),
            is_overdue=a.id in overdue,
        )
        for a in actions
    )


def _to_settle(stands: Progress) -> list[tuple[ChecklistAction, str]]:
    found = [(action, asked(question)) for action, question in stands.questions]
    found += [(action, changed_since(said)) for action, said in stands.changed_since]
    return [*found, *stands.evidence_to_check]


def _first_line(note: str) -> str:
    first, _, rest = note.strip().partition("\n")
    first = as_words(first)
    line = f"{first.rstrip(' :')}…" if rest and first.rstrip().endswith(":") else first.strip()
    return line if len(line) <= _NOTED else f"{line[: _NOTED - 1].rstrip()}…"


def _is_movement(change: Change, checklist: Checklist) -> bool:
    """Return whether somebody did something: an upgrade to a newer playbook alone is not that."""
    if change.field == "action":
        return any(each and not each.answer.is_blank for each in (change.old, change.new))
    if change.field == "words":  # somebody confirmed that the answer is right for the new ones
        return not checklist.action(change.action_id).answer.is_blank
    return change.field in _MOVEMENT or change.field.startswith(OTHER_TEXT)
