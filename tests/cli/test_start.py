"""`scalekit start` without a terminal: what it makes, what it refuses and what it imports."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scalekit.cli.app import run
from scalekit.model.checklist import Checklist
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import files
from tests.cli.running import Command

INNOVATOR = ("--role", "innovator", "--innovation", "FeNO testing")


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def start(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["start", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def held(path: str) -> Checklist:
    stored, problems = files.read(path)
    assert stored, problems
    return stored.checklist


def test_no_input_writes_the_blank_checklist_and_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = start(capsys, *INNOVATOR, "--place", "Barnsley", "--no-input")
    assert found == (0, "feno-testing.scalekit.md\n", "")
    made = held("feno-testing.scalekit.md")
    assert (made.innovation, made.place, made.roles) == ("FeNO testing", "Barnsley", ("innovator",))
    assert len(made.actions) == 8


def test_no_input_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    start(capsys, *INNOVATOR, "--no-input")
    path = Path("feno-testing.scalekit.md")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    said = (
        f"{path} is there already. 0 of 8 actions answered.\n"
        f"To see what is next: scalekit next {path}\n"
    )
    another = "To begin another: scalekit start --new\n"
    assert start(capsys, *INNOVATOR, "--no-input") == (0, f"{path}\n", f"{said}{another}")
    assert start(capsys, "--no-input") == (0, f"{path}\n", f"{said}{another}")
    assert start(capsys, str(path), "--no-input") == (0, f"{path}\n", said)
    assert start(capsys, "--no-input", "--json")[2] == ""
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_another_checklist_can_be_begun_where_there_is_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As every hint says it: with no file to think of, and never over one that is there."""
    start(capsys, *INNOVATOR, "--no-input")
    new = ("--new", "--role", "innovator", "--innovation", "WoundLens", "--no-input")
    assert start(capsys, *new) == (0, "woundlens.scalekit.md\n", "")
    assert start(capsys, "--new", *INNOVATOR, "--no-input")[1] == "feno-testing-2.scalekit.md\n"
    code, out, err = start(capsys, "woundlens.scalekit.md", *new)
    assert (code, out) == (2, "")
    assert "woundlens.scalekit.md is there already." in err


