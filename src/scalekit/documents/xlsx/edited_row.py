"""One row of an action log that somebody filled in: its answer, and what in it is not clear."""

from collections.abc import Mapping
from datetime import date, timedelta
from string import ascii_uppercase
from typing import Any

from scalekit.documents.action_log_cells import (
    ANSWERS,
    DAYS,
    EVIDENCE_FORM,
    asked_cells,
    fitted,
    has_lost_line_ends,
    read_cell,
    shows,
    with_link,
)
from scalekit.documents.edited_answer import missing_reason
from scalekit.documents.reviews import REVIEW, REVIEWED_BY, read_review
from scalekit.documents.unclear import problem_at
from scalekit.documents.xlsx.find_log import EMPTY, Row, folded
from scalekit.documents.xlsx.read_sheet import Cell
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from scalekit.model.dates import FORMS, say_date
from scalekit.model.problem import Problem, quoted
from scalekit.model.returned import NewReview
from scalekit.model.values import NotUnderstoodError
from scalekit.text.raised import as_ordinary

_LOST_LINE_ENDS = (
    "This cell lost its line breaks. Its words are as they were sent out, and were taken so."
)
_STRUCK = "Some words here are struck through.", "Delete them, or take the line off them."
_STRUCK_OUT = (
    "Words here are struck through, and are read as if they were not.",
    "Delete what is to go.",
)
_COLOURED = "This cell has a colour and no word, and a colour is not read.", "Choose from its list."
_NAME_REVIEWER = f"Type a name in the column {REVIEWED_BY}."
_WHERE_TO_SAY = "What you want to say fits in the note of an action."
_CENTURY, _MOST_DAYS = range(2000, 2100), 80_000  # in which a number may be a due date


