"""What a statement was made about, and whether that has changed since.

One rule: a statement is never silently kept as valid, and never silently removed.
"""

from datetime import date
from typing import Any, NamedTuple

from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from scalekit.model.fields import TABLE, Form
from scalekit.model.statement import Condition, Decision, Review, Statement, View


def of_answer(answer: Answer) -> str:
    """Return 8 hexadecimal digits that change with whatever an answer says.

    docs/file-format.md has how to work them out.
    """
    return _fingerprint(_said(answer))


def of_checklist(checklist: Checklist) -> str:
    """Return 8 hexadecimal digits that change when an answer is given, changed or taken away.

    What was not answered makes no difference: a newer playbook may ask more.
    """
    answered = (action for action in checklist.actions if not action.answer.is_blank)
    return _fingerprint(sorted([action.id, _said(action.answer)] for action in answered))


def _said(answer: Answer) -> list[Any]:
    said = [(field, field.plain(answer)) for field in TABLE]
    return [
        [[piece.label, piece.link, piece.mark] for piece in value]
        if field.form is Form.ENTRIES
        else value
        for field, value in said
        if value or not field.is_later
    ]


def _fingerprint(said: list[Any]) -> str:
    # Only checklists with statements need them: 3 ms.
    import json
    from hashlib import sha256

    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    # A file may hold half a character: `surrogatepass` gives it a fingerprint all the same.
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


class ReviewSummary(NamedTuple):
    """What the reviews of one answer come to.

    `questions` are open; `accepted` are about the answer as it is; `changed` are those by people
    who accepted an answer that has changed since, or nobody knows which answer.
    """

    questions: tuple[Statement, ...] = ()
    accepted: tuple[Statement, ...] = ()
    changed: tuple[Statement, ...] = ()


def reviewed(action: ChecklistAction) -> ReviewSummary:
    """Return what the reviews of an answer come to, each person's last acceptance alone."""
    if not action.reviews:
        return ReviewSummary()
    now = of_answer(action.answer)
    last = {each.by: each for each in action.reviews if each.kind == Review.ACCEPTED}
    return ReviewSummary(
        open_questions(action),
        tuple(each for each in last.values() if each.of == now),
        tuple(each for each in last.values() if each.of != now),
    )


def open_questions(action: ChecklistAction) -> tuple[Statement, ...]:
    """Return the questions that nobody has settled, in the order of the file."""
    settled = {each.text for each in action.reviews if each.kind == Review.SETTLED}
    return tuple(
        each for each in action.reviews if each.kind == Review.QUESTION and each.text not in settled
    )


def views_differ(action: ChecklistAction) -> bool:
    """Return whether the sides agreed to differ on the answer as it is."""
    return any(each.of == of_answer(action.answer) for each in agreed_to_differ(action))


def out_of_date(action: ChecklistAction) -> tuple[Statement, ...]:
    """Return what was said of an answer that is another one now, or nobody knows of which.

    Each person's last acceptance, and that the sides agreed to differ.
    """
    differ = () if views_differ(action) else agreed_to_differ(action)
    return (*reviewed(action).changed, *differ)


def agreed_to_differ(action: ChecklistAction) -> tuple[Statement, ...]:
    """Return what says that the sides agreed to differ, if that is the last they agreed."""
    return tuple([each for each in action.views[-1:] if each.kind == View.DIFFER])


def question_line(question: Statement) -> str:
    """Return who asks what."""
    return f"{question.by} asks: {question.text}"


def changed_since(said: Statement) -> str:
    """Return what is to be said of an answer that is not the one that a statement is about."""
    if not said.of:
        return f"{said.label} {said.by}, but not known which answer"
    if said.kind == View.DIFFER:
        return "Changed since the sides agreed to differ"
    return f"Changed since {said.by} accepted it"


class Changed(NamedTuple):
    """An action whose answer has changed: as little of it as thousands of decisions can keep."""

    id: str
    title: str


class Standing(NamedTuple):
    """A decision that no other one replaces, and how it stands on one day.

    `is_current` says that no answer has changed since; `changed` are the actions with one that has,
    where that is known. `met` are the conditions whose action is completed, `void` those whose
    action is not relevant; a condition that names no action is for people to check.
    """

    decision: Decision
    is_current: bool
    met: tuple[Condition, ...] = ()
    is_overdue: bool = False
    changed: tuple[Changed, ...] = ()
    void: tuple[Condition, ...] = ()


def standing(checklist: Checklist, today: date) -> tuple[Standing, ...]:
    """Return the decisions that no other one replaces, the oldest first."""
    replaced = {decision.replaces for decision in checklist.decisions}
    return tuple(each for each in every(checklist, today) if each.decision.id not in replaced)


def every(checklist: Checklist, today: date) -> tuple[Standing, ...]:
    """Return all decisions, those too that another one replaces, the oldest first."""
    if not checklist.decisions:
        return ()
    now = of_checklist(checklist)
    statuses = {action.id: action.answer.status for action in checklist.actions}

    def with_status(decision: Decision, status: Status) -> tuple[Condition, ...]:
        return tuple(c for c in decision.conditions if statuses.get(c.action) is status)

    return tuple(
        Standing(
            decision,
            decision.of == now,
            with_status(decision, Status.COMPLETED),
            decision.review is not None and decision.review < today,
            void=with_status(decision, Status.NOT_RELEVANT),
        )
        for decision in sorted(checklist.decisions, key=lambda decision: decision.on)
    )


def identified(decision: Decision) -> Decision:
    """Return a decision with its id: its date, and four digits that change with what it says."""
    said = [str(value) for value in decision[1:]]
    return decision._replace(id=f"{decision.on}-{_fingerprint(said)[:4]}")
