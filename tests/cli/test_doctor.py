"""`scalekit doctor`: what is wrong is found where it is wrong, with what mends it."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scalekit import __version__, installed
from scalekit.cli import examining
from scalekit.git import settings
from tests.cli.running import Command
from tests.cli.screen import Screen
from tests.git.repository import repository

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script or a mode")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is current, with git's own settings and an empty PATH but git."""
    programs = tmp_path / "programs"
    programs.mkdir()
    git = shutil.which("git")
    assert git
    (programs / Path(git).name).symlink_to(git)
    monkeypatch.setenv("PATH", str(programs))
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def install(folder: Path, name: str, script: str) -> Path:
    """Put a program on the PATH of `here`."""
    program = folder.parent / "programs" / name
    program.write_text(f"#!/bin/sh\n{script}", encoding="utf-8", newline="\n")
    program.chmod(0o755)
    return program


def findings(scalekit: Command, code: int = 0) -> Mapping[str, Any]:
    """Return what doctor finds, by what it is about."""
    done = scalekit("doctor", "--json")
    assert (done.code, done.err) == (code, "")
    document = done.json
    assert document["version"] == __version__
    assert document["wrong"] == sum(each["state"] == "wrong" for each in document["findings"])
    return {each["id"]: each for each in document["findings"]}


def about(scalekit: Command, ident: str, code: int = 0) -> tuple[str, str, str | None]:
    """Return the state, sentence and remedy of one finding."""
    found = findings(scalekit, code)[ident]
    return found["state"], found["found"], found["remedy"]


def test_all_that_is_fine_is_said_too(scalekit: Command, here: Path) -> None:
    found = findings(scalekit)
    assert {each["state"] for each in found.values()} <= {"fine", "note"}
    assert found["python"]["found"] == f"Python {sys.version.split()[0]}: {sys.executable}."
    assert found["folder"]["found"] == f"Files can be saved and locked in {here}."
    assert list(here.iterdir()) == []
    done = scalekit("doctor")
    assert done.out.splitlines()[-1].startswith("Nothing is wrong")


@POSIX
def test_another_scalekit_on_the_path_is_told(scalekit: Command, here: Path) -> None:
    assert about(scalekit, "path")[:1] == ("note",)  # none is on it
    other = install(here, "scalekit", "echo scalekit 9.9.9")
    state, said, remedy = about(scalekit, "path")
    assert (state, said) == (
        "note",
        f"The scalekit on your PATH is another one, version 9.9.9: {other}.",
    )
    assert remedy == "Remove the one that you do not want."
    install(here, "scalekit", "exit 1")
    assert about(scalekit, "path", 1)[:2] == (
        "wrong",
        f"The scalekit on your PATH does not run: {other}.",
    )
    install(here, "scalekit", f"echo scalekit {__version__}")
    assert "path" not in findings(scalekit)


def test_a_missing_package_is_named_with_the_command_that_adds_it(
    scalekit: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert here.is_dir()
    assert about(scalekit, "extra-xlsx") == (
        "note",
        "Excel workbooks cannot be made without XlsxWriter.",
        f"{sys.executable} -m pip install XlsxWriter",
    )


def test_the_command_is_that_of_what_installed_scalekit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    assert installed.adding("lxml") == f"{sys.executable} -m pip install lxml"
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "base"))
    assert installed.adding("lxml") == f"uv pip install --python {sys.executable} lxml"
    (tmp_path / "pipx_metadata.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert installed.adding("lxml") == "pipx inject scalekit lxml"


def test_a_rule_that_is_none_is_wrong(scalekit: Command, here: Path) -> None:
    (here / "scalekit.toml").write_text('require = ["ownr"]\n', encoding="utf-8")
    state, said, remedy = about(scalekit, "rules", 1)
    assert (state, remedy) == ("wrong", "Mend that line.")
    assert said.startswith("What is required here: scalekit.toml:1:")
    assert "ownr" in said


def test_a_playbook_that_cannot_be_used_is_wrong(
    scalekit: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "scalekit.toml").write_text('playbook = "gone"\n', encoding="utf-8")
    state, said, remedy = about(scalekit, "playbook", 1)
    assert (state, remedy) == ("wrong", "Mend that, or take it out of scalekit.toml.")
    assert "scalekit.toml:1:1: playbook: There is no folder gone." in said
    monkeypatch.setenv("SCALEKIT_PLAYBOOK", "gone")
    assert about(scalekit, "playbook", 1)[2] == "Mend that, or take it out of SCALEKIT_PLAYBOOK."


def test_without_git_it_says_what_is_not_there(
    scalekit: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here))
    found = findings(scalekit)
    assert found["git"]["state"] == "note"
    assert "drivers" not in found


