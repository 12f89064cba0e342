"""A JSON checklist while it is being read: value by value, and what is wrong at which path."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from scalekit.model.statement import OF
from scalekit.model.values import (
    NotUnderstoodError,
    check_characters,
    is_empty,
    one_line,
    read_due,
)
from scalekit.storage.format import ID, WORD, no_id
from scalekit.storage.json_.positions import Path

_Value = TypeVar("_Value")


class JsonReading:
    """The values of a JSON text while they are being read.

    `problems` prevent reading; `notes` are to be said. Each is a path, a message and a remedy. What
    has a problem reads as an empty value.
    """

    def __init__(self) -> None:
        self.problems: list[tuple[Path, str, str]] = []
        self.notes: list[tuple[Path, str, str]] = []

    def read(self, at: Path, values: Mapping[str, Any], read: Callable[[str], _Value]) -> _Value:
        """Return what `read` makes of the text under the last key of a path."""
        text = values.get(str(at[-1]))
        try:
            return read("" if text is None else self.text(at, text))
        except NotUnderstoodError as error:
            self.add(at, error.message, error.remedy)
            return read("")

    def text(self, at: Path, value: Any) -> str:
        """Return a text as it is, one of characters that a checklist can hold."""
        if not isinstance(value, str):
            self.add(
                at, f"This is {_kind(value)}; text is needed here.", "Put it in quotation marks."
            )
            return ""
        try:
            check_characters(value)
        except NotUnderstoodError as error:
            self.add(at, error.message, error.remedy)
            return ""
        return value

    def line(self, at: Path, value: Any) -> str:
        """Return a text as one line."""
        return self.read(at, {str(at[-1]): value}, one_line)

    def word(self, at: Path, value: Any) -> str:
        """Return a word that can be an id, a role or a version."""
        if isinstance(value, str) and ID.fullmatch(value):
            return value
        if value is None:
            self.add(at, f"“{at[-1]}” is missing.", f"Write it: {WORD}")
        elif isinstance(value, str):
            self.add(at, *no_id(value))
        else:
            self.add(at, f"This is {_kind(value)}; text is needed here.", f"It is {WORD}")
        return ""

    def entries(self, at: Path, value: Any) -> Sequence[Any]:
        """Return a list; null is an empty one."""
        if isinstance(value, list):
            return value
        if value is None:
            return []
        self.add(
            at, f"This is {_kind(value)}; a list is needed here.", "Put it in square brackets."
        )
        return []

    def mapping(self, at: Path, value: Any) -> Mapping[str, Any]:
        """Return the keys in curly brackets, with their values."""
        if not isinstance(value, dict):
            self.add(at, f"This is {_kind(value)}; keys in curly brackets are needed here.")
            return {}
        return value

    def mapping_or_null(self, at: Path, value: Any) -> Mapping[str, Any]:
        """Return the keys in curly brackets; null is none."""
        return {} if value is None else self.mapping(at, value)

    def add(self, at: Path, message: str, remedy: str = "") -> None:
        """Add a problem at a path of keys."""
        self.problems.append((at, message, remedy))

    def needed(self, at: Path, entry: Mapping[str, Any]) -> str:
        """Return one line that has to be there."""
        text = self.read(at, entry, one_line)
        if not text:
            self.add(at, f"“{at[-1]}” is missing.", "Write one line of text.")
        return text

    def needed_day(self, at: Path, entry: Mapping[str, Any]) -> date:
        """Return a day that has to be there."""
        day = self.read(at, entry, read_due)
        if not day:
            self.add(at, f"“{at[-1]}” is missing.", "Write the day as 2026-12-01.")
        return day or date.min

    def of(self, at: Path, entry: Mapping[str, Any]) -> str:
        """Return the fingerprint under a key, or nothing where there is none."""
        return self.matching(at, entry, OF, "8 hexadecimal digits") if entry.get("of") else ""

    def matching(
        self, at: Path, entry: Mapping[str, Any], pattern: re.Pattern[str], what: str
    ) -> str:
        """Return a line that fits a pattern; `what` says which do."""
        text = self.read(at, entry, one_line)
        if not pattern.fullmatch(text):
            self.add(at, f"This takes {what}.")
        return text


def value_line(text: str) -> str:
    """Return one line; the words that Markdown has for no value are none."""
    line = one_line(text)
    return "" if is_empty(line) else line


def _kind(value: Any) -> str:
    names = {dict: "a set of keys", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
