"""Reading a JSON checklist: every problem with its place, and nothing dropped or guessed."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from scalekit.engine.other_text import join_texts, owner, with_texts
from scalekit.errors import FileError
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    places,
)
from scalekit.model.fields import TABLE, Field, Form
from scalekit.model.problem import Problem
from scalekit.model.statement import KIND, Condition, Decision, Statement
from scalekit.model.values import one_line, read_choice, read_due
from scalekit.storage.format import FORMAT, is_extends
from scalekit.storage.json_.keys import ACTION_PLACES, SAID, TOP_PLACES, unknown_key
from scalekit.storage.json_.positions import Path, located, offsets, raw
from scalekit.storage.json_.syntax import parse
from scalekit.storage.json_.values import JsonReading, value_line
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

_OTHER_PLACES = {"after": "", "lines": ""}
_FORMER_PLACE = pattern(r"\.(?:action|title)$")  # of format 1
_KEPT = "This scalekit does not know the key “{}”; it is kept as it is."
_EVIDENCE_KEYS = ("label", "link", "mark")
_FROM_PLAYBOOK = (
    "Actions come from the playbook, with both: `git diff` shows what changed. For one of your own,"
    " write a playbook that extends this one: `scalekit playbook new --help` says how."
)
_SILENT = "$schema"  # what an editor reads


def read_checklist(text: str, path: str) -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist in a JSON text and what is to be said of it, or every problem."""
    reader = _Reader(text)
    try:
        value = parse(text, path, reader.pairs)
    except FileError as error:
        return None, list(error.problems)
    checklist = reader.checklist(value)
    if reader.values.problems or reader.repeated or checklist is None:
        return None, located(text, path, reader.values.problems)
    return checklist, located(text, path, reader.values.notes) if reader.values.notes else []


