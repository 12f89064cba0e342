"""Which file of one side is which of the other, and what changed between the two."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from scalekit.engine.diff import diff
from scalekit.errors import FileError
from scalekit.git.repository import Repository, blob_id
from scalekit.git.versions import ENDINGS, Side, Sides, Version
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.storage import files
from scalekit.views.diff import ChecklistDiff

_AT_ONCE = 50

Keep = Callable[[Checklist], Checklist]


class Pair(NamedTuple):
    """A file on both sides, or on one; `moved` when its name is not the same on both."""

    old: Version | None
    new: Version | None
    moved: bool = False


def whole(checklist: Checklist) -> Checklist:
    """Return all of a checklist: nothing is left out of the comparison."""
    return checklist


def compare(
    waiting: Iterable[Pair], repository: Repository, problems: list[Problem], keep: Keep
) -> Iterator[ChecklistDiff]:
    """Yield each checklist that differs, in the same order; adds to the problems.

    `keep` is applied to both checklists before they are compared.
    """
    waiting = iter(waiting)
    while some := list(islice(waiting, _AT_ONCE)):
        differing = [pair for pair in some if _differs(pair, problems)]
        held = [version.id for pair in differing for version in (pair.old, pair.new) if version]
        repository.fetch([key for key in held if key])
        for pair in differing:
            try:
                found = _compared(pair, keep)
            except FileError as error:
                problems += error.problems
            else:
                if found:
                    yield found


def pairs(sides: Sides) -> dict[str, Pair]:
    """Return each file with what it was before, by its name now and in the order of the names.

    First by name, then as the other format beside it, then as the same content under another
    name, then as the same innovation and place. git's own rename detection is no help: it takes
    any two new checklists for one another, because most of their text is the same.
    """
    old, new = dict(sides.old), dict(sides.new)
    found = {name: Pair(old.pop(name), new.pop(name)) for name in [*old] if name in new}
    found |= _by(_stem, old, new)
    if old and new:
        subjects = _Subjects()
        found |= _by(subjects.whole, old, new)
        found |= _by(subjects.name, old, new)
    if not sides.narrow:
        found |= {name: Pair(version, None) for name, version in old.items()}
    found |= {name: Pair(None, version) for name, version in new.items()}
    return {name: found[name] for name in sorted(found)}


def _by(
    key: Callable[[str, Version], Hashable], old: dict[str, Version], new: dict[str, Version]
) -> dict[str, Pair]:
    """Return pairs with the same key, if one alone on each side has it, and take them away."""
    mine, yours = _alone(key, old), _alone(key, new)
    return {
        name: Pair(old.pop(mine[known]), new.pop(name), moved=True)
        for known, name in yours.items()
        if known in mine
    }


def _alone(key: Callable[[str, Version], Hashable], side: Side) -> dict[Hashable, str]:
    """Return names by key; without those whose key is None or that share it with others."""
    names: dict[Hashable, list[str]] = {}
    for name, version in side.items():
        names.setdefault(key(name, version), []).append(name)
    return {known: each[0] for known, each in names.items() if known is not None and not each[1:]}


def _stem(name: str, _version: Version) -> str:
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name


class _Subjects:
    """What files are about, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Checklist | None] = {}

    def whole(self, _name: str, version: Version) -> Hashable:
        """Return the checklist itself; None if it cannot be read."""
        if version.source not in self._read:
            try:
                self._read[version.source] = _checklist(version)
            except FileError:
                self._read[version.source] = None
        return self._read[version.source]

    def name(self, name: str, version: Version) -> Hashable:
        """Return what the checklist is about, and where."""
        self.whole(name, version)
        found = self._read[version.source]
        return (found.innovation, found.place) if found and found.innovation else None


def _differs(pair: Pair, problems: list[Problem]) -> bool:
    """Return whether two files differ in any byte; False too if one cannot be read."""
    old, new, moved = pair
    try:
        return not old or not new or moved or not _same_content(old, new)
    except FileError as error:
        problems += error.problems
        return False


def _compared(pair: Pair, keep: Keep) -> ChecklistDiff | None:
    old, new, moved = pair
    was = keep(_checklist(old)) if old else None
    now = keep(_checklist(new)) if new else None
    old_path = old.path if old else ""
    path = new.path if new else old_path
    changes = diff(was, now) if was and now else ()
    if was and now and not changes and not moved:
        return None
    return ChecklistDiff(path, was, now, changes, old_path, moved)


def _checklist(version: Version) -> Checklist:
    stored, problems = files.parse(version.read(), version.source)
    if stored is None:
        raise FileError(*problems)
    return stored.checklist


def _same_content(old: Version, new: Version) -> bool:
    """Return whether two files hold the same bytes, reading as little as that takes."""
    if old.id and new.id:
        return old.id == new.id
    if old.id:
        return old.id == blob_id(new.read(), old.id)
    return old.read() == new.read()
