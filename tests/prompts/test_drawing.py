"""What a screen looks like before it is coloured."""

from datetime import date

import pytest

from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from scalekit.prompts.action_screen import action_screen, say_what_next
from scalekit.prompts.check_answers import check_screen
from scalekit.prompts.drawing import ScreenLines, draw
from scalekit.prompts.protocol import BLANK, ENTER, Choice, Paragraph, Screen, Tone
from tests.prompts.walking import PLAYBOOK, Walked

ANSWER = Answer(
    Status.IN_PROGRESS, "Priya Shah", date(2026, 12, 9), Confidence.ON_TRACK, "", (Evidence("A"),)
)


def text(drawn: ScreenLines) -> list[str]:
    return ["".join(part for _, part in line).rstrip() for line in (*drawn.page, *drawn.keys)]


@pytest.mark.parametrize("role", ["innovator", "decision-maker"])
@pytest.mark.parametrize(("width", "height"), [(79, 24), (59, 20), (39, 20)])
@pytest.mark.parametrize("answer", [Answer(), ANSWER], ids=["blank", "answered"])
def test_every_action_fits_one_screen(role: str, width: int, height: int, answer: Answer) -> None:
    """With what was just saved and how to go on below it."""
    checklist = new_checklist(PLAYBOOK, (role,), "WoundLens", "Leeds")
    walked = Walked(checklist=checklist)
    for number, action in enumerate(checklist.actions):
        walked.sitting.checklist = checklist.with_answer(action.id, answer)
        walked.sitting.at = number
        if answer != Answer():
            walked.sitting.say("Saved at 09:41.")
            say_what_next(walked.sitting)
        drawn = draw(action_screen(walked.sitting, number + 1), width, height)
        assert drawn.height < height, text(drawn)
        assert max(map(len, text(drawn))) <= width


SCREEN = Screen(
    (
        Paragraph("Action 1 of 2", Tone.HEADING, end="FeNO, Leeds"),
        BLANK,
        Paragraph("One two three"),
    ),
    (Paragraph("In progress\nJo", Tone.FACTS, mark="Now:"),),
    ((Choice("a", "first", "1"), Choice("b", "second", "2")), (Choice("go", "next", ENTER),)),
    (Paragraph("Saved."),),
)


def test_a_screen_from_its_first_line_to_its_last() -> None:
    assert text(draw(SCREEN, 30, 24)) == [
        *("Action 1 of 2      FeNO, Leeds", "", "One two three", "", "Now: In progress · Jo", ""),
        *("1 first  2 second", "Enter next", "Saved."),
    ]


def test_where_there_is_less_room_blank_lines_go_and_no_key_is_broken() -> None:
    assert text(draw(SCREEN, 20, 9)) == [
        *("Action 1 of 2", "FeNO, Leeds", "One two three", "Now: In progress ·", "     Jo"),
        *("1 first  2 second", "Enter next", "Saved."),
    ]
    assert "1 first" in text(draw(SCREEN, 12, 9))


def test_what_can_be_read_elsewhere_ends_early_where_there_is_no_room() -> None:
    done = Paragraph("Four five six seven eight", mark="Done:", more="… (m)")
    page = (*SCREEN.page, done)
    assert text(draw(SCREEN._replace(page=page), 20, 10))[2:5] == [
        *("One two three", "Done: Four … (m)", "Now: In progress ·"),
    ]


def test_nothing_ends_early_where_that_does_not_make_it_fit() -> None:
    """It is read by scrolling up, and then all of it."""
    done = Paragraph("Four five six seven eight", mark="Done:", more="… (m)")
    shown = text(draw(SCREEN._replace(page=(*SCREEN.page, done)), 20, 9))
    assert " ".join(shown[3:5]).split() == ["Done:", "Four", "five", "six", "seven", "eight"]


@pytest.mark.parametrize("role", ["innovator", "decision-maker"])
def test_the_check_page_fits_one_screen(role: str) -> None:
    """At 80 by 24, whatever was answered: an answer that is long ends early there."""
    checklist = new_checklist(PLAYBOOK, (role,), "WoundLens", "Leeds")
    long = ANSWER._replace(status=Status.COMPLETED, note="A long note, on and on. " * 5)
    for answer in (Answer(), long, long._replace(evidence=())):
        for action in checklist.actions:
            checklist = checklist.with_answer(action.id, answer)
        drawn = draw(check_screen(Walked(checklist=checklist).sitting), 79, 24)
        assert drawn.height < 24, text(drawn)
        assert text(drawn)[0].startswith("Check your answers")
        assert answer.is_blank or sum(line.endswith(" …") for line in text(drawn)) == 8


def test_nothing_hostile_is_drawn() -> None:
    bad = SCREEN._replace(news=(Paragraph("\x1b[2J\u202e"),))
    assert text(draw(bad, 30, 24))[-1] == "\\x1b[2J\\u202e"