class _Reader:
    """Collects what is wrong at which path of keys while it reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.values = JsonReading()
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
                message = "A key is there twice with the same value."
                self.values.notes.append(((), message, "Delete one."))
        return keyed

    def checklist(self, value: Any) -> Checklist | None:
        top = self.values.mapping((), value)
        if "scalekit" not in top:
            self.values.add((), "This is not a scalekit checklist: the key `scalekit` is missing.")
            return None
        if not self._reads_format(top["scalekit"]):
            return None
        if top.get("kind", "checklist") != "checklist":
            message = f"This is a document of the kind {top['kind']!r:.40}, not a checklist."
            self.values.add(("kind",), message, "Name a checklist file.")
        self._keep_unknown((), top, TOP_PLACES, "header", "")
        pillars = self.values.mapping_or_null(("pillars",), top.get("pillars"))
        actions = self.values.mapping_or_null(("actions",), top.get("actions"))
        read = [self._action(("actions", key), key, action) for key, action in actions.items()]
        titles = {key: self.values.line(("pillars", key), title) for key, title in pillars.items()}
        titles |= {a.pillar: a.pillar for a in read if a.pillar not in titles}
        checklist = Checklist(
            self.values.word(("playbook",), top.get("playbook")),
            self.values.word(("version",), top.get("version")),
            tuple(
                self.values.word(("roles", number), role)
                for number, role in enumerate(self.values.entries(("roles",), top.get("roles", [])))
            ),
            self.values.line(("innovation",), top.get("innovation", "")),
            self.values.read(("place",), top, value_line),
            tuple(titles.items()),
            tuple(read),
            decisions=self._decisions(top.get("decisions")),
            extends=self._extends(top.get("extends")),
        )
        return self._with_other_text(checklist.in_order(), top.get("otherText", []))

    def _reads_format(self, number: Any) -> bool:
        at = ("scalekit",)
        if type(number) is not int or number < 1:
            self.values.add(at, f"This takes the number of the format: {FORMAT}.")
        elif number > FORMAT:
            self.values.add(
                at,
                f"This file is in format {number}; this scalekit reads up to {FORMAT}.",
                "Install a newer scalekit to open it.",
            )
        return not self.values.problems

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
                self.values.notes.append(((*at, key), _KEPT.format(key[:40]), near))

    def _raw(self, at: Path) -> str:
        return raw(self.text, at, self._offsets[at])

    def _extends(self, value: Any) -> str:
        text = " ".join(self.values.line(("extends",), value or "").split())
        if text and not is_extends(text):
            message = "This takes a playbook and its version, such as “small 1.0”."
            self.values.add(("extends",), message)
            return ""
        return text

    def _action(self, at: Path, action_id: str, value: Any) -> ChecklistAction:
        action = self.values.mapping(at, value)
        self.values.word(at, action_id)
        self._keep_unknown(at, action, ACTION_PLACES, "text", f"{action_id}.")
        if action.get("id", action_id) != action_id:
            message = f"This is not the id of the action that it ends, {action_id:.80}."
            self.values.add((*at, "id"), message, "Put the parts of each action back together.")
        answer = Answer(**{f.key: self._field((*at, f.key), action, f) for f in TABLE})
        title, text = (self.values.read((*at, key), action, one_line) for key in ("title", "text"))
        pillar, wording = self._of_playbook(at, action_id, action)
        reviews, views = (self._statements((*at, key), action) for key in ("reviews", "views"))
        words = (title or action_id, text, wording)
        return ChecklistAction(action_id, pillar, *words, answer, reviews, views)

    def _of_playbook(self, at: Path, action_id: str, action: Mapping[str, Any]) -> list[str]:
        """Return an action's pillar and wording; whoever adds one by hand knows of neither."""
        keys = ("pillar", "wording")
        if missing := [f"“{key}”" for key in keys if action.get(key) is None]:
            message = f"Action {action_id:.80} has no {' and no '.join(missing)}."
            self.values.add(at, message, _FROM_PLAYBOOK)
        present = {key: action[key] for key in keys if action.get(key) is not None}
        read = {key: self.values.word((*at, key), value) for key, value in present.items()}
        return [read.get(key, "") for key in keys]

    def _field(self, at: Path, action: Mapping[str, Any], field: Field) -> Any:
        if field.form is Form.ENTRIES:
            entries = enumerate(self.values.entries(at, action.get(field.key, [])))
            return tuple(self._evidence((*at, n), entry) for n, entry in entries)
        if field.form is Form.LINES:
            lines = enumerate(self.values.entries(at, action.get(field.key, [])))
            return "\n".join([self.values.text((*at, n), line) for n, line in lines])
        return self.values.read(at, action, value_line if field.form is Form.LINE else field.read)

    def _statements(self, at: Path, action: Mapping[str, Any]) -> tuple[Statement, ...]:
        entries = self.values.entries(at, action.get(str(at[-1])))
        found = [self._statement((*at, number), each) for number, each in enumerate(entries)]
        return tuple(dict.fromkeys(found))

    def _statement(self, at: Path, value: Any) -> Statement:
        entry = self._known(at, value, "Statement")
        return Statement(
            self.values.matching((*at, "kind"), entry, KIND, "one word in small letters"),
            self.values.needed((*at, "by"), entry),
            self.values.needed_day((*at, "on"), entry),
            self.values.read((*at, "text"), entry, one_line),
            self.values.of((*at, "of"), entry),
        )

    def _decisions(self, value: Any) -> tuple[Decision, ...]:
        entries = enumerate(self.values.entries(("decisions",), value))
        found: dict[str, Decision] = {}
        for number, entry in entries:
            decision = self._decision(("decisions", number), entry)
            if found.setdefault(decision.id, decision) != decision:
                message = f"Decision {decision.id:.80} is there twice, with different words."
                self.values.add(("decisions", number), message, "Keep one of the two.")
        return tuple(found.values())

    def _decision(self, at: Path, value: Any) -> Decision:
        entry = self._known(at, value, "Decision")
        conditions = enumerate(self.values.entries((*at, "conditions"), entry.get("conditions")))
        instead_of = enumerate(self.values.entries((*at, "insteadOf"), entry.get("insteadOf")))
        return Decision(
            id=self.values.word((*at, "id"), entry.get("id")),
            choice=self.values.read((*at, "decision"), entry, read_choice),
            by=self.values.needed((*at, "by"), entry),
            on=self.values.needed_day((*at, "on"), entry),
            of=self.values.of((*at, "of"), entry),
            role=self.values.read((*at, "role"), entry, one_line),
            because=self.values.read((*at, "because"), entry, one_line),
            conditions=tuple(
                self._condition((*at, "conditions", n), each) for n, each in conditions
            ),
            instead_of=tuple(
                self.values.needed((*at, "insteadOf", n), {str(n): each}) for n, each in instead_of
            ),
            interests=self.values.read((*at, "interests"), entry, one_line),
            expects=self.values.read((*at, "expects"), entry, one_line),
            review=self.values.read((*at, "review"), entry, read_due),
            reference=self.values.read((*at, "reference"), entry, one_line),
            replaces=self.values.read((*at, "replaces"), entry, one_line),
        )

    def _condition(self, at: Path, value: Any) -> Condition:
        entry = self.values.mapping(at, value)
        action = entry.get("action")
        return Condition(
            self.values.needed((*at, "text"), entry),
            self.values.word((*at, "action"), action) if action else "",
        )

    def _known(self, at: Path, value: Any, record: str) -> Mapping[str, Any]:
        """Return the keys of a statement or decision, of which none may be unknown."""
        entry = self.values.mapping(at, value)
        for key in entry:
            if key not in SAID[record]:
                near = did_you_mean(key, SAID[record]) or "Install a newer scalekit to open it."
                self.values.add(
                    (*at, key), f"This scalekit does not know the key “{key[:40]}”.", near
                )
        return entry

    def _evidence(self, at: Path, value: Any) -> Evidence:
        entry = self.values.mapping(at, value)
        label, link, mark = (
            self.values.read((*at, key), entry, one_line) for key in _EVIDENCE_KEYS
        )
        if not label and not link:
            self.values.add(at, "This evidence has no label.", 'Give it a "label".')
        unknown = [key for key in entry if key not in _EVIDENCE_KEYS]
        if unknown:
            keys = [*unknown, *(("mark",) if mark else ())]
            inside = ",".join(f"{json.dumps(key)}:{self._raw((*at, key))}" for key in keys)
            mark = f"json {{{inside}}}"
            self.values.notes += [((*at, key), _KEPT.format(key[:40]), "") for key in unknown]
        if "-->" in mark:
            mark = mark.replace("-->", r"--\u003e")
        return Evidence(label or link, link, mark)

    def _with_other_text(self, checklist: Checklist, value: Any) -> Checklist:
        known = places(checklist)
        kept: dict[str, str] = {}
        for number, entry in enumerate(self.values.entries(("otherText",), value)):
            at = ("otherText", number)
            other = self.values.mapping(at, entry)
            after = _FORMER_PLACE.sub(
                ".text", self.values.text((*at, "after"), other.get("after", ""))
            )
            if after not in known:
                near = did_you_mean(after, known)
                self.values.add((*at, "after"), f"Nothing is called “{after:.80}” here.", near)
            lines = self.values.entries((*at, "lines"), other.get("lines", []))
            text = "\n".join(
                self.values.text((*at, "lines", n), line) for n, line in enumerate(lines)
            )
            self._keep_unknown(at, other, _OTHER_PLACES, after, "")
            kept[after] = join_texts(kept.get(after), text)
            if owner(after):
                message = f"This text fills no field of {owner(after)} and does not count."
                self.values.notes.append((at, message, "Put it in the note to count it there."))
        for place, keys in self.unknown.items():
            for key in keys:
                kept[place] = join_texts(kept.get(place), key)
        return with_texts(checklist, kept)
