"""`scalekit status`: where checklists stand."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

from scalekit import clock
from scalekit.cli.arguments import picking
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlainOption, PlaybookOption
from scalekit.cli.files import checklists, config
from scalekit.cli.terminal import streams
from scalekit.engine.pick import ORDERS, Pick
from scalekit.engine.progress import Progress, progress
from scalekit.errors import FileError
from scalekit.model.checklist import ChecklistAction
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.storage.files import Stored
from scalekit.views import problems as problems_view
from scalekit.views import status as view

if TYPE_CHECKING:
    from scalekit.model.problem import Problem


class _Shown(NamedTuple):
    """A checklist that is shown, where it stands, and which of its actions are wanted."""

    stored: Stored
    stands: Progress
    actions: Sequence[ChecklistAction]


def status(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[FILE]...",
            help="Checklists, folders of them, or - for stdin. Without one: all in this folder.",
            offers="checklist_files",
        ),
    ] = None,
    short: Annotated[bool, Option("--short", help="One line for each checklist.")] = False,
    owner: picking.OwnerOption = None,
    statuses: picking.StatusOption = None,
    overdue: picking.OverdueOption = False,
    due_before: picking.DueBeforeOption = None,
    sort: picking.SortOption = None,
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
    today = clock.today()
    pick = picking.read_pick(today, owner, statuses, overdue, due_before)
    picking.check_sort(sort)
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
        newer = checklists.newer_playbook(stored.path, stored.checklist, playbook)
        stands = progress(stored.checklist, today, newer)
        if exceptions := config.settings_at(stored.path).exceptions:
            # Few folders have any.
            from scalekit.cli.checking.gates import exceptions_for

            told = tuple(exceptions_for(exceptions, stored.path, today))
            stands = replace(stands, exceptions=told)
        one = _Shown(stored, stands, pick.actions(stored.checklist))
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
            told = view.lines(stored.path, stored.checklist, stands, builtin_id_and_version()[0])
        else:
            told = view.picked(stored.path, stored.checklist, actions)
        lines += [*blank, *told]
    if lines:
        streams.out_lines(lines, paged=person)


def _show_tables(shown: Sequence[_Shown]) -> None:
    # rich takes 40 ms, and only a person at a terminal sees what it does.
    from scalekit.cli.terminal import pager
    from scalekit.views.terminal import draw_status

    every = [(one.stored.path, one.stored.checklist, one.stands) for one in shown]
    pager.show_drawn(lambda console: draw_status(every, console, builtin_id_and_version()[0]))
