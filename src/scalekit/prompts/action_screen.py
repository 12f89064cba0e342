"""The screen of an action: what is to be done, where it stands, and what can be done about it."""

from scalekit.engine.statements import open_questions
from scalekit.model.checklist import Answer, Status
from scalekit.model.fields import BY_KEY
from scalekit.prompts import pages
from scalekit.prompts.protocol import ENTER, Choice, Screen
from scalekit.prompts.sitting import MOVES, Sitting, back

GO, MORE, UNDO, CONFIRM, SETTLE = "go", "more", "undo", "confirm", "settle"
_STATUSES = tuple(
    Choice(status.value, status.label, str(number)) for number, status in enumerate(Status, 1)
)
_KEYS = {"owner": "o", "due": "u", "confidence": "c", "evidence": "e", "note": "n"}
DETAILS = tuple(Choice(field, field, key) for field, key in _KEYS.items())
_REASON = Choice("reason", "reason", "r")
_MORE = Choice(MORE, "more to discuss", "m")
_UNDO = Choice(UNDO, "undo", "z")
_CONFIRM = Choice(CONFIRM, "My answer still holds", "y")
_SETTLE = Choice(SETTLE, "settle the question", "x")


def action_screen(sitting: Sitting, after: int) -> Screen:
    """Return the screen of the action that is talked about now; `after` is where Enter goes."""
    held, answer = sitting.action, sitting.answer
    new = sitting.reworded.get(held.id)
    pillar = dict(sitting.checklist.pillars).get(held.pillar, held.pillar)
    where = f"Action {sitting.at + 1} of {len(sitting.ids)} · {pillar}"
    known = sitting.known.get(held.id)
    goes_on = not answer.is_blank and not new
    last = after >= len(sitting.ids)
    go = Choice(GO, "check your answers" if last else "next action", ENTER)
    letters = (*DETAILS, *[_REASON] * bool(answer.reason or answer.status.needs_reason), _MORE)
    letters += (_SETTLE,) * bool(open_questions(held))
    moves = (back(), *MOVES, *[_UNDO] * (held.id in sitting.undone))
    return Screen(
        tuple(pages.action_page(held, known, new, where, sitting.whose)),
        tuple(pages.now_page(held)),
        ((*_STATUSES, *[_CONFIRM] * bool(new)), letters, (*[go] * goes_on, *moves)),
        sitting.told(),
    )


def say_what_next(sitting: Sitting) -> None:
    """Say how to go on after a status, and which field is the next that is empty."""
    field = _next_empty(sitting.answer)
    more = f", {field.key} adds {BY_KEY[field.value].some}" if field else ""
    sitting.add(f"Enter goes on{more}.")


def _next_empty(answer: Answer) -> Choice | None:
    return next((field for field in DETAILS if not getattr(answer, field.value)), None)


def read_more(sitting: Sitting) -> None:
    """Let the person read all that there is about the action."""
    held = sitting.action
    known, new = sitting.known.get(held.id), sitting.reworded.get(held.id)
    sitting.prompts.read(pages.more(sitting.playbook, held, known, new))
