"""Many checklists as an Excel workbook: a table to read, what needs a look, counts to sum."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from scalekit.documents.action_log_cells import FIRST_DAY, fitted, letter
from scalekit.documents.colours import COLOURS, HEADING, LINE
from scalekit.documents.portfolio_cells import (
    CANNOT_START,
    CHANGES,
    CHECKLIST,
    COUNTED,
    PATH,
    WEIGHS,
    WORDING,
    cells,
    completed,
    counted,
    headings,
)
from scalekit.documents.xlsx.book import workbook
from scalekit.documents.xlsx.sheet import OVERDUE_DAY, height, on_wide_a4
from scalekit.engine.portfolio import About, Flag, Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import RETIRED_TITLE, WITHOUT_EVIDENCE, Confidence
from scalekit.model.dates import say_date
from scalekit.text.columns import columns
from scalekit.views.portfolio import group_title, namesakes, owner_name, reason_said, title, why
from scalekit.views.shared_words import NEEDS_ATTENTION, OFF_TRACK, OVERDUE
from scalekit.views.statements import decision_line


class StyledCell(NamedTuple):
    """A number or a day that shows in a look of its own, which is a key of `_LOOKS`."""

    value: int | date
    look: str


Cell = str | int | date | StyledCell | None
Cells = tuple[Cell, ...]

_ABOUT = ("Innovation", "Place", PATH)
_ACTION = ("Pillar", "Action", "Action id", "Status", "Owner", "Due", "Reason", "Confidence")
_DECISION = ("Decision", "By", "Date", "How it stands", "Because")
_WIDTHS = {
    **dict.fromkeys(("Innovation", "Action", "Reason", CHECKLIST, "Why", PATH), 32),
    **dict.fromkeys(("How it stands", "Because"), 32),
    **dict.fromkeys(("Group", "Place", "Pillar", "Roles", "Owner", "Due", "Action id"), 20),
}
_WIDEST = 18
_A4 = 170  # of all columns, which fit on its side in print of 8 points, of which 10 are 80%
_PARAGRAPH = 1000  # characters of a cell in which words are looked for
_BUTTON = 13  # points: the filter's covers the last line below a heading
_INK, _GROUND = COLOURS[Confidence.OFF_TRACK]
_RED = {"font_color": _INK, "bg_color": _GROUND, "bold": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bg_color": HEADING},
    "text": {"num_format": "@"},
    "number": {"num_format": "0"},
    "date": {"num_format": "d mmmm yyyy", "align": "left"},
    "none": {"num_format": '0;-0;"None"', "font_color": "#595959"},
    "weighs": {"num_format": "0", **_RED},
    "overdue": {"num_format": OVERDUE_DAY, "align": "left", **_RED},
}
_COMMON = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE}


def render(portfolio: Portfolio) -> bytes:
    """Return the workbook. Raises MissingExtraError without XlsxWriter."""
    by_owner = [(owner, each) for owner, noted in portfolio.overdue for each in noted]

    def listed(noted: Iterable[Flag], because: Callable[[Flag], str]) -> Iterator[Cells]:
        return (_noted(each, because(each)) for each in noted)

    before = ("Group",) if portfolio.by else ()
    sheets: list[tuple[str, Sequence[str], Iterable[Cells]]] = [
        *([("Not read", (PATH, "Why"), portfolio.unread)] if portfolio.unread else []),
        *(
            [("Counted", ("Only these actions count",), [(portfolio.only,)])]
            if portfolio.only
            else []
        ),
        ("Portfolio", (*before, *_headings(portfolio)), _rows(portfolio)),
        *([("Decided", (*_ABOUT, *_DECISION), _decided(portfolio))] if portfolio.decided else []),
        (OFF_TRACK, (*_ABOUT, *_ACTION), listed(portfolio.off_track, _said)),
        (
            OVERDUE,
            ("Owner to sort by", *_ABOUT, *_ACTION),
            ((owner_name(owner), *_noted(each, _reason(each))) for owner, each in by_owner),
        ),
        (CANNOT_START, (*_ABOUT, *_ACTION), listed(portfolio.cannot_start, _stuck)),
        (NEEDS_ATTENTION, (*_ABOUT, *_ACTION), listed(portfolio.needs_attention, _said)),
        (
            WITHOUT_EVIDENCE,
            (*_ABOUT, *_ACTION),
            listed(portfolio.without_evidence, _reason),
        ),
        (WORDING, (*_ABOUT, *_ACTION), listed(portfolio.wording_changed, _reason)),
    ]
    if portfolio.retired:
        sheets.append((RETIRED_TITLE, (*_ABOUT, *_ACTION), listed(portfolio.retired, _reason)))
    if portfolio.to_settle:
        asked = ((*_noted(each, _reason(each)), said) for each, said in portfolio.to_settle)
        sheets.append(("Questions and changes", (*_ABOUT, *_ACTION, "What is said"), asked))
    if portfolio.since:
        still = ((*_about(row.about), portfolio.since) for row in portfolio.no_movement)
        sheets.append(("No movement", (*_ABOUT, "Since"), still))
    sheets.append(("Counts", (*before, *COUNTED), _counted(portfolio)))

    def fill(book: Any) -> None:
        looks = {name: book.add_format(_COMMON | own) for name, own in _LOOKS.items()}
        for name, heads, rows in sheets:
            _add(book, name, heads, list(rows), looks, portfolio.today)

    return workbook(f"Portfolio of {title(portfolio)}", portfolio.today, fill)


def _headings(portfolio: Portfolio) -> tuple[str, ...]:
    path = (PATH,) if namesakes(portfolio) else ()
    since = {CHANGES: f"{CHANGES} since {portfolio.since}"}
    return "Innovation", "Place", *path, *(since.get(name, name) for name in headings(portfolio))


def _rows(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each checklist, with its path where others have the same name."""
    shared, heads = namesakes(portfolio), headings(portfolio)
    for group, row in _grouped(portfolio):
        about = row.about
        path = (about.path if about.path in shared else None,) if shared else ()
        yield (
            *group,
            about.innovation,
            about.place,
            *path,
            *map(_told, heads, cells(row, portfolio)),
        )


