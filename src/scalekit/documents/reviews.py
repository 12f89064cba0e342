"""What a reviewer writes beside an answer in a document: how it is asked for, and read."""

from scalekit.engine.statements import of_answer
from scalekit.model.checklist import ChecklistAction
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


def read_review(words: str, by: str, sent: ChecklistAction, name_it: str) -> tuple[NewReview, ...]:
    """Return the reviews in what stands under "Review", given the action as it was sent out.

    A line that says “Accepted” accepts the answer; the other lines are one question. `name_it` is
    how to say who wrote it. Raises NotUnderstoodError where nobody says so, or there was no answer
    to accept: neither is guessed.
    """
    lines = [line for line in map(str.strip, words.splitlines()) if line]
    if not lines:
        return ()
    by = read_line(" ".join(by.split()))
    if not by:
        raise NotUnderstoodError("This review does not say whose it is.", name_it)
    accepts = [line for line in lines if line.rstrip(".!").casefold() in _ACCEPTING]
    if accepts and sent.answer.is_blank:
        raise NotUnderstoodError(
            "There was no answer to accept when this was sent out.",
            "Type a question about it, or leave this empty.",
        )
    question = read_line(" ".join(line for line in lines if line not in accepts))
    of = of_answer(sent.answer)
    accepted = [NewReview(sent.id, Review.ACCEPTED, by, "", of)] if accepts else []
    asked = [NewReview(sent.id, Review.QUESTION, by, question, of)] if question else []
    return (*accepted, *asked)
