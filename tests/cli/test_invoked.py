"""Commands in messages work as they are printed, however scalekit was started."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scalekit import invoked
from scalekit.cli.app import _COMMANDS
from scalekit.cli.starting import walking
from scalekit.invoked import NAMES, as_started, in_lines
from tests.prompts.walking import Walked

BIN = Path(sys.executable).parent
SCRIPT = BIN / ("scalekit.exe" if os.name == "nt" else "scalekit")


def said(folder: Path, *command: str | Path, path: str = os.defpath) -> str:
    """Return the hint of `status` where there is no checklist, without `start`."""
    done = subprocess.run(
        [*map(str, command), "status"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (hint,) = re.findall("`(.*) start`", done.stderr)
    return str(hint)


def test_every_command_is_known() -> None:
    assert set(NAMES) == set(_COMMANDS)


def test_on_the_path_it_goes_by_its_name(tmp_path: Path) -> None:
    assert said(tmp_path, SCRIPT, path=str(BIN)) == "scalekit"


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right of its own there")
def test_a_hint_names_the_program_as_it_was_started(tmp_path: Path) -> None:
    """From a folder that is not on the path, even one whose name holds a space."""
    (tmp_path / "my tools").symlink_to(BIN)
    hint = said(tmp_path, "my tools/scalekit")
    assert hint == "'my tools/scalekit'"
    assert said(tmp_path, *shlex.split(hint)) == hint


def test_a_hint_names_the_python_that_started_the_module(tmp_path: Path) -> None:
    hint = said(tmp_path, sys.executable, "-m", "scalekit")
    assert hint.endswith(" -m scalekit")
    assert sys.executable in hint


def test_the_name_inside_a_setting_is_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in .gitattributes is said as it stands there."""
    monkeypatch.setattr(invoked, "program", lambda: ".venv/bin/scalekit")
    line = "*.scalekit.md text eol=lf diff=scalekit merge=scalekit"
    assert as_started(line) == line
    assert as_started("Then: scalekit merge") == "Then: .venv/bin/scalekit merge"


@pytest.mark.parametrize(
    "command",
    [
        "scalekit start sore-throat-app.scalekit.md --role innovator",
        "`scalekit merge --resolve sore-throat-app.scalekit.md`",
        "git commit -m 'Answer the checklist for FeNO testing'",
        '"/my tools/python" -m pip install python-docx and XlsxWriter',
    ],
)
def test_a_message_breaks_between_words_and_never_inside_a_command(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that is copied from a narrow terminal is one line, whatever stands before it."""
    monkeypatch.setattr(invoked, "program", lambda: "scalekit")
    before = "Word documents need a package that is not installed. Go on:"
    lines = in_lines(f"{before} {command}", 40).split("\n")
    assert lines[-1].strip() == command
    assert all(len(line) <= 40 for line in lines[:-1])
    assert " ".join(" ".join(lines).split()) == f"{before} {command}"


@pytest.mark.parametrize("is_there", [True, False])
def test_what_to_do_next_names_no_format_that_this_installation_cannot_write(
    is_there: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As the README installs it there is no Word, and a hint that fails is none."""
    if not is_there:
        monkeypatch.setitem(sys.modules, "docx", None)
    sitting = Walked(":stop").sitting
    sitting.file = str(tmp_path / "feno.scalekit.md")
    hints = walking._what_next(sitting)
    assert "--format html" in hints
    assert ("--format docx" in hints) == is_there
