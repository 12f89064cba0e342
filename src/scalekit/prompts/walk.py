"""The walk: one action at a time, from the first not yet answered to the check of all answers."""

from scalekit.engine.statements import open_questions
from scalekit.model.checklist import Status
from scalekit.model.values import read_status
from scalekit.prompts.action_screen import (
    CONFIRM,
    GO,
    MORE,
    SETTLE,
    UNDO,
    action_screen,
    read_more,
    say_what_next,
)
from scalekit.prompts.check_answers import Chosen, check_answers, choose_action, not_started
from scalekit.prompts.details import ask_detail, ask_field, ask_reason
from scalekit.prompts.protocol import Word
from scalekit.prompts.settling import settle
from scalekit.prompts.sitting import QuestionLeft, Sitting


def walk(sitting: Sitting) -> bool:
    """Talk through the actions; return whether the person came to the end and finished.

    Raises EOFError when nobody answers any more.
    """
    sitting.at = first(sitting)
    chosen: Chosen | None = None
    try:
        while True:
            if sitting.at < len(sitting.ids):
                sitting.at = _turn(sitting, *_around(sitting, chosen))
            elif (chosen := check_answers(sitting)) is None:
                return True
            else:
                sitting.at = chosen.number
    except QuestionLeft:
        return False


def _around(sitting: Sitting, chosen: Chosen | None) -> tuple[int, int]:
    """Return the numbers of what comes before and after the action that is talked about now.

    From an action chosen on the check page both ways lead back there, or on to the next open one.
    """
    if chosen is None:
        return sitting.at - 1, sitting.at + 1
    end = len(sitting.ids)
    later = (number for number in not_started(sitting) if number > sitting.at)
    return end, next(later, end) if chosen.goes_on else end


def first(sitting: Sitting) -> int:
    """Return the number of the action to start at; the number of actions when all are answered.

    Those whose wording changed since they were answered come before all others, then those that
    a reviewer asks about.
    """
    reworded = _first_reworded(sitting)
    if reworded is not None:
        return reworded
    asked = (n for n, action in enumerate(sitting.actions) if open_questions(action))
    if (number := next(asked, None)) is not None:
        return number
    open_one = sitting.checklist._replace(actions=tuple(sitting.actions)).next_action
    return sitting.ids.index(open_one.id) if open_one else len(sitting.ids)


def _first_reworded(sitting: Sitting) -> int | None:
    reworded = sitting.reworded
    return next((n for n, action_id in enumerate(sitting.ids) if action_id in reworded), None)


def _turn(sitting: Sitting, before: int, after: int) -> int:
    """Ask about one action until the person leaves it; return the number of the one to go to."""
    reworded = sitting.action.id in sitting.reworded
    while True:
        try:
            picked = sitting.pick(lambda: action_screen(sitting, after))
            if picked == GO:
                open_one = first(sitting) if reworded else after
                return after if open_one == sitting.at else open_one
            _do(sitting, picked)
        except QuestionLeft as moved:
            if moved.word is Word.STOP:
                raise
            if moved.word is Word.SKIP:
                return after
            if moved.word is Word.JUMP:
                chosen = choose_action(sitting)
                if chosen is not None:
                    return chosen
            elif before >= 0:
                return before
            else:
                sitting.say("This is the first action.")


def _do(sitting: Sitting, picked: str) -> None:
    if picked == CONFIRM:
        sitting.keep(sitting.answer)
        say_what_next(sitting)
    elif picked == UNDO:
        sitting.undo()
    elif picked == SETTLE:
        settle(sitting)
    elif picked == MORE:
        read_more(sitting)
    elif picked in list(Status):
        if _answered(sitting, read_status(picked)):
            say_what_next(sitting)
    else:
        ask_detail(sitting, picked)


def _answered(sitting: Sitting, status: Status) -> bool:
    """Save a status, with the reason that it needs; return whether the person gave that."""
    if status.needs_reason:
        return ask_field(sitting, lambda sitting: ask_reason(sitting, status))
    if not sitting.keep(sitting.answer.moved_to(status)):
        sitting.say("Nothing changed.")
    return True
