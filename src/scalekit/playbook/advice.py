"""What makes a playbook easier to use: each piece of advice can be turned off with a reason.

Reading does without it: `scalekit playbook check` gives it. The rules for words are those of the
NHS content style guide, https://service-manual.nhs.uk/content.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Any, NamedTuple

from scalekit.model.checklist import TOGETHER
from scalekit.model.dates import read_date, say_date, say_moment
from scalekit.model.playbook import Allowance, Fact, Playbook, Source
from scalekit.model.problem import Position, Problem, position_of, quoted
from scalekit.playbook.parts import is_own
from scalekit.playbook.rules import code
from scalekit.text.folding import tidy
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

MOST_WORDS = 25
_MOMENT = pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
UNUSED = "allowed-for-nothing"


class Advice(NamedTuple):
    """A problem that fails no reading, and the id of the part of the playbook that has it."""

    part: str
    problem: Problem


class _Text(NamedTuple):
    part: str
    field: str
    words: str


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
            yield _advice(action.id, action.id, "This action has no `why`.", "Say why it matters.")


def no_done_when(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find actions that do not say when they are done."""
    for _pillar, action in playbook.actions():
        if not action.done_when:
            remedy = "Say what somebody else can see when it is done."
            yield _advice(action.id, action.id, "This action has no `done_when`.", remedy)


_SUBJECT = r"(?:you|they|it|everyone|someone|each \w+|all (?:of )?\w+|(?:a|the) [\w-]+)"
_VERB = r"(?:have|has|is|are|was|were|can|will|agrees?|agreed|takes?|names?|shows?|says?|holds?)"
_SECOND_TEST = pattern(rf";|,? and {_SUBJECT} {_VERB}\b")


