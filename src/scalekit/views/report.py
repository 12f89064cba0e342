"""What every document is made from: a checklist, its playbook and where it stands on a day."""

from dataclasses import dataclass
from datetime import date

from scalekit.engine.diff import Change
from scalekit.engine.progress import Progress
from scalekit.model.checklist import Checklist
from scalekit.model.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Report:
    """One checklist as it is to be shown.

    `name` is the file's name without folder and ending. `playbook` is None when the checklist
    follows another one than was given: then only what stands in the file is shown. `since` says
    in words what `changes` are counted from, and is empty when nobody asked for changes.
    """

    name: str
    checklist: Checklist
    playbook: Playbook | None
    progress: Progress
    today: date
    changes: tuple[Change, ...] = ()
    since: str = ""
