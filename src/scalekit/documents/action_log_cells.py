"""The action log as columns and cells: what a sheet shows, and how an edited cell is read.

The same rules serve what writes a document and what reads it back. A cell that still shows what
was sent out stands for the value that was sent out, whatever it cannot show.
"""

import re
from datetime import date
from typing import Any

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    Status,
)
from scalekit.model.dates import say_date
from scalekit.model.fields import BY_KEY, TABLE, Form, read_field
from scalekit.model.values import (
    LETTERS,
    NotUnderstoodError,
    check_year,
    read_line,
    read_note,
    read_written_status,
    split_at_address,
    split_off_address,
)
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern
from scalekit.text.printable import documentable

LOG, BASE = "Action log", "scalekit"
SUMMARY, HELP, WHOLE = "Summary", "How to use", "Whole texts"
# The columns that a person fills in, with the field of an answer that each holds.
# Those with a list of words to pick from come first.
ANSWERS = {f.label: f.key for f in sorted(TABLE, key=lambda field: field.form is not Form.WORD)}
DAYS = {field.key for field in TABLE if field.form is Form.DAY}
ASKED = ("Innovation", "Place", "Pillar", "Action", "What to do")
IDENTITY = ("Checklist", "Action id", "Wording")
ON_PAPER = "On paper"  # says what a row is too low to show; there is one only where it is needed

EVIDENCE_FORM = "Label | link"

