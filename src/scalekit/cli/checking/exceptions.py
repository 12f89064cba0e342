"""Exceptions from rules: which checklist each is for, what it says, and whether it is for any."""

import os
from collections.abc import Iterator, Sequence
from datetime import date

from scalekit.model.checklist import Checklist
from scalekit.model.dates import say_date
from scalekit.model.problem import Position, Problem
from scalekit.settings.keys import Exemption, folded_path
from scalekit.storage import files
from scalekit.text.near import did_you_mean


def exceptions_for(exceptions: Sequence[Exemption], path: str) -> list[Exemption]:
    """Return those of the exceptions that are for a checklist."""
    place = folded_path(path) if exceptions and path != "-" else ""
    return [each for each in exceptions if each.place == place]


def in_words(exceptions: Sequence[Exemption], today: date) -> Iterator[str]:
    """Yield each exception in words, running or ended."""
    for each in exceptions:
        of = f"{each.rule} of {each.action}" if each.action else each.rule
        ends = "ended on" if each.until < today else "until"
        until = f"{ends} {say_date(each.until)}, by {each.by} ({said_at(each.at)})"
        yield f"Excepted from {of}: {until}: {each.because}"


def said_at(at: Position) -> str:
    """Return the file and line in which something stands."""
    return f"{at.path}:{at.line}" if at.line else at.path


class Idle:
    """Exceptions that are for nothing, each said once; `notes` are what is to be said.

    `asker` is what requires nothing, as a sentence begins: only `check` knows every rule there is.
    """

    def __init__(self, asker: str = "Nothing") -> None:
        self.asker = asker
        self.notes: list[Problem] = []
        self._looked_at: set[Exemption] = set()
        self._there: set[Exemption] = set()

    def look(
        self, exceptions: Sequence[Exemption], path: str, checklist: Checklist, rules: Sequence[str]
    ) -> None:
        """Look at the exceptions that hold in the folder of a checklist, of which rules ask."""
        for each in exceptions_for(exceptions, path):
            if each not in self._looked_at:
                self._looked_at.add(each)
                self._note(each, _matches_nothing(each, checklist, rules, self.asker))
        self.look_for_files(exceptions)

    def look_for_files(self, exceptions: Sequence[Exemption]) -> None:
        """Look whether the checklist of each exception is there."""
        for each in exceptions:
            if each not in self._looked_at and each not in self._there:
                self._there.add(each)
                self._note(each, _no_such_file(each))

    def _note(self, exception: Exemption, wrong: tuple[str, str] | None) -> None:
        if wrong:
            told = f"except: This excepts from nothing. {wrong[0]}"
            self.notes.append(Problem(exception.at, told, wrong[1]))


def _matches_nothing(
    exception: Exemption, checklist: Checklist, rules: Sequence[str], asker: str
) -> tuple[str, str] | None:
    actions = [action.id for action in checklist.actions]
    if exception.action and exception.action not in actions:
        near = did_you_mean(exception.action, actions)
        return f"{exception.checklist} has no action {exception.action}.", near
    if exception.rule not in rules:
        near = did_you_mean(exception.rule, rules) or "Require it, or take the exception out."
        return f"{asker} requires {exception.rule} of {exception.checklist}.", near
    return None


def _no_such_file(exception: Exemption) -> tuple[str, str] | None:
    folder = os.path.dirname(exception.at.path) or "."
    if not exception.place.startswith(os.path.join(folded_path(folder), "").replace("\\", "/")):
        return f"{exception.checklist} does not stand below this file.", ""
    if os.path.isfile(exception.place):
        return None
    # Nobody waits for this unless a name is wrong, or written in another form of Unicode.
    there = [os.path.relpath(found, folder).replace(os.sep, "/") for found in files.find(folder)]
    if any(folded_path(os.path.join(folder, name)) == exception.place for name in there):
        return None
    return f"There is no checklist {exception.checklist}.", did_you_mean(exception.checklist, there)
