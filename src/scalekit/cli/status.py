"""`scalekit status`: where checklists stand."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from scalekit import clock
from scalekit.cli.arguments import filtering
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlainOption, PlaybookOption
from scalekit.cli.files import checklists, home, playbooks, standing
from scalekit.cli.terminal import streams
from scalekit.engine.filter import ORDERS, Filter, Standing
from scalekit.engine.progress import Progress
from scalekit.errors import FileError
from scalekit.model.checklist import ChecklistAction
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.settings.nearest import rules_at
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist
from scalekit.views import problems as problems_view
from scalekit.views import status as view

if TYPE_CHECKING:
    from scalekit.cli.checking.exceptions import Idle
    from scalekit.model.playbook import Playbook
    from scalekit.model.problem import Problem


class _StatusEntry(NamedTuple):
    """A checklist that is shown, where it stands, and which of its actions are wanted."""

    stored: StoredChecklist
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
    owner: filtering.OwnerOption = None,
    statuses: filtering.StatusOption = None,
    overdue: filtering.OverdueOption = False,
    due_before: filtering.DueBeforeOption = None,
    sort: filtering.SortOption = None,
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

    With --owner, --status, --overdue or --due-before only actions that match are shown, all of
    these where several are given, and only checklists that have any.
    """
    today = clock.today()
    wanted = filtering.read_filter(today, owner, statuses, overdue, due_before)
    filtering.check_sort(sort)
    reading = _Reading(paths or home.all_here(), today, wanted, playbook)
    shown = reading.sorted(ORDERS[sort]) if sort else reading.each()
    if json:
        _write_document(shown, reading)
    else:
        _show(shown, wanted, short, plain)
    if not reading.read and not reading.problems:
        streams.say(checklists.NONE_HERE)
    elif not reading.found and not reading.problems:
        streams.say("No action matches what you asked for.")
    for note in () if json else reading.notes:
        streams.say(str(note))
    if reading.problems:
        raise FileError(*reading.problems)
    return 0


class _Reading:
    """Reads checklists one by one, and keeps of each no more than what is to be said of it."""

    def __init__(
        self, paths: Sequence[str], today: date, wanted: Filter, playbook: str | None
    ) -> None:
        self.paths = paths
        self.today = today
        self.wanted = wanted
        self.playbook = playbook
        self.read = self.found = 0
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.idle: Idle | None = None

    def each(self) -> Iterator[_StatusEntry]:
        for _, stored, problems in checklists.read_all(self.paths):
            self.problems += problems
            if stored:
                self.read += 1
                self.notes += [*stored.notes, *self._playbook_notes(stored)]
                if one := self._shown(stored):
                    self.found += 1
                    yield one
        self.notes += self.idle.notes if self.idle else ()

    def _playbook_notes(self, stored: StoredChecklist) -> "list[Problem]":
        try:
            return playbooks.playbook_notes(stored.path, stored.checklist, self.playbook)
        except FileError:
            return []  # which is said once it is shown

    def sorted(self, rank: Callable[[Standing], tuple[object, ...]]) -> Iterator[_StatusEntry]:
        """Yield the same in an order, each read once more: thousands are too many to keep."""
        ranks = []
        for one in self.each():
            stored = one.stored
            kept = stored if stored.path == "-" else None
            ranks.append((rank((stored.checklist, one.stands, one.actions)), stored.path, kept))
        for _, path, kept in sorted(ranks, key=lambda each: each[0]):
            again = kept or files.read(path)[0]
            if again and (found := self._shown(again)):
                yield found

    def _exceptions(self, stored: StoredChecklist) -> tuple[str, ...]:
        settings = rules_at(stored.path)
        if not settings.exceptions:
            return ()
        # Few folders have any.
        from scalekit.cli.checking.exceptions import Idle, exceptions_for, in_words
        from scalekit.settings.keys import NAME

        self.idle = self.idle or Idle(f"No {NAME}")
        self.idle.look(settings.exceptions, stored.path, stored.checklist, settings.require)
        return tuple(in_words(exceptions_for(settings.exceptions, stored.path), self.today))

    def _shown(self, stored: StoredChecklist) -> _StatusEntry | None:
        actions = self.wanted.actions(stored.checklist)
        if not actions and not self.wanted.is_all:
            return None
        newer: Playbook | None = None
        told: tuple[str, ...] = ()
        try:
            newer = playbooks.newer_playbook(stored.path, stored.checklist, self.playbook)
            told = self._exceptions(stored)
        except FileError as error:  # what its own folder says; the others are shown
            self.problems += (p for p in error.problems if p not in self.problems)
        stands = standing.progress_here(stored.path, stored.checklist, self.today, newer)
        return _StatusEntry(stored, stands._replace(exceptions=told) if told else stands, actions)


def _write_document(shown: Iterator[_StatusEntry], reading: _Reading) -> None:
    some = not reading.wanted.is_all
    documents = (
        view.document(s.path, s.checklist, stands, actions if some else None)
        for s, stands, actions in shown
    )
    streams.out_json_of_many(
        "status",
        "checklists",
        documents,
        lambda: {
            "problems": problems_view.document(reading.problems),
            "notes": problems_view.document(reading.notes),
        },
    )


def _show(shown: Iterator[_StatusEntry], wanted: Filter, short: bool, plain: bool) -> None:
    person = streams.is_terminal(sys.stdout) and not streams.wants_plain(plain)
    if person and wanted.is_all and not short:
        _show_tables(shown)
        return
    texts = (_lines(one, wanted, short) for one in shown)
    told = ([*([""] if number and not short else []), *lines] for number, lines in enumerate(texts))
    if not person:
        for lines in told:
            streams.out_lines(lines)
    elif every := [line for lines in told for line in lines]:
        from scalekit.cli.terminal.showing import show_lines  # only a person at a terminal needs it

        show_lines(every)


def _lines(one: _StatusEntry, wanted: Filter, short: bool) -> list[str]:
    stored, stands, actions = one
    path, checklist = stored.path, stored.checklist
    if short and wanted.is_all:
        return [view.short(path, checklist, stands)]
    if short:
        return [view.short_of(path, checklist, action) for action in actions]
    if wanted.is_all:
        return view.lines(path, checklist, stands, builtin_id_and_version()[0])
    return view.filtered(path, checklist, actions)


def _show_tables(shown: Iterator[_StatusEntry]) -> None:
    # rich takes 40 ms, and only a person at a terminal sees what it does.
    from scalekit.cli.terminal import pager
    from scalekit.views.terminal_status import draw_status

    every = ((one.stored.path, one.stored.checklist, one.stands) for one in shown)
    pager.show_drawn(lambda console: draw_status(every, console, builtin_id_and_version()[0]))
