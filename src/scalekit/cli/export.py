"""`scalekit export`: checklists in another form, one or thousands."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.documents import Format, format_named
from scalekit.cli.options import PlaybookOption
from scalekit.errors import UsageError
from scalekit.model.printable import printable
from scalekit.storage import files

if TYPE_CHECKING:
    from scalekit.model.problem import Problem


def export(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", metavar="FORMAT", help="md or json.")
    ] = "json",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR",
            help="Where to write: a file, a folder for many, or - for stdout.",
        ),
    ] = None,
    playbook: PlaybookOption = None,
) -> int:
    """Write checklists in another format; Markdown and JSON both hold everything.

    \b
    Examples:
      scalekit export feno-testing.scalekit.md --format json
      scalekit export feno-testing.scalekit.md --format json --output feno.scalekit.json
      scalekit export innovations/ --format json --output exported/
      cat feno.scalekit.json | scalekit export - --format md

    With a folder, or several files, each becomes a document of its own in the folder --output,
    in the same folders below it. Exits 1 when some could not be exported; the rest are.
    """
    kind = format_named(format)
    paths = paths or [checklists.here()]
    to_folder = output is not None and (os.path.isdir(output) or output.endswith(("/", os.sep)))
    if len(paths) > 1 or os.path.isdir(paths[0]) or to_folder:
        return _many(paths, format, kind, output)
    return _one(paths[0], kind, output)


def _one(path: str, kind: Format, output: str | None) -> int:
    raw = kind.render(checklists.open_checklist(path))
    if output in (None, "-"):
        text = raw.decode("utf-8")
        # The exact text for a file or a program, a harmless one for a screen.
        streams.out(printable(text) if streams.is_terminal(sys.stdout) else text)
    else:
        files.put(output, raw)
        streams.say(f"Wrote {output}.")
    return 0


def _many(paths: Sequence[str], name: str, kind: Format, output: str | None) -> int:
    from scalekit.cli import batch

    if output in (None, "-"):
        raise UsageError("Name a folder for the documents with --output.")
    batch.refuse_mixture(output)
    if "-" in paths:
        raise UsageError("Stdin is one checklist. Export it by itself.")
    problems: list[Problem] = []
    count = 0
    for number, found in batch.run(name, batch.plan(paths, output, kind.suffix)):
        count += number
        problems += found
        streams.progress(count)
    streams.progress(None)
    for problem in problems:
        streams.say(str(problem))
    if not count:
        streams.say("No checklists here: no file ends in .scalekit.md or .scalekit.json.")
        return 0
    failed = len({problem.at.path for problem in problems})
    streams.say(f"Wrote {count - failed} of {count} to {output}.")
    return int(bool(problems))
