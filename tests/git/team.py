"""A repository whose git has scalekit's drivers, for tests of what git then does."""

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scalekit.git.settings import LINES, SETTINGS
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.storage import files
from tests.git.repository import ENVIRONMENT, git, repository
from tests.git.test_stock_merges import BLANK

FILE = "feno.scalekit.md"
NEED, TIES = "understand-local-need", "find-policy-ties"
SOURCE = Path(files.__file__).parent.parent.parent
# What `scalekit-git` can be, from as it is to as bad as it gets.
SOUND = f"""\
PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)} -c \
'import sys; from scalekit.git.driver import main; sys.exit(main())' "$@"
"""


@dataclass
class Team:
    """A repository, and the `scalekit-git` that its git finds."""

    folder: Path
    programs: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str, code: int | None = 0) -> str:
        """Run git with the drivers on its PATH."""
        return git(self.folder, *arguments, code=code, environment=self.environment)

    def install(self, script: str | None) -> None:
        """Put another `scalekit-git` on the PATH, or none."""
        program = self.programs / "scalekit-git"
        program.unlink(missing_ok=True)
        if script is not None:
            program.write_text(f"#!/bin/sh\n{script}", encoding="utf-8", newline="\n")
            program.chmod(0o755)

    def disable(self) -> None:
        """Leave git to itself."""
        for name in SETTINGS:
            self.git("config", "--unset", name, code=None)

    def write(self, checklist: Checklist, name: str = FILE) -> Path:
        """Write a checklist to its file."""
        path = self.folder / name
        stored = files.StoredChecklist(str(path), checklist, format=files.format_of(name))
        path.write_bytes(files.encode(stored))
        return path

    def commit(self, checklist: Checklist | None = None, message: str = "Work") -> str:
        """Commit all there is, with a checklist if one is given."""
        if checklist:
            self.write(checklist)
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        return self.git("rev-parse", "HEAD").strip()

    def branches(self, base: Checklist, ours: Checklist, theirs: Checklist) -> None:
        """Commit two versions on two branches: ours on `main`, where it stays, theirs on `side`."""
        self.commit(base, "Start")
        self.git("switch", "-qc", "side")
        self.commit(theirs, "Theirs")
        self.git("switch", "-q", "main")
        self.commit(ours, "Ours")

    def text(self, name: str = FILE) -> str:
        """Return what stands in the file."""
        return (self.folder / name).read_bytes().decode("utf-8")

    def checklist(self, name: str = FILE) -> Checklist:
        """Return the checklist in the file."""
        stored, problems = files.read(str(self.folder / name))
        assert stored, problems
        return stored.checklist


def team_in(folder: Path, *, attributes: bool = True) -> Team:
    """Return a new repository with the drivers in it, in a folder with a difficult name."""
    programs = folder / "programs"
    programs.mkdir()
    # Without a scalekit that is installed on this machine, which would stand in for a missing one.
    others = [f for f in ENVIRONMENT["PATH"].split(":") if not Path(f, "scalekit-git").exists()]
    path = ":".join([str(programs), *others])
    team = Team(repository(folder / 'it\'s "the" team'), programs, {"PATH": path})
    team.install(SOUND)
    for name, value in SETTINGS.items():
        team.git("config", name, value)
    if attributes:
        lines = "".join(f"{line}\n" for line in LINES.values())
        (team.folder / ".gitattributes").write_text(lines, encoding="utf-8", newline="\n")
    return team


def answered(checklist: Checklist = BLANK, action: str = TIES, **fields: Any) -> Checklist:
    """Return a checklist with fields of one answer exchanged."""
    return checklist.with_answer(action, checklist.action(action).answer._replace(**fields))


BASE = answered(answered(owner="Sam", note="One.\nTwo."), NEED, status=Status.IN_PROGRESS)
OURS = answered(BASE, status=Status.COMPLETED, note="One.\nTwo.\nThree.")
THEIRS = answered(answered(BASE, owner="Jo", note="Zero.\nOne.\nTwo."), NEED, owner="Lee")
MERGED = (
    Answer(Status.COMPLETED, "Jo", note="Zero.\nOne.\nTwo.\nThree."),
    Answer(Status.IN_PROGRESS, "Lee"),
)
CLASH = answered(THEIRS, status=Status.CANNOT_START, reason="No money")
