"""The walk on a real terminal, with menus and as plain lines, at 80 and at 40 columns."""

import stat
import sys
from pathlib import Path

import pytest

from scalekit.model.checklist import (
    RETIRED_TITLE,
    Answer,
    Checklist,
    ChecklistAction,
    Status,
)
from scalekit.storage import files, saving
from tests.cli.screen import Screen
from tests.prompts.walking import BLANK, LOCAL_NEED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

NAME = "feno-testing.scalekit.md"
ASKED = "Understand local capacity and the real problem"
NEXT = "Work through the challenges of adoption together"
HELP = "h help"
SAVED = "Saved at"
WRITE = "Number or letter (? for all keys):"
READY = {False: HELP, True: WRITE}
RESUME = f"Go on with: scalekit start {NAME}"
WAYS = pytest.mark.parametrize("plain", [False, True], ids=["menus", "plain"])
SIZES = pytest.mark.parametrize("columns", [80, 40])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return a folder that holds a blank checklist."""
    saving.create(str(tmp_path / NAME), BLANK)
    return tmp_path


def start(folder: Path, *arguments: str, plain: bool = False, columns: int = 80) -> Screen:
    more = ["--plain"] if plain else []
    return paused(Screen("start", *arguments, *more, folder=folder, columns=columns), plain)


def paused(screen: Screen, plain: bool) -> Screen:
    screen.pause = 0.2 if plain else 0
    return screen


def answer(screen: Screen, key: str, then: str, *, plain: bool = False) -> None:
    """Press a status, see it saved, and go on."""
    if plain:
        assert SAVED in screen.hear(f"{key}\r", WRITE)
        assert then in screen.hear("\r", WRITE)
    else:
        screen.hear(key, SAVED)
        screen.press("\r", then)
        screen.wait(HELP)  # the keys are shown when they work


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
    screen.wait(READY[plain])
    answer(screen, "3", NEXT, plain=plain)
    assert first_status(made) is Status.COMPLETED
    screen.hear("b\r" if plain else "b", "Action 1 of 8")
    screen.wait("Now: Completed")
    screen.hear("2\r" if plain else "2", SAVED)
    screen.wait("Now: In progress")
    assert first_status(made) is Status.IN_PROGRESS
    assert screen.end(":stop\r" if plain else "q") == 0
    screen.wait(RESUME + (" --plain" if plain else "")) if columns == 80 else None


@WAYS
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_ctrl_c_and_ctrl_d_say_what_is_saved_and_the_command_that_goes_on_there(
    made: Path, plain: bool, key: str
) -> None:
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    answer(screen, "3", NEXT, plain=plain)
    screen.wait(READY[plain])
    assert screen.end(key) == 130
    screen.wait(f"Saved in {NAME}. 1 of 8 actions answered. {RESUME}")
    again = start(made, plain=plain)
    again.wait(NEXT)
    again.wait(READY[plain])
    assert again.end(key) == 130


@WAYS
def test_ctrl_c_in_the_middle_of_a_text_keeps_what_was_saved(made: Path, plain: bool) -> None:
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    answer(screen, "3", NEXT, plain=plain)
    screen.wait(READY[plain])
    screen.hear("4\r" if plain else "4", "Reason:")
    screen.press("Half a sen", "Half a sen")
    assert screen.end("\x03") == 130
    screen.wait("The reason that you were writing is not saved.")
    screen.wait(RESUME)
    assert first_status(made) is Status.COMPLETED


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_a_note_that_is_stopped_between_its_lines_is_said_not_to_be_saved(
    made: Path, key: str
) -> None:
    screen = start(made, plain=True)
    screen.wait(WRITE)
    screen.hear("n\r", "Note:")
    screen.press("First line.\r", "First line.")
    assert screen.end(key) == 130
    screen.wait("The note that you were writing is not saved.")
    screen.wait(RESUME)


@WAYS
def test_nothing_is_said_of_a_text_that_nobody_began(made: Path, plain: bool) -> None:
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    screen.hear("o\r" if plain else "o", "Owner:")
    screen.type("Jo\r")
    screen.wait("Jo")
    screen.wait(READY[plain])
    screen.hear("o\r" if plain else "o", "Owner:")
    assert screen.end("\x03") == 130
    screen.wait(RESUME)
    assert "is not saved" not in screen.everything


def test_killed_half_way_it_goes_on_where_it_was(made: Path) -> None:
    screen = start(made)
    screen.wait(ASKED)
    screen.wait(HELP)
    answer(screen, "3", NEXT)
    screen.kill()
    assert [path.name for path in made.iterdir() if not path.name.endswith(".lock")] == [NAME]
    again = start(made)
    again.wait(NEXT)
    assert again.end("\x03") == 130


@WAYS
@SIZES
def test_from_an_empty_folder_to_the_check_page(tmp_path: Path, plain: bool, columns: int) -> None:
    screen = start(tmp_path, plain=plain, columns=columns)
    screen.wait("Name:")
    screen.press("FeNO testing\r", "Place:")
    screen.press("Barnsley\r", "Which role is yours?")
    screen.wait("Write a number from 1 to 6:" if plain else "b) back")
    screen.press("1\r" if plain else "1", READY[plain])
    titles = [action.title for action in held(tmp_path).actions]
    for title in [*titles[1:], "Is everything right?"]:
        answer(screen, "3", title, plain=plain)
    for title in titles:
        assert title in " ".join(screen.everything.split())
    screen.wait("Completed without evidence: 1, 2, 3, 4, 5, 6, 7, 8")
    assert screen.end("f\r" if plain else "f") == 0
    last = " ".join(screen.everything.split())
    assert "8 actions are completed" in last
    assert last.index("--format html") < last.index("git commit")
    found = held(tmp_path)
    assert (found.innovation, found.place) == ("FeNO testing", "Barnsley")
    assert {action.answer.status for action in found.actions} == {Status.COMPLETED}
    assert max(len(line) for line in screen.shown if "scalekit" not in line) <= columns


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20), (40, 20)])
def test_an_action_and_its_keys_stand_whole_on_one_screen(
    made: Path, columns: int, rows: int
) -> None:
    """At 40 by 20 the test of done ends early, and says how to read it all."""
    screen = Screen("start", folder=made, columns=columns, rows=rows)
    screen.wait(HELP)
    for shown in (
        "1 Not yet started",
        "5 Not relevant",
        "o owner",
        "m more to discuss",
        "q stop",
    ):
        screen.wait(shown)
    for shown in ("Action 1 of 8", "Done when:", "Now: Not yet started"):
        screen.wait(shown)
    assert ASKED in " ".join(" ".join(screen.shown).split())
    assert any("… (m reads it all)" in line for line in screen.shown) == (columns == 40)
    answer(screen, "3", NEXT)
    screen.wait(HELP)
    assert "Action 1 of 8" not in screen.everything, "drawn in its place"
    assert screen.end("\x03") == 130


def test_a_menu_has_long_entries_whole_and_leaves_nothing_behind(made: Path) -> None:
    screen = Screen("start", folder=made, columns=40, rows=20)
    screen.wait(HELP)
    screen.press("j", "b) back")
    shown = " ".join(screen.everything.split())
    assert shown.count("Engage everyone who will deliver it. Do this together.") == 1
    screen.press("b", HELP)
    assert "Do this together" not in screen.everything
    assert screen.end("q") == 0


def test_a_pasted_text_answers_nothing_on_the_screen_of_an_action(made: Path) -> None:
    """Without the terminal's marks around it, with them, and typed ahead."""
    screen = start(made)
    screen.wait(HELP)
    before = (made / NAME).read_bytes()
    for keys in ("3 of us met\r2 of them agreed\r", "\x1b[200~3\r2\x1b[201~", "\x1b[1;5A3"):
        screen.hear(keys, "Several keys came at once, so nothing was done.")
        screen.hear("x", "There is no key “x” here.")
    assert screen.end("\x03") == 130
    assert (made / NAME).read_bytes() == before


