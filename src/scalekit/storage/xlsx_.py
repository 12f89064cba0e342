"""An action log that somebody filled in, read back: every value, or every problem with its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from scalekit.model.cells import ANSWERS, BASE, fitted, read_cell
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.model.dates import FORMS, say_date
from scalekit.model.problem import Position, Problem, did_you_mean, quoted
from scalekit.model.returned import Returned
from scalekit.model.values import NotUnderstoodError
from scalekit.storage import json_
from scalekit.storage.action_log import COLUMNS, EMPTY, Log, Row, find_log, folded, rows
from scalekit.storage.workbook import read_sheets
from scalekit.storage.worksheet import Cell, Sheet


class _Reader:
    """Collects what is wrong, and what is worth saying, while it reads one workbook."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def problem(self, at: str, message: str, remedy: str = "") -> None:
        self.problems.append(self.said(at, message, remedy))

    def remark(self, at: str, message: str) -> None:
        self.remarks.append(self.said(at, message))

    def said(self, at: str, message: str, remedy: str = "") -> Problem:
        return Problem(Position(self.path), f"{at}: {message}" if at else message, remedy)


def read_sheet(raw: bytes, path: str) -> tuple[list[Returned], list[Problem]]:
    """Return each checklist of a workbook, or every problem and nothing.

    `path` is named in the problems, before the sheet and the cell.
    """
    reader = _Reader(path)
    try:
        sheets = read_sheets(raw)
    except NotUnderstoodError as error:
        return [], [Problem(Position(path), error.message, error.remedy)]
    bases = _bases(sheets, reader)
    logs = [log for log in map(find_log, sheets) if log and log.sheet.name != BASE]
    if bases and not logs:
        headings = ", ".join(ANSWERS)
        reader.problem("", "No sheet here is an action log.", f"Give it its headings: {headings}.")
    for log in logs:
        _check_columns(log, reader)
        _check_merged(log, reader)
    found = _read_rows(logs, bases, reader)
    returned = [_returned(key, base, found[key], reader) for key, base in bases.items()]
    return ([], reader.problems) if reader.problems else (returned, [])


# --- what was sent out


def _bases(sheets: list[Sheet], reader: _Reader) -> dict[str, Checklist]:
    """Return the checklists that the hidden sheet holds, by the name they were sent out under."""
    remedy = "Export the checklist again, and copy the answers into the new workbook."
    sheet = next((sheet for sheet in sheets if sheet.name == BASE), None)
    if not sheet:
        message = "This workbook does not say what was sent out: its hidden sheet is not there."
        reader.problem("", message, remedy)
        return {}
    parts: dict[str, dict[int, str]] = {}
    totals: dict[str, str] = {}
    for number in sorted({row for row, _ in sheet.cells} - {1}):
        key, part, total, text = (sheet.cells.get((number, c), EMPTY).text for c in range(1, 5))
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
            reader.problem("", f"What this workbook says was sent out {about}is damaged.", remedy)
    return bases


def _check_columns(log: Log, reader: _Reader) -> None:
    """Name columns that stand twice or may have another name; remark on those added or gone."""
    known = {folded(name): name for name in COLUMNS}
    used = {column for (row, column), _ in log.sheet.cells.items() if row > log.heading_row}
    for heading, column in log.added.items():
        at = log.at(log.heading_row, heading)
        if folded(heading) in known:
            message = f"The column {quoted(heading)} stands twice."
            reader.problem(at, message, "Give one of the two another name.")
        elif column in used:
            reader.remark(at, f"The column {quoted(heading)} was added and is not taken back.")
    unknown = [heading for heading, column in log.added.items() if column in used]
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


def _check_merged(log: Log, reader: _Reader) -> None:
    """Name cells for answers that were made one: all but the first have lost what they held."""
    for (top, left), (bottom, right) in log.sheet.merged:
        names = [name for name in ANSWERS if left <= log.columns.get(name, 0) <= right]
        if names and bottom > log.heading_row:
            message = "This cell is merged with others, which now hold nothing."
            remedy = "Unmerge them, and type in each what it is to hold."
            reader.problem(log.at(max(top, log.heading_row + 1), names[0]), message, remedy)


# --- what stands there


def _read_rows(
    logs: Iterable[Log], bases: Mapping[str, Checklist], reader: _Reader
) -> dict[str, dict[str, tuple[Row, Answer]]]:
    """Return by checklist and action the row it stands in, and the answer there."""
    found: dict[str, dict[str, tuple[Row, Answer]]] = {key: {} for key in bases}
    for log in logs if bases else ():
        for row in rows(log):
            key, action = _whose(row, bases, reader)
            if not action:
                continue
            answer = _answer(row, action, reader)
            _check_asked(row, action, bases[key], reader)
            first, known = found[key].setdefault(action.id, (row, answer))
            if known != answer:
                message = f"This action stands in row {first.number} too, with another answer."
                reader.problem(row.at("Action"), message, "Keep one of the two rows.")
    return found


def _whose(
    row: Row, bases: Mapping[str, Checklist], reader: _Reader
) -> tuple[str, ChecklistAction | None]:
    """Return the checklist and the action that a row belongs to."""
    key = row.text("Checklist") or (next(iter(bases)) if len(bases) == 1 else "")
    if key not in bases:
        message = f"This row belongs to no checklist in this workbook: {quoted(key)}."
        near = did_you_mean(key, [*bases]) or "Copy the whole row from the workbook you were sent."
        reader.problem(row.at("Checklist"), message, near)
        return key, None
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
        if name not in row.log.columns:
            continue
        try:
            values[field] = _value(field, row.cells.get(name, EMPTY), sent)
        except NotUnderstoodError as error:
            reader.problem(row.at(name), error.message, error.remedy)
    answer: Answer = replace(sent, **values)
    if answer.lacks_reason and not sent.lacks_reason:
        at = row.at("Reason" if "Reason" in row.log.columns else "Status")
        message = f"“{answer.status.label}” needs a reason, and there is none."
        reader.problem(at, message, "Type it in the column Reason.")
    return answer


def _value(field: str, cell: Cell, sent: Answer) -> Any:
    if cell.kind in ("formula", "error"):
        what = "a formula" if cell.kind == "formula" else f"an error, {quoted(cell.text)}"
        raise NotUnderstoodError(f"This cell holds {what}.", "Type the value itself.")
    if cell.kind == "formatted":
        raise NotUnderstoodError(
            f"This cell holds a number, {cell.text}, that shows as something else.",
            f"{FORMS}." if field == "due" else "Format the cell as text, and type it again.",
        )
    if cell.kind == "date":
        day = date.fromisoformat(cell.text)
        return day if field == "due" else read_cell(field, say_date(day), sent)
    return read_cell(field, cell.text, sent)


def _returned(
    key: str, base: Checklist, found: Mapping[str, tuple[Row, Answer]], reader: _Reader
) -> Returned:
    edited = base
    remarks = []
    for action in base.actions:
        if action.id in found:
            edited = edited.with_answer(action.id, found[action.id][1])
        else:
            message = f"There is no row for “{action.title}” ({action.id}): taken as unchanged."
            remarks.append(reader.said("", message))
    return Returned(key, base, edited, (*reader.remarks, *remarks))