def test_an_unknown_role_is_said_before_a_file_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where two checklists are, a mistyped role is named with the near one, not the files."""
    for name in ("FeNO testing", "WoundLens"):
        start(capsys, "x.scalekit.md", "--role", "innovator", "--innovation", name, "--no-input")
        Path("x.scalekit.md").rename(f"{name[0]}.scalekit.md")
    code, out, err = start(capsys, "--role", "inovator", "--no-input")
    assert (code, out) == (2, "")
    assert "There is no role “inovator”. Did you mean innovator?" in err
    assert "Name one" not in err
    assert "Name one" in start(capsys, "--role", "innovator", "--no-input")[2]


def test_the_format_is_md_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(capsys, *INNOVATOR, "--format", "json", "--no-input")[1] == (
        "feno-testing.scalekit.json\n"
    )
    assert json.loads(Path("feno-testing.scalekit.json").read_text("utf-8"))["scalekit"] == 2
    code, _, err = start(capsys, *INNOVATOR, "--format", "xml", "--no-input")
    assert (code, err) == (2, "There is no format “xml” here. The formats are md, json.\n")


def test_a_second_role_adds_its_actions(capsys: pytest.CaptureFixture[str]) -> None:
    start(capsys, *INNOVATOR, "--no-input")
    code, out, _ = start(capsys, "--role", "system-decision-maker", "--no-input")
    assert (code, out) == (0, "feno-testing.scalekit.md\n")
    made = held(out.strip())
    assert made.roles == ("innovator", "decision-maker")
    assert len(made.actions) == 11


def test_two_roles_at_once_and_one_role_twice(capsys: pytest.CaptureFixture[str]) -> None:
    both = ("--role", "decision-maker", "--role", "innovator")
    assert start(capsys, "a.scalekit.md", *both, "--innovation", "A", "--no-input")[0] == 0
    assert held("a.scalekit.md").roles == ("innovator", "decision-maker")
    twice = ("--role", "innovator", "--role", "innovator")
    assert start(capsys, "b.scalekit.md", *twice, "--innovation", "B", "--no-input")[0] == 0
    assert len(held("b.scalekit.md").actions) == 8


def test_a_name_that_is_taken_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    Path("feno-testing.scalekit.md").write_text("not a checklist", "utf-8")
    assert start(capsys, *INNOVATOR, "--no-input")[1] == "feno-testing-2.scalekit.md\n"
    assert Path("feno-testing.scalekit.md").read_text("utf-8") == "not a checklist"


def test_another_innovation_gets_a_file_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    start(capsys, *INNOVATOR, "--no-input")
    other = ("--role", "innovator", "--innovation", "Nul!")
    assert start(capsys, *other, "--no-input")[1] == "innovation-nul.scalekit.md\n"
    assert start(capsys, *INNOVATOR, "--no-input")[1] == "feno-testing.scalekit.md\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 4, "A new checklist needs --innovation NAME and --role innovator or decision-maker."),
        (("--role", "innovator"), 4, "A new checklist needs --innovation NAME."),
        (("--innovation", "X"), 4, "A new checklist needs --role innovator or decision-maker."),
        (INNOVATOR, 4, "There is no terminal to ask in. Use --no-input to make the file only,"),
        (("--role", "inovator"), 2, "Did you mean innovator?"),
        (("--innovation", " "), 2, "--innovation is empty."),
        (("--innovation", "a\nb"), 2, "--innovation takes one line of text."),
        (("-",), 2, "keeps its answers in a file"),
        (("feno.md", *INNOVATOR), 2, "Use `scalekit start feno.scalekit.md`."),
        (("feno", "--format", "json"), 2, "Use `scalekit start feno.scalekit.json`."),
        (("a.scalekit.md", "--format", "json"), 2, "Use `scalekit start a.scalekit.json`."),
        (("no/such/a.scalekit.md", *INNOVATOR, "--no-input"), 3, "There is no folder no/such"),
        ((".", *INNOVATOR), 3, "This is a folder"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(
    arguments: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = start(capsys, *arguments)
    assert (found, out) == (code, "")
    assert message in err
    assert list(Path().iterdir()) == []


def test_another_place_of_one_product_gets_a_file_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for place, name in (
        ("Barnsley", "feno-testing.scalekit.md"),
        ("Leeds", "feno-testing-leeds.scalekit.md"),
        ("barnsley", "feno-testing.scalekit.md"),
        ("Leeds", "feno-testing-leeds.scalekit.md"),
    ):
        assert start(capsys, *INNOVATOR, "--place", place, "--no-input")[1] == f"{name}\n"


def test_a_place_that_differs_is_refused_with_the_command_that_changes_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    start(capsys, "a.scalekit.md", *INNOVATOR, "--no-input")
    _, _, err = start(capsys, "a.scalekit.md", "--place", "West Leeds", "--no-input")
    assert "scalekit set a.scalekit.md --place 'West Leeds'\n" in err
    assert run(["set", "a.scalekit.md", "--place", "West Leeds"]) == 0
    assert start(capsys, "a.scalekit.md", "--place", "West Leeds", "--no-input")[0] == 0


def test_with_several_checklists_and_nobody_to_ask_they_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("b", "a"):
        start(capsys, f"{name}.scalekit.md", *INNOVATOR, "--no-input")
    code, out, err = start(capsys, "--no-input")
    assert (code, out) == (2, "")
    assert err == (
        "There are 2 checklists in this folder. Name one:\n  a.scalekit.md\n  b.scalekit.md\n"
    )


@pytest.mark.parametrize(
    ("option", "value"), [("--innovation", "Other"), ("--place", "Leeds"), ("--format", "json")]
)
def test_an_option_that_says_something_else_than_the_file_is_refused(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    start(capsys, "a.scalekit.md", *INNOVATOR, "--no-input")
    before = Path("a.scalekit.md").read_bytes()
    code, _, err = start(capsys, "a.scalekit.md", option, value, "--no-input")
    assert code == 2
    assert "a.scalekit.md" in err
    assert Path("a.scalekit.md").read_bytes() == before


def test_another_playbook_is_named_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(shutil.copytree(builtin_folder(), tmp_path / "book"))
    file = book / "playbook.yaml"
    text = file.read_text("utf-8").replace("id: scaling-innovation", "id: our-own", 1)
    file.write_text(text, "utf-8")
    start(capsys, *INNOVATOR, "--playbook", str(book), "--no-input")
    assert held("feno-testing.scalekit.md").playbook == "our-own"
    code, _, err = start(capsys, "--no-input")
    assert code == 2
    assert "was made with the playbook “our-own”" in err
    assert "--playbook DIR" in err


def test_every_problem_of_a_broken_file_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.scalekit.json").write_text("{", "utf-8")
    code, out, err = start(capsys, "--no-input")
    assert (code, out) == (3, "")
    assert err.startswith("a.scalekit.json:1:")


def test_the_first_words_and_the_first_action_come_before_prompt_toolkit() -> None:
    """Run the walk with output that ends the program when the first action is on it."""
    program = """
import sys
from scalekit.cli import start
from scalekit.prompts import menus

def stop(self, *_, **__):
    sys.exit("prompt_toolkit" in sys.modules)

sys.stdin.isatty = sys.stderr.isatty = lambda: True
menus.Menus._key = stop
start.start(innovation="X", role=["innovator"])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "Action 1 of 8" in done.stderr
    assert "Done when" in done.stderr


def test_plain_lines_need_neither_rich_nor_prompt_toolkit() -> None:
    program = """
import sys
from scalekit.cli import start
sys.stdin.isatty = sys.stderr.isatty = lambda: True
start.start(innovation="X", role=["innovator"], plain=True)
sys.exit(any(name in sys.modules for name in ("rich.console", "prompt_toolkit")))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        input="3\n\n:stop\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "Action 2 of 8" in done.stderr


def test_a_program_is_told_which_file_was_made(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ("start", "--innovation", "FeNO", "--no-input", "--json", "--role")
    made = scalekit(*command, "innovator").json
    assert (made["path"], made["created"], made["place"]) == ("feno.scalekit.md", True, None)
    assert len(made["added"]) == 8
    again = scalekit(*command, "decision-maker").json
    assert (again["created"], len(again["added"])) == (False, 3)
    assert scalekit("start", "--json").code == 2