@POSIX
def test_drivers_that_git_could_not_run_are_wrong(scalekit: Command, here: Path) -> None:
    assert about(scalekit, "drivers")[1] == "This folder is in no git repository."
    repository(here)
    plain = ("note", "git treats checklists here as plain text.", "scalekit git enable")
    assert about(scalekit, "drivers") == plain
    scalekit("git", "enable")
    state, said, _ = about(scalekit, "drivers", 1)
    assert (state, said) == (
        "wrong",
        "git is set up to run scalekit-git for each checklist, and that is not there.",
    )
    install(here, "scalekit-git", "exit 3")
    state, said, remedy = about(scalekit, "drivers", 1)
    assert (state, remedy) == ("wrong", "Install scalekit again.")
    assert said == "What git is set up to run for each checklist does not start: scalekit-git."
    main = "from scalekit.git.driver import main; sys.exit(main())"
    install(here, "scalekit-git", f"exec {sys.executable} -c 'import sys; {main}'")
    assert about(scalekit, "drivers")[0] == "fine"


def test_a_single_file_that_has_gone_is_told(
    scalekit: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git names it by its path, with everything that a path can hold."""
    file = here / "it's 100%" / "scalekit.pyz"
    monkeypatch.setattr(settings, "single_file", lambda: str(file))
    monkeypatch.setattr(settings, "SETTINGS", settings.written(settings.command()))
    repository(here)
    scalekit("git", "enable")
    gone = f"git is set up to run {file.as_posix()} for each checklist, and that is not there."
    assert about(scalekit, "drivers", 1) == ("wrong", gone, "scalekit git enable")
    file.parent.mkdir()
    file.write_text("raise SystemExit('scalekit git enable' and 2)", encoding="utf-8")
    said = about(scalekit, "drivers", 1)[1]
    assert said.startswith("What git is set up to run for each checklist does not start: ")
    monkeypatch.undo()
    monkeypatch.chdir(here)
    said = "git is set up for checklists by another scalekit."
    assert about(scalekit, "drivers") == ("note", said, "scalekit git enable")


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_takes_no_files_is_wrong(scalekit: Command, here: Path) -> None:
    here.chmod(0o555)
    try:
        state, said, _ = about(scalekit, "folder", 1)
    finally:
        here.chmod(0o755)
    assert (state, said) == ("wrong", f"No file can be saved in {here}: permission denied.")


def test_a_disk_that_refuses_is_told_in_its_own_words(
    scalekit: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(target: str, content: bytes) -> None:
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(examining, "write", refuse)
    said = f"No file can be saved in {here}: no space left on device."
    assert about(scalekit, "folder", 1)[:2] == ("wrong", said)


@POSIX
@pytest.mark.parametrize(("columns", "label"), [(80, ""), (30, "To note: ")])
def test_on_a_terminal_it_says_how_wide_that_is(tmp_path: Path, columns: int, label: str) -> None:
    screen = Screen("doctor", folder=tmp_path, columns=columns, rows=60)
    screen.wait("saved and locked")
    said = f"{label}The terminal is {columns} columns wide."
    assert said in " ".join(screen.everything.split())
    assert screen.end() == 0


@POSIX
def test_a_terminal_with_few_letters_is_told(tmp_path: Path) -> None:
    screen = Screen("doctor", folder=tmp_path, rows=60, environment={"LC_ALL": "C"})
    screen.wait("can look wrong")
    screen.end()
