"""A decision, read from what was typed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from scalekit import clock
from scalekit.cli.arguments.chosen_checklist import known_action
from scalekit.cli.arguments.mistakes import Mistakes, understood
from scalekit.cli.arguments.options import line_of
from scalekit.engine.statements import identified, of_checklist
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.dates import Meant, say_date
from scalekit.model.statement import Choice, Condition, Decision
from scalekit.model.values import NotUnderstoodError, read_choice, read_due
from scalekit.views import statements as view


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


# What nothing that was typed can be at odds with, where a person is still to be asked.
_NOT_YET = {"choice": str(Choice.ADOPT), "by": "somebody"}


def check_typed(checklist: Checklist, given: GivenDecision, *, can_ask: bool) -> None:
    """Raise UsageError with all that is wrong in what was typed, before anybody is asked."""
    told = {name: text for name, text in given._asdict().items() if text is not None}
    asks_day = can_ask and given.choice is None and given.on is None
    read_decision(checklist, given._replace(**{**_NOT_YET, **told}), asks_day=asks_day)


def read_decision(
    checklist: Checklist, given: GivenDecision, *, asks_day: bool = False
) -> Decision:
    """Return the decision on a checklist; raises UsageError with all that is wrong in it.

    With `asks_day` the day is still to be asked for, so that no review is too early for it.
    """
    wrong = Mistakes()
    choice = wrong.read(understood, "--decision", read_choice, given.choice or "")
    name = wrong.read(line_of, "--by", given.by or "")
    texts = {
        option: wrong.read(line_of, f"--{option}", text)
        for option, text in given.texts.items()
        if text is not None
    }
    known = wrong.read(_known_decision, checklist, given.replaces)
    conditions = [wrong.read(condition, checklist, text) for text in given.conditions or ()]
    others = [wrong.read(line_of, "--instead-of", text) for text in given.instead_of or ()]
    day = wrong.read(understood, "--date", decided_on, given.on or "")
    not_before = partial(looked_at, day=date.min if asks_day or not day else day)
    review = wrong.read(understood, "--review", not_before, given.review or "")
    wrong.check()
    return identified(
        Decision(
            "",
            choice,
            name,
            day,
            of_checklist(checklist),
            conditions=tuple(conditions),
            instead_of=tuple(others),
            review=review,
            replaces=known,
            **texts,
        )
    )


def decided_on(text: str) -> date:
    """Return the day of a decision; of no text it is today."""
    today = clock.today()
    day = read_due(text, today, Meant.LATEST) or today
    if day > today:
        raise NotUnderstoodError(f"{say_date(day)} has not come yet. Record it once it is decided.")
    return day


def looked_at(text: str, day: date) -> date | None:
    """Return the day on which a decision of a day is looked at again, if there is one."""
    found = read_due(text, clock.today())
    if found and found < day:
        raise NotUnderstoodError(f"{say_date(found)} is before the day of the decision.")
    return found


def condition(checklist: Checklist, text: str) -> Condition:
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
