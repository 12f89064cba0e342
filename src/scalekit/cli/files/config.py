"""scalekit.toml: what a folder of checklists says once for every command below it."""

import os
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from scalekit.errors import FileError, reason
from scalekit.model.dates import read_date
from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.text.near import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

NAME = "scalekit.toml"
_VARIABLE = "SCALEKIT_PLAYBOOK"
FORMATS = ("md", "json")  # of a new checklist
# The keys and what they mean, which is also what the schema says of them.
SETTINGS = {
    "playbook": "The folder of the playbook in use, as seen from this file, or the id of the"
    " built-in one",
    "directory": "The folder of the checklists, as seen from this file. `scalekit start` makes each"
    " there, and the folder with the first. Commands that are given no file look there when they"
    " find none where they are run",
    "format": "The format of a new checklist: md or json",
    "role": "The role of a new checklist, or a list of them: ids of the playbook",
    "require": "What `scalekit check` requires of every checklist below this file",
    "except": "A rule that a checklist need not meet until a day, and why",
}
EXCEPTION = {
    "checklist": "The file, as seen from this one",
    "rule": "The rule that it need not meet",
    "because": "Why",
    "by": "Who says so",
    "until": "The last day on which it holds",
    "action": "The id of the one action that it is about; without it, all of them",
}
_NEEDED = tuple(key for key in EXCEPTION if key != "action")


def checked(given: str | None) -> str | None:
    """Return the folder that --playbook names, with what scalekit.toml says here looked at.

    Raises FileError with every problem of that file.
    """
    if given is None:
        named_at(".")
    return given


def named_at(path: str) -> str | None:
    """Return the folder of the playbook for a file or folder where no option names one.

    SCALEKIT_PLAYBOOK names it, or scalekit.toml: the one beside the file or the nearest above it.
    None is the built-in one. Raises FileError as `checked` does.
    """
    return os.environ.get(_VARIABLE) or settings_at(path).playbook


def place_of(named: str, seen_from: "str | Path" = "") -> str | None:
    """Return the folder that somebody means by a name of a playbook; None is the built-in one.

    A folder is named by its path or by its playbook.yaml, and the built-in one by its id.
    """
    at = os.path.join(seen_from, named)
    if os.path.isdir(at):
        return named
    if os.path.basename(named) == "playbook.yaml" and os.path.isfile(at):
        return os.path.dirname(named) or "."
    return None if named == builtin_id_and_version()[0] else named


def named_by() -> str:
    """Return what names the playbook where no option does."""
    return _VARIABLE if os.environ.get(_VARIABLE) else NAME


class Exemption(NamedTuple):
    """A rule that a checklist need not meet until a day, and why; without an action, all of it."""

    checklist: str
    rule: str
    because: str
    by: str
    until: date
    action: str = ""


class Settings(NamedTuple):
    """What scalekit.toml says: folders as seen from here, and what `check` requires.

    `roles` know where they were read, because only the playbook tells which there are.
    """

    playbook: str | None = None
    directory: str | None = None
    format: str | None = None
    roles: tuple[LocatedText, ...] = ()
    require: tuple[str, ...] = ()
    exceptions: tuple[Exemption, ...] = ()


def settings_at(path: str) -> Settings:
    """Return the settings for a file or folder; raises FileError as `checked` does."""
    at = os.path.abspath(path)  # a link stands where it is, not where it leads
    return _settings(at if os.path.isdir(at) else os.path.dirname(at))


@lru_cache  # thousands of checklists stand in few folders
def _settings(folder: str) -> Settings:
    file, above = os.path.join(folder, NAME), os.path.dirname(folder)
    if os.path.isfile(file):
        return _read(file)
    return Settings() if above == folder else _settings(above)


def forget() -> None:
    """Read scalekit.toml anew from here on."""
    _settings.cache_clear()


def _seen_from_here(path: "Path | str") -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _read(name: str) -> Settings:
    # Few folders have such a file, and all commands come by here.
    import tomllib
    from pathlib import Path

    file = Path(name)
    shown = Path(_seen_from_here(file)).as_posix()
    try:
        text = file.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        problem = Problem(Position(shown), "This is not UTF-8 text.", "Save the file as UTF-8.")
        raise FileError(problem) from None
    except tomllib.TOMLDecodeError as error:
        raise FileError(_not_toml(shown, text, str(error))) from None
    except OSError as error:
        raise FileError(
            Problem(Position(shown), f"This cannot be read: {reason(error)}.")
        ) from None
    reader = _Reader(shown, text, file.parent)
    settings = reader.settings(values)
    if reader.problems:
        raise FileError(*reader.problems)
    return settings