def test_a_key_that_does_nothing_here_says_so(made: Path) -> None:
    """Enter goes on only once there is an answer, and there is nothing to move an arrow over."""
    screen = start(made)
    screen.wait(HELP)
    for key, name in (("\r", "Enter"), ("\x1b[A", "An arrow key"), (" ", "The space bar")):
        screen.press(key, f"{name} does nothing here. Press one of the keys above.")
    assert screen.end("q") == 0


def test_a_file_name_that_is_wider_than_the_screen_is_there_whole(tmp_path: Path) -> None:
    name = "a-breath-test-for-a-very-long-named-innovation.scalekit.md"
    for each in (name, f"b{name}"):
        saving.create(str(tmp_path / each), BLANK)
    screen = Screen("start", folder=tmp_path, columns=40)
    screen.wait("n) Begin a new one")
    assert name in "".join("".join(screen.shown).split())
    screen.press("1", HELP)
    screen.wait("Each answer is saved as you give it.")
    below = screen.shown[next(n for n, line in enumerate(screen.shown) if HELP in line) :]
    assert f"{name}:" in "".join("".join(below).split())
    assert screen.end("q") == 0


def test_the_list_to_jump_in_leaves_nothing_behind(made: Path) -> None:
    """What it cuts stands above it in full, and goes with it; no role is named without need."""
    screen = Screen("start", "--role", "innovator", folder=made, columns=40, rows=45)
    screen.wait(HELP)
    screen.hear("3", SAVED)
    screen.press("j", "Which action?")
    screen.wait(f"1) {ASKED}: Completed")
    screen.wait("Plan for when the first funding ends")
    screen.press("4", "Action 4 of 8")
    screen.wait(HELP)
    assert f"1) {ASKED}" not in " ".join(screen.everything.split())
    assert screen.end("q") == 0
    screen.wait("Go on with:")
    assert "--role" not in screen.everything


