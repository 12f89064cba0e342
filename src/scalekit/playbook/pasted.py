"""Signs that a word processor puts where YAML wants plain ones."""

import re

_SPACE = "[\xa0\u2000-\u200a\u202f\u3000]"
_SPACES = re.compile(rf" *(?:- +)*(?:{_SPACE}|-{_SPACE}|[\w-]+:{_SPACE})")
_BULLET = re.compile(r"[ ]*(?:- +)*(?:[\w-]+: +)?([•●▪■◦‣·–—])\s")
_CURLY = re.compile(r"[ ]*(?:- +)*(?:[\w-]+: +)?([“”„‘‚])[^“”„‘’‚]*[:#]")


def pasted(line: str) -> tuple[int, str, str] | None:
    """Return the column, from 0, of such a sign at the start of a line or value, and its words."""
    if line.isascii():
        return None
    if found := _SPACES.match(line):
        column, code = found.end() - 1, ord(found[0][-1])
        message = f"There is a space here that YAML does not take for one (U+{code:04X})."
        return column, message, "Put an ordinary space in its place."
    if found := _BULLET.match(line):
        message = f"This begins with {found[1]}, which makes no list."
        remedy = "Begin each part of a list with a hyphen and a space, or put a text in quotes."
        return found.start(1), message, remedy
    if found := _CURLY.match(line):
        message = f"The quotation mark {found[1]} is a curly one, which YAML takes for text."
        return found.start(1), message, "Use straight ones: \" or '."
    return None
