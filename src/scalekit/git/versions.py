"""From what a person names on the command line to the two sets of files that it means."""

import os
import re
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cache, partial
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from scalekit.errors import AnswerNeededError, FileError, UsageError
from scalekit.git.repository import NoRepositoryError, Object, Repository
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.files import MAX_BYTES, SUFFIXES
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = tuple(SUFFIXES.values())
# A brace belongs to the revision: HEAD^{/fix: a colon}, main@{upstream}.
_REVISION = pattern(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.DOTALL)
_LIKE_REVISION = pattern(r"[~^]\d*$|@\{")
ALONE = ""  # the key of a side that is one file and no folder


class Version(NamedTuple):
    """One file: where it stands, and how to read it (raises FileError).

    `id` is what git calls the content, if git holds it; `source` is what messages call the file.
    """

    path: str
    source: str
    read: Callable[[], bytes]
    id: str = ""


# The files of one side by their path below what was named.
Side = dict[str, Version]


class Sides(NamedTuple):
    """What is to be compared, and whose ids the files have.

    `narrow` leaves out what only the old side holds.
    """

    old: Side
    new: Side
    repository: Repository
    narrow: bool = False


class Point(NamedTuple):
    """A point in history: what people call it, and its commit's id, empty before the first."""

    name: str
    commit: str

    @property
    def label(self) -> str:
        """Return what to write before a colon to name a file then."""
        return self.name if " " not in self.name else self.commit[:7]


def named_sides(old: str, new: str, repository: Repository) -> Sides:
    """Return what two arguments mean: files, folders, `REV:PATH`, `REV` or `-`.

    A revision by itself means what it holds of the other argument, or of this folder.
    """
    if old == new == "-":
        raise UsageError("Only one of the two can come from stdin.")
    alone = [is_revision(argument, repository) for argument in (old, new)]
    if alone[0]:
        old = f"{old}:{_from_here('.' if alone[1] else new)}"
    if alone[1]:
        new = f"{new}:{_from_here('.' if alone[0] else old)}"
    sides = Sides(side(old, repository), side(new, repository), repository)
    if (ALONE in sides.old) != (ALONE in sides.new):
        file, folder = (old, new) if ALONE in sides.old else (new, old)
        raise UsageError(
            f"{file} is one file and {folder} is a folder. Compare two files or two folders."
        )
    return sides


def is_revision(argument: str, repository: Repository) -> bool:
    """Return whether git knows an argument as a revision, and it is nothing else here."""
    if argument == "-" or os.path.lexists(argument) or revision_and_path(argument):
        return False
    with suppress(NoRepositoryError):
        return repository.object(f"{argument}^{{commit}}") is not None
    return False


def _from_here(path: str) -> str:
    """Return a path as git takes it from this folder; one in a revision stays as it is."""
    halves = revision_and_path(path)
    return halves[1] if halves else f"./{os.path.relpath(path).replace(os.sep, '/')}"


def side(argument: str, repository: Repository) -> Side:
    """Return the files that one argument means: a file, a folder, `REV:PATH` or `-`."""
    if argument == "-":
        return {ALONE: Version("-", "-", cache(_stdin))}
    if os.path.isdir(argument):
        paths = files.find(argument)
        return {below_folder(path, argument): _on_disk(path) for path in paths}
    halves = revision_and_path(argument)
    if not halves and not os.path.lexists(argument):
        raise UsageError(
            f"There is no file or folder {argument}, and git knows no revision of that name"
            " here. Write one as REV:PATH, or REV: for all that it holds."
            f"{repository.unshallow() if _LIKE_REVISION.search(argument) else ''}"
        )
    if not halves:
        return {ALONE: _on_disk(argument)}
    found = _object(*halves, repository)
    if found.kind == "tree":
        return _tree(found, halves[1], halves[0], repository)
    return {ALONE: _in_git(found.id, halves[1], halves[0], repository)}


def revision_and_path(argument: str) -> tuple[str, str] | None:
    """Return the two halves of `REV:PATH`, or None if that is not what an argument is."""
    if argument == "-" or os.path.lexists(argument):
        return None
    halves = _REVISION.fullmatch(argument)
    return (halves[1], halves[2]) if halves else None


