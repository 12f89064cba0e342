"""The check-your-answers page, and choosing one action among all."""

from typing import NamedTuple

from scalekit.model.checklist import ChecklistAction, Status, listed
from scalekit.prompts import pages
from scalekit.prompts.protocol import Choice, Paragraph, Screen, Tone, Word
from scalekit.prompts.sitting import HELP, STOP, QuestionLeft, Sitting, back
from scalekit.text.sentence import number_of

_FINISH = Choice("finish", "finish", "f")
_CHANGE = Choice("change", "change an answer", "c")
_OPEN = Choice("open", "go to the first", "n")


class Chosen(NamedTuple):
    """The number of an action to go to, and whether those not yet started follow after it."""

    number: int
    goes_on: bool = False


def check_answers(sitting: Sitting) -> Chosen | None:
    """Show every answer; return the action to go to, or None when all is right."""
    while True:
        chosen = _asked(sitting)
        if chosen == "finish":
            return None
        if chosen == "open":
            return Chosen(not_started(sitting)[0], goes_on=True)
        if chosen == "back":
            return Chosen(len(sitting.ids) - 1)
        number = choose_action(sitting)
        if number is not None:
            return Chosen(number)


def choose_action(sitting: Sitting) -> int | None:
    """Return the number of the action that was picked, or None when the person went back."""
    choices = [
        Choice(str(number), _listed(action), str(number + 1))
        for number, action in enumerate(sitting.actions)
    ]
    try:
        return int(sitting.choose("Which action?", (*choices, back(), STOP, HELP)))
    except QuestionLeft as moved:
        if moved.word is Word.STOP:
            raise
        return None


def _listed(action: ChecklistAction) -> str:
    """Return the title, and where the action stands if anything was done."""
    status = action.answer.status
    stands = "" if status is Status.NOT_STARTED else f": {status.label}"
    return listed(f"{action.title}{stands}", action.is_joint)


def _asked(sitting: Sitting) -> str:
    try:
        return sitting.pick(lambda: check_screen(sitting))
    except QuestionLeft as moved:
        if moved.word is Word.STOP:
            raise
        return {Word.BACK: "back", Word.SKIP: "finish"}.get(moved.word, "change")


def check_screen(sitting: Sitting) -> Screen:
    """Return every answer on a screen, and what can be done next."""
    numbered = enumerate(sitting.actions, 1)
    pillars = dict(sitting.checklist.pillars)
    page = pages.answers_page(numbered, pillars, "Check your answers", sitting.whose)
    count, question, entries = len(not_started(sitting)), "Is everything right?", [_FINISH, _CHANGE]
    if count:
        question = f"{number_of(count, 'action is', 'actions are')} not yet started."
        entries = [_OPEN, _CHANGE, _FINISH]
    now = (Paragraph(question, Tone.TITLE),)
    rows = ((*entries, back(), STOP, HELP),)
    return Screen(tuple(page), now, rows, sitting.told())


def not_started(sitting: Sitting) -> list[int]:
    """Return the numbers of the actions that are not yet started."""
    return [
        number
        for number, action in enumerate(sitting.actions)
        if action.answer.status is Status.NOT_STARTED
    ]
