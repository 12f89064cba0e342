"""`scalekit export`: checklists in another form, one or thousands."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.documents import FORMATS, Format, Options, format_named, stem
from scalekit.cli.options import PlaybookOption
from scalekit.cli.writing import new_file, put
from scalekit.errors import UsageError

if TYPE_CHECKING:
    from scalekit.model.problem import Problem
    from scalekit.storage.files import Stored


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
        str,
        typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}."),
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
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE",
            help="Only the actions of this role. Repeat for more.",
            autocompletion=complete.roles,
        ),
    ] = None,
    fillable: Annotated[
        bool, typer.Option("--fillable", help="With html: a form to fill in and send back.")
    ] = False,
    playbook: PlaybookOption = None,
) -> int:
    """Write checklists in another format; Markdown and JSON both hold everything.

    \b
    Examples:
      scalekit export feno-testing.scalekit.md --format json
      scalekit export feno-testing.scalekit.md --format html
      scalekit export innovations/ --format html --output pages/
      scalekit export innovations/ --format xlsx --output all.xlsx
      cat feno.scalekit.json | scalekit export - --format md

    With a folder, or several files, each becomes a document of its own in the folder --output,
    in the same folders below it; csv, ndjson and xlsx can also gather all in one file. Exits 1
    when some could not be exported; the rest are.
    """
    kind = format_named(format)
    if fillable and format != "html":
        raise UsageError("--fillable goes with --format html.")
    today = date.today()  # noqa: DTZ011 - the day it is where the person sits
    options = Options(today, _roles(role or [], playbook), playbook, fillable)
    paths = paths or [checklists.here()]
    to_folder = output is not None and (os.path.isdir(output) or output.endswith(("/", os.sep)))
    several = len(paths) > 1 or os.path.isdir(paths[0])
    if several and kind.gathers and not to_folder:
        return _gather(paths, kind, options, output)
    if several or to_folder:
        return _many(paths, format, options, output)
    return _one(paths[0], kind, options, output)


def _roles(words: Sequence[str], playbook: str | None) -> tuple[str, ...]:
    return checklists.read_roles(checklists.load_playbook(playbook), words) if words else ()


def _one(path: str, kind: Format, options: Options, output: str | None) -> int:
    stored = checklists.open_checklist(path)
    if output is None and kind.shown:
        output = new_file(f"{'checklist' if path == '-' else stem(path)}{kind.suffix}")
    _put(kind, kind.render([stored], options), output)
    return 0


def _put(kind: Format, pieces: Iterator[bytes], output: str | None) -> None:
    put(pieces, output, kind.suffix, binary=kind.binary)


def _gather(paths: Sequence[str], kind: Format, options: Options, output: str | None) -> int:
    problems: list[Problem] = []
    _put(kind, kind.render(_readable(paths, problems), options), output)
    for problem in problems:
        streams.say(str(problem))
    return int(bool(problems))


def _readable(paths: Sequence[str], problems: "list[Problem]") -> "Iterator[Stored]":
    for _, stored, found in checklists.read_all(paths):
        problems += found
        if stored:
            yield stored


def _many(paths: Sequence[str], name: str, options: Options, output: str | None) -> int:
    from scalekit.cli import batch

    if output in (None, "-"):
        raise UsageError("Name a folder for the documents with --output.")
    batch.refuse_mixture(output)
    if "-" in paths:
        raise UsageError("Stdin is one checklist. Export it by itself.")
    problems: list[Problem] = []
    count = 0
    jobs = batch.plan(paths, output, FORMATS[name].suffix)
    for number, found in batch.run(name, options, jobs):
        count += number
        problems += found
        streams.progress(count)
    streams.progress(None)
    for problem in problems:
        streams.say(str(problem))
    if not count:
        streams.say(checklists.NONE_HERE)
        return 0
    failed = len({problem.at.path for problem in problems})
    streams.say(f"Wrote {count - failed} of {count} to {output}.")
    return int(bool(problems))
