"""The documents say what is true: nothing is left out, made up or out of date."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scalekit import errors
from scalekit.errors import EXIT_CODES, ScalekitError

TOP = Path(__file__).parent.parent
COMMANDS = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
README = (TOP / "README.md").read_text(encoding="utf-8")
NAMES = re.findall(r"^## (scalekit .+)$", COMMANDS, re.MULTILINE)
DOCUMENTS = [*TOP.glob("*.md"), *TOP.glob("docs/*.md"), *TOP.glob("bench/*.md")]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def test_what_is_generated_is_current() -> None:
    """The commands in README.md print what it says; each `--help` is as in docs/commands.md."""
    command = [sys.executable, "docs/generate.py", "--check", "--words"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


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
        for text in (README, COMMANDS):
            assert f"| {code} | {meaning} |" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / link).exists(), link


def test_the_changelog_has_room_for_the_next_line() -> None:
    text = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = text.split("\n## ")[1]
    assert newest.startswith("[Unreleased]")
    assert "### Tool\n" in newest
    assert "### Content\n" in newest
