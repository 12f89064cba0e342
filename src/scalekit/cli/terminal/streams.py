"""The standard streams: stdout carries what was asked for, stderr everything else."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from scalekit.errors import AnswerNeededError, FileError, reason
from scalekit.invoked import as_started, in_lines
from scalekit.model.problem import Position, Problem
from scalekit.text.printable import printable, printable_json

SCHEMA_VERSION = 2  # of every document for programs; docs/json.md says what each holds
_WIDTH = 80  # of a terminal that does not say
_MANY = 200  # files that take long enough to wonder


class ReaderGoneError(Exception):
    """Whoever read stdout, `head` say, has had enough."""


def use_utf8() -> None:
    """Write UTF-8 and plain newlines whatever the locale says.

    A closed stderr takes messages and shows them to nobody; what is written to a closed stdout
    is an error, as on a full disk.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "w" if name == "stderr" else "r"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def stdin() -> bytes:
    """Return what was piped in; raises when nobody did, or when it is too large."""
    if is_terminal(sys.stdin):
        raise AnswerNeededError("This needs text on stdin. Pipe it in, or name a file.")
    # Help and most commands read no stream.
    from scalekit.storage.files import read_stream

    return read_stream(sys.stdin.buffer)


def out(text: str) -> None:
    """Write to stdout what was asked for."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
        raise ReaderGoneError from None
    except OSError as error:
        forget_stdout()
        raise FileError(
            Problem(Position(), f"Stdout cannot be written: {reason(error)}.")
        ) from None


def out_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout, harmless; on a terminal none that is too long breaks inside a word."""
    out(laid_out(lines))


def laid_out(lines: Iterable[str]) -> str:
    """Return lines as `out_lines` writes them."""
    text = printable("\n".join(lines))
    if is_terminal(sys.stdout):
        # What is piped needs neither.
        from shutil import get_terminal_size

        from scalekit.text.columns import indented

        text = "\n".join(indented(text, get_terminal_size().columns))
    return f"{text}\n"


def forget_stdout() -> None:
    """Send stdout nowhere: Python flushes it once more at exit, and that must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def out_json(kind: str, content: dict[str, Any]) -> None:
    """Write one JSON document to stdout: a stable promise to programs, with its version."""
    out(json_text(kind, content))


def json_text(kind: str, content: dict[str, Any]) -> str:
    """Return one JSON document, with its version and what it is."""
    # 2 ms, and only documents for programs need them.
    import json

    from scalekit.views.json_values import with_nulls

    document = {"schemaVersion": SCHEMA_VERSION, "kind": kind, **with_nulls(content)}
    return printable_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def out_json_of_many(
    kind: str,
    name: str,
    parts: Iterable[dict[str, Any]],
    rest: Callable[[], dict[str, Any]],
) -> None:
    """Write the same document piece by piece: a list of many under a name, then the rest.

    `rest` is asked for when all parts are written.
    """
    import json

    from scalekit.views.json_values import with_nulls

    def text(value: Any, indent: str) -> str:
        said = json.dumps(with_nulls(value), ensure_ascii=False, indent=2)
        return printable_json(said).replace("\n", f"\n{indent}")

    start = {"schemaVersion": SCHEMA_VERSION, "kind": kind}
    heads = (f'  "{key}": {json.dumps(value)},\n' for key, value in start.items())
    out(f'{{\n{"".join(heads)}  "{name}": [')
    between = "\n"
    for part in parts:
        out(f"{between}    {text(part, '    ')}")
        between = ",\n"
    out("]" if between == "\n" else "\n  ]")
    for key, value in rest().items():
        out(f',\n  "{key}": {text(value, "  ")}')
    out("\n}\n")


def say(text: str = "") -> None:
    """Write a message for people to stderr, harmless whatever is quoted in it.

    On a terminal no line that is too long breaks inside a word.
    """
    said = printable(as_started(text))
    if is_terminal(sys.stderr):
        said = in_lines(said, _columns())
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def _columns() -> int:
    """Return how wide the terminal is where messages go; stdout may go to a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH


@contextmanager
def progress_bar(total: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many of many are done; gives what to call with how many more.

    `total` is asked only where somebody sees it.
    """
    number = total() if is_terminal(sys.stderr) and not wants_plain(False) else 0
    if number < _MANY:
        yield lambda _more: None
        return
    # rich takes 40 ms, and only a person at a terminal sees what it does.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    console.width -= 4  # a terminal shows ^C after the bar, and that must not start a line
    # Without a thread that draws: processes are started meanwhile, and a copy of it would hang.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=number)
        bar.refresh()
        yield lambda more: bar.update(task, advance=more, refresh=True)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person is at the other end; a closed stream has nobody."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def can_ask(no_input: bool) -> bool:
    """Return whether there is somebody to ask."""
    return not no_input and is_terminal(sys.stdin) and is_terminal(sys.stderr)


def wants_plain(plain: bool) -> bool:
    """Return whether output is to be plain lines: no colour, boxes or cursor movement."""
    dumb = os.environ.get("TERM", "") == "dumb"
    return plain or dumb or os.environ.get("ACCESSIBLE", "") not in ("", "0")
