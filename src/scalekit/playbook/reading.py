"""One file as it is read, and what a kind of value is: from events to a value and problems.

A kind never stops: where a value cannot be read it reports why and gives `blank` instead, so that
one visit finds everything. A blank is always empty, and the rules pass over what is empty.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.text.near import did_you_mean

MAX_SUGGESTIONS = 100


class Reading(NamedTuple):
    """One file as it is read: the events to come, and the problems found so far."""

    path: str
    events: Iterator[Any]
    problems: list[Problem]

    def report(self, event: Any, code: str, message: str, remedy: str = "") -> None:
        """Add a problem with the value that begins at an event; `code` names its rule."""
        self.problems.append(Problem(self.position(event), message, remedy, code))

    def position(self, event: Any) -> Position:
        """Return where the value of an event begins."""
        mark = event.start_mark
        return Position(self.path, mark.line + 1, mark.column + 1)

    def locate(self, text: str, event: Any) -> LocatedText:
        """Return a text that knows it was read here."""
        mark = event.start_mark
        return LocatedText(text, self.path, mark.line + 1, mark.column + 1)

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """Return "Did you mean X?"; it is slow, so only the first problems get it."""
        return did_you_mean(word, list(known)) if len(self.problems) < MAX_SUGGESTIONS else ""

    def skip(self, event: Any) -> None:
        """Leave out the value that begins at an event."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            inside = next(self.events)
            depth += isinstance(inside, CollectionStartEvent)
            depth -= isinstance(inside, CollectionEndEvent)


Reader = Callable[[str, Any, Reading], Any]


class Kind(NamedTuple):
    """One kind of value. `read` takes the key it stands under, its first event and the reading.

    `fields` are the keys of a record, `each` the kind of what a list holds, and `values` that of
    what stands under keys of any name. `schema` is what JSON Schema says of the value itself,
    `name` what it calls a kind that many keys have, and `about` what a key means: the documents and
    the schemas of a playbook are made of these.
    """

    read: Reader
    blank: Any = ""
    required: bool = True
    fields: Mapping[str, "Kind"] = {}
    each: "Kind | None" = None
    values: "Kind | None" = None
    schema: Mapping[str, Any] = {}
    name: str = ""
    about: str = ""

    def meaning(self, about: str) -> "Kind":
        """Return the kind of a value under a key that means this: words that end without a stop."""
        return self._replace(about=about)


def optional(kind: Kind) -> Kind:
    """Return the kind of a value whose key can be left out."""
    return kind._replace(required=False)


# What is wanted, and how to write it.
HOW = {
    "plain text": "If a colon or a bracket belongs to the text, put all of it in quotes.",
    "a list": "Begin each part of it on a new line with a hyphen and a space.",
    "keys with values": "Write it as `key: value` lines.",
    "a date": "Write a date as 2026-11-22.",
}

_FOUND = {
    ScalarEvent: "text",
    SequenceStartEvent: "a list",
    MappingStartEvent: "a key with a value",
}


def skip_wrong(wanted: str, name: str, event: Any, reading: Reading) -> None:
    """Report that a value is not in the form that is wanted."""
    found = _FOUND[type(event)] if getattr(event, "value", True) else "empty"
    message = f"`{name}` takes {wanted}, and this is {found}."
    reading.report(event, "wrong-type", message, HOW[wanted])
    reading.skip(event)
