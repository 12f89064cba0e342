"""Two versions of a playbook, and the checklists whose answers the changes touch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scalekit.cli.authoring.revisions import playbook_at
from scalekit.cli.files import checklists
from scalekit.engine.playbook_changes import Changed, changes
from scalekit.errors import UsageError
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem, did_you_mean
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.views.playbook_changes import page
from scalekit.views.programs import shown_path

if TYPE_CHECKING:
    from scalekit.views.page import Block

# What `upgrade` does with an action that its people notice, in words.
_NOTICED = {
    "wording-changed": "Asked again",
    "added": "New",
    "retired": "Kept, though it is gone",
    "renamed": "Renamed, and kept",
    "joined": "Joined, and kept",
}


def both(old: str, new: str | None, since: str | None) -> tuple[Playbook, Playbook]:
    """Return the earlier and the later version; raises UsageError and FileError."""
    if since is not None:
        _check(old)
        return playbook_at(old, since), checklists.load_playbook(old)
    return _named(old), _named(new or old)


def _named(name: str) -> Playbook:
    builtin = builtin_id_and_version()[0]
    if name == builtin and not Path(name).is_dir():
        return checklists.load_playbook(None)
    _check(name)
    return checklists.load_playbook(name)


def _check(name: str) -> None:
    if not Path(name).is_dir():
        builtin = builtin_id_and_version()[0]
        near = did_you_mean(name, [builtin]) or f"Name a folder, or {builtin}."
        raise UsageError(f"There is no folder {name}. {near}")


def compared(
    old: Playbook, new: Playbook, paths: Sequence[str], problems: list[Problem]
) -> "tuple[Changed, list[Block]]":
    """Return what changed, and the page that says it; adds what cannot be read to the problems."""
    found = changes(old, new)
    return found, page(old, new, found, list(_touched(new, paths, problems)))


def _touched(
    new: Playbook, paths: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each checklist that follows the playbook, or one below it, with what is touched."""
    if not paths:
        return
    # Only checklists are upgraded.
    from scalekit.engine.upgrade import upgrade

    for path, stored, found in checklists.read_all(paths):
        problems += found
        if stored and stored.checklist.playbook in (new.id, *dict(new.extends)):
            steps = upgrade(stored.checklist, new).report
            told = (
                f"{words}: {', '.join(ids)}."
                for kind, words in _NOTICED.items()
                if (ids := [step.action_id for step in steps if step.kind == kind])
            )
            yield shown_path(path), tuple(told)
