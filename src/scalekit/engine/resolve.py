"""A merge that clashed: both versions of it, so that a person can choose."""

from dataclasses import dataclass, replace

from scalekit.engine.merge import Conflict, merge
from scalekit.model.checklist import Checklist


@dataclass(frozen=True, slots=True)
class Versions:
    """A merge twice: with ours and with theirs at each conflict, the same everywhere else."""

    ours: Checklist
    theirs: Checklist
    conflicts: tuple[Conflict, ...]


def versions(base: Checklist, ours: Checklist, theirs: Checklist) -> Versions:
    """Return the merge of two checklists with ours, and with theirs, wherever they clash."""
    merged, swapped = merge(base, ours, theirs), merge(base, theirs, ours)
    return Versions(
        _without(merged.checklist, {c.action_id for c in merged.conflicts if _lost(c, c.ours)}),
        _without(
            replace(swapped.checklist, other_text=merged.checklist.other_text),
            {c.action_id for c in merged.conflicts if _lost(c, c.theirs)},
        ),
        merged.conflicts,
    )


def _lost(conflict: Conflict, side: object) -> bool:
    return conflict.field == "action" and side is None


def _without(checklist: Checklist, removed: set[str]) -> Checklist:
    if not removed:
        return checklist
    actions = tuple(action for action in checklist.actions if action.id not in removed)
    other = tuple(o for o in checklist.other_text if o.after.partition(".")[0] not in removed)
    return replace(checklist, actions=actions, other_text=other)
