"""A document that somebody sent back: what it is, and the checklists in it."""

from collections.abc import Callable

from scalekit.documents.not_taken import (
    CHECKLIST,
    OLD_OFFICE,
    TAKEN,
    ZIP,
    is_word,
    names_in,
    why_not,
)
from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.returned import Returned
from scalekit.storage import files
from scalekit.storage.conflicts import find_marks
from scalekit.storage.files import FORMATS, decode

_PDF = b"%PDF"


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
    names = names_in(raw)
    if said := why_not(raw, path, names):
        return [], [Problem(Position(path), *said)]
    if is_word(raw, path, names):
        # What reads forms takes 20 ms, and only they need it.
        from scalekit.documents.docx.edited_form import read_form

        return read_form(raw, path, sent)
    if raw[:1024].lstrip().startswith(_PDF):
        # What reads forms takes 100 ms, and only they need it.
        from scalekit.documents.pdf.edited_form import read_form

        return read_form(raw, path, sent)
    start = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = path.lower().endswith((".xlsx", ".xlsm")) and not start.startswith(CHECKLIST)
    if named or raw.startswith((ZIP, OLD_OFFICE)):
        # What reads workbooks takes 20 ms, and only they need it.
        from scalekit.documents.xlsx.edited_log import read_log

        return read_log(raw, path, sent)
    try:
        text, _, _ = decode(raw, path)
    except FileError as error:
        return [], list(error.problems)
    is_json = text.lstrip().startswith("{") or path.lower().endswith(".json")
    most = 2 * files.MAX_BYTES if is_json else files.MAX_BYTES  # the page saves two checklists
    if len(raw) > most:
        size = f"{most // 1_000_000} MB"
        message = f"This file is larger than {size}, too large for a filled-in document."
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
        message = "This text does not look like a copy of a checklist, and was left as it is."
        remedy = (
            "If it is one that a word processor saved, name the checklist that it was sent out"
            " from: --into FILE."
        )
        return [], [Problem(Position(path), message, remedy)]
    edited, said = loads_uncommented(text, path, known)
    return ([Returned("", None, edited, tuple(said))], []) if edited else ([], said)


def _read_json(text: str, path: str) -> tuple[list[Returned], list[Problem]]:
    # What finds where the parts stand only JSON needs.
    from scalekit.documents.reviews import without_void_acceptances
    from scalekit.storage.json_.saved import filled_in, read_saved, reported

    base_text, edited_text = read_saved(text)
    loads = FORMATS["json"][1]
    if not base_text:
        if kind := reported(text):
            return [], [
                Problem(Position(path), f"This is a report of `{kind}` for programs.", TAKEN)
            ]
        return _read_copy(loads, text, path)
    base, problems = loads(base_text, path)
    edited, more = loads(edited_text, path)
    if base is None or edited is None:
        return [], sorted([*problems, *more], key=lambda problem: problem.at)
    by, on = filled_in(text)
    edited, unclear = without_void_acceptances(path, base, edited)
    return [Returned("", base, edited, by=by, on=on)], unclear


def _read_copy(
    loads: Callable[..., tuple[Checklist | None, list[Problem]]], text: str, path: str
) -> tuple[list[Returned], list[Problem]]:
    marks = find_marks(text, path)
    edited, problems = (None, marks) if marks else loads(text, path)
    return ([], problems) if edited is None else ([Returned("", None, edited)], [])
