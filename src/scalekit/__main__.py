"""The `scalekit` command."""

import sys

from scalekit import __version__
from scalekit.fast_exit import leave


def program() -> int:
    """Run the command line and end."""
    return leave(main())


def main() -> int:
    """Run the command line and return its exit code."""
    # Nothing else needs importing to answer this; typer takes 45 ms.
    if sys.argv[1:] in (["--version"], ["-V"]) and _is_written(f"scalekit {__version__}\n"):
        return 0
    try:
        from scalekit.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was anything to stop
        sys.stderr.write("Stopped.\n")
        return 130


def _is_written(text: str) -> bool:
    """Write to stdout; whether that worked. Where it did not, the command line says why."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (AttributeError, OSError):  # it is closed, or the disk is full
        return False
    return True


if __name__ == "__main__":
    sys.exit(program())
