"""Choosing between two versions of an answer, one field at a time."""

from datetime import date
from typing import Any

from scalekit.engine.diff import Change
from scalekit.engine.fields import Words
from scalekit.engine.resolve import both, decided, leader, unresolved
from scalekit.model.checklist import Checklist, ChecklistAction, Status
from scalekit.model.fields import BY_KEY, FIELDS, TABLE, Form, read_field
from scalekit.model.say import say_value
from scalekit.model.values import NotUnderstoodError, without_controls
from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Prompts, TextQuestion, Tone, Word
from scalekit.prompts.sitting import QuestionLeft, back

_WRITTEN = (*(f.key for f in TABLE if f.form is not Form.ENTRIES), "innovation", "place")
_STOP = Choice(Word.STOP, "Stop; change nothing", "q")


def resolve(
    prompts: Prompts, ours: Checklist, theirs: Checklist, names: tuple[str, str], today: date
) -> Checklist:
    """Return the checklist that the person chose; raises EOFError when they stop.

    `names` says whose the two versions are, such as ("Yours", "In the file"). Days that the
    person writes count from `today`.
    """
    asked = unresolved(ours, theirs)
    followers = {found: change for change in asked if (found := leader(change, asked))}
    led = {*followers.values()}
    chosen: dict[Change, Any] = {}
    titles = {a.id: a.listed for side in (theirs, ours) for a in side.actions}
    questions = [change for change in asked if change not in led]
    at = 0
    while at < len(questions):
        change = questions[at]
        heading = f"Conflict {at + 1} of {len(questions)}: {_label(change.field)}"
        about = titles.get(change.action_id, "")
        follower = followers.get(change)
        prompts.show(_page(heading, about, (change, follower), names))
        try:
            chosen[change] = _ask(prompts, change, names, today, is_first=not at)
        except QuestionLeft:
            at -= 1
            continue
        if follower:
            chosen[follower] = _reason(prompts, chosen[change], change, follower, today)
        at += 1
    return decided(ours, theirs, chosen)


def _page(
    heading: str, title: str, changes: tuple[Change, Change | None], names: tuple[str, str]
) -> list[Paragraph]:
    page = [BLANK, Paragraph(heading, Tone.HEADING)]
    if title:
        page.append(Paragraph(title, Tone.TITLE))
    change, follower = changes
    values = [_say(change.old), _say(change.new)]
    if follower:
        reasons = (f"Reason: {_say(reason)}" for reason in (follower.old, follower.new))
        values = ["\n".join(both) for both in zip(values, reasons, strict=True)]
    for name, value in zip(names, values, strict=True):
        page += [BLANK, Paragraph(name, Tone.LABEL), Paragraph(value)]
    return page


def _reason(prompts: Prompts, status: Status, change: Change, reason: Change, today: date) -> str:
    """Return the reason that goes with the status that the person chose, or wrote."""
    if status in (change.old, change.new):
        kept: str = reason.old if status == change.old else reason.new
        return kept
    while status.needs_reason:
        written = _written(prompts, reason.field, today, reason.old)
        if written and written[0]:
            return str(written[0])
        prompts.show([Paragraph(f"“{status.label}” needs a reason.", Tone.PROBLEM)])
    return ""


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


def _ask(
    prompts: Prompts, change: Change, names: tuple[str, str], today: date, *, is_first: bool
) -> Any:
    """Return the value that the person chose or wrote; raises QuestionLeft when they go back."""
    choices = [
        Choice("ours", f"Keep this: {names[0]}", "1"),
        Choice("theirs", f"Keep this: {names[1]}", "2"),
    ]
    if both(change) not in (None, change.old, change.new):
        choices.append(Choice("both", "Keep both", "3"))
    if change.field in _WRITTEN:
        choices.append(Choice("write", "Write something else", "w"))
    moves = (_STOP,) if is_first else (back("Back to the one before"), _STOP)
    while True:
        picked = prompts.choose("Which one?", (*choices, *moves))
        if picked == Word.STOP:
            raise EOFError
        if picked == Word.BACK and not is_first:
            raise QuestionLeft(Word.BACK)
        if picked == "both":
            return both(change)
        if picked in ("ours", "theirs"):
            return change.old if picked == "ours" else change.new
        if picked != "write":
            prompts.show([Paragraph("Choose one of these, or stop.", Tone.PROBLEM)])
        elif (written := _written(prompts, change.field, today, change.old)) is not None:
            return written[0]


def _written(prompts: Prompts, field: str, today: date, start: Any) -> tuple[Any] | None:
    """Return what the person makes of a field's value, or None when they go back."""
    draft = say_value(start) if start else ""
    between = BY_KEY[field].between if field in BY_KEY else " "
    asked = TextQuestion(_label(field), draft=draft, several=field == "note", between=between)
    while True:
        text = prompts.write(asked)
        if isinstance(text, Word):
            if text is Word.STOP:
                raise EOFError
            return None
        try:
            return (read_field(field, text, today),)
        except NotUnderstoodError as error:
            problem = (Paragraph(str(error), Tone.PROBLEM),)
            asked = asked._replace(about=problem, draft=without_controls(text))
