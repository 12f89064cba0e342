"""Many checklists as one web page: a heat map that is a table, with words in every cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scalekit.documents.html.page import environment, inline_files, policy, running
from scalekit.documents.portfolio_cells import (
    CANNOT_START,
    CHANGES,
    WEIGHS,
    WORDING,
    cells,
    completed,
    headings,
)
from scalekit.engine.portfolio import Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import WITHOUT_EVIDENCE, Status
from scalekit.text.links import href
from scalekit.views import portfolio as words
from scalekit.views.shared_words import NEEDS_ATTENTION, count_words

_STYLE = ("style/page.css", "style/print.css", "style/portfolio.css")
_SCRIPT = ("script/sort.js", "script/find.js")
_MANY = 8  # headings: more need smaller letters
_WHAT = {
    **{CANNOT_START: "cannot start yet", WORDING: "changed"},
    **{NEEDS_ATTENTION: "need attention", WITHOUT_EVIDENCE: "without evidence"},
}  # what a number is of
_ONE = {CHANGES: "change", NEEDS_ATTENTION: "needs attention"}
SHADES = (
    "None completed",
    "Fewer than half completed",
    "Half or more completed",
    "Nothing left to do",
)


class Cell(NamedTuple):
    """A cell: what it says, what it says less loudly, how it is shaded and what it sorts by.

    What `weighs` is for no eye to miss.
    Without a `shade` it says nothing of how much is completed; without `sort` it comes last.
    """

    text: str
    more: str = ""
    shade: int | None = None
    sort: float | None = None
    weighs: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether it says that there is nothing to tell, which a card leaves out."""
        return self.text == words.NONE


def render(portfolio: Portfolio, pages: Mapping[str, str] | None = None) -> bytes:
    """Return the page: it needs no network, and a script only to sort and find.

    `pages` holds by path where the page of a checklist is, seen from this one.
    """
    values = {
        "portfolio": portfolio,
        "words": words,
        "pages": defaultdict(str, {path: href(page) for path, page in (pages or {}).items()}),
        "title": words.title(portfolio),
        "headings": headings(portfolio),
        "many": _MANY,
        "cells": lambda row: list(_cells(row, portfolio)),
        "called": words.names(portfolio),
        "namesakes": words.namesakes(portfolio),
        "shades": SHADES,
        "style": inline_files(_STYLE),
        "script": running(_SCRIPT),
        "policy": policy(_STYLE, _SCRIPT),
    }
    return environment().get_template("portfolio.html").render(values).encode("utf-8")


def _cells(row: Row, portfolio: Portfolio) -> Iterator[Cell]:
    for heading, held in zip(headings(portfolio), cells(row, portfolio), strict=True):
        if isinstance(held, str):
            yield Cell(held)
        elif isinstance(held, Counts):
            yield _completed(held, is_alone=not portfolio.counts_statuses)
        else:
            what = _ONE.get(heading) if held == 1 else _WHAT.get(heading)
            cell = _number(held, what or _WHAT.get(heading, heading.lower()))
            yield cell._replace(weighs=held > 0 and heading in WEIGHS)


def _completed(counts: Counts, *, is_alone: bool) -> Cell:
    """Return what is completed and, if no other cell says it, what became of the rest."""
    done = counts.of(Status.COMPLETED)
    share = done / counts.total if counts.total else 0
    shade = 3 if not counts.open else 2 if share >= 0.5 else 1 if done else 0
    more = count_words(counts).partition(", ")[2] if is_alone else ""
    return Cell(completed(counts), more, shade, round(share, 3))


def _number(number: int, what: str) -> Cell:
    return Cell(f"{number}\u00a0{what}" if number else words.NONE, sort=number)
