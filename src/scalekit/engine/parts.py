"""The parts of a checklist that belong to a place, a role, a pillar, an action or an owner."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scalekit.engine.roles import of_roles
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.text.folding import folded, tidy

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


class Part(NamedTuple):
    """The actions of a checklist that belong to one group."""

    key: str
    title: str
    actions: Sequence[ChecklistAction]


def parts(checklist: Checklist, by: str, playbook: "Playbook | None") -> list[Part]:
    """Return the parts that hold something; a checklist without actions is a part all the same."""
    found = [*GROUPS[by](checklist, playbook), Part("", "", ())]
    return [part for part in found if part.actions] or found[:1]


def _by_place(checklist: Checklist, _: "Playbook | None") -> Iterator[Part]:
    place = checklist.place
    yield Part(folded(place), tidy(place), checklist.actions)


def _by_role(checklist: Checklist, playbook: "Playbook | None") -> Iterator[Part]:
    """Yield the actions of each role; a joint action is in both, one of no role by itself."""
    titles = playbook.role_titles if playbook else {}
    left = {action.id for action in checklist.actions}
    for role in checklist.roles:
        part = of_roles(checklist, playbook, (role,)) if playbook else checklist
        left -= {action.id for action in part.actions}
        yield Part(role, titles.get(role, role), part.actions)
    yield Part("", "", [action for action in checklist.actions if action.id in left])


def _by_pillar(checklist: Checklist, _: "Playbook | None") -> Iterator[Part]:
    for pillar, title in checklist.pillars:
        yield Part(pillar, title, checklist.of_pillar(pillar))


def _by_action(checklist: Checklist, _: "Playbook | None") -> Iterator[Part]:
    for action in checklist.actions:
        yield Part(action.id, tidy(action.title), (action,))


def _by_owner(checklist: Checklist, _: "Playbook | None") -> Iterator[Part]:
    found: dict[str, list[ChecklistAction]] = {}
    for action in checklist.actions:
        found.setdefault(folded(action.answer.owner), []).append(action)
    for key, actions in found.items():
        yield Part(key, tidy(actions[0].answer.owner), actions)


GROUPS: dict[str, Callable[[Checklist, "Playbook | None"], Iterator[Part]]] = {
    "place": _by_place,
    "role": _by_role,
    "pillar": _by_pillar,
    "action": _by_action,
    "owner": _by_owner,
}
