"""Choosing between two versions of an answer, one field at a time."""

from datetime import date
from functools import partial
from typing import Any

from scalekit.engine.diff import Change
from scalekit.engine.fields import WHOLE, Words
from scalekit.engine.resolve import both, decided, leader, unresolved
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.fields import BY_KEY, FIELDS, TABLE, Form, read_field
from scalekit.model.say import say_value
from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.in_turn import Question, ask_in_turn
from scalekit.prompts.protocol import (
    BLANK,
    Choice,
    Paragraph,
    Prompts,
    TextQuestion,
    Tone,
    Word,
    goes_back,
)
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
    choosing = _Choosing(prompts, ours, theirs, names, today)
    ask_in_turn(choosing.questions)
    return decided(ours, theirs, choosing.chosen)


class _Choosing:
    """What a person chose so far, and by which entry."""

    def __init__(
        self,
        prompts: Prompts,
        ours: Checklist,
        theirs: Checklist,
        names: tuple[str, str],
        today: date,
    ) -> None:
        self._prompts, self._names, self._today = prompts, names, today
        asked = unresolved(ours, theirs)
        self._followers = {found: change for change in asked if (found := leader(change, asked))}
        led = {*self._followers.values()}
        self._changes = [change for change in asked if change not in led]
        self._titles = {a.id: a.listed for side in (theirs, ours) for a in side.actions}
        self._reasons = {a.id: a.answer.reason for a in ours.actions}
        self._picked: dict[Change, str] = {}
        self.chosen: dict[Change, Any] = {}

    def questions(self) -> list[Question]:
        """Return what is asked: each conflict, and the reason for a status that was written."""
        found: list[Question] = []
        for change in self._changes:
            found.append(partial(self._ask, change))
            if self._is_written_status(change) and self.chosen[change].needs_reason:
                found.append(partial(self._ask_reason, change))
        return found

    def _is_written_status(self, change: Change) -> bool:
        written = self._picked.get(change) == "write" and change.field == WHOLE[0]
        return written and self.chosen[change] not in (change.old, change.new)

    def _reason(self, change: Change) -> Change:
        """Return what the reason of a status is chosen for, also where both sides have the same."""
        same = self._reasons.get(change.action_id, "")
        return self._followers.get(change) or Change(change.action_id, WHOLE[1], same, same)

    def _ask(self, change: Change) -> None:
        """Keep the value that the person chose or wrote; raises QuestionLeft when they go back."""
        place = self._changes.index(change)
        heading = f"Conflict {place + 1} of {len(self._changes)}: {_label(change.field)}"
        title, both_of = self._titles.get(change.action_id, ""), self._followers.get(change)
        page = _page(heading, title, (change, both_of), self._names)
        if change in self.chosen:
            page += [BLANK, Paragraph("Chosen", Tone.LABEL), Paragraph(self._said(change))]
        self._prompts.show(page)
        before = self.chosen.get(change)
        picked = self._picked.get(change, "")
        start = before if picked == "write" else change.old
        self._picked[change], self.chosen[change] = _asked(
            self._prompts, change, self._names, self._today, start, picked, is_first=not place
        )
        self._with_reason(change, before)

    def _said(self, change: Change) -> str:
        reason = self._reason(change)
        said = _say(self.chosen[change])
        return f"{said}\nReason: {_say(self.chosen[reason])}" if reason in self.chosen else said

    def _with_reason(self, change: Change, before: Any) -> None:
        """Keep the reason that goes with the status that was chosen."""
        reason = self._reason(change)
        if self._is_written_status(change):
            if before is not self.chosen[change]:
                self.chosen[reason] = ""
        elif change in self._followers:
            is_ours = self.chosen[change] == change.old
            self.chosen[reason] = reason.old if is_ours else reason.new
        elif change.field == WHOLE[0]:
            self.chosen.pop(reason, None)

    def _ask_reason(self, change: Change) -> None:
        reason = self._reason(change)
        while True:
            written = _written(self._prompts, reason.field, self._today, self.chosen[reason])
            if written is None:
                raise QuestionLeft(Word.BACK)
            if written[0]:
                self.chosen[reason] = written[0]
                return
            said = f"“{self.chosen[change].label}” needs a reason."
            self._prompts.show([Paragraph(said, Tone.PROBLEM)])


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


def _asked(
    prompts: Prompts,
    change: Change,
    names: tuple[str, str],
    today: date,
    start: Any,
    now: str,
    *,
    is_first: bool,
) -> tuple[str, Any]:
    """Return the entry and the value that the person chose; raises QuestionLeft when they go back.

    `now` is the entry that they chose before; a value that they write begins as `start`.
    """
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
        picked = prompts.choose("Which one?", (*choices, *moves), now)
        if picked == Word.STOP:
            raise EOFError
        if picked == Word.BACK and not is_first:
            raise QuestionLeft(Word.BACK)
        if picked == "both":
            return picked, both(change)
        if picked in ("ours", "theirs"):
            return picked, change.old if picked == "ours" else change.new
        if picked != "write":
            prompts.show([Paragraph("Choose one of these, or stop.", Tone.PROBLEM)])
        elif (written := _written(prompts, change.field, today, start)) is not None:
            return picked, written[0]


def _written(prompts: Prompts, field: str, today: date, start: Any) -> tuple[Any] | None:
    """Return what the person makes of a field's value, or None when they go back."""
    present = say_value(start) if start else ""
    between = BY_KEY[field].between if field in BY_KEY else " "
    asked = again = TextQuestion(
        _label(field),
        (Paragraph(f"{goes_back(prompts.keys_work_alone)}.", Tone.QUIET),),
        present,
        several=field == "note",
        between=between,
        needed=field == WHOLE[1],
    )
    while True:
        text = prompts.write(again)
        if isinstance(text, Word):
            if text is Word.STOP:
                raise EOFError
            return None
        try:
            return (read_field(field, text, today),)
        except NotUnderstoodError as error:
            again = asked.again(text, error)
