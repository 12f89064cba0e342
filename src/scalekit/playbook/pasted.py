"""Signs that a word processor puts where YAML wants plain ones."""

import re

from scalekit.text.pattern import pattern

_SPACE = "[\xa0\u2000-\u200b\u202f\u3000]"
_SPACES = pattern(rf"[ \t]*(?:- +)*(?:{_SPACE}|-{_SPACE}|[\w-]+:{_SPACE})")
_BULLET = pattern(r"[ \t]*(?:- +)*(?:[\w-]+: +)?([•●▪■◦‣·–—])[\s\xa0]")
_CURLY = pattern(r"[ \t]*(?:- +)*(?:[\w-]+: +)?([“”„‘‚]).*[:#]")

_IN_CURLY = pattern(r"[“„‘‚‟‛”’][^“„‘‚‟‛”’]*[“”‘’]|“[^“”]*”")

_SUSPECT = pattern(
    rf"^(?:{_SPACES.pattern}|{_BULLET.pattern})|(?:^|[:\[{{,?-])[ \t]*[“„‘‚‟‛”’]", re.MULTILINE
)

Found = tuple[int, str, str]


def pasted(line: str) -> Found | None:
    """Return the column, from 0, of such a sign at the start of a line or value, and its words."""
    if line.isascii():
        return None
    if found := _CURLY.match(line):
        message = f"The quotation mark {found[1]} is a curly one, which YAML takes for text."
        return found.start(1), message, "Use straight ones: \" or '."
    return in_value(line)


def in_value(text: str) -> Found | None:
    """Return the same for a value without quotes that the parser took as it is."""
    if text.isascii():
        return None
    if found := _SPACES.match(text):
        column, code = found.end() - 1, ord(found[0][-1])
        message = f"There is a space here that YAML does not take for one (U+{code:04X})."
        return column, message, "Put an ordinary space in its place."
    if found := _BULLET.match(text):
        message = f"This begins with {found[1]}, which does not make a list."
        remedy = "Begin each part of a list with a hyphen and a space, or put a text in quotes."
        return found.start(1), message, remedy
    if _IN_CURLY.fullmatch(text):
        message = f"The quotation mark {text[0]} is a curly one, which YAML takes for text."
        remedy = (
            "Use straight ones: \" or '. To keep the curly ones, put straight ones around them."
        )
        return 0, message, remedy
    return None


def is_suspect(text: str) -> bool:
    """Return whether a line of a text looks like it; most texts hold none."""
    return not text.isascii() and bool(_SUSPECT.search(text))
