"""How many columns of a terminal a text fills, and breaking or cutting it to fit."""

import unicodedata
from collections.abc import Iterator


def broken(text: str, width: int) -> Iterator[str]:
    """Yield a text's lines, none wider than `width` columns but for a single long word.

    A long word, such as an address, stays whole so that it can be copied.
    """
    for paragraph in text.split("\n"):
        line, filled = "", 0
        for word in paragraph.split(" "):
            wide = columns(word)
            if line and filled + 1 + wide > width:
                yield line
                line, filled = word, wide
            else:
                line, filled = (f"{line} {word}", filled + 1 + wide) if line else (word, wide)
        yield line


def indented(text: str, width: int) -> Iterator[str]:
    """Yield a text's lines as `broken` does, each going on two columns further in than it began."""
    for line in text.split("\n"):
        words = line.lstrip(" ")
        start = line[: len(line) - len(words)]
        for part in broken(words, max(width - len(start) - 2, 1)):
            yield f"{start}{part}"
            start = f"{' ' * (len(line) - len(words))}  "


def fitted(text: str, width: int) -> Iterator[str]:
    """Yield a text's lines, none wider than `width` columns: long words are cut where they must."""
    for line in broken(text, width):
        rest = line
        while columns(rest) > width:
            start = beginning(rest, width) or rest[0]
            yield start
            rest = rest[len(start) :]
        yield rest


def cut(text: str, width: int) -> str:
    """Return a text in at most `width` columns, with an ellipsis where it was cut."""
    return text if columns(text) <= width else f"{beginning(text, width - 1).rstrip()}…"


def cut_inside(text: str, width: int) -> str:
    """Return a text in at most `width` columns, with its beginning and its end."""
    if columns(text) <= width:
        return text
    end = beginning(text[::-1], width // 2)[::-1].lstrip()
    return f"{beginning(text, width - 1 - columns(end)).rstrip()}…{end}"


def beginning(text: str, width: int) -> str:
    """Return as much of a text from its start as fills at most `width` columns."""
    filled = 0
    for number, sign in enumerate(text):
        filled += _columns(sign)
        if filled > width:
            return text[:number]
    return text


def columns(text: str) -> int:
    """Return how many columns a text fills."""
    if text.isascii():
        return len(text)
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
