"""Safely saving checklist files: nobody's change is lost, and nothing half written."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from scalekit.errors import FileError, ScalekitError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.storage.conflicts import find_marks, mark
from scalekit.storage.disk.beside import beside
from scalekit.storage.disk.locking import locked
from scalekit.storage.disk.remarks import remark
from scalekit.storage.disk.replacing import write
from scalekit.storage.disk.unwritable import unwritable
from scalekit.storage.files import (
    FORMATS,
    MAX_BYTES,
    StoredChecklist,
    encode,
    file_error,
    format_of,
    parse,
    with_ends,
)
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.engine.merge import Versions


class ClashError(ScalekitError):
    """Somebody else changed the same field of a file since it was read; nothing was written.

    `stored` is the file as it stands now; `versions` holds the merge with either side.
    """

    def __init__(self, stored: StoredChecklist, versions: "Versions") -> None:
        super().__init__(f"{stored.path}: Somebody else changed the same answer.")
        self.stored = stored
        self.versions = versions


def save(stored: StoredChecklist, checklist: Checklist) -> StoredChecklist:
    """Write a changed checklist to its file and return it as it stands there now.

    An unchanged one is not written. When somebody else changed the file since it was read, both
    changes are merged, so that what is returned may hold more than what was given. Raises
    ClashError, with nothing written, when both changed one field; FileError when the file cannot
    be written or what would be written does not read back.
    """
    if checklist == stored.checklist:
        return stored
    target = os.path.realpath(stored.path)
    with _writing(target, stored.path):
        raw = _now(stored, target)
        if raw != stored.raw:
            checklist = _merged(stored, checklist, raw, target)
        changed = stored._replace(checklist=checklist, notes=())
        changed = changed._replace(raw=_checked(changed))
        if changed.raw != raw:
            _replace(stored.path, target, changed.raw)
    return changed


def save_both(clash: ClashError, names: tuple[str, str] = ("yours", "in the file")) -> None:
    """Write both versions of the fields that clash, with git's marks around each.

    `names` says at the marks whose they are. The file is then in that state until somebody
    chooses; no command reads it before.
    """
    ours, theirs = (
        FORMATS[clash.stored.format][0](version)
        for version in (clash.versions.ours, clash.versions.theirs)
    )
    marked = mark(ours, theirs, *names)
    target = os.path.realpath(clash.stored.path)
    with _writing(target, clash.stored.path):
        if _now(clash.stored, target) != clash.stored.raw:
            _set_aside(clash.stored._replace(checklist=clash.versions.ours), target)
        _replace(clash.stored.path, target, with_ends(marked, clash.stored))


def settle(stored: StoredChecklist, checklist: Checklist) -> None:
    """Write the checklist chosen from two versions to the file that held both."""
    target = os.path.realpath(stored.path)
    with _writing(target, stored.path):
        changed = stored._replace(checklist=checklist)
        if _now(stored, target) != stored.raw:
            _set_aside(changed, target)
        _replace(stored.path, target, _checked(changed))


def _merged(stored: StoredChecklist, checklist: Checklist, raw: bytes, target: str) -> Checklist:
    """Return the merge of what was to be saved with what stands in the file now."""
    now, _ = parse(raw, stored.path)
    if now is None:
        _set_aside(stored._replace(checklist=checklist), target)
    # Few saves have anything to merge.
    from scalekit.engine.merge import merge_both_ways

    both = merge_both_ways(stored.checklist, checklist, now.checklist)
    if both.conflicts:
        raise ClashError(now._replace(path=stored.path), both)
    return both.ours


def create(path: str, checklist: Checklist) -> StoredChecklist:
    """Write a new checklist file; raises FileError when there is something of that name."""
    stored = StoredChecklist(path, checklist, format=format_of(path))
    stored = stored._replace(raw=_checked(stored))
    _check_free(path)
    with _writing(os.path.realpath(path), path):
        _check_free(path)  # another program may have made one meanwhile
        write(os.path.realpath(path), stored.raw)
    return stored


def _check_free(path: str) -> None:
    if os.path.lexists(path):
        raise file_error(path, "There is a file here already.", "Choose another name.")


def write_file(path: str, content: bytes | Iterable[bytes]) -> None:
    """Write a file that is nobody's checklist to merge with, in pieces too; raises FileError."""
    try:
        _replace(path, os.path.realpath(path), content)
    except OSError as error:
        raise unwritable(path, error) from None


def _replace(path: str, target: str, content: bytes | Iterable[bytes]) -> None:
    """Write a file, and keep what it lost by that to be said."""
    for lost in write(target, content):
        remark(path, f"This is a new file now, and could not keep {lost}.")


@contextmanager
def _writing(target: str, path: str) -> Iterator[None]:
    """Hold the file's lock, and turn what the system says into a sentence."""
    try:
        with locked(target, partial(remark, path)):
            yield
    except TimeoutError:
        raise file_error(
            path,
            "Another program has been writing this file for half a minute.",
            "Run the command again when it has finished.",
        ) from None
    except OSError as error:
        raise unwritable(path, error) from None


def check_writable(stored: StoredChecklist) -> list[Problem]:
    """Return why what stands in a file could not be saved again, though it can be read."""
    try:
        _checked(stored)
    except FileError as error:
        return list(error.problems)
    return []


def _checked(stored: StoredChecklist) -> bytes:
    """Return the bytes to write, once they have been seen to read back as the same checklist."""
    raw = encode(stored)
    if len(raw) > MAX_BYTES:
        raise file_error(
            stored.path,
            f"This checklist would be larger than {MAX_BYTES // 1_000_000} MB, and nothing could"
            " read it then, so nothing was written.",
            "Keep long texts in files of their own, and name those as evidence.",
        )
    read_back, _ = parse(raw, stored.path)
    if read_back is None or read_back.checklist != stored.checklist:
        places = ", ".join(other.after for other in stored.checklist.other_text) or "an answer"
        raise file_error(
            stored.path,
            f"The text after {places} does not read back as it was, so nothing was written.",
            "Move that text into a note, or out of the file.",
        )
    return raw


def _set_aside(changed: StoredChecklist, target: str) -> NoReturn:
    """Keep what was to be saved beside a file that cannot be merged with, and say so."""
    endings = (".unsaved", *(f".{number}.unsaved" for number in range(2, 1_000)))
    every = (beside(target, ending, hidden=False) for ending in endings)
    aside = next(name for name in every if not os.path.lexists(name))
    write(aside, encode(changed))
    text = (_content(target) or b"").decode("utf-8", "replace")
    choose = "Choose between the versions in it: scalekit merge --resolve FILE"
    raise file_error(
        changed.path,
        "This file changed on disk and cannot be read now, so it was left as it is.",
        f"Your answers are in {aside}. {choose if find_marks(text, target) else 'Mend it'}. Then"
        " bring them in: scalekit import ANSWERS --into FILE.",
    )


def _now(stored: StoredChecklist, target: str) -> bytes:
    """Return what the file holds now; where it is gone, what was read, for it is written anew."""
    raw = _content(target)
    if raw is None and stored.raw:
        remark(
            stored.path,
            "Somebody deleted or moved this file meanwhile, so it was written anew, whole.",
            f"Where it was moved: scalekit import {typed(stored.path)} --into ITS-NEW-NAME",
        )
    return stored.raw if raw is None else raw


def _content(target: str) -> bytes | None:
    try:
        with open(target, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
