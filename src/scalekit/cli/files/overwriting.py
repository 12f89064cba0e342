"""What may not be replaced: a file that holds answers which what is written there lacks."""

import os
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from scalekit.errors import FileError
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.engine.diff import Change
    from scalekit.model.checklist import Checklist
    from scalekit.model.returned import Returned

# Documents that are made to be read; nobody's answer comes back in one.
_GENERATED = (".html", ".csv", ".ndjson", ".txt")
_SAYS_SO = (b"<!-- scalekit", b'"scalekit"')  # near its start
_MOST_NAMED = 3

Written = Callable[[], "Iterable[Checklist]"]


def nothing() -> "Iterable[Checklist]":
    """Return the checklists in a document from which none can be brought in."""
    return ()


def refuse_loss(
    output: str, written: Written, into: str = "FILE", known: Collection[bytes] = ()
) -> None:
    """Raise FileError when a file holds answers that no checklist of those written has.

    `written` is called only where there are such answers. `into` is what they may be imported
    into. A file whose content is one of `known` may be replaced: that was read for what is written.
    """
    if not os.path.isfile(output) or output.lower().endswith(_GENERATED):
        return
    # What reads documents that came back is for those who replace a file.
    from scalekit.documents.not_taken import MAX_BYTES
    from scalekit.documents.returned import read_returned

    raw = files.read_bytes(output, MAX_BYTES)
    if raw in known or not _may_be_checklist(raw, output):
        return
    held, problems = read_returned(raw, output)
    if both := _both_sides(raw, output):
        held, problems = both, []
    remedy = (
        "Name another with --output, replace it with --force, or bring them in first:"
        f" scalekit import {typed(output)} --into {typed(into)}"
    )
    if problems and (held or _may_hold_answers(raw)):
        message = "This may hold answers, and cannot be read as it is, so it was not replaced."
        raise FileError(
            Problem(Position(output), message, "Name another with --output, or use --force.")
        )
    if lost := [line for one in held for line in _lost(one, written)]:
        more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
        message = f"This holds what would be lost: {', '.join(lost[:_MOST_NAMED])}{more}."
        raise FileError(Problem(Position(output), message, remedy))


def _may_be_checklist(raw: bytes, path: str) -> bool:
    named = path.lower().endswith(tuple(files.SUFFIXES.values()))
    is_filled_in = raw.startswith(b"PK") and (b"xl/" in raw or b"word/document" in raw)
    is_form = raw.startswith(b"%PDF")
    return named or is_filled_in or is_form or any(sign in raw[:1000] for sign in _SAYS_SO)


def _both_sides(raw: bytes, path: str) -> "list[Returned]":
    """Return the two checklists in a file that nobody has chosen from yet."""
    from scalekit.model.returned import Returned

    if b"<<<<<<<" not in raw:
        return []
    try:
        text, *_ = files.decode(raw, path)
    except FileError:
        return []
    both = files.two_versions(text, files.format_of(path, raw)) or ()
    return [Returned("", None, checklist) for checklist in both]


def _may_hold_answers(raw: bytes) -> bool:
    """Return whether what cannot be read may be a checklist, or a workbook that was filled in."""
    if not raw.startswith(b"PK"):
        return True
    if b"word/document" in raw and b"xl/" not in raw:
        from scalekit.documents.docx.edited_form import is_form

        return is_form(raw)
    from scalekit.documents.xlsx.find_log import find_log, takes_answers
    from scalekit.documents.xlsx.read_book import read_sheets
    from scalekit.model.values import NotUnderstoodError

    try:
        logs = filter(None, map(find_log, read_sheets(raw)))
        return any(map(takes_answers, logs))
    except NotUnderstoodError:
        return True


def _lost(one: "Returned", written: Written) -> list[str]:
    """Return in words what no checklist that is written holds of one that came back."""
    from scalekit.engine.lost_answers import lost_answers

    if one.remarks:
        return [remark.message for remark in one.remarks]
    if not one.is_changed:
        return []
    least: list[Change] | None = None
    for checklist in written():
        found = lost_answers(one.edited, checklist, one.base)
        if not found:
            return []
        least = found if least is None or len(found) < len(least) else least
    if least is None:
        least = lost_answers(one.edited, _nobody(one.edited), one.base)
    return [_named(change) for change in least]


def _named(change: "Change") -> str:
    from scalekit.engine.diff import OTHER_TEXT

    if change.field.startswith(OTHER_TEXT):
        return f"the text after {change.field.removeprefix(OTHER_TEXT)}"
    return f"{change.action_id or 'the'} {change.field}"


def _nobody(checklist: "Checklist") -> "Checklist":
    """Return a checklist that holds nothing."""
    return checklist._replace(innovation="", place="", actions=(), pillars=(), other_text=())
