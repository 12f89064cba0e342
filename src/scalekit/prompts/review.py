"""The check-your-answers page, and choosing one action among all."""

from typing import NamedTuple

from scalekit.model.checklist import Status
from scalekit.prompts import pages
from scalekit.prompts.protocol import Choice, Word
from scalekit.prompts.sitting import HELP, STOP, Moved, Sitting, back

_FINISH = Choice("finish", "Finish", "f")
_CHANGE = Choice("change", "Change an answer", "c")
_OPEN = Choice("open", "Go to the first of these", "n")


class Chosen(NamedTuple):
    """The number of an action to go to, and whether those not yet started follow after it."""

    number: int
    goes_on: bool = False


def check_answers(sitting: Sitting) -> Chosen | None:
    """Show every answer; return the action to go to, or None when all is right."""
    numbered = enumerate(sitting.actions, 1)
    title = f"Check your answers: {sitting.checklist.innovation}"
    sitting.prompts.show(list(pages.answers_page(numbered, dict(sitting.checklist.pillars), title)))
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
        Choice(str(number), f"{action.title}: {action.answer.status.label}", str(number + 1))
        for number, action in enumerate(sitting.actions)
    ]
    try:
        return int(sitting.choose("Which action?", (*choices, back("Back"), STOP, HELP)))
    except Moved as moved:
        if moved.word is Word.STOP:
            raise
        return None


def _asked(sitting: Sitting) -> str:
    open_count = len(not_started(sitting))
    question = "Is everything right?"
    entries = [_FINISH, _CHANGE]
    if open_count:
        are = "action is" if open_count == 1 else "actions are"
        question = f"{open_count} {are} not yet started. What next?"
        entries = [_OPEN, _CHANGE, _FINISH]
    try:
        return sitting.choose(question, (*entries, back("Back to the last action"), STOP, HELP))
    except Moved as moved:
        if moved.word is Word.STOP:
            raise
        return {Word.BACK: "back", Word.SKIP: "finish"}.get(moved.word, "change")


def not_started(sitting: Sitting) -> list[int]:
    """Return the numbers of the actions that are not yet started."""
    return [
        number
        for number, action in enumerate(sitting.actions)
        if action.answer.status is Status.NOT_STARTED
    ]
