"""Asking at a terminal, in the way that suits it."""

import sys
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from scalekit import clock
from scalekit.cli.terminal import streams
from scalekit.errors import AnswerNeededError, InterruptedByUserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scalekit.model.checklist import Checklist
    from scalekit.prompts.missing_options import Missing
    from scalekit.prompts.protocol import Prompts


_Answered = TypeVar("_Answered")
_HOW_TO_READ = "Space reads on, q goes back"


def prompts_for(plain: bool) -> "Prompts":
    """Return the way of asking that suits the terminal; each is imported only when used."""
    if streams.wants_plain(plain):
        from shutil import get_terminal_size

        from scalekit.cli.terminal.lines import TerminalLines
        from scalekit.prompts.plain import Plain

        return Plain(TerminalLines(), sys.stderr, lambda: get_terminal_size().columns)
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


class Asking(NamedTuple):
    """Whether a person can be asked for the options that are missing, and in which way."""

    plain: bool
    can: bool

    def __call__(self, ask: "Callable[[Missing], _Answered]", instead: str) -> "_Answered":
        """Return what a person answers; raises with what to write instead where none can."""
        if not self.can:
            raise AnswerNeededError(instead)
        # Only who is asked waits for it.
        from scalekit.prompts.missing_options import Missing

        try:
            return ask(Missing(prompts_for(self.plain)))
        except (EOFError, KeyboardInterrupt):
            raise InterruptedByUserError("Stopped. Nothing was changed.") from None
