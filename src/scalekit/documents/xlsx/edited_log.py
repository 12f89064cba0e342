"""An action log that somebody filled in, read back: what is clear, and what is not by its cell."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from string import ascii_uppercase
from typing import Any

from scalekit.documents.cells import (
    ANSWERS,
    BASE,
    EVIDENCE_FORM,
    fitted,
    has_lost_line_ends,
    read_cell,
    shows,
    with_link,
)
from scalekit.documents.reviews import REVIEW, REVIEWED_BY, read_review
from scalekit.documents.unclear import with_rest
from scalekit.documents.xlsx.find_log import (
    COLUMNS,
    EMPTY,
    Log,
    Row,
    find_log,
    folded,
    merged_rows,
    rows,
    takes_answers,
)
from scalekit.documents.xlsx.left_over import left_over
from scalekit.documents.xlsx.read_book import read_sheets
from scalekit.documents.xlsx.read_sheet import Cell, Sheet
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from scalekit.model.dates import FORMS, say_date
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import NewReview, Returned
from scalekit.model.values import NotUnderstoodError
from scalekit.storage import json_
from scalekit.text.near import did_you_mean
from scalekit.views.status import heading

_SEND_AGAIN = "Export the checklist again, and copy the answers into the new workbook."
_NO_BASE = "This workbook does not say what was sent out: its hidden sheet is not there."
_NAME_BASE = (
    "Name what was sent out with --base FILE or REV:PATH. Or export the checklist again, and copy"
    " the answers into the new workbook."
)
_NOT_A_LOG = (
    "No sheet of this workbook is an action log, so it takes no answers. It may be an overview.",
    "Send the workbook to fill in: scalekit export FILE --format xlsx.",
)
_LOST_LINE_ENDS = (
    "This cell lost its line breaks. Its words are as they were sent out, and were taken so."
)
_MERGED = (
    "This cell is merged with others, which now hold nothing.",
    "Unmerge them, and type in each what it is to hold.",
)
_NAME_REVIEWER = f"Type a name in the column {REVIEWED_BY}."
_WHERE_TO_SAY = "What you want to say fits in the note of an action."
_CENTURY, _MOST_DAYS = range(2000, 2100), 80_000  # in which a number may be a due date


class _Reader:
    """Collects what is wrong, and what is worth saying, while it reads one workbook."""

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
        self.problems.append(self.said(at, message, remedy))

    def remark(self, at: str, message: str, remedy: str = "") -> None:
        self.remarks.append(self.said(at, message, remedy))

    def only_key(self, key: str) -> str:
        """Return "" for the first checklist that a row names, and any other as it is.

        For a workbook that does not say what was sent out: then all rows are of one checklist.
        """
        self.first_key = key if self.first_key is None else self.first_key
        return "" if key == self.first_key else key

    def said(self, at: str, message: str, remedy: str = "") -> Problem:
        sheet, _, cell = at.rpartition("!")
        if about := self.subjects.get((sheet, cell.lstrip(ascii_uppercase))):
            at = f"{at} ({about})"
        return Problem(Position(self.path), f"{at}: {message}" if at else message, remedy)


def read_sheet(
    raw: bytes, path: str, sent: Checklist | None = None
) -> tuple[list[Returned], list[Problem]]:
    """Return each checklist of a workbook, and every problem with the cell that it is in.

    A row with a problem comes back as it was sent out. Where nothing can be told, no checklist
    comes back. `path` is named in the problems, before the sheet and the cell. `sent` is what was
    sent out, for a workbook that has lost its hidden sheet.
    """
    reader = _Reader(path)
    try:
        sheets = read_sheets(raw)
    except NotUnderstoodError as error:
        return [], [Problem(Position(path), error.message, error.remedy)]
    hidden = next((sheet for sheet in sheets if sheet.name == BASE), None)
    logs = [log for log in map(find_log, sheets) if log and log.sheet is not hidden]
    if not hidden and not any(map(takes_answers, logs)):
        return [], [Problem(Position(path), *_NOT_A_LOG)]
    bases = _bases(hidden, reader) if hidden else {"": sent} if sent else {}
    if not hidden and not sent:
        reader.problem("", _NO_BASE, _NAME_BASE)
    if bases and not logs:
        headings = ", ".join(ANSWERS)
        reader.problem("", "No sheet here is an action log.", f"Give it its headings: {headings}.")
    if not bases or not logs:
        return [], reader.problems
    for log in logs:
        _check_columns(log, reader)
    found = _read_rows(logs, bases, reader)
    for at, message, remedy in left_over(sheets, logs, hidden):
        reader.remark(at, message, remedy)
    is_known = hidden is not None
    several = len(bases) > 1
    return [
        _returned(key, base, is_known, found[key], reader, heading(base) if several else "")
        for key, base in bases.items()
    ], reader.problems


# --- what was sent out


def _bases(sheet: Sheet, reader: _Reader) -> dict[str, Checklist]:
    """Return the checklists that the hidden sheet holds, by the name they were sent out under."""
    parts: dict[str, dict[int, str]] = {}
    totals: dict[str, str] = {}
    for number in sorted({row for row, _ in sheet.cells} - {1}):
        key, part, total, text = (sheet.cells.get((number, c), EMPTY).text for c in range(1, 5))
        if not text:
            continue
        parts.setdefault(key, {})[int(part) if part.isdecimal() else 0] = text
        totals[key] = total
    bases = {}
    for key, texts in parts.items():
        whole = sorted(texts) == list(range(1, len(texts) + 1)) and totals[key] == str(len(texts))
        text = "".join(texts[part] for part in sorted(texts)) if whole else ""
        base, _ = json_.loads(text, reader.path)
        if base:
            bases[key] = base
        else:
            about = f"of {quoted(key)} " if len(parts) > 1 else ""
            message = f"What this workbook says was sent out {about}is damaged."
            reader.problem("", message, _SEND_AGAIN)
            reader.damaged.add(key)
    if not bases and not reader.problems:
        reader.problem("", _NO_BASE, _NAME_BASE)
    return bases


def _check_columns(log: Log, reader: _Reader) -> None:
    """Name columns that stand twice or may have another name; remark on those added or gone."""
    known = {folded(name): name for name in COLUMNS}
    twice = set()
    used = {column for (row, column), _ in log.sheet.cells.items() if row > log.heading_row}
    for name, column in log.added.items():
        at = log.at(log.heading_row, name)
        if folded(name) in known:
            message = f"The column {quoted(name)} is there twice."
            reader.problem(at, message, "Give one of the two another name.")
            twice.add(known[folded(name)])
        elif column in used:
            reader.remark(at, f"The column {quoted(name)} was added and is not brought in.")
    unknown = [name for name, column in log.added.items() if column in used]
    for name in ANSWERS:
        if name in log.columns:
            continue
        message = f"There is no column called “{name}”."
        if unknown:
            near = did_you_mean(name, unknown)
            remedy = f"{near} Name the column that holds it “{name}” again, or put it back."
            reader.problem(log.sheet.name, message, remedy.strip())
        else:
            reader.remark(log.sheet.name, f"{message} It was taken as unchanged.")
    log.unclear.update(twice)


# --- what stands there


def _read_rows(
    logs: Iterable[Log], bases: Mapping[str, Checklist], reader: _Reader
) -> dict[str, dict[str, tuple[Row, Answer | None]]]:
    """Return by checklist and action the row it stands in, and the answer there if it is clear."""
    found: dict[str, dict[str, tuple[Row, Answer | None]]] = {key: {} for key in bases}
    for log in logs:
        merged = merged_rows(log)
        for row in rows(log):
            before = len(reader.problems)
            key, action = _whose(row, bases, reader)
            if not action:
                continue
            read = _answer(row, action, reader)
            reviews = _reviews(row, action, reader)
            _check_asked(row, action, bases[key], reader)
            if row.number in merged:
                reader.problem(row.at(merged[row.number]), *_MERGED)
            answer = read if len(reader.problems) == before else None
            if answer is None:
                last = reader.problems[-1]
                reader.problems[-1] = with_rest(last, action.answer, read, reviews)
            else:
                reader.reviews.setdefault(key, []).extend(reviews)
            first, known = found[key].setdefault(action.id, (row, answer))
            if known != answer:
                message = f"This action is in row {first.number} too, with another answer."
                reader.problem(row.at("Action"), message, "Keep one of the two rows.")
                found[key][action.id] = (first, None)
    return found


def _whose(
    row: Row, bases: Mapping[str, Checklist], reader: _Reader
) -> tuple[str, ChecklistAction | None]:
    """Return the checklist and the action that a row belongs to."""
    only = next(iter(bases)) if len(bases) == 1 else ""
    key = row.text("Checklist") or only
    if bases.keys() == {""}:
        key = reader.only_key(key)
    if key in reader.damaged:
        return key, None
    if key not in bases:
        message = f"This row belongs to no checklist in this workbook: {quoted(key)}."
        near = did_you_mean(key, [*bases]) or "Copy the whole row from the workbook you were sent."
        reader.problem(row.at("Checklist"), message, near)
        return key, None
    if len(bases) > 1:
        reader.subjects[row.log.sheet.name, str(row.number)] = heading(bases[key])
    actions = bases[key].actions
    asked = row.text("Action id")
    for action in actions:
        if action.id == asked:
            return key, action
    title = folded(row.text("Action"))
    same = [action for action in actions if title and folded(fitted(action.title)) == title]
    if len(same) == 1 and not asked:
        return key, same[0]
    column = next(name for name, cell in row.cells.items() if not cell.is_empty)
    near = did_you_mean(asked, [action.id for action in actions]) if asked else ""
    remedy = near or "Put its words into the note of an action, and empty the row."
    reader.problem(row.at(column), "This row belongs to no action of the checklist.", remedy)
    return key, None


def _check_asked(row: Row, action: ChecklistAction, base: Checklist, reader: _Reader) -> None:
    """Name each cell that says what an action asks, or whose it is, and was changed."""
    asked = {
        "Innovation": base.innovation,
        "Place": base.place,
        "Pillar": dict(base.pillars)[action.pillar],
        "Action": action.title,
        "What to do": action.text,
        "Wording": action.wording,
    }
    for name, value in asked.items():
        text = row.text(name)
        if text and folded(text) != folded(fitted(value)):
            message = f"{quoted(text)} was sent out as {quoted(value)}, and is not an answer."
            remedy = "Put it back as it was; what you want to say about it fits in the note."
            reader.problem(row.at(name), message, remedy)


def _answer(row: Row, action: ChecklistAction, reader: _Reader) -> Answer:
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
            reader.problem(row.at(name), error.message, error.remedy)
            continue
        if has_lost_line_ends(field, cell.text, sent):
            reader.remark(row.at(name), _LOST_LINE_ENDS)
        if link := row.links.get(name, ""):
            values[field] = _linked(row, name, link, values[field], reader)
    answer: Answer = sent._replace(**values)
    if answer.lacks_reason and not sent.lacks_reason:
        at = row.at("Reason" if "Reason" in row.log.columns else "Status")
        message = f"“{answer.status.label}” needs a reason, and there is none."
        reader.problem(at, message, "Type it in the column Reason.")
    return answer


def _reviews(row: Row, action: ChecklistAction, reader: _Reader) -> tuple[NewReview, ...]:
    """Return what a reviewer wrote in a row."""
    words, by = row.text(REVIEW), row.text(REVIEWED_BY)
    if by and not words:
        message = f"{quoted(by)} is named as a reviewer, and the column {REVIEW} is empty."
        reader.remark(row.at(REVIEWED_BY), message)
    try:
        return read_review(words, by, action, _NAME_REVIEWER)
    except NotUnderstoodError as error:
        reader.problem(row.at(REVIEW), error.message, error.remedy)
        return ()


def _value(field: str, cell: Cell, sent: Answer, first_day: date) -> Any:
    if cell.kind in ("formula", "error") or (cell.kind == "link" and field != "evidence"):
        what = f"an error, {quoted(cell.text)}" if cell.kind == "error" else "a formula"
        raise NotUnderstoodError(f"This cell holds {what}.", "Type the value itself.")
    if cell.kind == "formatted":
        raise NotUnderstoodError(
            f"This cell shows something else than the number in it, {cell.text}.",
            f"{FORMS}." if field == "due" else "Format the cell as text, and type it again.",
        )
    if (cell.kind, cell.text, field) == ("truth", "TRUE", "status"):
        return Status.COMPLETED  # a ticked box
    if cell.kind == "date":
        day = date.fromisoformat(cell.text)
        return day if field == "due" else read_cell(field, say_date(day), sent)
    if cell.kind == "number" and field == "due" and cell.text.isdecimal():
        # A date that lost its format: no other number makes sense here.
        days = int(cell.text)
        day = first_day + timedelta(days=days) if days < _MOST_DAYS else date.min
        if day.year in _CENTURY:
            return day
    return read_cell(field, cell.text, sent)


def _linked(row: Row, name: str, link: str, value: Any, reader: _Reader) -> Any:
    """Return a value with the link that was put on its cell, or as it is with a remark."""
    with_it = with_link(value, link) if name == "Evidence" else None
    if with_it is None and not shows(row.text(name), link):
        remedy = f"Type it in the cell, as: {EVIDENCE_FORM}." if name == "Evidence" else ""
        message = f"The link on this cell, {quoted(link)}, is not brought in."
        reader.remark(row.at(name), message, remedy or _WHERE_TO_SAY)
    return value if with_it is None else with_it


def _returned(
    key: str,
    base: Checklist,
    is_known: bool,
    found: Mapping[str, tuple[Row, Answer | None]],
    reader: _Reader,
    about: str,
) -> Returned:
    """Return one checklist; `is_known` says that the document itself has what was sent out.

    `about` names it where the workbook holds several.
    """
    edited = base
    remarks = []
    for action in base.actions:
        if action.id in found:
            answer = found[action.id][1]
            edited = edited.with_answer(action.id, answer) if answer else edited
        else:
            message = f"There is no row for “{action.title}” ({action.id}): taken as unchanged."
            remarks.append(reader.said(about, message))
    said = (*reader.remarks, *remarks)
    reviews = tuple(reader.reviews.get(key, ()))
    return Returned(key, base if is_known else None, edited, said, reviews)
