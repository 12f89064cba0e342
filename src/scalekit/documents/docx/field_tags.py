"""What the Word form and its reader agree on: tags, words to type over, and what was sent out."""

from typing import NamedTuple
from zlib import crc32

from scalekit.documents.action_log_cells import ANSWERS, EVIDENCE_FORM
from scalekit.documents.reviews import ACCEPTED
from scalekit.documents.reviews import REVIEW as REVIEW_LABEL
from scalekit.model.checklist import Checklist
from scalekit.model.fields import TABLE, Field, Form
from scalekit.text.sentence import small

BOX, REVIEW = "box", "review"
# Fields of the whole form, by their tag.
FILLED_IN_BY = "form.by"
BY_LABEL = "Filled in by"
NAMESPACE = "urn:scalekit:sent-out:1"


def _to_type(field: Field) -> str:
    return {
        Form.WORD: f"Choose {field.some}",
        Form.DAY: f"Choose or type {field.some}",
        Form.LINE: f"Type {small(field.hint)}",
        Form.ENTRIES: f"Type each piece on a line of its own: {EVIDENCE_FORM}",
        Form.LINES: f"Type {field.some}",
    }[field.form]


# What an empty field shows. It is no answer, also where a program took it for typed text.
TO_TYPE = {
    **{field.key: _to_type(field) for field in TABLE},
    REVIEW: f"Choose {ACCEPTED}, or type a question",
    FILLED_IN_BY: "Type your name",
}
LABELS = {field: label for label, field in ANSWERS.items()}
WRITTEN = {**LABELS, REVIEW: REVIEW_LABEL}  # what stands in lines under an action
_LONGEST = 64  # that Word opens


class SentOut(NamedTuple):
    """What a form carries: the checklist it was made from, and marks of all that it showed."""

    name: str
    checklist: Checklist
    shown: dict[str, str]  # by tag
    around: frozenset[str]


def tags(checklist: Checklist) -> dict[str, tuple[str, str]]:
    """Return the action and the field that each tag stands for."""
    found = {}
    for number, action in enumerate(checklist.actions, 1):
        for field in (BOX, *WRITTEN):
            tag = f"{action.id}.{field}"
            tag = tag if len(tag) <= _LONGEST else f"action-{number}.{field}"
            found[tag] = (action.id, field)
    return found


def mark(text: str) -> str:
    """Return 8 hexadecimal digits by which a text is known again, whatever became of its spaces."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return f"{crc32(chr(10).join(filter(None, lines)).encode('utf-8', 'replace')):08x}"
