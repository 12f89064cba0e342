"""Reading a JSON checklist: every problem with its place, and nothing dropped or guessed."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from scalekit.engine.other_text import joined, owner, with_texts
from scalekit.errors import FileError
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    places,
)
from scalekit.model.fields import TABLE, Field, Form
from scalekit.model.problem import Position, Problem
from scalekit.model.statement import KIND, OF, Condition, Decision, Statement
from scalekit.model.values import (
    NotUnderstoodError,
    check_characters,
    is_empty,
    one_line,
    read_choice,
    read_due,
)
from scalekit.storage.format import FORMAT, ID, is_extends
from scalekit.storage.json_.layout import ACTION_KEYS, SAID, TOP_KEYS, unknown_key
from scalekit.storage.json_.syntax import explain
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

Path = tuple[str | int, ...]
_Value = TypeVar("_Value")

# After which place a key stands that follows each of the known ones; "" is that of the one before.
_TOP_PLACES = {
    **dict.fromkeys(TOP_KEYS, "end"),
    **dict.fromkeys(("scalekit", "kind", "playbook", "version", "extends", "roles"), "header"),
    "innovation": "title",
    "place": "place",
}
_ACTION_PLACES = {
    **{key: key for key in ACTION_KEYS},
    **dict.fromkeys(("pillar", "title", "text"), "text"),
    "wording": "due",
    **dict.fromkeys(("reviews", "views", "id"), "note"),
}
_OTHER_PLACES = {"after": "", "lines": ""}
_FORMER_PLACE = pattern(r"\.(?:action|title)$")  # of format 1
_KEPT = "This scalekit does not know the key “{}”; it is kept as it is."
_EVIDENCE_KEYS = ("label", "link", "mark")
_SILENT = "$schema"  # what an editor reads


def read_checklist(text: str, path: str) -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist in a JSON text and what is to be said of it, or every problem."""
    reader = _Reader(text)
    try:
        value = parse(text, path, reader.pairs)
    except FileError as error:
        return None, list(error.problems)
    checklist = reader.checklist(value)
    if reader.problems or reader.repeated or checklist is None:
        return None, _located(text, path, reader.problems)
    return checklist, _located(text, path, reader.notes) if reader.notes else []


