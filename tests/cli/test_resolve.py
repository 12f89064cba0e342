"""Choosing between two versions of an answer, on a real terminal."""

import io
import shlex
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from scalekit.model.checklist import Evidence
from scalekit.storage import saving
from tests.cli.running import Command, blank, checklist_in

if sys.platform == "win32":
    pytest.skip("needs a Unix terminal", allow_module_level=True)

from tests.cli.screen import Screen

ACTION = "find-policy-ties"
MENU = "q) Stop; change nothing"


@pytest.fixture
def clashing(feno: Path, scalekit: Command) -> Path:
    """Return a file with two versions of an owner and of a note."""
    names = ["base.scalekit.md", "ours.scalekit.md", "theirs.scalekit.md"]
    for name in names:
        saving.create(name, blank())
    for name, who in zip(names[1:], ("Sam", "Lee"), strict=True):
        note = f"Asked {who}.\n\nWaiting."
        scalekit("set", name, ACTION, "--owner", who, "--note", note, "--evidence", f"{who}=a.txt")
    out = feno.with_name("out.scalekit.md")
    assert scalekit("merge", *names, "--output", out).code == 1
    return out


def test_the_way_out_of_two_versions_can_be_typed_as_it_is_said(
    clashing: Path, scalekit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clashing.parent)
    held = clashing.rename("renamed é.scalekit.md").read_bytes()
    said = scalekit("check").out
    words = shlex.split(said.partition("Choose between them: scalekit ")[2].split("\n")[0])
    assert words == ["merge", "--resolve", "./renamed é.scalekit.md"]
    assert scalekit(*words, "--keep", "ours").code == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(held)))
    assert "Choose between them: scalekit merge --resolve FILE\n" in scalekit("status", "-").err


def test_each_clash_is_chosen_by_itself(clashing: Path) -> None:
    screen = Screen("merge", "--resolve", "out.scalekit.md", folder=clashing.parent)
    screen.wait("Conflict 1 of 2: Owner")
    screen.wait(MENU)
    screen.press("2", "Conflict 2 of 2: Note")
    screen.wait(MENU)
    assert screen.end("3") == 0
    answer = checklist_in(clashing).action(ACTION).answer
    assert answer.owner == "Lee"
    assert {*answer.evidence} == {Evidence("Sam", "a.txt"), Evidence("Lee", "a.txt")}
    assert answer.note == "Asked Sam.\nAsked Lee.\n\nWaiting."


def test_a_conflict_is_gone_back_to_and_our_text_is_there_to_be_changed(clashing: Path) -> None:
    screen = Screen("merge", "--resolve", "out.scalekit.md", folder=clashing.parent)
    screen.wait(MENU)
    assert "b) Back" not in screen.everything
    screen.press("2", "b) Back to the one before")
    screen.hear("b", "Conflict 1 of 2: Owner")
    screen.wait(MENU)
    screen.press("w", "Owner: Sam")
    screen.press("uel\r", "Conflict 2 of 2: Note")
    screen.wait(MENU)
    screen.press("w", "Note: Asked Sam.")
    screen.type("\rDone.\r.")
    assert screen.end("\r") == 0
    answer = checklist_in(clashing).action(ACTION).answer
    assert (answer.owner, answer.note) == ("Samuel", "Asked Sam.\n\nWaiting.\nDone.")


def test_a_pasted_text_chooses_nothing_and_neither_does_an_enter_after_it(clashing: Path) -> None:
    before = clashing.read_bytes()
    screen = Screen("merge", "--resolve", "out.scalekit.md", folder=clashing.parent)
    screen.wait(MENU)
    for paste in ("Both of them\r", "\x1b[200~1 and 2\x1b[201~"):
        screen.press(paste, "Several keys came at once, so nothing was done.")
        screen.press("\r", "Enter did nothing after those keys.")
    screen.press("x", "There is no key “x” here.")
    screen.press("\r", "Enter did nothing after those keys.")
    assert screen.end("q") == 130
    assert clashing.read_bytes() == before


