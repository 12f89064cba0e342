"""A page of text on stdout: drawn for a terminal, lines for everything else."""

import sys
from typing import TYPE_CHECKING

from scalekit.cli.terminal import streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scalekit.views.page import Block


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
