"""A whole playbook to read or to print, and one copy of it that stands alone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scalekit import clock
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, UsageError, reason
from scalekit.model.playbook import Allowance, Playbook
from scalekit.model.problem import Position, Problem, position_of
from scalekit.playbook.advice import UNUSED, advise
from scalekit.playbook.load import base_of, read_overlay
from scalekit.playbook.shipped import builtin_folder
from scalekit.views.json_values import shown_path

if TYPE_CHECKING:
    from scalekit.views.playbook_paper import Page


def paper(playbook: Playbook, *, origin: bool) -> "list[Page]":
    """Return the pages of a playbook, with where each field is written if that is asked for."""
    from scalekit.views.playbook_paper import pages

    return pages(playbook, _place if origin else None)


def _place(at: Position, key: str) -> str:
    """Return the line of a key in words; those of scalekit itself stand far away."""
    path, builtin = os.path.abspath(at.path), str(builtin_folder())  # noqa: PTH100 - no link followed
    if path.startswith(f"{builtin}{os.sep}"):
        return f"built-in {shown_path(os.path.relpath(path, builtin))}:{_line_of(key, at)}"
    return f"{shown_path(at.path)}:{_line_of(key, at)}"


def _line_of(key: str, value: Position) -> int:
    """Return the line of the key that a value stands under: that of a list is above it."""
    lines = Path(value.path).read_text(encoding="utf-8-sig").splitlines()
    for number in range(min(value.line, len(lines)), 0, -1):
        found = re.match(rf"( *(?:- +)?){re.escape(key)} *:", lines[number - 1])
        if found and len(found[1]) < value.column:
            return number
    return value.line


def new_folder(folder: str) -> Path:
    """Return the path of a folder to make; raises UsageError where something is in it."""
    place = Path(folder)
    try:
        taken = place.exists() and (not place.is_dir() or any(place.iterdir()))
    except OSError as error:
        raise _unwritable(folder, error) from None
    if taken:
        raise UsageError(f"{folder} is there already, and is not an empty folder. Name another.")
    return place


def write_playbook(folder: str, texts: "Iterator[tuple[Any, str]]") -> None:
    """Write the files of a playbook to a folder that is to be made; raises FileError."""
    place = new_folder(folder)
    try:
        for path, text in texts:
            file = place / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: str, error: OSError) -> FileError:
    place = Path(error.filename or folder)
    where = place if place.is_dir() else place.parent
    message = f"This folder cannot be made or written to: {reason(error)}."
    allow = f"Allow writing in {where}, or name" if isinstance(error, PermissionError) else "Name"
    return FileError(Problem(Position(folder), message, f"{allow} a folder in another place."))


def flattened(playbook: Playbook, folder: str) -> None:
    """Write a playbook, with what it has from those that it extends, to a folder of its own."""
    from scalekit.playbook.to_yaml import files_of

    write_playbook(folder, files_of(playbook, _allowed(playbook)))
    streams.out_lines([folder])


def _allowed(playbook: Playbook) -> tuple[Allowance, ...]:
    """Return the advice to turn off where all is its own: that of every playbook in it."""
    every = (*playbook.allow, *_below(Path(playbook.folder)))
    alone = playbook._replace(allow=every, extends=())
    needless = {problem.at for problem in advise(alone, clock.today()) if problem.code == UNUSED}
    return tuple(each for each in every if position_of(each.rule) not in needless)


def _below(folder: Path) -> Iterator[Allowance]:
    """Yield what the playbooks turn off that the one in a folder extends."""
    problems: list[Problem] = []
    overlay = read_overlay(folder, problems)
    base = base_of(folder, overlay, problems) if overlay else None
    if base:
        yield from base.allow
        yield from _below(Path(base.folder))
