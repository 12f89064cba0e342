"""`scalekit export`: checklists in another form, one or thousands."""

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from scalekit import clock
from scalekit.cli.arguments.chosen_checklist import the_one_here
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.mistakes import Mistakes
from scalekit.cli.arguments.options import ForceOption, PlaybookOption, RoleOption
from scalekit.cli.exporting.formats import FORMATS, Format, Options, part_for_roles
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
from scalekit.cli.exporting.writing import tell, write_documents
from scalekit.cli.files import playbooks
from scalekit.cli.files.writing import format_for
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.text.sentence import series

if TYPE_CHECKING:
    from scalekit.model.problem import Problem


_ENDINGS = series((form.suffix for form in FORMATS.values() if form.gathers), "or")

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
    kind = FORMATS[name]
    wrong = Mistakes()
    if fillable and name != "html":
        wrong.add("--fillable goes with --format html.")
    is_form = fillable or name in ("pdf", "xlsx") or layout == "checklist"
    if sender and not is_form:
        wrong.add(
            "--sender goes with --fillable, --layout checklist, --format pdf or --format xlsx."
        )
    today = clock.today()
    given = {"meeting": meeting, "date": day, "author": author, "purpose": purpose}
    given |= {"ask": ask, "layout": layout, "template": template}
    paper = wrong.read(read_paper, given, name, today)
    if since is not None:
        wrong.read(_has_history, kind)
    wrong.check()
    paths = paths or [the_one_here()]
    roles_in = playbooks.playbook_at(paths[0], playbook)
    roles = _roles(role or [], roles_in)
    options = Options(today, [], roles, playbook, roles_in, fillable, force, paper)
    options = options._replace(sender=" ".join((sender or "").split()))
    problems: list[Problem] = []
    if since is not None:
        options = _with_changes(options, paths, since, problems)
    code = write_documents(paths, name, options, output)
    if not told and output not in (None, "-") and os.path.isfile(output):
        streams.say("The name does not say which format, so it is JSON. Another one: --format")
    tell(problems)
    return code or int(bool(problems))


def _roles(words: Sequence[str], playbook: str | None) -> tuple[str, ...]:
    return playbooks.read_roles(playbooks.load_playbook(playbook), words) if words else ()


def _has_history(kind: Format) -> None:
    if kind.bare:
        others = ", ".join(name for name, each in FORMATS.items() if not each.bare)
        what = "calendar" if kind.dates else "checklist"
        raise UsageError(f"A {what} holds no history. --since goes with --format {others}.")


def _with_changes(
    options: Options, paths: Sequence[str], since: str, problems: "list[Problem]"
) -> Options:
    """Return the options with what changed in these checklists; adds to the problems."""
    # It runs git, which nothing else here needs.
    from scalekit.git.changed_since import changed_since

    found = changed_since(paths, since, problems, streams.say, partial(part_for_roles, options))
    return options._replace(since=found.name, earlier=found.earlier())
