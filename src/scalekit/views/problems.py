"""Problems for programs, the same in every document."""

from collections.abc import Iterable
from typing import Any

from scalekit.model.problem import Problem


def document(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return what is wrong and where; line and column count from 1, and 0 is the whole file.

    Keys are only ever added.
    """
    return [
        {
            "path": problem.at.path,
            "line": problem.at.line,
            "column": problem.at.column,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]
