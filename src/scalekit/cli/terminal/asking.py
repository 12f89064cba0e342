"""Asking at a terminal, in the way that suits it."""

import shutil
import sys
from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.terminal import streams

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist
    from scalekit.prompts.protocol import Prompts


_HOW_TO_READ = "Space reads on, q goes back"


def prompts_for(plain: bool) -> "Prompts":
    """Return the way of asking that suits the terminal; each is imported only when used."""
    if streams.wants_plain(plain):
        from scalekit.cli.terminal.lines import TerminalLines
        from scalekit.prompts.plain import Plain

        return Plain(TerminalLines(), sys.stderr, lambda: shutil.get_terminal_size().columns)
    from scalekit.cli.terminal import pager
    from scalekit.prompts.menus import Menus

    return Menus(lambda text: pager.show(text, sys.stderr, _HOW_TO_READ))


def choose_between(
    ours: "Checklist", theirs: "Checklist", names: tuple[str, str], plain: bool
) -> "Checklist":
    """Return what a person makes of two versions, named so; raises EOFError when they stop."""
    from scalekit.prompts.resolving import resolve

    today = clock.today()
    return resolve(prompts_for(plain), ours, theirs, names, today)
