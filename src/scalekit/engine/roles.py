"""Which actions belong in a checklist, by the roles that fill it in, and in which order."""

from typing import TYPE_CHECKING

from scalekit.engine.other_text import owner
from scalekit.model.checklist import Checklist, ChecklistAction

if TYPE_CHECKING:
    # Making its classes takes 5 ms, and most commands only ask which action comes next.
    from scalekit.model.playbook import Action, Pillar, Playbook


def actions_for(playbook: "Playbook", roles: tuple[str, ...]) -> "list[tuple[Pillar, Action]]":
    """Return the actions that any of the roles works through, in the playbook's order."""
    return [(pillar, a) for pillar, a in playbook.actions() if not set(roles).isdisjoint(a.roles)]


def new_checklist(
    playbook: "Playbook", roles: tuple[str, ...], innovation: str, place: str = ""
) -> Checklist:
    """Return a checklist for these roles with nothing answered."""
    blank = Checklist(playbook.id, playbook.version, (), innovation, place, extends=playbook.below)
    return with_roles(blank, playbook, roles)


def with_roles(checklist: Checklist, playbook: "Playbook", roles: tuple[str, ...]) -> Checklist:
    """Return the checklist with the actions of these roles added where they are missing."""
    every = tuple(role.id for role in playbook.roles if role.id in (*checklist.roles, *roles))
    held = {action.id for action in checklist.actions}
    added = [
        ChecklistAction(action.id, pillar.id, action.title, action.text, action.wording)
        for pillar, action in actions_for(playbook, every)
        if action.id not in held
    ]
    if not added and every == checklist.roles:
        return checklist
    return ordered(checklist, playbook, (*checklist.actions, *added))._replace(roles=every)


def of_roles(checklist: Checklist, playbook: "Playbook", roles: tuple[str, ...]) -> Checklist:
    """Return the checklist with only the actions that one of the roles works through.

    An action that the playbook does not know may belong to any role.
    """
    left_out = {a.id for _, a in playbook.actions() if set(roles).isdisjoint(a.roles)}
    return checklist._replace(
        actions=tuple(action for action in checklist.actions if action.id not in left_out),
        other_text=tuple(o for o in checklist.other_text if owner(o.after) not in left_out),
    )


def ordered(
    checklist: Checklist, playbook: "Playbook", actions: tuple[ChecklistAction, ...]
) -> Checklist:
    """Return the checklist with these actions, in the playbook's order and under its pillars.

    What the playbook does not know comes last in its pillar, and its pillar comes last.
    """
    order = [action.id for _, action in playbook.actions()]
    titles = {**dict(checklist.pillars), **{pillar.id: pillar.title for pillar in playbook.pillars}}
    pillars = [pillar.id for pillar in playbook.pillars]
    pillars += [pillar for pillar, _ in checklist.pillars if pillar not in pillars]
    known = {action_id: number for number, action_id in enumerate(order)}
    in_order = sorted(actions, key=lambda a: (pillars.index(a.pillar), known.get(a.id, len(order))))
    held = {action.pillar for action in actions}
    return checklist._replace(
        pillars=tuple((pillar, titles[pillar]) for pillar in pillars if pillar in held),
        actions=tuple(in_order),
    )
