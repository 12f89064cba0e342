"""Long text a screen at a time, through the pager that the person has."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

from scalekit.cli.terminal import streams

if TYPE_CHECKING:
    from rich.console import Console

    from scalekit.views.terminal_page import TerminalPage


def show_drawn(draw: "Callable[[Console], TerminalPage]") -> None:
    """Show what `draw` draws for this terminal, through a pager where it is longer than that."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if console.legacy_windows:
        console = Console(highlight=False, color_system=None)  # it shows escapes as they are
    drawn = draw(console)
    # The last line is for what the shell asks next.
    (streams.out if drawn.height < console.height else show)(drawn.text)


# In the language of `less`: one text at the end of what it shows, another before.
KEYS = "?eThe end\\. Press q to close:Press Space for more and q to close."


def show(text: str, output: TextIO | None = None, how: str = KEYS) -> bool:
    """Show text on the terminal through a pager; without one, all of it at once.

    It goes to stdout, or to another output. `how` is for the pager's last line: which keys do
    what. Return whether there was a pager, which the person has left by then.
    """
    for command in _pagers() if streams.is_terminal(sys.stdin) else ():
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=output, env=_environment(how)
            )
        except OSError:
            continue  # the next one, or none
        _feed(process, text)
        return True
    if output is None:
        streams.out(text)
    else:
        output.write(text)
        output.flush()
    return False


def _pagers() -> Iterator[list[str]]:
    """Yield the pagers to try, the one in PAGER first; when that is empty or `cat`, none.

    Not `more` of Windows by itself: it does not read UTF-8.
    """
    wanted = os.environ.get("PAGER", "less").strip()
    if wanted in ("", "cat"):
        return
    for command in (wanted, "less"):
        try:
            words = shlex.split(command, posix=os.name != "nt")
        except ValueError:
            continue  # a quotation mark is missing
        # Windows starts `less.cmd` only by its whole name.
        if found := shutil.which(words[0].strip('"')):
            yield [found, *words[1:]]


def _environment(how: str) -> dict[str, str]:
    """Return the environment in which `less` shows bold and colour as such."""
    options = os.environ.get("LESS", "")
    last_line = f"-Ps{how}$" if how else ""
    less = f"-R {options}".rstrip() + f" {last_line}".rstrip()
    return {**os.environ, "LESS": less, "LESSCHARSET": "utf-8"}


def _feed(process: "subprocess.Popen[bytes]", text: str) -> None:
    """Give the pager its text and wait for it; whoever stops reading early has had enough."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        process.communicate(text.encode("utf-8", "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