class _Reader:
    """The values of one file while they are read; `problems` are all that are found."""

    def __init__(self, shown: str, text: str, folder: "Path") -> None:
        self.shown = shown
        self.text = text
        self.folder = folder
        self.problems: list[Problem] = []

    def settings(self, values: Mapping[str, Any]) -> Settings:
        for key in values:
            if key not in SETTINGS:
                near = did_you_mean(key, SETTINGS, "The settings are")
                self._add(key, f"There is no setting “{key:.80}”.", near)
        return Settings(
            self._playbook(values.get("playbook")),
            self._folder("directory", values.get("directory")),
            self._format(values.get("format")),
            self._roles(values.get("role", [])),
            self._require(values.get("require", [])),
            self._exceptions(values.get("except", [])),
        )

    def _playbook(self, named: Any) -> str | None:
        """Return the folder of a playbook as seen from here; the built-in one by its id."""
        if not isinstance(named, str):
            return self._folder("playbook", named)
        place = place_of(named, self.folder)
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

    def _roles(self, named: Any) -> tuple[LocatedText, ...]:
        words = [named] if isinstance(named, str) else named
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            example = 'Write it as: role = "innovator", or as a list.'
            self._add("role", "role: This takes a role or a list of them.", example)
            return ()
        at = _place(self.shown, self.text, "role")
        return tuple(LocatedText(word, *at) for word in words)

    def _require(self, rules: Any) -> tuple[str, ...]:
        if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
            example = 'Write it as: require = ["evidence", "reviewed"]'
            self._add("require", "require: This takes a list of rules.", example)
            return ()
        for rule in rules:
            if not self._is_rule(rule):
                self._add("require", f"require: {no_rule(rule)}")
        return tuple(dict.fromkeys(rules))

    def _exceptions(self, tables: Any) -> tuple[Exemption, ...]:
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self._add("except", "except: This takes tables.", "Begin each with [[except]].")
            return ()
        return tuple(found for each in tables if (found := self._exception(each)))

    def _exception(self, table: Mapping[str, Any]) -> Exemption | None:
        known = len(self.problems)
        for key in table:
            if key not in EXCEPTION:
                near = did_you_mean(key, EXCEPTION, "Its keys are")
                self._add("except", f"except: There is no key “{key:.80}”.", near)
        for key in _NEEDED:
            if key not in table:
                needed = f"An exception has {', '.join(_NEEDED)}."
                self._add("except", f"except: {key} is missing.", needed)
        until = table.get("until")
        until = read_date(until) if isinstance(until, str) else until
        if "until" in table and type(until) is not date:
            self._add("except", "except: until is not a day.", "Write it as: until = 2026-12-31")
        for key in ("checklist", "rule", "because", "by", "action"):
            if key in table and not (isinstance(table[key], str) and table[key].strip()):
                self._add("except", f"except: {key} takes text.")
        rule = table.get("rule")
        if isinstance(rule, str) and rule.strip() and not self._is_rule(rule):
            self._add("except", f"except: {no_rule(rule)}")
        if len(self.problems) > known or type(until) is not date:
            return None
        texts = {key: table[key] for key in ("checklist", "rule", "because", "by")}
        return Exemption(**texts, until=until, action=table.get("action", ""))

    def _is_rule(self, word: str) -> bool:
        # Few folders require anything.
        from scalekit.engine.gates import is_rule

        return is_rule(word)

    def _add(self, key: str, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(_place(self.shown, self.text, key), message, remedy))


def no_rule(word: str) -> str:
    """Return that there is no such rule, and which there are."""
    from scalekit.engine.gates import RULES

    near = did_you_mean(word, [*RULES, "pillar:ID=completed"], "The rules are")
    return f"There is no rule “{word:.80}”. {near}"


def _not_toml(shown: str, text: str, said: str) -> Problem:
    place = re.search(r"line (\d+), column (\d+)", said)
    if not place:  # but "at end of document"
        at = Position(shown, len(text.rstrip().splitlines()), 1)
        ends = "This is not TOML: it ends before its last value does."
        return Problem(at, ends, "Close the bracket or quotation mark, or write the value.")
    at = Position(shown, int(place[1]), int(place[2]))
    return Problem(at, "This is not TOML from here on.", 'Write it as: playbook = "DIR"')


def _place(shown: str, text: str, key: str) -> Position:
    found = re.search(rf"""^\s*\[{{0,2}}["']?({re.escape(key)})\b""", text, re.MULTILINE)
    if not found:
        return Position(shown)
    start = text.rfind("\n", 0, found.start(1)) + 1
    return Position(shown, text.count("\n", 0, found.start(1)) + 1, found.start(1) - start + 1)
