"""What makes a playbook easier to use: each piece of advice can be turned off with a reason.

Reading does without it: `scalekit playbook check` gives it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any

from scalekit.model.checklist import TOGETHER
from scalekit.model.dates import read_date, say_date, say_moment
from scalekit.model.playbook import Allowance, Fact, Playbook, Source
from scalekit.model.problem import Position, Problem, position_of, quoted
from scalekit.playbook.parts import is_own
from scalekit.playbook.plain_words import (
    Advice,
    acronyms_not_spelled_out,
    hedged_words,
    inflated_words,
    long_sentences,
    several_tests_in_one,
    two_actions_in_one,
)
from scalekit.playbook.rules import code
from scalekit.text.folding import tidy
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

_MOMENT = pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
UNUSED = "allowed-for-nothing"

Adviser = Callable[[Playbook, date], Iterable[Advice]]


def advise(playbook: Playbook, today: date) -> list[Problem]:
    """Return the advice that the playbook does not turn off, sorted by place.

    What it turns off and does not need to is advice too.
    """
    used = set()
    found = []
    for adviser in ADVISERS:
        for part, problem in adviser(playbook, today):
            if playbook.extends and not is_own(problem.at.path, playbook.folder):
                continue  # what is below is somebody else's
            off = [
                number
                for number, allowed in enumerate(playbook.allow)
                if allowed.rule == code(adviser) and allowed.at in ("", part)
            ]
            used.update(off)
            if not off:
                found.append(problem._replace(code=code(adviser)))
    unused = [allowed for n, allowed in enumerate(playbook.allow) if n not in used]
    return sorted([*found, *map(_needless, unused)], key=lambda problem: problem.at)


def _needless(allowed: Allowance) -> Problem:
    if allowed.rule not in CODES:
        message = f"There is no advice called {allowed.rule}."
        remedy = did_you_mean(allowed.rule, CODES, "It is called:")
    else:
        message = f"Nothing here goes against {allowed.rule}, so there is nothing to turn off."
        remedy = "Take it out, or name another id under `at`." if allowed.at else "Take it out."
    return Problem(position_of(allowed.rule), message, remedy, UNUSED)


def no_why(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find actions that do not say why they matter."""
    for _pillar, action in playbook.actions():
        if not action.why:
            message = "This action has no `why`."
            yield action.id, Problem(position_of(action.id), message, "Say why it matters.")


