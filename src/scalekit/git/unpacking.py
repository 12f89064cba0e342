"""Files as they were at a revision, written to a folder: for what reads whole folders."""

import os
from pathlib import Path

from scalekit.git.repository import Repository


def unpack(folder: str, revision: str, endings: tuple[str, ...], to: str) -> Path:
    """Write all files of a repository that end so to a folder; returns where `folder` is in it.

    Raises UsageError for a revision that git does not know.
    """
    with Repository(folder) as repository:
        commit = repository.commit(revision)
        tree = repository.object(f"{commit}^{{tree}}")
        assert tree
        for path, key in repository.files(tree):
            found = repository.object(key) if path.endswith(endings) else None
            if found:
                file = Path(to, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(found.content)
        top, there = Path(repository.top()).resolve(), Path(folder).resolve()
        return Path(to, os.path.relpath(there, top))
