"""What changed in checklists since a revision or a day, for documents that say so."""

import os
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from scalekit.errors import FileError, UsageError
from scalekit.git.diff_arguments import Say, point_in
from scalekit.git.pairing import Keep, compare, pairs, whole
from scalekit.git.repository import Repository
from scalekit.git.versions import ENDINGS, Point, below_folder, compared_with, home
from scalekit.model.problem import Problem
from scalekit.storage import files
from scalekit.views.diff import ChecklistDiff, Earlier

# Checklists by where they really are, with the keys under which they were asked for.
Asked = dict[str, list[str]]


class Since(NamedTuple):
    """What changed since a point in time, which `name` gives in words.

    `compared` and `unchanged` hold each checklist by the normal form of its path
    (os.path.normpath); git does not know those that are in neither, or what it has cannot be
    read. Nothing in `compared` is removed.
    """

    name: str
    compared: dict[str, ChecklistDiff]
    unchanged: frozenset[str]

    def earlier(self) -> dict[str, Earlier]:
        """Return what documents say of each checklist that git knows."""
        found = {path: Earlier(self.name, "unchanged") for path in self.unchanged}
        for path, one in self.compared.items():
            found[path] = Earlier(self.name, one.kind, one.changes, one.old_path)
        return found


def changed_since(
    paths: Sequence[str], since: str, problems: list[Problem], say: Say, keep: Keep = whole
) -> Since:
    """Return what changed in the checklists in `paths`, files and folders.

    Adds to the problems those of earlier versions; whoever reads the files tells theirs. `keep`
    is applied to both versions before they are compared. Raises UsageError.
    """
    if "-" in paths:
        raise UsageError(
            "--since compares with earlier versions in git, and stdin has none. Name a file."
        )
    compared: dict[str, ChecklistDiff] = {}
    unchanged: set[str] = set()
    name = ""
    for folder, asked in _by_repository(paths).items():
        with Repository(folder) as repository:
            point = point_in(repository, since, say)
            name = point.name
            if asked:
                found = _compared(asked, point, repository, problems, keep)
                compared |= found.compared
                unchanged |= found.unchanged
    return Since(name, compared, frozenset(unchanged))


def all_changed_since(paths: Sequence[str], since: str, say: Say) -> Since:
    """Return what changed where every earlier version can be read; raises FileError too."""
    problems: list[Problem] = []
    found = changed_since(paths, since, problems, say)
    if problems:
        raise FileError(*problems)
    return found


def _by_repository(paths: Sequence[str]) -> dict[str, Asked]:
    """Return the checklists asked for, by the folder in each repository that holds them all."""
    tops: dict[Path | None, Asked] = {_top(Path(home(path)).resolve()): {} for path in paths}
    for path in paths:
        for found in files.find(path):
            place = Path(os.path.realpath(found))
            asked = tops.setdefault(_top(place.parent), {})
            asked.setdefault(str(place), []).append(os.path.normpath(found))
    if len(tops) > 1:
        tops.pop(None, None)  # git is asked about these only where there is nothing else
    return {_shared(asked) or str(top or home(paths[0])): asked for top, asked in tops.items()}


@cache
def _top(folder: Path) -> Path | None:
    """Return the top of the working tree that a folder is in, without starting git."""
    if (folder / ".git").exists():
        return folder
    return None if folder.parent == folder else _top(folder.parent)


def _shared(asked: Asked) -> str:
    """Return the nearest folder that holds all these files; nothing for no files."""
    return os.path.commonpath({str(Path(place).parent) for place in asked}) if asked else ""


def _compared(
    asked: Asked, point: Point, repository: Repository, problems: list[Problem], keep: Keep
) -> Since:
    """Return what changed in the checklists of one repository, below its folder.

    All that the folder holds is paired, so that none is taken for another that is still there.
    """
    folder = repository.folder
    names = {below_folder(place, folder): keys for place, keys in asked.items()}
    other = [name for name in names if not name.endswith(ENDINGS)]
    sides = compared_with(point, _seen(folder), repository, other)
    paired = {
        pair.new.path: (names[name], pair)
        for name, pair in pairs(sides).items()
        if pair.new and name in names
    }
    told: list[Problem] = []
    waiting = (pair for _, pair in paired.values())
    compared = {one.path: one for one in compare(waiting, repository, told, keep)}
    problems += (problem for problem in told if problem.at.path not in paired)
    unread = {problem.at.path for problem in told}
    unchanged = (
        keys
        for path, (keys, pair) in paired.items()
        if path not in compared and unread.isdisjoint((path, pair.old.source if pair.old else path))
    )
    return Since(
        point.name,
        {known: one for path, one in compared.items() for known in paired[path][0]},
        frozenset(chain.from_iterable(unchanged)),
    )


def _seen(folder: str) -> str:
    """Return a folder as messages name it: from the current one, if it is below that."""
    here = Path.cwd()
    return os.path.relpath(folder, here) if Path(folder).is_relative_to(here) else folder
