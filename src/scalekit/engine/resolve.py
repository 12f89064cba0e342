"""Two versions of a checklist that clash: what is unresolved, and what the choices make."""

from collections.abc import Iterable, Mapping
from typing import Any

from scalekit.engine.diff import OTHER_TEXT, Change, apply, diff
from scalekit.engine.fields import STATEMENTS, WHOLE
from scalekit.engine.merge import Versions, merge, without_actions
from scalekit.engine.merge_lists import merged_decisions, merged_roles, merged_statements
from scalekit.engine.other_text import join_texts, texts, with_texts
from scalekit.model.checklist import Checklist


def unresolved(ours: Checklist, theirs: Checklist) -> tuple[Change, ...]:
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
    """Return the checklist with the chosen value for each of the `unresolved`.

    The value of a field "action" is the action, or None to leave it out.
    """
    shared = {action.id for action in theirs.actions}
    only_ours = {action.id for action in ours.actions if action.id not in shared}
    common = without_actions(ours, only_ours)
    every = merge(common, ours, theirs).checklist
    fields = [
        Change(change.action_id, change.field, None, value)
        for change, value in chosen.items()
        if change.field != "action"
    ]
    left_out = {c.action_id for c, value in chosen.items() if c.field == "action" and not value}
    whole = apply(fields, every)
    return with_texts(without_actions(whole, left_out), texts(whole), whole).in_order()


def both(change: Change) -> Any:
    """Return ours and theirs in one value, for the fields that can hold both; else None.

    Where one of them is empty, or does not have the action, what the other has is both.
    """
    old, new = change.old, change.new
    if not old or not new:
        return old or new
    if change.field == "note":
        from scalekit.engine.line_diff import both_in_order, split  # few choices are of a note

        return "\n".join(both_in_order(split(old), split(new)))
    if change.field == "evidence":
        return (*old, *(entry for entry in new if entry not in old))
    if change.field in STATEMENTS:
        return merged_statements((), old, new)
    if change.field == "decisions":
        return merged_decisions((), old, new)
    if change.field == "roles":
        return merged_roles((), old, new)
    return join_texts(old, new) if change.field.startswith(OTHER_TEXT) else None


def with_both(found: Versions) -> Versions:
    """Return two versions with both values wherever one field can hold both.

    A status and its reason are one: neither is taken without the other.
    """
    asked = unresolved(found.ours, found.theirs)
    led = {change for change in asked if leader(change, asked)}
    held = {c: both(c) for c in asked if c not in led and both(c) is not None}
    return Versions(
        decided(found.ours, found.theirs, {**{change: change.old for change in asked}, **held}),
        decided(found.ours, found.theirs, {**{change: change.new for change in asked}, **held}),
    )


def leader(change: Change, asked: Iterable[Change]) -> Change | None:
    """Return the choice that another follows: a reason goes with its status."""
    if change.field != WHOLE[1]:
        return None
    return next((c for c in asked if (c.action_id, c.field) == (change.action_id, WHOLE[0])), None)


def with_edits(left: Versions, edited: Versions, found: Versions) -> Versions:
    """Return two versions with what somebody edited in a file since these versions were `left`
    there. What was edited was typed last, and stands.
    """
    return Versions(
        merge(left.ours, edited.ours, found.ours).checklist,
        merge(left.theirs, edited.theirs, found.theirs).checklist,
    )
