"""Problems as GitHub Actions shows them beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from scalekit.model.problem import Problem
from scalekit.views.json_values import shown_path


def annotation(problem: Problem, level: str) -> str:
    """Return one workflow command; `level` is error, warning or notice."""
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
