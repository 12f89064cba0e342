"""What the shell offers on Tab, asked as a shell asks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, cast

import pytest
import typer

from scalekit.cli.app import run
from scalekit.cli.arguments import complete
from scalekit.playbook.shipped import builtin_folder


def offered(line: str, shell: str = "zsh") -> list[str]:
    asked = {"_SCALEKIT_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    bash = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        [sys.executable, "-m", "scalekit"],
        env={**os.environ, **asked, **bash, **fish, "COLUMNS": "40"},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return [offer for offer in done.stdout.split("\n") if offer]


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo afterwards that completion sets the width: it expects to be all that runs."""
    monkeypatch.setenv("COLUMNS", "40")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(builtin_folder(), tmp_path / "book"))


def test_guide_offers_topics_with_their_titles() -> None:
    assert offered("scalekit guide find", "fish") == [
        "find-policy-ties\tFind ties to national and local priorities",
        "find-support\tFind support from national bodies and the innovator",
    ]


def test_a_long_title_stays_on_one_line() -> None:
    (line,) = offered("scalekit guide barnsley", "fish")
    assert line.endswith("Barnsley community diagnostic centre in the Glass Works")


@pytest.mark.parametrize("command", ["guide", "diff"])
def test_an_option_of_a_role_offers_roles(command: str) -> None:
    assert offered(f"scalekit {command} --role i", "fish") == ["innovator\tInnovator"]


def test_a_check_of_a_playbook_offers_its_formats() -> None:
    assert offered("scalekit playbook check --format ", "fish") == ["text", "json", "github"]


def test_another_playbook_on_the_line_is_the_one_that_counts(book: Path) -> None:
    roles = book / "playbook.yaml"
    roles.write_text(
        roles.read_text("utf-8").replace("title: Innovator", "title: Inventor"), "utf-8"
    )
    line = f"scalekit guide --playbook {book} --role i"
    assert offered(line, "fish") == ["innovator\tInventor"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_hostile_titles_do_no_harm(book: Path, shell: str) -> None:
    pillar = book / "pillars" / "engage.yaml"
    text = pillar.read_text("utf-8")
    title = '"[/nothing] [bold]$(x) `x` \u200b"'
    pillar.write_text(text.replace("title: Engage\n", f"title: {title}\n", 1), "utf-8")
    shown = "\n".join(offered(f"scalekit guide --playbook {book} enga", shell))
    assert "engage" in shown
    assert "\u200b" not in shown
    if shell == "fish":
        assert r"engage	[/nothing] [bold]$(x) `x` \u200b" in shown.split("\n")


def test_a_playbook_that_is_not_sound_offers_nothing(book: Path) -> None:
    (book / "resources.yaml").write_text("]", "utf-8")
    assert offered(f"scalekit guide --playbook {book} e", "fish") == []
    assert offered("scalekit guide --playbook /no/such/folder e", "fish") == []


def test_statuses_and_confidences_come_with_their_labels() -> None:
    assert ("in-progress", "In progress") in complete.statuses("")
    assert complete.statuses("c") == [
        ("completed", "Completed"),
        ("cannot-start", "Cannot start yet"),
    ]
    assert [key for key, _ in complete.confidences("o")] == ["on-track", "off-track"]


def test_checklists_here_and_in_the_folder_typed_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    for name in ("one.scalekit.md", "two.txt", "below/three.scalekit.json"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    assert complete.checklist_files("") == [("one.scalekit.md", "")]
    assert complete.checklist_files("t") == []
    assert complete.checklist_files("below/") == [("below/three.scalekit.json", "")]
    assert complete.checklist_files("nowhere/") == []


def test_what_can_have_come_back_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("back.json", "log.xlsx", "copy.md", "page.html", ".hidden.md"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    names = ["back.json", "copy.md", "log.xlsx"]
    assert [name for name, _ in complete.returned_files("")] == names
    assert complete.returned_files("nowhere/") == []


def test_a_checklist_on_the_line_offers_its_own_actions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(
        path: str, action: Annotated[str, typer.Argument(autocompletion=complete.action_ids)]
    ) -> None:
        """Stand for any command that takes a checklist and one of its actions."""

    app = typer.Typer()
    app.command()(command)
    monkeypatch.chdir(tmp_path)
    options = ["--role", "decision-maker", "--innovation", "X", "--no-input"]
    assert run(["start", "x.scalekit.md", *options]) == 0
    for path, number in (("x.scalekit.md", 8), ("nowhere.scalekit.md", 11), ("-", 11)):
        parsed = typer.main.get_command(app).make_context("x", [path], resilient_parsing=True)
        typed = cast("typer.Context", parsed)
        assert len(complete.action_ids(typed, "")) == number
        offers = complete.action_ids(typed, "find-s")
        assert offers == [("find-support", "Find support from national bodies and the innovator")]


def test_words_that_an_option_knows_are_offered() -> None:
    assert offered("scalekit export --format x", "fish") == ["xlsx"]
    assert offered("scalekit diff --format m", "fish") == ["md"]
    assert offered("scalekit portfolio --format x", "fish") == ["xlsx"]
    assert offered("scalekit portfolio --group-by o", "fish") == ["owner"]
    assert offered("scalekit export --purpose dec", "fish") == ["decision\tFor decision"]
    assert offered("scalekit export --layout c", "fish") == ["checklist"]
