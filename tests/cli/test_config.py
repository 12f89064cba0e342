"""scalekit.toml: every command below it uses the playbook that it names."""

import shutil
from pathlib import Path

import pytest

from scalekit.playbook.builtin import builtin_folder
from tests.cli.running import Command, checklist_in


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder inside one whose scalekit.toml names a playbook of another field."""
    book = Path(shutil.copytree(builtin_folder(), tmp_path / "our book"))
    file = book / "playbook.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("id: scaling-innovation", "id: bakery", 1), "utf-8")
    (tmp_path / "scalekit.toml").write_text('# Ours.\nplaybook = "our book"\n', "utf-8")
    folder = tmp_path / "checklists"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_no_command_asks_for_the_playbook(scalekit: Command, ours: Path) -> None:
    """From the first answer to the check, from a folder below."""
    made = scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    assert made.out == "rye.scalekit.md\n"
    assert checklist_in(ours / "rye.scalekit.md").playbook == "bakery"
    again = scalekit("start", "rye.scalekit.md", "--role", "decision-maker", "--no-input")
    assert (again.code, again.err) == (0, "")
    assert scalekit("guide", "--json").json["playbook"] == "bakery"
    # The wording of the playbook is changed under an answer: status and check look there.
    scalekit("set", "find-policy-ties", "--status", "in-progress")
    pillar = ours.parent / "our book" / "pillars" / "understand.yaml"
    text = pillar.read_text("utf-8")
    pillar.write_text(text.replace("title: Find ties to", "title: Seek ties to", 1), "utf-8")
    assert "Wording changed since you answered: Find ties" in scalekit("status").out
    assert "The wording of find-policy-ties changed" in scalekit("check").out


def test_a_checklist_of_the_built_in_playbook_opens_there_too(
    scalekit: Command, ours: Path
) -> None:
    """It knows its playbook by id; an option that names another one is still refused."""
    built_in = ("--playbook", builtin_folder())
    begin = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("start", "feno.scalekit.md", *begin, *built_in)
    again = scalekit("start", "feno.scalekit.md", "--role", "decision-maker", "--no-input")
    assert (again.code, again.err) == (0, "")
    assert len(checklist_in(ours / "feno.scalekit.md").roles) == 2
    other = scalekit("start", "feno.scalekit.md", "--playbook", str(ours.parent / "our book"))
    assert other.code == 2
    assert "was made with the playbook “scaling-innovation”" in other.err


def test_a_slip_in_a_checklist_of_the_built_in_playbook_is_noted_there_too(
    scalekit: Command, ours: Path
) -> None:
    """`check` compares with the checklist's own playbook, and not with the one named beside it."""
    begin = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("start", "feno.scalekit.json", *begin, "--playbook", builtin_folder())
    path = ours / "feno.scalekit.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"find-policy-ties"', '"find-policy-tie"'), "utf-8")
    found = scalekit("check", "feno.scalekit.json").out
    assert "The playbook has no action “find-policy-tie”" in found


def test_status_and_check_say_which_playbook_is_in_use(scalekit: Command, ours: Path) -> None:
    """Only where it is not the built-in one, and beside what was asked for."""
    scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    for command in ("status", "check"):
        assert "Playbook: ../our book\n" in scalekit(command).err
        assert scalekit(command, "--json").err == ""
    (ours.parent / "scalekit.toml").unlink()
    assert "Playbook:" not in scalekit("check").err


def test_an_option_says_more_than_the_file(scalekit: Command, ours: Path) -> None:
    found = scalekit("guide", "--json", "--playbook", builtin_folder()).json
    assert found["playbook"] == "scaling-innovation"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('plybook = "our book"\n', "1:1: There is no setting “plybook”. Did you mean playbook?"),
        ("# Ours.\n\nplaybook = 3\n", "3:1: playbook: This takes text."),
        ('\nplaybook = "gone"\n', "2:1: playbook: There is no folder gone."),
        ("playbook = our\n", "1:12: This is not TOML from here on."),
        ("[other]\n", "1:2: There is no setting “other”."),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_line(
    scalekit: Command, ours: Path, text: str, said: str
) -> None:
    (ours.parent / "scalekit.toml").write_text(text, "utf-8")
    done = scalekit("status")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"../scalekit.toml:{said}")


def test_help_needs_no_such_file(scalekit: Command, ours: Path) -> None:
    (ours.parent / "scalekit.toml").write_text("playbook = our\n", "utf-8")
    assert scalekit("status", "--help").code == 0
