"""`scalekit status`: where checklists stand."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.options import JsonOption, PlainOption, PlaybookOption
from scalekit.engine.pick import ORDERS, Pick
from scalekit.engine.progress import Progress, progress
from scalekit.errors import FileError, UsageError
from scalekit.model.checklist import ChecklistAction
from scalekit.model.dates import not_read, read_date
from scalekit.model.problem import Problem, did_you_mean
from scalekit.model.values import NotUnderstoodError, read_status
from scalekit.storage.files import Stored
from scalekit.views import problems as problems_view
from scalekit.views import status as view


class _Shown(NamedTuple):
    """A checklist that is shown, where it stands, and which of its actions are wanted."""

    stored: Stored
    stands: Progress
    actions: Sequence[ChecklistAction]


def status(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Checklists, folders of them, or - for stdin. Without one: all in this folder.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    short: Annotated[bool, typer.Option("--short", help="One line for each checklist.")] = False,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help='Only actions of this owner, or part of one; "" for none.'
        ),
    ] = None,
    statuses: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only actions with this status. Repeat for more.",
            autocompletion=complete.statuses,
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only actions that are overdue.")
    ] = False,
    due_before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only actions that are due before this day.")
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="BY",
            help="Order of the checklists: name, due, overdue (most first) or open (most first).",
            autocompletion=complete.one_of(*ORDERS),
        ),
    ] = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Show where checklists stand: counts by pillar, what is next, overdue or lacks evidence.

    \b
    Examples:
      scalekit status
      scalekit status feno-testing.scalekit.md
      scalekit status innovations/ --short --sort overdue
      scalekit status innovations/ --owner "Sam Lee" --due-before "12 Dec"
      scalekit status innovations/ --json

    With --owner, --status, --overdue or --due-before only the actions are shown that are all of
    these, and the checklists that have any.
    """
    today = date.today()  # noqa: DTZ011 - the day it is where the person sits
    pick = _pick(today, owner, statuses or [], overdue, due_before)
    if sort not in (None, *ORDERS):
        known = did_you_mean(str(sort), [*ORDERS]) or f"Use {', '.join(ORDERS)}."
        raise UsageError(f"--sort: there is no order “{sort}”. {known}")
    problems: list[Problem] = []
    notes: list[Problem] = []
    shown: list[_Shown] = []
    read = 0
    for _, stored, found in checklists.read_all(paths or checklists.all_here()):
        problems += found
        if stored is None:
            continue
        read += 1
        notes += stored.notes
        newer = checklists.newer_playbook(stored.checklist, playbook)
        one = _Shown(
            stored, progress(stored.checklist, today, newer), pick.actions(stored.checklist)
        )
        if one.actions or pick.is_all:
            shown.append(one)
    if sort:
        shown.sort(key=lambda one: ORDERS[sort]((one.stored.checklist, one.stands, one.actions)))
    if not read and not problems:
        streams.say(checklists.NONE_HERE)
    elif not shown and not problems:
        streams.say("No action is what you asked for.")
    if json:
        documents = [
            view.document(s.path, s.checklist, p, None if pick.is_all else a) for s, p, a in shown
        ]
        listed, said = problems_view.document(problems), problems_view.document(notes)
        streams.out_json("status", {"checklists": documents, "problems": listed, "notes": said})
    else:
        _show(shown, pick, short, plain)
    for note in () if json else notes:
        streams.say(str(note))
    if problems:
        raise FileError(*problems)
    return 0


def _pick(
    today: date, owner: str | None, statuses: Sequence[str], overdue: bool, due_before: str | None
) -> Pick:
    day = read_date(due_before, today) if due_before is not None else None
    if due_before is not None and day is None:
        raise UsageError(f"--due-before: {' '.join(not_read(due_before, today))}")
    try:
        wanted = tuple(read_status(word) for word in statuses)
    except NotUnderstoodError as error:
        raise UsageError(f"--status: {error}") from None
    return Pick(today, owner, wanted, overdue, day)


def _show(shown: Sequence[_Shown], pick: Pick, short: bool, plain: bool) -> None:
    person = streams.is_terminal(sys.stdout) and not streams.wants_plain(plain)
    if person and pick.is_all and not short:
        _show_tables(shown)
        return
    lines = []
    for number, (stored, stands, actions) in enumerate(shown):
        blank = [""] if number and not short else []
        if short and pick.is_all:
            told = [view.short(stored.path, stored.checklist, stands)]
        elif short:
            told = [view.short_of(stored.path, stored.checklist, action) for action in actions]
        elif pick.is_all:
            told = view.lines(stored.path, stored.checklist, stands)
        else:
            told = view.picked(stored.path, stored.checklist, actions)
        lines += [*blank, *told]
    if lines:
        streams.out_lines(lines, paged=person)


def _show_tables(shown: Sequence[_Shown]) -> None:
    # rich takes 40 ms, and only a person at a terminal sees what it does.
    from scalekit.cli import pager
    from scalekit.views.terminal import draw_status

    every = [(one.stored.path, one.stored.checklist, one.stands) for one in shown]
    pager.show_drawn(lambda console: draw_status(every, console))
