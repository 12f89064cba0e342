"""Answers from the command line and from a file of many, as changes to a checklist's answers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from scalekit.cli.arguments.mistakes import Mistakes, understood
from scalekit.errors import FileError
from scalekit.model.checklist import Answer, Checklist, Evidence
from scalekit.model.fields import BY_KEY, FIELDS, Form
from scalekit.model.fields import read_field as read_typed
from scalekit.model.problem import Position, Problem
from scalekit.model.values import (
    NotUnderstoodError,
    read_evidence,
    read_line,
)
from scalekit.text.near import did_you_mean

Path = tuple[str | int, ...]
Values = Mapping[str, Any]


def read_field(field: str, value: Any, today: date) -> Any:
    """Return the value of one answer field; None, in a file, clears it.

    Raises NotUnderstoodError when the value does not fit the field.
    """
    if value is None:
        return BY_KEY[field].blank
    form = BY_KEY[field].form if field in BY_KEY else Form.LINE
    if form is Form.ENTRIES:
        entries = value if isinstance(value, list) else [value]
        return tuple(_evidence(entry) for entry in entries)
    if form is Form.LINES and isinstance(value, list):
        value = "\n".join(_text(line) for line in value)
    return read_typed(field, _text(value), today)


def _evidence(entry: Any) -> Evidence:
    if isinstance(entry, dict) and not set(entry) - {"label", "link"}:
        label, link = (read_line(_text(entry.get(key, ""))) for key in ("label", "link"))
        if label or link:
            return Evidence(label or link, link)
        raise NotUnderstoodError("This evidence is empty.", "Give it a label or a link.")
    return read_evidence(_text(entry))


def _text(value: Any) -> str:
    if value is None:
        raise NotUnderstoodError("There is nothing here.", "Write a text, or take it out.")
    if isinstance(value, list | dict):
        raise NotUnderstoodError("This is more than one value. Give one text.")
    if not isinstance(value, str):
        raise NotUnderstoodError("This takes text.", "Put it in quotation marks.")
    return value


def read_options(
    options: dict[str, str], clear: Sequence[str], today: date, wrong: Mistakes
) -> dict[str, Any]:
    """Return the values of fields that options set or clear; what is wrong goes to `wrong`."""
    values: dict[str, Any] = {}
    for field in clear:
        if field not in FIELDS:
            near = did_you_mean(field, FIELDS, "The fields are")
            wrong.add(f"--clear: there is no field “{field}”. {near}")
        elif field in options:
            wrong.add(f"--{field} and --clear {field} contradict each other.")
        else:
            values[field] = BY_KEY[field].blank
    for field, value in options.items():
        values[field] = wrong.read(understood, f"--{field}", read_field, field, value, today)
    return values


def with_evidence(
    kept: tuple[Evidence, ...], added: Iterable[tuple[Evidence, ...]]
) -> tuple[Evidence, ...]:
    """Return evidence with entries added; the same link, or label without one, is one entry."""
    entries = {entry.link or entry.label: entry for entry in chain(kept, *added)}
    return tuple(entries.values())


def with_fields(checklist: Checklist, answers: Mapping[str, Values]) -> Checklist:
    """Return the checklist with these fields of these actions set.

    A reason that is not named goes with the status that needed it.
    """
    held = checklist.answers()
    new = {action_id: _with(held[action_id], fields) for action_id, fields in answers.items()}
    return checklist.with_answers(new)


def _with(held: Answer, fields: Values) -> Answer:
    return held.moved_to(fields.get("status", held.status))._replace(**fields)


def reason_needed(held: Answer, new: Answer) -> str:
    """Return a sentence where a new answer lacks the reason that the one before it did not lack."""
    if not new.lacks_reason or held.lacks_reason:
        return ""
    said = f"“{new.status.label}” needs a reason."
    if not held.reason or new.status is held.status:
        return said
    return f"{said} “{held.reason}” was given for “{held.status.label}”: where it holds, repeat it."


def read_answers(
    text: str, path: str, checklist: Checklist, today: date
) -> dict[str, dict[str, Any]]:
    """Return the answers in a YAML or JSON text, `{action: {field: value}}`, ready to be set.

    Raises FileError with every problem in it, so that all are set or none.
    """
    value, places = _parsed(text, path)
    problems: list[Problem] = []
    answers: dict[str, dict[str, Any]] = {}
    known = checklist.answers()
    if not isinstance(value, dict):
        raise FileError(
            Problem(Position(path, 1, 1), "This takes answers, as action: {field: value}.")
        )
    for action_id, fields in value.items():
        if action_id == "$schema":  # what an editor reads
            continue
        at = places[action_id,]
        if action_id not in known:
            message = f"This checklist has no action “{action_id:.80}”."
            problems.append(Problem(at, message, did_you_mean(action_id, [*known])))
        elif not isinstance(fields, dict):
            problems.append(Problem(at, f"An action takes fields: {FIELDS[0]}, {FIELDS[1]}, ..."))
        else:
            answers[action_id] = _fields(
                action_id, fields, known[action_id], places, problems, today
            )
    if problems:
        raise FileError(*problems)
    return answers


def _fields(
    action_id: str,
    fields: Values,
    held: Answer,
    places: Mapping[Path, Position],
    problems: list[Problem],
    today: date,
) -> dict[str, Any]:
    found = {}
    before = len(problems)
    for field, value in fields.items():
        at = places[action_id, field]
        if field not in FIELDS:
            near = did_you_mean(field, FIELDS, "The fields are")
            problems.append(Problem(at, f"There is no field “{field:.80}”.", near))
            continue
        try:
            found[field] = read_field(field, value, today)
        except NotUnderstoodError as error:
            problems.append(Problem(at, f"{field}: {error.message}", error.remedy))
    message = reason_needed(held, _with(held, found))
    if len(problems) == before and message:
        at = places[action_id, "status" if "status" in found else "reason"]
        problems.append(Problem(at, message, f"Add `reason` to {action_id}."))
    return found


def _parsed(text: str, path: str) -> tuple[Any, dict[Path, Position]]:
    """Return the value in a JSON or YAML text, and where each part of it stands.

    The ending of the name says which it is. Where it does not, what starts with a brace may be
    either: JSON, or the short form of YAML.
    """
    name = path.lower()
    if name.endswith(".json"):
        return _parsed_json(text, path)
    if name.endswith((".yaml", ".yml")) or not text.lstrip().startswith("{"):
        return _parsed_yaml(text, path)
    try:
        return _parsed_json(text, path)
    except FileError as error:
        not_json = error
    try:
        return _parsed_yaml(text, path)
    except FileError as not_yaml:
        # Only in YAML does a key stand without quotation marks.
        raise (not_yaml if re.match(r'\s*{\s*[^\s"]', text) else not_json) from None


def _parsed_json(text: str, path: str) -> tuple[Any, dict[Path, Position]]:
    # Few answers come as JSON, and most checklists are not.
    from scalekit.storage.json_.positions import positions_in
    from scalekit.storage.json_.syntax import parse

    value = parse(text, path)
    places, problems = positions_in(text, path)
    if problems:
        raise FileError(*problems)
    return value, places


def _parsed_yaml(text: str, path: str) -> tuple[Any, dict[Path, Position]]:
    # PyYAML takes 15 ms; JSON does without.
    from scalekit.playbook.plain import parse

    value, places, problems = parse(text, path)
    if problems:
        raise FileError(*problems)
    return value, places
