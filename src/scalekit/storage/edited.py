"""A Markdown text while it is being read: what stands where, what is kept and what is wrong."""

from scalekit.model.problem import Position, Problem
from scalekit.storage.blocks import blank
from scalekit.storage.inline import unescape


class Edited:
    """The lines of a text, and what reading them has found so far. Line numbers count from 0.

    `at` is the place in the checklist that was recognised last; lines that belong to nothing are
    kept as text that stands after it.
    """

    def __init__(self, lines: list[str], path: str) -> None:
        self.lines = lines
        self.path = path
        self.at = "start"
        self.problems: list[Problem] = []
        self._kept: dict[str, list[tuple[int, int]]] = {}

    def keep(self, first: int, end: int) -> None:
        """Keep lines that belong to no field, with the blank lines between them."""
        runs = self._kept.setdefault(self.at, [])
        if runs and all(blank(line) for line in self.lines[runs[-1][1] : first]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((first, end))

    def has_kept(self, place: str) -> bool:
        """Return whether lines were kept after a place."""
        return place in self._kept

    def other_text(self) -> dict[str, str]:
        """Return all that was kept, by place."""
        return {
            after: "\n\n".join("\n".join(self.lines[first:end]) for first, end in runs)
            for after, runs in self._kept.items()
        }

    def joined(self, first: int, end: int) -> str:
        """Return lines of Markdown as one line of plain text."""
        return unescape(" ".join(line.strip() for line in self.lines[first:end]))

    def problem(self, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Add a problem with a line."""
        self.problems.append(Problem(Position(self.path, line + 1, column), message, remedy))
