"""How the program was started, so that a command in a message works as it is printed."""

import os
import re
import sys
from functools import cache

from scalekit.text.pattern import pattern

# Of the commands; `cli.app` says where each is.
NAMES = (
    *("start", "status", "portfolio", "guide", "next", "set", "review", "decide", "export"),
    *("import", "check", "diff", "compare", "history", "merge", "upgrade", "playbook", "schema"),
    *("doctor", "git"),
)
_COMMAND = pattern(rf"(?<![\w./\\=-])scalekit(?= (?:{'|'.join(NAMES)}|--help)\b)")
_SPACE = "\0"  # inside a command; no message holds one


def as_started(text: str) -> str:
    """Return a message with its commands as they were started: `.venv/bin/scalekit start`."""
    return _COMMAND.sub(lambda _: program(), text) if "scalekit " in text else text


def in_lines(text: str, width: int) -> str:
    """Return a message, started as above, broken between words; a command in it stays whole."""
    from scalekit.text.columns import indented

    names = f"{re.escape(program())} (?:{'|'.join(NAMES)})\\b"
    other = (
        r"git (?:add|commit|init)\b|(?:\"[^\"\n]+\"|\S+) -m pip install|pipx inject|uv pip install"
    )
    command = re.compile(rf"`[^`\n]+`|(?:{names}|{other})[^`\n]*")
    whole = command.sub(lambda found: found[0].replace(" ", _SPACE), text)
    return "\n".join(indented(whole, width)).replace(_SPACE, " ")


@cache
def program() -> str:
    """Return what a person types to start this program."""
    # Only a message that names a command needs it.
    from scalekit.text.shell import typed

    started = sys.argv[0]
    folder, name = os.path.split(started)
    name = name.lower()
    if name == "__main__.py" and os.path.basename(folder) == "scalekit":
        return f"{typed(_python())} -m scalekit"
    if not name.startswith("scalekit") or _is_on_path(started, name):
        return "scalekit"
    is_program = os.access(started, os.X_OK) if os.name != "nt" else not name.endswith(".pyz")
    if is_program:
        return typed(started if folder else f".{os.sep}{started}")
    return f"{typed(_python())} {typed(started)}"


def _python() -> str:
    """Return the Python as it was typed, where Python knows."""
    return sys.orig_argv[0] if sys.orig_argv else sys.executable


def _is_on_path(started: str, name: str) -> bool:
    import shutil

    found = shutil.which(name)
    there = f"{started}.exe" if os.name == "nt" and not name.endswith(".exe") else started
    return bool(found) and os.path.exists(there) and os.path.samefile(str(found), there)
