"""The versions of a checklist that git has: every one, or the newest of this branch with their day.

Who made them and what each changed is in `history`, which compares each commit with its parent.
"""

import os
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scalekit.errors import ScalekitError
from scalekit.git.repository import Repository
from scalekit.model.checklist import Checklist
from scalekit.storage import files
from scalekit.storage.files import SUFFIXES

_NEWEST = 100  # commits of this branch that are looked at


class Committed(NamedTuple):
    """A version of a file in this branch: its `REV:PATH` from the current folder, and its day."""

    name: str
    day: date
    checklist: Checklist


class _Kept(NamedTuple):
    """What was committed at each path: the ids of all its versions, and what it was called."""

    versions: dict[str, dict[str, None]]
    names: dict[str, set[str]]


def committed_versions(path: str) -> Iterator[Checklist]:
    """Yield the versions of a checklist that were committed, also under its former names.

    Raises ScalekitError where there is no git, no repository or no commit.
    """
    with Repository(str(Path(path).parent)) as repository:
        told = repository.run("rev-parse", "--show-toplevel", "--show-prefix", "HEAD")
        top, folder, head = told.rstrip("\n").rsplit("\n", 2)
        kept = _kept(top, head)
        for name in _names(kept, f"{folder}{Path(path).name}"):
            for key in kept.versions.get(name, ()):
                found = repository.object(key)
                stored, _ = files.parse(found.content, name) if found else (None, [])
                if stored:
                    yield stored.checklist


def _names(kept: _Kept, at: str) -> list[str]:
    """Return a path and all that the file was called before, in either format."""
    found = {at: None}
    for name in (waiting := [at]):
        stem = name.removesuffix(next((e for e in SUFFIXES.values() if name.endswith(e)), ""))
        alike = [f"{stem}{ending}" for ending in SUFFIXES.values()]
        new = {each: None for each in (*alike, *kept.names.get(name, ())) if each not in found}
        found |= new
        waiting += new
    return [*found]


# A commit and all before it stay as they are, and one process may ask for thousands of files.
@lru_cache(maxsize=4)
def _kept(top: str, head: str) -> _Kept:
    """Return what is kept of all checklists in the repository at `top`."""
    with Repository(top) as repository:
        text = repository.run(
            *("log", "--format=", "--raw", "--no-abbrev", "-z", "-m", "-M", "--full-history"),
            *(head, "--", *(f"*{ending}" for ending in SUFFIXES.values())),
        )
    kept = _Kept({}, {})
    parts = iter(text.split("\0"))
    for part in parts:
        if not part.startswith(":"):
            continue
        _, _, old, new, kind = part.split()
        was = name = next(parts)
        if kind[0] in "RC":
            name = next(parts)
            kept.names.setdefault(name, set()).add(was)
        for path, key in ((was, old), (name, new)):
            if key.strip("0"):
                kept.versions.setdefault(path, {})[key] = None
    return kept


def newest(path: str) -> list[Committed]:
    """Return the versions of a file in this branch that can be read, the newest first.

    There are none where git is not there, or does not know the file.
    """
    try:
        return list(_newest(path)) if "\n" not in path else []  # git reads a name a line
    except ScalekitError:
        return []


def _newest(path: str) -> Iterator[Committed]:
    folder, name = os.path.split(os.path.realpath(path))
    with Repository(folder) as repository:
        options = ("--no-show-signature", "--date=short", "--format=%h %cd")
        wanted = (f"--max-count={_NEWEST}", "HEAD", "--", f":(literal){name}")
        log = repository.run("log", *options, *wanted)
        commits = [line.split() for line in log.splitlines()]
        places = [f"{commit}:./{name}" for commit, _ in commits]
        repository.fetch(places)
        for place, (commit, day) in zip(places, commits, strict=True):
            found = repository.object(place)
            if not found or len(found.content) > files.MAX_BYTES:
                continue
            stored, _ = files.parse(found.content, name)
            if stored:
                shown = f"{commit}:./{_from_here(folder, name)}"
                yield Committed(shown, date.fromisoformat(day), stored.checklist)


def _from_here(folder: str, name: str) -> str:
    try:
        return Path(os.path.relpath(folder), name).as_posix()
    except ValueError:  # another drive
        return name
