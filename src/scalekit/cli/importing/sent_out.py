"""What a copy of a checklist was when it was sent out: named, or found in git."""

from collections.abc import Sequence

from scalekit.engine.diff import diff
from scalekit.errors import FileError, UsageError
from scalekit.git.past import Committed
from scalekit.git.repository import Repository
from scalekit.git.versions import ALONE, side
from scalekit.model.checklist import Checklist
from scalekit.storage import files


def named_version(argument: str) -> Checklist:
    """Return the checklist that a file or `REV:PATH` names; raises UsageError or FileError."""
    if argument == "-":
        raise UsageError("--base takes a file or REV:PATH, and not stdin.")
    with Repository(".") as repository:
        found = side(argument, repository).get(ALONE)
        if not found:
            raise UsageError(f"--base takes one checklist, and {argument} is a folder.")
        stored, problems = files.parse(found.read(), found.source)
    if stored is None:
        raise FileError(*problems)
    return stored.checklist


def nearest(versions: Sequence[Committed], copy: Checklist) -> Committed | None:
    """Return the version that differs from a copy in the fewest fields; of several, the oldest.

    What has changed in the file after that version, and in the copy too, is then a clash; with a
    newer one the copy would win without a word.
    """
    return min(reversed(versions), key=lambda each: len(diff(each.checklist, copy)), default=None)
