"""What `check` found, for GitHub Actions and for programs that read JUnit."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scalekit.cli.files.checklists import NONE_HERE
from scalekit.cli.files.writing import format_for
from scalekit.cli.terminal import streams
from scalekit.errors import reason
from scalekit.model.problem import Problem
from scalekit.settings.keys import Exemption
from scalekit.text.printable import documentable, printable
from scalekit.views.problems import annotation

FORMATS = ("text", "json", "github", "junit")
_ALL = "which `scalekit check --format text` shows"
_AT_MOST = 10  # annotations of a kind that GitHub shows for a step


class FileResult(NamedTuple):
    """One file: what is wrong with it, and what needs a look and fails nothing.

    What prevents reading it is not among what fails. `excepted` are notes that an exception makes.
    """

    path: str
    unreadable: Sequence[Problem] = ()
    failing: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    excepted: Mapping[Problem, Exemption] = {}

    @property
    def problems(self) -> list[Problem]:
        """Return all that is wrong with it."""
        return [*self.unreadable, *self.failing]


def chosen(named: str | None, json: bool) -> str:
    """Return the format that was asked for; in GitHub Actions its own, where none was.

    Raises UsageError where there is no such format, or two are asked for.
    """
    if kind := format_for(named, None, FORMATS, json=json):
        return kind
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def github(checked: Sequence[FileResult], closing: str) -> Iterator[str]:
    """Yield the lines by which GitHub Actions marks problems, as many as it shows.

    All of them go to the summary of the step, if this is one. What cannot be read comes first.
    """
    where = "in the summary of this step" if _add_summary(_summary(checked, closing)) else _ALL
    for level, found in (
        ("error", [*_all(checked, "unreadable"), *_all(checked, "failing")]),
        ("warning", _all(checked, "notes")),
    ):
        shown = found if len(found) <= _AT_MOST else found[: _AT_MOST - 1]
        yield from (annotation(problem, level) for problem in shown)
        if len(shown) < len(found):
            yield f"::{level}::and {len(found) - len(shown)} more, {where}"
    if closing == NONE_HERE:
        yield f"::notice::{closing}"


def _all(checked: Sequence[FileResult], kind: str) -> list[Problem]:
    return [problem for each in checked for problem in getattr(each, kind)]


def _add_summary(text: str) -> bool:
    """Add a text to the summary of a step of GitHub Actions; return whether it is there now."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return False
    try:
        with open(path, "a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:  # what was found matters more
        streams.say(f"{path}: The summary of this step cannot be written: {reason(error)}.")
        return False
    return True


def _summary(checked: Sequence[FileResult], closing: str) -> str:
    lines = [
        f"- {label}: {_plain(str(problem))}"
        for each in checked
        for label, found in (("Problem", each.problems), ("Note", each.notes))
        for problem in found
    ]
    return "\n".join(
        ["## scalekit check", "", *lines, *([""] if lines and closing else []), closing, ""]
    )


def _plain(text: str) -> str:
    """Return a text as one line of Markdown that shows nothing but that text."""
    line = " ".join(printable(text).split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in line)


def junit(checked: Sequence[FileResult], closing: str) -> str:
    """Return a JUnit report: a case for each file, failed by its problems."""
    # Only this format needs it.
    from xml.etree import ElementTree

    failed = sum(bool(each.problems) for each in checked)
    about = {"name": "scalekit check", "tests": str(len(checked)), "failures": str(failed)}
    suite = ElementTree.Element("testsuite", about)
    for each in checked:
        named = {"classname": "scalekit", "name": documentable(each.path)}
        case = ElementTree.SubElement(suite, "testcase", named)
        for problem in each.problems:
            failure = ElementTree.SubElement(
                case, "failure", {"message": documentable(problem.message)}
            )
            failure.text = documentable(str(problem))
        if each.notes:
            notes = ElementTree.SubElement(case, "system-out")
            notes.text = documentable("\n".join(map(str, each.notes)))
    if closing:
        ElementTree.SubElement(suite, "system-out").text = closing
    ElementTree.indent(suite)
    text = ElementTree.tostring(suite, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
