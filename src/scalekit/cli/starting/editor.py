"""Writing a long text in the person's own editor."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scalekit.cli.files.naming import slug
from scalekit.errors import FileError, UsageError, reason
from scalekit.model.values import NotUnderstoodError, read_note
from scalekit.storage import files

_MARK = "<!-- scalekit:"


def edit(text: str, title: str) -> str:
    """Return what a text became in the person's editor, which shows that it is about `title`.

    Raises ScalekitError when there is no editor, when it fails, or when what it left cannot be
    read; the message says where the text is kept.
    """
    command = _command()
    folder = tempfile.mkdtemp(prefix="scalekit-")
    path = Path(folder, f"{slug(title)}-note.md")
    about = f"{_MARK} your note on “{title}”. This line is left out. -->\n\n"
    path.write_text(f"{about}{text}\n", encoding="utf-8", newline="\n")
    before = path.read_bytes()
    problem = _run([*command, str(path)])
    try:
        if problem:
            raise UsageError(problem)
        if not path.exists():
            raise UsageError(f"The editor {command[0]} removed its file, so the note is as it was.")
        note = _without_mark(files.decode(path.read_bytes(), str(path))[0])
    except (UsageError, FileError, NotUnderstoodError, OSError) as error:
        raise UsageError(f"{error} {_kept(path, before)}".strip()) from None
    shutil.rmtree(folder, ignore_errors=True)
    return note


def _without_mark(written: str) -> str:
    first, _, rest = written.lstrip().partition("\n")
    return read_note(rest if first.startswith(_MARK) else written)


def _command() -> list[str]:
    """Return the editor that the person named, or else one that the system has, as git does."""
    named = next((os.environ[n] for n in ("VISUAL", "EDITOR") if os.environ.get(n, "").strip()), "")
    if not named:
        usual = ("notepad",) if os.name == "nt" else ("editor", "nano", "vi", "vim")
        if found := next(filter(shutil.which, usual), None):
            return [found]
        raise UsageError(
            "There is no editor here. Write the note on these lines, or name an editor in the"
            " variable EDITOR."
        )
    if os.name != "nt":
        return _split(named, posix=True)
    # A backslash is part of a Windows path, so the quotation marks are taken off by hand.
    return [part.strip('"') for part in _split(named, posix=False)]


def _split(named: str, *, posix: bool) -> list[str]:
    try:
        return shlex.split(named, posix=posix)
    except ValueError:
        raise UsageError(f"The editor “{named}” has a quotation mark that is not closed.") from None


def _run(command: list[str]) -> str:
    """Run the editor; return what went wrong, or nothing."""
    program = shutil.which(command[0]) or command[0]
    try:
        with _left_alone():
            # stdout may be a file; the person is at stderr.
            code = subprocess.run(
                [program, *command[1:]], stdout=sys.stderr, check=False
            ).returncode
    except OSError as error:
        return (
            f"The editor {command[0]} did not start: {reason(error)}."
            " Set VISUAL or EDITOR to one that you have."
        )
    return (
        f"The editor {command[0]} ended with code {code}, so the note is as it was." if code else ""
    )


@contextmanager
def _left_alone() -> Iterator[None]:
    """Let Ctrl-C reach the editor alone, so that it can keep what was typed there."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _kept(path: Path, before: bytes) -> str:
    """Keep a changed text and return where it is; remove an unchanged one."""
    with suppress(OSError):
        if path.read_bytes() != before:
            return f"What you wrote is in {path}."
    shutil.rmtree(path.parent, ignore_errors=True)
    return ""
