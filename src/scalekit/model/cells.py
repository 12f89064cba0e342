"""The action log as columns and cells: what a sheet shows, and how an edited cell is read.

The same rules serve the view that writes the workbook and the storage that reads it back. A cell
that still shows what was sent out stands for the value that was sent out, whatever it cannot show.
"""

import re
from datetime import date
from typing import Any

from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from scalekit.model.dates import say_date
from scalekit.model.printable import documentable
from scalekit.model.problem import did_you_mean
from scalekit.model.values import (
    LETTERS,
    NotUnderstoodError,
    read_field,
    read_line,
    read_note,
)

LOG, BASE = "Action log", "scalekit"
# The columns that a person fills in, with the field of an answer that each holds.
ANSWERS = {
    "Status": "status",
    "Confidence": "confidence",
    "Owner": "owner",
    "Due": "due",
    "Reason": "reason",
    "Evidence": "evidence",
    "Note": "note",
}
ASKED = ("Innovation", "Place", "Pillar", "Action", "What to do")
IDENTITY = ("Checklist", "Action id", "Wording")

EVIDENCE_FORM = "Label | link"

# Excel takes 32,767 characters in a cell and 253 line ends; an emoji counts as two. LibreOffice
# puts a line end into a line of more than 16,367.
MAX_CHARACTERS, MAX_LINES, MAX_LINE = 32_000, 250, 16_000
CUT = "[This is too long for a cell. All of it is still in the checklist: change it there.]"
# Two of Excel's own escapes that share a bar: XlsxWriter marks only the first as plain text.
_ESCAPES = re.compile("(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
# Excel's calendar before this day has a 29 February 1900.
FIRST_DAY = date(1900, 3, 1)


def shown(field: str, answer: Answer) -> str:
    """Return what a cell shows for one field of an answer; the due date in words."""
    value = getattr(answer, field)
    if field == "evidence":
        return fitted("\n".join(evidence_lines(value)))
    if field == "confidence":
        return letter(value)
    if field == "status":
        return answer.status.label
    return fitted(say_date(value) if isinstance(value, date) else value or "")


def fitted(text: str) -> str:
    """Return a text as a cell holds it: controls seen, and cut where the cell would be full."""
    text = _ESCAPES.sub("\\1\u200b", documentable(text))
    kept, room = [], MAX_CHARACTERS
    for line in text.split("\n", MAX_LINES)[:MAX_LINES]:
        start = _start(line, min(room, MAX_LINE))
        kept.append(start)
        room -= _length(start) + 1
        if start != line or room < 0:
            break
    whole = "\n".join(kept)
    return whole if whole == text else f"{whole}\n{CUT}"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _start(line: str, room: int) -> str:
    return line.encode("utf-16-le")[: max(room, 0) * 2].decode("utf-16-le", "ignore")


def letter(confidence: Confidence | None) -> str:
    """Return `G – On track` for a confidence, or an empty string."""
    letters = {word: f"{sign} – {word.label}" for sign, word in LETTERS.items()}
    return letters[confidence] if confidence else ""


def evidence_lines(evidence: tuple[Evidence, ...]) -> list[str]:
    """Return each piece of evidence as one line: `Label | link`, or a label or link alone."""
    return [evidence_line(piece) for piece in evidence]


def evidence_line(piece: Evidence) -> str:
    """Return a piece of evidence as one line: `Label | link`, or a label or link alone."""
    has_link = piece.link and piece.link != piece.label
    return f"{piece.label} | {piece.link}" if has_link else piece.label


def read_evidence_line(line: str) -> Evidence:
    """Return the evidence in `Label | link`, split at the last bar, or in a label or link alone."""
    before, bar, after = line.rpartition("|")
    label, link = (read_line(before), read_line(after)) if bar else (read_line(line), "")
    if not label and not link:
        raise NotUnderstoodError("This evidence is empty.", f"Write it as {EVIDENCE_FORM}.")
    if label.startswith(("https://", "http://")) and " " not in label and not link:
        link = label
    return Evidence(label or link, link)


def read_cell(field: str, text: str, sent: Answer) -> Any:
    """Return the value of a field from the text of its cell, given the answer as it was sent out.

    Raises NotUnderstoodError when the text makes no sense, or was cut and then changed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = shown(field, sent)
    if text == before:
        return getattr(sent, field)
    if before.endswith(CUT):
        raise NotUnderstoodError(
            "This text is too long for a cell, so it cannot be changed here.",
            "Put the cell back as it was, and change the text in the checklist.",
        )
    if field == "evidence":
        return _read_evidence(text, sent.evidence)
    if field == "note":
        return _read_note(text, sent.note)
    try:
        return read_field(field, text)
    except NotUnderstoodError as error:
        raise _with_choices(error, field, text) from None


def _with_choices(error: NotUnderstoodError, field: str, text: str) -> NotUnderstoodError:
    """Return the error with the words that the cell's list offers, where it has one."""
    lists: dict[str, type[Status] | type[Confidence]]
    lists = {"status": Status, "confidence": Confidence}
    if field not in lists:
        return error
    labels = [word.label for word in lists[field]]
    choices = ", ".join(labels if field == "status" else map(letter, Confidence))
    near = did_you_mean(text, labels)
    return NotUnderstoodError(error.message, f"{near} The choices are: {choices}.".lstrip())


def _read_evidence(text: str, sent: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    known = {documentable(evidence_line(piece)): piece for piece in sent}
    lines = [line for line in text.split("\n") if line.strip()]
    return tuple(known.get(line) or read_evidence_line(line) for line in lines)


def _read_note(text: str, sent: str) -> str:
    """Return the note; a line that still shows one that was sent out is that line."""
    known = {documentable(line): line for line in sent.split("\n")}
    return "\n".join(known.get(line, line) for line in read_note(text).split("\n"))
