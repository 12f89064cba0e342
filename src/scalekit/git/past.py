"""Every version of a checklist that git has, quickly for one among thousands.

Who made them and when is in `history`, which compares each commit with its parent.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scalekit.git.repository import Repository
from scalekit.model.checklist import Checklist
from scalekit.storage import files
from scalekit.storage.files import SUFFIXES


class _Kept(NamedTuple):
    """What was committed at each path: the ids of all its versions, and what it was called."""

    versions: dict[str, dict[str, None]]
    names: dict[str, set[str]]


def versions(path: str) -> Iterator[Checklist]:
    """Yield the versions of a checklist that were committed, also under its former names.

    Raises ScalekitError where there is no git, no repository or no commit.
    """
    with Repository(str(Path(path).parent)) as repository:
        told = repository.run("rev-parse", "--show-toplevel", "--show-prefix", "HEAD")
        top, folder, head = told.rstrip("\n").rsplit("\n", 2)
        kept = _kept(top, head)
        for name in _names(kept, f"{folder}{Path(path).name}"):
            for key in kept.versions.get(name, ()):
                found = repository.object(key)
                stored, _ = files.parse(found.content, name) if found else (None, [])
                if stored:
                    yield stored.checklist


def _names(kept: _Kept, at: str) -> list[str]:
    """Return a path and all that the file was called before, in either format."""
    found = {at: None}
    for name in (waiting := [at]):
        stem = name.removesuffix(next((e for e in SUFFIXES.values() if name.endswith(e)), ""))
        alike = [f"{stem}{ending}" for ending in SUFFIXES.values()]
        new = {each: None for each in (*alike, *kept.names.get(name, ())) if each not in found}
        found |= new
        waiting += new
    return [*found]


# A commit and all before it stay as they are, and one process may ask for thousands of files.
@lru_cache(maxsize=4)
def _kept(top: str, head: str) -> _Kept:
    """Return what is kept of all checklists in the repository at `top`."""
    with Repository(top) as repository:
        text = repository.run(
            *("log", "--format=", "--raw", "--no-abbrev", "-z", "-m", "-M", "--full-history"),
            *(head, "--", *(f"*{ending}" for ending in SUFFIXES.values())),
        )
    kept = _Kept({}, {})
    parts = iter(text.split("\0"))
    for part in parts:
        if not part.startswith(":"):
            continue
        _, _, old, new, kind = part.split()
        was = name = next(parts)
        if kind[0] in "RC":
            name = next(parts)
            kept.names.setdefault(name, set()).add(was)
        for path, key in ((was, old), (name, new)):
            if key.strip("0"):
                kept.versions.setdefault(path, {})[key] = None
    return kept
