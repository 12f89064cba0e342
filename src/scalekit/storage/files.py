"""Finding and reading checklist files, and the bytes of one; `saving` writes them."""

import os
import stat
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple

from scalekit.errors import FileError, reason
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage.conflicts import BY_HAND, find_marks, sides
from scalekit.storage.format import FORMAT
from scalekit.text.pattern import pattern

SUFFIXES = {"md": ".scalekit.md", "json": ".scalekit.json"}
MAX_BYTES = 5_000_000
_MAKE_ONE = "Make one with `scalekit start`."
_BOM = b"\xef\xbb\xbf"

Read = tuple[Checklist | None, list[Problem]]


def _of(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a codec that is imported when it is called: few files need both."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"scalekit.storage.{module}"), name)(*arguments)

    return call


FORMATS: dict[str, tuple[Callable[[Checklist], str], Callable[..., Read]]] = {
    "md": (_of("markdown", "dumps"), _of("markdown", "loads")),
    "json": (_of("json_", "dumps"), _of("json_", "loads")),
}


class StoredChecklist(NamedTuple):
    """A checklist and the file it stands in. `raw` is the file's content when it was read.

    `notes` is what is to be said of the file, with its lines: what was read though it could mean
    two things, and what was kept though it fills no field.
    """

    path: str
    checklist: Checklist
    raw: bytes = b""
    format: str = "md"
    newline: str = "\n"
    bom: bool = False
    notes: tuple[Problem, ...] = ()


def format_of(path: str, raw: bytes = b"") -> str:
    """Return the format of a file by its name, or by its first character where no name tells."""
    if path.lower().endswith(".json"):
        return "json"
    if path.lower().endswith((".md", ".markdown")):
        return "md"
    return "json" if raw.lstrip(_BOM + b" \t\r\n").startswith(b"{") else "md"


def find(path: str, other: Callable[[str], object] | None = None) -> Iterator[str]:
    """Yield the file `path`, or every checklist below the folder `path`, sorted in each folder.

    A folder that cannot be read is yielded too, of which `read` says so: it may hold some. `other`
    is called with each file that no checklist's name ends like, though it holds the word.
    """
    if not os.path.isdir(path):
        yield path
        return
    refused: list[str] = []
    for folder, folders, names in os.walk(
        path, onerror=lambda error: refused.append(error.filename)
    ):
        yield from refused
        refused.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if name.endswith(tuple(SUFFIXES.values())):
                yield os.path.join(folder, name)
            elif other is not None and "scalekit" in name.lower():
                other(os.path.join(folder, name))
    yield from refused


def read(path: str) -> tuple[StoredChecklist | None, list[Problem]]:
    """Return the checklist in a file, or every problem that prevents reading it."""
    try:
        return parse(read_bytes(path), path)
    except FileError as error:
        return None, list(error.problems)


def stem(path: str) -> str:
    """Return a file's name without its folder and the ending of a checklist."""
    name = path.replace("\\", "/").rpartition("/")[2]
    for ending in (*SUFFIXES.values(), ".md", ".json"):
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return name


def parse(raw: bytes, path: str) -> tuple[StoredChecklist | None, list[Problem]]:
    """Return the checklist in the bytes of a file, or every problem that prevents reading it."""
    kind = format_of(path, raw)
    try:
        text, newline, bom = decode(raw, path)
    except FileError as error:
        return None, list(error.problems)
    if kind == "json" and b'"base"' in raw and (problem := _came_back(text, path)):
        return None, [problem]
    marks = _marks(text, path, kind)
    checklist, problems = (None, marks) if marks else FORMATS[kind][1](text, path)
    if checklist is None:
        return None, problems
    return StoredChecklist(path, checklist, raw, kind, newline, bom, tuple(problems)), []


_FORMAT_NUMBER = pattern(rb'(?:<!--\s*scalekit:|"scalekit"\s*:)\s*(\d{1,9})')


def format_number(stored: StoredChecklist) -> int:
    """Return the number of the file format that a file had when it was read."""
    found = _FORMAT_NUMBER.search(stored.raw)
    return int(found[1]) if found else FORMAT


def _came_back(text: str, path: str) -> Problem | None:
    """Return what to do with the answers that a page saved, which hold two checklists."""
    from scalekit.storage.json_.saved import read_saved

    if not read_saved(text)[0].lstrip().startswith("{"):
        return None
    message = "These answers came back from a page, and are not a checklist by themselves."
    return Problem(Position(path), message, "Bring them in: scalekit import EDITED --into FILE")


def _marks(text: str, path: str, kind: str) -> list[Problem]:
    """Return a problem for each place with two versions, and for what is no whole version."""
    found = find_marks(text, path)
    read = two_versions(text, kind) if found else ()
    if read is not None:
        return found
    return [problem._replace(remedy=BY_HAND) for problem in found]


def two_versions(text: str, kind: str) -> tuple[Checklist, Checklist] | None:
    """Return the checklists that a text with marks holds; None unless both can be read.

    git marks the lines that differ, which can be the halves of two actions.
    """
    loads = FORMATS[kind][1]
    ours, theirs = (
        loads(side)[0] if side and not find_marks(side, "") else None
        for side in sides(text) or ("", "")
    )
    return (ours, theirs) if ours and theirs else None


def encode(stored: StoredChecklist) -> bytes:
    """Return the bytes of a checklist's file, with the line ends and byte order mark it had."""
    return with_ends(FORMATS[stored.format][0](stored.checklist), stored)


def with_ends(text: str, stored: StoredChecklist) -> bytes:
    """Return the bytes of a text with the line ends and byte order mark that a file had."""
    if stored.newline != "\n":
        text = text.replace("\n", stored.newline)
    return (_BOM if stored.bom else b"") + text.encode("utf-8")


def read_bytes(path: str, most: int = MAX_BYTES, *, instead: str = _MAKE_ONE) -> bytes:
    """Return the content of a file of at most that many bytes; raises FileError.

    `instead` says what to do where there is none, and nothing beside it has nearly its name.
    """
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            os.listdir(path)  # which says what is wrong with one that `find` could not read
        if not stat.S_ISREG(found.st_mode):
            kind = "folder" if stat.S_ISDIR(found.st_mode) else "device or pipe"
            raise file_error(path, f"This is a {kind}, not a checklist file.", "Name a file.")
        _check_size(found.st_size, path, most)
        with open(path, "rb", buffering=0) as file:
            raw = file.read()  # with a limit, Python takes room for that much: 20 microseconds
    except FileNotFoundError:
        if os.path.islink(path):
            message = f"This is a link to {os.readlink(path)}, where there is no file."
            remedy = "Put the file back there, or remove the link."
            raise file_error(path, message, remedy) from None
        # Needed only where something is already wrong.
        from scalekit.storage.disk.near_path import near_name

        remedy = near_name(path) or instead
        raise file_error(path, "There is no file or folder here.", remedy) from None
    except (OSError, ValueError) as error:
        kind = "folder" if os.path.isdir(path) else "file"
        raise file_error(path, f"This {kind} cannot be read: {reason(error)}.") from None
    _check_size(len(raw), path, most)
    return raw


def read_stream(stream: BinaryIO) -> bytes:
    """Return what stands on stdin, at most MAX_BYTES; raises FileError."""
    raw = stream.read(MAX_BYTES + 1)
    _check_size(len(raw), "-")
    return raw


def _check_size(number: int, path: str, most: int = MAX_BYTES) -> None:
    if number > most:
        size = f"{most // 1_000_000} MB"
        raise file_error(path, f"This file is larger than {size}, too large for a checklist.")


def decode(raw: bytes, path: str) -> tuple[str, str, bool]:
    """Return the text with `\\n` line ends, the line end it had, and whether it had a mark."""
    bom = raw.startswith(_BOM)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:2]:
        raise file_error(path, "This is UTF-16 text; a checklist is UTF-8.", "Save it as UTF-8.")
    try:
        text = raw[3 if bom else 0 :].decode("utf-8")
    except UnicodeDecodeError as error:
        at = _position(path, raw, error.start)
        raise FileError(Problem(at, "This is not UTF-8 text.", "Save the file as UTF-8.")) from None
    if "\0" in text:
        at = _position(path, raw, raw.index(b"\0"))
        message = "This file is not text: it holds a NUL character."
        raise FileError(Problem(at, message, "Take that character out."))
    if "\r" not in text:
        return text, "\n", bom
    if "\n" not in text:  # the line ends of old Macs, which some editors still write
        return text.replace("\r", "\n"), "\r", bom
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    return text.replace("\r\n", "\n"), newline, bom


def _position(path: str, raw: bytes, offset: int) -> Position:
    line_start = raw.rfind(b"\n", 0, offset) + 1
    column = len(raw[line_start:offset].decode("utf-8", "replace")) + 1
    return Position(path, raw.count(b"\n", 0, offset) + 1, column)


def file_error(path: str, message: str, remedy: str = "") -> FileError:
    """Return what is wrong with a file as a whole, as an error of ours."""
    return FileError(Problem(Position(path), message, remedy))
