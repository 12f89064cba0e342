"""`scalekit portfolio`: many checklists side by side."""

from typing import TYPE_CHECKING, Annotated

from scalekit import clock
from scalekit.cli.arguments import filtering
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import (
    ForceOption,
    JsonOption,
    OutputOption,
    PlainOption,
    PlaybookOption,
    RoleOption,
    format_option,
)
from scalekit.cli.exporting.pages import file_for
from scalekit.cli.files import checklists, home
from scalekit.cli.files.writing import format_for
from scalekit.cli.surveying.reading import read_overview
from scalekit.cli.surveying.showing import show
from scalekit.cli.terminal import streams
from scalekit.engine.parts import GROUPS
from scalekit.errors import FileError, UsageError
from scalekit.text.near import did_you_mean
from scalekit.text.sentence import series

if TYPE_CHECKING:
    from scalekit.model.problem import Problem

FORMATS = ("text", "html", "xlsx", "csv", "json")


def portfolio(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin. Without any: this folder.",
            offers="checklist_files",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        format_option(FORMATS),
    ] = None,
    group_by: Annotated[
        str,
        Option(
            "--group-by",
            metavar="WHAT",
            help=f"{', '.join(GROUPS)}.",
            offers=(*GROUPS,),
        ),
    ] = "",
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="Say what had no movement since this revision, or since this day began.",
        ),
    ] = None,
    output: OutputOption = None,
    role: RoleOption = None,
    owner: filtering.OwnerOption = None,
    statuses: filtering.StatusOption = None,
    overdue: filtering.OverdueOption = False,
    due_before: filtering.DueBeforeOption = None,
    sort: filtering.SortOption = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    force: ForceOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """See many checklists side by side: counts by pillar, and what needs a look.

    \b
    Examples:
      scalekit portfolio
      scalekit portfolio innovations/ --group-by owner
      scalekit portfolio innovations/ --since 2026-10-01
      scalekit portfolio innovations/ --output pages/overview.html
      scalekit portfolio innovations/ --owner "Sam Lee" --overdue --sort due
      scalekit portfolio innovations/ --json

    The counts are followed by what is off track, why and with whom, what is overdue, what cannot
    start, what needs attention, what is completed without evidence, answers whose wording changed
    since and, with --since, the checklists in which nothing was done. Exits 3 when a file cannot
    be read; the others are shown, and the document says which is missing.

    An html page leads to the pages that `scalekit export innovations/ --format html` made in the
    same folder.

    With --owner, --status, --overdue or --due-before only actions that match count, all of these
    where several are given, and only checklists that have any; the document says so.
    """
    today = clock.today()
    wanted = filtering.read_filter(today, owner, statuses, overdue, due_before)
    filtering.check_sort(sort)
    kind = format_for(format, output, FORMATS, json=json) or "text"
    if group_by and group_by not in GROUPS:
        near = did_you_mean(group_by, GROUPS) or f"Use {series(GROUPS, 'or')}."
        raise UsageError(f"There is no group “{group_by}”. {near}")
    paths = paths or [home.folder()]
    if "-" in paths and len(paths) > 1:
        raise UsageError("Stdin is one checklist. Show it by itself.")
    output = file_for(kind, "portfolio", output, paths, force=force)
    problems: list[Problem] = []
    found, read = read_overview(
        paths, group_by, since, role or [], playbook, problems, wanted, sort
    )
    if not read and not problems:
        streams.say(checklists.NONE_HERE)
    elif not found.rows and not problems:
        streams.say("No action matches what you asked for.")
    if found.rows or kind == "json":
        show(found, problems, kind, output, plain, paths)
    if problems:
        raise FileError(*problems)
    return 0
