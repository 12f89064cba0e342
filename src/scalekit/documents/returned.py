"""A document that somebody sent back: what it is, and the checklists in it."""

import re
from collections.abc import Callable

from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.returned import Returned
from scalekit.storage import files
from scalekit.storage.conflicts import find_marks
from scalekit.storage.files import FORMATS, decode
from scalekit.text.pattern import pattern

MAX_BYTES = 20_000_000  # a workbook of many checklists; `unzipped` refuses more

_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CHECKLIST = (b"{", b"<!-- scalekit")
_TAKEN = (
    "What comes back is the file that the page saves, the Excel workbook, the Word or PDF form, or"
    " a copy of the checklist as Markdown or JSON."
)
_COMPARED = pattern(rb"# what changed.*\n- file: |(?:# )?compared: .*\n(?:- )?as at: ", re.DOTALL)
_WORKBOOK = "Send the Excel workbook instead: scalekit export FILE --format xlsx."


def read_returned(
    raw: bytes,
    path: str,
    sent: Checklist | None = None,
    like: Callable[[], Checklist | None] = lambda: None,
) -> tuple[list[Returned], list[Problem]]:
    """Return each checklist that a document holds, and every problem.

    Where there are both, what could not be read is as it was sent out. What a document is shows in
    its content, and in its name only where content does not tell. `sent` is what was sent out, if
    that is known and the document may not say. `like` gives the checklist that a copy without
    comments was made from, if that is known.
    """
    start = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if said := _not_taken(raw, start, path.lower()):
        return [], [Problem(Position(path), *said)]
    if _is_word(raw, path):
        # What reads forms takes 20 ms, and only they need it.
        from scalekit.documents.docx.edited_form import read_form

        return read_form(raw, path, sent)
    named = path.lower().endswith((".xlsx", ".xlsm")) and not start.startswith(_CHECKLIST)
    if named or raw.startswith((_ZIP, _OLD_OFFICE)):
        # What reads workbooks takes 20 ms, and only they need it.
        from scalekit.documents.xlsx.edited_log import read_sheet

        return read_sheet(raw, path, sent)
    if raw[:1024].lstrip().startswith(_PDF):
        # What reads forms takes 100 ms, and only they need it.
        from scalekit.documents.pdf.edited_form import read_form

        return read_form(raw, path, sent)
    try:
        text, _, _ = decode(raw, path)
    except FileError as error:
        return [], list(error.problems)
    is_json = text.lstrip().startswith("{") or path.lower().endswith(".json")
    most = 2 * files.MAX_BYTES if is_json else files.MAX_BYTES  # the page saves two checklists
    if len(raw) > most:
        message = f"This file is larger than {most // 1_000_000} MB, too large for a checklist."
        return [], [Problem(Position(path), message)]
    if is_json:
        return _read_json(text, path)
    found = _read_copy(FORMATS["md"][1], text, path)
    return found if found[0] or find_marks(text, path) else _uncommented(text, path, found, like)


def _uncommented(
    text: str,
    path: str,
    found: tuple[list[Returned], list[Problem]],
    like: Callable[[], Checklist | None],
) -> tuple[list[Returned], list[Problem]]:
    """Return a copy by the titles of its actions where it has no comments, else what was found."""
    # Few copies have been through a word processor.
    from scalekit.storage.markdown.uncommented import is_uncommented, loads_uncommented

    if not is_uncommented(text):
        return found
    known = like()
    if not known:
        message = "This has no line `<!-- scalekit: ... -->`: a word processor may have lost it."
        remedy = "Name the checklist that it was sent out from: --into FILE."
        return [], [Problem(Position(path), message, remedy)]
    edited, said = loads_uncommented(text, path, known)
    return ([Returned("", None, edited, tuple(said))], []) if edited else ([], said)


def _is_word(raw: bytes, path: str) -> bool:
    """Return whether this is a Word document; one that is locked is known by its name alone."""
    named = path.lower().endswith((".docx", ".docm"))
    return (raw.startswith(_ZIP) and b"word/document" in raw and b"xl/workbook" not in raw) or (
        named and raw.startswith(_OLD_OFFICE)
    )


def _not_taken(raw: bytes, start: bytes, path: str) -> tuple[str, str] | None:
    """Return why a document that is known by its first bytes or name cannot come back."""
    packed = raw.startswith(_ZIP)
    if path.endswith((".ndjson", ".jsonl")):
        return "This is NDJSON, which is for programs to read.", _TAKEN
    if start.startswith((*_CHECKLIST, b"%pdf")) or (packed and b"xl/" in raw):
        return None
    if _is_word(raw, path):
        return None
    if start.startswith((b"<!doctype html", b"<html")) or path.endswith((".mhtml", ".mht")):
        if b"needs-script" not in raw:
            return (
                "This is a page to read, which takes no answers.",
                "Send one to fill in: scalekit export FILE --format html --fillable.",
            )
        return (
            "This is the page; the answers are in the file that it saves.",
            "Open it, choose “Save my answers”, and import the file that saves.",
        )
    if path.endswith((".doc", ".odt", ".rtf")):
        return (
            "This is a text document of another kind than .docx.",
            "Open it in Word or LibreOffice and save it as a Word document (.docx).",
        )
    if b"application/vnd.oasis.opendocument" in raw[:200]:
        return (
            "This is an OpenDocument file.",
            "Open it in LibreOffice and save it as an Excel workbook (.xlsx).",
        )
    if packed:
        return "This is a zip file that holds no Excel workbook.", "Unpack it first."
    if path.endswith((".csv", ".tsv")) or start.startswith(b"checklist,innovation,place,"):
        return "This is CSV, which does not hold what was sent out.", _WORKBOOK
    if path.endswith(".ics") or start.startswith(b"begin:vcalendar"):
        return "This is a calendar, which holds no answers.", _TAKEN
    if _COMPARED.match(start):
        return "This is a comparison to read, which takes no answers.", _TAKEN
    if not raw.strip():
        return "This file is empty.", _TAKEN
    binary = b"\0" in raw[:1000] and not raw.startswith((_OLD_OFFICE, *_UTF_16))
    return ("scalekit does not know this kind of document.", _TAKEN) if binary else None


def _read_json(text: str, path: str) -> tuple[list[Returned], list[Problem]]:
    # `json_shape` finds where the parts stand, and only JSON needs it.
    from scalekit.storage.json_.saved import filled_in, read_saved, reported

    base_text, edited_text = read_saved(text)
    loads = FORMATS["json"][1]
    if not base_text:
        if kind := reported(text):
            return [], [
                Problem(Position(path), f"This is a report of `{kind}` for programs.", _TAKEN)
            ]
        return _read_copy(loads, text, path)
    base, problems = loads(base_text, path)
    edited, more = loads(edited_text, path)
    if base is None or edited is None:
        return [], sorted([*problems, *more], key=lambda problem: problem.at)
    by, on = filled_in(text)
    return [Returned("", base, edited, by=by, on=on)], []


def _read_copy(
    loads: Callable[..., tuple[Checklist | None, list[Problem]]], text: str, path: str
) -> tuple[list[Returned], list[Problem]]:
    marks = find_marks(text, path)
    edited, problems = (None, marks) if marks else loads(text, path)
    return ([], problems) if edited is None else ([Returned("", None, edited)], [])
