"""Documents that cannot come back: what each is, by its content or its name, and what to do."""

import re
from collections.abc import Iterable
from io import BytesIO

from scalekit.text.pattern import pattern

MAX_BYTES = 20_000_000  # of what comes back: a workbook of many checklists
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CHECKLIST = (b"{", b"<!-- scalekit")
TAKEN = (
    "What comes back is the file that the page saves, the Excel workbook, the Word or PDF form, or"
    " a copy of the checklist as Markdown or JSON."
)
_COMPARED = pattern(rb"# what changed.*\n- file: |(?:# )?compared: .*\n(?:- )?as at: ", re.DOTALL)
_OFFICE = (".docx", ".docm", ".xlsx", ".xlsm", ".pdf")
# What the directory of an old Office file calls the text of a document, and a part of a message.
_OLD_TEXT, _OLD_MAIL = ("WordDocument".encode("utf-16-le"), "__substg1.0_".encode("utf-16-le"))
_TYPED, _SOFT_END = b'id="typed">{', pattern(rb"=\r?\n")
_MAIL_STARTS = (b"received:", b"return-path:", b"mime-version:", b"delivered-to:")

_SAVE = ", choose “Save my answers”, and import the file that saves."

_Said = tuple[str, str]
_TEXT: _Said = (
    "This is a text document of another kind than .docx.",
    "Open it in Word or LibreOffice and save it as a Word document (.docx).",
)
_PLAIN: _Said = (
    "This is a plain text under the name of a Word document.",
    "Ask for the document itself again.",
)
_UNKNOWN: _Said = "scalekit does not know this kind of document.", TAKEN
_MAIL: _Said = "This is an e-mail.", "Save the document that is attached to it, and import that."


def names_in(raw: bytes) -> list[str]:
    """Return what the parts of a packed document are called; none where it is not packed.

    Of one that is cut off its bytes have to tell.
    """
    if not raw.startswith(ZIP):
        return []
    from zipfile import ZipFile  # 10 ms, and only what is packed needs it

    try:
        with ZipFile(BytesIO(raw)) as parts:
            return parts.namelist()
    except Exception:  # a damaged one raises many things, and what reads it says so
        return [name for name in ("word/document", "xl/workbook") if name.encode() in raw]


def is_word(raw: bytes, path: str, names: Iterable[str]) -> bool:
    """Return whether this is a Word document; one that is locked is known by its name alone."""
    if raw.startswith(OLD_OFFICE):
        is_other = _OLD_TEXT in raw or _OLD_MAIL in raw
        return path.lower().endswith((".docx", ".docm")) and not is_other
    return any(name.startswith("word/document") for name in names) and not _is_book(names)


def _is_book(names: Iterable[str]) -> bool:
    return any(name.startswith("xl/") for name in names)


def why_not(raw: bytes, path: str, names: Iterable[str]) -> tuple[str, str] | None:
    """Return why a document gives no answers whatever it says, and what to do; or nothing.

    `names` are those of its parts.
    """
    start, path = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), path.lower()
    if path.endswith((".ndjson", ".jsonl")):
        return "This is NDJSON, which is for programs to read.", TAKEN
    if start.startswith(b"{\\rtf"):
        return _TEXT
    if start.startswith((*CHECKLIST, b"%pdf")) or _is_book(names) or is_word(raw, path, names):
        return None
    if path.endswith((".eml", ".msg")) or start.startswith(_MAIL_STARTS):
        return _MAIL
    if start.startswith((b"<!doctype html", b"<html")) or path.endswith((".mhtml", ".mht")):
        return _page(raw, path)
    if path.endswith((".doc", ".rtf")):
        return _TEXT
    if raw.startswith(OLD_OFFICE):
        return _TEXT if _OLD_TEXT in raw else _MAIL if _OLD_MAIL in raw else None
    if raw.startswith(ZIP):
        return _packed(raw, path, names)
    if path.endswith((".csv", ".tsv")) or start.startswith(b"checklist,innovation,place,"):
        remedy = "Send the Excel workbook instead: scalekit export FILE --format xlsx."
        return "This is CSV, which does not hold what was sent out.", remedy
    if path.endswith(".ics") or start.startswith(b"begin:vcalendar"):
        return "This is a calendar, which holds no answers.", TAKEN
    if _COMPARED.match(start):
        return "This is a comparison to read, which takes no answers.", TAKEN
    if not raw.strip():
        return "This file is empty.", TAKEN
    binary = b"\0" in raw[:1000] and not raw.startswith(_UTF_16)
    is_named_word = path.endswith((".docx", ".docm"))
    return _UNKNOWN if binary else _PLAIN if is_named_word else None


def _page(raw: bytes, path: str) -> _Said:
    raw = _SOFT_END.sub(b"", raw)  # as .mhtml breaks its lines
    if b"needs-script" in raw:
        if _TYPED in raw:
            return (
                "This is the page, saved with what was typed in it.",
                f"Open it in a browser{_SAVE}",
            )
        return (
            "This is the page; the answers are in the file that it saves.",
            f"Open it where it was filled in{_SAVE}",
        )
    if path.endswith(_OFFICE):
        return (
            "This is a web page under the name of a document.",
            "It may be a page to sign in on: download the document itself again.",
        )
    return (
        "This is a page to read, which takes no answers.",
        "Send one to fill in: scalekit export FILE --format html --fillable.",
    )


def _packed(raw: bytes, path: str, names: Iterable[str]) -> _Said | None:
    if path.endswith(".odt") or b"application/vnd.oasis.opendocument.text" in raw[:200]:
        return (
            "This is a text that LibreOffice saved in its own format.",
            "Open it there. Export a PDF form as PDF; save any other as a Word document (.docx).",
        )
    if b"application/vnd.oasis.opendocument" in raw[:200]:
        return (
            "This is an OpenDocument file.",
            "Open it in LibreOffice and save it as an Excel workbook (.xlsx).",
        )
    if path.endswith((".pages", ".numbers")):
        return (
            "This is a document of Pages or Numbers.",
            "Export it there as a Word document (.docx) or an Excel workbook (.xlsx).",
        )
    if path.endswith(_OFFICE) and not names:
        return None  # it is damaged, which what reads such a document says
    return (
        "This is a zip file, and none of the documents that come back.",
        "Unpack it, and import what is in it.",
    )
