"""What stood in a checklist before an answer was set, and is not there after: no key undoes it."""

from collections.abc import Iterator, Mapping

from scalekit.model.checklist import Answer, Checklist
from scalekit.model.fields import TABLE, Form
from scalekit.model.say import say_value
from scalekit.text.sentence import small

# Of these one value is set in place of another; a status and its reason are said by themselves.
_SINGLE = {
    field.key: small(field.asked)
    for field in TABLE
    if not field.is_paired and field.form not in (Form.ENTRIES, Form.LINES)
}
_ABOUT = {"innovation": "innovation", "place": "place"}


def replaced(old: Checklist, new: Checklist) -> Iterator[str]:
    """Yield in sentences what somebody wrote and is not there any more, each text whole."""
    yield from _replaced(old, new, _ABOUT)
    answers = new.answers()
    for action_id, before in old.answers().items():
        yield from (f"{action_id}: {said}" for said in _of_answer(before, answers[action_id]))


def _of_answer(before: Answer, after: Answer) -> Iterator[str]:
    if before == after:
        return
    yield from _replaced(before, after, _SINGLE)
    if before.reason and before.reason not in after.reason:
        yield f"This {_verb(after.reason)} the reason “{before.reason}”."
    for entry in before.evidence:
        if entry not in after.evidence:
            yield f"This {_verb(after.evidence)} the evidence “{say_value(entry)}”."
    if before.note and before.note not in after.note:
        yield f"This {_verb(after.note)} the note “{before.note}”."


def _replaced(before: object, after: object, fields: Mapping[str, str]) -> Iterator[str]:
    """Yield in one sentence the values for which there is another one."""
    pairs = ((label, getattr(before, key), getattr(after, key)) for key, label in fields.items())
    found = [
        f"the {label} “{say_value(old)}”" for label, old, new in pairs if old and new != old and new
    ]
    if found:
        yield f"This replaces {', '.join(found)}."


def _verb(after: object) -> str:
    return "replaces" if after else "removes"
