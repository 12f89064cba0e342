"""scalekit.toml: what a folder of checklists says once for every command below it."""

import os
import re
from functools import lru_cache
from pathlib import Path

import typer

from scalekit.errors import FileError, reason
from scalekit.model.problem import Position, Problem, did_you_mean

NAME = "scalekit.toml"
_KEYS = ("playbook",)


def checked(context: typer.Context, given: str | None) -> str | None:
    """Return the folder that --playbook names, with what scalekit.toml says here looked at.

    Raises FileError with every problem of that file.
    """
    if given is None and not context.resilient_parsing:  # Tab was pressed
        named_at(".")
    return given


def named_at(path: str) -> str | None:
    """Return the folder of the playbook for a file or folder where no option names one.

    SCALEKIT_PLAYBOOK names it, or scalekit.toml: the one beside the file or the nearest above it.
    None is the built-in one. Raises FileError as `checked` does.
    """
    if named := os.environ.get("SCALEKIT_PLAYBOOK"):
        return named
    at = Path(os.path.abspath(path))  # noqa: PTH100 - a link stands where it is, not where it leads
    return _named(str(at if at.is_dir() else at.parent))


@lru_cache  # thousands of checklists stand in few folders
def _named(folder: str) -> str | None:
    here = Path(folder)
    every = (at / NAME for at in (here, *here.parents))
    return next((_playbook(file) for file in every if file.is_file()), None)


def forget() -> None:
    """Read scalekit.toml anew from here on."""
    _named.cache_clear()


def _seen_from_here(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _playbook(file: Path) -> str | None:
    shown = Path(_seen_from_here(file)).as_posix()
    # Few folders have such a file, and all commands come by here.
    import tomllib

    try:
        text = file.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        problem = Problem(Position(shown), "This is not UTF-8 text.", "Save the file as UTF-8.")
        raise FileError(problem) from None
    except tomllib.TOMLDecodeError as error:
        raise FileError(_not_toml(shown, str(error))) from None
    except OSError as error:
        raise FileError(
            Problem(Position(shown), f"This cannot be read: {reason(error)}.")
        ) from None
    problems = [
        Problem(
            _place(shown, text, key),
            f"There is no setting “{key:.80}”.",
            did_you_mean(key, _KEYS, "The settings are"),
        )
        for key in values
        if key not in _KEYS
    ]
    named = values.get("playbook")
    at = _place(shown, text, "playbook")
    if named is not None and not isinstance(named, str):
        problems.append(Problem(at, "playbook: This takes text.", "Name a folder."))
    elif named is not None and not (file.parent / named).is_dir():
        remedy = f"Name a folder, as seen from {NAME}."
        problems.append(Problem(at, f"playbook: There is no folder {named}.", remedy))
    if problems:
        raise FileError(*problems)
    return _seen_from_here(file.parent / named) if isinstance(named, str) else None


def _not_toml(shown: str, said: str) -> Problem:
    place = re.search(r"line (\d+), column (\d+)", said)
    at = Position(shown, int(place[1]), int(place[2])) if place else Position(shown)
    return Problem(at, "This is not TOML from here on.", 'Write it as: playbook = "DIR"')


def _place(shown: str, text: str, key: str) -> Position:
    found = re.search(rf"""^\s*\[?["']?({re.escape(key)})\b""", text, re.MULTILINE)
    if not found:
        return Position(shown)
    start = text.rfind("\n", 0, found.start(1)) + 1
    return Position(shown, text.count("\n", 0, found.start(1)) + 1, found.start(1) - start + 1)
