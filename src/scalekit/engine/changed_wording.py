"""Answers that were given to words which have changed since."""

from typing import TYPE_CHECKING

from scalekit.model.checklist import Checklist, ChecklistAction

if TYPE_CHECKING:
    # Making its classes takes 8 ms, and most checklists follow the version at hand.
    from scalekit.model.playbook import Action, Playbook


def wording_changed(
    checklist: Checklist, playbook: "Playbook"
) -> "tuple[tuple[ChecklistAction, Action], ...]":
    """Return the actions whose wording changed since they were answered, with the new ones."""
    current = playbook.actions_by_id
    return tuple(
        (held, current[held.id])
        for held in checklist.actions
        if held.id in current
        and not held.answer.is_blank
        and not current[held.id].means(held.wording)
    )


def confirm_wording(checklist: Checklist, playbook: "Playbook", action_id: str) -> Checklist:
    """Return the checklist with an action's new words, its answer being right for them too.

    Raises KeyError when the checklist or the playbook does not hold the action.
    """
    current = playbook.actions_by_id[action_id]
    held = checklist.action(action_id)
    actions = (reworded(a, current) if a is held else a for a in checklist.actions)
    return checklist._replace(actions=tuple(actions))


def reworded(held: ChecklistAction, action: "Action") -> ChecklistAction:
    """Return an action of a checklist with the words that the playbook has now."""
    return held._replace(title=action.title, text=action.text, wording=action.wording)