def parse(text: str, path: str, pairs: Callable[[list[tuple[str, Any]]], Any] = dict) -> Any:
    """Return the value in a JSON text, `pairs` making each object; raises FileError."""
    try:
        return json.loads(text, object_pairs_hook=pairs, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        at = Position(path, error.lineno, error.colno)
        raise FileError(Problem(at, *explain(error))) from None
    except RecursionError:
        raise FileError(Problem(Position(path, 1, 1), "This JSON is nested too deeply.")) from None


def _whole_number(digits: str) -> int:
    """Python refuses more than 4,300 digits; nothing here takes a number of that many."""
    return int(digits[:100])


class _Reader:
    """Collects what is wrong at which path of keys while it reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[tuple[Path, str, str]] = []
        self.notes: list[tuple[Path, str, str]] = []
        self.repeated = False
        self.unknown: dict[str, list[str]] = {}

    @cached_property
    def _offsets(self) -> dict[Path, int]:
        return dict(offsets(self.text))

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keyed = dict(pairs)
        if len(keyed) < len(pairs):
            # Git doubles an action that two people added, when they add a role.
            same = all(keyed[key] == value for key, value in pairs)
            self.repeated = self.repeated or not same
            if same:
                self.notes.append(((), "A key is there twice with the same value.", "Delete one."))
        return keyed

    def checklist(self, value: Any) -> Checklist | None:
        top = self._mapping((), value)
        if "scalekit" not in top:
            self._add((), "This is not a scalekit checklist: the key `scalekit` is missing.")
            return None
        if not self._reads_format(top["scalekit"]):
            return None
        if top.get("kind", "checklist") != "checklist":
            message = f"This is a document of the kind {top['kind']!r:.40}, not a checklist."
            self._add(("kind",), message, "Name a checklist file.")
        self._keep_unknown((), top, _TOP_PLACES, "header", "")
        pillars = self._mapping_or_null(("pillars",), top.get("pillars"))
        actions = self._mapping_or_null(("actions",), top.get("actions"))
        read = [self._action(("actions", key), key, action) for key, action in actions.items()]
        titles = {key: self._line(("pillars", key), title) for key, title in pillars.items()}
        titles |= {a.pillar: a.pillar for a in read if a.pillar not in titles}
        checklist = Checklist(
            self._id(("playbook",), top.get("playbook")),
            self._id(("version",), top.get("version")),
            tuple(
                self._id(("roles", number), role)
                for number, role in enumerate(self._list(("roles",), top.get("roles", [])))
            ),
            self._line(("innovation",), top.get("innovation", "")),
            self._read(("place",), top, _value),
            tuple(titles.items()),
            tuple(a for pillar in titles for a in read if a.pillar == pillar),
            decisions=self._decisions(top.get("decisions")),
            extends=self._extends(top.get("extends")),
        )
        return self._with_other_text(checklist, top.get("otherText", []))

    def _reads_format(self, number: Any) -> bool:
        at = ("scalekit",)
        if type(number) is not int or number < 1:
            self._add(at, f"This takes the number of the format: {FORMAT}.")
        elif number > FORMAT:
            self._add(
                at,
                f"This file is in format {number}; this scalekit reads up to {FORMAT}.",
                "Install a newer scalekit to open it.",
            )
        return not self.problems

    def _keep_unknown(
        self, at: Path, values: Mapping[str, Any], places: Mapping[str, str], first: str, of: str
    ) -> None:
        """Keep each key that is not known as other text, after the known one that it stands after.

        `places` has the name of the place after each known key; `of` comes before each name.
        """
        place = first
        for key in values:
            if key in places:
                place = places[key] or place
                continue
            kept = unknown_key(key, self._raw((*at, key)))
            self.unknown.setdefault(f"{of}{place}", []).append(kept)
            if key != _SILENT:
                near = did_you_mean(key, list(places))
                self.notes.append(((*at, key), _KEPT.format(key[:40]), near))

    def _raw(self, at: Path) -> str:
        """Return the JSON of a value as it stands in the text, on one line."""
        start = self._offsets[at]
        if isinstance(at[-1], str):
            key = _TOKEN.match(self.text, start)
            assert key is not None
            colon = _TOKEN.search(self.text, key.end())
            value = colon and _TOKEN.search(self.text, colon.end())
            assert value is not None
            start = value.start()
        _, end = json.JSONDecoder().raw_decode(self.text, start)
        return "".join(token[0] for token in _TOKEN.finditer(self.text, start, end))

    def _action(self, at: Path, action_id: str, value: Any) -> ChecklistAction:
        action = self._mapping(at, value)
        self._id(at, action_id)
        self._keep_unknown(at, action, _ACTION_PLACES, "text", f"{action_id}.")
        if action.get("id", action_id) != action_id:
            message = f"This is not the id of the action that it ends, {action_id:.80}."
            self._add((*at, "id"), message, "Put the parts of each action back together.")
        answer = Answer(**{f.key: self._field((*at, f.key), action, f) for f in TABLE})
        title, text = (self._read((*at, key), action, one_line) for key in ("title", "text"))
        pillar = self._id((*at, "pillar"), action.get("pillar"))
        wording = self._id((*at, "wording"), action.get("wording"))
        reviews, views = (self._statements((*at, key), action) for key in ("reviews", "views"))
        words = (title or action_id, text, wording)
        return ChecklistAction(action_id, pillar, *words, answer, reviews, views)

    def _field(self, at: Path, action: Mapping[str, Any], field: Field) -> Any:
        if field.form is Form.ENTRIES:
            entries = enumerate(self._list(at, action.get(field.key, [])))
            return tuple(self._evidence((*at, n), entry) for n, entry in entries)
        if field.form is Form.LINES:
            lines = enumerate(self._list(at, action.get(field.key, [])))
            return "\n".join([self._text((*at, n), line) for n, line in lines])
        return self._read(at, action, _value if field.form is Form.LINE else field.read)

    def _statements(self, at: Path, action: Mapping[str, Any]) -> tuple[Statement, ...]:
        entries = self._list(at, action.get(str(at[-1])))
        found = [self._statement((*at, number), each) for number, each in enumerate(entries)]
        return tuple(dict.fromkeys(found))

    def _statement(self, at: Path, value: Any) -> Statement:
        entry = self._known(at, value, "Statement")
        return Statement(
            self._matching((*at, "kind"), entry, KIND, "one word in small letters"),
            self._needed((*at, "by"), entry),
            self._needed_day((*at, "on"), entry),
            self._read((*at, "text"), entry, one_line),
            self._of((*at, "of"), entry),
        )

    def _decisions(self, value: Any) -> tuple[Decision, ...]:
        entries = enumerate(self._list(("decisions",), value))
        found: dict[str, Decision] = {}
        for number, entry in entries:
            decision = self._decision(("decisions", number), entry)
            if found.setdefault(decision.id, decision) != decision:
                message = f"Decision {decision.id:.80} is there twice, with different words."
                self._add(("decisions", number), message, "Keep one of the two.")
        return tuple(found.values())

    def _decision(self, at: Path, value: Any) -> Decision:
        entry = self._known(at, value, "Decision")
        conditions = enumerate(self._list((*at, "conditions"), entry.get("conditions")))
        instead_of = enumerate(self._list((*at, "insteadOf"), entry.get("insteadOf")))
        return Decision(
            id=self._id((*at, "id"), entry.get("id")),
            choice=self._read((*at, "decision"), entry, read_choice),
            by=self._needed((*at, "by"), entry),
            on=self._needed_day((*at, "on"), entry),
            of=self._of((*at, "of"), entry),
            role=self._read((*at, "role"), entry, one_line),
            because=self._read((*at, "because"), entry, one_line),
            conditions=tuple(
                self._condition((*at, "conditions", n), each) for n, each in conditions
            ),
            instead_of=tuple(
                self._needed((*at, "insteadOf", n), {str(n): each}) for n, each in instead_of
            ),
            interests=self._read((*at, "interests"), entry, one_line),
            expects=self._read((*at, "expects"), entry, one_line),
            review=self._read((*at, "review"), entry, read_due),
            reference=self._read((*at, "reference"), entry, one_line),
            replaces=self._read((*at, "replaces"), entry, one_line),
        )

    def _condition(self, at: Path, value: Any) -> Condition:
        entry = self._mapping(at, value)
        action = entry.get("action")
        return Condition(
            self._needed((*at, "text"), entry), self._id((*at, "action"), action) if action else ""
        )

    def _known(self, at: Path, value: Any, record: str) -> Mapping[str, Any]:
        """Return the keys of a statement or decision, of which none may be unknown."""
        entry = self._mapping(at, value)
        for key in entry:
            if key not in SAID[record]:
                near = did_you_mean(key, SAID[record]) or "Install a newer scalekit to open it."
                self._add((*at, key), f"This scalekit does not know the key “{key[:40]}”.", near)
        return entry

    def _needed(self, at: Path, entry: Mapping[str, Any]) -> str:
        text = self._read(at, entry, one_line)
        if not text:
            self._add(at, f"“{at[-1]}” is missing.", "Write one line of text.")
        return text

    def _needed_day(self, at: Path, entry: Mapping[str, Any]) -> date:
        day = self._read(at, entry, read_due)
        if not day:
            self._add(at, f"“{at[-1]}” is missing.", "Write the day as 2026-12-01.")
        return day or date.min

    def _of(self, at: Path, entry: Mapping[str, Any]) -> str:
        return self._matching(at, entry, OF, "8 hexadecimal digits") if entry.get("of") else ""

    def _matching(
        self, at: Path, entry: Mapping[str, Any], pattern: re.Pattern[str], what: str
    ) -> str:
        text = self._read(at, entry, one_line)
        if not pattern.fullmatch(text):
            self._add(at, f"This takes {what}.")
        return text

    def _evidence(self, at: Path, value: Any) -> Evidence:
        entry = self._mapping(at, value)
        label, link, mark = (self._read((*at, key), entry, one_line) for key in _EVIDENCE_KEYS)
        if not label and not link:
            self._add(at, "This evidence has no label.", 'Give it a "label".')
        unknown = [key for key in entry if key not in _EVIDENCE_KEYS]
        if unknown:
            keys = [*unknown, *(("mark",) if mark else ())]
            raw = ",".join(f"{json.dumps(key)}:{self._raw((*at, key))}" for key in keys)
            mark = f"json {{{raw}}}"
            self.notes += [((*at, key), _KEPT.format(key[:40]), "") for key in unknown]
        if "-->" in mark:
            mark = mark.replace("-->", r"--\u003e")
        return Evidence(label or link, link, mark)

    def _with_other_text(self, checklist: Checklist, value: Any) -> Checklist:
        known = places(checklist)
        kept: dict[str, str] = {}
        for number, entry in enumerate(self._list(("otherText",), value)):
            at = ("otherText", number)
            other = self._mapping(at, entry)
            after = _FORMER_PLACE.sub(".text", self._text((*at, "after"), other.get("after", "")))
            if after not in known:
                near = did_you_mean(after, known)
                self._add((*at, "after"), f"Nothing is called “{after:.80}” here.", near)
            lines = self._list((*at, "lines"), other.get("lines", []))
            text = "\n".join(self._text((*at, "lines", n), line) for n, line in enumerate(lines))
            self._keep_unknown(at, other, _OTHER_PLACES, after, "")
            kept[after] = joined(kept.get(after), text)
            if owner(after):
                message = f"This text fills no field of {owner(after)} and does not count."
                self.notes.append((at, message, "Put it in the note to count it there."))
        for place, keys in self.unknown.items():
            for key in keys:
                kept[place] = joined(kept.get(place), key)
        return with_texts(checklist, kept)

    # --- one value

    def _read(self, at: Path, values: Mapping[str, Any], read: Callable[[str], _Value]) -> _Value:
        text = values.get(str(at[-1]))
        try:
            return read("" if text is None else self._text(at, text))
        except NotUnderstoodError as error:
            self._add(at, error.message, error.remedy)
            return read("")

    def _text(self, at: Path, value: Any) -> str:
        if not isinstance(value, str):
            self._add(
                at, f"This is {_kind(value)}; text is needed here.", "Put it in quotation marks."
            )
            return ""
        try:
            check_characters(value)
        except NotUnderstoodError as error:
            self._add(at, error.message, error.remedy)
            return ""
        return value

    def _line(self, at: Path, value: Any) -> str:
        return self._read(at, {str(at[-1]): value}, one_line)

    def _id(self, at: Path, value: Any) -> str:
        if isinstance(value, str) and ID.fullmatch(value):
            return value
        self._add(at, "This takes one word without spaces.")
        return ""

    def _extends(self, value: Any) -> str:
        text = " ".join(self._line(("extends",), value or "").split())
        if text and not is_extends(text):
            message = "This takes a playbook and its version, such as “small 1.0”."
            self._add(("extends",), message)
            return ""
        return text

    def _list(self, at: Path, value: Any) -> Sequence[Any]:
        if isinstance(value, list):
            return value
        if value is None:
            return []
        self._add(
            at, f"This is {_kind(value)}; a list is needed here.", "Put it in square brackets."
        )
        return []

    def _mapping(self, at: Path, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._add(at, f"This is {_kind(value)}; keys in curly brackets are needed here.")
            return {}
        return value

    def _mapping_or_null(self, at: Path, value: Any) -> Mapping[str, Any]:
        return {} if value is None else self._mapping(at, value)

    def _add(self, at: Path, message: str, remedy: str = "") -> None:
        self.problems.append((at, message, remedy))


def _value(text: str) -> str:
    """Return one line; the words that Markdown has for no value are none."""
    line = one_line(text)
    return "" if is_empty(line) else line


def _kind(value: Any) -> str:
    names = {dict: "a set of keys", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _located(text: str, path: str, found: Iterable[tuple[Path, str, str]]) -> list[Problem]:
    """Return what was found with line and column, and a problem for each key that stands twice."""
    places, problems = places_in(text, path)
    for at, message, remedy in found:
        known = at
        while known not in places:
            known = known[:-1]
        problems.append(Problem(places[known], message, remedy))
    return sorted(problems, key=lambda problem: (problem.at.line, problem.at.column))


def places_in(text: str, path: str) -> tuple[dict[Path, Position], list[Problem]]:
    """Return where each part of a sound JSON text stands, and each key that stands twice."""
    places: dict[Path, Position] = {}
    problems = []
    line, line_start, before = 1, 0, 0
    for key, offset in offsets(text):
        line += text.count("\n", before, offset)
        line_start = text.rfind("\n", before, offset) + 1 or line_start
        before = offset
        at = Position(path, line, offset - line_start + 1)
        if key in places and isinstance(key[-1], str):
            message = f"The key “{key[-1]:.80}” is there twice."
            problems.append(Problem(at, message, "Keep one of the two."))
        places[key] = at
    return places, problems


_TOKEN = pattern(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def offsets(text: str) -> "list[tuple[Path, int]]":
    """Return where each value of a sound JSON text starts; a key's value starts at its key."""
    found: list[tuple[Path, int]] = [((), 0)]
    path: list[str | int] = []
    key_comes = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            path.append(0 if mark == "[" else "")
            key_comes = mark == "{"
        elif mark in "}]":
            path.pop()
        elif mark == ",":
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else ""
            key_comes = not isinstance(last, int)
            continue
        elif mark == ":":
            continue
        elif key_comes:
            path[-1], key_comes = json.loads(mark), False
            found.append((tuple(path), token.start()))
            continue
        in_list = path[:-1] if mark in "{[" else path
        if mark not in "}]" and in_list and isinstance(in_list[-1], int):
            found.append((tuple(in_list), token.start()))
    return found
