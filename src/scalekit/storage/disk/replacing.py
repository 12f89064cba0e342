"""Replacing a file in one step: whatever happens, it is the old one or the new one, whole."""

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from errno import EACCES, EEXIST

from scalekit.storage.disk.beside import beside
from scalekit.storage.disk.keeping import keep
from scalekit.storage.disk.locking import clear, hold

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_WINDOWS = sys.platform == "win32"
_MOST = 1_000  # programs that write one file at once


def write(target: str, content: bytes | Iterable[bytes], *, flush: bool = True) -> list[str]:
    """Replace a file's content in one step: whatever happens, it is the old or the new, whole.

    Keeps the file's owner, group, mode and attributes, and returns in words what could not be
    kept. `content` can come in pieces, of which one at a time is in memory. `flush` waits until
    the content is on the disk. A device or pipe is written to; raises OSError for a file that is
    read-only, as for whatever the system refuses.
    """
    pieces = [content] if isinstance(content, bytes) else content
    old = _state(target)
    if old and not stat.S_ISREG(old.st_mode) and not stat.S_ISDIR(old.st_mode):
        with open(target, "wb") as file:
            file.writelines(pieces)
        return []
    if old and is_read_only(old):
        raise PermissionError(EACCES, "It is read-only", target)
    handle, temporary = _temporary(target)
    try:
        with os.fdopen(handle, "wb") as file:
            lost = keep(target, old, temporary) if old else []
            file.writelines(pieces)
            file.flush()
            if flush:
                os.fsync(file.fileno())
            if not _WINDOWS:  # which moves no file that is open
                os.replace(temporary, target)
        if _WINDOWS:
            os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if flush:
        _flush_folder(os.path.dirname(target))
    return lost


def is_read_only(found: os.stat_result) -> bool:
    """Return whether nobody is to write a file. Another's file in a shared folder is none."""
    return not stat.S_IMODE(found.st_mode) & 0o222


def _state(target: str) -> os.stat_result | None:
    # For many new documents, asking for access is quicker than an exception.
    return os.stat(target) if os.access(target, os.F_OK) else None


def _temporary(target: str) -> tuple[int, str]:
    """Make a new file beside another, held until it is closed; what a killed writer left goes."""
    for number in range(1, _MOST):
        path = beside(target, ".tmp" if number == 1 else f".{number}.tmp")
        handle = _new(path)
        if handle is None and clear(path):
            handle = _new(path)
        if handle is not None:
            return handle, path
    raise FileExistsError(EEXIST, os.strerror(EEXIST), target)


def _new(path: str) -> int | None:
    try:
        handle = os.open(path, _NEW_FILE, 0o666)
    except FileExistsError:
        return None
    try:
        # Another may have taken it for left over before this one held it.
        if hold(handle) and (_WINDOWS or os.fstat(handle).st_nlink):
            return handle
    except OSError:
        return handle  # no locks here, and so nobody takes it for left over
    os.close(handle)
    return None


def _flush_folder(folder: str) -> None:
    """Make the new name last, on systems where a folder can be opened."""
    with suppress(OSError):
        handle = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
