"""What a copy of a checklist was when it was sent out: named, or found in git."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scalekit.engine.diff import diff
from scalekit.errors import FileError, ScalekitError, UsageError
from scalekit.git.repository import Repository
from scalekit.git.versions import ALONE, side
from scalekit.model.checklist import Checklist
from scalekit.storage import files

_MOST = 100  # committed versions that are looked at


class Earlier(NamedTuple):
    """A committed version of a file: its `REV:PATH` from the current folder, and its day."""

    name: str
    day: date
    checklist: Checklist


def named_version(argument: str) -> Checklist:
    """Return the checklist that a file or `REV:PATH` names; raises UsageError or FileError."""
    if argument == "-":
        raise UsageError("--base takes a file or REV:PATH, and not stdin.")
    with Repository(".") as repository:
        found = side(argument, repository).get(ALONE)
        if not found:
            raise UsageError(f"--base takes one checklist, and {argument} is a folder.")
        stored, problems = files.parse(found.read(), found.source)
    if stored is None:
        raise FileError(*problems)
    return stored.checklist


def earlier_versions(path: str) -> list[Earlier]:
    """Return the committed versions of a file that can be read, the newest first.

    There are none where git is not there, or does not know the file.
    """
    try:
        return list(_committed(path)) if "\n" not in path else []  # git reads a name a line
    except ScalekitError:
        return []


def nearest(versions: Sequence[Earlier], copy: Checklist) -> Earlier | None:
    """Return the version that differs from a copy in the fewest fields; of several, the oldest.

    What has changed in the file after that version, and in the copy too, is then a clash; with a
    newer one the copy would win without a word.
    """
    return min(reversed(versions), key=lambda each: len(diff(each.checklist, copy)), default=None)


def _committed(path: str) -> Iterator[Earlier]:
    folder, name = os.path.split(os.path.realpath(path))
    with Repository(folder) as repository:
        options = ("--no-show-signature", "--date=short", "--format=%h %cd", f"--max-count={_MOST}")
        log = repository.run("log", *options, "HEAD", "--", f":(literal){name}")
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
                yield Earlier(shown, date.fromisoformat(day), stored.checklist)


def _from_here(folder: str, name: str) -> str:
    try:
        return Path(os.path.relpath(folder), name).as_posix()
    except ValueError:  # another drive
        return name
