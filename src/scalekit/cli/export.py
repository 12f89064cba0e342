"""`scalekit export`: the same checklist in another form."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.options import PlaybookOption
from scalekit.errors import UsageError
from scalekit.model.printable import printable
from scalekit.model.problem import did_you_mean
from scalekit.storage import files


def export(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="A checklist, or - for stdin.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", help="md or json.")
    ] = "json",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")
    ] = "-",
    playbook: PlaybookOption = None,
) -> int:
    """Write a checklist in another format; Markdown and JSON both hold everything.

    \b
    Examples:
      scalekit export feno-testing.scalekit.md --format json
      scalekit export feno-testing.scalekit.md --format json --output feno.scalekit.json
      cat feno.scalekit.json | scalekit export - --format md
    """
    if format not in files.FORMATS:
        near = did_you_mean(format, list(files.FORMATS))
        raise UsageError(
            f"There is no format “{format}”. {near} The formats are {', '.join(files.FORMATS)}."
        )
    stored = checklists.open_checklist(path or checklists.here())
    raw = files.encode(replace(stored, format=format, newline="\n", bom=False))
    if output == "-":
        _to_stdout(raw.decode("utf-8"))
    else:
        files.put(output, raw)
        streams.say(f"Wrote {output}.")
    return 0


def _to_stdout(text: str) -> None:
    """Write the exact text to a file or a program, and a harmless one to a screen."""
    streams.out(printable(text) if streams.is_terminal(sys.stdout) else text)
