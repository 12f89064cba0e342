"""Evidence that is a file beside the checklist: what it held when it was given, and whether it
still does.

Only files below the checklist's own folder are looked at, and no link is opened.
"""

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scalekit.errors import reason
from scalekit.model.checklist import Checklist, ChecklistAction, Evidence
from scalekit.model.problem import Position, Problem
from scalekit.text.pattern import pattern
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.engine.progress import Progress

OutOfDate = tuple[ChecklistAction, Evidence, str]  # and what is wrong with it
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_FILE = pattern(r"file:|[A-Za-z]:[\\/]|\\\\", re.IGNORECASE)
_FILE_NAME = pattern(
    r"\.(?:csv|docx?|eml|html?|jpe?g|md|msg|od[pst]|pdf|png|pptx?|rtf|txt|xlsx?|zip)$",
    re.IGNORECASE,
)
_MARK = pattern(r"sha256: ([0-9a-f]{12}), (\d{1,15})")
_TEXT = 8000  # bytes in which git looks for a NUL to tell text
_MOST = 10_000  # files to look through for one that was moved


def marked(before: Checklist, after: Checklist, path: str) -> Checklist:
    """Return a checklist in which evidence that is new and a file says what the file holds."""
    known = {a.id: {*a.answer.evidence} for a in before.actions}
    answers = {
        a.id: a.answer._replace(
            evidence=tuple(
                piece if piece in known.get(a.id, ()) else _marked(piece, os.path.dirname(path))
                for piece in a.answer.evidence
            ),
        )
        for a in after.actions
        if a.answer.evidence
    }
    return after.with_answers(answers) if answers else after


def _marked(piece: Evidence, folder: str) -> Evidence:
    file = _file(piece.link or piece.label, folder)
    if piece.mark or file is None:
        return piece
    try:
        return Evidence(piece.label, piece.link or piece.label, fingerprint(file))
    except OSError:  # `check` says it, with the reason
        return piece


def fingerprint(file: str) -> str:
    """Return what a file holds in a few digits, and its size in bytes; raises OSError.

    Of text, line ends count as git keeps them: the same on every system.
    """
    # Few answers have a file beside them.
    from hashlib import sha256

    digest, size = sha256(), 0
    with open(file, "rb") as opened:
        start = opened.read(_TEXT)
        is_text = b"\0" not in start
        held = b""
        while start:
            piece, held = held + start, b""
            if is_text and piece.endswith(b"\r"):
                piece, held = piece[:-1], b"\r"
            piece = piece.replace(b"\r\n", b"\n") if is_text else piece
            digest.update(piece)
            size += len(piece)
            start = opened.read(1 << 20)
    digest.update(held)
    return f"sha256: {digest.hexdigest()[:12]}, {size + len(held)}"


def _file(link: str, folder: str) -> str | None:
    """Return the file below the folder that a link names, or None where it names none there."""
    file = os.path.join(folder, link)
    return file if _is_below(link, folder) and os.path.isfile(file) else None


def _is_below(link: str, folder: str) -> bool:
    if not link or _SCHEME.match(link) or "\0" in link:
        return False
    try:
        file, here = os.path.realpath(os.path.join(folder, link)), os.path.realpath(folder)
        return os.path.commonpath((file, here)) == here
    except (OSError, ValueError):  # what cannot be looked at, and another drive
        return False


def looked_at(path: str, checklist: Checklist, stands: "Progress") -> "Progress":
    """Return where a checklist stands with what is to be said of evidence that is a file."""
    return with_evidence_found(stands, out_of_date(path, checklist))


def with_evidence_found(stands: "Progress", found: Sequence[OutOfDate]) -> "Progress":
    """Return where a checklist stands with what was found of its evidence."""
    said = ((action, f"“{piece.label}”: {message}") for action, piece, message in found)
    return stands._replace(evidence_to_check=tuple(said)) if found else stands


