"""Problems for programs, the same in every document, and as GitHub Actions shows them."""

from collections.abc import Iterable
from typing import Any

from scalekit.model.problem import Problem
from scalekit.views.json_values import shown_path


def document(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return what is wrong and where; line and column count from 1.

    They are left out where the problem is with the file as a whole. Keys are only ever added.
    """
    return [
        {
            "path": shown_path(problem.at.path),
            **{name: n for name, n in zip(("line", "column"), problem.at[1:], strict=True) if n},
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]


def annotation(problem: Problem, level: str) -> str:
    """Return the workflow command that shows a problem beside its line in GitHub Actions.

    `level` is error, warning or notice.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    at = problem.at
    fields = {
        "file": shown_path(at.path),
        "line": str(at.line or ""),
        "col": str(at.column or ""),
        "title": problem.code,
    }
    said = ",".join(f"{name}={_field(value)}" for name, value in fields.items() if value)
    words = f"{problem.message} {problem.remedy}".rstrip()
    return f"::{level}{f' {said}' if said else ''}::{_text(words)}"


def _text(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(words: str) -> str:
    return _text(words).replace(":", "%3A").replace(",", "%2C")
