"""Replacing a file in one step: whatever happens, it is the old one or the new one, whole."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress

from scalekit.storage.beside import beside

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_NEW_FILE |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write(target: str, content: bytes | Iterable[bytes], *, flush: bool = True) -> None:
    """Replace a file's content in one step: whatever happens, it is the old or the new, whole.

    Keeps the file's mode. `content` can come in pieces, of which one at a time is in memory.
    `flush` waits until the content is on the disk.
    """
    temporary = beside(target, ".tmp")
    handle = os.open(temporary, _NEW_FILE, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            if os.access(target, os.F_OK):
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            if flush:
                os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if flush:
        _flush_folder(os.path.dirname(target))


def _flush_folder(folder: str) -> None:
    """Make the new name last, on systems where a folder can be opened."""
    with suppress(OSError):
        handle = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
