"""What is compared: the sides of one innovation, what each is called, and what was found."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from scalekit.engine.compare import Comparison, Met, Movement, is_answered
from scalekit.model.checklist import Checklist
from scalekit.text.sentence import inside
from scalekit.views.shared_words import role_names

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


class Side(NamedTuple):
    """One side's checklist: its roles in words, and its name inside a sentence.

    `file` names the file in a document that others are handed, who know no folder of the sender.
    """

    path: str
    checklist: Checklist
    roles: str
    name: str
    file: str

    @property
    def label(self) -> str:
        """Return its name in a list, with the file."""
        return f"{self.roles} ({self.file})"


class Agenda(NamedTuple):
    """What is compared, and what was found.

    `notes` are sentences on the files themselves. `since` is a point in time in words, with what
    became of the differences since. `today` is the day of the agenda. `hides` says that nobody
    sees what another side answered before they have answered too.
    """

    sides: tuple[Side, ...]
    found: Comparison
    playbook: "Playbook | None" = None
    notes: tuple[str, ...] = ()
    since: tuple[str, Movement] | None = None
    today: date | None = None
    hides: bool = False


def named_sides(
    checklists: Sequence[tuple[str, Checklist]], playbook: "Playbook | None"
) -> tuple[Side, ...]:
    """Return the sides by their roles; those that share their roles by their files too."""
    titles = playbook.role_titles if playbook else {}
    roles = [role_names(checklist.roles, titles) or "Checklist" for _, checklist in checklists]
    often = Counter(roles)
    found = []
    files = _file_names([path for path, _ in checklists])
    for role, file, (path, checklist) in zip(roles, files, checklists, strict=True):
        name = f"the {inside(role)}"
        named = f"{name} ({file})" if often[role] > 1 else name
        found.append(Side(path, checklist, role, named, file))
    return tuple(found)


def _file_names(paths: Sequence[str]) -> list[str]:
    """Return the names of files, with as many of their folders as tell them apart."""
    parts = [PurePath(path).parts for path in paths]
    ends = ([PurePath(*own[-n:]) for n in range(1, len(own) + 1)] for own in parts)
    return [
        next((str(end) for end in some if _ends(parts, end) == 1), path)
        for path, some in zip(paths, ends, strict=True)
    ]


def _ends(paths: Sequence[tuple[str, ...]], end: PurePath) -> int:
    return sum(path[-len(end.parts) :] == end.parts for path in paths)


def hides(agenda: Agenda, met: Met) -> bool:
    """Return whether what a side answered is not shown yet, for others have not answered."""
    return agenda.hides and not all(is_answered(action) for _, action in met.held)
