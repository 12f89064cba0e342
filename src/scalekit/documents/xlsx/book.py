"""Checklists as an Excel workbook: an action log to fill in, a summary and how to use them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime
from io import BytesIO
from typing import Any

from scalekit.documents.action_log_cells import BASE, MAX_CHARACTERS, fitted, mark
from scalekit.documents.report import Report
from scalekit.documents.xlsx import help_sheet, log_sheet, summary_sheet
from scalekit.documents.zipped import rezipped
from scalekit.errors import MissingExtraError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.text.pattern import pattern
from scalekit.views import shared_words

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_scheme": "none"},
}
_CHOSEN = pattern(rb'(<row [^>]*) customHeight="1"')
BASE_HEADINGS = ("Checklist", "Part", "Of", "Text", "Other sheets")
_MARKS = 3_000  # of texts, 9 characters each, in one cell


def render(
    reports: Iterable[Report], dumps: Callable[[Checklist], str], unread: Sequence[Problem] = ()
) -> bytes:
    """Return a workbook that holds these checklists, each as it can be filled in and sent back.

    `unread` has, once all reports are read, what could not be: the summary says it.

    `dumps` gives the JSON of a checklist: a hidden sheet holds it, so that what comes back can be
    compared with what was sent out. Raises MissingExtraError without XlsxWriter.
    """
    keyed = dict(_keyed(reports))
    every = list(keyed.values())

    def fill(book: Any) -> None:
        written = log_sheet.add(book, keyed)
        written |= summary_sheet.add(book, keyed, unread) | help_sheet.add(book, every)
        _add_base(book, {key: dumps(report.checklist) for key, report in keyed.items()}, written)

    return workbook(_title(every), every[0].today if every else date(2000, 1, 1), fill)


def workbook(title: str, made: date, fill: Callable[[Any], None]) -> bytes:
    """Return the workbook that `fill` adds sheets to. Raises MissingExtraError without XlsxWriter.

    The same content gives the same bytes: it says that it was made as the day `made` began.
    """
    try:
        # 50 ms, and only this format needs it.
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("Excel workbooks", "XlsxWriter") from None
    raw = BytesIO()
    book = xlsxwriter.Workbook(raw, deepcopy(_OPTIONS))  # which XlsxWriter adds to
    created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - Excel's dates have no zone
    book.set_properties({"title": fitted(title)[:250], "created": created})
    fill(book)
    book.close()
    return rezipped(raw.getvalue(), _growing)


def _growing(name: str, content: bytes) -> bytes:
    """Return a part with rows that grow when more is typed into them.

    XlsxWriter marks every height that it is given as chosen by hand.
    """
    return _CHOSEN.sub(rb"\1", content) if name.startswith("xl/worksheets/sheet") else content


def _keyed(reports: Iterable[Report]) -> Iterator[tuple[str, Report]]:
    """Yield each report with the name it has in the workbook, which no other has."""
    used: set[str] = set()
    for report in reports:
        key, number = fitted(report.name), 1
        while key in used:
            number += 1
            key = f"{fitted(report.name)} ({number})"
        used.add(key)
        yield key, report


def _title(reports: list[Report]) -> str:
    if len(reports) == 1:
        return f"{shared_words.heading(reports[0].checklist)}: action log"
    return f"Action log of {len(reports)} checklists"


def _add_base(book: Any, texts: dict[str, str], written: set[str]) -> None:
    """Add the hidden sheet that holds each checklist as it was sent out, a part in each row.

    Beside them are the marks of what the other sheets say: all else there somebody typed.
    """
    sheet = book.add_worksheet(BASE)
    sheet.very_hidden()
    row = 0
    for column, heading in enumerate(BASE_HEADINGS):
        sheet.write_string(row, column, heading)
    for key, text in texts.items():
        # ASCII alone: nothing in it can change on its way through a spreadsheet program.
        compact = json.dumps(json.loads(text), separators=(",", ":"))
        # DEL, and what looks like one of Excel's own escapes.
        compact = compact.replace("\x7f", "\\u007f").replace("_x", "\\u005fx")
        starts = range(0, len(compact), MAX_CHARACTERS)
        for part, start in enumerate(starts, 1):
            row += 1
            cells = (key, str(part), str(len(starts)), compact[start : start + MAX_CHARACTERS])
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    marks = sorted(map(mark, written))
    for row, start in enumerate(range(0, len(marks), _MARKS), 1):
        text = " ".join(marks[start : start + _MARKS])
        sheet.write_string(row, len(BASE_HEADINGS) - 1, text)