def test_what_was_typed_before_a_question_stood_there_does_not_answer_it(made: Path) -> None:
    before = (made / NAME).read_bytes()
    screen = start(made)
    screen.type("3")
    screen.wait(HELP)
    screen.hear("x", "There is no key “x” here.")
    assert (made / NAME).read_bytes() == before
    assert screen.end("\x03") == 130


PASTED = pytest.mark.parametrize(
    "paste",
    ["Six of nine\r3 of us", "\x1b[200~Six of nine\r3 of us\x1b[201~"],
    ids=["unmarked", "marked"],
)


@PASTED
def test_a_paste_into_an_owner_is_one_line_that_can_be_seen_before_it_is_saved(
    made: Path, paste: str
) -> None:
    screen = start(made)
    screen.wait(HELP)
    screen.press("o", "Owner:")
    screen.press(paste, "Owner: Six of nine; 3 of us")
    screen.wait("The lines became one, with “;” between them.")
    screen.press("\r", SAVED)
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer == Answer(owner="Six of nine; 3 of us")


def test_lines_pasted_for_an_owner_become_one_in_plain_lines_too(made: Path) -> None:
    screen = start(made, plain=True)
    screen.wait(WRITE)
    screen.hear("o\r", "Owner:")
    screen.press("Jo Bell\rSam Lee\r\rAnn", "Ann")
    screen.hear("\r", "The lines became one, with “;” between them. Saved at")
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.owner == "Jo Bell; Sam Lee; Ann"


@PASTED
def test_a_paste_into_a_note_keeps_its_lines(made: Path, paste: str) -> None:
    screen = start(made)
    screen.wait(HELP)
    screen.press("n", "Note:")
    screen.press(paste, "3 of us")
    screen.press("\r\r\r", SAVED)
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer == Answer(note="Six of nine\n3 of us")


@WAYS
def test_a_note_is_typed_with_empty_lines_between_its_paragraphs(made: Path, plain: bool) -> None:
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    screen.hear("n\r" if plain else "n", "Note:")
    for keys in ("One.", "\r", "\r", "3 of us.", "\r", ".", "\r"):
        screen.type(keys)
    screen.wait("note: One. (and 1 more line)")
    screen.wait(READY[plain])
    if not plain:
        screen.press("n", "3 of us.")
        for keys in ("\r", "Two.", "\r", "\r"):
            screen.type(keys)
        screen.press("\r", "and 2 more lines")
    assert screen.end("\x03") == 130
    more = "" if plain else "\nTwo."
    assert held(made).action(LOCAL_NEED).answer == Answer(note=f"One.\n\n3 of us.{more}")


