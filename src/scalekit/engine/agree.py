"""One joint checklist out of several sides, which keeps what each side had answered.

What a side answered stands beside the joint answer as a view with its fingerprint, so that only
what a side has changed since is asked again. Nothing overwrites a joint answer unasked.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from scalekit.engine.compare import Class, Comparison, is_answered
from scalekit.engine.statements import agreed_to_differ, of_answer, views_differ
from scalekit.model.checklist import (
    ADVANCED,
    UNANSWERED,
    Answer,
    Checklist,
    ChecklistAction,
    Status,
)
from scalekit.model.fields import TABLE, Field, Form
from scalekit.model.statement import Statement, View


class SideAnswer(NamedTuple):
    """What one side answered; `by` is what its view is signed with."""

    by: str
    answer: Answer


class Open(NamedTuple):
    """One action that the joint checklist does not have as the sides hold it now."""

    action_id: str
    title: str
    held: tuple[SideAnswer, ...]
    agreed: bool


def to_agree(joint: Checklist, found: Comparison, names: Sequence[str]) -> tuple[Open, ...]:
    """Return the actions with a side's answer that the joint checklist does not know yet.

    Left out is what was answered in different words, and what nobody answered.
    """
    here = {action.id: action for action in joint.actions}
    opened = []
    for met in found.met:
        if met.largest not in (Class.WORDS, Class.NONE_ANSWERED):
            agreed = met.largest is Class.AGREE
            opened.append((met.action_id, met.title, met.held, agreed))
    for number, action in found.alone:
        opened.append((action.id, action.title, ((number, action),), True))
    result = []
    for action_id, title, held, agreed in opened:
        sides = tuple(SideAnswer(names[n], a.answer) for n, a in held if is_answered(a))
        if sides and action_id in here and not _knows(here[action_id], sides):
            result.append(Open(action_id, title, sides, agreed))
    return tuple(result)


def agreed_answer(joint: Checklist, one: Open) -> Answer | None:
    """Return the answer that needs no question; None where it would overwrite another one."""
    together = combined([each.answer for each in one.held])
    now = joint.action(one.action_id)
    if not one.agreed:
        return None
    is_free = now.answer in (UNANSWERED, together) or not _is_edited(now)
    is_one = len({each.answer.reason for each in one.held if each.answer.reason}) < 2
    return together if is_free and is_one else None


def combined(answers: Sequence[Answer]) -> Answer:
    """Return the first answer, with what only the others give; notes and evidence of all.

    A reason is of the status that it was given for.
    """
    status = answers[0].status
    free = (field for field in TABLE if not field.is_paired)
    values = {f.key: _together(f, [getattr(each, f.key) for each in answers]) for f in free}
    return Answer(status, reason=reason_for(status, answers), **values)


def _together(field: Field, values: Sequence[Any]) -> Any:
    given = [value for value in values if value != field.blank]
    if field.form is Form.ENTRIES:
        return tuple(dict.fromkeys(piece for pieces in given for piece in pieces))
    if field.form is Form.LINES:
        return "\n\n".join(dict.fromkeys(given))
    return given[0] if given else field.blank


def reason_for(status: Status, answers: Sequence[Answer]) -> str:
    """Return the first reason that was given for a status, or nothing."""
    return next((a.reason for a in answers if a.reason and a.status is status), "")


def less_advanced(answers: Sequence[Answer]) -> Answer:
    """Return the answer that stands where the sides agree to differ."""
    return min(answers, key=lambda answer: ADVANCED.index(answer.status))


def with_joint_answer(
    joint: Checklist, one: Open, answer: Answer, today: date, *, differ: bool = False
) -> Checklist:
    """Return the joint checklist with an answer and what each side had answered."""
    now = joint.action(one.action_id)
    views = [
        Statement(View.ANSWER, each.by, today, each.answer.status.label, of_answer(each.answer))
        for each in one.held
    ]
    if differ:
        who = " and ".join(each.by for each in one.held)
        views.append(Statement(View.DIFFER, who, today, "", of_answer(answer)))
    # Who had agreed to differ says again what each side answers: it is no longer to be differed on.
    known = set() if agreed_to_differ(now) else _known(now)
    new = tuple(v for v in views if v.kind == View.DIFFER or (v.by, v.of) not in known)
    held = tuple(each for each in now.views if each not in new)
    after = now._replace(answer=answer, views=(*held, *new))
    actions = (after if each is now else each for each in joint.actions)
    return joint._replace(actions=tuple(actions))


def _knows(action: ChecklistAction, held: Sequence[SideAnswer]) -> bool:
    """Return whether the views have each side's answer as it is now, and hold for the joint one."""
    is_old = agreed_to_differ(action) and not views_differ(action)
    known = _known(action)
    return not is_old and all((each.by, of_answer(each.answer)) in known for each in held)


def _known(action: ChecklistAction) -> set[tuple[str, str]]:
    """Return the last view of each side, and of which answer it is."""
    last = {each.by: each.of for each in action.views if each.kind == View.ANSWER}
    return {*last.items()}


def _is_edited(action: ChecklistAction) -> bool:
    """Return whether a joint answer is another than any side had given."""
    given = {each.of for each in action.views if each.kind == View.ANSWER}
    return of_answer(action.answer) not in given
