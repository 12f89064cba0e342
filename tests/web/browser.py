"""A real browser for the tests, driven through one Node program that runs beside them."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.programs import node_package, program

DRIVER = Path(__file__).parent / "browser.js"


class Browser:
    """Opens pages and acts on them as a person does; `asked` and `messages` say what they did."""

    def __init__(self) -> None:
        for name in ("playwright-core", "axe-core"):
            node_package(name)
        self._process = subprocess.Popen(
            [program("node"), str(DRIVER), program("chromium")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __call__(self, command: str, **options: Any) -> Any:
        """Run one command of `browser.js` and return its result."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"command": command, **options}) + "\n")
        self._process.stdin.flush()
        reply = json.loads(self._process.stdout.readline())
        assert "error" not in reply, reply["error"]
        return reply["result"]

    def open(self, page: Path, **options: Any) -> None:
        """Open a page from the disk, with a new browser profile."""
        self("open", url=page.as_uri(), **options)

    def evaluate(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        return self("evaluate", script=script)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self("keys", keys=keys)

    def go_to(self, control: str) -> None:
        """Press Tab until the focus is on the control with this id, from a few stops before it."""
        self("goTo", control=control)

    def tab_to(self, control: str) -> None:
        """Press Tab from where the focus is until it is on the control with this id."""
        self("tabTo", control=control)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self("type", text=text)

    def close(self) -> None:
        """End the browser."""
        self._process.communicate(timeout=20)
