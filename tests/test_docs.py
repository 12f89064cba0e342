"""The documents say what is true: nothing is left out, made up or out of date."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scalekit import errors
from scalekit.errors import EXIT_CODES, ScalekitError
from tests.git.repository import ENVIRONMENT

TOP = Path(__file__).parent.parent
COMMANDS = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
README = (TOP / "README.md").read_text(encoding="utf-8")
NAMES = re.findall(r"^## (scalekit .+)$", COMMANDS, re.MULTILINE)
DOCUMENTS = [*TOP.glob("*.md"), *TOP.glob("docs/*.md"), *TOP.glob("bench/*.md")]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def page(name: str) -> str:
    """Return a page of docs/."""
    return (TOP / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_every_command(name: str) -> None:
    assert re.search(rf"{name}[ \n`]", README)


def test_every_option_in_the_readme_is_one_that_a_command_has() -> None:
    lines = [line for line in README.splitlines() if not line.startswith(("$ git", "diff --git"))]
    assert set(OPTION.findall("\n".join(lines))) <= set(OPTION.findall(COMMANDS))


def test_every_exit_code_is_explained() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    used = {kind.exit_code for kind in kinds if issubclass(kind, ScalekitError)}
    assert used <= set(EXIT_CODES)
    for code, meaning in EXIT_CODES.items():
        for text in (README, COMMANDS, page("exit-codes.md")):
            assert f"| {code} | {meaning} |" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / link).exists(), link


def test_every_file_on_the_map_of_the_code_is_there() -> None:
    named = re.findall(
        r"`([\w/-]+(?:/|\.py|\.html))`", (TOP / "docs/how-it-is-built.md").read_text("utf-8")
    )
    assert len(named) > 40
    roots = (TOP / "src" / "scalekit", TOP)
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


def test_the_changelog_has_room_for_the_next_line() -> None:
    text = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = text.split("\n## ")[1]
    assert newest.startswith("[Unreleased]")
    assert "### Tool\n" in newest
    assert "### Content\n" in newest


def _run_page(name: str, folder: Path) -> str:
    """Run the shell lines of a page as printed, in one shell, and return what they print.

    A line that ends in `# exits 1` has to fail with that code.
    """
    blocks = re.findall(r"^```sh\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)
    assert blocks
    script = re.sub(
        r"^(scalekit .*) # exits (\d)$",
        r"code=0; \1 || code=$?; test $code = \2",
        "".join(blocks),
        flags=re.MULTILINE,
    )
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{script}"],
        cwd=folder,
        env={**ENVIRONMENT, "PATH": programs, "GITHUB_ACTIONS": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_manual_page_has_every_command_and_option() -> None:
    manual = page("man/scalekit.1").replace("\\-", "-")
    assert re.findall(r"^\.SS (.+)$", manual, re.MULTILINE) == NAMES
    assert set(OPTION.findall(COMMANDS)) <= set(OPTION.findall(manual))
    # A line that begins with a dot is a request; those that it has are known to man.
    requests = set(re.findall(r"^[.'](\S+)", manual, re.MULTILINE))
    of_man = {"TH", "SH", "SS", "TP", "PP", "RS", "RE", "B", "I", "BR", "RI", "IR"}
    assert requests <= {'\\"', "nf", "fi", "sp", *of_man}


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the lines are for a POSIX shell")


@POSIX
def test_every_line_of_the_ten_minute_page_does_what_it_says(tmp_path: Path) -> None:
    assert "Excepted until 31 May 2099 by Priya Shah" in _run_page("repository.md", tmp_path)


@POSIX
def test_the_workflow_for_repositories_runs_what_its_inputs_say(tmp_path: Path) -> None:
    """Its own lines in a shell, and of how many commits it asks for where it compares."""
    file = TOP / ".github" / "workflows" / "check-checklists.yml"
    workflow = yaml.safe_load(file.read_text("utf-8"))
    assert workflow[True]["workflow_call"]["inputs"]["scalekit"]["required"]  # “on” is a yes
    checkout, *_, last = workflow["jobs"]["check"]["steps"]
    assert checkout["with"]["fetch-depth"].replace(" ", "") == "${{inputs.since==''&&1||0}}"
    (tmp_path / "scalekit").write_text('#!/bin/sh\nprintf "[%s]" "$@"\n', "utf-8")
    (tmp_path / "scalekit").chmod(0o755)
    inputs = {"PATHS": "a b", "REQUIRE": "owner evidence", "SINCE": "origin/main"}
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    for since, said in ((inputs["SINCE"], "[--since][origin/main]"), ("", "")):
        done = subprocess.run(
            ["bash", "-euc", last["run"]],
            env={**inputs, "SINCE": since, "PATH": path},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == f"[check][a][b][--require][owner][--require][evidence]{said}"


def test_no_page_names_a_tag_that_may_not_be_there() -> None:
    """The project has none yet: a block with one in it would not work."""
    for name in ("../README.md", "playbook.md", "repository.md"):
        assert not re.findall(r"(?:rev: |@)v\d", page(name)), name


@POSIX
def test_every_line_of_the_page_for_programs_does_what_it_says(tmp_path: Path) -> None:
    printed = _run_page("agents.md", tmp_path)
    # After two answers it asks for the third, having begun with the first.
    asked = re.findall(r'"action": \{\n    "id": "([\w-]+)"', printed)
    assert asked == ["understand-local-need", "understand-adoption-challenges"]


@POSIX
@pytest.mark.parametrize("name", ["accessibility.md", "exit-codes.md"])
def test_every_line_of_what_is_looked_up_does_what_it_says(name: str, tmp_path: Path) -> None:
    _run_page(name, tmp_path)


@POSIX
@pytest.mark.parametrize("who", ["innovator", "documents", "author"])
def test_every_line_of_a_first_page_does_what_it_says(who: str, tmp_path: Path) -> None:
    """Each by itself, in an empty folder, and `docs/README.md` leads to each."""
    _run_page(f"start-{who}.md", tmp_path)
    assert f"(start-{who}.md)" in page("README.md")


@POSIX
def test_the_file_for_bash_completes_a_command() -> None:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    pressed = "COMP_WORDS=(scalekit doc) COMP_CWORD=1; _scalekit_completion scalekit"
    done = subprocess.run(
        ["bash", "-c", f'source scalekit.bash; {pressed}; echo "${{COMPREPLY[@]}}"'],
        cwd=TOP / "docs" / "completions",
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "doctor\n"
