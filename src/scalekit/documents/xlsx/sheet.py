"""A sheet of the workbook that is read from top to bottom, and how high its rows are."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import ceil
from typing import Any

from scalekit.documents.action_log_cells import fitted
from scalekit.documents.colours import HEADING, LINE
from scalekit.model.dates import say_date
from scalekit.text.columns import columns
from scalekit.text.pattern import pattern

Row = Sequence[str | int]
OVERDUE_DAY = 'd mmm yyyy", overdue"'  # how a day shows that has passed
_LINE, _HIGHEST = 12.75, 409.0  # points: a line of Arial 10, and the highest row that Excel allows
_SURE = 370.0  # of which text is whole though a program breaks its lines otherwise
_SPACE = 0.6  # of the width of a digit in Arial, as the others here
_WIDE = dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 1.3)
_WIDE |= dict.fromkeys("MWmw@%", 1.5) | dict.fromkeys("fijlrt.,'-:;()I", 0.5)
# A row of a page shows 1,000 characters, also where each is a wide one. A longer paragraph goes on
# in the next row, if it can with a sentence, else with a word.
_PARTS = pattern(r"(.{1,1000}$|.{1,1000}[.!?](?= )|.{1,1000}(?= )|.{1,1000}) ?")


def height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the height in points of a row, given the text and the column's width of each cell.

    Programs work it out themselves only once somebody edits the row.
    """
    return min(max(_points(text, width) for text, width in cells), _HIGHEST)


def is_whole(text: str, width: int) -> bool:
    """Return whether the highest row that there is shows all of a text."""
    return _points(text, width) <= _SURE


def _points(text: str, width: int) -> float:
    return sum(_lines(line, width) for line in text.split("\n")) * _LINE + 2


@lru_cache(1024)  # what an action asks stands in each checklist
def _lines(line: str, width: int) -> int:
    """Return on how many lines the words of a line stand; a word too long for one is cut."""
    count, used = 1, 0.0
    for length in map(_digits, line.split(" ")):
        if used and used + _SPACE + length > width:
            count, used = count + 1, 0.0
        used += length + _SPACE if used else length
        more = max(ceil(used / width) - 1, 0)
        count, used = count + more, used - more * width
    return count


def _digits(word: str) -> float:
    """Return how many digits are as wide as a word, which is what a column's width counts."""
    if word.isascii():
        return sum(_WIDE.get(letter, 1) for letter in word)
    return sum(_WIDE.get(letter) or columns(letter) for letter in word)


def on_a4(sheet: Any) -> None:
    """Set a sheet up for A4, as many pages as it takes and one across, numbered at the foot."""
    sheet.set_paper(9)  # XlsxWriter's number for A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def on_wide_a4(sheet: Any, margin: float, title: str, today: date | None) -> None:
    """Set a table up for A4 across, its headings on each page, below a title and the day.

    `margin` is in inches; in the title an ampersand opens a code of Excel's.
    """
    on_a4(sheet)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_margins(left=margin, right=margin, top=0.7, bottom=0.6)
    as_at = f"&RAs at {say_date(today)}" if today else ""
    sheet.set_header(f"&L{title}{as_at}")


class Page:
    """A sheet that is written from top to bottom. `texts` has what its cells say."""

    def __init__(self, book: Any, name: str, widths: Sequence[int]) -> None:
        self.sheet = book.add_worksheet(name)
        self.row = 0
        self.texts: set[str] = set()
        self.widths = widths
        wrapped = {"text_wrap": True, "valign": "top"}
        lines = {"bottom": 1, "bottom_color": LINE}
        self.plain = book.add_format({"valign": "top"})
        self.looks = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "heading": book.add_format({"bold": True, "font_size": 12}),
            "wrapped": book.add_format(wrapped),
            "head": book.add_format(wrapped | {"bold": True, "bg_color": HEADING, "bottom": 2}),
            "text": book.add_format(wrapped | lines),
            "number": book.add_format(wrapped | lines | {"align": "right"}),
            "head of numbers": book.add_format(
                wrapped | {"bold": True, "bg_color": HEADING, "bottom": 2, "align": "right"}
            ),
        }
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        on_a4(self.sheet)

    def line(self, text: str, look: str = "") -> None:
        """Write one line of text: a title, a heading, wrapped or plain."""
        self._write(0, text, self.looks.get(look, self.plain))
        self.row += 1

    def paragraphs(self, text: str) -> None:
        """Write a text of any length, its lines in rows that show all of them."""
        for line in text.split("\n"):
            for part in _PARTS.findall(line) or [""]:
                self.sheet.set_row(self.row, height([(part, self.widths[0])]))
                self.line(part, "wrapped")

    def gap(self) -> None:
        self.row += 1

    def table(self, headings: Sequence[str], rows: Iterable[Row], *, is_wide: bool = False) -> None:
        """Write a table, numbers to the right; "None" stands in place of no rows.

        The last column of a wide one reaches to the edge of the page.
        """
        found = list(rows)
        if not found:
            self.line("None")
            return
        self._cells(
            headings,
            ["head of numbers" if isinstance(c, int) else "head" for c in found[0]],
            is_wide=is_wide,
        )
        for row in found:
            looks = ["number" if isinstance(cell, int) else "text" for cell in row]
            self._cells(row, looks, is_wide=is_wide)

    def _cells(self, cells: Row, looks: list[str], *, is_wide: bool) -> None:
        last = len(cells) - 1
        widths = [*self.widths[:last], sum(self.widths[last:]) if is_wide else self.widths[last]]
        self.sheet.set_row(
            self.row, height((str(c), w) for c, w in zip(cells, widths, strict=True))
        )
        if is_wide and last < len(self.widths) - 1:
            self.sheet.merge_range(
                self.row, last, self.row, len(self.widths) - 1, "", self.looks[looks[-1]]
            )
        for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            if isinstance(cell, int):
                self.sheet.write_number(self.row, column, cell, self.looks[look])
                self.texts.add(str(cell))
            else:
                self._write(column, cell, self.looks[look])
        self.row += 1

    def _write(self, column: int, text: str, look: Any) -> None:
        self.sheet.write_string(self.row, column, fitted(text), look)
        self.texts.add(fitted(text))
