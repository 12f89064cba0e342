"""A page of text on a terminal, drawn by rich; all text goes in as text, never as markup."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from scalekit.views.page import Block, Row, rows

WIDEST = 90  # longer lines are hard to read
STYLES = {"title": "bold underline", "heading": "bold", "link": "blue", "code": "cyan", "": ""}


def draw(blocks: Sequence[Block], console: Console) -> str:
    """Return the page as text for this terminal, with its colours and at its width."""
    width = min(console.width, WIDEST)
    drawn = Console(
        file=StringIO(),
        force_terminal=True,
        color_system=console.color_system,  # type: ignore[arg-type]
        no_color=console.no_color,
        legacy_windows=False,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with drawn.capture() as capture:
        for row in rows(blocks):
            for line in _lines(row, drawn, width):
                drawn.print(line, soft_wrap=True)
    return capture.get()


def _lines(row: Row, console: Console, width: int) -> list[Text]:
    if row.style == "link":  # an address stays whole, to be followed
        return [Text(row.first).append(row.text, STYLES["link"])]
    text = Text(row.text, STYLES[row.style])
    if row.code:
        text.append(" (").append(row.code, STYLES["code"]).append(")")
    first = row.first.replace("-", "•")
    wrapped = text.wrap(console, max(width - len(row.first or row.rest), 10))
    indents = [first, *[row.rest] * len(wrapped)]
    return [Text(indent).append(line) for indent, line in zip(indents, wrapped, strict=False)]
