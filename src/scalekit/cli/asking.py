"""Which way of asking suits the terminal."""

import shutil
import sys
from typing import TYPE_CHECKING

from scalekit.cli import streams

if TYPE_CHECKING:
    from scalekit.prompts.protocol import Prompts


def prompts_for(plain: bool) -> "Prompts":
    """Return the way of asking that suits the terminal; each is imported only when used."""
    if streams.wants_plain(plain):
        from scalekit.prompts.plain import Plain

        return Plain(sys.stdin, sys.stderr, lambda: shutil.get_terminal_size().columns)
    from scalekit.prompts.menus import Menus

    return Menus()
