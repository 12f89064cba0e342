"""Running a command line in this process, and the blank checklist that most tests start from."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scalekit.cli.app import run
from scalekit.cli.files.playbooks import load_playbook
from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Checklist
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.settings import nearest
from scalekit.storage import files
from tests import schemas


class Done(NamedTuple):
    """What a command did: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one JSON document on stdout."""
        return json.loads(self.out)


class Command:
    """Runs `scalekit` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command line."""
        self._capsys.readouterr()
        load_playbook.cache_clear()  # each command is a process of its own
        nearest.forget()
        code = run([str(argument) for argument in arguments])
        done = Done(code, *self._capsys.readouterr())
        if "--json" in arguments and done.out.startswith("{"):
            schemas.check(done.json)  # every document of every test
        return done


@cache
def blank(*roles: str) -> Checklist:
    """Return a checklist of the built-in playbook with nothing answered."""
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return new_checklist(playbook, roles or ("innovator",), "FeNO testing", "Barnsley")


def checklist_in(path: Path) -> Checklist:
    """Return the checklist in a file that has no problems."""
    stored, problems = files.read(str(path))
    assert stored, problems
    return stored.checklist
