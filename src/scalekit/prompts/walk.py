"""The walk: one action at a time, from the first not yet answered to the check of all answers."""

from dataclasses import replace

from scalekit.engine.choose import next_action
from scalekit.model.checklist import Answer, Status
from scalekit.model.values import read_status
from scalekit.prompts.details import ask_details, ask_field, ask_reason
from scalekit.prompts.protocol import Choice, Tone, Word
from scalekit.prompts.reading import read_more, show_action
from scalekit.prompts.review import Chosen, check_answers, choose_action, not_started
from scalekit.prompts.sitting import HELP, JUMP, SKIP, STOP, Moved, Sitting, back

_STATUSES = tuple(
    Choice(status.value, status.label, str(number)) for number, status in enumerate(Status, 1)
)
_DETAILS = Choice("details", "Add owner, date, evidence, note", "d")
_READ = Choice("read", "Read case study and resources", "r")
_CONFIRM = Choice("confirm", "My answer still holds", "c")
_MENU = (*_STATUSES, _DETAILS, _READ, back("Back"), SKIP, JUMP, STOP, HELP)


def walk(sitting: Sitting) -> bool:
    """Talk through the actions; return whether the person came to the end and finished."""
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
    except (Moved, EOFError):
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

    Those whose wording changed since they were answered come before all others.
    """
    reworded = _first_reworded(sitting)
    if reworded is not None:
        return reworded
    open_one = next_action(replace(sitting.checklist, actions=tuple(sitting.actions)))
    return sitting.ids.index(open_one.id) if open_one else len(sitting.ids)


def _first_reworded(sitting: Sitting) -> int | None:
    reworded = sitting.reworded
    return next((n for n, action_id in enumerate(sitting.ids) if action_id in reworded), None)


def _turn(sitting: Sitting, before: int, after: int) -> int:
    """Show one action and ask where it stands; return the number of the action to go to."""
    show_action(sitting)
    while True:
        try:
            reworded = sitting.action.id in sitting.reworded
            if _answered(sitting):
                open_one = first(sitting) if reworded else after
                return after if open_one == sitting.at else open_one
        except Moved as moved:
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
                sitting.say("This is the first action.", Tone.PROBLEM)


def _answered(sitting: Sitting) -> bool:
    """Ask where the action stands; return whether that was answered."""
    now = "" if sitting.answer == Answer() else sitting.answer.status.value
    new = sitting.reworded.get(sitting.action.id)
    title = (new or sitting.action).title
    menu = (_CONFIRM, *_MENU) if new else _MENU
    picked = sitting.choose(f"Where does “{title}” stand?", menu, _CONFIRM.value if new else now)
    if picked == _CONFIRM.value:
        sitting.keep(sitting.answer)
        return True
    if picked == _DETAILS.value:
        ask_details(sitting)
        return False
    if picked == _READ.value:
        read_more(sitting)
        return False
    status = read_status(picked)
    if status.needs_reason:
        return ask_field(sitting, lambda sitting: ask_reason(sitting, status))
    _keep_status(sitting, status)
    return True


def _keep_status(sitting: Sitting, status: Status) -> None:
    """Save a status that needs no reason; the reason for the one before no longer holds."""
    moved, void = sitting.answer.moved_to(status), sitting.answer.reason
    sitting.keep(moved)
    if void and not moved.reason:
        sitting.reasons[sitting.action.id] = void
        sitting.say(f"This takes off the reason “{void}”.", Tone.QUIET)
