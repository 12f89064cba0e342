"""A decision, read from what was typed, and asked for where a part of it was not."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from scalekit import clock
from scalekit.cli.arguments.meant import known_action
from scalekit.cli.arguments.options import line_of
from scalekit.cli.terminal.asking import Asking
from scalekit.engine.statements import identified, of_checklist
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.dates import Meant, say_date
from scalekit.model.statement import Choice, Condition, Decision
from scalekit.model.values import NotUnderstoodError, read_choice, read_due, read_line
from scalekit.views import statements as view

_Read = TypeVar("_Read")

_WHEN = "On which day was it decided? Enter: today."

_AGAIN = "On which day is it looked at again? Enter: none is set."

_IF = (
    "On what condition, if any? With an action's id and a colon before it, it is met when that"
    " action is completed. Enter: none."
)

_AND_IF = "And on what other condition? Enter: no other."

_LABELS = {
    Choice.ADOPT: "Adopt: use it here as it is",
    Choice.PILOT: "Pilot: try it first, for a time or in one place",
    Choice.ADAPT: "Adapt: change it to fit, then decide",
    Choice.DEFER: "Defer: decide later",
    Choice.STOP: "Stop: do not take it further",
}


class GivenDecision(NamedTuple):
    """What the command line says of a decision, None where it says nothing.

    `texts` are the parts that are one line each, by the names of their options.
    """

    choice: str | None
    by: str | None
    on: str | None
    conditions: Sequence[str] | None
    instead_of: Sequence[str] | None
    review: str | None
    replaces: str | None
    texts: Mapping[str, str | None]


def read_decision(checklist: Checklist, given: GivenDecision, asking: Asking) -> Decision:
    """Return the decision on a checklist, asking for what is missing; raises UsageError.

    All that was typed is read before anybody is asked for the rest.
    """
    today = clock.today()
    texts = {n: line_of(f"--{n}", text) for n, text in given.texts.items() if text is not None}
    known = _known_decision(checklist, given.replaces)
    conditions = tuple(_condition(checklist, text) for text in given.conditions or ())
    others = tuple(line_of("--instead-of", text) for text in given.instead_of or ())
    day = _option("--date", given.on or "", partial(_decided_on, today=today))
    # Who is asked what was decided is asked for the rest of it too.
    asks_rest = given.choice is None
    asks_day = asks_rest and given.on is None
    not_before = date.min if asks_day else day
    review = given.review or ""
    looked_at = _option("--review", review, partial(_looked_at, day=not_before, today=today))
    choice, name = _choice(given.choice, asking), _name(given.by, asking)
    if asks_day:
        day = _asked(asking, "Date", _WHEN, partial(_decided_on, today=today))
        looked_at = _option("--review", review, partial(_looked_at, day=day, today=today))
    if asks_rest and given.conditions is None:
        conditions = _conditions(checklist, asking)
    if asks_rest and given.review is None:
        looked_at = _asked(asking, "Review", _AGAIN, partial(_looked_at, day=day, today=today))
    return identified(
        Decision(
            "",
            choice,
            name,
            day,
            of_checklist(checklist),
            conditions=conditions,
            instead_of=others,
            review=looked_at,
            replaces=known,
            **texts,
        )
    )


def _choice(word: str | None, asking: Asking) -> Choice:
    if word is None:
        from scalekit.prompts import missing_options

        offered = [(str(choice), label) for choice, label in _LABELS.items()]
        word = asking(
            lambda prompts: missing_options.choose(prompts, "What was decided?", offered),
            f"Say what was decided: --decision {'|'.join(Choice)}.",
        )
    try:
        return read_choice(word)
    except NotUnderstoodError as error:
        raise UsageError(f"--decision: {error}") from None


def _name(by: str | None, asking: Asking) -> str:
    if by is not None:
        return line_of("--by", by)
    from scalekit.prompts import missing_options

    return asking(
        lambda prompts: missing_options.write(
            prompts, "Name", "Who decided?", missing_options.line
        ),
        "Say who decided: --by NAME.",
    )


def _option(option: str, text: str, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(text)
    except NotUnderstoodError as error:
        raise UsageError(f"{option}: {error}") from None


def _decided_on(text: str, today: date) -> date:
    day = read_due(text, today, Meant.LATEST) or today
    if day > today:
        raise NotUnderstoodError(f"{say_date(day)} has not come yet. Record it once it is decided.")
    return day


def _looked_at(text: str, day: date, today: date) -> date | None:
    found = read_due(text, today)
    if found and found < day:
        raise NotUnderstoodError(f"{say_date(found)} is before the day of the decision.")
    return found


def _asked(asking: Asking, question: str, hint: str, read: Callable[[str], _Read]) -> _Read:
    from scalekit.prompts import missing_options

    return asking(lambda prompts: missing_options.write(prompts, question, hint, read), "")


def _conditions(checklist: Checklist, asking: Asking) -> tuple[Condition, ...]:
    """Return the conditions that a person writes, until they leave one empty."""

    def read(text: str) -> Condition | None:
        try:
            return _condition(checklist, text) if read_line(text) else None
        except UsageError as error:
            raise NotUnderstoodError(str(error)) from None

    found: list[Condition] = []
    while made := _asked(asking, "Condition", _AND_IF if found else _IF, read):
        found.append(made)
    return tuple(found)


def _condition(checklist: Checklist, text: str) -> Condition:
    """Return a condition; the word before a colon is an action, as in other commands, or none."""
    line = line_of("--condition", text)
    named = re.fullmatch(r"([a-z0-9-]+):\s*(\S.*)", line)
    if not named:
        return Condition(line)
    return Condition(named[2], known_action(checklist, named[1]))


def _known_decision(checklist: Checklist, named: str | None) -> str:
    ids = [decision.id for decision in checklist.decisions]
    if named is None or named in ids:
        return named or ""
    listed = "".join(f"\n  {each}" for each in ids)
    there = f"The decisions are:{listed}" if ids else view.NO_DECISIONS
    raise UsageError(f"--replaces: there is no decision “{named}”. {there}")
