"""A checklist by action and field: the parts that diff and merge compare."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scalekit.model.checklist import Answer, ChecklistAction
from scalekit.model.fields import FIELDS, TABLE

CHECKLIST_FIELDS = (
    *("playbook", "version", "extends", "roles", "innovation", "place", "decisions"),
)
ANSWER_FIELDS = FIELDS
# Where two versions clash, these are chosen together.
WHOLE = tuple(field.key for field in TABLE if field.is_paired)
STATEMENTS = ("reviews", "views")  # about an answer
ACTION_FIELDS = ("pillar", "words", *ANSWER_FIELDS, *STATEMENTS)


class Words(NamedTuple):
    """What an action asks, as one value: a title from one wording never meets another's text."""

    title: str
    text: str
    wording: str


def words(action: ChecklistAction) -> Words:
    return Words(action.title, action.text, action.wording)


def values(action: ChecklistAction) -> dict[str, Any]:
    """Return the action's values by the names in ACTION_FIELDS."""
    found = {name: getattr(action.answer, name) for name in ANSWER_FIELDS}
    found |= {name: getattr(action, name) for name in STATEMENTS}
    return {"pillar": action.pillar, "words": words(action), **found}


def action_of(action_id: str, by_field: Mapping[str, Any]) -> ChecklistAction:
    """Return the action that has these values."""
    asked: Words = by_field["words"]
    answer = Answer(**{name: by_field[name] for name in ANSWER_FIELDS})
    statements = {name: by_field[name] for name in STATEMENTS}
    return ChecklistAction(
        action_id, by_field["pillar"], asked.title, asked.text, asked.wording, answer, **statements
    )
