"""Evidence that is a file beside the checklist: what it held when it was given, and whether it
still does.

Only files below the checklist's own folder are looked at, and no link is opened.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from scalekit.cli.files.naming import typed
from scalekit.errors import reason
from scalekit.model.checklist import Checklist, ChecklistAction, Evidence
from scalekit.model.problem import Position, Problem
from scalekit.text.pattern import pattern

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_MARK = pattern(r"sha256: ([0-9a-f]{12}), (\d{1,15})")
_TEXT = 8000  # bytes in which git looks for a NUL to tell text
_MOST = 10_000  # files to look through for one that was moved


def marked(before: Checklist, after: Checklist, path: str) -> Checklist:
    """Return a checklist in which evidence that is new and a file says what the file holds."""
    known = {a.id: {*a.answer.evidence} for a in before.actions}
    answers = {
        a.id: a.answer._replace(
            evidence=tuple(
                piece if piece in known.get(a.id, ()) else _marked(piece, Path(path).parent)
                for piece in a.answer.evidence
            ),
        )
        for a in after.actions
        if a.answer.evidence
    }
    return after.with_answers(answers) if answers else after


def _marked(piece: Evidence, folder: Path) -> Evidence:
    file = _file(piece.link or piece.label, folder)
    if piece.mark or file is None:
        return piece
    try:
        return Evidence(piece.label, piece.link or piece.label, fingerprint(file))
    except OSError:  # `check` says it, with the reason
        return piece


def fingerprint(file: Path) -> str:
    """Return what a file holds in a few digits, and its size in bytes; raises OSError.

    Of text, line ends count as git keeps them: the same on every system.
    """
    # Few answers have a file beside them.
    from hashlib import sha256

    digest, size = sha256(), 0
    with file.open("rb") as opened:
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


def _file(link: str, folder: Path) -> Path | None:
    """Return the file below the folder that a link names, or None where it names none there."""
    file = folder / link
    return file if _is_below(link, folder) and file.is_file() else None


def _is_below(link: str, folder: Path) -> bool:
    if not link or _SCHEME.match(link) or "\0" in link:
        return False
    try:
        return Path(os.path.realpath(folder / link)).is_relative_to(os.path.realpath(folder))
    except OSError:
        return False


def notes(path: str, checklist: Checklist) -> Iterator[Problem]:
    """Yield what is to be said of evidence that is a file: not there, changed, not readable.

    A folder is there or not; what it holds is not looked at.
    """
    for action_id, piece, message, remedy in _missing(path, checklist):
        about = f"Evidence of {action_id}, “{piece.label}”"
        yield Problem(Position(path), f"{about}: {message}", remedy)


def missing(path: str, checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Yield each action with evidence of which `notes` says something, and what that is."""
    for action_id, piece, message, _ in _missing(path, checklist):
        yield action_id, f"“{piece.label}”: {message}"


def _missing(path: str, checklist: Checklist) -> Iterator[tuple[str, Evidence, str, str]]:
    folder = Path(path).parent
    for action in checklist.actions:
        for piece in action.answer.evidence:
            if _is_below(piece.link, folder) and not (folder / piece.link).is_dir():
                message, remedy = _wrong(path, action, piece, folder)
                if message:
                    yield action.id, piece, message, remedy


def _wrong(path: str, action: ChecklistAction, piece: Evidence, folder: Path) -> tuple[str, str]:
    """Return what is wrong with a piece of evidence and the remedy, or nothing."""
    recorded = _MARK.fullmatch(piece.mark)
    try:
        now = fingerprint(folder / piece.link)
    except (FileNotFoundError, NotADirectoryError):
        moved = _moved(piece.mark, piece.link, folder) if recorded else ""
        where = f"The same file is at {moved}: write that path in its place." if moved else ""
        remedy = where or "Put the file back, or take it out."
        return f"there is no file {piece.link}.", remedy
    except OSError as error:
        return f"{piece.link} cannot be read: {reason(error)}.", ""
    if not recorded or now == piece.mark:
        return "", ""
    given = f'"{piece.label}={piece.link}"'
    again = f"scalekit set {typed(path)} {action.id} --evidence {given}"
    remedy = f"Check that it still shows that the action is done, and record it again: {again}"
    return f"{piece.link} has changed since it was given.", remedy


def _moved(mark: str, link: str, folder: Path) -> str:
    """Return where a file with this content stands now, below the folder, or nothing."""
    ending = Path(link).suffix
    looked_at = 0
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            looked_at += 1
            if looked_at > _MOST:
                return ""
            file = Path(above, name)
            if name.endswith(ending) and not file.is_symlink() and _has(file, mark):
                return file.relative_to(folder).as_posix()
    return ""


def _has(file: Path, mark: str) -> bool:
    size = int(mark.rpartition(" ")[2])
    try:
        # Text has at most a carriage return for each of its other characters.
        return size <= file.stat().st_size <= 2 * size and fingerprint(file) == mark
    except OSError:
        return False
