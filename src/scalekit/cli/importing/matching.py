"""Which checklist file each checklist of a returned document belongs to, and whether it does."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TypeVar

from scalekit.errors import FileError
from scalekit.git import past
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.returned import Returned
from scalekit.storage import files
from scalekit.storage.files import stem
from scalekit.text.folding import tidy
from scalekit.views.shared_words import heading

_Candidate = TypeVar("_Candidate")
Subject = tuple[str, ...]


def subject(checklist: Checklist) -> Subject:
    """Return what a checklist is about, and where, without regard to capitals and spaces."""
    words = (checklist.innovation, checklist.place)
    return tuple(tidy(word).casefold() for word in words)


def one_for(path: str, held: Checklist, returned: Sequence[Returned], document: str) -> Returned:
    """Return the checklist of a document that belongs to a file; raises FileError."""
    if len(returned) == 1:
        return returned[0]
    found = _best(
        [one for one in returned if one.name == stem(path)],
        [one for one in returned if subject(one.edited) == subject(held)],
    )
    if len(found) == 1:
        return found[0]
    which = "More than one" if found else "None"
    message = f"{which} of the {len(returned)} checklists in {document} fits this file."
    remedy = "Name the folder of the checklists instead: --into DIR."
    raise FileError(Problem(Position(path), message, remedy))


class Folder:
    """The checklists in a folder by name and by subject, each read once."""

    def __init__(self, folder: str, document: str) -> None:
        self.folder = folder
        self._document = document
        self._named: dict[str, list[str]] = {}
        self._about: dict[Subject, list[tuple[str, Checklist]]] = {}
        self._unread: dict[str, list[Problem]] = {}
        for path in files.find(folder):
            if not same_file(path, document):
                self._add(path)

    def _add(self, path: str) -> None:
        self._named.setdefault(stem(path), []).append(path)
        stored, problems = files.read(path)
        if stored is None:
            self._unread[path] = problems
        else:
            held = stored.checklist._replace(actions=())  # of ten thousand little is kept
            self._about.setdefault(subject(held), []).append((path, held))

    def path_for(self, one: Returned) -> str:
        """Return the file that a returned checklist belongs to; raises FileError."""
        name = one.name or stem(self._document)
        named = self._named.get(name, [])
        about = self._about.get(subject(one.edited), [])
        ours = [path for path, held in about if _is_for_same(held, one.edited)]
        found = _best(named, ours or [path for path, _ in about])
        unread = [problem for path in named for problem in self._unread.get(path, ())]
        if unread and not {*named} & {*found}:
            raise FileError(*unread)  # no other file takes what belongs there
        if len(found) == 1:
            return found[0]
        what = f"{heading(one.edited)} ({name})"
        message = f"More than one checklist here fits {what}: {', '.join(found)}."
        if not found:
            message = f"No checklist here fits {what}."
        problem = Problem(Position(self.folder), message, "Name the file with --into FILE.")
        raise FileError(problem, *(() if found else chain(*self._unread.values())))


def _is_for_same(held: Checklist, edited: Checklist) -> bool:
    """Return whether two checklists follow one playbook, and have a role in common."""
    return held.playbook == edited.playbook and bool({*held.roles} & {*edited.roles})


def not_the_same(
    path: str,
    held: Checklist,
    edited: Checklist,
    base: Checklist | None,
    document: str,
    renamed: bool,
) -> Problem | None:
    """Return why answers do not belong into a file: it is about something else.

    A file that was renamed since is known by its committed versions, or because somebody says so.
    """
    if edited.playbook != held.playbook:
        return Problem(
            Position(path),
            f"This follows the playbook “{held.playbook}”, and {document} “{edited.playbook}”.",
            "Name the checklist that was sent out with --into.",
        )
    if not {*held.roles} & {*edited.roles}:
        return Problem(
            Position(path),
            f"This is for {_roles(held)}, and {document} for {_roles(edited)}.",
            "Name the checklist that was sent out with --into.",
        )
    known = {subject(edited), subject(base or edited)}
    if renamed or subject(held) in known:
        return None
    if any(subject(each.checklist) in known for each in past.newest(path)):
        return None
    return Problem(
        Position(path),
        f"This is about {heading(held)}, and {document} is about {heading(edited)}.",
        "If one was renamed since, add --renamed. If not, name another file with --into.",
    )


def _roles(checklist: Checklist) -> str:
    return " and ".join(f"the role {role}" for role in checklist.roles) or "no role"


def same_file(one: str, other: str) -> bool:
    """Return whether two paths are of one file, whatever they are called."""
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _best(named: list[_Candidate], about: list[_Candidate]) -> list[_Candidate]:
    """Return those that fit by name and subject, else by subject, else by name."""
    return [each for each in named if each in about] or about or named
