"""Text on stdout that a terminal may be too small for: there it goes through a pager."""

import sys
from typing import TYPE_CHECKING

from scalekit.cli.terminal import streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scalekit.views.page import Block


def show_lines(lines: "Iterable[str]") -> None:
    """Show lines on stdout, through a pager where they fill more than the screen."""
    text = streams.laid_out(lines)
    if streams.is_terminal(sys.stdout):
        from shutil import get_terminal_size

        # The last line is for what the shell asks next.
        if text.count("\n") >= get_terminal_size().lines:
            from scalekit.cli.terminal import pager

            pager.show(text)
            return
    streams.out(text)


def show_blocks(blocks: "Sequence[Block]", *, plain: bool) -> None:
    """Show blocks on stdout: through a pager on a terminal, unless the person wants it plain."""
    terminal = streams.is_terminal(sys.stdout)
    if terminal and not streams.wants_plain(plain):
        # rich takes 40 ms, and only a person at a terminal sees what it does.
        from scalekit.cli.terminal import pager
        from scalekit.views.terminal_page import draw

        pager.show_drawn(lambda console: draw(blocks, console))
        return
    from scalekit.views.page import lines

    width = None
    if terminal:
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    streams.out("\n".join([*lines(blocks, width), ""]))
