"""A page of text on a terminal, drawn by rich; all text goes in as text, never as markup."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from scalekit.views.page import COMMAND, Block, Row, rows

WIDEST = 88  # longer lines are hard to read
STYLES = {"title": "bold underline", "heading": "bold", "link": "underline", COMMAND: "", "": ""}
LABEL = "bold"
CODE = "magenta"  # the one colour that reads well on black and on white


class TerminalPage(NamedTuple):
    """A page ready for a terminal, and how many of its lines the page fills."""

    text: str
    height: int


def draw(blocks: Sequence[Block], console: Console) -> TerminalPage:
    """Return the page as this terminal shows it, with its colours and at its width."""
    lines = [line for row in rows(blocks) for line in _lines(row, console)]
    with console.capture() as capture:
        for line in lines:
            console.print(line, soft_wrap=True)
    return TerminalPage(
        capture.get(), sum(-(-line.cell_len // console.width) or 1 for line in lines)
    )


def _lines(row: Row, console: Console) -> list[Text]:
    text = Text()
    if row.label:
        text.append(f"{row.label}:", LABEL).append(" ")
    text.append(row.text, STYLES[row.style])
    if row.code:
        text.append(" (").append(row.code, CODE).append(")")
    width = max(min(console.width, WIDEST) - len(row.rest), 1)
    parts = [text] if row.style == COMMAND else wrapped(text, width)
    indents = [row.first.replace("-", "•"), *[row.rest] * len(parts)]
    return [Text(indent).append(part) for indent, part in zip(indents, parts, strict=False)]


def wrapped(text: Text, width: int) -> list[Text]:
    """Return a text's lines, broken between words only."""
    parts = text.divide(_breaks(text.plain, width))
    for part in parts:
        part.rstrip()
    return list(parts)


def _breaks(text: str, width: int) -> list[int]:
    """Return where the lines after the first begin.

    A long word, an address say, stays whole so that it can be followed: the terminal wraps it.
    rich itself would cut it.
    """
    found, start = [], 0
    for word in re.finditer("[^ ]+", text):
        if word.start() > start and cell_len(text[start : word.end()]) > width:
            start = word.start()
            found.append(start)
    return found
