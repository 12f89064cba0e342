"""One file of a playbook: from its bytes to the value that it holds, or why it holds none."""

from pathlib import Path
from typing import Any

import yaml

from scalekit.errors import reason
from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.playbook.events import FASTEST, Parser, RefusedError, safe_events
from scalekit.playbook.reading import Kind, Reading
from scalekit.playbook.syntax import explain
from scalekit.playbook.traps import traps

MAX_BYTES = 5_000_000  # one file; 5,000 actions take 4 MB


def read_optional(
    path: Path, kind: Kind, blank: Any, parser: Parser, problems: list[Problem]
) -> Any:
    """Return the value that a file holds; `blank` where there is none or it has only comments."""
    if not path.exists():
        return blank
    content = read_bytes(path)
    return blank if is_comment(content) else value_of(content, path, kind, parser, problems)


def is_comment(content: bytes | Problem) -> bool:
    """Return whether a file holds comments and nothing else, as a new playbook has some."""
    if isinstance(content, Problem) or not content.strip():
        return False
    lines = map(bytes.strip, content.removeprefix(b"\xef\xbb\xbf").splitlines())
    return all(not line or line.startswith(b"#") for line in lines)


def read_file(
    path: Path,
    kind: Kind,
    *,
    parser: Parser,
    problems: list[Problem],
    listed: str | None = None,
) -> Any:
    """Return the value that a file holds, or None. Problems are added; `listed` names the file."""
    if listed == "":
        return None  # the id in the list is wrong
    return value_of(read_bytes(path, listed), path, kind, parser, problems)


def value_of(
    content: bytes | Problem, path: Path, kind: Kind, parser: Parser, problems: list[Problem]
) -> Any:
    """Return the value of what was read of a file, or None. Problems are added."""
    text = content if isinstance(content, Problem) else decode(content, str(path))
    if isinstance(text, Problem):
        problems.append(text)
        return None
    value, found = read(text, path, kind, parser)
    problems.extend(found)
    return value


def read(text: str, path: Path, kind: Kind, parser: Parser = FASTEST) -> tuple[Any, list[Problem]]:
    """Return the value that a text holds, or None if it is not YAML as a playbook uses it.

    What was found before YAML broke off is not told: most of it is the same mistake again.
    """
    trapped = traps(text, str(path), parser)
    reading = Reading(str(path), safe_events(text, parser), list(trapped))
    try:
        first = next(reading.events, None)
        if not first:
            return None, [Problem(Position(str(path)), "This file is empty.", "", "unreadable")]
        value = kind.read(path.name, first, reading)
        next(reading.events, None)  # what follows the value can still be wrong
    except RefusedError as refused:
        event, message, remedy = refused.args
        return None, [*trapped, Problem(reading.position(event), message, remedy, "yaml")]
    except yaml.YAMLError as error:
        return None, [*trapped, explain(error, text, str(path))]
    return value, reading.problems


def read_bytes(path: Path, listed: str | None = None) -> bytes | Problem:
    """Return what a file holds, cut off past MAX_BYTES, or why it cannot be read.

    Where it is missing, that is told at the word that `listed` it.
    """
    at = Position(str(path))
    try:
        if path.exists() and not path.is_file():
            return Problem(at, "This is not a file.", "", "unreadable")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if isinstance(listed, LocatedText):
            remedy = f"Write it, or take {listed} out of this list."
            return Problem(listed.at, f"There is no file {path}.", remedy, "no-file")
        return Problem(at, "There is no such file, and every playbook has one.", "", "no-file")
    except OSError as error:
        return Problem(at, f"This file cannot be read: {reason(error)}.", "", "unreadable")


def decode(content: bytes, path: str) -> str | Problem:
    """Return the text of a file, without its byte order mark, or why there is none."""
    if len(content) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES // 1_000_000} MB."
        return Problem(Position(path), message, "Split it.", "unreadable")
    if b"\0" in content[:2] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(
            Position(path), "This file is UTF-16 text.", "Save it as UTF-8.", "unreadable"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        at = Position(path, line, column)
        return Problem(
            at, "This character is not UTF-8 text.", "Save the file as UTF-8.", "unreadable"
        )
