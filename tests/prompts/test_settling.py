"""Questions of reviewers come first in a walk, and can be settled there."""

from datetime import date

from scalekit.engine.statements import open_questions
from scalekit.model.checklist import Checklist
from scalekit.model.statement import Review, Statement
from tests.prompts.walking import BLANK, TODAY, Walked

QUESTION = Statement(Review.QUESTION, "Sam Lee", date(2026, 11, 20), "Which six?", "5e1f09aa")


def _asked_about(number: int, *questions: Statement) -> Checklist:
    held = BLANK.actions[number]
    actions = (a._replace(reviews=questions) if a is held else a for a in BLANK.actions)
    return BLANK._replace(actions=tuple(actions))


def test_an_action_that_a_reviewer_asks_about_comes_first() -> None:
    walked = Walked(":stop", checklist=_asked_about(3, QUESTION))
    assert walked.asked_about() == [4]
    assert "Sam Lee asks: Which six?" in walked.text


def test_a_settled_question_keeps_who_asked_and_who_settled_it() -> None:
    why = QUESTION._replace(text="Why?")
    walked = Walked("x", "2", "Priya", "x", "", ":stop", checklist=_asked_about(3, QUESTION, why))
    held = walked.sitting.checklist.actions[3]
    assert held.reviews[:2] == (QUESTION, why)
    assert (held.reviews[2].by, held.reviews[2].on) == ("Priya", TODAY)
    assert open_questions(held) == (QUESTION,)
    assert "Saved at 09:41. Settled: Why?" in walked.text
    assert "settling a question needs your name." in walked.text  # the second, without a name
    assert len(walked.saves) == 1


def test_going_back_from_settling_changes_nothing() -> None:
    walked = Walked("x", ":back", ":stop", checklist=_asked_about(3, QUESTION))
    assert not walked.saves


def test_an_accepted_answer_that_changed_since_says_so_on_its_screen() -> None:
    accepted = QUESTION._replace(kind=str(Review.ACCEPTED), text="")
    walked = Walked("m", ":stop", checklist=_asked_about(0, accepted))
    assert "Changed since Sam Lee accepted it." in walked.text
    assert "Accepted by Sam Lee, 20 November 2026" in walked.text  # under "more to discuss"
