"""Who changed a checklist and when: read from the commits that git keeps, and stored nowhere.

Each commit is compared with its own parent, so that a change has the author who made it, also
where a branch was merged later. A file is followed through renames, and from Markdown to JSON.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scalekit.engine.diff import Change, diff
from scalekit.engine.lacking import blank
from scalekit.git.repository import Repository
from scalekit.model.checklist import Checklist
from scalekit.storage import files
from scalekit.storage.files import SUFFIXES

_FIELDS = "%x1e%H%x1f%P%x1f%an%x1f%ad%x1f%G?"
_SIGNED = {"G": "good", "U": "good", "X": "expired", "Y": "expired", "R": "revoked", "B": "bad"}


class Commit(NamedTuple):
    """A commit that touched a checklist. `signed` is "" where it has no signature.

    Otherwise it is good, expired, revoked, bad, or unknown where git lacks the key.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    on: date
    signed: str


class Step(NamedTuple):
    """What one commit changed; `old` and `new` are the checklist before and after it."""

    commit: Commit | None  # None for what is not committed yet
    old: Checklist
    new: Checklist
    changes: tuple[Change, ...]


class Story(NamedTuple):
    """The steps of one checklist, the newest first, and the commits whose file cannot be read."""

    steps: tuple[Step, ...]
    unread: tuple[Commit, ...]


def story(path: str, now: Checklist) -> Story:
    """Return how the file came to be what it is `now`."""
    with Repository(str(Path(path).parent)) as repository:
        return _story(repository, Path(path).name, now)


def _story(repository: Repository, name: str, now: Checklist) -> Story:
    steps: list[Step] = []
    unread: list[Commit] = []
    committed: Checklist | None = None
    at = repository.run("ls-files", "--full-name", "--", name).rstrip("\n")
    for commit, path, befores in _followed(repository, at) if at else ():
        new = _checklist(repository, commit.id, path)
        if new is None:
            unread.append(commit)
            continue
        if committed is None:
            # After a merge none of the commits that are told may hold what the last one does.
            committed = _checklist(repository, "HEAD", at) or new
            if not_yet := diff(committed, now):
                steps.append(Step(None, committed, now, not_yet))
        olds = [_checklist(repository, *before) or blank(new) for before in befores] or [blank(new)]
        changes = diff(olds[0], new)
        for other in olds[1:]:
            # A merge changed only what it has from neither side.
            also = {(change.action_id, change.field) for change in diff(other, new)}
            changes = tuple(c for c in changes if (c.action_id, c.field) in also)
        if changes:
            steps.append(Step(commit, olds[0], new, changes))
    if committed is None and (all_of_it := diff(blank(now), now)):
        steps.append(Step(None, blank(now), now, all_of_it))
    return Story(tuple(steps), tuple(unread))


def _followed(
    repository: Repository, at: str
) -> Iterator[tuple[Commit, str, list[tuple[str, str]]]]:
    """Yield the commits that changed the file `at` this path from the top, the newest first.

    With each come its path there, and each parent with the path there, if it has one.
    """
    paths: dict[str, str] = {}
    committed = repository.object("HEAD^{commit}")
    for commit in _log(repository) if committed else ():
        path = paths.setdefault(commit.id, at) if not paths else paths.get(commit.id)
        found = repository.object(f"{commit.id}:{path}") if path else None
        if not path or not found:
            continue
        befores = []
        same = False
        for parent in commit.parents:
            before = repository.object(f"{parent}:{path}")
            former = path if before else _former(repository, parent, commit.id, path)
            if former:
                paths.setdefault(parent, former)
                befores.append((parent, former))
            same = same or (before is not None and before.id == found.id)
        if not same:
            yield commit, path, befores


def _former(repository: Repository, parent: str, commit: str, path: str) -> str:
    """Return what a file was called before a commit renamed or converted it, or nothing."""
    told = repository.run("diff-tree", "-r", "-M", "-z", "--name-status", parent, commit)
    names = told.split("\0")
    for number, name in enumerate(names):
        if name == path and number > 1 and names[number - 2].startswith("R"):
            return names[number - 1]
    for ending in SUFFIXES.values():
        for other in SUFFIXES.values():
            former = f"{path.removesuffix(ending)}{other}"
            if path.endswith(ending) and repository.object(f"{parent}:{former}"):
                return former
    return ""


def _log(repository: Repository) -> Iterator[Commit]:
    """Yield every commit that touched a checklist, a child before its parents."""
    order = ("--full-history", "--parents", "--date-order")
    text = repository.run(
        *("log", *order, "--date=format:%Y-%m-%d", f"--format={_FIELDS}", "HEAD", "--"),
        *(f":(top)*{ending}" for ending in SUFFIXES.values()),
    )
    for record in text.split("\x1e")[1:]:
        commit, parents, author, on, signed = record.rstrip("\n").split("\x1f")
        sign = "" if signed == "N" else _SIGNED.get(signed, "unknown")
        yield Commit(commit, tuple(parents.split()), author, date.fromisoformat(on), sign)


def _checklist(repository: Repository, commit: str, path: str) -> Checklist | None:
    found = repository.object(f"{commit}:{path}")
    stored, _ = files.parse(found.content, path) if found else (None, [])
    return stored.checklist if stored else None
