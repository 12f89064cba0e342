"""How many columns of a terminal a text fills, and breaking or cutting it to fit."""

from collections.abc import Iterator

from scalekit.text.pattern import pattern

# Signs of one column that join no other before them, of which most texts are made.
_NARROW = pattern("[\0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


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
    end = _end(text, width // 2).lstrip()
    return f"{beginning(text, width - 1 - columns(end)).rstrip()}…{end}"


def beginning(text: str, width: int) -> str:
    """Return as much of a text from its start as fills at most `width` columns."""
    kept = filled = 0
    for sign, wide in _signs(text):
        filled += wide
        if filled > width:
            return text[:kept]
        kept += len(sign)
    return text


def _end(text: str, width: int) -> str:
    """Return as much of a text up to its end as fills at most `width` columns."""
    start, filled = len(text), 0
    for sign, wide in reversed(tuple(_signs(text))):
        filled += wide
        if filled > width:
            break
        start -= len(sign)
    return text[start:]


def columns(text: str) -> int:
    """Return how many columns a text fills."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(wide for _, wide in _signs(text))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Yield what shows as one, such as an emoji of several characters, and its columns."""
    if _NARROW.fullmatch(text):
        yield from ((sign, 1) for sign in text)
        return
    # 45 ms, and few texts need it.
    from wcwidth import iter_graphemes, wcswidth

    for sign in iter_graphemes(text):
        wide = wcswidth(sign)
        yield sign, len(sign) if wide < 0 else wide  # a control has no width
