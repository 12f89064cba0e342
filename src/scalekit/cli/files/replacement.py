"""What stood in a checklist before an answer was set, and is not there after: no key undoes it."""

from collections.abc import Iterator, Mapping

from scalekit.model.checklist import Answer, Checklist
from scalekit.model.fields import TABLE, Form
from scalekit.model.say import say_value
from scalekit.text.sentence import small

# Of these one value is set in place of another; a longer reason may hold the one before.
_SINGLE = {
    field.key: small(field.asked)
    for field in TABLE
    if field.key != "reason" and field.form not in (Form.ENTRIES, Form.LINES)
}
_NOTHING = tuple(field.blank for field in TABLE)
_ABOUT = {"innovation": "innovation", "place": "place"}


def replaced_texts(old: Checklist, new: Checklist) -> Iterator[str]:
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
    """Yield the values for which there is another one in one sentence, and those that are gone."""
    pairs = ((label, getattr(before, key), getattr(after, key)) for key, label in fields.items())
    gone: dict[str, list[str]] = {"replaces": [], "removes": []}
    for label, old, new in pairs:
        if old != new and old not in _NOTHING:
            gone[_verb(new)].append(f"the {label} “{say_value(old)}”")
    yield from (f"This {verb} {', '.join(found)}." for verb, found in gone.items() if found)


def _verb(after: object) -> str:
    return "removes" if after in _NOTHING else "replaces"
