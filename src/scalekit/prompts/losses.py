"""What a change takes away, in words, so that nobody loses a text without hearing of it."""

from collections.abc import Iterator

from scalekit.model.checklist import Answer
from scalekit.model.dates import say_date
from scalekit.model.fields import LINES

_UNDO = "z undoes this."


def lost(before: Answer, after: Answer) -> list[str]:
    """Return a sentence for each thing that was recorded before and is not any more."""
    sentences = list(_lost(before, after))
    return [*sentences, _UNDO] if sentences else []


def _lost(before: Answer, after: Answer) -> Iterator[str]:
    for field in LINES:
        was = field.plain(before)
        if was and was != field.plain(after):
            verb = "replaces" if field.plain(after) else "removes"
            yield f"This {verb} the {field.label.lower()} “{was}”."
    if before.due and before.due != after.due:
        yield f"It was due {say_date(before.due)}."
    if before.confidence and before.confidence is not after.confidence:
        yield f"It was {before.confidence.label.lower()}."
    for entry in before.evidence:
        if entry not in after.evidence:
            yield f"This removes the evidence “{entry.label}”."
    if before.note and not after.note.startswith(before.note):
        yield "The note was changed." if after.note else "The note was removed."
