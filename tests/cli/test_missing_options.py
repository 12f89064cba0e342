"""What `decide` and `review` ask for, with prepared answers."""

from collections.abc import Callable
from typing import Any

import pytest

from scalekit.cli import review
from scalekit.cli.deciding import asking as deciding
from scalekit.cli.deciding.reading import GivenDecision, read_decision
from scalekit.model.checklist import Answer, Status
from scalekit.model.statement import Review
from scalekit.prompts.missing_options import Missing
from scalekit.prompts.scripted import ScriptedPrompts
from tests.cli.running import Command, blank

NEED = "understand-local-need"
NOTHING = GivenDecision(None, None, None, None, None, None, None, {})
ANSWERED = blank().with_answer(NEED, Answer(Status.COMPLETED, "Jo"))
LEAVING = "Nothing is saved yet. Once more leaves, and what you answered is lost."


def asked(ask: Callable[..., Any], given: Any, *answers: str) -> tuple[Any, ScriptedPrompts]:
    """Return what was typed with what was answered, and what was shown."""
    prompts = ScriptedPrompts(*answers)

    def asking(questions: Callable[[Missing], Any], instead: str) -> Any:
        assert instead
        return questions(Missing(prompts))

    asking.can = True  # type: ignore[attr-defined]
    found = ask(ANSWERED, given, asking)
    assert prompts.left == []
    return found, prompts


def decided(*answers: str, given: GivenDecision = NOTHING) -> tuple[GivenDecision, str]:
    found, prompts = asked(deciding.with_answers, given, *answers)
    return found, prompts.text


def reviewed(*answers: str) -> tuple[Any, str]:
    given = review._ReviewOptions()
    found, prompts = asked(review._with_answers, given, *answers)
    return found, prompts.text


def test_back_leads_to_the_question_before_and_what_was_written_is_there() -> None:
    found, text = decided(
        *("pilot", "Board", "1 May 2026", "First", "Second", ":back", ":back", ":back", ":back"),
        *("Place board", "1 May 2026", "First", "Second of two", "Third", "", "1 June 2026"),
    )
    made = read_decision(ANSWERED, found)
    assert (made.choice, made.by, str(made.on)) == ("pilot", "Place board", "2026-05-01")
    assert [each.text for each in made.conditions] == ["First", "Second of two", "Third"]
    assert str(made.review) == "2026-06-01"
    for was in ("Name\nBoard", "Date\n1 May 2026", "Condition\nFirst", "Condition\nSecond"):
        assert was in text
    assert ":back or Esc goes back, :stop leaves without saving." in text


def test_of_a_condition_that_is_emptied_nothing_is_left_and_the_others_stay() -> None:
    found, _ = decided(*("pilot", "Board", "", "First", "Second", ":back", ":back", "", "", ""))
    assert found.conditions == ["Second"]


def test_the_first_question_is_left_at_once_or_where_something_was_answered_at_the_second() -> None:
    with pytest.raises(EOFError):
        decided(":back")
    found, text = decided("pilot", "Board", ":back", ":back", ":back", "stop", "Board", "", "", "")
    assert (found.choice, LEAVING in text) == ("stop", True)
    with pytest.raises(EOFError):
        decided("pilot", ":back", ":back", ":back")
    _, text = decided("pilot", ":back", ":back", "stop", ":back", ":back", "stop", "Jo", "", "", "")
    assert text.count(LEAVING) == 2, "of another answer too"


def test_a_word_that_leads_nowhere_is_no_name() -> None:
    given = NOTHING._replace(choice="pilot")
    found, text = decided(":help", ":skip", "Board", given=given)
    assert (found.by, ":help leads nowhere here." in text, "This is needed." in text) == (
        *("Board", True, True),
    )


def test_a_day_is_held_against_the_review_that_was_typed_where_it_is_asked() -> None:
    given = NOTHING._replace(review="2026-01-01", by="Board")
    found, text = decided("pilot", "1 May 2026", "1 May 2025", "", given=given)
    assert "1 January 2026 is before the day of the decision." in text
    assert str(read_decision(ANSWERED, found).on) == "2025-05-01"


def test_a_review_goes_back_too_and_another_kind_asks_what_it_needs() -> None:
    found, text = reviewed(
        *(
            str(Review.QUESTION),
            NEED,
            "Which?",
            ":back",
            "Which six?",
            "Jo",
        ),
    )
    assert (found.kind, found.action, found.text, found.by) == (
        *(Review.QUESTION, NEED, "Which six?", "Jo"),
    )
    assert "Question\nWhich?\n" in text
    found, _ = reviewed(str(Review.QUESTION), ":back", str(Review.ACCEPTED), NEED, "Jo")
    assert (found.kind, found.text) == (Review.ACCEPTED, "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("decide", "--condition", "nosuch: x", "--review", "1 May 2025", "--by", ""),
            ("no action “nosuch”", "is before the day of the decision", "--by is empty"),
        ),
        (
            ("decide", "--decision", "plot", "--date", "soon", "--replaces", "x", "--role", ""),
            ("--decision: ", "--date: ", "--replaces: ", "--role is empty"),
        ),
        (("decide",), ("Say what was decided: --decision", "Say who decided: --by NAME.")),
        (
            ("review", "nosuch", "--by", "", "--settle", "x"),
            ("--by is empty", "--settle: “x”"),
        ),
        (
            ("set", "nosuch", "--owner", "a\nb", "--due", "never", "--clear", "ownr"),
            ("no action “nosuch”", "--owner: ", "--due: ", "no field “ownr”"),
        ),
        (
            ("export", "--format", "docx", "--fillable", "--layout", "x", "--date", "soon"),
            ("--fillable goes with", "no layout “x”", "--date: “soon”"),
        ),
        (
            ("export", "--format", "md", "--ask", "x", "--sender", "y", "--since", "2026-01-01"),
            ("--sender goes with", "--ask goes with", "--since goes with"),
        ),
        (("set", NEED, "--evidence", " ", "--status", "x"), ("--evidence: ", "--status: ")),
        (("set", "--place", "a\nb", "--innovation", " "), ("--place: ", "--innovation is empty")),
    ],
)
def test_all_that_is_wrong_in_what_was_typed_is_said(
    scalekit: Command, feno: Any, command: tuple[str, ...], said: tuple[str, ...]
) -> None:
    before = feno.read_bytes()
    done = scalekit(command[0], feno, *command[1:])
    assert [each for each in said if each not in done.err] == []
    assert feno.read_bytes() == before
