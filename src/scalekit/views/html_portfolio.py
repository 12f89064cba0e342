"""Many checklists as one web page: a heat map that is a table, with words in every cell."""

from collections.abc import Iterator
from typing import NamedTuple

from scalekit.engine.portfolio import Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import Status
from scalekit.views import portfolio as words
from scalekit.views.html import environment, joined, policy, running
from scalekit.views.portfolio_table import STATUSES
from scalekit.views.status import count_words

_STYLE = ("style/page.css", "style/print.css", "style/portfolio.css")
_SCRIPT = ("script/sort.js",)
SHADES = (
    "None completed",
    "Fewer than half completed",
    "Half or more completed",
    "Nothing left to do",
)


class Cell(NamedTuple):
    """A cell: what it says, what it says less loudly, how it is shaded and what it sorts by.

    Without a `shade` it says nothing of how much is completed; without `sort` it comes last.
    """

    text: str
    more: str = ""
    shade: int | None = None
    sort: float | None = None


def render(portfolio: Portfolio) -> bytes:
    """Return the page: it needs no network, and a script only to sort."""
    values = {
        "portfolio": portfolio,
        "words": words,
        "title": words.title(portfolio),
        "headings": _headings(portfolio),
        "cells": lambda row: list(_cells(row, portfolio)),
        "called": words.names(portfolio),
        "namesakes": words.namesakes(portfolio),
        "shades": SHADES,
        "style": joined(_STYLE),
        "script": running(_SCRIPT),
        "policy": policy(_STYLE, _SCRIPT),
    }
    return environment().get_template("portfolio.html").render(values).encode("utf-8")


def _headings(portfolio: Portfolio) -> list[str]:
    if portfolio.by == "pillar":
        found = [status.label for status in STATUSES]
    else:
        found = [title for _, title in portfolio.pillars]
    found += ["Overdue", "Wording changed"]
    if portfolio.by != "pillar":
        found.insert(-1, "Cannot start")
    return [*found, "Changes"] if portfolio.since else found


def _cells(row: Row, portfolio: Portfolio) -> Iterator[Cell]:
    if portfolio.by == "pillar":
        yield _completed(row.counts)
        for status in STATUSES[1:]:
            yield _number(row.counts[status], status.label.lower())
    else:
        held = dict(row.pillars)
        for pillar, _ in portfolio.pillars:
            yield _counts(held[pillar]) if pillar in held else Cell("No actions")
    yield _number(len(row.overdue), "overdue")
    if portfolio.by != "pillar":
        yield _number(len(row.cannot_start), "cannot start yet")
    yield _number(len(row.wording_changed), "changed")
    if portfolio.since:
        known = row.changes is not None
        told = _number(row.changes or 0, "change" if row.changes == 1 else "changes")
        yield told if known else Cell(words.changes(row))


def _counts(counts: Counts) -> Cell:
    _, _, more = count_words(counts).partition(", ")
    return _completed(counts)._replace(more=more)


def _completed(counts: Counts) -> Cell:
    done = counts[Status.COMPLETED]
    share = done / counts.total if counts.total else 0
    nothing_left = done + counts[Status.NOT_RELEVANT] == counts.total
    shade = 3 if nothing_left else 2 if share >= 0.5 else 1 if done else 0
    return Cell(f"{done} of {counts.total} completed", shade=shade, sort=round(share, 3))


def _number(number: int, what: str) -> Cell:
    return Cell(f"{number} {what}" if number else words.NONE, sort=number)
