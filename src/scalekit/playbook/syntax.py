"""What a YAML parser stumbled over, in our words and with the remedy.

The two parsers, C and Python, agree on the place and nearly on the words. Only fragments that
both use are looked for, so that a message does not depend on which one is installed.
"""

import re

import yaml

from scalekit.model.problem import Position, Problem

# What the parser says about the text itself, our message and remedy. They are about the place
# where the value began, whose first character is {sign}.
_SIGNS = (
    (
        "quoted scalar.* (end of stream|document)",
        "The quotation mark {sign} that opens here is never closed.",
        "Close it with the same mark at the end of the value.",
    ),
    (
        "quoted scalar",
        "These double quotes hold a backslash that YAML does not understand.",
        "Write two backslashes for one, or put the value in single quotes.",
    ),
    (
        "flow node",
        "The brackets that stand before this are not closed, or a value is missing.",
        "Close them, or put the text in quotes.",
    ),
    (
        "flow (sequence|mapping)",
        "What this {sign} opens is never closed, or holds a colon that is not in quotes.",
        "Close it, or put the text in quotes.",
    ),
    (
        "cannot start any token|node content|numeric character|(entries|keys) are not allowed",
        "A value without quotes cannot begin with {sign} here.",
        "Put the value in quotes; begin a list on a line of its own.",
    ),
    (
        "simple key",
        "This line has no colon and space after its key.",
        "Write `key: value`, or indent the line if it goes on from the one above.",
    ),
    (
        "block scalar",
        "Nothing can follow {sign} on its line.",
        "Begin the text on the next line, and indent it.",
    ),
)


def explain(error: Exception, text: str, path: str) -> Problem:
    """Return the problem behind a parser's error: a `YAMLError`, or what the parser let through."""
    if isinstance(error, yaml.reader.ReaderError):
        return _control_character(chr(error.character), text, path)
    if not isinstance(error, yaml.MarkedYAMLError) or not error.problem_mark:
        return Problem(Position(path), *_misplaced(""))
    words = f"{error.context or ''} {error.problem}"
    # The parser places what is missing at the end on a line of its own.
    lines = [*re.split("\r\n|[\n\r\x85\u2028\u2029]", text), ""]
    mark = error.problem_mark
    sentences = _from_line(words, lines[mark.line], mark.column)
    if not sentences:
        mark = error.context_mark or mark
        sentences = _from_words(words, lines[mark.line][mark.column : mark.column + 1])
    if not sentences:
        mark = error.problem_mark
        sentences = _misplaced(words)
    return Problem(Position(path, mark.line + 1, mark.column + 1), *sentences)


def _control_character(sign: str, text: str, path: str) -> Problem:
    # The error has a position too: in characters from one parser, in bytes from the other.
    before = text[: text.index(sign)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = f"There is a control character here (U+{ord(sign):04X})."
    return Problem(Position(path, line, column), message, "Delete it.")


def _from_line(words: str, line: str, column: int) -> tuple[str, str] | None:
    """Return message and remedy where the line itself shows what is wrong."""
    before = line[:column].rstrip()
    if "tab character" in words or line[column : column + 1] == "\t":
        return "There is a tab here, and YAML indents with spaces.", "Put spaces in its place."
    if "mapping values" in words and ": " in before:
        return "The colon in this value reads as the end of a key.", "Put the value in quotes."
    if "parsing a block" in words and before.endswith(('"', "'", "]", "}")):
        message = f"The value ended at the {before[-1]} before this, and more text follows."
        remedy = "Put quotes around the whole value; inside single quotes, write '' for '."
        return message, remedy
    return None


def _from_words(words: str, sign: str) -> tuple[str, str] | None:
    for fragment, message, remedy in _SIGNS:
        if re.search(fragment, words):
            return message.format(sign=sign), remedy
    return None


def _misplaced(words: str) -> tuple[str, str]:
    if "mapping values" in words:
        message = "This key follows a value that has not ended."
        remedy = "Begin it in the same column as its neighbours, with a space after each colon."
        return message, remedy
    if "parsing a block" in words:
        message = "This line does not line up with the lines that it belongs with."
        return message, "Begin it in the same column as they do."
    return "YAML cannot be read from here on.", "Look at this line and the one above it."
