"""Two versions of a playbook, and the checklists whose answers the changes touch."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from scalekit.cli.authoring.chosen_playbook import playbook_at
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.terminal import streams
from scalekit.engine.playbook_changes import PartChange, PlaybookDiff
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem
from scalekit.views.json_values import shown_path
from scalekit.views.playbook_changes import page

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
    "split": "Has the answer of one that became several",
}


def both(old: str, new: str | None, since: str | None) -> tuple[Playbook, Playbook]:
    """Return the earlier and the later version; raises UsageError and FileError."""
    place = playbooks.named_place(old)
    if since is not None:
        later = playbooks.load_playbook(place)
        return playbook_at(place or later.folder, since), later
    after = place if new is None else playbooks.named_place(new)
    return playbooks.load_playbook(place), playbooks.load_playbook(after)


class AffectedChecklist(NamedTuple):
    """A checklist, the playbook that it follows, and what an upgrade will do with its answers."""

    path: str
    playbook: str
    steps: "Sequence[Step]"


def touched(
    old: Playbook, new: Playbook, paths: Sequence[str], problems: list[Problem]
) -> Iterator[AffectedChecklist]:
    """Yield each checklist that follows the playbook, one below or one above it; name the others.

    What cannot be read is added to the problems.
    """
    others = []
    for path, stored, found in checklists.read_all(paths) if paths else ():
        problems += found
        if stored is None:
            continue
        held = stored.checklist
        if held.playbook in (new.id, *dict(new.extends)):
            yield AffectedChecklist(shown_path(path), held.playbook, _steps(held, new))
        elif new.id in held.extends.split()[::2]:
            yield AffectedChecklist(
                shown_path(path), held.playbook, _steps_from_below(held, old, new)
            )
        else:
            others.append(shown_path(path))
    if others:
        names = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if others[3:] else "")
        streams.say(f"Left out, because another playbook is followed there: {names}.")


def blocks(
    old: Playbook, new: Playbook, found: PlaybookDiff, touched: Sequence[AffectedChecklist]
) -> "list[Block]":
    """Return the page that says what changed, and what is touched in each checklist."""
    known = (new.id, *dict(new.extends))
    told = []
    for each in touched:
        follows = f"It follows the playbook “{each.playbook}”, which extends this one."
        lines = () if each.playbook in known else (follows,)
        told.append((each.path, (*lines, *_told(each.steps))))
    return page(old, new, found, told)


def document(
    old: Playbook, new: Playbook, found: PlaybookDiff, touched: Sequence[AffectedChecklist]
) -> dict[str, Any]:
    """Return the same for programs; keys are only ever added."""
    return {
        "old": _version(old),
        "new": _version(new),
        "changes": [_change(change) for change in (*found.actions, *found.others)],
        "checklists": [
            {
                "path": path,
                "playbook": playbook,
                "steps": [{"kind": str(step.kind), "action": step.action_id} for step in steps],
            }
            for path, playbook, steps in touched
        ],
    }


def _version(book: Playbook) -> dict[str, Any]:
    return {"playbook": book.id, "version": book.version, "extends": book.below}


def _change(change: PartChange) -> dict[str, Any]:
    state = "new" if change.is_new else "gone" if change.is_gone else "changed"
    return {
        "part": change.noun,
        "id": change.id,
        "title": change.title,
        "state": state,
        "answers": str(change.touch) if change.noun == "action" else None,
        "roles": list(change.roles),
        "newFor": list(change.new_for),
        "was": list(change.was),
        "splitInto": list(change.split_into),
        "splitFrom": [was for was, _ in change.split_from],
        "movedFrom": change.moved_from,
        "fields": [
            {"field": field, "gone": list(gone), "new": list(new)}
            for field, gone, new in change.fields
        ],
    }


def _told(steps: "Sequence[Step]") -> Iterator[str]:
    for kind, words in _NOTICED.items():
        if ids := [step.action_id for step in steps if step.kind == kind]:
            yield f"{words}: {', '.join(ids)}."


def _steps(held: "Checklist", new: Playbook) -> "Sequence[Step]":
    # Only checklists are upgraded.
    from scalekit.engine.upgrade import upgrade

    return upgrade(held, new).steps


def _steps_from_below(held: "Checklist", old: Playbook, new: Playbook) -> "list[Step]":
    """Return what a checklist has before it when its playbook takes over what changed below.

    What that playbook hides stays hidden, and answers to words of its own are not touched.
    """
    was = old.actions_by_id
    below = tuple(action for action in held.actions if action.id in was)
    own = {action.id for action in below if not was[action.id].means(action.wording)}
    left_out = {"added": was, "wording-changed": own}
    part = held._replace(actions=below, other_text=())
    return [s for s in _steps(part, new) if s.action_id not in left_out.get(s.kind, ())]
