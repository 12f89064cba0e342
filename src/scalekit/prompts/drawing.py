"""Paragraphs and keys as the lines of a terminal, before any library colours them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Screen, Tone
from scalekit.text.columns import broken, columns, cut, fitted
from scalekit.text.printable import printable

Line = list[tuple[Tone, str]]
_BETWEEN = "  "


class ScreenLines(NamedTuple):
    """A screen's lines: what is read, and what is pressed with what the last key did."""

    page: list[Line]
    keys: list[Line]

    @property
    def height(self) -> int:
        return len(self.page) + len(self.keys)


def draw(screen: Screen, width: int, height: int) -> ScreenLines:
    """Return the lines of a screen; blank ones only where there is room for them.

    Where there is still too little, what can be read elsewhere is shortened, if that is enough.
    """
    page = [*screen.page, BLANK, *screen.now, BLANK]
    keys = [line for row in screen.rows for line in _row(row, width)]
    keys += _whole(lines(screen.news, width), width)
    drawn = ScreenLines(list(_whole(lines(page, width), width)), keys)
    if drawn.height < height:
        return drawn
    tight = ScreenLines(list(filter(_text, drawn.page)), keys)
    short = (line for part in _shortened(page, width, tight.height - height + 1) for line in part)
    shorter = ScreenLines(list(filter(_text, short)), keys)
    return shorter if shorter.height < height else tight


def _shortened(page: Sequence[Paragraph], width: int, over: int) -> list[list[Line]]:
    """Return the lines of paragraphs, so many fewer: the last that has `more` gives way first."""
    found = [list(_whole(_lines(part, width), width)) for part in page]
    for number in reversed(range(len(page))):
        rows, more = found[number], page[number].more
        kept = max(len(rows) - max(over, 0), 1)
        if more and kept < len(rows):
            over -= len(rows) - kept
            found[number] = [*rows[: kept - 1], _ended(rows[kept - 1], more, width)]
    return found


def _ended(line: Line, more: str, width: int) -> Line:
    """Return a line that ends in other words, after as many of its own as there is room for."""
    (mark, start), (tone, text) = line
    room = width - columns(start) - columns(more) - 1
    words = text if columns(text) <= room else cut(text, room).rpartition(" ")[0]
    return [(mark, start), (tone, f"{words} {more}".lstrip())]


def _whole(rows: Iterable[Line], width: int) -> Iterator[Line]:
    """Yield lines, each word that is longer than a line in as many as it takes."""
    for row in rows:
        if columns("".join(text for _, text in row)) <= width:
            yield row
            continue
        *before, (tone, text) = row
        room = max(width - sum(columns(start) for _, start in before), 1)
        first, *rest = fitted(text, room)
        yield [*before, (tone, first)]
        yield from ([(tone, " " * (width - room) + part)] for part in rest)


def lines(page: Iterable[Paragraph], width: int) -> Iterator[Line]:
    """Yield the lines that paragraphs fill, harmless and broken between words."""
    for part in page:
        yield from _lines(part, width)


def _lines(part: Paragraph, width: int) -> Iterator[Line]:
    start = f"{'•' if part.mark == '-' else part.mark} " if part.mark else ""
    # A mark that is a word names what follows, and long text goes on below the name.
    hang = " " * len(start) if len(start) <= 8 else "  "
    text = printable(part.text)
    if part.tone is Tone.FACTS:
        text = " · ".join(text.split("\n"))
    end = printable(part.end)
    room = width - columns(text) - columns(end)
    if end and room >= 2:
        yield [(part.tone, text), (Tone.TEXT, " " * room + end)]
        return
    for number, line in enumerate(_broken(text, width, start, hang)):
        yield [(Tone.LABEL, hang if number else start), (part.tone, line)]
    if end:
        yield from _lines(Paragraph(end), width)


def _broken(text: str, width: int, start: str, hang: str) -> Iterator[str]:
    """Yield the lines of a text whose first line begins after `start`, the others after `hang`."""
    room = width - len(hang)
    if len(start) == len(hang):
        yield from broken(text, room)
        return
    shift = len(start) - len(hang)
    first, *rest = broken(f"{'.' * (shift - 1)} {text}", room)
    yield first[shift:]
    yield from rest


def _row(choices: Sequence[Choice], width: int) -> Iterator[Line]:
    """Yield the keys of a row with what they do, none of them broken where it fits a line."""
    line: Line = []
    filled = 0
    for choice in choices:
        wide = columns(choice.key) + 1 + columns(choice.label)
        if line and filled + len(_BETWEEN) + wide > width:
            yield line
            line, filled = [], 0
        between = _BETWEEN if line else ""
        line += [(Tone.TEXT, between), (Tone.CHOSEN, choice.key), (Tone.TEXT, f" {choice.label}")]
        filled += len(between) + wide
    yield line


def _text(line: Line) -> str:
    return "".join(text for _, text in line).strip()
