"""The sheet "Action log": a row for each action, to sort, filter, fill in and print."""

from collections.abc import Mapping
from datetime import date
from textwrap import wrap
from typing import Any

from scalekit.documents.action_log_cells import (
    ANSWERS,
    ASKED,
    DAYS,
    EVIDENCE_FORM,
    FIRST_DAY,
    IDENTITY,
    LOG,
    ON_PAPER,
    WHOLE,
    asked_cells,
    cell_text,
    choices,
    fitted,
)
from scalekit.documents.colours import COLOURS, HEADING, LINE
from scalekit.documents.report import Report
from scalekit.documents.reviews import ACCEPTED, REVIEW, REVIEWED_BY
from scalekit.documents.xlsx.sheet import OVERDUE_DAY, Page, height, is_whole, on_wide_a4
from scalekit.model.checklist import Checklist, ChecklistAction, Confidence, Status
from scalekit.model.values import LETTERS
from scalekit.views import shared_words

# Together they fit an A4 page on its side in print of 8 points and more, of which 10 are 80%.
_WIDTHS = {
    **{"Pillar": 11, "Action": 17, "What to do": 22, "Status": 12, "Confidence": 12, "Owner": 12},
    **{"Due": 20, "Reason": 16, "Evidence": 20, "Note": 28},
}
_WIDTHS_OF_MANY = {
    **{"Innovation": 12, "Place": 10, "Pillar": 11, "Action": 14, "What to do": 20, "Status": 12},
    **{"Confidence": 12, "Owner": 11, "Due": 20, "Reason": 12, "Evidence": 15, "Note": 21},
}
# Beside the page: they are to be filled in on the screen.
_REVIEW = {REVIEW: 24, REVIEWED_BY: 16}
_A4 = 88  # of one column: LibreOffice makes no column smaller to fit the page
_HEADING = 70  # characters that such a column has room for
_GIVEN = {"What to do": 5, "Note": 4}  # of which the column "On paper" is made
_FORMATS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bg_color": HEADING},
    "asked": {"font_color": "#333333"},
    "answer": {"num_format": "@"},
    "date": {"num_format": "d mmmm yyyy", "align": "left"},
}
_COMMON = {"text_wrap": True, "valign": "top", "border": 1, "border_color": LINE}


def add(book: Any, keyed: Mapping[str, Report]) -> set[str]:
    """Add the action log of these checklists to a workbook, and whole what it has to cut.

    Return what that says.
    """
    sheet = book.add_worksheet(LOG)
    sheet._prepare_formula = _as_written
    formats = {name: book.add_format(_COMMON | own) for name, own in _FORMATS.items()}
    widths = {**(_WIDTHS_OF_MANY if len(keyed) > 1 else _WIDTHS)}
    rows = [
        (_texts(key, report.checklist, action), action)
        for key, report in keyed.items()
        for action in report.checklist.actions
    ]
    if any(_cut(texts, widths) for texts, _ in rows):
        widths |= {name: widths[name] - given for name, given in _GIVEN.items()}
        widths[ON_PAPER] = sum(_GIVEN.values())
    printed = [name for name in (*ASKED, *ANSWERS, ON_PAPER) if name in widths]
    names = [*printed, *_REVIEW, *IDENTITY]
    whole = []
    for number, (texts, action) in enumerate(rows, 1):
        if cut := _cut(texts, widths):
            whole.append((texts, cut))
            texts[ON_PAPER] = f"Not whole here: {', '.join(cut)}. See “{WHOLE}”."
        _write_row(sheet, number, widths, names, texts, action, formats)
    last = max(len(rows), 1)
    _lay_out(sheet, names, widths | _REVIEW, last, formats)
    _add_choices(sheet, names, last)
    _add_colours(book, sheet, names, last)
    if keyed:
        _mark_overdue(book, sheet, names, last, next(iter(keyed.values())).today)
    _set_up_page(sheet, list(keyed.values()))
    sheet.print_area(0, 0, last, len(printed) - 1)
    return _add_whole(book, whole, len(keyed) > 1)


def _as_written(formula: str, *_: object) -> str:
    """Return a formula of ours: to look in it for 170 new functions takes a tenth of a workbook."""
    return formula.removeprefix("=")


def _cut(texts: Mapping[str, str], widths: Mapping[str, int]) -> list[str]:
    """Return the columns of which a row is too low to show all."""
    names = ("What to do", *ANSWERS)
    return [name for name in names if not is_whole(texts[name], widths[name])]


def _add_whole(book: Any, cut: list[tuple[dict[str, str], list[str]]], is_many: bool) -> set[str]:
    """Add a sheet with all of each text that the log has to cut."""
    if not cut:
        return set()
    page = Page(book, WHOLE, [_A4])
    page.line("Texts that are too long for the action log", "title")
    page.line(f"To change one, change it on the sheet “{LOG}”.")
    for texts, names in cut:
        for name in names:
            where = [texts["Checklist"], texts["Action"]] if is_many else [texts["Action"]]
            page.gap()
            for part in wrap(": ".join([*where, name]), _HEADING):
                page.line(part, "heading")
            page.paragraphs(texts[name])
    said = {texts[ON_PAPER] for texts, _ in cut}
    return page.texts | said


