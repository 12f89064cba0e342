"""Where the documents of an export go: one, all in one, or each in a folder."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from scalekit.cli.exporting.formats import FORMATS, Format, Options, part_for_roles
from scalekit.cli.files import checklists
from scalekit.cli.files.overwriting import refuse_loss
from scalekit.cli.files.writing import new_file, refuse_own, write_document
from scalekit.cli.terminal import streams
from scalekit.errors import InterruptedByUserError, UsageError
from scalekit.storage import files

if TYPE_CHECKING:
    from scalekit.model.problem import Problem
    from scalekit.storage.files import StoredChecklist

_STEP = 100  # checklists read before the progress bar moves


def write_documents(paths: Sequence[str], name: str, options: Options, output: str | None) -> int:
    """Write checklists in a format; return the exit code, 1 where some could not be written."""
    kind = FORMATS[name]
    several = len(paths) > 1 or os.path.isdir(paths[0])
    to_folder = output is not None and _names_folder(output, several=several)
    if several and kind.gathers and not to_folder:
        return _gather(paths, kind, options, output)
    if several and not to_folder and output and output.lower().endswith(f".{name}"):
        raise UsageError(
            f"{output} is one file, and {name} makes a document of each checklist."
            " Name a folder with --output."
        )
    if several or to_folder:
        return _many(paths, name, options, output)
    return _one(paths[0], kind, options, output)


def _names_folder(output: str, *, several: bool) -> bool:
    """Return whether documents go into a folder of that name, which need not be there yet."""
    if os.path.isdir(output) or output.endswith(("/", os.sep)):
        return True
    has_ending = bool(os.path.splitext(output)[1])
    return several and output != "-" and not has_ending and not os.path.exists(output)


def _one(path: str, kind: Format, options: Options, output: str | None) -> int:
    stored = checklists.open_checklist(path)
    if output is None and kind.shown:
        output = new_file(f"{'checklist' if path == '-' else files.stem(path)}{kind.suffix}")
    options = options._replace(output="" if output in (None, "-") else output)
    pieces = kind.render([stored], options)
    _put([path], kind, pieces, options, output, lambda: [stored])
    return 0


def _put(
    paths: Sequence[str],
    kind: Format,
    pieces: Iterator[bytes],
    options: Options,
    output: str | None,
    every: "Callable[[], Iterable[StoredChecklist]]",
) -> None:
    """Write a document of these checklists; `every` gives them once more."""
    refuse_own(paths, output)
    if output not in (None, "-") and not options.force:
        into = paths[0] if len(paths) == 1 and paths[0] != "-" else "FILE"
        there = every if kind.holds else tuple
        refuse_loss(output, lambda: (part_for_roles(options, s.checklist) for s in there()), into)
    pieces = _noting_no_date(pieces, paths) if kind.dates else pieces
    write_document(pieces, output, kind.suffix, binary=kind.binary)


def _noting_no_date(pieces: Iterator[bytes], paths: Sequence[str]) -> Iterator[bytes]:
    """Yield the pieces of a calendar, and say at the end if it holds nothing."""
    is_empty = True
    for piece in pieces:
        is_empty = is_empty and b"BEGIN:VEVENT" not in piece
        yield piece
    if is_empty:
        streams.say(f"{', '.join(paths)}: No date is recorded, so the calendar is empty.")


def _gather(paths: Sequence[str], kind: Format, options: Options, output: str | None) -> int:
    problems = options.unread
    is_file = output not in (None, "-")
    with closing(_readable(paths, problems, is_file=is_file)) as every:
        pieces = kind.render(every, options)
        _put(paths, kind, pieces, options, output, lambda: _readable(paths, [], is_file=False))
    tell(problems)
    return int(bool(problems))


def _readable(
    paths: Sequence[str], problems: "list[Problem]", *, is_file: bool
) -> "Generator[StoredChecklist, None, None]":
    """Yield the checklists that can be read; the bar is gone before anything else is said."""
    with streams.progress_bar(partial(checklists.count, paths if is_file else ())) as more:
        for number, (_, stored, found) in enumerate(checklists.read_all(paths), 1):
            problems += found
            if number % _STEP == 0:
                more(_STEP)
            if stored:
                yield stored


def _many(paths: Sequence[str], name: str, options: Options, output: str | None) -> int:
    from scalekit.cli.exporting import batch, stopping

    if output in (None, "-"):
        raise UsageError("Name a folder for the documents with --output.")
    if "-" in paths:
        raise UsageError("Stdin is one checklist. Export it by itself.")
    suffix = FORMATS[name].suffix
    for own in filter(None, (batch.own_output(path, output, suffix) for path in paths)):
        if any(files.find(own)):
            streams.say(f"{own}: What is in here was left out, because the documents go here.")
    jobs = batch.plan(paths, output, suffix)
    first = next(jobs, None)
    if first is None:
        streams.say(checklists.NONE_HERE)
        return 0
    batch.make(output)
    problems: list[Problem] = []
    count = 0
    with stopping.after_each_file():
        with streams.progress_bar(partial(checklists.count, paths)) as more:
            for number, found in batch.run(name, options, chain([first], jobs)):
                count += number
                problems += found
                more(number)
        is_stopped = stopping.stopped()
    tell(problems)
    written = count - len({problem.at.path for problem in problems})
    if is_stopped:
        raise InterruptedByUserError(
            f"Stopped. {written} documents are whole in {output}, and no other was begun."
            " Run the command again for all of them."
        )
    for root in batch.doubled(paths, output, suffix) if written else ():
        streams.say(
            f"There are two files of each checklist in {_said(root)} now, because what was written"
            " there are checklists too. Keep them in another folder, or delete one of the two."
        )
    streams.say(f"Wrote {written} of {count} to {_said(output)}.")
    return int(bool(problems))


def _said(folder: str) -> str:
    """Return a folder in a sentence, which ends behind it."""
    name = os.path.normpath(folder)
    return {".": "this folder", "..": "the folder above"}.get(name, folder)


def tell(problems: "Iterable[Problem]") -> None:
    """Say what is wrong, a line for each."""
    for problem in problems:
        streams.say(str(problem))