def notes(path: str, found: Sequence[OutOfDate]) -> Iterator[Problem]:
    """Yield what is to be said of evidence that was found, and the remedy."""
    for action, piece, message in found:
        about = f"Evidence of {action.id}, “{piece.label}”"
        remedy = _remedy(path, action, piece)
        yield Problem(Position(path), f"{about}: {message}", remedy)


def out_of_date(path: str, checklist: Checklist) -> list[OutOfDate]:
    """Return evidence that is a file and is not there, has changed or cannot be read, and which.

    A folder is there or not; what it holds is not looked at.
    """
    folder = os.path.dirname(path) or "."
    return [
        (action, piece, message)
        for action in checklist.actions
        for piece in action.answer.evidence
        if path != "-" and _is_below(piece.link, folder) and (message := _wrong(piece, folder))
    ]


def not_looked_at(path: str, checklist: Checklist) -> Iterator[tuple[str, str, Problem]]:
    """Yield the action, the words in the file and what is to be said of files not looked at.

    They stand elsewhere than below the folder of the checklist, or are only named in words.
    """
    folder = os.path.dirname(path) or "."
    for action in checklist.actions if path != "-" else ():
        for piece in action.answer.evidence:
            about = f"Evidence of {action.id}, “{piece.label}”"
            if piece.link and _is_elsewhere(piece.link, folder):
                message = f"{piece.link} was not looked at: it is not below the checklist's folder."
                remedy = "Look at it yourself, or put a copy beside the checklist."
            elif not piece.link and _FILE_NAME.search(piece.label):
                message = "this names a file and is no link, so it was not looked at."
                given = typed(f"LABEL={piece.label}")
                remedy = f"Record it: scalekit set {typed(path)} {action.id} --evidence {given}"
            else:
                continue
            yield (
                action.id,
                piece.link or piece.label,
                Problem(Position(path), f"{about}: {message}", remedy),
            )


def _is_elsewhere(link: str, folder: str) -> bool:
    """Return whether a link is a file that does not stand below a folder, and no web address."""
    is_file = _FILE.match(link) or not _SCHEME.match(link)
    return bool(is_file) and not _is_below(link, folder)


def _wrong(piece: Evidence, folder: str) -> str:
    file = os.path.join(folder, piece.link)
    if os.path.isdir(file):
        return ""
    try:
        now = fingerprint(file)
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no file {piece.link}."
    except OSError as error:
        return f"{piece.link} cannot be read: {reason(error)}."
    is_same = now == piece.mark or not _MARK.fullmatch(piece.mark)
    return "" if is_same else f"{piece.link} has changed since it was given."


def _remedy(path: str, action: ChecklistAction, piece: Evidence) -> str:
    folder = os.path.dirname(path) or "."
    if os.path.exists(os.path.join(folder, piece.link)):
        given = f'"{piece.label}={piece.link}"'
        again = f"scalekit set {typed(path)} {action.id} --evidence {given}"
        return f"Check that it still shows that the action is done, and record it again: {again}"
    moved = _moved(piece.mark, piece.link, folder) if _MARK.fullmatch(piece.mark) else ""
    if moved:
        return f"The same file is at {moved}: write that path in its place."
    return "Put the file back, or take it out."


def _moved(mark: str, link: str, folder: str) -> str:
    """Return where a file with this content stands now, below the folder, or nothing."""
    ending = os.path.splitext(link)[1]
    looked_at = 0
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            looked_at += 1
            if looked_at > _MOST:
                return ""
            file = os.path.join(above, name)
            if name.endswith(ending) and not os.path.islink(file) and _has(file, mark):
                return os.path.relpath(file, folder).replace(os.sep, "/")
    return ""


def _has(file: str, mark: str) -> bool:
    size = int(mark.rpartition(" ")[2])
    try:
        # Text has at most a carriage return for each of its other characters.
        return size <= os.path.getsize(file) <= 2 * size and fingerprint(file) == mark
    except OSError:
        return False
