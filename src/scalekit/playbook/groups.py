"""Kinds made of other kinds: lists, pairs and records."""

from collections.abc import Callable, Iterable
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scalekit.model.problem import LocatedText, Problem, quoted
from scalekit.playbook.reading import Kind, Reading, skip_wrong


def many(kind: Kind, *, least: int = 0) -> Kind:
    """Return the kind of a list of values, read as a tuple."""

    def read(name: str, event: Any, reading: Reading) -> tuple[Any, ...]:
        if type(event) is not SequenceStartEvent:
            skip_wrong("a list", name, event, reading)
            return ()
        values = []
        while type(item := next(reading.events)) is not SequenceEndEvent:
            values.append(kind.read(name, item, reading))
        if len(values) < least:
            reading.report(event, "empty-list", f"`{name}` is an empty list.", "Add to it.")
        return tuple(values) if None not in values else tuple(v for v in values if v is not None)

    schema = {"type": "array", **({"minItems": least} if least else {})}
    return Kind(read, blank=(), each=kind, schema=schema)


def some(kind: Kind) -> Kind:
    """Return the kind of a list that holds at least one value."""
    return many(kind, least=1)


def distinct(kind: Kind) -> Kind:
    """Return the kind of a list of words in which each stands once."""

    def read(name: str, event: Any, reading: Reading) -> tuple[str, ...]:
        words: tuple[LocatedText, ...] = kind.read(name, event, reading)
        if len(set(words)) == len(words):
            return words
        _report_repeats(name, words, reading)
        return tuple(dict.fromkeys(words))

    return Kind(read, blank=(), each=kind.each, schema={**kind.schema, "uniqueItems": True})


def _report_repeats(name: str, words: tuple[LocatedText, ...], reading: Reading) -> None:
    first: dict[str, LocatedText] = {}
    for word in filter(None, words):
        if word in first:
            message = f"`{name}` already has {word} on line {first[word].line}."
            reading.problems.append(Problem(word.at, message, "Keep one of them.", "repeated"))
        else:
            first[word] = word


def pairs(keys: Kind, kind: Kind) -> Kind:
    """Return the kind of a mapping with keys of any name, read as a tuple of pairs."""

    def read(name: str, event: Any, reading: Reading) -> tuple[tuple[str, Any], ...]:
        if type(event) is not MappingStartEvent:
            skip_wrong("keys with values", name, event, reading)
            return ()
        known: dict[str, Any] = {}
        values = []
        while type(key := next(reading.events)) is not MappingEndEvent:
            if type(key) is ScalarEvent and key.value not in known:
                known[key.value] = key
                word = keys.read(name, key, reading)
                values.append((word, kind.read(name, next(reading.events), reading)))
            else:
                _skip_entry(key, name, known, (), reading)
        return tuple(values)

    return Kind(read, blank=(), values=kind, schema={"type": "object"})


def record(noun: str, make: Callable[..., Any], **fields: Kind) -> Kind:
    """Return the kind of a mapping with these keys, each given to `make` by its name."""
    required = [name for name, kind in fields.items() if kind.required]

    def read(name: str, event: Any, reading: Reading) -> Any:
        if type(event) is not MappingStartEvent:
            skip_wrong("keys with values", name, event, reading)
            return None
        keys: dict[str, Any] = {}
        values: dict[str, Any] = {}
        events = reading.events
        while type(key := next(events)) is not MappingEndEvent:
            word = key.value if type(key) is ScalarEvent else ""
            if word in fields and word not in keys:
                keys[word] = key
                values[word] = fields[word].read(word, next(events), reading)
            else:
                _skip_entry(key, noun, keys, fields, reading)
        for word in required:
            if word not in values:
                which = f"The {noun} {values['id']}" if values.get("id") else f"This {noun}"
                remedy = f"Add it: {fields[word].about}." if fields[word].about else "Add it."
                reading.report(event, "missing-key", f"{which} has no `{word}`.", remedy)
                values[word] = fields[word].blank
        return make(**values)

    schema = {"type": "object", "additionalProperties": False, "required": required}
    return Kind(read, blank=None, fields=fields, schema=schema)


def _skip_entry(
    key: Any, noun: str, keys: dict[str, Any], known: Iterable[str], reading: Reading
) -> None:
    """Report a key that is no word, stands here already or is not known; leave out its value."""
    if type(key) is not ScalarEvent:
        reading.report(key, "yaml", "A key is a word, and this is more than one.")
    elif key.value in keys:
        line = reading.position(keys[key.value]).line
        message = f"{quoted(key.value)} is already on line {line}."
        reading.report(key, "repeated-key", message, "Keep one of them.")
    else:
        remedy = reading.suggest(key.value, known) or f"Its keys are: {', '.join(known)}."
        message = f"{quoted(key.value)} is not a key of this {noun}."
        reading.report(key, "unknown-key", message, remedy)
    reading.skip(key)
    reading.skip(next(reading.events))