def test_a_paste_into_plain_lines_becomes_a_note_and_never_a_choice(made: Path) -> None:
    screen = start(made, plain=True)
    screen.wait("Number or letter")
    screen.hear("n\r", "Note:")
    screen.hear("First\r2\r\r3\r.\r1\r", "What came after it was left out. Saved at")
    screen.wait("Now: Not yet started. no evidence. note: First (and 2 more lines).")
    screen.hear("3\r2\r", "Several lines came at once, so none of them was taken as a choice.")
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer == Answer(note="First\n2\n\n3")
    assert first_status(made) is Status.NOT_STARTED


@WAYS
def test_keys_that_write_nothing_are_never_part_of_a_value(made: Path, plain: bool) -> None:
    """Ctrl-S, Ctrl-R, Ctrl-V, an unknown sequence; arrows move in the line."""
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    screen.hear("o\r" if plain else "o", "Owner:")
    for keys in ("P", "r", "\x12", "\x13", "\x16", "i", "a", "\x1b[D", "\x1b[D", "!", "\r"):
        screen.type(keys)
    screen.hear("", SAVED)
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.owner == "Pr!ia"


@WAYS
def test_ctrl_z_suspends_and_it_goes_on_where_it_was(made: Path, plain: bool) -> None:
    screen = paused(Screen(folder=made, shell=True), plain)
    screen.wait("bash")
    screen.press(f"$SCALEKIT start{' --plain' * plain}\r", "h help")
    screen.press("\x1a", "Stopped")
    screen.hear("fg\r", "start")
    screen.hear("x\r" if plain else "x", "“x”")
    screen.hear("o\r" if plain else "o", "Owner:")
    screen.hear("\x1a", "Stopped")
    screen.hear("fg\r", "start")
    screen.hear("Jo\r", SAVED)
    screen.kill()
    assert held(made).action(LOCAL_NEED).answer.owner == "Jo"


def test_esc_leaves_a_text_only_when_it_is_saved_or_said(made: Path) -> None:
    screen = start(made)
    screen.wait(HELP)
    screen.press("o", "Owner:")
    screen.press("\x1b", HELP)
    screen.press("o", "Owner:")
    screen.press("Jo", "Owner: Jo")
    screen.press("\x1b", "Esc again leaves without saving this. Enter keeps it.")
    screen.press("\r", SAVED)
    screen.press("n", "ends the note")
    screen.press("Line 1", "Note: Line 1")
    screen.press(
        "\x1b", "Esc again leaves without saving this. A full stop by itself, below it, keeps"
    )
    screen.type("\r")
    screen.type(".")
    screen.press("\r", HELP)
    assert held(made).action(LOCAL_NEED).answer.note == "Line 1"
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.owner == "Jo"


def test_eight_actions_are_answered_with_two_keys_each(made: Path) -> None:
    """And details cost a key each: an owner and a date for the first are 11 keys in all."""
    titles = [action.title for action in held(made).actions]
    screen = start(made)
    screen.wait(HELP)
    pressed = ""
    for keys, then in (("2", SAVED), ("o", "Owner:"), ("Jo\r", "Jo ·"), ("u", "Due date:")):
        screen.hear(keys, then)
        pressed += keys
    for keys, then in (("+2w\r", "due "), ("\r", titles[1])):
        screen.hear(keys, then)
        pressed += keys
    assert len(pressed) == 11
    pressed = ""
    for title in [*titles[2:], "Is everything right?"]:
        answer(screen, "3", title)
        pressed += "3\r"
    assert screen.end("f") == 0
    assert len(pressed) == 14
    assert {a.answer.status for a in held(made).actions[1:]} == {Status.COMPLETED}


