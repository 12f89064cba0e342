"""Fixtures for whole commands."""

from pathlib import Path

import pytest

from scalekit.storage import saving
from tests.cli.running import Command, blank
from tests.git.repository import commit, repository


@pytest.fixture
def scalekit(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs a command line in this process."""
    return Command(capsys)


@pytest.fixture
def feno(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a blank innovator's checklist, alone in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "feno.scalekit.md"
    saving.create(str(path), blank())
    return path


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a blank checklist in a repository, whose folder is the current one."""
    folder = repository(tmp_path / "team")
    monkeypatch.chdir(folder)
    path = folder / "feno.scalekit.md"
    saving.create(str(path), blank())
    commit(folder)
    return path
