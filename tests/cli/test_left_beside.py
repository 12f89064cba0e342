"""Copies that file services leave beside a checklist, and answers that came back, are noticed."""

import json
from pathlib import Path

import pytest

from scalekit.storage import json_, saving
from tests.cli.running import Command, blank, checklist_in

ACTION = "find-policy-ties"
COPIES = [
    "feno.scalekit (Jo's conflicted copy 2026-11-25).md",
    "feno.scalekit-LAPTOP.md",
    "feno.scalekit.sync-conflict-20261125-101010-ABCDEFG.md",
    "feno.scalekit (1).md",
    "feno.scalekit - Copy.md",
    "feno.scalekit.md.unsaved",
    "feno.scalekit.md.2.unsaved",
]


@pytest.mark.parametrize("name", COPIES)
def test_check_names_a_copy_and_the_command_that_takes_it_in(
    scalekit: Command, feno: Path, name: str
) -> None:
    answer = blank().action(ACTION).answer._replace(owner="Jo")
    saving.create("copy.scalekit.md", blank().with_answer(ACTION, answer))
    Path("copy.scalekit.md").rename(name)
    done = scalekit("check")
    assert done.code == 0
    assert name in done.out
    assert "--into feno.scalekit.md" in done.out
    assert "1 checklist, no problems." in done.out
    noted = [each for each in scalekit("check", "--json").json["checklists"] if each["notes"]]
    assert [each["path"] for each in noted] == [name]
    for command in ("status", "portfolio"):
        assert name in scalekit(command, ".").err
    assert scalekit("import", name, "--into", "feno.scalekit.md").code == 0
    assert checklist_in(feno).action(ACTION).answer.owner == "Jo"


def test_a_copy_alone_is_to_get_its_name_back(scalekit: Command, feno: Path) -> None:
    feno.rename("feno.scalekit (1).md")
    said = scalekit("check").out
    assert "it is a copy of feno.scalekit.md, which is not here." in said
    assert "give it a name that ends in .scalekit.md" in said


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("A.SCALEKIT.MD", "A.scalekit.md"),
        ("a.scalekit.md.txt", "a.scalekit.md"),
        ("a.scalekit.markdown", "a.scalekit.md"),
        ("scalekit.toml.txt", "scalekit.toml"),
        ("SCALEKIT.toml", "scalekit.toml"),
    ],
)
def test_what_has_nearly_the_name_of_a_file_of_ours_is_named(
    scalekit: Command, feno: Path, name: str, meant: str
) -> None:
    Path(name).write_bytes(feno.read_bytes())
    if Path(meant).exists():
        pytest.skip("This system takes the two names for one.")
    done = scalekit("check")
    said = f"{name}: No command reads this: its name is nearly {meant}. Rename it to that.\n"
    assert (done.code, done.out.endswith(f"{said}1 checklist, no problems.\n")) == (0, True)
    assert said in scalekit("status", ".").err
    Path(name).rename("other")
    Path(meant).write_text("", "utf-8")
    Path("other").rename(name)
    assert f"Take it away, or bring what it has into {meant}." in scalekit("check").out


@pytest.mark.parametrize("name", ["feno.scalekit.notes.md", "feno.scalekit.html", "scalekit.md"])
def test_other_files_are_nobody_s_copies(scalekit: Command, feno: Path, name: str) -> None:
    Path(name).write_text("# Notes\n", encoding="utf-8")
    assert scalekit("check").out == "1 checklist, no problems.\n"


def test_answers_that_a_page_saved_are_said_to_be_for_import(scalekit: Command, feno: Path) -> None:
    base = json.loads(json_.dumps(blank()))
    Path("back.scalekit.json").write_text(json.dumps({**base, "base": base}), encoding="utf-8")
    for command in ("check", "status", "portfolio"):
        done = scalekit(command, ".")
        assert done.code == 3
        assert "back.scalekit.json: These answers came back from a page" in done.out + done.err
        assert "scalekit import" in done.out + done.err
    assert scalekit("import", "back.scalekit.json", "--into", "feno.scalekit.md").code == 0
