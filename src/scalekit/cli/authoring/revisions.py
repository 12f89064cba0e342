"""A playbook as it was at a revision of git."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from scalekit.errors import FileError, UsageError
from scalekit.git.repository import Repository
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Position, Problem
from scalekit.playbook.load import load
from scalekit.text.shell import typed

ENDINGS = (".yaml", ".yml")


def playbook_at(folder: str, revision: str) -> Playbook:
    """Return the playbook that a folder held at a revision; raises UsageError and FileError.

    All YAML of the repository is taken out to read it, for a playbook may extend another one.
    """
    with Repository(folder) as repository, TemporaryDirectory() as name:
        commit = repository.commit(revision)
        top, there = Path(repository.top()).resolve(), Path(folder).resolve()
        tree = repository.object(f"{commit}^{{tree}}")
        assert tree
        wanted = [(p, key) for p, key in repository.files(tree) if p.endswith(ENDINGS)]
        for path, key in wanted:
            found = repository.object(key)
            if found:
                file = Path(name, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(found.content)
        inside = os.path.relpath(there, top)
        playbook, problems = load(Path(name, inside))
        if not Path(name, inside, "playbook.yaml").exists():
            raise UsageError(f"There was no playbook in {typed(folder)} at {revision}.")
    if playbook is None:
        message = f"The playbook of {revision} has a problem of its own: {problems[0].message}"
        raise FileError(Problem(Position(folder), message, "Name a later revision."))
    return playbook
