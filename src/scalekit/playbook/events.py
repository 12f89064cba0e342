"""YAML text to the parser's events, without trusting the text.

The kinds of value read straight from the events, so nothing is built but the playbook. Building
PyYAML's own nodes costs five times as much, and recursion, which 100,000 nested levels crash.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scalekit.model.problem import quoted
from scalekit.text.pattern import pattern

MAX_EVENTS = 500_000  # 5,000 actions are 185,000
MAX_DEPTH = 20
TOO_DEEP = (f"This goes more than {MAX_DEPTH} levels deep.", "A playbook needs 6.")

Parser = Callable[[str], Any]
PURE: Parser = yaml.BaseLoader
FASTEST: Parser = getattr(yaml, "CBaseLoader", PURE)

_REFUSED = pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LINE_END = pattern("\r\n|[\n\r]")
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)


class RefusedError(Exception):
    """Stops the reading of a file; holds an event, a message and a remedy."""


def safe_events(text: str, parser: Parser = FASTEST) -> Iterator[Any]:
    """Yield the events of the values in a text: starts, ends and scalars, of one document.

    Raises RefusedError at what no playbook needs, and the parser's `YAMLError`.
    """
    _refuse_signs(text)
    text = text if text.endswith("\n") else f"{text}\n"  # else the parsers differ on where it ends
    depth = documents = count = 0
    try:
        get_event = parser(text).get_event
        while (event := get_event()) is not None:
            count += 1
            event_type = type(event)
            if event_type is ScalarEvent:
                if event.anchor or event.tag or count > MAX_EVENTS:
                    raise RefusedError(event, *_reason(event, count))
            elif event_type in _ENDS:
                depth -= 1
            elif event_type in _STARTS:
                depth += 1
                if event.anchor or event.tag or count > MAX_EVENTS or depth > MAX_DEPTH:
                    raise RefusedError(event, *_reason(event, count))
            else:
                documents += event_type is DocumentStartEvent
                if event_type is AliasEvent or documents > 1:
                    raise RefusedError(event, *_reason(event, count))
                continue
            yield event
    except (ValueError, OverflowError) as error:  # half a character, or an escape that is none
        raise yaml.YAMLError(str(error)) from error


class _Sign(NamedTuple):
    """A character of the text, with its place as an event has it."""

    start_mark: yaml.Mark


def _refuse_signs(text: str) -> None:
    """Raise RefusedError at a character that no YAML holds, or that only YAML ends a line at."""
    found = _REFUSED.search(text)
    if not found:
        return
    sign, before = found[0], _LINE_END.split(text[: found.start()])
    mark = yaml.Mark("", found.start(), len(before) - 1, len(before[-1]), None, 0)
    code = f"U+{ord(sign):04X}"
    if sign in "\x85\u2028\u2029":
        words = f"There is a line end here that few programs know ({code}).", "Delete it."
    else:
        words = f"There is a control character here ({code}).", "Delete it."
    raise RefusedError(_Sign(mark), *words)


def _reason(event: Any, count: int) -> tuple[str, str]:
    """Return message and remedy for what could run code or grow without end."""
    if isinstance(event, DocumentStartEvent):
        remedy = "Take the line out, or move the rest to a file of its own."
        return "A second document begins here.", remedy
    if count > MAX_EVENTS:
        return "This file holds too many values.", "Split it."
    remedy = "Take it out, or put the whole value in quotes if it belongs to the text."
    if isinstance(event, AliasEvent):
        what = f"{quoted(f'*{event.anchor}')} stands for a value from elsewhere"
    elif event.anchor:
        what = f"{quoted(f'&{event.anchor}')} names a value to use elsewhere"
    elif event.tag:
        what = f"{quoted(event.tag.replace('tag:yaml.org,2002:', '!!'))} gives a value a type"
    else:
        return TOO_DEEP
    return f"{what}, which is not read here.", remedy
