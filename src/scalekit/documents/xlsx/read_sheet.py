"""The cells of one sheet of a workbook: their text, and of which kind each is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from scalekit.documents.action_log_cells import FIRST_DAY
from scalekit.model.dates import read_date
from scalekit.text.pattern import pattern
from scalekit.text.raised import off_the_line

Attributes = Mapping[str, str]
RowColumn = tuple[int, int]

_WIDEST = 1_000  # cells that one link is put on
_LINK = pattern(r'HYPERLINK\("([^"]+)"(?:[,;]\s*"([^"]*)")?\)', re.IGNORECASE)
_LONGEST = len("XFD1048576")  # the last cell that a sheet has


class Cell(NamedTuple):
    """What stands in a cell: its text, and of which kind it is.

    Kinds: text, number, date (the text is an ISO date), formatted (a number that shows as something
    else, such as a percentage), truth (TRUE or FALSE), formula, link (a formula that is no more
    than a link), error.
    """

    text: str
    kind: str = "text"

    @property
    def is_empty(self) -> bool:
        """Whether the cell shows nothing and does nothing."""
        return self.kind == "text" and not self.text.strip()


class Beside(NamedTuple):
    """What is on a sheet and in no cell: a comment, a text box, a picture, or a wide link."""

    kind: str
    at: RowColumn
    text: str


@dataclass
class Sheet:
    """A sheet's cells that are not empty, by row and column, both from 1.

    `merged` has the first and the last place of each block of cells that were made one. `links` has
    where the link on a cell leads, `#` and a place if that is in the workbook. `first_day` is the
    day that the number 0 means. `struck` has the cells with words that are struck through, and
    whether that is so of some alone; `off_line` those with words above or below the line that no
    letters stand for; `colours` the number of the colour that a cell has.
    """

    name: str
    first_day: date = date(1899, 12, 30)
    cells: dict[RowColumn, Cell] = field(default_factory=dict)
    merged: list[tuple[RowColumn, RowColumn]] = field(default_factory=list)
    links: dict[RowColumn, str] = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    struck: dict[RowColumn, bool] = field(default_factory=dict)
    off_line: dict[RowColumn, str] = field(default_factory=dict)
    colours: dict[RowColumn, int] = field(default_factory=dict)


class Text:
    """Gathers the text of a string that may be in pieces, without how it is pronounced."""

    def __init__(self, inside: tuple[str, ...] = ("t", "v")) -> None:
        self.inside = inside
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.is_struck = False  # some of it, until the next is begun
        self.off_line = ""  # what of it stands above or below the line, and no letter does so
        self.place = ""

    def start(self, name: str, has: Attributes) -> None:
        self.open.append(name)
        if name in ("si", "c"):
            self.is_struck, self.off_line = False, ""
        if name in ("si", "c", "r"):
            self.place = ""
        elif name == "vertAlign":
            self.place = has.get("val", "")
        elif name == "strike":
            self.is_struck |= is_on(has)

    def also(self, end: Callable[[str], None]) -> Callable[[str], None]:
        """Return what takes the end of an element here and in another function."""

        def both(name: str) -> None:
            self.open.pop()
            end(name)

        return both

    def data(self, text: str) -> None:
        """Take text, if it stands where a string does."""
        if self.open and self.open[-1] in self.inside and "rPh" not in self.open[-3:]:
            made = off_the_line(text, self.place)
            self.off_line = text if made is None else self.off_line
            self.pieces.append(text if made is None else made)

    def take(self) -> str:
        """Return the text so far, its `_x001B_` as the character, and start afresh."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


