"""The built-in playbook: whole, and what `content-facts` and its own version promise."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import pytest

from scalekit.engine.topics import Topic
from scalekit.model.checklist import TOGETHER
from scalekit.model.playbook import Playbook
from scalekit.playbook.builtin import builtin_actions, builtin_id_and_version
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.views import guide
from scalekit.views.page import lines

# The fingerprints of all actions, by version. A new wording needs a new version: a checklist tells
# by it whether what was answered still stands. Change the wording, the version and this together.
WORDINGS = {"2023.1": "983d61744f5b", "2023.2": "9b5d1c0d9c17"}


def _playbook() -> Playbook:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return playbook


def test_the_ids_are_the_promised_ones_in_the_guides_order() -> None:
    playbook = _playbook()
    assert [pillar.id for pillar in playbook.pillars] == ["understand", "engage", "future-proof"]
    assert [(action.id, action.roles) for _, action in playbook.actions()] == [
        ("understand-local-need", ("innovator",)),
        ("understand-adoption-challenges", ("innovator",)),
        ("find-policy-ties", ("innovator",)),
        ("confirm-real-problem", ("decision-maker",)),
        ("find-support", ("decision-maker",)),
        ("fit-existing-programmes", ("decision-maker",)),
        *(
            (joint, ("innovator", "decision-maker"))
            for joint in (
                "regular-touchpoints",
                "engage-delivery-teams",
                "fund-implementation",
                "align-incentives",
                "plan-continued-funding",
            )
        ),
    ]
    assert [study.id for study in playbook.case_studies] == [
        "community-diagnostic-centres",
        "barnsley-glass-works",
        "car-t-therapy",
        "feno-testing",
    ]
    assert playbook.roles[1].also == ("system-decision-maker",)


def test_what_tells_it_from_others_is_what_loading_reads() -> None:
    playbook = _playbook()
    assert builtin_id_and_version() == (playbook.id, playbook.version)
    assert builtin_actions() == {action.id: action.roles for _, action in playbook.actions()}


def test_every_action_is_shown_by_a_case_study_and_every_resource_is_used() -> None:
    playbook = _playbook()
    actions = [action for _, action in playbook.actions()]
    assert {a.id for a in actions} == {name for s in playbook.case_studies for name in s.shows}
    assert {r.id for r in playbook.resources} == {name for a in actions for name in a.resources}


def test_the_wording_changes_only_with_the_version() -> None:
    playbook = _playbook()
    wordings = " ".join(action.wording for _, action in playbook.actions())
    assert sha256(wordings.encode()).hexdigest()[:12] == WORDINGS[playbook.version]


def test_the_words_are_the_style_guides() -> None:
    """NHS content style: no "please", "sorry", "should"; plain, and in whole sentences."""
    texts = [
        text
        for _, a in _playbook().actions()
        for text in (a.title, a.text, a.why, *a.ask, a.done_when, *a.evidence)
    ]
    for text in texts:
        words = {word.strip(".,;:?!()").lower() for word in text.split()}
        assert not words & {"please", "sorry", "should", "oops", "invalid"}, text
    assert all(question.endswith("?") for _, a in _playbook().actions() for question in a.ask)


# What the guide says, in few words, and the words of ours that carry it: in the title or the text
# of an action, in an aim, or in the summary of a case study.
ACTIONS = {
    "understand-local-need": {
        "clear understanding": "find out what problem",
        "local capacity": "what room it has to do something new",
        "true problems": "the real problem",
        "local area": "the local service",
    },
    "understand-adoption-challenges": {
        "specific challenges": "what could make it hard here",
        "adopting and scaling": "adopting and scaling",
        "collaboratively": "together",
        "overcome": "overcome each challenge",
    },
    "find-policy-ties": {
        "ties": "ties",
        "national and local": "national and local political priorities",
        "political": "elected leaders",
    },
    "confirm-real-problem": {
        "ensure it will solve a problem": "test whether the innovation solves a problem",
        "truly faced by the system": "your system has",
    },
    "find-support": {
        "national bodies": "national and regional bodies",
        "skills from the innovator": "what skills the innovator brings",
        "support with adoption": "help you adopt this",
    },
    "fit-existing-programmes": {
        "complement": "complements it",
        "existing programmes": "programmes, contracts and IT that already touch this pathway",
        "strategic priorities": "strategic priorities",
    },
    "regular-touchpoints": {
        "working together": "do this together",
        "schedule": "put the dates in diaries",
        "regular touchpoints": "regular touchpoints",
        "all stakeholders": "everyone involved",
        "adoption and scaling": "adopting and scaling",
        "buy-in": "win support (buy-in)",
        "feedback": "gather feedback",
    },
    "engage-delivery-teams": {
        "working together": "do this together",
        "all who deliver": "everyone who will deliver it",
        "support with rollout": "what changes on the first day",
    },
    "fund-implementation": {
        "working together": "do this together",
        "funding resources": "what it costs",
        "implementation": "put the innovation in place",
        "transformation": "change how people work",
    },
    "align-incentives": {
        "working together": "do this together",
        "set up": "set up financial incentives",
        "aligned to uptake": "support people who take up the innovation",
    },
    "plan-continued-funding": {
        "working together": "do this together",
        "create a plan": "plan how",
        "continue to be funded": "the innovation is then funded",
        "self-fund": "how it funds itself",
        "once initial funding runs out": "when each source of money ends",
    },
}
AIMS = {
    ("understand", "innovator"): {
        "specific needs": "the specific needs",
        "local area or organisation": "this area or organisation",
    },
    ("understand", "decision-maker"): {
        "local population needs": "local population needs",
        "help available": "what help there is to adopt an innovation",
    },
    **{
        ("engage", role): {
            "early": "engage early",
            "entire ecosystem": "everyone who has a part in",
            "decision, design, implementation": "the decision, the design, the rollout",
            "feedback": "ask whether",
            "viable solution": "a viable solution",
        }
        for role in ("innovator", "decision-maker")
    },
    **{
        ("future-proof", role): {
            "plan": "plan with",
            "funding implementation": "fund implementation",
            "sustained adoption": "lasting use",
            "embed": "embed the innovation",
            "beyond initial investment": "its first investment",
        }
        for role in ("innovator", "decision-maker")
    },
}
CASE_STUDIES = {
    "community-diagnostic-centres": {
        "one-stop shop": "together in one place",
        "checks, scans and tests": "checks, scans and tests",
        "earlier": "sooner",
        "closer to home": "closer to where people live",
        "understanding of population needs": "knowing well what the local population needs",
        "location and services": "where each centre goes and what it offers",
    },
    "barnsley-glass-works": {
        "trust": "Barnsley Hospital NHS Foundation Trust",
        "shopping and leisure centre": "a shopping and leisure centre",
        "town centre, parking": "with parking in the middle of town",
        "services": "blood tests, ultrasound, breast screening, X-ray and bone density",
    },
    "car-t-therapy": {
        "reprogramming immune cells": "cells of a patient's immune system",
        "target their cancer": "attack their cancer",
        "specialist handling": "handling the cells is specialist work",
        "capacity and expertise": "capacity and expertise",
    },
    "feno-testing": {
        "exhaled breath": "nitric oxide in the breath",
        "allergic inflammation": "allergic inflammation in the airways",
        "history and other tests": "a clinical history and other tests",
        "faster diagnosis": "diagnose asthma sooner",
        "monitor response": "follow how treatment is working",
        "historically hospital": "once done only in hospitals",
        "started in primary care": "has started to be used in primary care",
        "delivered by": "the AHSN Network",
    },
}


def test_no_idea_of_the_guide_is_lost() -> None:
    """Each idea of its 11 actions, 6 aims and 4 case studies stands in words of ours."""
    playbook = _playbook()
    ours = {action.id: f"{action.title}. {action.text}" for _, action in playbook.actions()}
    aims = {(pillar.id, role): aim for pillar in playbook.pillars for role, aim in pillar.aims}
    studies = {study.id: study.summary for study in playbook.case_studies}
    _all_stand(ACTIONS, ours)
    _all_stand(AIMS, aims)
    _all_stand(CASE_STUDIES, studies)


def _all_stand(ideas: Mapping[Any, dict[str, str]], texts: Mapping[Any, str]) -> None:
    assert ideas.keys() == texts.keys()
    for name, each in ideas.items():
        for idea, words in each.items():
            assert words.casefold() in texts[name].casefold(), (name, idea)


def test_joint_actions_say_so_wherever_their_text_is_shown() -> None:
    """`Do this together.` begins the text of an action for several roles, and of no other."""
    for _, action in _playbook().actions():
        assert action.text.startswith(f"{TOGETHER} ") == (len(action.roles) > 1), action.id


SECOND = re.compile(
    r",? (until|by (when|what)|with (its|their))\b|\band (who|what|when|which|how|why)\b"
)


def test_each_question_asks_one_thing() -> None:
    """None asks a thing and its date, or a thing and who has it, in one."""
    for _, action in _playbook().actions():
        assert not [question for question in action.ask if SECOND.search(question)], action.id


def test_done_when_can_be_answered_with_yes_or_no() -> None:
    """It is 2 or 3 sentences, none over 20 words."""
    for _, action in _playbook().actions():
        found = _sentences(action.done_when)
        assert 2 <= len(found) <= 3, action.id
        assert max(len(sentence.split()) for sentence in found) <= 20, action.id


RECENT = re.compile(
    r"months? old|\bdated?\b|this (financial )?year|this quarter|past|current|version|this planning"
)
HELD = re.compile(r"\b(hold|holds|held|keeps|kept|teams?|analyst|lead|finance|officer)\b")


def test_evidence_says_how_recent_it_is_and_who_holds_it() -> None:
    """At least half of the pieces of each action say the one, and half the other."""
    for _, action in _playbook().actions():
        for known in (RECENT, HELD):
            found = [piece for piece in action.evidence if known.search(piece.lower())]
            assert 2 * len(found) >= len(action.evidence), (action.id, known.pattern, found)


# Each of these is explained in brackets, or in a sentence, where a page first has it.
TERMS = {
    "touchpoint": "A touchpoint is",
    "buy-in": "support (buy-in)",
    "backfill": "cover for staff (backfill)",
    "double running": "(double running)",
    "consumables": "(consumables)",
    "self-fund": "pay for itself (self-fund)",
    "risk share": "risk share (an agreement",
    "tariff": "tariff (the set price",
    "pathway": "of a patient's care",
    "rota": "rota (who works when)",
    "elected members": "councillors",
    "integrated care board": "plan",
    "integrated care system": "work together as",
    "Accelerated Access Collaborative": "which led national programmes",
    "health innovation network": "helps innovations spread",
    "primary care network": "(groups of GP practices)",
    "joint strategic needs assessment": "(the health needs of an area)",
    "data protection impact assessment": "(what could go wrong",
    "information governance": "the rules on data",
    "inequalities impact assessment": "(who would gain",
    "release cash": "(money that can leave a budget)",
    "hazard log": "hazard log (what could",
    "safety case": "safety case (why",
    "CE mark": "CE mark (the sign",
    "baseline": "baseline (how things are before you start)",
    "apheresis": "(apheresis)",
    "JACIE": "JACIE, a body that",
    "DCB0160": "those who use",
    "DCB0129": "those who make",
}


def test_a_term_is_explained_where_it_first_stands() -> None:
    """On each page, in the order in which it is read."""
    playbook, found = _playbook(), set()
    for kind, ident in _pages(playbook):
        text = " ".join(_own_words(playbook, kind, ident)).replace("Set regular touchpoints", "")
        for term, explained in TERMS.items():
            if (first := text.find(term)) >= 0:
                found.add(term)
                near = text[max(first - 80, 0) : first + 80]
                assert explained in near, (ident, term, near)
    assert found == TERMS.keys()


def test_the_pages_read_easily() -> None:
    """Every page has at most grade 8 and 16 words a sentence; `pytest -s` shows the figures."""
    textstat = pytest.importorskip("textstat")
    playbook = _playbook()
    for kind, ident in _pages(playbook):
        texts = [
            text if text[-1] in ".?!" else f"{text}." for text in _own_words(playbook, kind, ident)
        ]
        found = [sentence for text in texts for sentence in _sentences(text)]
        mean = sum(len(sentence.split()) for sentence in found) / len(found)
        grade = textstat.flesch_kincaid_grade("\n".join(texts))
        # A figure to look at.
        print(f"{ident:32} grade {grade:4.1f}, {mean:4.1f} words a sentence")  # noqa: T201
        assert grade <= 8, (ident, grade)
        assert mean < 16, (ident, mean)


def test_changes_stand_newest_first_and_each_stands_once() -> None:
    """In the register, whose undated ones come last, and so for an action, which keeps no note."""
    playbook = _playbook()
    dates = [change.date for change in playbook.changes]
    assert dates == sorted(dates, reverse=True)
    for _, action in playbook.actions():
        assert [change.id for change in action.changed] == list(action.changes), action.id
        assert action.changes
        dates = [change.date for change in action.changed]
        assert dates == sorted(dates, reverse=True), action.id
    assert all(not date or date > "2023-08-03" for date in dates)


# Of these we saw a link on another page or in public source code, and not the page.
SEEN_AS_LINKS = {
    "nhs-innovation-service",
    "innovation-guides",
    "innovation-service-partners",
    "health-innovation-network",
    "digital-regulations-service",
    "core20plus5",
    "health-inequalities-assessment",
    "greener-nhs-suppliers",
    "nasss-cat",
}


def test_checked_means_what_the_notice_says() -> None:
    """The notice says what was compared, and each link that was only seen says so itself."""
    playbook = _playbook()
    assert "compared our words with a stored copy" in playbook.notice
    said = {each.id for each in playbook.resources if "We saw this link" in each.note}
    assert said == SEEN_AS_LINKS


@pytest.mark.parametrize("width", [40, 80])
def test_no_command_in_the_guide_is_broken(width: int) -> None:
    """A command stands whole on a line of its own, however narrow the terminal."""
    playbook = _playbook()
    shown = lines(guide.overview(playbook), width)
    found = [line.strip() for line in shown if "scalekit guide" in line]
    assert found[0] == "scalekit guide understand"
    assert all(line.startswith("scalekit guide ") for line in found)
    assert "scalekit guide changes" in found
    for line in shown:
        if "http" not in line:
            assert len(line) <= width, line


def test_a_page_says_what_it_is_about_before_its_id() -> None:
    """The title, then the first sentence; ids and versions come after."""
    playbook = _playbook()
    others = (("pillar", "engage"), ("change", "healthwatch"), ("resource", "core20plus5"))
    for kind, ident in (*_pages(playbook), *others):
        shown = lines(guide.page(playbook, Topic(kind, ident, "")))
        assert ident not in " ".join(shown[:3]), shown[:3]
        assert len(shown[2].split()) > 8, shown[:3]


def _pages(playbook: Playbook) -> Iterator[tuple[str, str]]:
    yield from (("action", action.id) for _, action in playbook.actions())
    yield from (("case-study", study.id) for study in playbook.case_studies)


def _own_words(playbook: Playbook, kind: str, ident: str) -> list[str]:
    """Return the texts of an action or a case study, in the order in which a page has them."""
    if kind == "action":
        a = next(action for _, action in playbook.actions() if action.id == ident)
        facts, changes = ([each.text for each in found] for found in (a.facts, a.changed))
        return [a.title, a.text, a.why, *a.ask, a.done_when, *a.evidence, *facts, *changes]
    study = next(study for study in playbook.case_studies if study.id == ident)
    return [study.title, study.summary, *(fact.text for fact in study.facts), study.lesson]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]
