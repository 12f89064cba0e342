"""What is wrong with a text that is not TOML, and what to do about it."""

import re
from datetime import date
from tomllib import TOMLDecodeError

from scalekit.model.problem import Position, Problem

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[\w-]+)*)\s*=""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def not_toml(shown: str, text: str, error: TOMLDecodeError) -> Problem:
    """Return where a text is not TOML, and why: as the text itself shows, or in the reader's words.

    The words of a reader are its own, and another release may have others: they are only repeated.
    """
    place = _PLACE.search(str(error))
    lines = text.splitlines() if place and place[1] else text.rstrip().splitlines()
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (len(lines), 1)
    before, words = lines[: line - 1], "".join(lines[line - 1 : line])
    message, remedy = (
        _twice(before, words)
        or _no_such_day(words)
        or _no_comma("\n".join((*before, words[: column - 1])), words[column - 1 :])
        or _no_quotes(words)
        or _backslash(words)
        or _otherwise(place, str(error))
    )
    return Problem(Position(shown, line, column), message, remedy)


def _otherwise(place: re.Match[str] | None, said: str) -> tuple[str, str]:
    if place and not place[1]:
        ends = "This is not TOML: it ends before its last value does."
        return ends, "Close the bracket or quotation mark, or write the value."
    return f"This is not TOML from here on: {_PLACE.sub('', said)}.", ""


def _twice(before: list[str], words: str) -> tuple[str, str] | None:
    key = _KEY.match(words)
    for number in range(len(before), 0, -1) if key else ():
        earlier = before[number - 1]
        if earlier.lstrip().startswith("["):
            return None  # another table begins
        if key and (found := _KEY.match(earlier)) and found[1] == key[1]:
            return f"{key[1]} is there twice: in line {number} too.", "Keep one of the two."
    return None


def _no_such_day(words: str) -> tuple[str, str] | None:
    for day in _DAY.findall(words):
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"There is no day {day}.", "Write it as: until = 2026-12-31"
    return None


def _no_comma(before: str, rest: str) -> tuple[str, str] | None:
    ends = before.rstrip()[-1:]
    if before.count("[") > before.count("]") and rest[:1] in {'"', "'"} and ends in {'"', "'"}:
        return "A comma is missing before this.", ""
    return None


def _no_quotes(words: str) -> tuple[str, str] | None:
    found = re.fullmatch(rf"{_KEY.pattern}\s*([A-Za-z][^\"'\[\]]*?)\s*(?:#.*)?", words)
    if not found:
        return None
    key, text = found[1], found[2].replace("\\", "/")
    return "Text needs quotation marks.", f'Write it as: {key} = "{text}"'


def _backslash(words: str) -> tuple[str, str] | None:
    if not re.search(r"""=\s*"[^"]*\\""", words):
        return None
    return "A backslash in quotation marks stands for something else.", "Write / in its place."