def _texts(key: str, checklist: Checklist, action: ChecklistAction) -> dict[str, str]:
    told = asked_cells(checklist, action) | {"Checklist": key, "Action id": action.id}
    texts = {name: fitted(text) for name, text in told.items()}
    return texts | {name: cell_text(field, action.answer) for name, field in ANSWERS.items()}


def _write_row(
    sheet: Any,
    row: int,
    widths: Mapping[str, int],
    names: list[str],
    texts: Mapping[str, str],
    action: ChecklistAction,
    formats: dict[str, Any],
) -> None:
    """Write one action. `write_string` and never `write`, which makes formulas of some texts."""
    sheet.set_row(row, height((texts.get(name, ""), width) for name, width in widths.items()))
    for column, name in enumerate(names):
        kind = "answer" if name in (*ANSWERS, *_REVIEW) else "asked"
        is_day = ANSWERS.get(name) in DAYS
        day = getattr(action.answer, ANSWERS[name]) if is_day else None
        look = formats["date" if is_day else kind]
        if day and day >= FIRST_DAY:
            sheet.write_datetime(row, column, day, look)
        elif texts.get(name):
            sheet.write_string(row, column, texts[name], look)
        else:
            sheet.write_blank(row, column, None, look)


def _lay_out(
    sheet: Any, names: list[str], widths: Mapping[str, int], last: int, formats: dict[str, Any]
) -> None:
    columns = [{"header": name, "header_format": formats["heading"]} for name in names]
    # A plain table: the lines and the ground come from the cells.
    table = {"columns": columns, "name": "ActionLog", "style": None}
    sheet.add_table(0, 0, last, len(names) - 1, table)
    for column, name in enumerate(names):
        if name in IDENTITY:
            sheet.set_column(column, column, 12, None, {"hidden": True})
        else:
            sheet.set_column(column, column, widths[name])
    sheet.set_row(0, 18)
    sheet.freeze_panes(1, names.index("Action") + 1)


def _add_choices(sheet: Any, names: list[str], last: int) -> None:
    """Offer the words for status and confidence, and take nothing but a date as a date."""
    rules: dict[str, dict[str, Any]] = {
        name: {"validate": "list", "source": words, "error_message": "Choose one from the list."}
        for name, field in ANSWERS.items()
        if (words := choices(field))
    }
    date_form = "Type a date such as 3 August 2023, with the month as a word."
    for name in (name for name, field in ANSWERS.items() if field in DAYS):
        rules[name] = {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
        rules[name]["error_message"] = date_form
    evidence_form = f"One piece on each line: {EVIDENCE_FORM}"
    rules["Evidence"] = {"validate": "any", "input_message": evidence_form}
    rules[REVIEW] = {"validate": "list", "source": [ACCEPTED], "show_error": False}
    rules[REVIEW]["input_message"] = f"Choose “{ACCEPTED}”, or type a question."
    for name, rule in rules.items():
        column = names.index(name)
        titles = {"error_title": name, "input_title": name}
        sheet.data_validation(1, column, last, column, titles | rule)


def _add_colours(book: Any, sheet: Any, names: list[str], last: int) -> None:
    column = names.index("Confidence")
    for sign, confidence in LETTERS.items():
        font, ground = COLOURS[confidence]
        look = book.add_format({"font_color": font, "bg_color": ground})
        rule = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        sheet.conditional_format(1, column, last, column, rule)


def _mark_overdue(book: Any, sheet: Any, names: list[str], last: int, today: date) -> None:
    """Say of a day before today that it is overdue, until the action is closed in the sheet."""
    font, ground = COLOURS[Confidence.OFF_TRACK]
    looks = {"font_color": font, "bg_color": ground, "bold": True, "num_format": OVERDUE_DAY}
    due, status = (f"${chr(ord('A') + names.index(name))}2" for name in ("Due", "Status"))
    closed = (f'{status}<>"{each.label}"' for each in Status if each.is_closed)
    day = f"DATE({today.year},{today.month},{today.day})"
    rule = {
        "type": "formula",
        "criteria": f"=AND(ISNUMBER({due}),{due}<{day},{','.join(closed)})",
        "format": book.add_format(looks),
    }
    column = names.index("Due")
    sheet.conditional_format(1, column, last, column, rule)


def _set_up_page(sheet: Any, reports: list[Report]) -> None:
    title = shared_words.heading(reports[0].checklist) if len(reports) == 1 else "Action log"
    # Excel takes 255 characters.
    title = fitted(title)[:100].replace("&", "&&")
    on_wide_a4(sheet, 0.25, title, reports[0].today if reports else None)
