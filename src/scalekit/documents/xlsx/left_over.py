"""What somebody wrote in a workbook where nothing is read, each with its cell."""

from collections.abc import Collection, Iterator, Sequence

from scalekit.documents.action_log_cells import HELP, ON_PAPER, SUMMARY, WHOLE, mark, shows
from scalekit.documents.xlsx.find_log import EMPTY, Log, cell_name
from scalekit.documents.xlsx.read_sheet import Beside, RowColumn, Sheet
from scalekit.model.problem import quoted

Said = tuple[str, str, str]  # where, what, and what to do

_MOST = 20  # cells of one sheet that are named
_REMEDY = "Put it into the note of an action, or tell whoever sent you the workbook."
_WRITTEN = 5  # the column of the hidden sheet that has the marks of all other texts


def left_over(sheets: Sequence[Sheet], logs: Sequence[Log], hidden: Sheet | None) -> Iterator[Said]:
    """Yield what is on the sheets and in no checklist: words, comments, text boxes, pictures."""
    written = _written(hidden)
    by_sheet = {id(log.sheet): log for log in logs}
    for sheet in sheets:
        if sheet is hidden:
            continue
        log = by_sheet.get(id(sheet))
        if log:
            yield from _few(sheet, list(_beside_log(log, written)))
        elif written or sheet.name not in (SUMMARY, HELP, WHOLE):
            yield from _words(sheet, written)
        yield from (_said(sheet, beside) for beside in sheet.beside[:_MOST])
        if len(sheet.beside) > _MOST:
            more = len(sheet.beside) - _MOST
            message = f"{more} more comments and the like on this sheet are not brought in."
            yield sheet.name, message, _REMEDY


def _written(hidden: Sheet | None) -> set[str]:
    """Return the marks of the texts that stood on other sheets when the workbook was sent out."""
    cells = hidden.cells.items() if hidden else ()
    return {
        each
        for (row, column), cell in cells
        if column == _WRITTEN and row > 1
        for each in cell.text.split()
    }


def _beside_log(log: Log, written: Collection[str]) -> Iterator[RowColumn]:
    """Yield the cells of words around a log, but those of a column that was added."""
    columns, on_paper = {*log.columns.values()}, log.columns.get(ON_PAPER)
    used = {column for row, column in log.sheet.cells if row > log.heading_row}
    named = {*log.added.values()} & used
    for at, cell in log.sheet.cells.items():
        row, column = at
        is_read = row >= log.heading_row and column in columns | named
        is_new = column == on_paper and row > log.heading_row and mark(cell.text) not in written
        if not cell.is_empty and (is_new or not is_read):
            yield at


def _words(sheet: Sheet, written: Collection[str]) -> Iterator[Said]:
    """Yield what was typed on a sheet that is no log: of one that was added its first words."""
    cells = [
        at
        for at, cell in sheet.cells.items()
        if not cell.is_empty and mark(cell.text) not in written
    ]
    if cells and len(cells) == sum(not cell.is_empty for cell in sheet.cells.values()):
        first = min(cells)
        message = f"This sheet was added and is not brought in. It begins: {_shown(sheet, first)}."
        yield cell_name(sheet, first), message, _REMEDY
        return
    yield from _few(sheet, cells)


def _few(sheet: Sheet, cells: list[RowColumn]) -> Iterator[Said]:
    for at in sorted(cells)[:_MOST]:
        message = f"What is written here is not brought in: {_shown(sheet, at)}."
        yield cell_name(sheet, at), message, _REMEDY
    if len(cells) > _MOST:
        message = f"{len(cells) - _MOST} more cells of this sheet are not brought in."
        yield sheet.name, message, _REMEDY


def _shown(sheet: Sheet, at: RowColumn) -> str:
    text, link = sheet.cells.get(at, EMPTY).text, sheet.links.get(at, "")
    return f"{quoted(text)} ({quoted(link)})" if link and not shows(text, link) else quoted(text)


def _said(sheet: Sheet, beside: Beside) -> Said:
    what = f"The {beside.kind}{f' {quoted(beside.text)}' * bool(beside.text)}"
    return cell_name(sheet, beside.at), f"{what} is not brought in.", _REMEDY