def test_plain_lines_hold_no_escape_sequence_and_are_never_written_over(made: Path) -> None:
    screen = start(made, plain=True)
    screen.wait(HELP)
    for keys, then in (
        *(("o\r", "Owner:"), ("Jo\r", "Now: Not yet started. Jo. no evidence.")),
        *(("u\r", "Due date:"), ("soon\r", "is not a date"), (":jump\r", "Which action?")),
        *(
            ("8\r", "Action 8 of 8"),
            (":case\r", "Read what?"),
            ("2\r", "What it teaches"),
            ("3\r", WRITE),
        ),
        *((":help\r", "Help"), ("?\r", "h help")),
        *(("m\r", "Read what?"), ("2\r", "Why it matters:"), ("b\r", "Number or letter")),
        *((":skip\r", "Check your answers"),),
    ):
        screen.hear(keys, then)
    assert screen.end("\x03") == 130
    assert "Esc" not in screen.everything
    assert b"\x1b" not in screen.raw
    assert b"\r" not in screen.raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("setting", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_the_environment_can_ask_for_plain_lines(made: Path, setting: dict[str, str]) -> None:
    screen = Screen("start", folder=made, environment=setting)
    screen.wait(HELP)
    assert screen.end("\x03") == 130
    assert b"\x1b" not in screen.raw


def test_no_color_leaves_no_colour(made: Path) -> None:
    screen = Screen("start", folder=made, environment={"NO_COLOR": "1"})
    screen.wait(HELP)
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
    saving.create(str(tmp_path / "a.scalekit.json"), hostile)
    path = tmp_path / "a.scalekit.json"
    path.write_text(
        path.read_text("utf-8").replace("FeNO testing", "FeNO\\u001b]0;x\\u0007"), "utf-8"
    )
    screen = start(tmp_path, plain=plain)
    screen.wait("FeNO\\x1b]0;x\\x07")
    screen.wait("Clear\\x1b[2Jed [bold]\\u202e")
    screen.wait(READY[plain])
    screen.press("o\r" if plain else "o", "It is now: Clear\\x1b[2Jed [bold]\\u202e")
    screen.hear("\r", "Nothing changed.")
    assert screen.end("\x03") == 130
    for raw in (b"\x1b[2Jed", b"\x1b]0;x", "\u202e".encode()):
        assert raw not in screen.raw
    assert held(tmp_path, "a.scalekit.json").action(LOCAL_NEED).answer.owner == bad


@WAYS
def test_a_note_is_written_in_the_editor_that_the_person_named(made: Path, plain: bool) -> None:
    editor = made / "my editor"
    editor.write_text('#!/bin/sh\n[ "$1" = --wait ] && printf "First\\n\\nSecond\\n" >"$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    screen = paused(
        Screen(
            *("start", *(["--plain"] if plain else [])),
            folder=made,
            environment={"VISUAL": f"'{editor}' --wait", "EDITOR": "false"},
        ),
        plain,
    )
    screen.wait(READY[plain])
    screen.hear("n\r" if plain else "n", "Note:")
    screen.hear(":edit\r", "note: First (and 1 more line)")
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.note == "First\n\nSecond"


def test_arrows_escape_and_numbers_of_two_digits_work_in_menus(tmp_path: Path) -> None:
    screen = start(tmp_path, "--role", "innovator", "--role", "decision-maker", "--innovation", "X")
    screen.wait(HELP)
    screen.press("j", "Which action?")
    screen.type("1")
    screen.press("0", "Action 10 of 11")
    screen.press("3", SAVED)
    screen.press("\r", "Action 11 of 11")
    screen.press("\x1b", "Action 10 of 11")
    screen.wait("Now: Completed")
    screen.press("c", "How sure are you")
    for arrow in ("\x1b[A", "\x1b[A" * 3, "\x1b[B" * 3):
        screen.type(arrow)
    screen.press("\r", "off track")
    assert screen.end("\x03") == 130


def test_a_text_that_is_there_can_be_edited_and_emptied(made: Path) -> None:
    screen = start(made)
    screen.wait(HELP)
    screen.press_for_line("o", "Owner:")
    screen.press("Jo\r", "Jo ·")
    screen.press_for_line("o", "Owner: Jo")
    screen.press(" Bloggs\r", "Jo Bloggs ·")
    screen.press_for_line("o", "Owner: Jo Bloggs")
    screen.type("\x15")
    screen.press("\r", "This removes the owner “Jo Bloggs”. z undoes this.")
    screen.press("z", "Jo Bloggs ·")
    assert screen.end("\x03") == 130


@WAYS
def test_what_others_save_meanwhile_is_merged_and_a_clash_is_asked_about(
    made: Path, plain: bool
) -> None:
    screen = start(made, plain=plain)
    screen.wait(READY[plain])
    path = made / NAME
    path.write_text(path.read_text("utf-8").replace("Not yet started", "In progress", 1), "utf-8")
    screen.press("3\r" if plain else "3", "Which one?")
    for shown in ("Conflict 1 of 1: Status", "In the file"):
        screen.wait(shown)
    if plain:
        screen.wait("Write a number from 1 to 4:")
    if plain:
        assert SAVED in screen.hear("1\r", WRITE)
    else:
        screen.hear("1", SAVED)
    assert first_status(made) is Status.COMPLETED
    screen.hear("\r", WRITE if plain else NEXT)
    path.write_text(path.read_text("utf-8").replace("Barnsley", "Leeds"), "utf-8")
    answer(screen, "3", "Find ties to national and local priorities", plain=plain)
    assert screen.end("\x03") == 130
    assert held(made).place == "Leeds"
    assert [a.answer.status for a in held(made).actions[:2]] == [Status.COMPLETED] * 2


@WAYS
def test_an_answer_that_cannot_be_saved_is_kept_elsewhere(
    made: Path, plain: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    more = ["--plain"] if plain else []
    environment = {"TMPDIR": str(elsewhere)}
    screen = paused(Screen("start", *more, folder=made, environment=environment), plain)
    screen.wait(READY[plain])
    (made / NAME).unlink()
    (made / NAME).mkdir()
    assert screen.end("3\r" if plain else "3") == 3
    screen.wait("This is a folder, and nothing was written.")
    screen.wait("Your answers are here. Copy what you need.")
    (kept,) = elsewhere.glob(f"*/{NAME}")
    assert first_status(kept.parent) is Status.COMPLETED


def test_a_checklist_that_cannot_be_saved_says_so_before_anything_is_asked(made: Path) -> None:
    (made / NAME).chmod(0o444)
    screen = start(made)
    screen.wait("This file is read-only, and was left as it is. To allow writing: chmod u+w")
    assert screen.end() == 3
    assert "Action 1" not in screen.everything


def test_what_the_playbook_no_longer_asks_is_neither_asked_nor_counted(tmp_path: Path) -> None:
    """The walk, its first words and the list of checklists count as `status` does."""
    gone = ChecklistAction("old", "retired", "Old", "Old.", "00000000", Answer(Status.COMPLETED))
    pillars = (*BLANK.pillars, ("retired", RETIRED_TITLE))
    held = BLANK._replace(pillars=pillars, actions=(*BLANK.actions, gone))
    saving.create(str(tmp_path / NAME), held)
    screen = start(tmp_path)
    screen.wait("Innovator, 0 of 8 answered.")
    screen.wait("0 of 8 actions answered")
    screen.wait("Action 1 of 8")
    assert screen.end("q") == 0
    status = Screen("status", "--short", "--plain", folder=tmp_path)
    status.wait("0 of 8 completed")


def test_several_checklists_are_offered_and_ctrl_c_before_the_first_says_so(made: Path) -> None:
    saving.create(str(made / "other.scalekit.md"), BLANK)
    screen = start(made)
    screen.wait("Which checklist?")
    screen.press("n", "Name:")
    assert screen.end("\x03") == 130
    screen.wait("Stopped before there was anything to save. Begin again with: scalekit start")
    chosen = start(made)
    chosen.wait("FeNO testing, Barnsley, Innovator, 0 of 8 answered, other.scalekit.md")
    chosen.wait("h) help")
    chosen.press("2", HELP)
    assert chosen.end("q") == 0
    chosen.wait("scalekit start other.scalekit.md")


@WAYS
def test_all_that_is_asked_goes_to_stderr_and_nothing_to_stdout(made: Path, plain: bool) -> None:
    out = made / "out"
    more = ["--plain"] if plain else []
    screen = paused(Screen("start", *more, folder=made, stdout=out), plain)
    screen.wait(READY[plain])
    answer(screen, "3", NEXT, plain=plain)
    screen.wait(READY[plain])
    assert screen.end(":stop\r" if plain else "q") == 0
    screen.wait(RESUME)
    assert out.read_bytes() == b""


def test_a_word_behind_the_text_that_stood_there_is_a_word_and_no_part_of_the_answer(
    made: Path,
) -> None:
    stored, _ = files.read(str(made / NAME))
    assert stored
    saving.save(stored, BLANK.with_answer(LOCAL_NEED, Answer(owner="Sam")))
    screen = start(made)
    screen.wait(HELP)
    screen.press("o", "Owner: Sam")
    screen.press(":back\r", HELP)
    assert screen.end("\x03") == 130
    assert held(made).action(LOCAL_NEED).answer.owner == "Sam"
