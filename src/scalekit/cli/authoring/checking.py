"""Everything that is to be said of a playbook, and how it is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scalekit import clock
from scalekit.cli.authoring.chosen_playbook import playbook_at
from scalekit.cli.terminal import streams
from scalekit.errors import FileError
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem
from scalekit.playbook.advice import advise
from scalekit.playbook.against import against
from scalekit.playbook.load import load
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of
from scalekit.text.shell import typed
from scalekit.views import problems as problems_view
from scalekit.views.json_values import shown_path
from scalekit.views.problems import annotation


class PlaybookResult(NamedTuple):
    """A playbook, if it can be read, and what is wrong with it or could be better."""

    folder: str
    playbook: Playbook | None
    problems: list[Problem]
    advice: list[Problem]

    @property
    def code(self) -> int:
        """The exit code."""
        if self.playbook is None:
            return FileError.exit_code
        return int(bool(self.problems or self.advice))


def checked(folder: str, revision: str | None) -> PlaybookResult:
    """Return what there is to say of the playbook in a folder, compared with a revision if given.

    Raises UsageError and FileError for a revision without a playbook.
    """
    playbook, problems = load(Path(folder))
    if playbook is None:
        return PlaybookResult(folder, None, problems, [])
    broken = against(playbook_at(folder, revision), playbook) if revision is not None else []
    return PlaybookResult(
        folder, playbook, [*playbook.unsettled, *broken], advise(playbook, clock.today())
    )


def lines(found: PlaybookResult) -> Iterator[str]:
    """Yield what was found for people: a line for each problem, with the name of its rule."""
    for problem in (*found.problems, *found.advice):
        yield printable(f"{problem} [{problem.code}]")
    if found.problems or found.advice:
        first = (*found.problems, *found.advice)[0].code
        yield f"{_counted(found)}. To read more on one: scalekit playbook explain {first}"
    elif found.playbook:
        yield f"{found.playbook.title}, version {found.playbook.version}: no problems."


def _counted(found: PlaybookResult) -> str:
    problems, advice = len(found.problems), len(found.advice)
    said, improve = number_of(problems, "problem"), f"{advice} to improve"
    return ", ".join(text for text, count in ((said, problems), (improve, advice)) if count)


def annotations(found: PlaybookResult) -> Iterator[str]:
    """Yield what was found as GitHub Actions shows it."""
    for level, problems in (("error", found.problems), ("warning", found.advice)):
        yield from (annotation(problem, level) for problem in problems)


def document(found: PlaybookResult) -> dict[str, Any]:
    """Return what was found for programs; keys are only ever added."""
    book = found.playbook
    return {
        "path": shown_path(found.folder),
        "playbook": book.id if book else None,
        "playbookVersion": book.version if book else None,
        "ok": not found.code,
        "problems": _with_rules(found.problems),
        "advice": _with_rules(found.advice),
        "turnedOff": [
            {"rule": each.rule, "at": each.at, "because": each.because}
            for each in (book.allow if book else ())
        ],
    }


def _with_rules(problems: list[Problem]) -> list[dict[str, Any]]:
    said = problems_view.document(problems)
    return [{**each, "rule": problem.code} for each, problem in zip(said, problems, strict=True)]


def next_steps(folder: str) -> str:
    """Return what to type after a playbook was begun."""
    there = typed(folder)
    unasked = "" if streams.can_ask(False) else " --role ROLE --innovation NAME --no-input"
    return (
        "Change the words, and check them:\n"
        f"  scalekit playbook check {there}\n"
        "Then read it, and use it:\n"
        f"  scalekit guide --playbook {there}\n"
        f"  scalekit start --playbook {there}{unasked}"
    )
