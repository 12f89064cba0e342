"""Choosing between two versions of an answer, one field at a time."""

from datetime import date
from typing import Any

from scalekit.engine.diff import Change
from scalekit.engine.fields import Words
from scalekit.engine.resolve import both, decided, decisions
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.say import say_value
from scalekit.model.values import FIELDS, NotUnderstoodError, read_field
from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Prompts, Tone, Word

_WRITTEN = ("status", "owner", "due", "confidence", "reason", "note", "innovation", "place")
_STOP = Choice(Word.STOP, "Stop; change nothing", "q")


def resolve(
    prompts: Prompts, ours: Checklist, theirs: Checklist, names: tuple[str, str], today: date
) -> Checklist:
    """Return the checklist that the person chose; raises EOFError when they stop.

    `names` says whose the two versions are, such as ("Yours", "In the file"). Days that the
    person writes count from `today`.
    """
    asked = decisions(ours, theirs)
    chosen: dict[Change, Any] = {}
    titles = {a.id: a.title for side in (theirs, ours) for a in side.actions}
    for number, change in enumerate(asked, 1):
        place = f"Clash {number} of {len(asked)}"
        about = titles.get(change.action_id, "")
        prompts.show(_page(f"{place}: {_label(change.field)}", about, change, names))
        chosen[change] = _ask(prompts, change, names, today)
    return decided(ours, theirs, chosen)


def _page(heading: str, title: str, change: Change, names: tuple[str, str]) -> list[Paragraph]:
    page = [BLANK, Paragraph(heading, Tone.HEADING)]
    if title:
        page.append(Paragraph(title, Tone.TITLE))
    for name, value in zip(names, (change.old, change.new), strict=True):
        page += [BLANK, Paragraph(name, Tone.LABEL), Paragraph(_say(value))]
    return page


def _label(field: str) -> str:
    known = {"action": "The whole action", "words": "Its words"}
    return known.get(field, field.partition(":")[0].replace("_", " ").capitalize())


def _say(value: Any) -> str:
    if value is None:
        return "It is not there."
    if isinstance(value, ChecklistAction):
        answer = value.answer
        said = (f"{field.capitalize()}: {say_value(getattr(answer, field))}" for field in FIELDS)
        return "\n".join(said)
    if isinstance(value, Words):
        return f"{value.title}\n{value.text}"
    return say_value(value)


def _ask(prompts: Prompts, change: Change, names: tuple[str, str], today: date) -> Any:
    choices = [
        Choice("ours", f"Keep this: {names[0]}", "1"),
        Choice("theirs", f"Keep this: {names[1]}", "2"),
    ]
    if both(change) is not None:
        choices.append(Choice("both", "Keep both", "3"))
    if change.field in _WRITTEN:
        choices.append(Choice("write", "Write something else", "w"))
    while True:
        picked = prompts.choose("Which one?", (*choices, _STOP))
        if picked == Word.STOP:
            raise EOFError
        if picked == "both":
            return both(change)
        if picked in ("ours", "theirs"):
            return change.old if picked == "ours" else change.new
        if picked != "write":
            prompts.show([Paragraph("Choose one of these, or stop.", Tone.PROBLEM)])
        elif (written := _written(prompts, change.field, today)) is not None:
            return written[0]


def _written(prompts: Prompts, field: str, today: date) -> tuple[Any] | None:
    """Return what the person writes for a field, or None when they go back."""
    draft = ""
    while True:
        text = prompts.write(_label(field), "", draft)
        if isinstance(text, Word):
            if text is Word.STOP:
                raise EOFError
            return None
        try:
            return (read_field(field, text, today),)
        except NotUnderstoodError as error:
            prompts.show([Paragraph(str(error), Tone.PROBLEM)])
            draft = text
