"""What other checklists answered to one action of the playbook, and whose they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.playbook import Action, Playbook
from scalekit.model.say import said_by
from scalekit.views import json_values
from scalekit.views.page import Block, Heading, Item, Items, Prose
from scalekit.views.shared_words import heading, role_names

TITLE = "What others wrote"
NOBODY = "Nobody has answered this action in the checklists that you named."


class Learnt(NamedTuple):
    """One answer, and the checklist it stands in; `other_words` if it answered other words."""

    path: str
    checklist: Checklist
    action: ChecklistAction
    other_words: bool


def learnt(
    read: Iterable[tuple[str, Checklist]], playbook: str, action: Action
) -> Iterator[Learnt]:
    """Yield what each checklist of this playbook answered, in the order in which they come."""
    ids = {action.id, *action.was}
    for path, checklist in read:
        for held in checklist.actions if checklist.playbook == playbook else ():
            if held.id in ids and not held.answer.is_blank:
                yield Learnt(path, checklist, held, not action.means(held.wording))


def blocks(found: Sequence[Learnt], playbook: Playbook) -> list[Block]:
    """Return a section with each answer, under whose it is."""
    if not found:
        return [Heading(TITLE), Prose(NOBODY)]
    titles = playbook.role_titles
    return [Heading(TITLE), Items(tuple(_item(one, titles) for one in found))]


def _item(one: Learnt, titles: Mapping[str, str]) -> Item:
    roles = role_names(one.checklist.roles, titles)
    asked = (f"It answers other words: {one.action.title}",) if one.other_words else ()
    whose = f"{heading(one.checklist)} ({roles})" if roles else heading(one.checklist)
    return Item(whose, one.path, (*said_by(one.action.answer), *asked))


def document(found: Sequence[Learnt]) -> list[dict[str, Any]]:
    return [
        {
            "path": json_values.shown_path(one.path),
            "innovation": one.checklist.innovation,
            "place": one.checklist.place,
            "roles": list(one.checklist.roles),
            "otherWords": one.other_words,
            "answer": {
                "action": one.action.id,
                "title": one.action.title,
                "pillar": one.action.pillar,
                **json_values.answer(one.action),
            },
        }
        for one in found
    ]
