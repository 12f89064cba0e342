"""One answer of a form that came back: what its box and its status say together."""

from scalekit.model.checklist import Answer, Status


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
