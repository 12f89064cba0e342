"""`next`: the one action to answer now, and the command that answers it."""

import re
import shlex
from pathlib import Path

import pytest

from scalekit import invoked
from tests.cli.running import Command, checklist_in

FENO = "feno.scalekit.md"


@pytest.fixture
def feno(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    return tmp_path / FENO


def test_the_command_that_it_prints_answers_the_action(scalekit: Command, feno: Path) -> None:
    """Over and over, until every action has an answer."""
    asked = []
    while "Every action has an answer." not in (shown := scalekit("next", FENO).out):
        command = re.search(r"^Answer it, where STATUS .*:\n  scalekit (.*)$", shown, re.MULTILINE)
        assert command
        words = shlex.split(command[1].replace("STATUS", "completed"))
        assert scalekit(*words).code == 0
        asked.append(words[2])
    assert asked == [action.id for action in checklist_in(feno).actions]
    done = scalekit("next", "--json").json
    assert (done["action"], done["command"]) == (None, None)


def test_what_is_in_progress_comes_after_what_nobody_began_and_until_it_is_closed(
    scalekit: Command, feno: Path
) -> None:
    first, second, *others = (action.id for action in checklist_in(feno).actions)
    for action in (first, second):
        scalekit("set", FENO, action, "--status", "in-progress")
    for action in others:
        assert scalekit("next", "--json").json["action"]["id"] == action
        scalekit("set", FENO, action, "--status", "not-relevant", "--reason", "No.")
    for _ in range(2):
        assert scalekit("next", "--json").json["action"]["id"] == first
    (status,) = scalekit("status", FENO, "--json").json["checklists"]
    left = [each["action"] for each in status["answers"] if each["status"] == "in-progress"]
    assert left == [first, second]


def test_the_command_is_as_scalekit_was_started(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoked, "program", lambda: ".venv/bin/scalekit")
    last = scalekit("next").out.splitlines()[-1]
    assert last == f"  .venv/bin/scalekit set {FENO} understand-local-need --status STATUS"


def test_a_program_gets_the_words_of_the_action_and_the_same_command(
    scalekit: Command, feno: Path
) -> None:
    told = scalekit("next", "--json").json
    action = told["action"]
    assert told["command"] == ["scalekit", "set", FENO, action["id"], "--status", "STATUS"]
    assert action["id"] == "understand-local-need"
    assert action["questions"]
    assert action["goodEvidence"]
    assert action["answer"]["status"] == "not-started"
    assert "completed" in told["statuses"]


def test_what_a_reviewer_asks_comes_before_what_nobody_began(scalekit: Command, feno: Path) -> None:
    scalekit("review", FENO, "align-incentives", "--by", "Sam", "--question", "Whose?")
    assert scalekit("next", "--json").json["action"]["id"] == "align-incentives"
    assert "Sam asks: Whose?" in scalekit("next").out
    assert "Next: Align financial incentives" in scalekit("status").out


def test_wording_that_changed_comes_first_with_the_words_of_today(
    scalekit: Command, feno: Path
) -> None:
    scalekit("set", FENO, "find-policy-ties", "--status", "completed")
    scalekit("review", FENO, "align-incentives", "--by", "Sam", "--question", "Whose?")
    text = feno.read_text("utf-8").replace("version: 2023.2", "version: 2023.1")
    text = re.sub(r"(find-policy-ties pillar: \S+ wording:) \S+", r"\1 00000000", text)
    feno.write_text(text, "utf-8")
    found = scalekit("next", "--json").json
    told = found["action"]
    assert told["id"] == "find-policy-ties"
    assert told["newTitle"]
    assert told["newText"]
    shown = scalekit("next").out
    assert "The wording changed since it was answered. It says now:" in shown
    assert shown.endswith("find-policy-ties --status STATUS --new-wording\n")
    command = ["completed" if word == "STATUS" else word for word in found["command"][1:]]
    assert scalekit(*command).code == 0
    assert scalekit("next", "--json").json["action"]["id"] == "align-incentives"
