"""One writer at a time for each file, between accounts too, also after a writer was killed.

The file itself is locked, or its folder where it is not there yet, so that nothing is left behind
that could be in anybody's way. Where a file system has no such locks, and on Windows, a lock file
stands beside it. filelock does the second; importing it costs 40 ms, four times a bare Python.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from scalekit.errors import reason
from scalekit.storage.disk.beside import beside

WAIT_SECONDS = 30.0
LEFT_SECONDS = 10.0  # a lock file that stays the same for so long was left; a save takes far less

_Say = Callable[[str], None]
_Release = Callable[[], None]


@contextmanager
def locked(target: str, say: _Say) -> Iterator[None]:
    """Hold the lock on a file, which need not be there, for the length of a `with` block.

    `target` is no link. `say` is told what differs from that. Raises TimeoutError after half a
    minute, and OSError when there is no folder or it takes no files.
    """
    release = _wait_for(target, say)
    try:
        yield
    finally:
        release()


def _wait_for(target: str, say: _Say) -> _Release:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            release = _try_to_lock(target)
        except NoLocksError:
            return _wait_for_file(beside(target, ".lock"), deadline, say)
        if release is not None:
            return release
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.005)


class NoLocksError(Exception):
    """This file cannot be locked: its file system, or its folder's mode, does not let us."""


# --- lock files


def _wait_for_file(path: str, deadline: float, say: _Say) -> _Release:
    seen, since = None, 0.0
    while not _make(path):
        now, found = time.monotonic(), _identity(path)
        if found != seen:
            seen, since = found, now
        elif now - since > LEFT_SECONDS:
            with suppress(OSError):
                os.unlink(path)
            say(f"Another program left {path}, and it was removed.")
        if now > deadline:
            raise TimeoutError
        time.sleep(0.005)
    if sys.platform != "win32":
        say("Files cannot be locked here, so a lock file kept other programs waiting.")
    return partial(_remove, path, say)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _make(path: str) -> bool:
    """Make a lock file anew, and return whether that was possible."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError:
        if os.path.isdir(path):
            raise
        return False
    return True


def _remove(path: str, say: _Say) -> None:
    """Take the lock file away; what was saved is saved, whether or not that is possible."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        say(f"Saved. Its lock file {path} could not be removed: {reason(error)}. Delete it.")


if sys.platform == "win32":

    def _try_to_lock(target: str) -> _Release | None:
        """Create a lock file; Windows deletes it when its holder ends, however it ends."""
        path = beside(target, ".lock")
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            if os.path.isdir(path):
                raise
            return None
        except PermissionError:
            # While the last holder's file is being deleted, opening it is "permission denied".
            if os.access(os.path.dirname(path) or ".", os.W_OK) and os.path.isfile(path):
                return None
            raise
        return partial(os.close, handle)

    def hold(handle: int) -> bool:
        """Return True: nobody can delete a file that is open on Windows."""
        return True

    def clear(path: str) -> bool:
        """Remove a temporary file if it is so old that nobody is writing it; return whether."""
        try:
            if time.time() - os.stat(path).st_mtime < 60:
                return False
            os.unlink(path)
        except OSError:
            return False
        return True

else:
    import fcntl

    _OPEN = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

    def _try_to_lock(target: str) -> _Release | None:
        """Lock the file or its folder; the kernel lets go when its holder ends, however it ends."""
        try:
            handle = _open(target)
        except PermissionError:
            raise NoLocksError from None
        try:
            # The last holder has put another file in its place.
            if hold(handle) and _is_at(handle, target):
                return partial(os.close, handle)
        except OSError:
            os.close(handle)
            raise NoLocksError from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def _open(target: str) -> int:
        try:
            return os.open(target, os.O_RDWR | _OPEN)  # NFS locks only what is open for writing
        except FileNotFoundError:
            return os.open(os.path.dirname(target) or ".", os.O_RDONLY | _OPEN)
        except OSError:
            return os.open(target, os.O_RDONLY | _OPEN)

    def _is_at(handle: int, target: str) -> bool:
        try:
            there = os.stat(target)
        except FileNotFoundError:
            there = os.stat(os.path.dirname(target) or ".")
        return os.path.samestat(os.fstat(handle), there)

    def hold(handle: int) -> bool:
        """Lock an open file until it is closed; False when another has it. Raises OSError."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def clear(path: str) -> bool:
        """Remove a temporary file if nobody is writing it; return whether."""
        try:
            handle = os.open(path, os.O_RDONLY | _OPEN)
        except OSError:
            return False
        try:
            if not (hold(handle) and os.path.samestat(os.fstat(handle), os.lstat(path))):
                return False
            os.unlink(path)
        except OSError:
            return False
        finally:
            os.close(handle)
        return True
