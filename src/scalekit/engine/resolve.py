"""Two versions of a checklist that clash: what is to be decided, and what the decisions make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scalekit.engine.diff import Change, apply, diff
from scalekit.engine.lines import split
from scalekit.engine.merge import Conflict, merge
from scalekit.engine.other_text import owner, texts, with_texts
from scalekit.model.checklist import Checklist


@dataclass(frozen=True, slots=True)
class Versions:
    """A merge twice: with ours and with theirs at each conflict, the same everywhere else."""

    ours: Checklist
    theirs: Checklist
    conflicts: tuple[Conflict, ...] = ()


def versions(base: Checklist, ours: Checklist, theirs: Checklist) -> Versions:
    """Return the merge of two checklists with ours, and with theirs, wherever they clash."""
    merged = merge(base, ours, theirs)
    if not merged.conflicts:
        return Versions(merged.checklist, merged.checklist)
    swapped = merge(base, theirs, ours)
    return Versions(
        _without(merged.checklist, {c.action_id for c in merged.conflicts if _lost(c, c.ours)}),
        _without(
            replace(swapped.checklist, other_text=merged.checklist.other_text),
            {c.action_id for c in merged.conflicts if _lost(c, c.theirs)},
        ),
        merged.conflicts,
    )


def decisions(ours: Checklist, theirs: Checklist) -> tuple[Change, ...]:
    """Return each field in which two versions differ, as something to decide.

    A field "action" is a whole action that only one of them holds. `old` is what ours has.
    """
    structure = ("actions", "pillars")
    found = [change for change in diff(ours, theirs) if change.field not in structure]
    whole = {change.action_id for change in found if change.field == "action"}
    return tuple(
        change
        for change in found
        if (change.field == "action" or not (change.action_id and change.action_id in whole))
        # A pillar comes and goes with its actions.
        and not (change.field.startswith("pillar:") and None in (change.old, change.new))
    )


def decided(ours: Checklist, theirs: Checklist, chosen: Mapping[Change, Any]) -> Checklist:
    """Return the checklist with the chosen value for each of the `decisions`.

    The value of a field "action" is the action, or None to leave it out.
    """
    shared = {action.id for action in theirs.actions}
    common = _without(ours, {action.id for action in ours.actions if action.id not in shared})
    every = merge(common, ours, theirs).checklist
    fields = [
        Change(change.action_id, change.field, None, value)
        for change, value in chosen.items()
        if change.field != "action"
    ]
    left_out = {c.action_id for c, value in chosen.items() if c.field == "action" and not value}
    whole = apply(fields, every)
    settled = with_texts(_without(whole, left_out), texts(whole), whole)
    in_order = [a for pillar, _ in settled.pillars for a in settled.actions if a.pillar == pillar]
    return replace(settled, actions=tuple(in_order))


def both(change: Change) -> Any:
    """Return ours and theirs in one value, for the fields that can hold both; else None."""
    if change.field == "note":
        ours, theirs = split(change.old), split(change.new)
        return "\n".join((*ours, *(line for line in theirs if line not in ours)))
    if change.field == "evidence":
        return (*change.old, *(entry for entry in change.new if entry not in change.old))
    return None


def _lost(conflict: Conflict, side: object) -> bool:
    return conflict.field == "action" and side is None


def _without(checklist: Checklist, removed: set[str]) -> Checklist:
    if not removed:
        return checklist
    actions = tuple(action for action in checklist.actions if action.id not in removed)
    held = {action.pillar for action in actions}
    other = tuple(o for o in checklist.other_text if owner(o.after) not in removed)
    pillars = tuple(pillar for pillar in checklist.pillars if pillar[0] in held)
    return replace(checklist, pillars=pillars, actions=actions, other_text=other)
