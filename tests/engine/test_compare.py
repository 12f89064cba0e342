"""Comparing the sides of one innovation: the classes, their order, and what makes none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.compare import Class, compare, movement
from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from tests import strategies as some
from tests.engine.factories import action, playbook

BOOK = playbook("1", engage=(action("meet"), action("alone", roles=("innovator",))))
A = new_checklist(BOOK, ("innovator",), "FeNO")
B = new_checklist(BOOK, ("decision-maker",), "FeNO")
OPEN, DONE, NONE = Status.IN_PROGRESS, Status.COMPLETED, Status.NOT_STARTED
DAY = date(2026, 12, 1)


def classes(*answers: Answer) -> tuple[Class, ...]:
    """Return how answers to one action stand to each other."""
    sides = [(A, B)[number % 2].with_answer("meet", each) for number, each in enumerate(answers)]
    (met,) = compare(sides[:1] + sides[1:], BOOK).met[:1]
    return met.classes


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Answer(DONE), Answer(Status.NOT_RELEVANT), Class.APPLIES),
        (Answer(DONE), Answer(Status.CANNOT_START, "Sam"), Class.FAR_APART),
        (Answer(DONE), Answer(NONE, "Sam"), Class.FAR_APART),
        (Answer(DONE), Answer(OPEN, "Sam"), Class.APART),
        (Answer(OPEN), Answer(Status.CANNOT_START), Class.APART),
        (
            Answer(OPEN, "Sam", confidence=Confidence.ON_TRACK),
            Answer(OPEN, "Sam", confidence=Confidence.OFF_TRACK),
            Class.CONFIDENCE,
        ),
        (Answer(OPEN, "Sam"), Answer(OPEN, "Jo"), Class.WHO_AND_WHEN),
        (Answer(OPEN), Answer(OPEN), Class.WHO_AND_WHEN),
        (Answer(OPEN, "Sam", DAY), Answer(OPEN, "Sam", date(2027, 1, 1)), Class.WHO_AND_WHEN),
        (Answer(DONE), Answer(), Class.ONE_ANSWERED),
        (Answer(), Answer(), Class.NONE_ANSWERED),
        (Answer(DONE), Answer(DONE), Class.AGREE),
        (Answer(OPEN, "Sam"), Answer(OPEN, due=DAY), Class.AGREE),
        (Answer(OPEN, "Sam Lee"), Answer(OPEN, "sam  lee"), Class.AGREE),
        (
            Answer(OPEN, "Sam", note="Much to say.", evidence=(Evidence("Minutes"),)),
            Answer(OPEN, "Sam"),
            Class.AGREE,
        ),
    ],
)
def test_each_pair_of_answers_has_its_class(one: Answer, other: Answer, expected: Class) -> None:
    assert classes(one, other)[0] is expected
    assert classes(other, one)[0] is expected


def test_an_action_can_differ_in_several_ways_and_is_listed_once() -> None:
    one = Answer(DONE, "Sam", DAY, Confidence.ON_TRACK)
    other = Answer(Status.CANNOT_START, "Jo", DAY, Confidence.OFF_TRACK)
    assert classes(one, other) == (Class.FAR_APART, Class.CONFIDENCE, Class.WHO_AND_WHEN)


def test_a_third_side_can_differ_from_two_that_agree() -> None:
    assert classes(Answer(DONE), Answer(DONE), Answer(Status.NOT_RELEVANT))[0] is Class.APPLIES


def test_other_words_are_not_compared_unless_they_mean_the_same() -> None:
    mine = A.with_answer("meet", Answer(DONE))
    old = B.action("meet")._replace(wording="00000000", answer=Answer(NONE, "Sam"))
    yours = B._replace(actions=(old,))
    assert compare([mine, yours], BOOK).met[0].classes == (Class.WORDS,)
    same = playbook("1", engage=(action("meet", editorial=("00000000",)),))
    assert compare([mine, yours], same).met[0].largest is Class.FAR_APART
    blank = B._replace(actions=(old._replace(answer=Answer()),))
    assert compare([mine, blank], BOOK).met[0].classes == (Class.ONE_ANSWERED,)


def test_an_action_that_was_renamed_is_still_the_same() -> None:
    book = playbook("2", engage=(action("gather", was=("meet",)),))
    newer = new_checklist(book, ("decision-maker",), "FeNO")
    assert [met.action_id for met in compare([A, newer], book).met] == ["gather"]


def test_what_one_side_alone_holds_is_kept_apart() -> None:
    found = compare([B, A], BOOK)
    assert [met.action_id for met in found.met] == ["meet"]
    assert [(number, each.id) for number, each in found.alone] == [(1, "alone")]


def test_the_largest_difference_comes_first() -> None:
    book = playbook("1", engage=(action("agreed"), action("apart"), action("far")))
    one = new_checklist(book, ("innovator",), "FeNO").with_answers(
        {"agreed": Answer(DONE), "apart": Answer(OPEN), "far": Answer(DONE)}
    )
    other = one.with_answers({"apart": Answer(DONE), "far": Answer(NONE, "Sam")})
    assert [met.action_id for met in compare([one, other]).met] == ["far", "apart", "agreed"]


def test_what_was_settled_and_what_is_new_since() -> None:
    before = compare([A.with_answer("meet", Answer(DONE)), B])
    after = compare([A.with_answer("meet", Answer(DONE)), B.with_answer("meet", Answer(DONE))])
    assert movement(before, after) == (("meet",), ("meet",), (), ())
    assert movement(after, before) == ((), (), ("meet",), ("meet",))


@given(some.answer, some.answer, st.text(max_size=20))
def test_no_side_is_favoured_and_a_note_makes_no_difference(
    one: Answer, other: Answer, note: str
) -> None:
    assert classes(one, other) == classes(other, one)
    if one != Answer() and other != Answer():
        assert classes(one._replace(note=note, evidence=()), other) == classes(one, other)


@given(some.checklists())
def test_a_checklist_has_no_difference_to_itself_but_a_missing_owner(checklist: Checklist) -> None:
    for met in compare([checklist, checklist]).differences:
        assert met.classes == (Class.WHO_AND_WHEN,)
        assert not met.held[0][1].answer.owner
