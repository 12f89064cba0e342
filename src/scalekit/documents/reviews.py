"""What a reviewer writes beside an answer in a document: how it is asked for, and read."""

from scalekit.documents.unclear import problem_at, with_rest
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.problem import Problem
from scalekit.model.returned import NewReview
from scalekit.model.statement import Review
from scalekit.model.values import NotUnderstoodError, read_line

REVIEW, REVIEWED_BY = "Review", "Reviewed by"
ACCEPTED = "Accepted"
HOW_TO = (
    f"If you check the answers of somebody else, choose “{ACCEPTED}” under “{REVIEW}”, or type a"
    " question there. You accept the answer as it was sent to you, not what you change in it."
)
_ACCEPTING = ("accepted", "accept", "i accept", "i accept this", "i accept this answer")
# What accepts where that is asked; in a comment it may answer another one.
_AGREEING = ("agreed", "agree", "i agree", "yes", "ok", "okay")
_NOTHING_THERE = (
    "There was no answer to accept when this was sent out.",
    "Type a question about it, or leave this empty.",
)


def read_review(
    words: str, by: str, sent: ChecklistAction, name_it: str, *, is_comment: bool = False
) -> tuple[NewReview, ...]:
    """Return the reviews in what stands under "Review", given the action as it was sent out.

    A line that says “Accepted”, or “Yes”, accepts the answer; the other lines are one question.
    `name_it` is how to say who wrote it. Raises NotUnderstoodError where nobody says so, or there
    was no answer to accept: neither is guessed. A comment accepts only where it says so.
    """
    lines = [line for line in map(str.strip, words.splitlines()) if line]
    if not lines:
        return ()
    by = read_line(" ".join(by.split()))
    if not by:
        raise NotUnderstoodError("This review does not say whose it is.", name_it)
    accepting = _ACCEPTING if is_comment else (*_ACCEPTING, *_AGREEING)
    accepts = [line for line in lines if line.rstrip(".!").casefold() in accepting]
    if accepts and sent.answer.is_blank:
        raise NotUnderstoodError(*_NOTHING_THERE)
    question = read_line(" ".join(line for line in lines if line not in accepts))
    of = of_answer(sent.answer)
    accepted = [NewReview(sent.id, Review.ACCEPTED, by, "", of)] if accepts else []
    asked = [NewReview(sent.id, Review.QUESTION, by, question, of)] if question else []
    return (*accepted, *asked)


def without_void_acceptances(
    path: str, base: Checklist, edited: Checklist
) -> tuple[Checklist, list[Problem]]:
    """Return what a page saved, and a problem for each acceptance where there was no answer.

    Such an action is as it was sent out. The page offers no acceptance there: a file may hold it.
    """
    sent = {action.id: action for action in base.actions if action.answer.is_blank}
    problems, kept = [], []
    for action in edited.actions:
        was = sent.get(action.id, action)
        new = (each for each in action.reviews if each not in was.reviews)
        is_void = any(each.kind == Review.ACCEPTED for each in new)
        if is_void:
            problem = problem_at(path, f"{action.title}, {REVIEW}", *_NOTHING_THERE)
            problems.append(with_rest(problem, was.answer, action.answer))
        kept.append(was if is_void else action)
    return edited._replace(actions=tuple(kept)), problems
