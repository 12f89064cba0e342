"""Lines that a person writes at a terminal, edited with the keys that their shell has."""

import atexit
import os
import sys
from contextlib import suppress
from typing import Any

from scalekit.cli.terminal import streams

_PASTE = 0.05  # seconds: the lines of a paste come faster, and nobody types so fast


class TerminalLines:
    """Reads lines from stdin and asks on stderr."""

    def __init__(self) -> None:
        self._readline = _line_editor()
        self.recalls = self._readline is not None
        _let_no_key_stop_the_output()

    def read(self, question: str, recall: str = "") -> str:
        """Return the next line without its end; the up arrow brings back `recall`."""
        if self._readline:
            # Python's own prompt goes to stdout, which is this same terminal here.
            self._readline.clear_history()
            if recall and recall.isprintable():
                self._readline.add_history(recall)
            sys.stderr.flush()
            return input(question)
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def unfinished(self) -> str:
        """Return what was written of a line that was stopped, where an editor of lines has it."""
        return str(self._readline.get_line_buffer()) if self._readline else ""

    def waiting(self) -> bool:
        """Return whether there is more to read that came with the last line."""
        with suppress(OSError, ValueError):
            return os.isatty(sys.stdin.fileno()) and _waiting()
        return False

    def drop(self) -> bool:
        """Throw away what was typed ahead or pasted; return whether there was any."""
        dropped = False
        while self.waiting():
            dropped = True
            _throw_away()
        return dropped


def _line_editor() -> Any:
    """Return Python's readline where it works on this very terminal, or None."""
    if not all(map(streams.is_terminal, (sys.stdin, sys.stdout, sys.stderr))):
        return None
    try:
        import readline
    except ImportError:  # Windows, whose console edits lines by itself
        return None
    # The output is lines only, without the marks that this setting writes around each.
    readline.parse_and_bind("set enable-bracketed-paste off")
    readline.parse_and_bind("set enable-meta-key off")
    # Searching and quoted keys surprise whoever did not ask for them.
    for keys in ("\\C-r", "\\C-s", "\\C-q", "\\C-v", "\\t"):
        readline.parse_and_bind(f'"{keys}": ""')
    readline.set_auto_history(False)
    return readline


def _let_no_key_stop_the_output() -> None:
    """Make Ctrl-S a key like others until the program ends."""
    try:
        import termios
    except ImportError:
        return
    with suppress(OSError, ValueError, termios.error):
        before = termios.tcgetattr(sys.stdin.fileno())
        after = [before[0] & ~termios.IXON, *before[1:]]
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, after)
        atexit.register(termios.tcsetattr, sys.stdin.fileno(), termios.TCSANOW, before)


def _waiting() -> bool:
    try:
        import select
        import termios  # noqa: F401 - where there is none, `select` does not wait for a console
    except ImportError:
        import msvcrt
        import time

        time.sleep(_PASTE)
        return bool(msvcrt.kbhit())  # type: ignore[attr-defined]
    return bool(select.select([sys.stdin.fileno()], [], [], _PASTE)[0])


def _throw_away() -> None:
    try:
        import termios
    except ImportError:
        import msvcrt

        while msvcrt.kbhit():  # type: ignore[attr-defined]
            msvcrt.getwch()  # type: ignore[attr-defined]
        return
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
