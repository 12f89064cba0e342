"""Checklists made into a portfolio, each read once and let go."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scalekit.engine.diff import OTHER_TEXT, Change
from scalekit.engine.fields import ANSWER_FIELDS, STATEMENTS
from scalekit.engine.parts import parts
from scalekit.engine.portfolio import About, Flag, FlaggedAction, Group, Portfolio, Row
from scalekit.engine.progress import Progress, counts, is_open_and
from scalekit.engine.statements import changed_since, question_line
from scalekit.model.checklist import Checklist, ChecklistAction, Confidence, Status
from scalekit.text.folding import folded, sorted_as, tidy
from scalekit.text.markdown_escape import as_words

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook

_Value = TypeVar("_Value")
_NOTED = 200  # characters of a note
_MOVEMENT = {*ANSWER_FIELDS, *STATEMENTS, "decisions", "innovation", "place", "roles"}


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


def build_portfolio(
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
            flagged(a for a in stands.retired if a.id in ids),
        )

    def _once(self, value: _Value) -> _Value:
        """Return a value that is kept once, however many checklists have it."""
        return self.shared.setdefault(value, value)  # type: ignore[return-value]

    def grouped(self, by: str, first: Sequence[str]) -> tuple[Group, ...]:
        """Return the groups: those named `first` in that order, then by title, then the rest."""
        order = {key: number for number, key in enumerate(first)}
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
                key=lambda g: (not g.key, order.get(g.key, len(order)), *_in_order(g.title)),
            )
        )

    def stuck_most(self, playbook: "Playbook | None") -> list[str]:
        """Return the keys of the parts, those first in which most checklists are stuck.

        Of as many, the playbook's order counts, and after it that of the ids.
        """
        actions = (action.id for _, action in playbook.actions()) if playbook else ()
        order = {action_id: number for number, action_id in enumerate(actions)}
        return sorted(
            self.parts,
            key=lambda key: (
                -sum(row.is_stuck for row in self.parts[key]),
                order.get(key, len(order)),
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
    return not text, sorted_as(text), text


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
    found = [(action, question_line(question)) for action, question in stands.questions]
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
