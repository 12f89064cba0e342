"""What is said of a place in a document that came back, and what was not taken because of that."""

from collections.abc import Iterable, Iterator
from typing import Any

from scalekit.model.checklist import Answer
from scalekit.model.fields import TABLE, Form
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import NewReview
from scalekit.model.say import say_value


def problem_at(path: str, at: str, message: str, remedy: str = "") -> Problem:
    """Return what is to be said of a place in a document, such as a cell; `at` may be empty."""
    return Problem(Position(path), f"{at}: {message}" if at else message, remedy)


def with_rest(
    problem: Problem, sent: Answer, answer: Answer, reviews: Iterable[NewReview] = ()
) -> Problem:
    """Return the last problem of an action, which also says what is clear there and was left."""
    every = (*_changed(sent, answer), *_written(reviews))
    left = [said for said, words in every if f"“{words}”" not in problem.message]
    if not left:
        return problem
    message = f"{problem.message} Also not taken there: {', '.join(left)}."
    return problem._replace(message=message)


def _changed(sent: Answer, answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield what was changed in an answer, and the new words alone."""
    for field in TABLE:
        was, now = getattr(sent, field.key), getattr(answer, field.key)
        if now == was or (field.key == "reason" and answer.lacks_reason):
            continue
        words = _new(field.form, was, now) if now else ""
        said = quoted(words) if words else "changed" if now else "emptied"
        yield f"{field.label} {said}", words


def _written(reviews: Iterable[NewReview]) -> Iterator[tuple[str, str]]:
    for review in reviews:
        words = f"{review.kind.capitalize()} {review.text}".strip()
        yield f"Review {quoted(words)}", words


def _new(form: Form, was: Any, now: Any) -> str:
    """Return what was added to several pieces or lines, or the value that takes the place."""
    if form is Form.ENTRIES:
        return "; ".join(say_value(piece) for piece in now if piece not in was)
    if form is Form.LINES:
        before = was.split("\n")
        return " ".join(line for line in now.split("\n") if line not in before).strip()
    return say_value(now)
