"""Files beside checklists that no command reads: copies, and what has nearly a right name."""

import re
from pathlib import Path

from scalekit.model.problem import Position, Problem
from scalekit.settings.keys import NAME
from scalekit.text.pattern import pattern
from scalekit.text.shell import typed

# `f.scalekit (Jo's conflicted copy).md`, `f.scalekit-LAPTOP.md`, `f.scalekit.sync-conflict-1.md`
_COPY = pattern(r"(.+?\.scalekit).+\.(md|json)")
_UNSAVED = pattern(r"(.+\.scalekit\.(?:md|json))(?:\.\d+)?\.unsaved")
# `F.SCALEKIT.MD`, `f.scalekit.md.txt`, `f.scalekit.markdown`, `Scalekit.toml`, `scalekit.toml.txt`
_NEAR = pattern(r"(.+)\.scalekit\.(md|markdown|json)(?:\.txt)?", re.IGNORECASE)
_NEAR_SETTINGS = pattern(r"scalekit\.toml(?:\.txt)?", re.IGNORECASE)
_SAYS_SO = (b"<!-- scalekit", b'"scalekit"')


def note(path: str) -> Problem | None:
    """Return what to do with a file, by its name and its first words; None for any other."""
    name = Path(path).name
    if found := _NEAR.fullmatch(name):
        kind = "json" if found[2].lower() == "json" else "md"
        return _near_name(path, f"{found[1]}.scalekit.{kind}") if _is_checklist(path) else None
    if _NEAR_SETTINGS.fullmatch(name):
        return None if name == NAME or _is_same(path, NAME) else _near_name(path, NAME)
    copy, unsaved = _COPY.fullmatch(name), _UNSAVED.fullmatch(name)
    if not (copy or unsaved) or not _is_checklist(path):
        return None
    own = unsaved[1] if unsaved else f"{copy[1]}.{copy[2]}" if copy else ""
    original = str(Path(path).with_name(own))
    is_there = Path(original).exists()
    what = (
        f"These answers could not be saved in {own}."
        if unsaved
        else f"This is a copy of {own} that no command reads."
        " A file service makes one when two people change a file at once."
        if is_there
        else f"No command reads this file: by its name it is a copy of {own}, which is not here."
    )
    if not is_there:
        ending = own.rpartition(".scalekit")[2]
        remedy = f"If you need it, give it a name that ends in .scalekit{ending}."
    else:
        remedy = (
            "Bring in what it has, and then delete it:"
            f" scalekit import {typed(path)} --into {typed(original)}"
        )
    return Problem(Position(path), what, remedy)


def _near_name(path: str, meant: str) -> Problem:
    message = f"No command reads this: its name is nearly {meant}."
    there = Path(path).with_name(meant).exists()
    remedy = f"Take it away, or bring what it has into {meant}." if there else "Rename it to that."
    return Problem(Position(path), message, remedy)


def _is_same(path: str, name: str) -> bool:
    """Return whether a system to which capitals are the same finds a file by this name too."""
    other = Path(path).with_name(name)
    return other.exists() and other.samefile(path)


def _is_checklist(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            start = file.read(1000)
    except OSError:
        return False
    return any(sign in start for sign in _SAYS_SO)
