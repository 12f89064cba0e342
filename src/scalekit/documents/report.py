"""What every document is made from: a checklist, its playbook and where it stands on a day."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from scalekit.engine.progress import Counts, Progress
from scalekit.model.checklist import RETIRED_TITLE, Checklist

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook
    from scalekit.views.diff import Earlier
else:  # a name in quotation marks is compiled when its record is made: 2 ms for the first
    Playbook = Earlier = object

SOMEBODY = "the person who sent it to you"


class Report(NamedTuple):
    """One checklist as it is to be shown.

    `name` is the file's name without folder and ending; `path` is the file as it was named, with
    forward slashes, and `-` is stdin. `playbook` is None when the checklist follows another one
    than was given: then only what stands in the file is shown. `earlier` is None when nobody asked
    what changed. `beside` leads from the document's folder to that of the file, where that is
    another one: what evidence names lies there. `sender` is who sends it to be filled in, empty
    where nobody said so.
    """

    name: str
    path: str
    checklist: Checklist
    playbook: Playbook | None
    progress: Progress
    today: date
    earlier: Earlier | None = None
    beside: str = ""
    sender: str = ""

    @property
    def back_to(self) -> str:
        """Return to whom a document goes back once it is filled in."""
        return self.sender or SOMEBODY

    @property
    def counted(self) -> list[tuple[str, Counts]]:
        """Return the counts of each pillar and of all, then of what is no longer counted there."""
        titles = dict(self.checklist.pillars)
        every = [(titles[pillar], counts) for pillar, counts in self.progress.pillars]
        retired = [pair for pair in every if pair[0] == RETIRED_TITLE]
        asked = [pair for pair in every if pair not in retired]
        return [*asked, ("All pillars", self.progress.counts), *retired]
