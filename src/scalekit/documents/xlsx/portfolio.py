"""Many checklists as an Excel workbook: a table to read, what needs a look, counts to sum."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from scalekit.documents.cells import FIRST_DAY, fitted, letter
from scalekit.documents.portfolio_cells import COUNTED, cells, completed, counted, headings
from scalekit.documents.xlsx.book import workbook
from scalekit.documents.xlsx.sheet import height, on_a4
from scalekit.engine.portfolio import About, Noted, Portfolio, Row
from scalekit.engine.progress import Counts
from scalekit.model.dates import say_date
from scalekit.views.portfolio import group_title, namesakes, owner_name, title, why
from scalekit.views.statements import stands

Cell = str | int | date | None

_ABOUT = ("Innovation", "Place", "Checklist")
_ACTION = ("Pillar", "Action", "Action id", "Status", "Owner", "Due", "Reason", "Confidence")
_DECISION = ("Decision", "By", "Date", "How it stands", "Because")
_WIDTHS = {
    **dict.fromkeys(("Innovation", "Action", "Reason", "Checklist", "Why", "Path"), 32),
    **dict.fromkeys(("How it stands", "Because"), 32),
    **dict.fromkeys(("Group", "Place", "Pillar", "Roles", "Owner", "Due", "Action id"), 20),
}
_WIDEST = 18
_BUTTON = 4  # of the filter, which covers the end of a heading
_LOOKS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bg_color": "#E6E6E6"},
    "text": {"num_format": "@"},
    "number": {"num_format": "0"},
    "date": {"num_format": "d mmmm yyyy", "align": "left"},
}
_COMMON = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B0B0B0"}


def render(portfolio: Portfolio) -> bytes:
    """Return the workbook. Raises MissingExtraError without XlsxWriter."""
    by_owner = [(owner, each) for owner, noted in portfolio.overdue for each in noted]

    before = ("Group",) if portfolio.by else ()
    sheets: list[tuple[str, Sequence[str], Iterable[tuple[Cell, ...]]]] = [
        *([("Not read", ("Path", "Why"), portfolio.unread)] if portfolio.unread else []),
        *(
            [("Counted", ("Only these actions count",), [(portfolio.only,)])]
            if portfolio.only
            else []
        ),
        ("Portfolio", (*before, *_headings(portfolio)), _rows(portfolio)),
        *([("Decided", (*_ABOUT, *_DECISION), _decided(portfolio))] if portfolio.decided else []),
        ("Off track", (*_ABOUT, *_ACTION), map(_said, portfolio.off_track)),
        (
            "Overdue",
            ("Owner in one spelling", *_ABOUT, *_ACTION),
            ((owner_name(owner), *_noted(each)) for owner, each in by_owner),
        ),
        ("Cannot start", (*_ABOUT, *_ACTION), map(_stuck, portfolio.cannot_start)),
        ("Needs attention", (*_ABOUT, *_ACTION), map(_said, portfolio.needs_attention)),
        (
            "Completed without evidence",
            (*_ABOUT, *_ACTION),
            map(_noted, portfolio.without_evidence),
        ),
        ("Wording changed", (*_ABOUT, *_ACTION), map(_noted, portfolio.wording_changed)),
    ]
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
    path = ("Checklist",) if namesakes(portfolio) else ()
    return "Innovation", "Place", *path, *headings(portfolio)


def _rows(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each checklist, with its path where others have the same name."""
    shared = namesakes(portfolio)
    for group, row in _grouped(portfolio):
        about = row.about
        path = (about.path if about.path in shared else None,) if shared else ()
        yield *group, about.innovation, about.place, *path, *map(_told, cells(row, portfolio))


def _told(cell: int | Counts | str) -> Cell:
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
            said = (made.choice.label, made.by, made.on, stands(each), made.because)
            yield *_about(row.about), *said


def _noted(noted: Noted) -> tuple[Cell, ...]:
    about, action = noted
    pillar = dict(about.pillars)[action.pillar]
    status = action.status.label
    return (
        *_about(about),
        *(pillar, action.listed, action.id, status, action.owner, action.due, action.reason),
        letter(action.confidence),
    )


def _stuck(noted: Noted) -> tuple[Cell, ...]:
    *cells, _, confidence = _noted(noted)
    return *cells, why(noted.action), confidence


def _said(noted: Noted) -> tuple[Cell, ...]:
    """Return the cells of an action with the reason or, without one, how its note begins."""
    *cells, reason, confidence = _noted(noted)
    return *cells, reason or noted.action.note, confidence


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
    widths = [_width(head, cells) for head, *cells in zip(heads, *rows, strict=True)]
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, height((_text(c), w) for c, w in zip(row, widths, strict=True)))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    shown = _different(heads)
    columns = [{"header": head, "header_format": looks["heading"]} for head in shown]
    table = {"columns": columns, "name": name.replace(" ", ""), "style": None}
    sheet.add_table(0, 0, len(rows), len(heads) - 1, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(
        0, height((head, width - _BUTTON) for head, width in zip(shown, widths, strict=True))
    )
    sheet.freeze_panes(1, heads.index("Place") + 1 if "Place" in heads else 0)
    _set_up_page(sheet, today)


def _width(head: str, cells: Sequence[Cell]) -> int:
    """Return a width in which the words of the heading stay whole, and short texts on one line."""
    least = max(len(word) for word in head.split() or [""]) + _BUTTON
    longest = max(len(line) for cell in cells for line in _text(cell).split("\n"))
    return min(max(least, longest + 2), _WIDTHS.get(head, _WIDEST))


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    """Write one cell. `write_string` and never `write`, which makes formulas of some texts."""
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, looks["number"])
    elif isinstance(cell, date) and cell >= FIRST_DAY:
        sheet.write_datetime(row, column, cell, looks["date"])
    elif cell:
        sheet.write_string(row, column, fitted(_text(cell)), looks["text"])
    else:
        sheet.write_blank(row, column, None, looks["text"])


def _text(cell: Cell) -> str:
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


def _set_up_page(sheet: Any, today: date) -> None:
    on_a4(sheet)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L&A&RAs at {say_date(today)}")
