"""A folder that cannot be read may hold checklists: no command passes it by without a word."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Command
from tests.git.repository import commit, repository

if sys.platform == "win32":
    pytest.skip("POSIX modes", allow_module_level=True)

# Root reads every folder, unless it gives that up.
_BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
if os.geteuid() == 0 and not shutil.which("setpriv"):
    pytest.skip("Root reads every folder", allow_module_level=True)
_SAID = "This folder cannot be read: permission denied."


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scalekit: Command) -> Iterator[Path]:
    """Return a folder with a checklist that nobody may read, beside another checklist."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    begin = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    folder = tmp_path / "all" / "locked"
    folder.mkdir(parents=True)
    for name in ("all/locked/a.scalekit.md", "all/b.scalekit.md"):
        scalekit("start", name, *begin)
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


def _run(*arguments: str) -> tuple[int, str]:
    """Run a command as somebody whom modes stop; return its code and all that it wrote."""
    command = (*(_BOUND if os.geteuid() == 0 else ()), sys.executable, "-m", "scalekit")
    done = subprocess.run(
        [*command, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "all"), 3),
        (("check", "all/locked"), 3),
        (("check", "all", "--json"), 3),
        (("check", "all", "--format", "github"), 3),
        (("status", "all"), 3),
        (("status", "all", "--json"), 3),
        (("portfolio", "all"), 3),
        (("upgrade", "all"), 3),
        (("export", "all", "--format", "json", "-o", "made"), 1),
        (("export", "all", "--format", "csv"), 1),
        (("next",), 2),
    ],
)
def test_a_folder_that_cannot_be_read_is_named(
    locked: Path, arguments: tuple[str, ...], code: int
) -> None:
    found, said = _run(*arguments)
    assert (found, _SAID in said) == (code, True), said
    assert "all/locked" in said
    assert "This is a folder" not in said


def test_an_import_that_finds_no_checklist_says_where_it_could_not_look(locked: Path) -> None:
    Path("all/b.scalekit.md").rename("b.scalekit.md")
    code, said = _run("import", "b.scalekit.md", "--into", "all")
    assert code == 3
    none = "all: No checklist here fits FeNO (b). Name the file with --into FILE."
    assert f"{none}\nall/locked: {_SAID}" in said


def test_what_git_knows_there_is_not_taken_for_removed(locked: Path) -> None:
    locked.chmod(0o755)
    repository(Path())
    commit(Path())
    locked.chmod(0)
    for command in (("diff", "HEAD", "all"), ("check", "all", "--since", "HEAD")):
        code, said = _run(*command)
        assert (code, "all/locked" in said) == (3, True), said
        assert "Removed" not in said
        assert "permission denied" in said


def test_what_stands_beside_it_is_read(locked: Path) -> None:
    _, said = _run("check", "all", "--json")
    assert '"path": "all/b.scalekit.md",\n      "ok": true' in said
    _, said = _run("next")
    assert "There is 1 checklist below this folder. Name it:\n  all/b.scalekit.md" in said
