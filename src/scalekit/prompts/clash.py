"""Two people changed the same answer: which of the two stands is for the person to say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from scalekit.engine.merge import Conflict
from scalekit.model.checklist import Checklist, Confidence, Evidence, Status
from scalekit.model.dates import say_date
from scalekit.prompts import pages
from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Prompts, Tone, Word

_CHOICES = (Choice("ours", "Keep mine", "1"), Choice("theirs", "Keep theirs", "2"))


def keeps_ours(prompts: Prompts, checklist: Checklist, conflicts: Sequence[Conflict]) -> bool:
    """Show what clashes and return whether the person's own answer is to stand.

    Raises EOFError when the person stops instead.
    """
    prompts.show(pages.heading("Somebody else changed this answer while you wrote yours"))
    titles = {action.id: action.title for action in checklist.actions}
    for conflict in conflicts:
        field = conflict.field.capitalize()
        title = titles.get(conflict.action_id, "")
        prompts.show(
            [
                BLANK,
                Paragraph(f"{title}: {field.lower()}" if title else field, Tone.TITLE),
                Paragraph(_said(conflict.ours), mark="Mine:"),
                Paragraph(_said(conflict.theirs), mark="Theirs:"),
            ]
        )
    while True:
        picked = prompts.choose("Which one stands?", _CHOICES)
        if picked == Word.STOP:
            raise EOFError
        if picked not in list(Word):
            return picked == "ours"
        prompts.show([Paragraph("Choose one first.", Tone.PROBLEM)])


def _said(value: Any) -> str:
    if isinstance(value, (Status, Confidence)):
        return value.label
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, tuple):
        return "; ".join(
            pages.evidence_text(e.label, e.link) if isinstance(e, Evidence) else str(e)
            for e in value
        )
    return str(value or "Not provided")
