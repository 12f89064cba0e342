"""The values of a checklist as people read them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scalekit.model.checklist import Answer, ChecklistAction, Confidence, Evidence, Status
from scalekit.model.dates import say_date
from scalekit.model.fields import TABLE, Form
from scalekit.model.statement import Decision, Statement
from scalekit.model.values import NOT_PROVIDED


def say_value(value: Any) -> str:
    """Return the value of a field in words: a label, a date, evidence, or the text itself."""
    if isinstance(value, Status | Confidence):
        return value.label
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, ChecklistAction):
        return "; ".join(f"{name}: {words}" for name, words in recorded_of(value))
    if isinstance(value, Evidence):
        return f"{value.label} ({value.link})" if value.other_link else value.label
    if isinstance(value, Statement):
        return _with_text(f"{value.label} {value.by}, {say_date(value.on)}", value.text)
    if isinstance(value, Decision):
        made = f"{value.choice.label}, by {value.by}, {say_date(value.on)}"
        return _with_text(made, value.because)
    if isinstance(value, tuple):
        return "; ".join(map(say_value, value)) or NOT_PROVIDED
    return str(value) if value else NOT_PROVIDED


def _with_text(words: str, text: str) -> str:
    return f"{words}: {text}" if text else words


def recorded_of(action: ChecklistAction) -> Iterator[tuple[str, str]]:
    """Yield what is `recorded` in the answer, then each review and each view."""
    yield from recorded_fields(action.answer)
    for review in action.reviews:
        yield "review", say_value(review)
    for view in action.views:
        yield "view", say_value(view)


def recorded_fields(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield the name and the words of each field that holds something; the status always.

    Evidence comes once for each piece, a note once for each line.
    """
    for key, _, _, form, *_ in TABLE:
        value = getattr(answer, key)
        if form is Form.ENTRIES:
            yield from ((key, say_value(piece)) for piece in value)
        elif form is Form.LINES:
            yield from ((key, line) for line in (value.split("\n") if value else ()))
        elif value:
            yield key, say_value(value)


def answer_lines(answer: Answer) -> list[str]:
    """Return an answer in lines, the status first; each line of a note stands for itself."""
    found, before = [], ""
    for name, words in recorded_fields(answer):
        is_more = name == "note" == before
        found.append(words if is_more else f"{name.capitalize()}: {words}")
        before = name
    return found


def said_by(answer: Answer) -> list[str]:
    """Return an answer in lines behind the name of who gave it: the status without a label."""
    return [answer.status.label, *answer_lines(answer)[1:]]
