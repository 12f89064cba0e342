"""What the fields of the form are called and hold; who writes it and who reads it agree here."""

from typing import NamedTuple

from scalekit.documents.action_log_cells import ANSWERS, choices
from scalekit.model.checklist import Checklist
from scalekit.model.fields import BY_KEY, TABLE
from scalekit.model.values import NOT_PROVIDED

DONE = "done"  # the box to tick
BASE = "scalekit-base"  # the hidden field that holds what was sent out
# How the names begin of fields that nobody fills in.
TO_READ = SHOWN, FOOTER = ("shown-", "footer-")
ATTACHED = "sent-out.scalekit.json"  # the same as a file, for whoever looks for it
NO_CHOICE = NOT_PROVIDED
EMPTY = ("", NO_CHOICE)

# The fields of an answer, with the words beside each.
LABELS = {field: BY_KEY[field].asked for field in ANSWERS.values()}
CHOICES = {
    field.key: (*(() if field.blank else (NO_CHOICE,)), *choices(field.key))
    for field in TABLE
    if field.words
}


def foreign(text: str) -> str:
    """Return the first letter that Helvetica lacks, which no program needs to show; or nothing."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        return text[error.start]
    return ""


class ActionName(NamedTuple):
    """The name of an action in the names of its fields, and the action's id."""

    name: str
    action_id: str


def names(checklist: Checklist) -> list[ActionName]:
    """Return what each action is called: its id, or a number where a name cannot hold that.

    A name is `ACTION.FIELD`: the dot belongs to the form (ISO 32000-1, 12.7.3.2).
    """
    return [
        ActionName(
            action.id if action.id.isascii() and "." not in action.id else f"#{number}", action.id
        )
        for number, action in enumerate(checklist.actions, 1)
    ]
