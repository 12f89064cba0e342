"""One writer at a time for each file, on every system, also after a writer was killed.

filelock does this too; importing it costs 40 ms, four times a bare Python, at every save.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WAIT_SECONDS = 30.0


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the lock file `path` for the length of a `with` block; it is gone afterwards.

    Raises TimeoutError after half a minute, and OSError when the folder takes no files.
    """
    handle = _wait_for(path)
    try:
        yield
    finally:
        _release(handle, path)


def _wait_for(path: str) -> int:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        handle = _try_to_lock(path)
        if handle is not None:
            return handle
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.005)


if sys.platform == "win32":

    def _try_to_lock(path: str) -> int | None:
        """Create the file anew; Windows deletes it when its holder ends, however it ends."""
        try:
            return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except FileExistsError:
            if os.path.isdir(path):
                raise
            return None
        except PermissionError:
            # While the last holder's file is being deleted, opening it is "permission denied".
            if os.access(os.path.dirname(path) or ".", os.W_OK) and os.path.isfile(path):
                return None
            raise

    def _release(handle: int, path: str) -> None:
        os.close(handle)

else:
    import fcntl

    def _try_to_lock(path: str) -> int | None:
        """Lock the file; the kernel lets go when its holder ends, however it ends."""
        handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The last holder may have deleted the file after this one was opened.
            if os.fstat(handle).st_nlink:
                return handle
        except BlockingIOError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def _release(handle: int, path: str) -> None:
        os.unlink(path)
        os.close(handle)
