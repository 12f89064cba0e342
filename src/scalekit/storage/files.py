"""Finding, reading and safely saving checklist files."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn

from scalekit.errors import FileError, ScalekitError, reason
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage.conflicts import BY_HAND, find_marks, mark, sides
from scalekit.storage.disk.beside import beside
from scalekit.storage.disk.locking import locked
from scalekit.storage.disk.missing import near_name
from scalekit.storage.disk.remarks import remark
from scalekit.storage.disk.replacing import write
from scalekit.storage.disk.unwritable import unwritable
from scalekit.storage.format import FORMAT
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from scalekit.engine.resolve import Versions

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


class Stored(NamedTuple):
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


class ClashError(ScalekitError):
    """Somebody else changed the same field of a file since it was read; nothing was written.

    `stored` is the file as it stands now; `versions` holds the merge with either side.
    """

    def __init__(self, stored: Stored, versions: "Versions") -> None:
        super().__init__(f"{stored.path}: Somebody else changed the same answer.")
        self.stored = stored
        self.versions = versions


def format_of(path: str, raw: bytes = b"") -> str:
    """Return the format of a file by its name, or by its first character where no name tells."""
    if path.lower().endswith(".json"):
        return "json"
    if path.lower().endswith((".md", ".markdown")):
        return "md"
    return "json" if raw.lstrip(_BOM + b" \t\r\n").startswith(b"{") else "md"


def find(path: str, other: Callable[[str], object] | None = None) -> Iterator[str]:
    """Yield the file `path`, or every checklist below the folder `path`, sorted in each folder.

    `other` is called with each file that no checklist's name ends like, though it holds the word.
    """
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if name.endswith(tuple(SUFFIXES.values())):
                yield os.path.join(folder, name)
            elif other is not None and ".scalekit" in name:
                other(os.path.join(folder, name))


def read(path: str) -> tuple[Stored | None, list[Problem]]:
    """Return the checklist in a file, or every problem that prevents reading it."""
    try:
        return parse(read_bytes(path), path)
    except FileError as error:
        return None, list(error.problems)


def parse(raw: bytes, path: str) -> tuple[Stored | None, list[Problem]]:
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
    return Stored(path, checklist, raw, kind, newline, bom, tuple(problems)), []


_FORMAT_NUMBER = pattern(rb'(?:<!--\s*scalekit:|"scalekit"\s*:)\s*(\d{1,9})')


def format_number(stored: Stored) -> int:
    """Return the number of the file format that a file had when it was read."""
    found = _FORMAT_NUMBER.search(stored.raw)
    return int(found[1]) if found else FORMAT


def _came_back(text: str, path: str) -> Problem | None:
    """Return what to do with the answers that a page saved, which hold two checklists."""
    from scalekit.storage.json_.saved import read_saved

    if not read_saved(text)[0].lstrip().startswith("{"):
        return None
    message = "These answers came back from a page, and are no checklist by themselves."
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


def encode(stored: Stored) -> bytes:
    """Return the bytes of a checklist's file, with the line ends and byte order mark it had."""
    return with_ends(FORMATS[stored.format][0](stored.checklist), stored)


def with_ends(text: str, stored: Stored) -> bytes:
    """Return the bytes of a text with the line ends and byte order mark that a file had."""
    if stored.newline != "\n":
        text = text.replace("\n", stored.newline)
    return (_BOM if stored.bom else b"") + text.encode("utf-8")


def save(stored: Stored, checklist: Checklist) -> Stored:
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
        raw = _content(target)
        if raw not in (stored.raw, None):
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
        if _content(target) != clash.stored.raw:
            _set_aside(clash.stored._replace(checklist=clash.versions.ours), target)
        _replace(clash.stored.path, target, with_ends(marked, clash.stored))


def settle(stored: Stored, checklist: Checklist) -> None:
    """Write the checklist chosen from two versions to the file that held both."""
    target = os.path.realpath(stored.path)
    with _writing(target, stored.path):
        changed = stored._replace(checklist=checklist)
        if _content(target) != stored.raw:
            _set_aside(changed, target)
        _replace(stored.path, target, _checked(changed))


def _merged(stored: Stored, checklist: Checklist, raw: bytes, target: str) -> Checklist:
    """Return the merge of what was to be saved with what stands in the file now."""
    now, _ = parse(raw, stored.path)
    if now is None:
        _set_aside(stored._replace(checklist=checklist), target)
    # Few saves have anything to merge.
    from scalekit.engine.resolve import versions

    both = versions(stored.checklist, checklist, now.checklist)
    if both.conflicts:
        raise ClashError(now._replace(path=stored.path), both)
    return both.ours


