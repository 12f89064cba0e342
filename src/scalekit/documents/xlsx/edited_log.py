"""An action log that somebody filled in, read back: what is clear, and what is not by its cell."""

from collections.abc import Iterable, Mapping

from scalekit.documents.action_log_cells import ANSWERS, BASE, fitted
from scalekit.documents.unclear import with_rest
from scalekit.documents.xlsx.edited_row import (
    LogReading,
    check_asked,
    read_answer,
    read_reviews,
)
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
from scalekit.documents.xlsx.read_sheet import Sheet
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import Returned
from scalekit.model.values import NotUnderstoodError
from scalekit.storage import json_
from scalekit.text.near import did_you_mean
from scalekit.views.shared_words import heading

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
_MERGED = (
    "This cell is merged with others, which now hold nothing.",
    "Unmerge them, and type in each what it is to hold.",
)


def read_log(
    raw: bytes, path: str, sent: Checklist | None = None
) -> tuple[list[Returned], list[Problem]]:
    """Return each checklist of a workbook, and every problem with the cell that it is in.

    A row with a problem comes back as it was sent out. Where nothing can be told, no checklist
    comes back. `path` is named in the problems, before the sheet and the cell. `sent` is what was
    sent out, for a workbook that has lost its hidden sheet.
    """
    reading = LogReading(path)
    try:
        sheets = read_sheets(raw)
    except NotUnderstoodError as error:
        return [], [Problem(Position(path), error.message, error.remedy)]
    hidden = next((sheet for sheet in sheets if sheet.name == BASE), None)
    logs = [log for log in map(find_log, sheets) if log and log.sheet is not hidden]
    if not hidden and not any(map(takes_answers, logs)):
        return [], [Problem(Position(path), *_NOT_A_LOG)]
    bases = _bases(hidden, reading) if hidden else {"": sent} if sent else {}
    if not hidden and not sent:
        reading.problem("", _NO_BASE, _NAME_BASE)
    if bases and not logs:
        headings = ", ".join(ANSWERS)
        reading.problem("", "No sheet here is an action log.", f"Give it its headings: {headings}.")
    if not bases or not logs:
        return [], reading.problems
    for log in logs:
        _check_columns(log, reading)
    found = _read_rows(logs, bases, reading)
    for at, message, remedy in left_over(sheets, logs, hidden):
        reading.remark(at, message, remedy)
    is_known = hidden is not None
    several = len(bases) > 1
    return [
        _returned(key, base, is_known, found[key], reading, heading(base) if several else "")
        for key, base in bases.items()
    ], reading.problems


# --- what was sent out


def _bases(sheet: Sheet, reading: LogReading) -> dict[str, Checklist]:
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
        base, _ = json_.loads(text, reading.path)
        if base:
            bases[key] = base
        else:
            about = f"of {quoted(key)} " if len(parts) > 1 else ""
            message = f"What this workbook says was sent out {about}is damaged."
            reading.problem("", message, _SEND_AGAIN)
            reading.damaged.add(key)
    if not bases and not reading.problems:
        reading.problem("", _NO_BASE, _NAME_BASE)
    return bases


def _check_columns(log: Log, reading: LogReading) -> None:
    """Name columns that stand twice or may have another name; remark on those added or gone."""
    known = {folded(name): name for name in COLUMNS}
    twice = set()
    used = {column for (row, column), _ in log.sheet.cells.items() if row > log.heading_row}
    for name, column in log.added.items():
        at = log.at(log.heading_row, name)
        if folded(name) in known:
            message = f"The column {quoted(name)} is there twice."
            reading.problem(at, message, "Give one of the two another name.")
            twice.add(known[folded(name)])
        elif column in used:
            reading.remark(at, f"The column {quoted(name)} was added and is not brought in.")
    unknown = [name for name, column in log.added.items() if column in used]
    for name in ANSWERS:
        if name in log.columns:
            continue
        message = f"There is no column called “{name}”."
        if unknown:
            near = did_you_mean(name, unknown)
            remedy = f"{near} Name the column that holds it “{name}” again, or put it back."
            reading.problem(log.sheet.name, message, remedy.strip())
        else:
            reading.remark(log.sheet.name, f"{message} It was taken as unchanged.")
    log.unclear.update(twice)


# --- what stands there


def _read_rows(
    logs: Iterable[Log], bases: Mapping[str, Checklist], reading: LogReading
) -> dict[str, dict[str, tuple[Row, Answer | None]]]:
    """Return by checklist and action the row it stands in, and the answer there if it is clear."""
    found: dict[str, dict[str, tuple[Row, Answer | None]]] = {key: {} for key in bases}
    for log in logs:
        merged = merged_rows(log)
        for row in rows(log):
            before = len(reading.problems)
            key, action = _whose(row, bases, reading)
            if not action:
                continue
            read = read_answer(row, action, reading)
            reviews = read_reviews(row, action, reading)
            check_asked(row, action, bases[key], reading)
            if row.number in merged:
                reading.problem(row.at(merged[row.number]), *_MERGED)
            answer = read if len(reading.problems) == before else None
            if answer is None:
                last = reading.problems[-1]
                reading.problems[-1] = with_rest(last, action.answer, read, reviews)
            else:
                reading.reviews.setdefault(key, []).extend(reviews)
            first, known = found[key].setdefault(action.id, (row, answer))
            if answer and known == action.answer:  # one that nobody changed is a copy of the other
                found[key][action.id] = (row, answer)
            elif answer not in (known, action.answer):
                message = f"This action is at {first.at('Action')} too, with another answer."
                reading.problem(row.at("Action"), message, "Keep one of the two rows.")
                found[key][action.id] = (first, None)
    return found


def _whose(
    row: Row, bases: Mapping[str, Checklist], reading: LogReading
) -> tuple[str, ChecklistAction | None]:
    only = next(iter(bases)) if len(bases) == 1 else ""
    key = row.text("Checklist") or only
    if bases.keys() == {""}:
        key = reading.only_key(key)
    if key in reading.damaged:
        return key, None
    if key not in bases:
        message = f"This row belongs to no checklist in this workbook: {quoted(key)}."
        near = did_you_mean(key, [*bases]) or "Copy the whole row from the workbook you were sent."
        reading.problem(row.at("Checklist"), message, near)
        return key, None
    if len(bases) > 1:
        reading.subjects[row.log.sheet.name, str(row.number)] = heading(bases[key])
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
    reading.problem(row.at(column), "This row belongs to no action of the checklist.", remedy)
    return key, None


def _returned(
    key: str,
    base: Checklist,
    is_known: bool,
    found: Mapping[str, tuple[Row, Answer | None]],
    reading: LogReading,
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
            remarks.append(reading.said(about, message))
    said = (*reading.remarks, *remarks)
    reviews = tuple(reading.reviews.get(key, ()))
    return Returned(key, base if is_known else None, edited, said, reviews)
