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
_PROGRAM = "import sys; from scalekit.__main__ import main; sys.exit(main())"
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
        shell: bool = False,
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
        settings = {"TERM": "xterm-256color", "PYTHONPATH": str(_SOURCE), "LANG": "C.UTF-8"}
        # Hints then name `scalekit`, as for somebody who has it on the path.
        command = [sys.executable, "-c", _PROGRAM, *arguments]
        self.raw = b""
        # Seconds before each key: what comes too soon after a question is taken for a paste.
        self.pause = 0.0
        self._screen = pyte.HistoryScreen(columns, rows, history=2000)
        self._stream = pyte.ByteStream(self._screen)
        settings["SCALEKIT"] = f"{sys.executable} -m scalekit"
        program = ["-c", 'exec "$0" "$@"' + (f" >'{stdout}'" if stdout else ""), *command]
        self._child = pexpect.spawn(
            "bash" if shell else "sh",
            ["--norc", "-i"] if shell else program,
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

    def type(self, keys: str) -> None:
        """Press keys and give the program the time to read them before any that follow."""
        self._send(keys)
        time.sleep(0.2)

    def press(self, keys: str, then: str) -> None:
        """Press keys and wait for what comes of it, which must not be on the screen already."""
        assert not self._shows(then), then
        self._send(keys)
        self.wait(then)

    def press_for_line(self, keys: str, line: str) -> None:
        """Press keys and wait until a line is the last on the screen."""
        assert self._last() != line
        self._send(keys)
        self._until(lambda: self._last() == line, line)

    def hear(self, keys: str, then: str) -> str:
        """Press keys and wait for a text in what is written after that, on the screen or not.

        Return all that was written.
        """
        start = len(self.raw)

        def heard() -> str:
            return " ".join(self.raw[start:].decode(errors="replace").split())

        self._send(keys)
        self._until(lambda: then in heard(), then)
        return heard()

    def end(self, keys: str = "") -> int:
        """Press keys, wait until the program ends and return its exit code."""
        self._send(keys)
        self._until(lambda: not self._read(), "the end")
        self._child.close()
        code: int = self._child.exitstatus
        return code

    def _send(self, keys: str) -> None:
        time.sleep(self.pause)
        self._child.send(keys)

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