def several_tests_in_one(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find tests of when an action is done that stand in one sentence with another."""
    for _pillar, action in playbook.actions():
        for sentence in _sentences(action.done_when):
            if _SECOND_TEST.search(sentence):
                message = f"This holds more than one test: {quoted(sentence)}."
                remedy = "Give each test a sentence of its own."
                yield _advice(action.id, action.done_when, message, remedy)


_IMPERATIVES = (
    "accept adapt add agree align appoint approve arrange ask assess assign book bring build buy"
    " calculate change check choose collect compare complete confirm consider create decide define"
    " deliver describe design develop discuss document draft draw engage ensure establish estimate"
    " evaluate explain find fit fix fund gather get give hold identify implement inform involve"
    " join keep launch learn list look make map measure meet monitor name negotiate open order"
    " organise pick plan prepare prove provide publish put read record recruit report review run"
    " secure see select send set share show sign start stop support talk teach tell test train try"
    " understand update use win work write"
)
_VERBS = frozenset(_IMPERATIVES.split())


def two_actions_in_one(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find titles that ask for two things: only one of them may be done."""
    for _pillar, action in playbook.actions():
        found = re.search(r"(?:;|,? and| then) ([a-z]+)\b", action.title)
        if found and found[1] in _VERBS:
            message = f"This title asks for two things: {quoted(action.title)}."
            yield _advice(action.id, action.title, message, "Make an action of each.")


_HEDGED = pattern(
    r"\b(?:should|might|perhaps|possibly|ideally|somewhat|(?:where|if|as far as) possible"
    r"|(?:as|where|if) appropriate|(?:try|seek|endeavour|aspire) to)\b",
    re.IGNORECASE,
)
_INFLATED = pattern(
    r"\b(?:robust|holistic\w*|leverag\w+|utilis\w+|transformative|seamless\w*|cutting[- ]edge"
    r"|world[- ]class|best[- ]in[- ]class|state[- ]of[- ]the[- ]art|game[- ]chang\w+|empower\w*"
    r"|synerg\w+|unprecedented|pivotal|crucial|groundbreaking|revolutionary|impactful"
    r"|paradigm\w*|stakeholder buy-in)\b",
    re.IGNORECASE,
)


def hedged_words(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find words that leave open whether something is to be done."""
    remedy = "Say what to do, or take it out."
    return _words(playbook, _HEDGED, "leaves open what to do", remedy)


def inflated_words(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find words that praise and say nothing."""
    remedy = "Say what it does in plain words."
    return _words(playbook, _INFLATED, "praises and says little", remedy)


def _words(playbook: Playbook, pattern: re.Pattern[str], why: str, how: str) -> Iterator[Advice]:
    for text in _texts(playbook):
        for found in pattern.finditer(text.words):
            message = f"{quoted(found[0])} {why}, in `{text.field}`."
            yield _advice(text.part, text.words, message, how)


def long_sentences(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find sentences of more than 25 words."""
    for text in _texts(playbook):
        for sentence in _sentences(text.words):
            if (words := len(sentence.split())) > MOST_WORDS:
                message = f"This sentence has {words} words: {quoted(sentence)}."
                remedy = f"Make two of it: {MOST_WORDS} words are enough."
                yield _advice(text.part, text.words, message, remedy)


# Those that the NHS style guide does not spell out, and what is everyday English.
_EVERYDAY = "NHS UK IT PDF GP CT MRI US EU BBC DNA HIV TV USB OK AM PM"
_KNOWN = frozenset(_EVERYDAY.split())
_ACRONYM = pattern(r"(?<![\w/-])([A-Z]{2,7})(?=s?(?![\w/-]))")


def acronyms_not_spelled_out(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find acronyms that nothing in the same part spells out: each part is read by itself."""
    for part, texts in groupby(_texts(playbook), key=lambda text: text.part):
        said: set[str] = set()
        each = list(texts)
        whole = " ".join(text.words for text in each)
        for text in each:
            for found in _ACRONYM.findall(text.words):
                if found in _KNOWN or found in said or _is_spelled_out(found, whole):
                    continue
                said.add(found)
                remedy = "Write it in full the first time, with the acronym in brackets."
                yield _advice(part, text.words, f"{found} is not spelled out.", remedy)


def _is_spelled_out(acronym: str, text: str) -> bool:
    if re.search(rf"\({acronym}s?\)", text):
        return True
    initials = r"\W+(?:(?:and|of|for|the|in)\W+)?".join(rf"{letter}[\w'’]*" for letter in acronym)
    return bool(re.search(rf"\b{initials}\b", text.replace(acronym, "#"), re.IGNORECASE))


def facts_without_date(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find facts that do not say when their source said so."""
    for part, fact in _facts(playbook):
        if not fact.date:
            remedy = "Give the source's own date: a day, a month or a year."
            yield _advice(part, fact.text, "This fact has no `date`.", remedy)


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
            yield Advice(resource.id, Problem(at, message, remedy))


def dates_in_the_future(playbook: Playbook, today: date) -> Iterator[Advice]:
    """Find days on which nobody can have looked yet, and sources that nobody can have read yet.

    Since when a change holds may lie ahead. A day ahead is today somewhere else.
    """
    latest = today + timedelta(days=1)
    remedy = "Mend the year, the month or the day."
    for part, day in _looked(playbook):
        if day > latest:
            message = f"{say_date(day)} has not come yet, so nobody has looked on it."
            yield Advice(part, Problem(getattr(day, "position", Position()), message, remedy))
    for part, source in _sources(playbook):
        if source.date and source.date > latest:
            message = f"{say_date(source.date)} has not come yet, so nothing is published on it."
            at = getattr(source.date, "position", Position())
            yield Advice(part, Problem(at, message, remedy))
    for part, fact in _facts(playbook):
        if _begins_after(fact.date, latest):
            message = f"{say_moment(fact.date)} has not come yet, so no source can be of it."
            yield _advice(part, fact.date, message, remedy)


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
            yield _advice(action.id, action.text, message, remedy)


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
            yield _advice(part, change.text, message, remedy)
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
            yield _advice(ident, ident, message, "Choose words before anyone answers it.")


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


def _texts(playbook: Playbook) -> Iterator[_Text]:
    """Yield every text that people read, by the part that it belongs to."""
    yield _Text(playbook.id, "summary", playbook.summary)
    for role in playbook.roles:
        yield _Text(role.id, "summary", role.summary)
    for pillar in playbook.pillars:
        yield _Text(pillar.id, "summary", pillar.summary)
        yield from (_Text(pillar.id, "aims", aim) for _, aim in pillar.aims)
    for _, action in playbook.actions():
        for field in ("title", "text", "why", "done_when"):
            yield _Text(action.id, field, getattr(action, field))
        for field in ("ask", "evidence"):
            yield from (_Text(action.id, field, words) for words in getattr(action, field))
        yield from (_Text(action.id, "facts", fact.text) for fact in action.facts)
        own = (change for change in action.changed if not change.id)
        yield from (_Text(action.id, "changed", change.text) for change in own)
    for case in playbook.case_studies:
        for field in ("title", "summary", "lesson"):
            yield _Text(case.id, field, getattr(case, field))
        yield from (_Text(case.id, "facts", fact.text) for fact in case.facts)
    for resource in playbook.resources:
        yield _Text(resource.id, "note", resource.note)
    for change in playbook.changes:
        yield _Text(change.id, "text", change.text)


def _sentences(text: str) -> list[str]:
    ends = r"(?<=[.?!])\s+(?=[A-Z0-9'‘“])|\n\n"
    return [sentence for sentence in re.split(ends, text) if sentence]


def _advice(part: str, word: str, message: str, remedy: str) -> Advice:
    return Advice(part, Problem(position_of(word), message, remedy))
