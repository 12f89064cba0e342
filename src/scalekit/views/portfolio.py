"""Many checklists side by side, in words: for reading from top to bottom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import starmap

from scalekit.engine.portfolio import FlaggedAction, Group, Portfolio, Row, together
from scalekit.model.checklist import RETIRED_TITLE, WITHOUT_EVIDENCE, listed
from scalekit.model.dates import say_date
from scalekit.text.sentence import ended, number_of
from scalekit.views.page import Block, Heading, Item, Items, Prose
from scalekit.views.shared_words import (
    CANNOT_START,
    NEEDS_ATTENTION,
    NO_REASON,
    OFF_TRACK,
    OVERDUE,
    REWORDED,
    count_words,
    heading,
)
from scalekit.views.statements import decision_line

NONE = "None"
DECIDED = "What was decided, and whether it still stands"
STUCK = "Where checklists are stuck, and why"
OFF_TRACK_AND_WHY = f"{OFF_TRACK}, why and with whom"
CANNOT_START_AND_WHY = f"{CANNOT_START}, and why"
TO_SETTLE = "Open questions, and what has changed since it was said"
WITHOUT = {
    "place": "No place given",
    "role": "No role given",
    "pillar": "No pillar",
    "action": "No action",
    "owner": "No owner",
}


def title(portfolio: Portfolio) -> str:
    """Return what the overview is of: "40 checklists"."""
    return number_of(len(portfolio.rows), "checklist")


def summary(rows: Sequence[Row]) -> str:
    """Return counts in words, how many actions are still open, and how many need a look."""
    still, late = sum(row.open for row in rows), sum(len(row.overdue) for row in rows)
    off, bare = sum(len(r.off_track) for r in rows), sum(len(r.without_evidence) for r in rows)
    return (
        f"{count_words(together(rows))}. {still} still open, {off} off track, {late} overdue,"
        f" {bare} completed without evidence."
    )


def group_title(group: Group, by: str) -> str:
    """Return what a group is called: "No owner" and the like for what has none."""
    return listed(group.title or WITHOUT[by], group.is_joint)


def owner_name(owner: str) -> str:
    """Return an owner's name, "No owner" if there is none."""
    return owner or WITHOUT["owner"]


def names(portfolio: Portfolio) -> dict[str, str]:
    """Return what each checklist is called, by path; with the path where others share the name."""
    called = {row.about.path: heading(row.about) for row in portfolio.rows}
    shared = namesakes(portfolio)
    return {path: f"{n} ({path})" if path in shared else n for path, n in called.items()}


def namesakes(portfolio: Portfolio) -> set[str]:
    """Return the paths of the checklists whose innovation and place are those of another."""
    called = {row.about.path: heading(row.about) for row in portfolio.rows}
    often = Counter(called.values())
    return {path for path, name in called.items() if often[name] > 1}


def changes(row: Row) -> str:
    """Return how many changes a checklist had since the point that was asked for."""
    if row.changes is not None:
        return str(row.changes)
    return "New" if row.added else "Not in git"


def why(action: FlaggedAction) -> str:
    """Return why an action cannot start yet."""
    return action.reason or NO_REASON


def reason_said(action: FlaggedAction) -> str:
    """Return an action's reason or, without one, how its note begins; empty without both."""
    return action.reason or (action.note and f"From the note: {action.note}")


def why_said(action: FlaggedAction) -> str:
    """Return what is said about an action with its confidence, its owner, and when it is due."""
    about = ended(reason_said(action) or NO_REASON)
    verb = "overdue since" if action.is_overdue else "due"
    when = f", {verb} {due(action)}" if action.due else ""
    return f"{about} {owner_name(action.owner)}{when}"


def unread(portfolio: Portfolio) -> str:
    """Return that checklists could not be read and count nowhere; empty if all could."""
    count = len(portfolio.unread)
    found = number_of(
        count,
        "checklist could not be read and counts nowhere here.",
        "checklists could not be read and count nowhere here.",
    )
    return found if count else ""


def due(action: FlaggedAction) -> str:
    """Return when an action is or was due; an empty string when nobody said."""
    return say_date(action.due) if action.due else ""


def only(portfolio: Portfolio) -> str:
    """Return which actions are counted, where not all are; an empty string where all are."""
    return f"Only these actions count: {portfolio.only}." if portfolio.only else ""


def above(portfolio: Portfolio) -> list[Block]:
    """Return what stands above the rows: how many there are, and their counts in all."""
    about = f"As at {say_date(portfolio.today)}: {summary(portfolio.rows)}"
    if portfolio.since:
        about += f" Changes are counted from {portfolio.since}."
    if portfolio.only:
        about += f" {only(portfolio)}"
    found: list[Block] = [Heading(title(portfolio), level=1), Prose(about)]
    if portfolio.unread:
        found.append(Prose(unread(portfolio)))
        found.append(Items(tuple(Item(path, details=(why,)) for path, why in portfolio.unread)))
    return found


def rows_in_words(portfolio: Portfolio) -> list[Block]:
    """Return each checklist with its counts by pillar."""
    found: list[Block] = []
    for group in portfolio.groups:
        if portfolio.by:
            found.append(Heading(group_title(group, portfolio.by)))
            found.append(Prose(about_group(group)))
        found.append(Items(tuple(_item(row, portfolio) for row in group.rows)))
    return found


