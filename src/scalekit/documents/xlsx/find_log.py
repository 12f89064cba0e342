"""Where an action log stands in a sheet: its headings and its rows, wherever they were moved."""

from collections.abc import Iterator
from typing import NamedTuple

from scalekit.documents.action_log_cells import ANSWERS, ASKED, IDENTITY, ON_PAPER
from scalekit.documents.reviews import REVIEW, REVIEWED_BY
from scalekit.documents.xlsx.read_sheet import Cell, RowColumn, Sheet
from scalekit.text.folding import tidy

COLUMNS = (*ASKED, *ANSWERS, *IDENTITY, ON_PAPER, REVIEW, REVIEWED_BY)
EMPTY = Cell("")
_HEADING_ROWS = 50  # how far down the headings may have moved


class Log(NamedTuple):
    """A sheet with an action log: where its headings stand, by the name of the column.

    `unclear` has the columns of which nobody can tell where they stand.
    """

    sheet: Sheet
    heading_row: int
    columns: dict[str, int]
    added: dict[str, int]
    unclear: set[str]

    def at(self, row: int, name: str) -> str:
        """Return where a cell is, as `Action log!F7`."""
        column = self.columns.get(name) or self.added.get(name) or 1
        return cell_name(self.sheet, (row, column))


class Row(NamedTuple):
    """One row of a log that holds something."""

    log: Log
    number: int
    cells: dict[str, Cell]
    links: dict[str, str]

    def text(self, name: str) -> str:
        """Return the text in one column, without the spaces around it."""
        return self.cells.get(name, EMPTY).text.strip()

    def at(self, name: str) -> str:
        """Return where the cell in one column is."""
        return self.log.at(self.number, name)


def find_log(sheet: Sheet) -> Log | None:
    """Return where the headings of an action log stand, if the sheet has them."""
    known = {folded(name): name for name in COLUMNS}
    rows: dict[int, dict[int, str]] = {}
    for (number, column), cell in sheet.cells.items():
        if number <= _HEADING_ROWS:
            rows.setdefault(number, {})[column] = cell.text
    for number, texts in sorted(rows.items()):
        names = {column: known.get(folded(text), "") for column, text in texts.items()}
        if _are_headings({*names.values()}):
            columns: dict[str, int] = {}
            added: dict[str, int] = {}
            for column, name in sorted(names.items()):
                if name and name not in columns:
                    columns[name] = column
                elif texts[column].strip():
                    added[texts[column].strip()] = column
            return Log(sheet, number, columns, added, set())
    return None


def takes_answers(log: Log) -> bool:
    """Return whether a log may be one to fill in: the lists of an overview have no notes."""
    return "Note" in log.columns


def _are_headings(names: set[str]) -> bool:
    """Return whether names are those of a log; the tables of the summary have fewer."""
    return len(names & {*ANSWERS}) >= (1 if IDENTITY[1] in names else 5)


def rows(log: Log) -> Iterator[Row]:
    """Yield each row below the headings that holds something in a column of the log."""
    names = {column: name for name, column in log.columns.items()}
    rows: dict[int, dict[str, Cell]] = {}
    for (number, column), cell in log.sheet.cells.items():
        if number > log.heading_row and column in names:
            rows.setdefault(number, {})[names[column]] = cell
    links: dict[int, dict[str, str]] = {}
    for (number, column), link in log.sheet.links.items():
        if column in names:
            links.setdefault(number, {})[names[column]] = link
    for number, cells in sorted(rows.items()):
        if not all(cell.is_empty for cell in cells.values()):
            yield Row(log, number, cells, links.get(number, {}))


def merged_rows(log: Log) -> dict[int, str]:
    """Return the rows in which a cell for an answer was made one with others, and its column."""
    columns = [(log.columns[name], name) for name in ANSWERS if name in log.columns]
    blocks = sorted(
        (top, bottom, names[0])
        for (top, left), (bottom, right) in log.sheet.merged
        if (names := [name for column, name in columns if left <= column <= right])
    )
    found, until, where, number = {}, 0, "", 0
    for row in sorted({row for row, _ in log.sheet.cells if row > log.heading_row}):
        while number < len(blocks) and blocks[number][0] <= row:
            _, bottom, name = blocks[number]
            until, where = max((until, where), (bottom, name))
            number += 1
        if row <= until:
            found[row] = where
    return found


def folded(text: str) -> str:
    """Return a text without regard to capitals and spaces."""
    return tidy(text).casefold()


def cell_name(sheet: Sheet, at: RowColumn) -> str:
    """Return what a cell is called, as `Action log!F7`."""
    row, column = at
    return f"{sheet.name}!{_letters(column)}{row}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
