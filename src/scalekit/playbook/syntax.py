"""What a YAML parser stumbled over, in our words and with the remedy.

Read from where the parser stopped and what stands there, never from its words: those differ
between the C and the Python parser, and from one release of PyYAML to the next.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from yaml.parser import ParserError
from yaml.scanner import ScannerError

from scalekit.model.problem import Position, Problem
from scalekit.playbook.events import MAX_DEPTH, TOO_DEEP
from scalekit.playbook.pasted import pasted
from scalekit.text.pattern import pattern

GENERAL = ("YAML cannot be read from here on.", "Look at this line and the one above it.")

_LINE_END = pattern("\r\n|[\n\r]")
_QUOTED = pattern(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_BRACKETS = pattern(rf"{_QUOTED.pattern}|[\[{{\]}}]")
_BRACKET = ("[", "{")
_QUOTE = ('"', "'")


class _Stop(NamedTuple):
    """Where a parser stopped, and where what it was reading began; counted from 0."""

    error: Exception
    lines: list[str]
    at: tuple[int, int]
    begun: tuple[int, int]

    @property
    def in_words(self) -> bool:
        """Whether it stopped inside a word, a text or a sign, and not between them."""
        return isinstance(self.error, ScannerError)

    @property
    def between(self) -> bool:
        """Whether it stopped at a word or sign that cannot stand where it does."""
        return isinstance(self.error, ParserError)

    @property
    def line(self) -> str:
        """The line where it stopped."""
        return self.lines[self.at[0]]

    @property
    def before(self) -> str:
        """What stands before that on its line."""
        return self.line[: self.at[1]].rstrip()

    @property
    def sign(self) -> str:
        """The character where it stopped."""
        return self.line[self.at[1] : self.at[1] + 1]

    @property
    def opening(self) -> str:
        """The character where it began."""
        return self.lines[self.begun[0]][self.begun[1] : self.begun[1] + 1]

    @property
    def at_once(self) -> bool:
        """Whether it stopped where it began."""
        return self.at == self.begun

    def is_closed(self) -> bool:
        """Return whether the quotation mark where it began is closed before it stopped."""
        (first, column), (last, end) = self.begun, self.at
        lines = [*self.lines[first:last], self.lines[last][:end]]
        return bool(_QUOTED.match("\n".join(lines), column))


def _is_bad_escape(stop: _Stop) -> bool:
    near = stop.line[max(0, stop.at[1] - 2) : stop.at[1] + 1]
    return stop.in_words and stop.opening == '"' and "\\" in near


def _is_open_quote(stop: _Stop) -> bool:
    return stop.in_words and not stop.at_once and stop.opening in _QUOTE and not stop.is_closed()


def _is_open_bracket(stop: _Stop) -> bool:
    return stop.between and not stop.at_once and stop.opening in _BRACKET


def _has_text_after(stop: _Stop) -> bool:
    return stop.between and not stop.at_once and stop.before.endswith((*_QUOTE, "]", "}"))


def _lacks_value(stop: _Stop) -> bool:
    opened, closed = (sum(map(stop.before.count, signs)) for signs in ("[{", "]}"))
    return stop.between and stop.at_once and (not stop.sign or opened > closed)


def _cannot_begin(stop: _Stop) -> bool:
    is_sign = bool(stop.sign) and (stop.in_words or (stop.between and not stop.sign.isalnum()))
    return is_sign and stop.at_once


# What shows it, whether it is about the place where it began, our message and remedy. The first
# that fits is said.
_RULES: tuple[tuple[Callable[[_Stop], bool], bool, str, str], ...] = (
    (
        lambda stop: stop.sign == "\t",
        False,
        "There is a tab here, and YAML indents with spaces.",
        "Put spaces in its place.",
    ),
    (
        lambda stop: stop.in_words and stop.at_once and stop.sign == ":" and ": " in stop.before,
        False,
        "The colon in this value reads as the end of a key.",
        "Put the value in quotes.",
    ),
    (
        lambda stop: stop.in_words and stop.at_once and stop.sign == ":",
        False,
        "This key follows a value that has not ended.",
        "Begin it in the same column as its neighbours, with a space after each colon.",
    ),
    (
        _is_bad_escape,
        True,
        "These double quotes hold a backslash that YAML does not understand.",
        "Write two backslashes for one, or put the value in single quotes.",
    ),
    (
        _is_open_quote,
        True,
        "The quotation mark {opening} that opens here is never closed.",
        "Close it with the same mark at the end of the value.",
    ),
    (
        lambda stop: stop.in_words and stop.opening in ("|", ">"),
        True,
        "Nothing can follow {opening} on its line.",
        "Begin the text on the next line, and indent it.",
    ),
    (
        _is_open_bracket,
        True,
        "What this {opening} opens is never closed, or holds a colon that is not in quotes.",
        "Close it, or put the text in quotes.",
    ),
    (
        _has_text_after,
        False,
        "The value ended at the {end} before this, and more text follows.",
        "Put quotes around the whole value; inside single quotes, write '' for '.",
    ),
    (
        _lacks_value,
        False,
        "The brackets before this are not closed, or a value is missing.",
        "Close them, or put the text in quotes.",
    ),
    (
        _cannot_begin,
        False,
        "A value without quotes cannot begin with {sign} here.",
        "Put the value in quotes; begin a list on a line of its own.",
    ),
    (
        lambda stop: stop.in_words and stop.opening in ("*", "&", "!", "%"),
        True,
        "A value without quotes cannot begin with {opening} here.",
        "Put the value in quotes; begin a list on a line of its own.",
    ),
    (
        lambda stop: stop.in_words and stop.begun[0] < stop.at[0],
        True,
        "This line has no colon and space after its key.",
        "Write `key: value`, or indent the line if it goes on from the one above.",
    ),
    (
        lambda stop: stop.between and not stop.at_once,
        False,
        "This line does not line up with the lines that it belongs with.",
        "Begin it in the same column as they do.",
    ),
    (lambda _: True, False, *GENERAL),
)


def explain(error: Exception, text: str, path: str) -> Problem:
    """Return the problem behind a parser's error: a `YAMLError`, or what the parser let through."""
    mark = getattr(error, "problem_mark", None)
    if not mark:
        return Problem(Position(path), *GENERAL, "yaml")
    begun = getattr(error, "context_mark", None) or mark
    # The parser places what is missing at the end on a line of its own.
    lines = [*_LINE_END.split(text), ""]
    stop = _Stop(error, lines, (mark.line, mark.column), (begun.line, begun.column))
    (line, column), message, remedy = _said(stop)
    return Problem(Position(path, line + 1, column + 1), message, remedy, "yaml")


def _said(stop: _Stop) -> tuple[tuple[int, int], str, str]:
    """Return the place that is wrong, what is wrong and what to do."""
    deep = _too_deep(stop.line)
    if deep is not None:
        return (stop.at[0], deep), *TOO_DEEP
    for number in (stop.at[0], stop.begun[0])[: 1 + stop.in_words]:
        if found := pasted(stop.lines[number]):
            return (number, found[0]), *found[1:]
    signs = {"sign": stop.sign, "opening": stop.opening, "end": stop.before[-1:]}
    _, at_start, message, remedy = next(rule for rule in _RULES if rule[0](stop))
    return (stop.begun if at_start else stop.at), message.format_map(signs), remedy


def _too_deep(line: str) -> int | None:
    """Return the column of the bracket that opens a level too many on a line, if one does.

    A parser may have a limit of its own, and stop at it before it has told of any level.
    """
    depth = 0
    for found in _BRACKETS.finditer(line):
        depth += (found[0] in _BRACKET) - (found[0] in ("]", "}"))
        if depth > MAX_DEPTH:
            return found.start()
    return None