def _told(heading: str, cell: int | Counts | str) -> Cell:
    if isinstance(cell, int):
        return StyledCell(cell, "none" if not cell else "weighs" if heading in WEIGHS else "number")
    return completed(cell) if isinstance(cell, Counts) else cell


def _counted(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    for group, row in _grouped(portfolio):
        yield from ((*group, *found) for found in counted(row))


def _grouped(portfolio: Portfolio) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Yield each row after the cell that names its group, if there are groups."""
    for group in portfolio.groups:
        before = (group_title(group, portfolio.by),) if portfolio.by else ()
        yield from ((before, row) for row in group.rows)


def _about(about: About) -> tuple[Cell, ...]:
    return about.innovation, about.place, about.path


def _decided(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    for row in portfolio.decided:
        for each in row.decisions:
            made = each.decision
            said = (made.choice.label, made.by, made.on, decision_line(each), made.because)
            yield *_about(row.about), *said


def _noted(noted: Flag, because: str) -> Cells:
    about, action = noted
    due = StyledCell(action.due, "overdue") if action.due and action.is_overdue else action.due
    return (
        *_about(about),
        *(dict(about.pillars)[action.pillar], action.listed, action.id, action.status.label),
        *(action.owner, due, because, letter(action.confidence)),
    )


def _reason(noted: Flag) -> str:
    return noted.action.reason


def _stuck(noted: Flag) -> str:
    return why(noted.action)


def _said(noted: Flag) -> str:
    return reason_said(noted.action)


def _add(
    book: Any,
    name: str,
    heads: Sequence[str],
    rows: list[tuple[Cell, ...]],
    looks: dict[str, Any],
    today: date,
) -> None:
    """Add a sheet with one table. Without rows it says None in the first cell."""
    sheet = book.add_worksheet(name)
    rows = rows or [("None", *[None] * (len(heads) - 1))]
    widths = _fitting([_width(head, cells) for head, *cells in zip(heads, *rows, strict=True)])
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, height((_text(c), w) for c, w in zip(row, widths, strict=True)))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    shown = _different(heads)
    headed = [{"header": head, "header_format": looks["heading"]} for head in shown]
    table = {"columns": headed, "name": name.replace(" ", ""), "style": None}
    sheet.add_table(0, 0, len(rows), len(heads) - 1, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, height(zip(shown, widths, strict=True)) + _BUTTON)
    sheet.freeze_panes(1, heads.index("Place") + 1 if "Place" in heads else 0)
    on_wide_a4(sheet, 0.4, "&A", today)  # &A: the name of the sheet
    if sum(widths) > _A4:  # more than one page across then, each with the names
        sheet.set_print_scale(80)
        sheet.repeat_columns(0, heads.index("Place") if "Place" in heads else 0)


def _width(head: str, cells: Sequence[Cell]) -> tuple[int, int]:
    """Return a width in which words and days stay whole, and one for short texts on one line."""
    texts = [_text(cell) for cell in cells]
    words = chain(head.split(), *(re.split(r"[\s/-]", text[:_PARAGRAPH]) for text in texts))
    days = (_text(cell) for cell in cells if isinstance(cell, date | StyledCell))
    least = max(0, *map(len, days), *(min(columns(word), _WIDEST) for word in words)) + 2
    longest = max(columns(line) for text in texts for line in text.split("\n")) + 2
    return least, max(min(longest, _WIDTHS.get(head, _WIDEST)), least)


def _fitting(widths: Sequence[tuple[int, int]]) -> list[int]:
    """Return widths that fit a page, if there are such: the widest columns give way first."""
    most = max(wished for _, wished in widths)
    while most and sum(max(least, min(wished, most)) for least, wished in widths) > _A4:
        most -= 1
    return [max(least, min(wished, most)) for least, wished in widths]


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    """Write one cell. `write_string` and never `write`, which makes formulas of some texts."""
    told = cell if isinstance(cell, StyledCell) else None
    value = told.value if told else cell
    if isinstance(value, int):
        sheet.write_number(row, column, value, looks[told.look if told else "number"])
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, looks[told.look if told else "date"])
    elif value:
        sheet.write_string(row, column, fitted(_text(value)), looks["text"])
    else:
        sheet.write_blank(row, column, None, looks["text"])


def _text(cell: Cell) -> str:
    if isinstance(cell, StyledCell):
        return "00 Mmm 0000, overdue" if cell.look == "overdue" else _text(cell.value)
    return say_date(cell) if isinstance(cell, date) else "" if cell is None else str(cell)


def _different(headings: Iterable[str]) -> list[str]:
    """Return headings as a table takes them: no two alike but for capitals, none too long."""
    found: list[str] = []
    for heading in headings:
        name, number = fitted(heading)[:200], 1
        while name.casefold() in {each.casefold() for each in found}:
            number += 1
            name = f"{fitted(heading)[:200]} ({number})"
        found.append(name)
    return found
