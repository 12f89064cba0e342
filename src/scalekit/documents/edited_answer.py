"""One answer of a form or a row that came back: what its parts say together."""

from collections.abc import Sequence

from scalekit.model.checklist import Answer, Status
from scalekit.model.problem import quoted


def with_box(sent: Answer, answer: Answer, *, is_ticked: bool) -> Answer | None:
    """Return the answer as its box has it, if that was ticked or unticked since it was sent out.

    None where the status was changed too and says something else. What becomes of a reason is for
    `import` to say: one that was typed beside the box may be meant.
    """
    was = sent.status
    if is_ticked == (was is Status.COMPLETED):
        return answer
    if answer.status is was:
        return answer._replace(status=Status.COMPLETED if is_ticked else Status.IN_PROGRESS)
    return answer if is_ticked == (answer.status is Status.COMPLETED) else None


def missing_reason(sent: Answer, answer: Answer, place: str) -> tuple[str, str] | None:
    """Return what to say of a status that came without its reason, and where to type that."""
    if sent.lacks_reason or not answer.lacks_reason:
        return None
    message = f"“{answer.status.label}” needs a reason, and there is none."
    return message, f"Type it in the {place} Reason."


def found_twice(times: int, words: Sequence[str]) -> str:
    """Return what to say of a field that is there several times, with different words."""
    return f"This field is there {times} times, with {' and '.join(map(quoted, words[:2]))}."
