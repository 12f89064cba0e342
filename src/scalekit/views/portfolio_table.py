"""Many checklists as a table of plain text that fits a width."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from scalekit.engine.portfolio import Group, Portfolio, Row
from scalekit.model.checklist import Status, listed
from scalekit.text.columns import columns, cut, cut_inside, fitted
from scalekit.text.folding import tidy
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of
from scalekit.views.json_values import shown_path
from scalekit.views.page import lines
from scalekit.views.portfolio import (
    WITHOUT,
    above,
    below,
    changes,
    namesakes,
    rows_in_words,
    summary,
)
from scalekit.views.shared_words import OFF_TRACK, OVERDUE, heading

WIDTH = 80  # of what goes to a file or a program
ABSENT = "–"
STATUSES = (Status.COMPLETED, *(status for status in Status if status is not Status.COMPLETED))
_LEAST, _WORD, _GAP = 16, 14, 2  # columns: for a name, for a long word of a heading, between two

Cells = tuple[str, ...]


class Table(NamedTuple):
    """The overview as cells: a name and counts. `groups` pairs a heading with its rows."""

    headings: Cells
    groups: tuple[tuple[str, tuple[Cells, ...]], ...]
    widths: tuple[int, ...]


class Line(NamedTuple):
    """A line of a drawn table, and whether it is a heading."""

    text: str
    is_heading: bool = False


def text(portfolio: Portfolio, width: int = WIDTH, *, plain: bool = False) -> list[str]:
    """Return the overview as lines that are no wider than this.

    A table where that fits, unless `plain` asks for lines that make sense read aloud.
    """
    shown = None if plain else table(portfolio, width)
    found = lines(above(portfolio), width, whole_words=False)
    if shown:
        about = fitted(legend(shown, portfolio), width)
        found += ["", *about, "", *(line.text for line in drawn(shown))]
    else:
        found += ["", *lines(rows_in_words(portfolio), width, whole_words=False)]
    return [*found, "", *lines(below(portfolio), width, whole_words=False)]


def legend(table: Table, portfolio: Portfolio) -> str:
    """Return what the cells of a table say."""
    what = "actions" if portfolio.counts_statuses else "actions of each pillar"
    about = f"“1 of 3” says how many {what} are completed."
    absent = any(ABSENT in row for _, rows in table.groups for row in rows)
    return f"{about} “{ABSENT}” says that there are none to complete." if absent else about


def table(portfolio: Portfolio, width: int) -> Table | None:
    """Return the overview as a table of at most this width; None when it does not fit."""
    headings = ("Checklist", *_headings(portfolio))
    names = _names(portfolio)
    groups = [
        (
            _group(group, portfolio) if portfolio.by else "",
            [(row.about.path, *_counts(row, portfolio)) for row in group.rows],
        )
        for group in portfolio.groups
    ]
    every = [row for _, rows in groups for row in rows]
    counts = [
        max(*(columns(row[at]) for row in every), *_needed(heading), 1)
        for at, heading in enumerate(headings[1:], 1)
    ]
    room = width - sum(counts) - _GAP * len(counts)
    if room < _LEAST:
        return None
    widest = min(room, max(columns(each) for each in (headings[0], *map("".join, names.values()))))
    shown = _told_apart(names, widest)
    return Table(
        headings,
        tuple((head, tuple((shown[path], *row) for path, *row in rows)) for head, rows in groups),
        (widest, *counts),
    )


def drawn(table: Table) -> Iterator[Line]:
    whole = sum(table.widths) + _GAP * (len(table.widths) - 1)
    parts = [
        [line.replace("- ", "-") for line in fitted(_breakable(heading), width)]
        for heading, width in zip(table.headings, table.widths, strict=True)
    ]
    highest = max(map(len, parts))
    for row in zip_longest(*([""] * (highest - len(part)) + part for part in parts)):
        yield Line(_aligned(row, table.widths), True)
    yield Line("-" * whole)
    for head, rows in table.groups:
        if head:
            if (head, rows) != table.groups[0]:
                yield Line("")
            yield from (Line(line, True) for line in fitted(printable(head), whole))
        yield from (Line(_aligned(row, table.widths)) for row in rows)


def _aligned(cells: Sequence[str], widths: Iterable[int]) -> str:
    padded = (
        f"{cell}{' ' * (width - columns(cell))}" for cell, width in zip(cells, widths, strict=True)
    )
    return (" " * _GAP).join(padded).rstrip()


def _needed(heading: str) -> Iterator[int]:
    return (min(columns(word), _WORD) for word in _breakable(heading).split())


def _group(group: Group, portfolio: Portfolio) -> str:
    held = number_of(len(group.rows), "checklist")
    named = f"{group.title or WITHOUT[portfolio.by]} ({held})"
    found = summary(group.rows)
    return listed(named, is_joint=True, said=found) if group.is_joint else f"{named}: {found}"


def _breakable(heading: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", "- ", heading)


def _names(portfolio: Portfolio) -> dict[str, tuple[str, str]]:
    """Return what each checklist is called, by path; and its file where others are called so."""
    alike, found = namesakes(portfolio), {}
    for row in portfolio.rows:
        about = row.about
        name = about.innovation if portfolio.by == "place" and about.innovation else heading(about)
        file = f": {shown_path(about.path).partition('.scalekit.')[0]}" * (about.path in alike)
        found[about.path] = (printable(tidy(name)), printable(file))
    return found


def _told_apart(names: Mapping[str, tuple[str, str]], width: int) -> dict[str, str]:
    """Return each name in at most this width, by path; those that would look the same keep their
    ends."""
    shown = {path: _cut(*name, width, cut) for path, name in names.items()}
    often = Counter(shown.values())
    return {
        path: _cut(*names[path], width, cut_inside) if often[each] > 1 else each
        for path, each in shown.items()
    }


def _cut(name: str, file: str, width: int, shorten: Callable[[str, int], str]) -> str:
    """Return a name in at most this width: its file, or enough of the place to tell two apart."""
    if columns(name) + columns(file) <= width:
        return f"{name}{file}"
    before, comma, place = name.rpartition(", ")
    if file or not before:
        return shorten(file.removeprefix(": ") or name, width)
    after = f"{comma}{shorten(place, width * 2 // 5)}"
    return f"{shorten(before, width - columns(after))}{after}"


def _headings(portfolio: Portfolio) -> list[str]:
    if portfolio.counts_statuses:
        found = [*(status.label for status in STATUSES), OFF_TRACK, OVERDUE]
    else:
        titles = [printable(tidy(title)) for _, title in portfolio.asked_pillars]
        found = [*titles, OFF_TRACK, OVERDUE, "Cannot start"]
    return [*found, "Changes"] if portfolio.since else found


def _counts(row: Row, portfolio: Portfolio) -> list[str]:
    if portfolio.counts_statuses:
        others = [str(row.counts.of(status)) for status in STATUSES[1:]]
        completed = f"{row.counts.of(Status.COMPLETED)} of {row.counts.total}"
        found = [completed, *others, str(len(row.off_track)), str(len(row.overdue))]
    else:
        held = dict(row.pillars)
        found = [
            f"{held[key].of(Status.COMPLETED)} of {held[key].total}" if key in held else ABSENT
            for key, _ in portfolio.asked_pillars
        ]
        found += [str(len(each)) for each in (row.off_track, row.overdue, row.cannot_start)]
    return [*found, changes(row)] if portfolio.since else found
