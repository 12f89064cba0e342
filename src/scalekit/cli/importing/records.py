"""What an import is asked to do, and what came of it for one checklist."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from scalekit.git.past import Committed
from scalekit.model.checklist import Checklist
from scalekit.views.diff import ChecklistDiff


class ImportOptions(NamedTuple):
    """What the command line says: the document by its name, and how to take it back.

    `ask` says that there is somebody to choose; for a dry run there is not.
    """

    document: str
    base: Checklist | None = None
    renamed: bool = False
    dry_run: bool = False
    ask: bool = False
    plain: bool = False
    playbook: str | None = None

    @property
    def called(self) -> str:
        """Return what messages call the document."""
        return "stdin" if self.document == "-" else self.document


class SentVersion(NamedTuple):
    """What was sent out, None if nobody knows, and who says so: document, option, git or none."""

    base: Checklist | None
    said_by: str
    version: Committed | None = None


class ImportResult(NamedTuple):
    """What taking one checklist back came to.

    `compared` is the file before and after. `clashing` is what nobody has decided yet: there old
    is what the file has, and new what the document has. `by` filled the document in, on a day.
    """

    compared: ChecklistDiff
    clashing: ChecklistDiff
    sent: SentVersion
    by: str = ""
    on: date | None = None


def names(path: str, document: str) -> tuple[str, str]:
    """Return what to call the file and the document where their values stand side by side."""
    short = Path(path).name, Path(document).name
    return short if short[0] != short[1] else (path, document)
