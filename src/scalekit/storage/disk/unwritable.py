"""Why a file could not be written, in a sentence with the way out."""

import errno
import os
import stat
import sys

from scalekit.errors import FileError, reason
from scalekit.model.problem import Position, Problem
from scalekit.storage.disk.near_path import file_above
from scalekit.storage.disk.replacing import is_read_only


def unwritable(path: str, error: OSError) -> FileError:
    """Return what the system said about a file that was not written, as an error of ours."""
    return FileError(Problem(Position(path), *_said(path, error)))


def _said(path: str, error: OSError) -> tuple[str, str]:
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    if found := file_above(folder if os.path.islink(path) else os.path.dirname(path)):
        message = f"This file cannot be written: {found} is a file, not a folder."
        return message, "Name another folder."
    if os.path.isdir(path):
        return "This is a folder, and nothing was written.", "Name a file."
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
        named = os.path.dirname(path)
        if os.path.islink(path):
            return f"This is a link to {target}, and there is no folder {folder}.", "Make it first."
        return f"There is no folder {named or folder}.", "Make it first."
    if error.filename not in (None, target) and os.path.isdir(error.filename or ""):
        message = f"This file cannot be written: the folder {error.filename} is in the way."
        return message, "Remove it or give it another name."
    kept = "It is as it was. " if os.path.exists(target) else ""
    return _mode(path, target) or (
        f"This file cannot be written: {reason(error)}.",
        f"{kept}{_way_out(error)}",
    )


def _way_out(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Allow writing in its folder, or name a file in another."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Make room, then run the command again."
    return "Make room or allow writing in its folder, then run the command again."


def check_folder(folder: str, remedy: str) -> None:
    """Raise FileError, with this way out, where no file can be made in a folder."""
    if not os.access(folder, os.W_OK):
        message = f"This folder cannot be written to: {reason(_forbidden())}."
        raise FileError(Problem(Position(folder), message, remedy))


def check_file(path: str) -> None:
    """Raise FileError where a file that is there could not be replaced by a new version of it."""
    target = os.path.realpath(path)
    if not os.access(os.path.dirname(target), os.W_OK) or is_read_only(os.stat(target)):
        raise unwritable(path, _forbidden())


def _forbidden() -> OSError:
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _mode(path: str, target: str) -> tuple[str, str] | None:
    """Return what in the mode of a file or its folder forbids writing, if that is it."""
    try:
        found, folder = os.stat(target), os.stat(os.path.dirname(target))
    except OSError:
        return None
    if is_read_only(found):
        allow = f"attrib -r {path}" if sys.platform == "win32" else f"chmod u+w {path}"
        return "This file is read-only, and was left as it is.", f"To allow writing: {allow}"
    if sys.platform != "win32" and folder.st_mode & stat.S_ISVTX:
        user, named = os.geteuid(), os.path.dirname(path) or "."
        if user not in (0, found.st_uid, folder.st_uid):
            message = (
                "In this folder only the owner of a file can replace it (its sticky bit is set)."
            )
            return message, f"Keep shared checklists in another, or: chmod -t {named}"
    return None
