"""Problems for programs, the same in every document."""

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
