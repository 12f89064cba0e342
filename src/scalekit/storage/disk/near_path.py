"""What a path that leads to no file may have been meant for, or what is in its way."""

import os
from itertools import islice

from scalekit.text.near import nearest, suggestion

_MOST = 1_000  # entries of a folder that are looked at


def file_above(path: str) -> str:
    """Return the part of a path that is a file where a folder is wanted, or an empty string."""
    part = os.path.normpath(path)
    while part and not os.path.exists(part):
        above = os.path.dirname(part)
        part = "" if above == part else above
    return "" if os.path.isdir(part) else part


def near_name(path: str) -> str:
    """Return "Did you mean innovations/?" for what has nearly this name, or an empty string.

    Looked at are the folders and checklists beside it, of which at most a thousand.
    """
    folder, name = os.path.split(os.path.normpath(path))
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(filter(None, map(_named, islice(entries, _MOST))), reverse=True)
    except OSError:
        return ""
    known = {_start(found): found for found in names}
    near = nearest(_start(name), list(known))
    return suggestion(*(os.path.join(folder, known[one]) for one in near))


def _named(entry: "os.DirEntry[str]") -> str:
    """Return the name of a folder, with a slash, or of a checklist; nothing for what is neither."""
    if entry.name.startswith("."):
        return ""
    if entry.is_dir():
        return os.path.join(entry.name, "")
    return entry.name if entry.name.endswith((".md", ".json")) else ""


def _start(name: str) -> str:
    """Return a name without its endings, which checklists share."""
    return name.rstrip("/" + os.sep).partition(".")[0].lower()
