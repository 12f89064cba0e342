"""`scalekit check`: is every file sound?"""

from typing import Annotated, Any

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.options import JsonOption, PlaybookOption
from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem


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
    """
    if playbook is not None:
        checklists.load_playbook(playbook)
    unreadable: list[Problem] = []
    lacking: list[Problem] = []
    reports = []
    for path, stored, problems in checklists.read_all(paths or ["."]):
        missing = _missing_reasons(path, stored.checklist) if stored else []
        unreadable += problems
        lacking += missing
        reports.append(_report(path, [*problems, *missing]))
    if json:
        streams.out_json("check", {"files": reports})
    elif not unreadable and not lacking:
        streams.say(_all_well(len(reports)))
    else:
        for problem in (*unreadable, *lacking):
            streams.say(str(problem))
    return FileError.exit_code if unreadable else int(bool(lacking))


def _missing_reasons(path: str, checklist: Checklist) -> list[Problem]:
    return [
        Problem(
            Position(path),
            f"Action {action.id} is “{action.answer.status.label}” without a reason.",
            f'Add one: scalekit set {path} {action.id} --reason "..."',
        )
        for action in checklist.actions
        if action.answer.lacks_reason
    ]


def _report(path: str, problems: list[Problem]) -> dict[str, Any]:
    return {
        "path": path,
        "ok": not problems,
        "problems": [
            {
                "line": problem.at.line,
                "column": problem.at.column,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
    }


def _all_well(number: int) -> str:
    if not number:
        return "No checklists here: no file ends in .scalekit.md or .scalekit.json."
    return "1 checklist, no problems." if number == 1 else f"{number} checklists, no problems."
