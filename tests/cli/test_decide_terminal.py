"""A decision on a real terminal."""

from pathlib import Path

from tests.cli.running import Command, checklist_in
from tests.cli.screen import Screen

GO = ":back goes back, :stop leaves without saving."


def test_to_leave_is_told_apart_from_the_decision_to_stop(
    tmp_path: Path, scalekit: Command
) -> None:
    """One of the words for a decision is “stop”; the key that leaves says that nothing is saved."""
    file = tmp_path / "feno.scalekit.md"
    new = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert scalekit("start", file, *new).code == 0
    before = file.read_bytes()
    screen = Screen("decide", file.name, folder=tmp_path)
    screen.wait("5) Stop: do not take it further")
    screen.wait("q) stop without saving")
    assert screen.end("q") == 130
    assert "Stopped. Nothing was changed." in screen.everything
    assert file.read_bytes() == before


def test_a_review_that_was_typed_is_held_against_the_day_that_is_asked(
    tmp_path: Path, scalekit: Command
) -> None:
    file = tmp_path / "feno.scalekit.md"
    new = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert scalekit("start", file, *new).code == 0
    line = ("decide", file.name, "--plain", "--review", "2020-06-01", "--by", "Board")
    screen = Screen(*line, folder=tmp_path)
    for awaited, typed in (
        ("Write a number from 1 to 6:", "2"),
        (f"Enter: today. {GO} Date:", "2020-01-01"),
        (f"completed. Enter: none. {GO} Condition:", ""),
    ):
        screen.wait(awaited)
        screen.type(f"{typed}\r")
    screen.wait("Saved feno.scalekit.md: Pilot, 1 January 2020")
    (made,) = checklist_in(file).decisions
    assert str(made.review) == "2020-06-01"


def test_a_person_is_asked_for_the_day_the_conditions_and_the_review_too(
    tmp_path: Path, scalekit: Command
) -> None:
    file = tmp_path / "feno.scalekit.md"
    new = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert scalekit("start", file, *new).code == 0
    screen = Screen("decide", file.name, "--plain", folder=tmp_path)
    for awaited, typed in (
        ("Write a number from 1 to 6:", "2"),
        (f"Who decided? {GO} Name:", "Place board"),
        (f"Enter: today. {GO} Date:", "1 January 2099"),
        ("Record it once it is decided. Date:", "12 November 2026"),
        (f"completed. Enter: none. {GO} Condition:", "find-policy-ties: Ties are shown"),
        (f"Enter: no other. {GO} Condition:", ""),
        (f"Enter: none is set. {GO} Review:", "1 November 2026"),
        ("before the day of the decision. Review:", "2027-02-01"),
    ):
        screen.wait(awaited)
        screen.type(f"{typed}\r")
    screen.wait("Saved feno.scalekit.md: Pilot, 12 November 2026")
    (made,) = checklist_in(file).decisions
    assert [str(each) for each in (made.by, made.on, made.review)] == [
        *("Place board", "2026-11-12", "2027-02-01"),
    ]
    assert [(each.text, each.action) for each in made.conditions] == [
        ("Ties are shown", "find-policy-ties")
    ]


def test_esc_leads_to_the_question_before_and_nothing_that_was_typed_is_lost(
    tmp_path: Path, scalekit: Command
) -> None:
    file = tmp_path / "feno.scalekit.md"
    new = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert scalekit("start", file, *new).code == 0
    screen = Screen("decide", file.name, folder=tmp_path)
    screen.wait("q) stop without saving")
    screen.press("2", ":back or Esc goes back")
    screen.press("Board", "Name: Board")
    screen.press("\r", "Date:")
    screen.press("\x1b", "Name: Board")
    screen.press("\x1b", "2) Pilot: try it first, for a time or in one place (now)")
    screen.press("2", "Name: Board")
    screen.press("\r", "Date:")
    screen.press("\r", "Condition:")
    screen.press("\r", "Review:")
    assert screen.end("\r") == 0
    (made,) = checklist_in(file).decisions
    assert (made.choice, made.by) == ("pilot", "Board")
