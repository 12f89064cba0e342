"""Who changed a checklist and when: read from the commits that git keeps, and stored nowhere.

Each commit is compared with its own parent, so that a change has the author who made it, also
where a branch was merged later; of a merge that is told which somebody settled in it. A file is
followed through renames, and from Markdown to JSON.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scalekit.engine.diff import Change, diff
from scalekit.engine.lost_answers import blank
from scalekit.git.merges import Ancestry, Settlement, settlement
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

    @property
    def is_merge(self) -> bool:
        """Return whether it brings several versions together."""
        return len(self.parents) > 1

    @property
    def signature(self) -> str:
        """Return whether it is signed, in words."""
        return f"its signature is {self.signed}" if self.signed else "not signed"

    def document(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "author": self.author,
            "on": self.on.isoformat(),
            "signature": self.signed or None,
            "merge": self.is_merge,
        }


class Step(NamedTuple):
    """What one commit changed; `old` and `new` are the checklist before and after it.

    Before a merge it is what merging by field gives.
    """

    commit: Commit | None  # None for what is not committed yet
    old: Checklist
    new: Checklist
    changes: tuple[Change, ...]


class Story(NamedTuple):
    """The steps of one checklist, the newest first, and the commits whose file cannot be read.

    Where earlier commits are not in this clone, the first step holds what they changed, and `cut`
    says so.
    """

    steps: tuple[Step, ...]
    unread: tuple[Commit, ...]
    cut: str


class _FileAt(NamedTuple):
    """A file as a commit has it: where, and what git calls its content."""

    commit: str
    path: str
    id: str


class _Touch(NamedTuple):
    """A commit that changed the file, what it has of it, and what those before it have."""

    commit: Commit
    held: _FileAt
    befores: tuple[_FileAt, ...]


def story(path: str, now: Checklist) -> Story:
    """Return how the file came to be what it is `now`."""
    with Repository(str(Path(path).parent)) as repository:
        return _story(repository, Path(path).name, now)


def _story(repository: Repository, name: str, now: Checklist) -> Story:
    steps: list[Step] = []
    unread: list[Commit] = []
    committed: Checklist | None = None
    at = repository.run("ls-files", "--full-name", "--", name).rstrip("\n")
    commits = [*_log(repository)] if at and repository.object("HEAD^{commit}") else []
    paths: dict[str, str] = {}
    touches = [*_followed(repository, at, commits, paths)]
    is_first = any(not touch.commit.parents for touch in touches)
    cut = repository.unshallow() if is_first else ""
    ancestry = Ancestry({commit.id: commit.parents for commit in commits})
    for touch in touches:
        bases = _bases(repository, touch, ancestry, paths)
        if cut and bases == [None]:
            bases = []  # what the sides come from is among the commits that are not here
        if bases and all(_is_plain(base, touch) for base in bases):
            continue
        new = _checklist(repository, touch.held)
        if new is None:
            unread.append(touch.commit)
            continue
        if committed is None:
            # After a merge none of the commits that are told may hold what the last one does.
            head = _held(repository, "HEAD", at)
            committed = (_checklist(repository, head) if head else None) or new
            if not_yet := diff(committed, now):
                steps.append(Step(None, committed, now, not_yet))
        changes, old = _changes(repository, touch, bases, new)
        if changes:
            steps.append(Step(touch.commit, old, new, changes))
    if committed is None and (all_of_it := diff(blank(now), now)):
        steps.append(Step(None, blank(now), now, all_of_it))
    return Story(tuple(steps), tuple(unread), cut)


def _changes(
    repository: Repository, touch: _Touch, bases: Sequence[_FileAt | None], new: Checklist
) -> Settlement:
    """Return what a commit changed, of a merge of two sides with `bases` what it settled."""
    olds = [_checklist(repository, held) or blank(new) for held in touch.befores]
    if bases:
        was = [_checklist(repository, base) if base else None for base in bases]
        return _in_all([settlement(base, olds[0], olds[1], new) for base in was])
    return _in_all([Settlement(diff(old, new), old) for old in olds or [blank(new)]])


def _in_all(found: Sequence[Settlement]) -> Settlement:
    """Return the changes that every comparison has: with each side before, or with each base."""
    first, *rest = found
    changes = first.changes
    for other in rest:
        also = {(change.action_id, change.field) for change in other.changes}
        changes = tuple(c for c in changes if (c.action_id, c.field) in also)
    return Settlement(changes, first.old)


def _bases(
    repository: Repository, touch: _Touch, ancestry: Ancestry, paths: Mapping[str, str]
) -> list[_FileAt | None]:
    """Return what the two sides of a merge both come from, None where that had no such file.

    Nothing is returned for what is no merge of two versions.
    """
    if len(touch.befores) != 2:
        return []
    ours, theirs = touch.befores
    found = ancestry.bases(ours.commit, theirs.commit)
    return [_held(repository, base, paths.get(base, "")) for base in found] or [None]


def _is_plain(base: _FileAt | None, touch: _Touch) -> bool:
    """Return whether only one side of a merge had changed, and was taken."""
    sides = {held.id for held in touch.befores}
    return base is not None and {base.id, touch.held.id} == sides


def _followed(
    repository: Repository, at: str, commits: Iterable[Commit], paths: dict[str, str]
) -> Iterator[_Touch]:
    """Yield the commits that changed the file `at` this path from the top, the newest first.

    Adds to `paths` the path that the file has in each commit, parents too.
    """
    for commit in commits:
        path = paths.setdefault(commit.id, at) if not paths else paths.get(commit.id)
        held = _held(repository, commit.id, path or "")
        if not held:
            continue
        befores = []
        for parent in commit.parents:
            before = _before(repository, parent, held)
            if before:
                paths.setdefault(parent, before.path)
                befores.append(before)
        if not befores or any(before.id != held.id for before in befores):
            yield _Touch(commit, held, tuple(befores))


def _before(repository: Repository, parent: str, held: _FileAt) -> _FileAt | None:
    if found := _held(repository, parent, held.path):
        return found
    return _held(repository, parent, _former(repository, parent, held.commit, held.path))


def _held(repository: Repository, commit: str, path: str) -> _FileAt | None:
    found = repository.object(f"{commit}:{path}") if path else None
    return _FileAt(commit, path, found.id) if found else None


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


def _checklist(repository: Repository, held: _FileAt) -> Checklist | None:
    found = repository.object(held.id)
    stored, _ = files.parse(found.content, held.path) if found else (None, [])
    return stored.checklist if stored else None
