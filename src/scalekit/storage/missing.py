"""What a path that leads to no file may have been meant for, or what is in its way."""

import os


def file_above(path: str) -> str:
    """Return the part of a path that is a file where a folder is wanted, or an empty string."""
    part = os.path.normpath(path)
    while part and not os.path.exists(part):
        above = os.path.dirname(part)
        part = "" if above == part else above
    return "" if os.path.isdir(part) else part
