"""`scalekit check`: is every file sound?"""

from pathlib import PurePath
from typing import Annotated, Any

import typer

from scalekit import clock
from scalekit.cli.arguments import complete
from scalekit.cli.arguments.options import JsonOption, PlaybookOption
from scalekit.cli.files import checklists, evidence
from scalekit.cli.files.naming import typed
from scalekit.cli.files.slips import slips
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.invoked import as_started
from scalekit.engine.progress import progress
from scalekit.engine.statements import changed_since
from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.text.printable import printable
from scalekit.views import problems as view
from scalekit.views.programs import shown_path
from scalekit.views.statements import basis


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin. Without one: this folder.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    json: JsonOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Check that every checklist can be read and that every answer holds what it needs.

    \b
    Examples:
      scalekit check
      scalekit check innovations/ --json
      scalekit check feno-testing.scalekit.md

    Exits 3 when a file cannot be read, 1 when an answer lacks its reason, 0 when all is well.
    Notes also which answers were given to wording that has changed since, which reviews and
    decisions were made on answers that have, and which evidence beside the checklist is a file that
    has changed or is not there; what looks like a slip: a field or role that is mistyped, or an
    action that is missing; and copies of a checklist that a file service made and that no command
    reads.
    """
    used: dict[str, None] = {}
    unreadable: list[Problem] = []
    lacking: list[Problem] = []
    notes: list[Problem] = []
    reports = []
    copies: list[Problem] = []
    for path, stored, found in checklists.read_all(paths or ["."], copies):
        careful = stored is not None and bool(stored.checklist.other_text)
        problems = files.check_writable(stored) if stored and careful else found
        missing = missing_reasons(path, stored.checklist) if stored else []
        if stored and (book := checklists.playbook_of(path, stored.checklist, playbook)):
            used[PurePath(book).as_posix()] = None
        noted = slips(stored, playbook) if stored else []
        noted += _wording_changed(path, stored.checklist, playbook) if stored else []
        noted += _out_of_date(path, stored.checklist) if stored else []
        noted += evidence.notes(path, stored.checklist) if stored and path != "-" else []
        unreadable += problems
        lacking += missing
        notes += noted
        reports.append(_report(path, [*problems, *missing], noted))
    notes += copies
    if json:
        reports += [_report(problem.at.path, [], [problem]) for problem in copies]
        streams.out_json("check", {"checklists": reports})
        return _code(unreadable, lacking)
    for folder in used:
        streams.say(f"Playbook: {folder}")
    for problem in (*unreadable, *lacking, *notes):
        streams.out(f"{printable(as_started(str(problem)))}\n")
    if not reports:
        streams.say(checklists.NONE_HERE)
    elif not unreadable and not lacking:
        streams.out(f"{_all_well(len(reports))}\n")
    return _code(unreadable, lacking)


def _code(unreadable: list[Problem], lacking: list[Problem]) -> int:
    return FileError.exit_code if unreadable else int(bool(lacking))


def _wording_changed(path: str, checklist: Checklist, given: str | None) -> list[Problem]:
    """Return a note for each answer whose question has changed since; it fails nothing."""
    newer = checklists.newer_playbook(path, checklist, given)
    if newer is None:
        return []
    from scalekit.engine.upgrade import wording_changed

    named = given is not None and newer is checklists.load_playbook(given)
    option = checklists.playbook_option(given) if named else ""
    return [
        Problem(
            Position(path),
            f"The wording of {held.id} changed since it was answered.",
            f"Confirm or change the answer: scalekit start {typed(path)}{option}",
        )
        for held, _ in wording_changed(checklist, newer)
    ]


def _out_of_date(path: str, checklist: Checklist) -> list[Problem]:
    """Return a note for each review and decision that was made about other answers than these."""
    stands = progress(checklist, clock.today())
    found = [
        Problem(
            Position(path),
            f"{changed_since(review)}: {action.id}.",
            f"Ask for another look: scalekit review {typed(path)} {action.id}",
        )
        for action, review in stands.changed_since
    ]
    found += [
        Problem(
            Position(path),
            f"Decision {each.decision.id}: {basis(each)}",
            f"See what changed: scalekit decide {typed(path)} --list",
        )
        for each in stands.decisions
        if not each.is_current
    ]
    return found


def missing_reasons(path: str, checklist: Checklist) -> list[Problem]:
    """Return a problem for each answer that lacks the reason it needs."""
    return [
        Problem(
            Position(path),
            f"Action {action.id} is “{action.answer.status.label}” without a reason.",
            f'Add one: scalekit set {typed(path)} {action.id} --reason "..."',
        )
        for action in checklist.actions
        if action.answer.lacks_reason
    ]


def _report(path: str, problems: list[Problem], notes: list[Problem]) -> dict[str, Any]:
    return {
        "path": shown_path(path),
        "ok": not problems,
        "problems": view.document(problems),
        "notes": view.document(notes),
    }


def _all_well(number: int) -> str:
    return "1 checklist, no problems." if number == 1 else f"{number} checklists, no problems."
