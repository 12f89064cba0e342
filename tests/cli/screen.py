"""A real terminal with a screen that can be read, for tests of what a person sees."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

pexpect: Any = pytest.importorskip("pexpect", reason="needs a Unix terminal")
pyte: Any = pytest.importorskip("pyte", reason="needs a Unix terminal")

PATIENCE = 30  # seconds; a machine that is busy is no failure
_SOURCE = Path(__file__).parents[2] / "src"
_UNSET = ("NO_COLOR", "ACCESSIBLE", "VISUAL", "EDITOR", "COLUMNS", "LINES")


class Screen:
    """The `scalekit` program on a terminal of its own; `raw` is every byte that it wrote."""

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        rows: int = 24,
        columns: int = 80,
        environment: Mapping[str, str] | None = None,
        stdout: Path | None = None,
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
        settings = {"TERM": "xterm-256color", "PYTHONPATH": str(_SOURCE), "LANG": "C.UTF-8"}
        command = [sys.executable, "-m", "scalekit", *arguments]
        self.raw = b""
        self._screen = pyte.HistoryScreen(columns, rows, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            "sh",
            ["-c", 'exec "$0" "$@"' + (f" >'{stdout}'" if stdout else ""), *command],
            cwd=str(folder),
            env={**kept, **settings, **(environment or {})},
            dimensions=(rows, columns),
        )
        # A pause before each key, for password prompts, which these are not.
        self._child.delaybeforesend = None

    @property
    def shown(self) -> list[str]:
        """Return the lines on the screen now."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def everything(self) -> str:
        """Return the lines that left the screen at the top, and those on it."""
        rows = [
            "".join(row[column].data for column in range(self._screen.columns)).rstrip()
            for row in self._screen.history.top
        ]
        return "\n".join([*rows, *self.shown])

    def wait(self, text: str) -> None:
        """Wait until a text is on the screen, however its lines are broken."""
        self._until(lambda: self._shows(text), text)

    def press(self, keys: str, then: str) -> None:
        """Press keys and wait for what comes of it, which must not be on the screen already."""
        assert not self._shows(then), then
        self._child.send(keys)
        self.wait(then)

    def press_for_line(self, keys: str, line: str) -> None:
        """Press keys and wait until a line is the last on the screen."""
        assert self._last() != line
        self._child.send(keys)
        self._until(lambda: self._last() == line, line)

    def hear(self, keys: str, then: str) -> None:
        """Press keys and wait for a text in what is written after that, on the screen or not."""
        start = len(self.raw)
        self._child.send(keys)
        self._until(lambda: then in " ".join(self.raw[start:].decode().split()), then)

    def end(self, keys: str = "") -> int:
        """Press keys, wait until the program ends and return its exit code."""
        self._child.send(keys)
        self._until(lambda: not self._read(), "the end")
        self._child.close()
        code: int = self._child.exitstatus
        return code

    def _shows(self, text: str) -> bool:
        return text in " ".join(" ".join(self.shown).split())

    def _last(self) -> str:
        return next((line for line in reversed(self.shown) if line), "")

    def kill(self) -> None:
        """End the program without giving it a chance to do anything."""
        self._child.close(force=True)

    def _until(self, found: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not found():
            alive = self._read()
            if not found() and (not alive or time.monotonic() > deadline):
                pytest.fail(f"{what!r} did not come:\n" + "\n".join(self.shown))

    def _read(self) -> bool:
        """Take in what the program wrote; return whether it is still running."""
        try:
            written = self._child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += written
        self._stream.feed(written)
        return True
