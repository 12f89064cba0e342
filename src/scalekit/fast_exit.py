"""How a program ends: at once, without taking apart first what it imported."""

import atexit
import os
import sys


def leave(code: int) -> int:
    """End the process with this exit code; return it where only Python can end it well.

    Python empties every module before it goes, which takes longer than to read and write a
    checklist; the system takes the memory back all the same. What was registered for the end is
    done, and what was written goes out.
    """
    threading = sys.modules.get("threading")
    if threading and threading.active_count() > 1:  # which is to be waited for
        return code
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # Python says that it could not write
        return code
    os._exit(code)
