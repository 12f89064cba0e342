"""YAML of any shape as plain lists, mappings and text, with the position of each."""

from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from scalekit.model.problem import Position, Problem
from scalekit.playbook.events import FASTEST, Parser, RefusedError, safe_events
from scalekit.playbook.reading import Reading
from scalekit.playbook.syntax import explain
from scalekit.playbook.traps import traps

Path = tuple[str | int, ...]
Positions = dict[Path, Position]


def parse(text: str, path: str, parser: Parser = FASTEST) -> tuple[Any, Positions, list[Problem]]:
    """Return the value in a YAML text, where each part of it stands, and every problem.

    Scalars are the text as written; one with nothing in it, `~` and `null` are None.
    """
    reading = Reading(path, safe_events(text, parser), traps(text, path, parser))
    positions: Positions = {}
    value = None
    try:
        for event in reading.events:
            value = _value(event, (), reading, positions)
    except RefusedError as refused:
        event, *sentences = refused.args
        reading.report(event, "yaml", *sentences)
    except (yaml.YAMLError, ValueError) as error:
        reading.problems.append(explain(error, text, path))
    return value, positions, sorted(reading.problems, key=lambda problem: problem.at)


def _value(event: Any, at: Path, reading: Reading, positions: Positions) -> Any:
    positions.setdefault(at, reading.position(event))
    if type(event) is ScalarEvent:
        empty = not event.style and event.value in ("", "~", "null")
        return None if empty else event.value
    if type(event) is MappingStartEvent:
        return _mapping(at, reading, positions)
    values: list[Any] = []
    while type(item := next(reading.events)) is not SequenceEndEvent:
        values.append(_value(item, (*at, len(values)), reading, positions))
    return values


def _mapping(at: Path, reading: Reading, positions: Positions) -> dict[str, Any]:
    values: dict[str, Any] = {}
    while type(key := next(reading.events)) is not MappingEndEvent:
        if type(key) is not ScalarEvent:
            reading.report(key, "yaml", "A key is a word, and this is a list or a mapping.")
            reading.skip(key)
            reading.skip(next(reading.events))
            continue
        if key.value in values:
            line = positions[(*at, key.value)].line
            message = f"`{key.value:.80}` is already on line {line}."
            reading.report(key, "repeated-key", message, "Keep one.")
        positions[(*at, key.value)] = reading.position(key)
        values[key.value] = _value(next(reading.events), (*at, key.value), reading, positions)
    return values