@dataclass(slots=True)
class Book:
    """What the cells of a workbook refer to: shared strings, how each style shows a number (plain
    "number", "date" or "formatted"), and the day that is 0. `struck` has the strings with words
    that are struck through, `off_line` those with words above or below the line, `lines` the styles
    that strike all, `colours` those with a colour."""

    strings: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    first_day: date = date(1899, 12, 30)
    struck: set[int] = field(default_factory=set)
    off_line: dict[int, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    colours: dict[int, int] = field(default_factory=dict)


class SheetReader:
    """Gathers the cells of one sheet."""

    def __init__(self, name: str, book: Book) -> None:
        self.book, self.sheet = book, Sheet(name, book.first_day)
        self.text, self.formula = Text(), Text(("f",))
        self.linked: list[tuple[str, str, str]] = []  # cells, the id of an address, a place
        self.row, self.column = 0, 0
        self.has: Attributes = {}
        self.is_formula = False

    def start(self, name: str, has: Attributes) -> None:
        self.text.start(name, has)
        self.formula.start(name, has)
        if name == "row":
            self.row, self.column = int(has.get("r", self.row + 1)), 0
        elif name == "c":
            self.has, self.is_formula = has, False
            self.column = row_column(has["r"])[1] if "r" in has else self.column + 1
        elif name == "f":
            self.is_formula = True
        elif name == "mergeCell":
            first, _, last = has["ref"].partition(":")
            self.sheet.merged.append((row_column(first), row_column(last or first)))
        elif name == "hyperlink":
            key = next((has[each] for each in has if each.endswith(":id")), "")
            self.linked.append((has["ref"], key, has.get("location", "")))

    def data(self, text: str) -> None:
        """Take the text of a cell, and of a formula by itself."""
        self.text.data(text)
        self.formula.data(text)

    def end(self, name: str) -> None:
        """Take the end of an element; at that of a cell keep what it holds."""
        self.text.open.pop()
        self.formula.open.pop()
        if name == "c":
            text, formula = self.text.take(), self.formula.take()
            at = self.row, self.column
            self._look(at, text)
            if link := _LINK.fullmatch(formula.strip()):
                self.sheet.links[at] = link[1]
                self.sheet.cells[at] = Cell(link[2] or link[1], "link")
            elif text or self.is_formula:
                self.sheet.cells[at] = self._cell(text)

    def _look(self, at: RowColumn, text: str) -> None:
        """Keep that words are struck through, or which colour a cell has."""
        style = int(self.has.get("s", 0))
        shared = int(text) if text and self.has.get("t") == "s" else -1
        in_part = self.text.is_struck or shared in self.book.struck
        if text and (in_part or style in self.book.lines):
            self.sheet.struck[at] = in_part
        if words := self.text.off_line or self.book.off_line.get(shared, ""):
            self.sheet.off_line[at] = words
        if style in self.book.colours:
            self.sheet.colours[at] = self.book.colours[style]

    def link(self, addresses: Mapping[str, str]) -> int:
        """Put each link on its cells, given the addresses by id; return how many cells that is."""
        number = 0
        for cells, key, inside in self.linked:
            first, _, last = cells.partition(":")
            (top, left), (bottom, right) = row_column(first), row_column(last or first)
            target = addresses.get(key) or f"#{inside}"
            wide = (bottom - top + 1) * (right - left + 1)
            if wide > _WIDEST:
                self.sheet.beside.append(Beside("link", (top, left), target))
                continue
            number += wide
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self.sheet.links[row, column] = target
        return number

    def _cell(self, text: str) -> Cell:
        kind = self.has.get("t", "n")
        if kind == "s":
            text = self.book.strings[int(text)]
        if self.is_formula:
            return Cell(text, "formula")
        if kind == "e":
            return Cell(text, "error")
        if kind == "b":
            return Cell("TRUE" if text == "1" else "FALSE", "truth")
        if kind == "d":
            return Cell(text[:10], "date") if read_date(text[:10]) else Cell(text)
        return self._number(text) if kind == "n" else Cell(text)

    def _number(self, text: str) -> Cell:
        looks, style = self.book.looks, int(self.has.get("s", 0))
        look = looks[style] if style < len(looks) else "number"
        number = float(text)
        if look == "date":
            try:
                day = self.book.first_day + timedelta(days=int(number))
            except OverflowError:  # no such day: 20261201, typed as a date
                return Cell(text, "formatted")
            # Before it programs do not agree which day a number means.
            return Cell(day.isoformat(), "date") if day >= FIRST_DAY else Cell(text, "number")
        plain = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        return Cell(plain, look)


def is_on(has: Attributes) -> bool:
    """Return whether an element that is on where it stands is not switched off."""
    return has.get("val", "1") not in ("0", "false")


def row_column(reference: str) -> RowColumn:
    """Return the row and the column of `AB12`; raises ValueError."""
    if len(reference) > _LONGEST:
        raise ValueError(reference)
    letters = reference.rstrip("0123456789")
    column = 0
    for sign in letters.upper():
        column = column * 26 + ord(sign) - ord("A") + 1
    return int(reference[len(letters) :]), column


def look(number: str, code: str) -> str:
    """Return how a number shows with one of the built-in formats (ECMA-376, 18.8.30) or another."""
    if number in ("0", "1", "49") or code in ("General", "@", "0"):
        return "number"
    known = int(number)
    if 14 <= known <= 17 or known == 22 or 27 <= known <= 36 or 50 <= known <= 58:
        return "date"
    # Excel takes 255 characters; what is opened and never closed goes to the end.
    words = re.sub(r'"[^"]*"?|\[[^\]]*\]?|\\.|_.|\*.', "", code[:255].lower())
    return "date" if re.search("[dy]", words) else "formatted"