def no_done_when(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find actions that do not say when they are done."""
    for _pillar, action in playbook.actions():
        if not action.done_when:
            message = "This action has no `done_when`."
            remedy = "Say what somebody else can see when it is done."
            yield action.id, Problem(position_of(action.id), message, remedy)


def facts_without_date(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find facts that do not say when their source said so."""
    for part, fact in _facts(playbook):
        if not fact.date:
            remedy = "Give the source's own date: a day, a month or a year."
            yield part, Problem(position_of(fact.text), "This fact has no `date`.", remedy)


def _facts(playbook: Playbook) -> Iterator[tuple[str, Fact]]:
    for _, action in playbook.actions():
        yield from ((action.id, fact) for fact in action.facts)
    for case in playbook.case_studies:
        yield from ((case.id, fact) for fact in case.facts)


def resources_checked_long_ago(playbook: Playbook, today: date) -> Iterator[Advice]:
    """Find resources that nobody opened in the past year."""
    for resource in playbook.resources:
        if (today - resource.checked).days > 366:
            message = f"This was last checked on {resource.checked}, over a year ago."
            remedy = "Open the link, mend what changed and put today's date."
            at = getattr(resource.checked, "position", position_of(resource.id))
            yield resource.id, Problem(at, message, remedy)


def dates_in_the_future(playbook: Playbook, today: date) -> Iterator[Advice]:
    """Find days on which nobody can have looked yet, and sources that nobody can have read yet.

    Since when a change holds may lie ahead. A day ahead is today somewhere else.
    """
    latest = today + timedelta(days=1)
    remedy = "Mend the year, the month or the day."
    for part, day in _looked(playbook):
        if day > latest:
            message = f"{say_date(day)} has not come yet, so nobody has looked on it."
            yield part, Problem(getattr(day, "position", Position()), message, remedy)
    for part, source in _sources(playbook):
        if source.date and source.date > latest:
            message = f"{say_date(source.date)} has not come yet, so nothing is published on it."
            at = getattr(source.date, "position", Position())
            yield part, Problem(at, message, remedy)
    for part, fact in _facts(playbook):
        if _begins_after(fact.date, latest):
            message = f"{say_moment(fact.date)} has not come yet, so no source can be of it."
            yield part, Problem(position_of(fact.date), message, remedy)


def _looked(playbook: Playbook) -> Iterator[tuple[str, date]]:
    yield from ((each.id, each.checked) for each in playbook.resources)
    yield from ((each.id, each.checked) for each in playbook.changes)
    yield from ((part, fact.checked) for part, fact in _facts(playbook))
    for _, action in playbook.actions():
        yield from ((action.id, change.checked) for change in action.changed if not change.id)


def _sources(playbook: Playbook) -> Iterator[tuple[str, Source]]:
    yield playbook.id, playbook.source
    places = [(action.id, action.source) for _, action in playbook.actions()]
    places += [(case.id, case.source) for case in playbook.case_studies]
    yield from ((part, place.of) for part, place in places if place.of)


def _begins_after(moment: str, latest: date) -> bool:
    """Return whether a year, a month, a day or another text with a year begins after a day."""
    if _MOMENT.fullmatch(moment):
        return moment > latest.isoformat()[: len(moment)]
    day = read_date(moment)
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", moment)
    return day > latest if day else bool(years) and min(map(int, years)) > latest.year


def together_alone(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find actions that say that several roles do them, and are for one."""
    for _pillar, action in playbook.actions():
        if action.is_joint and len(action.roles) == 1:
            message = f"“{TOGETHER}” is said of an action that is for {action.roles[0]} alone."
            remedy = "Name the other roles under `roles`, or take the sentence out."
            yield action.id, Problem(position_of(action.text), message, remedy)


def repeated_changes(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find the same note of a change in several places."""
    own = (
        (action.id, change)
        for _pillar, action in playbook.actions()
        for change in action.changed
        if not change.id
    )
    first: dict[str, str] = {}
    for part, change in chain(((c.id, c) for c in playbook.changes), own):
        words = tidy(change.text).casefold()
        if words in first:
            at = position_of(first[words])
            message = f"This note is already in {at.path} on line {at.line}."
            remedy = "Keep it once in changes.yaml, and name it under `changes`."
            yield part, Problem(position_of(change.text), message, remedy)
        first.setdefault(words, change.text)


_NUMBER_OR_BOOLEAN = pattern(
    r"[0-9][0-9_.-]*(?:e[0-9]+)?|0[xo][0-9a-f]+|y|n|yes|no|on|off|true|false|null"
)


def is_like_number(ident: str) -> bool:
    """Return whether other programs take an id for a number, yes or no."""
    return bool(_NUMBER_OR_BOOLEAN.fullmatch(ident))


def ids_like_numbers(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find ids that other programs take for a number, yes or no."""
    parts: tuple[Any, ...] = (
        *playbook.roles,
        *playbook.pillars,
        *(action for _pillar, action in playbook.actions()),
        *playbook.case_studies,
        *playbook.resources,
        *playbook.changes,
    )
    for ident in (playbook.id, *(part.id for part in parts)):
        if is_like_number(ident):
            message = f"Other programs take the id {quoted(ident)} for something other than a word."
            remedy = "Choose words before anyone answers it."
            yield ident, Problem(position_of(ident), message, remedy)


ADVISERS: tuple[Adviser, ...] = (
    no_why,
    no_done_when,
    several_tests_in_one,
    two_actions_in_one,
    hedged_words,
    inflated_words,
    long_sentences,
    acronyms_not_spelled_out,
    facts_without_date,
    resources_checked_long_ago,
    dates_in_the_future,
    together_alone,
    repeated_changes,
    ids_like_numbers,
)
CODES = tuple(map(code, ADVISERS))