def about_group(group: Group) -> str:
    """Return how many checklists a group has, and their counts in all."""
    return f"{number_of(len(group.rows), 'checklist')}: {summary(group.rows)}"


def _item(row: Row, portfolio: Portfolio) -> Item:
    held = dict(row.pillars)
    told = [f"{name}: {count_words(held[key])}" for key, name in portfolio.pillars if key in held]
    told.append(f"{OFF_TRACK}: {len(row.off_track) or NONE.lower()}")
    told.append(f"{OVERDUE}: {len(row.overdue) or NONE.lower()}")
    if portfolio.since:
        told.append(f"Changes: {changes(row).lower()}")
    return Item(heading(row.about), row.about.path, tuple(told))


def below(portfolio: Portfolio) -> list[Block]:
    """Return each action that needs a look, and the checklists in which nothing was done."""
    called = names(portfolio)
    rows = portfolio.rows
    found = _stuck(portfolio, called)
    if portfolio.decided:
        found.append(Heading(DECIDED))
        found.append(
            _by_checklist((r, [*map(decision_line, r.decisions)]) for r in portfolio.decided)
        )
    found.append(Heading(OFF_TRACK_AND_WHY))
    found.append(_by_checklist((r, [_about(a) for a in r.off_track]) for r in rows))
    found.append(Heading(OVERDUE))
    for owner, noted in portfolio.overdue:
        found.append(Heading(f"{owner_name(owner)}: {len(noted)} overdue", level=3))
        told = (
            f"{called[n.about.path]}: {_said(n.action, f', due {due(n.action)}')}" for n in noted
        )
        found.append(Items(tuple(map(Item, told))))
    found += [] if portfolio.overdue else [Prose(NONE)]
    found.append(Heading(CANNOT_START_AND_WHY))
    found.append(
        _by_checklist((r, [_said(a, f": {why(a)}") for a in r.cannot_start]) for r in rows)
    )
    found.append(Heading(NEEDS_ATTENTION))
    found.append(_by_checklist((r, [_about(a) for a in r.needs_attention]) for r in rows))
    found.append(Heading(WITHOUT_EVIDENCE))
    found.append(_by_checklist((r, [_said(a) for a in r.without_evidence]) for r in rows))
    found.append(Heading(REWORDED))
    found.append(_by_checklist((r, [_said(a) for a in r.wording_changed]) for r in rows))
    if portfolio.retired:
        found.append(Heading(RETIRED_TITLE))
        found.append(
            _by_checklist((r, [_said(a, f": {a.status.label}") for a in r.retired]) for r in rows)
        )
    if portfolio.to_settle:
        found.append(Heading(TO_SETTLE))
        found.append(_by_checklist((r, [*starmap(_settle, r.to_settle)]) for r in rows))
    return found + _movement(portfolio, called)


def _stuck(portfolio: Portfolio, called: dict[str, str]) -> list[Block]:
    found: list[Block] = [Heading(STUCK)] if portfolio.stuck else []
    for group in portfolio.stuck:
        told = (Item(f"{called[row.about.path]}: {said}") for row, said in stuck_at(group))
        found += [Heading(stuck_title(group), group.key, level=3), Items(tuple(told))]
    return found


def stuck_title(group: Group) -> str:
    """Return an action, and at how many checklists it is stuck."""
    stuck = sum(row.is_stuck for row in group.rows)
    where = f"{stuck} of {number_of(len(group.rows), 'checklist')}"
    return listed(f"{group.title}: {where}", group.is_joint)


def stuck_at(group: Group) -> list[tuple[Row, str]]:
    """Return each checklist that is stuck at an action, with the reason that it gives."""
    found = []
    for row in group.rows:
        found += [(row, f"{CANNOT_START}: {why(action)}") for action in row.cannot_start]
        found += [(row, f"{OFF_TRACK}: {why_said(action)}") for action in row.off_track]
        found += [(row, why_said(action)) for action in row.overdue if action not in row.off_track]
    return found


def _about(action: FlaggedAction) -> str:
    return _said(action, f": {why_said(action)}")


def _said(action: FlaggedAction, more: str = "") -> str:
    return listed(f"{action.title} ({action.id}){more}", action.is_joint)


def _settle(action: FlaggedAction, said: str) -> str:
    return listed(f"{action.title} ({action.id})", action.is_joint, said)


def _by_checklist(told: Iterable[tuple[Row, list[str]]]) -> Block:
    """Return what is said of checklists, under their names; without those of which nothing is."""
    found = [Item(heading(r.about), r.about.path, tuple(lines)) for r, lines in told if lines]
    return Items(tuple(found)) if found else Prose(NONE)


def _movement(portfolio: Portfolio, called: dict[str, str]) -> list[Block]:
    if not portfolio.since:
        return []
    found: list[Block] = []
    for head, rows in (
        (f"No movement since {portfolio.since}", portfolio.no_movement),
        (f"Not in git, so not known since {portfolio.since}", portfolio.not_known),
    ):
        still = tuple(Item(called[row.about.path]) for row in rows)
        if still or rows is portfolio.no_movement:
            found += [Heading(head), Items(still) if still else Prose(NONE)]
    return found
