"""What YAML takes otherwise than it was meant, without a word.

What follows ` #` is left out, as a comment: one stands on a line of its own, or as `# ` after two
spaces, and any other is named. A bullet, or a space that is none, makes text of a list.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import ScalarEvent

from scalekit.model.problem import Position, Problem
from scalekit.playbook.events import Parser, RefusedError, safe_events
from scalekit.playbook.pasted import in_value, is_suspect
from scalekit.text.pattern import pattern

MESSAGE = "YAML takes this # and what follows it for a comment, and leaves it out."
REMEDY = (
    "Put the whole value in quotation marks. Put a comment on a line of its own, or as `# `"
    " after two spaces."
)

# Quick, for the many texts without any: a sign that may begin a comment other than a plain one.
_SUSPECT = pattern(r"""(?:[\s\[\]{},"']|^)\#(?=[^\s\#])|\S[ \t]\#|[\[\]{},"']\#""", re.MULTILINE)
_BEGINS = pattern(r"(?<=[\s\[{,])\#")
_PLAIN = pattern(r"[ \t]{2,}\#+(?:\s|$)")
_QUOTED = pattern(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_INDENT = pattern(r"(?P<key> *(?:- +)*)[^\s:]+:(?:\s|$)|(?P<text> *)")

LineAndColumn = tuple[int, int]  # from 0


def traps(text: str, path: str, parser: Parser) -> list[Problem]:
    """Return a problem for each comment and each sign that may be meant otherwise."""
    if not ("#" in text and _SUSPECT.search(text)) and not is_suspect(text):
        return []
    lines = re.split("\r\n|[\n\r]", text)
    return [
        Problem(Position(path, line + 1, column + 1), message, remedy, "yaml-trap")
        for (line, column), message, remedy in _found(lines, safe_events(text, parser))
    ]


def _found(lines: list[str], events: Iterator[Any]) -> Iterator[tuple[LineAndColumn, str, str]]:
    end, value = (0, 0), None
    try:
        for event in events:
            start = (event.start_mark.line, event.start_mark.column)
            yield from _between(lines, end, start, value)
            style = event.style if type(event) is ScalarEvent else "none"
            if style in ("|", ">"):
                yield from _between(lines, start, (start[0], len(lines[start[0]])), None)
            if not style and (sign := in_value(event.value)):
                yield (start[0], start[1] + sign[0]), *sign[1:]
            end = max(end, (event.end_mark.line, event.end_mark.column))
            goes_on = not style and not lines[end[0]][end[1] :].strip()
            value = event if goes_on else None
        yield from _between(lines, end, (len(lines), 0), value)
    except RefusedError:
        return  # said elsewhere
    except yaml.YAMLError as error:
        yield from _where_it_broke_off(lines, end, error)


def _between(
    lines: list[str], start: LineAndColumn, end: LineAndColumn, value: Any
) -> Iterator[tuple[LineAndColumn, str, str]]:
    """Yield the comments between two parts that may be text; `value`, before, may go on there."""
    for number in range(start[0], min(end[0] + 1, len(lines))):
        line = lines[number]
        first = start[1] if number == start[0] else 0
        column = line.find("#", first, end[1] if number == end[0] else len(line))
        if column >= 0 and _may_be_text(lines, number, column, value):
            yield (number, column), MESSAGE, REMEDY


def _may_be_text(lines: list[str], number: int, column: int, value: Any) -> bool:
    line = lines[number]
    if line[:column].strip():
        return not _is_plain(line, column)
    # On a line of its own, `#4` goes on from the value above if it stands further in.
    is_word = line[column + 1 : column + 2] not in ("", " ", "\t", "#")
    return is_word and bool(value and value.value) and column > _indent(lines, value)


def _is_plain(line: str, column: int) -> bool:
    return bool(_PLAIN.match(line, len(line[:column].rstrip())))


def _indent(lines: list[str], value: Any) -> int:
    found = _INDENT.match(lines[value.start_mark.line])
    assert found
    return len(found["text"] if found["key"] is None else found["key"])


def _where_it_broke_off(
    lines: list[str], start: LineAndColumn, error: Exception
) -> Iterator[tuple[LineAndColumn, str, str]]:
    """Yield where a comment may have taken what the parser then missed."""
    mark = getattr(error, "problem_mark", None)
    for number in range(start[0], min(mark.line + 1, len(lines)) if mark else 0):
        line = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), lines[number])
        found = _BEGINS.search(line, start[1] if number == start[0] else 0)
        column = found.start() if found else 0
        if line[:column].strip() and not _is_plain(line, column):
            yield (number, column), MESSAGE, REMEDY
