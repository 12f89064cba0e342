"""A Markdown text while it is being read: what stands where, what is kept and what is wrong."""

import re
from collections.abc import Sequence

from scalekit.model.problem import Position, Problem
from scalekit.storage.format import ID, no_id
from scalekit.storage.markdown.blocks import blank
from scalekit.storage.markdown.inline import unescape
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

_OF_ACTION = pattern(r"\s*(?:status|owner):", re.IGNORECASE)
_UNKNOWN = pattern(r"\s*<!--\s*(?:json \"([^\"]+)\"|([\w-]+)):.*-->\s*")
_FOR_EDITORS = "$schema"
_NAMED = pattern(r"\s*(?:[-*+]\s+)?[*_]*([A-Za-z]+(?: [A-Za-z]+)?)[*_]*\s*[:=](?:\s|$)")


class TextReading:
    """The lines of a text, and what reading them has found so far. Line numbers count from 0.

    `at` is the place in the checklist that was recognised last; lines that belong to nothing are
    kept as text that stands after it. `problems` prevent reading; `notes` are to be said. `lost`
    are lines of an action that stand under no heading of one.
    """

    def __init__(self, lines: list[str], path: str) -> None:
        self.lines = lines
        self.path = path
        self.at = "start"
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.lost: list[int] = []
        self._kept: dict[str, list[tuple[int, int]]] = {}
        self._words: dict[str, list[str]] = {}

    def keep(self, first: int, end: int) -> bool:
        """Keep lines that belong to no field, with the blank lines between them.

        Return whether there is anything to keep: a line of spaces of any kind is none.
        """
        while first < end and not self.lines[first].strip():
            first += 1
        while end > first and not self.lines[end - 1].strip():
            end -= 1
        if first == end:
            return False
        runs = self._kept.setdefault(self.at, [])
        if runs and all(blank(line) for line in self.lines[runs[-1][1] : first]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((first, end))
        return True

    def keep_words(self, words: str) -> None:
        """Keep what stands behind something on its line, as a paragraph of its own."""
        self._words.setdefault(self.at, []).append(words)

    def has_kept(self, place: str) -> bool:
        """Return whether lines were kept after a place."""
        return place in self._kept

    def other_text(self) -> dict[str, str]:
        """Return all that was kept, by place."""
        found = {after: list(words) for after, words in self._words.items()}
        for after, runs in self._kept.items():
            texts = ["\n".join(self.lines[first:end]) for first, end in runs]
            found[after] = found.get(after, []) + texts
        return {after: "\n\n".join(texts) for after, texts in found.items()}

    def joined(self, first: int, end: int) -> str:
        """Return lines of Markdown as one line of plain text."""
        return unescape(self.one_line(first, end))

    def one_line(self, first: int, end: int, before: str = "") -> str:
        """Return lines as one, behind the words that stand before them."""
        words = [before, *(line.strip() for line in self.lines[first:end])]
        return " ".join(filter(None, words)).strip()

    def problem(self, line: int, message: str, remedy: str, column: int = 1) -> None:
        """Add a problem with a line."""
        self.problems.append(Problem(Position(self.path, line + 1, column), message, remedy))

    def note(self, line: int, message: str, remedy: str = "") -> None:
        """Add what is to be said of a line, though it prevents nothing."""
        self.notes.append(Problem(Position(self.path, line + 1, 1), message, remedy))

    def look_for_lost(self, first: int, end: int) -> None:
        """Remember those of some lines that an action has lost with its heading."""
        self.lost += [n for n in range(first, end) if _OF_ACTION.match(self.lines[n])]

    def check_words(self, line: int, *words: str) -> None:
        """Add a problem for each word that can be no id."""
        for word in words:
            if word and not ID.fullmatch(word):
                self.problem(line, *no_id(word))

    def keep_outside(self, first: int, end: int) -> None:
        """Keep lines that stand in no action, and say so."""
        if self.keep(first, end):
            self.say_kept(first, self.lines[first].strip(), ("place",))

    def say_kept(self, line: int, words: str, fields: Sequence[str], of: str = "") -> None:
        """Say that a text fills none of the fields, and what to write where one may be meant."""
        unknown = _UNKNOWN.fullmatch(self.lines[line])
        if unknown:
            name = unknown[1] or unknown[2]
            if name != _FOR_EDITORS:
                self.note(line, f"This scalekit does not know “{name:.40}”; it is kept as it is.")
            return
        named = _NAMED.match(words)
        near = did_you_mean(named[1], fields) if named and named[1].lower() not in fields else ""
        start = words if len(words) <= 40 else f"{words[:39]}…"
        message = f"“{start}” fills no field{of}; it is kept as text and does not count."
        note = "the note" if of else "the note of an action"
        self.note(line, message, near or f"Put it in {note} to count it there.")

    def continued(self, first: int, end: int, before: str, field: str) -> str:
        """Return the value of a field with the lines that go on with it.

        What looks like another field there, and is none, is said.
        """
        for number in range(first, end):
            line = self.lines[number].strip()
            if _NAMED.match(line):
                message = f"“{line:.40}” is read as part of the {field} above it."
                self.note(number, message, "Put an empty line between them if it is not.")
        return self.one_line(first, end, before)
