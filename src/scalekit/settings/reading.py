"""Reading one scalekit.toml: what it says, and all that is wrong with it, each with its line."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from scalekit.errors import FileError, reason
from scalekit.model.dates import read_date
from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.playbook.builtin import playbook_folder
from scalekit.settings.keys import (
    EXCEPTION,
    FORMATS,
    NAME,
    SETTINGS,
    Exemption,
    Settings,
    folded_path,
)
from scalekit.settings.not_toml import not_toml
from scalekit.text.near import did_you_mean

_NEEDED = tuple(key for key in EXCEPTION if key != "action")
_TABLE = re.compile(r"""^[ \t]*\[\[[ \t]*["']?(except)\b""", re.MULTILINE)


def read(name: str) -> Settings:
    """Return what a file says; raises FileError with every problem that stops all commands."""
    file = Path(name)
    shown = Path(_seen_from_here(file)).as_posix()
    try:
        text = file.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        problem = Problem(Position(shown), "This is not UTF-8 text.", "Save the file as UTF-8.")
        raise FileError(problem) from None
    except tomllib.TOMLDecodeError as error:
        raise FileError(not_toml(shown, text, error)) from None
    except OSError as error:
        raise FileError(
            Problem(Position(shown), f"This cannot be read: {reason(error)}.")
        ) from None
    reader = _Reader(shown, text, file.parent)
    settings = reader.settings(values)
    if reader.problems:
        raise FileError(*reader.problems)
    return settings._replace(problems=tuple(reader.of_rules))


def _seen_from_here(path: Path | str) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


class _Reader:
    """The values of one file while they are read.

    `of_rules` are the problems of `require` and `except`, `problems` all the others.
    """

    def __init__(self, shown: str, text: str, folder: "Path") -> None:
        self.shown = shown
        self.text = text
        self.folder = folder
        self.problems: list[Problem] = []
        self.of_rules: list[Problem] = []

    def settings(self, values: Mapping[str, Any]) -> Settings:
        for key in values:
            if key not in SETTINGS:
                near = did_you_mean(key, SETTINGS, "The settings are")
                self._add(key, f"There is no setting “{key:.80}”.", near)
        return Settings(
            self._playbook(values.get("playbook")),
            self._folder("directory", values.get("directory")),
            self._format(values.get("format")),
            self._roles(values.get("role")),
            self._require(values.get("require", [])),
            self._exceptions(values.get("except", [])),
        )

    def _playbook(self, named: Any) -> str | None:
        """Return the folder of a playbook as seen from here; the built-in one by its id."""
        if not isinstance(named, str):
            return self._folder("playbook", named)
        place = playbook_folder(named, self.folder)
        return named if place is None else self._folder("playbook", place)

    def _folder(self, key: str, named: Any) -> str | None:
        if named is None:
            return None
        if not isinstance(named, str):
            self._add(key, f"{key}: This takes text.", "Name a folder.")
            return None
        place = self.folder / named
        # The folder of the checklists is made with the first of them.
        if not place.is_dir() and (key != "directory" or place.exists()):
            message = f"{key}: There is no folder {named}."
            self._add(key, message, f"Name a folder, as seen from {NAME}.")
        return _seen_from_here(self.folder / named)

    def _format(self, named: Any) -> str | None:
        if named is not None and named not in FORMATS:
            near = did_you_mean(str(named), FORMATS, "The formats are")
            self._add("format", f"format: There is no format “{named!s:.80}”.", near)
        return named if named in FORMATS else None

    def _roles(self, named: Any) -> tuple[LocatedText, ...] | None:
        if named is None:
            return None
        words = [named] if isinstance(named, str) else named
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            example = 'Write it as: role = "innovator", or as a list.'
            self._add("role", "role: This takes a role or a list of them.", example)
            return None
        at = self._place("role")
        return tuple(LocatedText(word, *at) for word in words)

    def _require(self, rules: Any) -> tuple[LocatedText, ...]:
        at = self._place("require")
        if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
            example = 'Write it as: require = ["evidence", "reviewed"]'
            self._add_rule(at, "require: This takes a list of rules.", example)
            return ()
        found = [
            LocatedText(rule, *self._place_of_value(rule, at)) for rule in dict.fromkeys(rules)
        ]
        for rule in found:
            if wrong := _no_rule(rule):
                self._add_rule(rule.at, f"require: {wrong}")
        return tuple(found)

    def _exceptions(self, tables: Any) -> tuple[Exemption, ...]:
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            at = self._place("except")
            self._add_rule(at, "except: This takes tables.", "Begin each with [[except]].")
            return ()
        begun = _TABLE.finditer(self.text)
        places = (self._position(each.start(1)) for each in begun)
        found = ((each, next(places, self._place("except"))) for each in tables)
        return tuple(read for each, at in found if (read := self._exception(each, at)))

    def _exception(self, table: Mapping[str, Any], at: Position) -> Exemption | None:
        if wrong := list(_wrong_with(table)):
            for message, remedy in wrong:
                self._add_rule(at, f"except: {message}", remedy)
            return None
        values = {**table, "until": _day(table["until"]), "action": table.get("action", "")}
        return Exemption(**values, at=at, place=folded_path(str(self.folder / table["checklist"])))

    def _add(self, key: str, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(self._place(key), message, remedy))

    def _add_rule(self, at: Position, message: str, remedy: str = "") -> None:
        self.of_rules.append(Problem(at, message, remedy))

    def _place(self, key: str) -> Position:
        sought = rf"""^\s*\[{{0,2}}["']?({re.escape(key)})\b"""
        found = re.search(sought, self.text, re.MULTILINE)
        return self._position(found.start(1)) if found else Position(self.shown)

    def _place_of_value(self, value: str, key: Position) -> Position:
        """Return where a value stands in quotation marks, in or below the line of its key."""
        start = sum(map(len, self.text.splitlines(keepends=True)[: max(key.line - 1, 0)]))
        found = re.compile(rf"""["']({re.escape(value)})["']""").search(self.text, start)
        return self._position(found.start(1)) if found else key

    def _position(self, offset: int) -> Position:
        start = self.text.rfind("\n", 0, offset) + 1
        return Position(self.shown, self.text.count("\n", 0, offset) + 1, offset - start + 1)


def _wrong_with(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an exception, and what to do about it."""
    for key in table:
        if key not in EXCEPTION:
            near = did_you_mean(key, EXCEPTION, "Its keys are")
            yield f"There is no key “{key:.80}”.", near
    for key in _NEEDED:
        if key not in table:
            yield f"{key} is missing.", f"An exception has {', '.join(_NEEDED)}."
    if "until" in table and _day(table["until"]) is None:
        yield "until is not a day.", "Write it as: until = 2026-12-31"
    for key in ("checklist", "rule", "because", "by", "action"):
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            yield f"{key} takes text.", ""
    rule = table.get("rule")
    if isinstance(rule, str) and rule.strip() and (wrong := _no_rule(rule)):
        yield wrong, ""


def _day(until: Any) -> date | None:
    day = read_date(until) if isinstance(until, str) else until
    return day if type(day) is date else None


def _no_rule(word: str) -> str:
    """Return that there is no such rule and which there are, or nothing where there is one."""
    # Few folders require anything.
    from scalekit.engine.check_rules import is_rule, no_rule

    return "" if is_rule(word) else no_rule(word)
