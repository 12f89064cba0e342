"""Ids in a checklist that are nearly those of actions it lacks: slips of the hand."""

from collections.abc import Collection, Mapping

from scalekit.model.checklist import Checklist
from scalekit.text.near import nearest

_NEARLY_SAME = 0.8  # ids of two actions can have much in common


def mistyped(
    checklist: Checklist, asked: Mapping[str, Collection[str]], gone: Collection[str] = ()
) -> dict[str, str]:
    """Return each id that the playbook lacks and that is nearly that of a missing action, with it.

    `asked` holds the roles of each of the playbook's actions by id, `gone` the ids it once had.
    """
    held = {action.id for action in checklist.actions}
    missing = [
        action_id
        for action_id, roles in asked.items()
        if action_id not in held and not set(roles).isdisjoint(checklist.roles)
    ]
    aside = checklist.retired_pillars
    strange = [
        action.id
        for action in checklist.actions
        if action.id not in asked and action.id not in gone and action.pillar not in aside
    ]
    return {
        action_id: meant
        for action_id in strange
        for meant in nearest(action_id, missing, cutoff=_NEARLY_SAME)
    }
