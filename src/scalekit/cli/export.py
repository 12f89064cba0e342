"""`scalekit export`: checklists in another form, one or thousands."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from scalekit import clock
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.meant import the_one_here
from scalekit.cli.arguments.options import ForceOption, PlaybookOption
from scalekit.cli.exporting.formats import FORMATS, Format, Options, format_named, kept
from scalekit.cli.exporting.paper_options import (
    AskOption,
    AuthorOption,
    DateOption,
    LayoutOption,
    MeetingOption,
    PurposeOption,
    TemplateOption,
    read_paper,
)
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.files.losing import refuse_loss
from scalekit.cli.files.writing import format_for, new_file, put, refuse_own
from scalekit.cli.terminal import streams
from scalekit.errors import InterruptedByUserError, UsageError
from scalekit.storage import files

if TYPE_CHECKING:
    from scalekit.model.problem import Problem
    from scalekit.storage.files import StoredChecklist

_STEP = 100  # checklists read before the progress bar moves

_GATHERING = [form.suffix for form in FORMATS.values() if form.gathers]
_ENDINGS = f"{', '.join(_GATHERING[:-1])} or {_GATHERING[-1]}"

PathsArgument = Annotated[
    list[str] | None,
    Argument(
        metavar="[PATH]...",
        help="Checklists, folders of them, or - for stdin.",
        offers="checklist_files",
    ),
]
FormatOption = Annotated[
    str | None,
    Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}. Without --format, the ending of --output chooses; without"
        " both, json.",
        offers=(*FORMATS,),
    ),
]
OutputOption = Annotated[
    str | None,
    Option(
        "--output",
        "-o",
        metavar="FILE|DIR",
        help="Where to write: a file, or - for stdout; a folder for many, or a file ending in"
        f" {_ENDINGS} for all in one.",
    ),
]
RoleOption = Annotated[
    list[str] | None,
    Option(
        metavar="ROLE",
        help="Only the actions of this role. Repeat for more.",
        offers="roles",
    ),
]
SinceOption = Annotated[
    str | None,
    Option(metavar="REV|DATE", help="Say what changed since this revision or day, from git."),
]
FillableOption = Annotated[
    bool, Option("--fillable", help="With html: a form to fill in and send back.")
]
SenderOption = Annotated[
    str | None, Option(metavar="NAME", help="With a form or xlsx: who sends it, and gets it back.")
]


def export(
    paths: PathsArgument = None,
    format: FormatOption = None,  # noqa: A002 - the option's name
    output: OutputOption = None,
    role: RoleOption = None,
    since: SinceOption = None,
    fillable: FillableOption = False,
    sender: SenderOption = None,
    meeting: MeetingOption = None,
    day: DateOption = None,
    author: AuthorOption = None,
    purpose: PurposeOption = None,
    ask: AskOption = None,
    layout: LayoutOption = None,
    template: TemplateOption = None,
    force: ForceOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Write checklists in another format; Markdown and JSON both hold everything.

    \b
    Examples:
      scalekit export feno-testing.scalekit.md --format json
      scalekit export feno-testing.scalekit.md --format html --since 2026-10-01
      scalekit export feno-testing.scalekit.md --format docx --purpose decision
      scalekit export innovations/ --format html --output pages/
      scalekit export innovations/ --format xlsx --output all.xlsx
      scalekit export innovations/ --format ics --output dates.ics
      cat feno.scalekit.json | scalekit export - --format md

    With a folder, or several files, each becomes a document of its own in the folder --output,
    in the same folders below it; csv, ndjson, ics and xlsx can also gather all in one file. Exits
    1 when some could not be exported; the rest are.

    An ics is a calendar: when actions are due, when decisions are reviewed, and what is planned in
    lines of notes that begin with a day and a colon.

    A pdf is a form to fill in and send back; a page with --fillable is the same, and the one that
    works with a screen reader.

    A page or paper that --output names is replaced; without it none is. A checklist, workbook or
    form that holds answers which would be lost is not: import it first, name another, or use
    --force.
    """
    told = format_for(format, output, FORMATS)
    name = told or "json"
    kind = format_named(name)
    if fillable and name != "html":
        raise UsageError("--fillable goes with --format html.")
    is_form = fillable or name in ("pdf", "xlsx") or layout == "checklist"
    if sender and not is_form:
        raise UsageError(
            "--sender goes with --fillable, --layout checklist, --format pdf or --format xlsx."
        )
    today = clock.today()
    given = {"meeting": meeting, "date": day, "author": author, "purpose": purpose}
    given |= {"ask": ask, "layout": layout, "template": template}
    paper = read_paper(given, name, today)
    paths = paths or [the_one_here()]
    roles_in = playbooks.playbook_at(paths[0], playbook)
    roles = _roles(role or [], roles_in)
    options = Options(today, [], roles, playbook, roles_in, fillable, force, paper)
    options = options._replace(sender=" ".join((sender or "").split()))
    problems: list[Problem] = []
    if since is not None:
        options = _with_changes(options, kind, paths, since, problems)
    code = _written(paths, name, options, output)
    if not told and output not in (None, "-") and os.path.isfile(output):
        streams.say("The name does not say which format, so it is JSON. Another one: --format")
    _tell(problems)
    return code or int(bool(problems))


def _roles(words: Sequence[str], playbook: str | None) -> tuple[str, ...]:
    return playbooks.read_roles(playbooks.load_playbook(playbook), words) if words else ()


def _with_changes(
    options: Options, kind: Format, paths: Sequence[str], since: str, problems: "list[Problem]"
) -> Options:
    """Return the options with what changed in these checklists; adds to the problems."""
    if kind.bare:
        others = ", ".join(name for name, each in FORMATS.items() if not each.bare)
        what = "calendar" if kind.dates else "checklist"
        raise UsageError(f"A {what} holds no history. --since goes with --format {others}.")
    # It runs git, which nothing else here needs.
    from scalekit.git.since import changed_since

    found = changed_since(paths, since, problems, streams.say, partial(kept, options))
    return options._replace(since=found.name, earlier=found.earlier())


def _written(paths: Sequence[str], name: str, options: Options, output: str | None) -> int:
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
        refuse_loss(output, lambda: (kept(options, s.checklist) for s in there()), into)
    pieces = _noting_no_date(pieces, paths) if kind.dates else pieces
    put(pieces, output, kind.suffix, binary=kind.binary)


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
    _tell(problems)
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
    _tell(problems)
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


def _tell(problems: "Iterable[Problem]") -> None:
    for problem in problems:
        streams.say(str(problem))
