"""What git keeps of a file that it could not merge: the version both come from, and each side."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scalekit.engine.merge import Versions, merge_both_ways
from scalekit.errors import ScalekitError
from scalekit.git.repository import Repository
from scalekit.storage import files

_BASE, _OURS, _THEIRS = "1", "2", "3"
_FILE = "100"  # how the mode of a plain file begins


class Stages(NamedTuple):
    """The content of a file on each side of a merge; None where a side has no such file."""

    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def stages(path: str) -> Stages | None:
    """Return what git keeps of a file that waits to be merged; None if git has none waiting."""
    folder, name = os.path.split(os.path.realpath(path))
    try:
        with Repository(folder) as repository:
            ids = _ids(repository, name)
            found = {stage: repository.object(key) for stage, key in ids.items()}
    except ScalekitError:  # git is not there, or this is no repository of its
        return None
    content = {stage: each.content for stage, each in found.items() if each}
    return Stages(*(content.get(stage) for stage in (_BASE, _OURS, _THEIRS))) if content else None


def by_field(found: Stages) -> Versions | None:
    """Return the merge of what git keeps, by field; None if a side is missing or unreadable.

    A version is read by what it holds: it can be in another format, or an older one.
    """
    base, ours, theirs = (files.parse(raw, "")[0] if raw else None for raw in found)
    if not ours or not theirs or (found.base and not base):
        return None
    return merge_both_ways(base.checklist if base else None, ours.checklist, theirs.checklist)


def merged_by_git(found: Stages) -> bytes:
    """Return what git leaves in the file: a text with its marks around what it cannot merge.

    `git merge` matches lines in another way than `git merge-file`, which is for an older git.
    """
    with tempfile.TemporaryDirectory() as folder, Repository(folder) as repository:
        versions = [(raw or b"").replace(b"\r\n", b"\n") for raw in found]
        # With these set, git would work in the repository around us.
        if not any(name in os.environ for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")):
            with suppress(ScalekitError):
                return _merged_in(repository, folder, versions, both_made=found.base is None)
        names = ("base", "ours", "theirs")
        for name, content in zip(names, versions, strict=True):
            Path(folder, name).write_bytes(content)
        return repository.merge_file("ours", "base", "theirs")


def _merged_in(
    repository: Repository, folder: str, versions: Sequence[bytes], *, both_made: bool
) -> bytes:
    """Return the merge of three versions, made in a new repository."""
    repository.run("init", "-q")
    commits: list[str] = []
    for number, content in enumerate(versions):
        if number or not both_made:
            Path(folder, "file").write_bytes(content)
            repository.run("-c", "core.autocrlf=false", "add", "file")
        tree = repository.run("write-tree").strip()
        parent = ("-p", commits[0]) if commits else ()
        who = ("-c", "user.name=scalekit", "-c", "user.email=scalekit@example.org")
        unsigned = ("commit-tree", "--no-gpg-sign", tree, *parent, "-m", "A version")
        commits.append(repository.run(*who, *unsigned).strip())
    merge = ("merge-tree", "--write-tree", *commits[1:])
    tree = repository.run(*merge, nothing=1).partition("\n")[0]
    merged = repository.object(f"{tree}:file")
    if not merged:
        raise ScalekitError("git could not merge the two versions.")
    return merged.content


def _ids(repository: Repository, name: str) -> Mapping[str, str]:
    """Return the id of each stage of a file.

    Where both sides gave a file a new name, git has each version under another one: they belong
    together if no other file waits for the same.
    """
    waiting: dict[str, dict[str, str]] = {}
    for line in repository.run("ls-files", "-u", "-z", "--", ":/").split("\0")[:-1]:
        about, _, file = line.partition("\t")
        mode, key, stage = about.split()
        if mode.startswith(_FILE):
            waiting.setdefault(file, {})[stage] = key
    own = waiting.get(name, {})
    if [*own] not in ([_OURS], [_THEIRS]):
        return own
    alone = [next(iter(ids.items())) for ids in waiting.values() if len(ids) == 1]
    return dict(alone) if len(alone) == len(dict(alone)) == 3 else own
