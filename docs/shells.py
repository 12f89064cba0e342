"""What completes the command with the Tab key, for each shell, in a file to install."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

FILES = {
    "bash": "scalekit.bash",
    "zsh": "_scalekit",
    "fish": "scalekit.fish",
    "powershell": "scalekit.ps1",
}
# zsh reads the file when Tab is pressed first, and that press is to be answered too.
_FIRST_PRESS = '\nif [ "$funcstack[1]" = "_scalekit" ]; then\n  _scalekit_completion "$@"\nfi\n'


class Run(Protocol):
    """Runs a command in a folder and returns what it prints."""

    def __call__(self, folder: Path, arguments: list[str], **environment: str) -> str:
        """Run it with these settings in its environment."""


def completions(run: Run, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file with what it is to hold, as typer writes it."""
    for shell, name in FILES.items():
        command = ["scalekit", "--show-completion", shell]
        said = run(folder, command, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1").rstrip("\n")
        yield folder / name, f"{said}\n{_FIRST_PRESS if shell == 'zsh' else ''}"
