"""Statements and decisions as Markdown: a line for each statement, a heading for each decision."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scalekit.model.dates import MONTHS, read_date, say_date
from scalekit.model.statement import KIND, LABELS, Choice, Condition, Decision, Statement
from scalekit.storage.format import ID
from scalekit.storage.markdown.inline import unescape
from scalekit.text.markdown_escape import as_typed
from scalekit.text.pattern import pattern

_TITLES = {"reviews": "Reviews", "views": "Views"}
DECISIONS = "## Decisions <!-- decisions -->"

_KINDS = {label: kind for kind, label in LABELS.items()}
_DAY = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
_STATEMENT = pattern(
    rf"(?P<words>{'|'.join(_KINDS)}|{KIND.pattern} by) (?P<by>(?:\\.|(?!, {_DAY})[^\\])+),"
    rf" (?P<on>{_DAY})(?:: (?P<text>.*?))?(?: <!-- of: (?P<of>[0-9a-f]{{8}}) -->)?"
)
_NEXT_DAY = pattern(rf",(?= {_DAY})")


def write_statements(action_id: str, name: str, statements: Iterable[Statement]) -> str:
    """Return the list of an action's reviews or views, below its label."""
    lines = "".join([f"\n- {_write(each)}" for each in statements])
    return f"{_TITLES[name]}: <!-- {action_id} -->\n{lines}"


def _write(statement: Statement) -> str:
    by = _NEXT_DAY.sub(r"\\,", as_typed(statement.by))
    text = f": {as_typed(statement.text)}" if statement.text else ""
    of = f" <!-- of: {statement.of} -->" if statement.of else ""
    return f"{statement.label} {by}, {say_date(statement.on)}{text}{of}"


def read_statement(line: str) -> Statement | None:
    """Return the statement in one line of Markdown without its bullet, or None if it is none."""
    found = _STATEMENT.fullmatch(line.strip())
    on = read_date(found["on"]) if found else None
    by = unescape(found["by"]).strip() if found else ""
    if not found or not on or not by:
        return None
    kind = _KINDS.get(found["words"]) or found["words"].removesuffix(" by")
    return Statement(str(kind), by, on, unescape(found["text"] or "").strip(), found["of"] or "")


_LABEL = pattern(r"\s*[*_]*(Reviews|Views)[*_]*:[*_]*\s*<!--\s*(\S+)\s*-->\s*")
_NAMES = {title: name for name, title in _TITLES.items()}


def read_label(line: str, action_id: str) -> str:
    """Return "reviews" or "views" where a line begins these of an action, else nothing."""
    found = _LABEL.fullmatch(line)
    return _NAMES[found[1]] if found and found[2] == action_id else ""


# --- decisions

_LINES = {
    "By": "by",
    "Role": "role",
    "Because": "because",
    "Condition": "conditions",
    "Instead of": "instead_of",
    "Interests": "interests",
    "Expects": "expects",
    "Review": "review",
    "Reference": "reference",
    "Replaces": "replaces",
}
_ALL = pattern(r"\s*#{1,6}\s+.*<!--\s*decisions\s*-->\s*")
_HEADING = pattern(
    rf"\s*#{{1,6}}\s+(?P<choice>\w+), (?P<on>{_DAY})\s*<!--\s*decision:\s*(?P<id>\S+)"
    r"(?:\s+of:\s*(?P<of>[0-9a-f]{8}))?\s*-->\s*"
)
_LINE = pattern(rf"\s*[-*+]\s+(?P<name>{'|'.join(_LINES)}): (?P<value>.*)")
_OF_ACTION = pattern(r"(.*?)\s*<!-- action: (\S+) -->")
_CHOICES = {choice.label: choice for choice in Choice}


def write_decisions(decisions: Iterable[Decision]) -> str:
    """Return the decisions, each a heading with a list, below one heading for all of them."""
    return "\n\n".join([DECISIONS, *map(_write_decision, decisions)])


def _write_decision(decision: Decision) -> str:
    of = f" of: {decision.of}" if decision.of else ""
    heading = f"### {decision.choice.label}, {say_date(decision.on)}"
    lines = [
        f"- {name}: {value}"
        for name, field in _LINES.items()
        for value in _values(getattr(decision, field))
    ]
    return f"{heading} <!-- decision: {decision.id}{of} -->\n\n" + "\n".join(lines)


def _values(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, tuple) and not isinstance(value, Condition) else [value]:
        if isinstance(each, Condition):
            yield as_typed(each.text) + (f" <!-- action: {each.action} -->" if each.action else "")
        elif each:
            yield as_typed(each) if isinstance(each, str) else str(each)


def is_heading_of_all(line: str) -> bool:
    """Return whether a line is the heading above all decisions."""
    return _ALL.fullmatch(line) is not None


def is_marked(line: str) -> bool:
    """Return whether a heading says that it begins a decision."""
    return re.search(r"(?<!\\)<!--\s*decision:", line) is not None


def read_heading(line: str) -> Decision | None:
    """Return the decision that a heading begins, with nothing but what the heading says."""
    found = _HEADING.fullmatch(line)
    choice = _CHOICES.get(found["choice"]) if found else None
    on = read_date(found["on"]) if found else None
    if not found or not choice or not on or not ID.fullmatch(found["id"]):
        return None
    return Decision(found["id"], choice, "", on, found["of"] or "")


def with_line(decision: Decision, line: str) -> Decision | None:
    """Return a decision with one more of its lines, or None where the line is none of them."""
    found = _LINE.fullmatch(line)
    if not found:
        return None
    field = _LINES[found["name"]]
    held, value = getattr(decision, field), found["value"].strip()
    if isinstance(held, tuple):
        marked = _OF_ACTION.fullmatch(value) if field == "conditions" else None
        text = unescape(marked[1] if marked else value).strip()
        entry = Condition(text, marked[2] if marked else "") if field == "conditions" else text
        return _with(decision, field, (*held, entry)) if text else None
    if held:
        return None
    read = read_date(value) if field == "review" else unescape(value).strip()
    return _with(decision, field, read) if read else None


def _with(decision: Decision, field: str, value: Any) -> Decision:
    changed: dict[str, Any] = {field: value}
    return decision._replace(**changed)


def read_decisions(text: str) -> tuple[Decision, ...] | None:
    """Return the decisions in what `write_decisions` wrote, or None if it did not write this."""
    found: list[Decision] = []
    for line in filter(None, text.split("\n")[1:]):
        decision = read_heading(line) if line.startswith("#") else None
        if decision:
            found.append(decision)
            continue
        longer = with_line(found[-1], line) if found else None
        if not longer:
            return None
        found[-1] = longer
    is_sound = all(decision.by for decision in found) and len({d.id for d in found}) == len(found)
    return tuple(found) if is_sound else None
