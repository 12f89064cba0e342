"""From what a person names on the command line to checklists."""

import os
from collections.abc import Callable, Iterator, Sequence

from scalekit.cli.terminal import streams
from scalekit.errors import FileError, reason
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.conflicts import BY_HAND
from scalekit.storage.files import StoredChecklist
from scalekit.text.shell import typed

NONE_HERE = "No checklists here: no file ends in .scalekit.md or .scalekit.json."


def open_checklist(path: str) -> StoredChecklist:
    """Return the checklist in a file, or on stdin for `-`; raises FileError with all problems."""
    stored, problems = _read(path)
    if stored is None:
        raise FileError(*problems)
    return stored


def read_all(
    paths: Sequence[str], notes: list[Problem] | None = None
) -> Iterator[tuple[str, StoredChecklist | None, list[Problem]]]:
    """Yield each file named or found in a folder, with its checklist or its problems.

    What stands in a folder and is a checklist by no name is added to `notes`, or said.
    """
    others: list[str] = []
    for _, found in each_once(paths, others.append):
        yield found, *_read(found)
    for problem in copies(others) if others else ():
        if notes is None:
            streams.say(str(problem))
        else:
            notes.append(problem)


def copies(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield a note for each file that a file service or a failed save left beside a checklist."""
    # Few folders have any.
    from scalekit.cli.files.left_beside import note

    yield from filter(None, map(note, paths))


def count(paths: Sequence[str]) -> int:
    """Return how many files are named, or found in a folder."""
    return sum(1 for _ in each_once(paths))


def each_once(
    paths: Sequence[str], other: Callable[[str], object] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what was named and a file that it is or holds: each file once, however often named."""
    seen: set[str] = set()
    for path in paths:
        for found in (path,) if path == "-" else files.find(path, other):
            if len(paths) == 1:  # one folder of thousands holds no file twice
                yield path, found
            elif (place := os.path.abspath(found)) not in seen:
                seen.add(place)
                yield path, found


def beside(folder: str, name: str) -> str:
    """Return the path of a file in a folder, in few words and with forward slashes."""
    return os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/")


def in_folder(folder: str) -> list[str]:
    """Return the names of the checklists directly in a folder, sorted."""
    endings = tuple(files.SUFFIXES.values())
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(endings))
        return [name for name in names if not name.startswith(".")]
    except OSError as error:
        raise FileError(
            Problem(Position(folder), f"This folder cannot be read: {reason(error)}.")
        ) from None


def _read(path: str) -> tuple[StoredChecklist | None, list[Problem]]:
    if path == "-":
        return files.parse(streams.stdin(), "-")
    stored, problems = files.read(path)
    if any(problem.remedy == BY_HAND for problem in problems):
        problems = _mendable(path, problems)
    return stored, problems


def _mendable(path: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems of half versions between marks with a better remedy, if git has whole."""
    # Only a file with such marks waits for git.
    from scalekit.git.unmerged import by_field, stages

    staged = stages(path)
    if not staged or not by_field(staged):
        return problems
    remedy = f"Choose between them: scalekit merge --resolve {typed(path)}"
    return [p._replace(remedy=remedy) if p.remedy == BY_HAND else p for p in problems]
