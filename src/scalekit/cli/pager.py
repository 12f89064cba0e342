"""Long text a screen at a time, through the pager that the person has."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator

from scalekit.cli import streams


def page(text: str, height: int) -> None:
    """Show text on the terminal: through a pager when there are more lines than it is high."""
    if text.count("\n") < height or not streams.is_terminal(sys.stdin):
        streams.out(text)
        return
    for command in _pagers():
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment())
        except OSError:
            continue  # the next one, or none
        _feed(process, text)
        return
    streams.out(text)


def _pagers() -> Iterator[list[str]]:
    """Yield the pagers to try: the one in PAGER, or else `less`; an empty PAGER is none."""
    wanted = os.environ.get("PAGER")
    try:
        words = shlex.split(wanted, posix=os.name != "nt") if wanted is not None else ["less"]
    except ValueError:
        words = ["less"]  # a quotation mark is missing
    # Windows finds `more.com` and `less.cmd` only by their whole names.
    found = shutil.which(words[0].strip('"')) if words else None
    if found and words != ["cat"]:
        yield [found, *words[1:]]


def _environment() -> dict[str, str]:
    """Return the environment in which `less` shows bold and colour as such."""
    options = os.environ.get("LESS", "")
    return {**os.environ, "LESS": f"-R {options}".rstrip(), "LESSCHARSET": "utf-8"}


def _feed(process: "subprocess.Popen[bytes]", text: str) -> None:
    while True:
        try:
            process.communicate(text.encode("utf-8", "backslashreplace"))
        except KeyboardInterrupt:
            continue  # Ctrl-C is for the pager, which ends or does not
        return