# Excel takes 32,767 characters in a cell and 253 line ends; an emoji counts as two. LibreOffice
# puts a line end into a line of more than 16,367.
MAX_CHARACTERS, MAX_LINES, MAX_LINE = 32_000, 250, 16_000
CUT = "[This is too long for a cell. All of it is still in the checklist: change it there.]"
# Two of Excel's own escapes that share a bar: XlsxWriter marks only the first as plain text.
_ESCAPES = pattern("(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
# Excel's calendar before this day has a 29 February 1900.
FIRST_DAY = date(1900, 3, 1)
# Where a link with a label begins; an address may hold another one.
_LABELLED = pattern(r"(?:\|\s*|(?:^|\s)[^\s/]*=)(?:https?://|mailto:|www\.)", re.IGNORECASE)
_BULLET = pattern(r"\s*[-–—•*·▪◦‣](?:\s+|$)")
# What stands between the lines of a cell that were to be one.
_JOINED = {field.key: field.between for field in TABLE if field.form is Form.LINE}


def asked_cells(checklist: Checklist, action: ChecklistAction) -> dict[str, str]:
    """Return what a row says of what was asked, and in which wording; no answer changes it."""
    return {
        "Innovation": checklist.innovation,
        "Place": checklist.place,
        "Pillar": dict(checklist.pillars)[action.pillar],
        "Action": action.title,
        "What to do": action.text,
        "Wording": action.wording,
    }


def cell_text(field: str, answer: Answer) -> str:
    """Return what a cell shows for one field of an answer; the due date in words."""
    value = getattr(answer, field)
    return fitted("\n".join(evidence_lines(value)) if field == "evidence" else value_text(value))


def value_text(value: Any) -> str:
    """Return a word, a day or a text as a document says it, and nothing for None."""
    if isinstance(value, Confidence):
        return letter(value)
    if isinstance(value, Status):
        return value.label
    return say_date(value) if isinstance(value, date) else value or ""


def choices(field: str) -> list[str]:
    """Return the words that a document offers for a field; none where any text is taken."""
    return [value_text(word) for word in BY_KEY[field].words or ()]


def fitted(text: str) -> str:
    """Return a text as a cell holds it: controls seen, and cut where the cell would be full."""
    text = _ESCAPES.sub("\\1\u200b", documentable(text))
    if 2 * len(text) <= MAX_LINE and text.count("\n") < MAX_LINES:  # as nearly all are
        return text
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
    return f"{piece.label} | {piece.link}" if piece.other_link else piece.label


def read_evidence_line(line: str) -> Evidence:
    """Return the evidence in `Label | link`, or in a label or link alone.

    It is split where a web address begins, after a bar or as `Label=https://...`, and without one
    at the last bar. Where there is no bar, a dash or a colon may stand before the address at its
    end: `Minutes – https://...`.
    """
    before, bar, after = (
        split_at_address(line, "|=") or split_off_address(line) or line.rpartition("|")
    )
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
    before = cell_text(field, sent)
    if text == before:
        return getattr(sent, field)
    if before.endswith(CUT):
        raise NotUnderstoodError(
            "This text is too long for a cell, so it cannot be changed here.",
            "Put the cell back as it was, and change the text in the checklist.",
        )
    if has_lost_line_ends(field, text, sent):
        return getattr(sent, field)
    return read_typed(field, text, sent)


def read_typed(field: str, text: str, sent: Answer) -> Any:
    """Return the value of a field from words that are not those that were sent out.

    Raises NotUnderstoodError when they make no sense.
    """
    if field == "evidence":
        return _read_evidence(text, sent.evidence)
    if field == "note":
        return _read_note(text, sent.note)
    try:
        if field == "status":
            return read_written_status(text)
        value = read_field(field, _in_one_line(text, field) if field in _JOINED else text)
    except NotUnderstoodError as error:
        raise _with_choices(error, field, text) from None
    if field in DAYS and value:
        check_year(value, text)
    return value


def has_lost_line_ends(field: str, text: str, sent: Answer) -> bool:
    """Return whether a cell has what was sent out and only its line ends are gone.

    Some programs lose them. A note that keeps some was changed by a person.
    """
    before = cell_text(field, sent)
    if field not in ("evidence", "note") or "\n" not in before or text == before:
        return False
    is_kept = field == "note" and "\n" in text.strip()
    return not is_kept and "".join(text.split()) == "".join(before.split())


def with_link(evidence: tuple[Evidence, ...], link: str) -> tuple[Evidence, ...] | None:
    """Return the evidence with the link that was put on its cell; None if it is not clear on what.

    A link inside the workbook is none for a checklist.
    """
    if link.startswith("#"):
        return None
    from urllib.parse import unquote  # only a workbook that came back has links to read

    try:
        link = read_line(link if is_web_address(link) else unquote(link))
    except NotUnderstoodError:
        return None
    if not evidence:
        return (Evidence(link, link),)
    if len(evidence) == 1 and not evidence[0].link:
        return (Evidence(evidence[0].label, link),)
    return None


def is_web_address(link: str) -> bool:
    """Return whether a link says how to follow it, and is no path of a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", link) is not None


def shows(text: str, link: str) -> bool:
    """Return whether a cell shows where its link leads: programs make links of addresses."""
    from urllib.parse import unquote

    address = re.sub(r"^(?:https?://|mailto:)", "", unquote(link), flags=re.IGNORECASE)
    return address.rstrip("/").casefold() in unquote(text).casefold()


def mark(text: str) -> str:
    """Return 8 hexadecimal digits by which a text that was written is known again."""
    from zlib import crc32  # only a workbook has marks

    return f"{crc32(' '.join(text.split()).casefold().encode('utf-8', 'replace')):08x}"


def _in_one_line(text: str, field: str) -> str:
    """Return the lines of a cell as one: two owners stay two, and a sentence goes on."""
    return _JOINED[field].join(line.strip(" ;") for line in text.split("\n") if line.strip(" ;"))


def _with_choices(error: NotUnderstoodError, field: str, text: str) -> NotUnderstoodError:
    """Return the error with the words that the cell's list offers, where it has one."""
    words = BY_KEY[field].words
    if words is None:
        return error
    near = did_you_mean(text, [word.label for word in words])
    offered = ", ".join(choices(field))
    return NotUnderstoodError(error.message, f"{near} The choices are: {offered}.".lstrip())


def _read_evidence(text: str, sent: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    known = {documentable(evidence_line(piece)): piece for piece in sent}
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        _check_one_piece(line, sent)
    return tuple(known.get(line) or read_evidence_line(_without_bullet(line)) for line in lines)


def _without_bullet(line: str) -> str:
    """Return a line without the dash or dot of a list; raises where nothing else stands there."""
    found = _BULLET.match(line)
    rest = line[found.end() :] if found else line
    if not rest:
        message = f"“{line.strip()}” alone is no evidence."
        raise NotUnderstoodError(message, f"Write it as {EVIDENCE_FORM}, or leave it empty.")
    return rest


def _check_one_piece(line: str, sent: tuple[Evidence, ...]) -> None:
    """Raise if a line holds what was sent out as several pieces, or several links with labels."""
    words = "".join(line.split())
    before = {"".join(evidence_line(piece).split()) for piece in sent} - {words}
    is_several = sum(len(each) > 3 and each in words for each in before) > 1
    if is_several or len(_LABELLED.findall(line)) > 1:
        raise NotUnderstoodError(
            "Several pieces of evidence are on one line.",
            f"Put each on a line of its own, as: {EVIDENCE_FORM}.",
        )


def _read_note(text: str, sent: str) -> str:
    """Return the note; a line that still shows one that was sent out is that line."""
    known = {documentable(line): line for line in sent.split("\n")}
    return "\n".join(known.get(line, line) for line in read_note(text).split("\n"))