def home(path: str) -> str:
    """Return the nearest folder to a path that exists."""
    while path and not os.path.isdir(path):
        path = os.path.dirname(path)
    return path or "."


def compared_with(
    point: Point, path: str, repository: Repository, also: Collection[str] = ()
) -> Sides:
    """Return a file or folder at a point in history, and as it is in the working tree.

    A file that was not there then may have had another name in its folder. Of a folder, `also`
    names files that count as checklists though they do not end as those do.
    """
    below = below_folder(path, repository.folder)
    label = point.label
    found = repository.object(f"{point.commit}:./{below}") if point.commit else None
    if not found and not os.path.lexists(path):
        raise UsageError(_not_there(path, label, repository))
    if os.path.isdir(path) or (found and found.kind == "tree"):
        return _folders(found, label, path, repository, also)
    above, own = os.path.split(os.path.normpath(path))
    new = {own: _on_disk(path)} if os.path.lexists(path) else {}
    if found:
        return Sides({own: _in_git(found.id, path, label, repository)}, new, repository)
    folder = below.rpartition("/")[0]
    beside = repository.object(f"{point.commit}:./{folder}") if point.commit else None
    held = _tree(beside, above or ".", label, repository) if beside else {}
    gone = {name: was for name, was in held.items() if not os.path.lexists(was.path)}
    old = {name: was for name, was in gone.items() if "/" not in name}
    return Sides(old, new, repository, narrow=True)


def _not_there(path: str, label: str, repository: Repository) -> str:
    if _LIKE_REVISION.search(path):
        said = f"There is no file {path}, and git knows no revision of that name here."
        return f"{said}{repository.unshallow()}"
    return f"There is no {path}, neither here nor in {label}."


def _object(revision: str, below: str, repository: Repository) -> Object:
    found = repository.object(f"{revision}:{'./' if below == './.' else below.rstrip('/')}")
    if found and found.kind in ("tree", "blob"):
        return found
    repository.commit(revision)
    raise UsageError(f"There is no {below} in {revision}.")


def _folders(
    found: Object | None, label: str, path: str, repository: Repository, also: Collection[str]
) -> Sides:
    new, left_out = _working(path, repository, also)
    old = _tree(found, path, label, repository, also) if found and found.kind == "tree" else {}
    return Sides({name: old[name] for name in old if name not in left_out}, new, repository)


def _working(path: str, repository: Repository, also: Collection[str]) -> tuple[Side, set[str]]:
    """Return the checklists that git would take from a folder, and the names it leaves out."""
    if not os.path.isdir(path):
        return {}, set()
    # git takes longer to start; comparing two folders needs neither.
    from pathlib import Path

    patterns = [*(f"*{ending}" for ending in ENDINGS), *(f":(literal){name}" for name in also)]
    found, left_out = repository.working_files(*patterns)
    here = {name: Path(path, name) for name in found if not _hidden(name)}
    plain = [name for name, file in here.items() if _may_be_plain(file)]
    return {name: _on_disk(str(here[name])) for name in plain}, left_out


def _may_be_plain(file: "Path") -> bool:
    """Return whether a path is that of a plain file, as one is that nobody may look at."""
    try:
        return S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _tree(
    tree: Object, folder: str, label: str, repository: Repository, also: Collection[str] = ()
) -> Side:
    from pathlib import PurePosixPath

    return {
        name: _in_git(key, str(PurePosixPath(folder, name)), label, repository)
        for name, key in repository.files(tree)
        if name.endswith(ENDINGS) or name in also
    }


def _in_git(key: str, path: str, label: str, repository: Repository) -> Version:
    source = f"{label}:{path}"

    def read() -> bytes:
        found = repository.object(key)
        if not found or len(found.content) > MAX_BYTES:
            said = "This file is too large for a checklist." if found else "git has lost this file."
            raise FileError(Problem(Position(source), said))
        return found.content

    return Version(path, source, read, key)


def _on_disk(path: str) -> Version:
    return Version(path, path, partial(files.read_bytes, path))


def _stdin() -> bytes:
    if sys.stdin.isatty():
        raise AnswerNeededError("This needs a checklist on stdin. Pipe one in, or name a file.")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def below_folder(path: str, folder: str) -> str:
    """Return a path as git writes it, from a folder that holds it; nothing for the folder."""
    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    return "" if relative == "." else relative


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