class LogReading:
    """The action logs of a workbook while they are being read.

    `problems` leave a row as it was sent out; `remarks` are worth saying and change nothing.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.damaged: set[str] = set()
        self.first_key: str | None = None
        self.reviews: dict[str, list[NewReview]] = {}  # by checklist
        # Which checklist a row is of, by its sheet and number, where there are several.
        self.subjects: dict[tuple[str, str], str] = {}

    def problem(self, at: str, message: str, remedy: str = "") -> None:
        """Add a problem at a cell, or with the workbook."""
        self.problems.append(self.said(at, message, remedy))

    def remark(self, at: str, message: str, remedy: str = "") -> None:
        """Add what is to be said of a cell, though it prevents nothing."""
        self.remarks.append(self.said(at, message, remedy))

    def only_key(self, key: str) -> str:
        """Return "" for the first checklist that a row names, and any other as it is.

        For a workbook that does not say what was sent out: then all rows are of one checklist.
        """
        self.first_key = key if self.first_key is None else self.first_key
        return "" if key == self.first_key else key

    def said(self, at: str, message: str, remedy: str = "") -> Problem:
        """Return what is to be said of a cell, with the checklist that it is of."""
        sheet, _, cell = at.rpartition("!")
        if about := self.subjects.get((sheet, cell.lstrip(ascii_uppercase))):
            at = f"{at} ({about})"
        return problem_at(self.path, at, message, remedy)


def check_asked(row: Row, action: ChecklistAction, base: Checklist, reading: LogReading) -> None:
    """Name each cell that says what an action asks, or whose it is, and was changed."""
    for name, value in asked_cells(base, action).items():
        text = row.text(name)
        if text and folded(text) != folded(fitted(value)):
            message = f"{quoted(text)} was sent out as {quoted(value)}, and is not an answer."
            remedy = "Put it back as it was; what you want to say about it fits in the note."
            reading.problem(row.at(name), message, remedy)


def read_answer(row: Row, action: ChecklistAction, reading: LogReading) -> Answer:
    """Return the answer in a row; what has no column stays as it was sent out."""
    sent = action.answer
    values: dict[str, Any] = {}
    for name, field in ANSWERS.items():
        if name not in row.log.columns or name in row.log.unclear:
            continue
        cell = row.cells.get(name, EMPTY)
        try:
            values[field] = _value(field, cell, sent, row.log.sheet.first_day)
        except NotUnderstoodError as error:
            reading.problem(row.at(name), error.message, error.remedy)
            continue
        if has_lost_line_ends(field, cell.text, sent):
            reading.remark(row.at(name), _LOST_LINE_ENDS)
        if link := row.links.get(name, ""):
            values[field] = _linked(row, name, link, values[field], reading)
    _look(row, sent, values, reading)
    answer: Answer = sent._replace(**values)
    if missing := missing_reason(sent, answer, "column"):
        reading.problem(row.at("Reason" if "Reason" in row.log.columns else "Status"), *missing)
    return answer


def _look(row: Row, sent: Answer, values: Mapping[str, Any], reading: LogReading) -> None:
    """Name what the look of a cell may say: words that are struck through, a colour alone."""
    sheet, columns = row.log.sheet, row.log.columns
    places = {name: (row.number, columns[name]) for name in ANSWERS if name in columns}
    struck = {name: sheet.struck[at] for name, at in places.items() if at in sheet.struck}
    changed = [n for n, f in ANSWERS.items() if f in values and values[f] != getattr(sent, f)]
    if unclear := [name for name in changed if struck.get(name)]:
        reading.problem(row.at(unclear[0]), *_STRUCK)
    elif struck:
        reading.remark(row.at(next(iter(struck))), *_STRUCK_OUT)
    for name, at in places.items():
        if at in sheet.off_line:
            reading.remark(row.at(name), *as_ordinary(sheet.off_line[at]))
    at = places.get("Confidence", (0, 0))
    own = sheet.colours.get(at, 0)
    if own and own != sheet.colours.get(places.get("Note", at)) and at not in sheet.cells:
        reading.remark(row.at("Confidence"), *_COLOURED)


def read_reviews(row: Row, action: ChecklistAction, reading: LogReading) -> tuple[NewReview, ...]:
    """Return what a reviewer wrote in a row."""
    words, by = row.text(REVIEW), row.text(REVIEWED_BY)
    if by and not words:
        message = f"{quoted(by)} is named as a reviewer, and the column {REVIEW} is empty."
        reading.remark(row.at(REVIEWED_BY), message)
    try:
        return read_review(words, by, action, _NAME_REVIEWER)
    except NotUnderstoodError as error:
        reading.problem(row.at(REVIEW), error.message, error.remedy)
        return ()


def _value(field: str, cell: Cell, sent: Answer, first_day: date) -> Any:
    if cell.kind in ("formula", "error") or (cell.kind == "link" and field != "evidence"):
        what = f"an error, {quoted(cell.text)}" if cell.kind == "error" else "a formula"
        raise NotUnderstoodError(f"This cell holds {what}.", "Type the value itself.")
    if cell.kind == "formatted":
        raise NotUnderstoodError(
            f"This cell shows something else than the number in it, {cell.text}.",
            f"{FORMS}." if field in DAYS else "Format the cell as text, and type it again.",
        )
    if (cell.kind, cell.text, field) == ("truth", "TRUE", "status"):
        return Status.COMPLETED  # a ticked box
    if cell.kind == "date":
        day = date.fromisoformat(cell.text)
        return read_cell(field, say_date(day), sent)
    if cell.kind == "number" and field in DAYS and cell.text.isdecimal():
        # A date that lost its format: no other number makes sense here.
        days = int(cell.text)
        day = first_day + timedelta(days=days) if days < _MOST_DAYS else date.min
        if day.year in _CENTURY:
            return day
    return read_cell(field, cell.text, sent)


def _linked(row: Row, name: str, link: str, value: Any, reading: LogReading) -> Any:
    """Return a value with the link that was put on its cell, or as it is with a remark."""
    with_it = with_link(value, link) if name == "Evidence" else None
    if with_it is None and not shows(row.text(name), link):
        remedy = f"Type it in the cell, as: {EVIDENCE_FORM}." if name == "Evidence" else ""
        message = f"The link on this cell, {quoted(link)}, is not brought in."
        reading.remark(row.at(name), message, remedy or _WHERE_TO_SAY)
    return value if with_it is None else with_it
