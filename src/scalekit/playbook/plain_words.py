"""Advice on the words of a playbook, by which they are easier to read and to act on.

The rules are those of the NHS content style guide, https://service-manual.nhs.uk/content.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem, position_of, quoted
from scalekit.text.pattern import pattern

MOST_WORDS = 25

# The id of the part of the playbook that has it, and a problem that fails no reading.
Advice = tuple[str, Problem]


class _Text(NamedTuple):
    part: str
    field: str
    words: str


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
                yield action.id, Problem(position_of(action.done_when), message, remedy)


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
            yield action.id, Problem(position_of(action.title), message, "Make an action of each.")


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
            yield text.part, Problem(position_of(text.words), message, how)


def long_sentences(playbook: Playbook, _: date) -> Iterator[Advice]:
    """Find sentences of more than 25 words."""
    for text in _texts(playbook):
        for sentence in _sentences(text.words):
            if (words := len(sentence.split())) > MOST_WORDS:
                message = f"This sentence has {words} words: {quoted(sentence)}."
                remedy = f"Make two of it: {MOST_WORDS} words are enough."
                yield text.part, Problem(position_of(text.words), message, remedy)


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
                yield part, Problem(position_of(text.words), f"{found} is not spelled out.", remedy)


def _is_spelled_out(acronym: str, text: str) -> bool:
    if re.search(rf"\({acronym}s?\)", text):
        return True
    initials = r"\W+(?:(?:and|of|for|the|in)\W+)?".join(rf"{letter}[\w'’]*" for letter in acronym)
    return bool(re.search(rf"\b{initials}\b", text.replace(acronym, "#"), re.IGNORECASE))


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
