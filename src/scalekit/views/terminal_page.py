"""A page of text on a terminal, drawn by rich; all text goes in as text, never as markup."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from scalekit.views.page import Block, Row, rows

WIDEST = 88  # longer lines are hard to read
STYLES = {"title": "bold underline", "heading": "bold", "link": "underline", "": ""}
LABEL = "bold"
CODE = "magenta"  # the one colour that reads well on black and on white


class Drawn(NamedTuple):
    """A page ready for a terminal, and how many of its lines the page fills."""

    text: str
    height: int


def draw(blocks: Sequence[Block], console: Console) -> Drawn:
    """Return the page as this terminal shows it, with its colours and at its width."""
    lines = [line for row in rows(blocks) for line in _lines(row, console)]
    with console.capture() as capture:
        for line in lines:
            console.print(line, soft_wrap=True)
    return Drawn(capture.get(), sum(-(-line.cell_len // console.width) or 1 for line in lines))


def _lines(row: Row, console: Console) -> list[Text]:
    """Return a row as lines; an address stays whole, to be followed, and the terminal wraps it."""
    text = Text()
    if row.label:
        text.append(f"{row.label}:", LABEL).append(" ")
    text.append(row.text, STYLES[row.style])
    if row.code:
        text.append(" (").append(row.code, CODE).append(")")
    width = max(min(console.width, WIDEST) - len(row.rest), 1)
    wrapped = text.wrap(console, width, overflow="ignore")
    indents = [row.first.replace("-", "•"), *[row.rest] * len(wrapped)]
    return [Text(indent).append(line) for indent, line in zip(indents, wrapped, strict=False)]
