"""`scalekit status`: where checklists stand."""

import sys
from datetime import date
from typing import Annotated

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.options import JsonOption, PlainOption, PlaybookOption
from scalekit.engine.progress import Progress, progress
from scalekit.errors import FileError
from scalekit.storage.files import Stored
from scalekit.views import problems as problems_view
from scalekit.views import status as view


def status(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Checklists, folders of them, or - for stdin.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Show where a checklist stands: counts by pillar, what is next, overdue or lacks evidence.

    \b
    Examples:
      scalekit status
      scalekit status feno-testing.scalekit.md
      scalekit status innovations/ --json
    """
    today = date.today()  # noqa: DTZ011 - the day it is where the person sits
    shown: list[tuple[Stored, Progress]] = []
    problems = []
    for _, stored, found in checklists.read_all(paths or [checklists.here(plain)]):
        problems += found
        if stored:
            newer = checklists.newer_playbook(stored.checklist, playbook)
            shown.append((stored, progress(stored.checklist, today, newer)))
    notes = [note for stored, _ in shown for note in stored.notes]
    if not shown and not problems:
        streams.say(checklists.NONE_HERE)
    if json:
        documents = [view.document(s.path, s.checklist, p) for s, p in shown]
        listed, said = problems_view.document(problems), problems_view.document(notes)
        streams.out_json("status", {"checklists": documents, "problems": listed, "notes": said})
    elif streams.is_terminal(sys.stdout) and not streams.wants_plain(plain):
        _show_tables(shown)
    else:
        for number, (stored, stands) in enumerate(shown):
            blank = [""] if number else []
            streams.out_lines([*blank, *view.lines(stored.path, stored.checklist, stands)])
    for note in () if json else notes:
        streams.say(str(note))
    if problems:
        raise FileError(*problems)
    return 0


def _show_tables(shown: list[tuple[Stored, Progress]]) -> None:
    # rich takes 40 ms, and only a person at a terminal sees what it does.
    from rich.console import Console

    from scalekit.views.terminal import show_status

    console = Console(highlight=False, markup=False, emoji=False)
    for number, (stored, stands) in enumerate(shown):
        if number:
            console.print()
        show_status(stored.path, stored.checklist, stands, console)
