"""Ids in a checklist that are nearly those of actions it lacks: slips of the hand."""

from collections.abc import Collection, Mapping

from scalekit.engine.choose import RETIRED_TITLE
from scalekit.model.checklist import Checklist


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
    aside = {pillar for pillar, title in checklist.pillars if title == RETIRED_TITLE}
    strange = [
        action.id
        for action in checklist.actions
        if action.id not in asked and action.id not in gone and action.pillar not in aside
    ]
    near = {action_id: _nearest(action_id, missing) for action_id in strange} if missing else {}
    return {action_id: meant for action_id, meant in near.items() if meant}


def _nearest(word: str, known: list[str]) -> str:
    # difflib is needed only once something is already wrong.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.8)), "")
