"""Many checklists as an Excel workbook: counts to filter and sum, and what needs a look."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from scalekit.engine.portfolio import About, Group, Noted, Portfolio, Row
from scalekit.model.cells import FIRST_DAY, fitted
from scalekit.model.dates import say_date
from scalekit.views.portfolio import changes, group_title, owner_name, title, why
from scalekit.views.portfolio_table import STATUSES
from scalekit.views.xlsx import workbook
from scalekit.views.xlsx_page import height

Cell = str | int | date | None

_ABOUT = ("Innovation", "Place", "Checklist")
_ACTION = ("Pillar", "Action", "Action id", "Status", "Owner", "Due", "Reason")
_WIDTHS = {
    **dict.fromkeys(("Innovation", "Action", "Reason", "Checklist"), 32),
    **dict.fromkeys(("Group", "Place", "Pillar", "Roles", "Owner", "Due", "Action id"), 20),
}
_NUMBER = 12
_WIDE = 15  # columns: more are too small to read on one page
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

    def fill(book: Any) -> None:
        looks = {name: book.add_format(_COMMON | own) for name, own in _LOOKS.items()}
        for name, headings, rows in (
            ("Portfolio", _headings(portfolio), _rows(portfolio)),
            (
                "Overdue",
                ("Owner in one spelling", *_ABOUT, *_ACTION),
                ((owner_name(owner), *_noted(each)) for owner, each in by_owner),
            ),
            ("Cannot start", (*_ABOUT, *_ACTION), map(_stuck, portfolio.cannot_start)),
            ("Wording changed", (*_ABOUT, *_ACTION), map(_noted, portfolio.wording_changed)),
        ):
            _add(book, name, headings, list(rows), looks, portfolio.today)
        if portfolio.since:
            still = [(*_about(row.about), portfolio.since) for row in portfolio.no_movement]
            _add(book, "No movement", (*_ABOUT, "Since"), still, looks, portfolio.today)

    return workbook(f"Portfolio of {title(portfolio)}", portfolio.today, fill)


def _headings(portfolio: Portfolio) -> tuple[str, ...]:
    before = ("Group",) if portfolio.by else ()
    pillars = [
        f"{name}: {word}"
        for _, name in portfolio.pillars
        for word in ("All actions", *(status.label for status in STATUSES))
    ]
    after = ("Changes",) if portfolio.since else ()
    return (
        *before,
        *(*_ABOUT, "Roles", "All actions", *(status.label for status in STATUSES)),
        *("Overdue", "Wording changed", *pillars, *after),
    )


def _rows(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    for group in portfolio.groups:
        for row in group.rows:
            yield tuple(_row(row, group, portfolio))


def _row(row: Row, group: Group, portfolio: Portfolio) -> Iterator[Cell]:
    if portfolio.by:
        yield group_title(group, portfolio.by)
    yield from _about(row.about)
    yield "; ".join(row.about.roles)
    held = dict(row.pillars)
    yield from (row.counts.total, *(row.counts[status] for status in STATUSES))
    yield from (len(row.overdue), len(row.wording_changed))
    for pillar, _ in portfolio.pillars:
        counts = held.get(pillar)
        yield counts.total if counts else None
        yield from (counts[status] if counts else None for status in STATUSES)
    if portfolio.since:
        yield changes(row) if row.changes is None else row.changes


def _about(about: About) -> tuple[Cell, ...]:
    return about.innovation, about.place, about.path


def _noted(noted: Noted) -> tuple[Cell, ...]:
    about, action = noted
    pillar = dict(about.pillars)[action.pillar]
    status = action.status.label
    return (
        *_about(about),
        *(pillar, action.title, action.id, status, action.owner, action.due, action.reason),
    )


def _stuck(noted: Noted) -> tuple[Cell, ...]:
    return *_noted(noted)[:-1], why(noted.action)


def _add(
    book: Any,
    name: str,
    headings: Sequence[str],
    rows: list[tuple[Cell, ...]],
    looks: dict[str, Any],
    today: date,
) -> None:
    """Add a sheet with one table. Without rows it says None in the first cell."""
    sheet = book.add_worksheet(name)
    rows = rows or [("None", *[None] * (len(headings) - 1))]
    heads = _different(headings)
    widths = [_WIDTHS.get(head, _NUMBER) for head in headings]
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, height((_text(c), w) for c, w in zip(row, widths, strict=True)))
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    columns = [{"header": head, "header_format": looks["heading"]} for head in heads]
    table = {"columns": columns, "name": name.replace(" ", ""), "style": None}
    sheet.add_table(0, 0, len(rows), len(headings) - 1, table)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, height(zip(heads, widths, strict=True)))
    names = headings.index("Place") + 1
    sheet.freeze_panes(1, names)
    _set_up_page(sheet, today, names, wide=len(headings) > _WIDE)


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


def _set_up_page(sheet: Any, today: date, names: int, *, wide: bool) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    if wide:  # several pages beside one another, each with the names
        sheet.set_print_scale(70)
        sheet.repeat_columns(0, names - 1)
        sheet.print_across()
    else:
        sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L&A&RAs at {say_date(today)}")
    sheet.set_footer("&L&A&RPage &P of &N")
