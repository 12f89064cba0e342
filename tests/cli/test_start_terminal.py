"""The walk on a real terminal, with menus and as plain lines, at 80 and at 40 columns."""

import stat
import sys
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.storage import files
from tests.cli.screen import Screen
from tests.prompts.walking import BLANK, LOCAL_NEED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

NAME = "feno-testing.scalekit.md"
ASKED = "Where does “Understand local capacity and the real problem” stand?"
NEXT = "Where does “Work through the challenges of adoption together” stand?"
RESUME = f"Go on where you stopped: scalekit start {NAME}"
WAYS = pytest.mark.parametrize("plain", [False, True], ids=["menus", "plain"])
SIZES = pytest.mark.parametrize("columns", [80, 40])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return a folder that holds a blank checklist."""
    files.create(str(tmp_path / NAME), BLANK)
    return tmp_path


def start(folder: Path, *arguments: str, plain: bool = False, columns: int = 80) -> Screen:
    more = ["--plain"] if plain else []
    return Screen("start", *arguments, *more, folder=folder, columns=columns)


def held(folder: Path, name: str = NAME) -> Checklist:
    stored, problems = files.read(str(folder / name))
    assert stored, problems
    return stored.checklist


def first_status(folder: Path) -> Status:
    return held(folder).action(LOCAL_NEED).answer.status


@WAYS
@SIZES
def test_two_key_presses_answer_an_action_and_back_changes_it(
    made: Path, plain: bool, columns: int
) -> None:
    screen = start(made, plain=plain, columns=columns)
    screen.wait(ASKED)
    screen.wait("Help")
    screen.press("3\r", NEXT)
    assert first_status(made) is Status.COMPLETED
    screen.press(":back\r" if plain else "b\r", ASKED)
    screen.wait("Completed (now)")
    screen.press("2\r", NEXT)
    assert first_status(made) is Status.IN_PROGRESS
    assert screen.end(":stop\r" if plain else "q\r") == 0
    screen.wait(RESUME + (" --plain" if plain else "")) if columns == 80 else None


@WAYS
def test_ctrl_c_says_what_is_saved_and_the_command_that_goes_on_there(
    made: Path, plain: bool
) -> None:
    screen = start(made, plain=plain)
    screen.wait(ASKED)
    screen.press("3\r", NEXT)
    assert screen.end("\x03") == 130
    screen.wait(f"Saved in {NAME}. 1 of 8 actions answered. {RESUME}")
    again = start(made, plain=plain)
    again.wait(NEXT)
    assert again.end("\x03") == 130


@WAYS
def test_ctrl_c_in_the_middle_of_a_text_keeps_what_was_saved(made: Path, plain: bool) -> None:
    screen = start(made, plain=plain)
    screen.wait(ASKED)
    screen.press("3\r", NEXT)
    screen.press("4\r", "Reason:")
    screen.press("Half a sen", "Half a sen")
    assert screen.end("\x03") == 130
    screen.wait(RESUME)
    assert first_status(made) is Status.COMPLETED


def test_killed_half_way_it_goes_on_where_it_was(made: Path) -> None:
    screen = start(made)
    screen.wait(ASKED)
    screen.press("3\r", NEXT)
    screen.kill()
    assert [path.name for path in made.iterdir() if not path.name.endswith(".lock")] == [NAME]
    again = start(made)
    again.wait(NEXT)
    assert again.end("\x03") == 130


@WAYS
def test_ctrl_d_saves_and_stops(made: Path, plain: bool) -> None:
    screen = start(made, plain=plain)
    screen.wait("Help")
    assert screen.end("\x04") == 0
    screen.wait(RESUME)


@WAYS
@SIZES
def test_from_an_empty_folder_to_the_check_page(tmp_path: Path, plain: bool, columns: int) -> None:
    screen = start(tmp_path, plain=plain, columns=columns)
    screen.wait("Innovation:")
    screen.press("FeNO testing\r", "Place:")
    screen.press("Barnsley\r", "Which role is yours?")
    screen.press("1\r", ASKED)
    titles = [action.title for action in held(tmp_path).actions]
    for title in titles[1:]:
        screen.press("3\r", f"“{title}” stand?")
    screen.press("3\r", "Is everything right?")
    for title in titles:
        assert title in " ".join(screen.everything.split())
    screen.press("1\r" if plain else "f\r", "Hand it to another program:")
    assert screen.end() == 0
    found = held(tmp_path)
    assert (found.innovation, found.place) == ("FeNO testing", "Barnsley")
    assert {action.answer.status for action in found.actions} == {Status.COMPLETED}
    assert max(len(line) for line in screen.shown if "scalekit" not in line) <= columns


@SIZES
def test_the_menu_stands_whole_on_a_small_screen_with_its_question(
    made: Path, columns: int
) -> None:
    screen = start(made, columns=columns)
    screen.wait("h) Help")
    for shown in (ASKED, "1) Not yet started", "Scroll up", "5) Not relevant", "d) Add owner"):
        screen.wait(shown)
    assert not any("…" in line for line in screen.shown)
    assert screen.end("\x03") == 130


def test_plain_lines_hold_no_escape_sequence_and_are_never_written_over(made: Path) -> None:
    screen = start(made, plain=True)
    screen.wait("Help")
    for keys, then in (
        *(("6\r", "Which detail?"), ("1\r", "Owner:"), ("Jo\r", "1. Owner: Jo")),
        *(("2\r", "Due date:"), ("soon\r", "is not a date"), (":jump\r", "Which action?")),
        *(("8\r", "Action 8 of 8"), (":case\r", "What to take from it"), (":help\r", "Help")),
        *((":skip\r", "Check your answers"),),
    ):
        screen.hear(keys, then)
    assert screen.end("\x03") == 130
    assert b"\x1b" not in screen.raw
    assert b"\r" not in screen.raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("setting", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_the_environment_can_ask_for_plain_lines(made: Path, setting: dict[str, str]) -> None:
    screen = Screen("start", folder=made, environment=setting)
    screen.wait("12. Help")
    assert screen.end("\x03") == 130
    assert b"\x1b" not in screen.raw


def test_no_color_leaves_no_colour(made: Path) -> None:
    screen = Screen("start", folder=made, environment={"NO_COLOR": "1"})
    screen.wait("h) Help")
    assert screen.end("\x03") == 130
    codes = screen.raw.decode().split("\x1b[")[1:]
    styles = [code.split("m")[0].split(";") for code in codes if "m" in code[:12]]
    assert not [
        style for style in styles if any(part[:1] in "349" and len(part) == 2 for part in style)
    ]


@WAYS
def test_hostile_text_in_the_file_never_reaches_the_screen_as_it_is(
    tmp_path: Path, plain: bool
) -> None:
    bad = "Clear\x1b[2Jed [bold]\u202e"
    hostile = BLANK.with_answer(LOCAL_NEED, Answer(owner=bad, note=bad))
    files.create(str(tmp_path / "a.scalekit.json"), hostile)
    path = tmp_path / "a.scalekit.json"
    path.write_text(
        path.read_text("utf-8").replace("FeNO testing", "FeNO\\u001b]0;x\\u0007"), "utf-8"
    )
    screen = start(tmp_path, plain=plain)
    screen.wait("FeNO\\x1b]0;x\\x07")
    screen.wait("Owner: Clear\\x1b[2Jed [bold]\\u202e")
    screen.press("6\r" if plain else "d\r", "Which detail?")
    screen.press("1\r", "It is now: Clear\\x1b[2Jed [bold]\\u202e")
    screen.hear("\r", "Which detail?")
    assert screen.end("\x03") == 130
    for raw in (b"\x1b[2Jed", b"\x1b]0;x", "\u202e".encode()):
        assert raw not in screen.raw
    assert held(tmp_path, "a.scalekit.json").action(LOCAL_NEED).answer.owner == bad


@WAYS
def test_a_note_is_written_in_the_editor_that_the_person_named(made: Path, plain: bool) -> None:
    editor = made / "my editor"
    editor.write_text('#!/bin/sh\n[ "$1" = --wait ] && printf "First\\n\\nSecond\\n" >"$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    screen = Screen(
        *("start", *(["--plain"] if plain else [])),
        folder=made,
        environment={"VISUAL": f"'{editor}' --wait", "EDITOR": "false"},
    )
    screen.wait("Help")
    screen.press("6\r" if plain else "d\r", "Which detail?")
    screen.press("5\r", "Open it in your editor")
    screen.press("2\r", "Note: First (and 1 more line)")
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.note == "First\n\nSecond"


def test_arrows_escape_and_numbers_of_two_digits_work_in_menus(tmp_path: Path) -> None:
    screen = start(tmp_path, "--role", "innovator", "--role", "decision-maker", "--innovation", "X")
    screen.wait("h) Help")
    screen.press("j\r", "Which action?")
    screen.press("10\r", "“Align financial incentives with uptake” stand?")
    screen.wait("h) Help")
    screen.press("\x1b[B\x1b[B\x1b[A\r", "“Plan for when the first funding ends” stand?")
    screen.wait("h) Help")
    screen.press("\x1b", "“Align financial incentives with uptake” stand?")
    screen.wait("2) In progress (now)")
    assert screen.end("\x03") == 130


def test_a_text_that_is_there_can_be_edited_and_emptied(made: Path) -> None:
    screen = start(made)
    screen.wait("h) Help")
    screen.press("d\r", "Which detail?")
    screen.press_for_line("1\r", "? Owner:")
    screen.press("Jo\r", "1) Owner: Jo")
    screen.press_for_line("1\r", "? Owner: Jo")
    screen.press(" Bloggs\r", "1) Owner: Jo Bloggs")
    screen.press_for_line("1\r", "? Owner: Jo Bloggs")
    screen.press("\x15\r", "1) Owner: not provided")
    assert screen.end("\x03") == 130


@WAYS
def test_what_others_save_meanwhile_is_merged_and_a_clash_is_asked_about(
    made: Path, plain: bool
) -> None:
    screen = start(made, plain=plain)
    screen.wait("Help")
    path = made / NAME
    path.write_text(path.read_text("utf-8").replace("Not yet started", "In progress", 1), "utf-8")
    screen.press("3\r", "Which one?")
    for shown in ("Clash 1 of 1: Status", "In the file"):
        screen.wait(shown)
    screen.press("1\r", NEXT)
    assert first_status(made) is Status.COMPLETED
    path.write_text(path.read_text("utf-8").replace("Barnsley", "Leeds"), "utf-8")
    screen.press("3\r", "Where does “Find ties to national and local priorities” stand?")
    assert screen.end("\x03") == 130
    assert held(made).place == "Leeds"
    assert [a.answer.status for a in held(made).actions[:2]] == [Status.COMPLETED] * 2


@WAYS
def test_an_answer_that_cannot_be_saved_is_kept_elsewhere(
    made: Path, plain: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    more = ["--plain"] if plain else []
    screen = Screen("start", *more, folder=made, environment={"TMPDIR": str(elsewhere)})
    screen.wait("Help")
    (made / NAME).unlink()
    (made / NAME).mkdir()
    assert screen.end("3\r") == 3
    screen.wait("This is a folder, and nothing was written.")
    screen.wait("Your answers are here. Copy what you need.")
    (kept,) = elsewhere.glob(f"*/{NAME}")
    assert first_status(kept.parent) is Status.COMPLETED


def test_several_checklists_are_offered_and_ctrl_c_before_the_first_says_so(made: Path) -> None:
    files.create(str(made / "other.scalekit.md"), BLANK)
    screen = start(made)
    screen.wait("Which checklist?")
    screen.press("n\r", "Innovation:")
    assert screen.end("\x03") == 130
    screen.wait("Stopped before there was anything to save. Begin again with: scalekit start")
    chosen = start(made)
    chosen.wait("Which checklist?")
    chosen.press("2\r", ASKED)
    assert chosen.end("q\r") == 0
    chosen.wait("scalekit start other.scalekit.md")


@WAYS
def test_all_that_is_asked_goes_to_stderr_and_nothing_to_stdout(made: Path, plain: bool) -> None:
    out = made / "out"
    screen = Screen("start", *(["--plain"] if plain else []), folder=made, stdout=out)
    screen.wait("Help")
    screen.press("3\r", NEXT)
    assert screen.end(":stop\r" if plain else "q\r") == 0
    screen.wait(RESUME)
    assert out.read_bytes() == b""


def test_a_word_behind_the_text_that_stood_there_is_a_word_and_no_part_of_the_answer(
    made: Path,
) -> None:
    stored, _ = files.read(str(made / NAME))
    assert stored
    files.save(stored, BLANK.with_answer(LOCAL_NEED, Answer(owner="Sam")))
    screen = start(made)
    screen.wait("Where does")
    screen.press("d\r", "Which detail?")
    screen.hear("1\r", "Owner: Sam")
    screen.hear(":back\r", "Which detail?")
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.owner == "Sam"
