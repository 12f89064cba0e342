"""What the Word form and the PDF form both say of an action, besides its fields."""

from collections.abc import Iterator

from scalekit.documents.report import Report
from scalekit.model.checklist import ChecklistAction
from scalekit.model.say import say_value
from scalekit.views.statements import since

BOX_OR_STATUS = (
    "To say that an action is completed, tick its box or choose the status: the one that you"
    " change counts. If you change both, make them say the same."
)


def answer_remarks(report: Report, action: ChecklistAction) -> Iterator[tuple[str, str]]:
    """Yield what there is to know of the answer, by label; nothing of it is to be filled in."""
    for label, statements in (("Reviewed", action.reviews), ("One side’s view", action.views)):
        for each in statements:
            yield label, f"{say_value(each)}{since(action, each)}"
    for held, message in report.progress.evidence_to_check:
        if held is action:
            yield "Evidence to check", message
    if action in report.progress.wording_changed:
        yield (
            "Wording",
            "It has changed since it was answered. The words above are the earlier ones.",
        )