def create(path: str, checklist: Checklist) -> Stored:
    """Write a new checklist file; raises FileError when there is something of that name."""
    stored = Stored(path, checklist, format=format_of(path))
    stored = stored._replace(raw=_checked(stored))
    _check_free(path)
    with _writing(os.path.realpath(path), path):
        _check_free(path)  # another program may have made one meanwhile
        write(os.path.realpath(path), stored.raw)
    return stored


def _check_free(path: str) -> None:
    if os.path.lexists(path):
        raise _error(path, "There is a file here already.", "Choose another name.")


def put(path: str, content: bytes | Iterable[bytes]) -> None:
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
        raise _error(
            path,
            "Another program has been writing this file for half a minute.",
            "Run the command again when it has finished.",
        ) from None
    except OSError as error:
        raise unwritable(path, error) from None


def check_writable(stored: Stored) -> list[Problem]:
    """Return why what stands in a file could not be saved again, though it can be read."""
    try:
        _checked(stored)
    except FileError as error:
        return list(error.problems)
    return []


def _checked(stored: Stored) -> bytes:
    """Return the bytes to write, once they have been seen to read back as the same checklist."""
    raw = encode(stored)
    if len(raw) > MAX_BYTES:
        raise _error(
            stored.path,
            f"This checklist would be larger than {MAX_BYTES // 1_000_000} MB, and nothing could"
            " read it then, so nothing was written.",
            "Keep long texts in files of their own, and name those as evidence.",
        )
    read_back, _ = parse(raw, stored.path)
    if read_back is None or read_back.checklist != stored.checklist:
        places = ", ".join(other.after for other in stored.checklist.other_text) or "an answer"
        raise _error(
            stored.path,
            f"The text after {places} does not read back as it was, so nothing was written.",
            "Move that text into a note, or out of the file.",
        )
    return raw


def _set_aside(changed: Stored, target: str) -> NoReturn:
    """Keep what was to be saved beside a file that cannot be merged with, and say so."""
    endings = (".unsaved", *(f".{number}.unsaved" for number in range(2, 1_000)))
    every = (beside(target, ending, hidden=False) for ending in endings)
    aside = next(name for name in every if not os.path.lexists(name))
    write(aside, encode(changed))
    raise _error(
        changed.path,
        "This file changed on disk and cannot be read now, so it was left as it is.",
        f"Your answers are in {aside}: copy what you need from there.",
    )


def _content(target: str) -> bytes | None:
    try:
        with open(target, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def read_bytes(path: str, most: int = MAX_BYTES, *, instead: str = _MAKE_ONE) -> bytes:
    """Return the content of a file of at most that many bytes; raises FileError.

    `instead` says what to do where there is none, and nothing beside it has nearly its name.
    """
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            kind = "folder" if stat.S_ISDIR(found.st_mode) else "device or pipe"
            raise _error(path, f"This is a {kind}, not a checklist file.", "Name a file.")
        _check_size(found.st_size, path, most)
        with open(path, "rb", buffering=0) as file:
            raw = file.read()  # with a limit, Python takes room for that much: 20 microseconds
    except FileNotFoundError:
        if os.path.islink(path):
            message = f"This is a link to {os.readlink(path)}, where there is no file."
            raise _error(path, message, "Put the file back there, or remove the link.") from None
        remedy = near_name(path) or instead
        raise _error(path, "There is no file or folder here.", remedy) from None
    except (OSError, ValueError) as error:
        raise _error(path, f"This file cannot be read: {reason(error)}.") from None
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
        raise _error(path, f"This file is larger than {size}, too large for a checklist.")


def decode(raw: bytes, path: str) -> tuple[str, str, bool]:
    """Return the text with `\\n` line ends, the line end it had, and whether it had a mark."""
    bom = raw.startswith(_BOM)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:2]:
        raise _error(path, "This is UTF-16 text; a checklist is UTF-8.", "Save it as UTF-8.")
    try:
        text = raw[3 if bom else 0 :].decode("utf-8")
    except UnicodeDecodeError as error:
        at = _position(path, raw, error.start)
        raise FileError(Problem(at, "This is not UTF-8 text.", "Save the file as UTF-8.")) from None
    if "\0" in text:
        at = _position(path, raw, raw.index(b"\0"))
        raise FileError(Problem(at, "This file holds a NUL, which no text does.", "Delete it."))
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


def _error(path: str, message: str, remedy: str = "") -> FileError:
    return FileError(Problem(Position(path), message, remedy))
