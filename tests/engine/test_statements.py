"""Statements say what they were made about, and whether that has changed since."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.fields import ANSWER_FIELDS
from scalekit.engine.merge import merge
from scalekit.engine.statements import (
    identified,
    of_answer,
    of_checklist,
    open_questions,
    reviewed,
    standing,
)
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Evidence, Status
from scalekit.model.statement import Choice, Condition, Decision, Review, Statement
from tests import strategies as some
from tests.edits import LAWS, new_value, with_value

DAY = date(2026, 11, 20)
ANSWER = Answer(Status.IN_PROGRESS, "Sam", note="Six of nine.")


def _reviewed(*reviews: Statement, answer: Answer = ANSWER) -> ChecklistAction:
    return ChecklistAction("a", "p", "Title", "Text", "aaaaaaaa", answer, reviews)


def test_the_fingerprint_of_an_answer_is_what_the_file_format_says() -> None:
    """Worked out once by hand, with a JSON text and `sha256sum`."""
    answer = Answer(
        Status.COMPLETED,
        "Sam é",
        date(2026, 12, 1),
        reason='"x"',
        evidence=(Evidence("Audit", "a.pdf", "m"),),
        note="one\ntwo",
    )
    assert of_answer(answer) == "da722772"
    checklist = Checklist("p", "1", ("r",), "", actions=(_reviewed(answer=answer),))
    assert of_checklist(checklist) == "129b295e"


@LAWS
@given(st.data(), some.checklists().filter(lambda checklist: len(checklist.actions) > 1))
def test_any_edit_of_an_answer_makes_its_statements_out_of_date_and_no_other(
    data: st.DataObject, checklist: Checklist
) -> None:
    """The matrix of statements by edits: each makes exactly the right ones out of date."""
    signed = checklist._replace(
        actions=tuple(
            a._replace(reviews=(Statement(Review.ACCEPTED, "Jo", DAY, "", of_answer(a.answer)),))
            for a in checklist.actions
        ),
    )
    decision = Decision("d", Choice.PILOT, "Jo", DAY, of_checklist(signed))
    edited = data.draw(st.sampled_from(signed.actions))
    field = data.draw(st.sampled_from((*ANSWER_FIELDS, "reviews", "views", "words")))
    value = data.draw(new_value(edited, field))
    changed = with_value(signed, edited.id, field, value)
    is_same = changed.action(edited.id).answer == edited.answer
    for action in changed.actions:
        if action.id != edited.id:
            assert len(reviewed(action).accepted) == 1
        elif field != "reviews":
            assert bool(reviewed(action).accepted) == is_same
            assert bool(reviewed(action).changed) != is_same
    (stands,) = standing(changed._replace(decisions=(decision,), place="Leeds"), DAY)
    assert stands.is_current == is_same


def test_a_question_is_open_until_somebody_settles_it() -> None:
    which = Statement(Review.QUESTION, "Sam Lee", DAY, "Which six?", "5e1f09aa")
    why = which._replace(text="Why?")
    settled = Statement(Review.SETTLED, "Jo", DAY, "Which six?")
    assert open_questions(_reviewed(which, why)) == (which, why)
    assert open_questions(_reviewed(which, why, settled)) == (why,)


def test_who_accepts_again_is_counted_by_the_last_time() -> None:
    old = Statement(Review.ACCEPTED, "Sam Lee", DAY, "", "00000000")
    new = old._replace(of=of_answer(ANSWER))
    assert reviewed(_reviewed(old)).changed == (old,)
    assert reviewed(_reviewed(old, new)) == ((), (new,), ())


def test_a_statement_typed_by_hand_is_never_taken_for_one_about_the_answer_of_today() -> None:
    typed = Statement(Review.ACCEPTED, "Sam Lee", DAY)
    assert reviewed(_reviewed(typed)) == ((), (), (typed,))


def test_a_decision_that_another_replaces_no_longer_stands() -> None:
    first = identified(Decision("", Choice.PILOT, "Jo", DAY))
    second = Decision("2026-12-01-aaaa", Choice.ADOPT, "Jo", date(2026, 12, 1), replaces=first.id)
    assert first.id.startswith("2026-11-20-")
    checklist = Checklist("p", "1", ("r",), "", decisions=(second, first))
    assert [each.decision for each in standing(checklist, DAY)] == [second]


def test_a_condition_is_met_when_its_action_is_completed_and_a_review_date_can_pass() -> None:
    conditions = (Condition("Fund it", "a"), Condition("Ask the board"))
    decision = Decision("d", Choice.PILOT, "Jo", DAY, conditions=conditions, review=DAY)
    checklist = Checklist("p", "1", ("r",), "", actions=(_reviewed(),), decisions=(decision,))
    assert standing(checklist, DAY)[0][1:4] == (False, (), False)
    done = checklist.with_answer("a", Answer(Status.COMPLETED))
    assert standing(done, date(2026, 11, 21))[0][1:4] == (False, conditions[:1], True)


@LAWS
@given(some.checklists(), st.lists(some.decision, min_size=2, max_size=2))
def test_both_of_two_decisions_on_two_branches_survive(
    base: Checklist, made: list[Decision]
) -> None:
    """Neither is chosen over the other, even where somebody gave both one id."""
    added = [
        decision._replace(choice=choice) for decision, choice in zip(made, Choice, strict=False)
    ]
    sides = (base._replace(decisions=(*base.decisions, decision)) for decision in added)
    merged = merge(base, *sides)
    kept = {decision._replace(id="") for decision in merged.checklist.decisions}
    assert kept >= {decision._replace(id="") for decision in (*base.decisions, *added)}
    assert len({decision.id for decision in merged.checklist.decisions}) == len(
        merged.checklist.decisions
    )
    assert not merged.conflicts
