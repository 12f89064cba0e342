"""Two versions of a playbook, and the checklists whose answers the changes touch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scalekit.cli.authoring.revisions import playbook_at
from scalekit.cli.files import checklists
from scalekit.cli.terminal import streams
from scalekit.engine.playbook_changes import Changed, changes
from scalekit.errors import UsageError
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.text.near import did_you_mean
from scalekit.views.playbook_changes import page
from scalekit.views.programs import shown_path

if TYPE_CHECKING:
    from scalekit.engine.upgrade import Step
    from scalekit.model.checklist import Checklist
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
    return found, page(old, new, found, list(_touched(old, new, paths, problems)))


def _touched(
    old: Playbook, new: Playbook, paths: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each checklist that follows the playbook, one below or one above it; name the others.

    With each comes what is touched in it.
    """
    others = []
    for path, stored, found in checklists.read_all(paths) if paths else ():
        problems += found
        if stored is None:
            continue
        held = stored.checklist
        if held.playbook in (new.id, *dict(new.extends)):
            yield shown_path(path), tuple(_told(_steps(held, new)))
        elif new.id in held.extends.split()[::2]:
            follows = f"It follows the playbook “{held.playbook}”, which extends this one."
            yield shown_path(path), (follows, *_told(_steps_from_below(held, old, new)))
        else:
            others.append(shown_path(path))
    if others:
        names = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if others[3:] else "")
        streams.say(f"Left out, for another playbook is followed there: {names}.")


def _told(steps: "Sequence[Step]") -> Iterator[str]:
    for kind, words in _NOTICED.items():
        if ids := [step.action_id for step in steps if step.kind == kind]:
            yield f"{words}: {', '.join(ids)}."


def _steps(held: "Checklist", new: Playbook) -> "Sequence[Step]":
    # Only checklists are upgraded.
    from scalekit.engine.upgrade import upgrade

    return upgrade(held, new).report


def _steps_from_below(held: "Checklist", old: Playbook, new: Playbook) -> "list[Step]":
    """Return what a checklist has before it when its playbook takes over what changed below.

    What that playbook hides stays hidden, and answers to words of its own are not touched.
    """
    was = {action.id: action for _, action in old.actions()}
    below = tuple(action for action in held.actions if action.id in was)
    own = {action.id for action in below if not was[action.id].means(action.wording)}
    left_out = {"added": was, "wording-changed": own}
    part = held._replace(actions=below, other_text=())
    return [s for s in _steps(part, new) if s.action_id not in left_out.get(s.kind, ())]