@pytest.mark.parametrize(("side", "owner"), [("ours", "Sam"), ("theirs", "Lee")])
def test_a_script_keeps_one_side(clashing: Path, scalekit: Command, side: str, owner: str) -> None:
    assert "--keep ours or --keep theirs" in scalekit("merge", "--resolve", clashing).err
    for wrong in (["--resolve", clashing, "--keep", "mine"], ["a", "b", "c", "--keep", "ours"]):
        assert scalekit("merge", *wrong).code == 2
    assert scalekit("merge", "--resolve", clashing, "--keep", side).code == 0
    answer = checklist_in(clashing).action(ACTION).answer
    assert (answer.owner, answer.note) == (owner, f"Asked {owner}.\n\nWaiting.")
    assert {*answer.evidence} == {Evidence("Sam", "a.txt"), Evidence("Lee", "a.txt")}


def test_a_program_is_told_what_was_chosen_and_what_is_left(
    clashing: Path, scalekit: Command
) -> None:
    """A document on stdout, and nothing else there, also where there is nothing to choose."""
    both = scalekit("merge", "--resolve", clashing, "--keep", "both", "--json")
    assert both.code == 1
    assert {change["field"] for change in both.json["changes"]} == {"note"}
    (left,) = both.json["conflicts"]
    assert (left["action"], left["field"]) == (ACTION, "owner")
    assert (left["old"], left["new"]) == ("Sam", "Lee")
    assert (both.json["path"], both.json["place"]) == (clashing.as_posix(), "Barnsley")
    rest = scalekit("merge", "--resolve", clashing, "--keep", "theirs", "--json")
    assert rest.code == 0
    assert [change["new"] for change in rest.json["changes"]] == ["Lee"]
    assert rest.json["conflicts"] == []
    done = scalekit("merge", "--resolve", clashing, "--json")
    assert (done.code, done.json["changes"], done.json["conflicts"]) == (0, [], [])
    assert "there is nothing to choose" in done.err


def test_something_else_can_be_written(clashing: Path) -> None:
    screen = Screen("merge", "--resolve", "out.scalekit.md", "--plain", folder=clashing.parent)
    screen.pause = 0.2
    screen.wait("Write a number")
    screen.press("3\r", "It is now: Sam Enter keeps it. :clear removes it. Owner:")
    screen.press("\x1b[A and Lee\r", "Conflict 2 of 2")
    assert screen.end("1\r") == 0
    assert "Owner: Sam and Lee" in screen.everything
    assert checklist_in(clashing).action(ACTION).answer.owner == "Sam and Lee"
    assert b"\x1b" not in screen.raw


def test_a_date_can_be_counted_from_today(clashing: Path, scalekit: Command) -> None:
    scalekit("set", "ours.scalekit.md", ACTION, "--due", "2026-12-01")
    scalekit("set", "theirs.scalekit.md", ACTION, "--due", "2026-12-02")
    names = ["base.scalekit.md", "ours.scalekit.md", "theirs.scalekit.md"]
    assert scalekit("merge", *names, "--output", clashing).code == 1
    screen = Screen("merge", "--resolve", "out.scalekit.md", "--plain", folder=clashing.parent)
    screen.pause = 0.2
    screen.wait("Write a number")
    screen.press("1\r", "Due")
    screen.press("3\r", "Due:")
    screen.press("31 November 2026\r", "There is no 31 November 2026.")
    screen.press("+2w\r", "Conflict 3 of 3")
    assert screen.end("1\r") == 0
    due = checklist_in(clashing).action(ACTION).answer.due
    today = date.today()  # noqa: DTZ011 - as the program counts
    assert due
    assert due - today in (timedelta(days=14), timedelta(days=13))  # midnight may have passed


def test_stopping_leaves_both_versions_as_they_were(clashing: Path) -> None:
    before = clashing.read_bytes()
    for keys in ("q", "\x03"):
        screen = Screen("merge", "--resolve", "out.scalekit.md", folder=clashing.parent)
        screen.wait(MENU)
        assert screen.end(keys) == 130
        assert clashing.read_bytes() == before


def test_a_status_is_said_in_words(feno: Path, scalekit: Command) -> None:
    names = ["base.scalekit.md", "ours.scalekit.md", "theirs.scalekit.md"]
    for name in names:
        saving.create(name, blank())
    scalekit("set", names[1], ACTION, "--status", "in-progress")
    scalekit("set", names[2], ACTION, "--status", "cannot-start", "--reason", "R")
    scalekit("merge", *names, "--output", "out.scalekit.md")
    screen = Screen("merge", "--resolve", "out.scalekit.md", folder=feno.parent)
    screen.wait("In progress")
    screen.wait(MENU)
    assert "in-progress" not in screen.everything
    assert screen.end("1") == 0
