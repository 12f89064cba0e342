"""Which checklist file each checklist of a returned document belongs to, and whether it does."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from scalekit.cli.documents import stem
from scalekit.cli.sent_out import earlier_versions
from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.returned import Returned
from scalekit.views.status import heading

_Candidate = TypeVar("_Candidate")


def subject(checklist: Checklist) -> tuple[str, str]:
    """Return what a checklist is about, and where, without regard to capitals and spaces."""
    words = (checklist.innovation, checklist.place)
    return tuple(" ".join(word.split()).casefold() for word in words)  # type: ignore[return-value]


def one_for(path: str, held: Checklist, returned: Sequence[Returned], document: str) -> Returned:
    """Return the checklist of a document that belongs to a file; raises FileError."""
    if len(returned) == 1:
        return returned[0]
    found = _best(
        returned,
        lambda one: one.name == stem(path),
        lambda one: subject(one.edited) == subject(held),
    )
    if len(found) == 1:
        return found[0]
    which = "More than one" if found else "None"
    message = f"{which} of the {len(returned)} checklists in {document} fits this file."
    remedy = "Name the folder of the checklists instead: --into FOLDER."
    raise FileError(Problem(Position(path), message, remedy))


class Folder:
    """The checklists in a folder, each read once."""

    def __init__(self, folder: str, document: str) -> None:
        self.folder = folder
        self._document = document
        self._subjects = {path: _read(path) for path in self._paths()}

    def path_for(self, one: Returned) -> str:
        """Return the file that a returned checklist belongs to; raises FileError."""
        name = one.name or stem(self._document)
        found = _best(
            self._subjects,
            lambda path: stem(path) == name,
            lambda path: self._subjects[path] == subject(one.edited),
        )
        if len(found) == 1:
            return found[0]
        what = f"{heading(one.edited)} ({name})"
        message = f"More than one checklist here fits {what}: {', '.join(found)}."
        if not found:
            message = f"No checklist here fits {what}."
        remedy = "Name the file with --into FILE."
        raise FileError(Problem(Position(self.folder), message, remedy))

    def _paths(self) -> list[str]:
        return [path for path in files.find(self.folder) if not same_file(path, self._document)]


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
    known = {subject(edited), subject(base or edited)}
    if renamed or subject(held) in known:
        return None
    if any(subject(each.checklist) in known for each in earlier_versions(path)):
        return None
    return Problem(
        Position(path),
        f"This is about {heading(held)}, and {document} is about {heading(edited)}.",
        "If one was renamed since, add --renamed. If not, name another file with --into.",
    )


def same_file(one: str, other: str) -> bool:
    """Return whether two paths are of one file, whatever they are called."""
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _best(
    candidates: Collection[_Candidate],
    is_named: Callable[[_Candidate], bool],
    is_about: Callable[[_Candidate], bool],
) -> list[_Candidate]:
    """Return those that fit by name and subject, else by subject, else by name."""
    named = [each for each in candidates if is_named(each)]
    about = [each for each in candidates if is_about(each)]
    return [each for each in named if each in about] or about or named


def _read(path: str) -> tuple[str, str] | None:
    stored, _ = files.read(path)
    return subject(stored.checklist) if stored else None
