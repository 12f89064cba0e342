"""The sheet "How to use" of the workbook: for someone who fills it in and sends it back."""

from collections.abc import Iterable, Sequence
from typing import Any

from scalekit.documents.action_log_cells import (
    ANSWERS,
    EVIDENCE_FORM,
    HELP,
    LOG,
    MAX_CHARACTERS,
    MAX_LINE,
    MAX_LINES,
    letter,
)
from scalekit.documents.report import SOMEBODY, Report
from scalekit.documents.reviews import ACCEPTED, HOW_TO, REVIEW, REVIEWED_BY
from scalekit.documents.xlsx.sheet import Page, Row
from scalekit.engine.about import DONE_WHEN, WHENCE
from scalekit.model.checklist import REASONS, Confidence, Status
from scalekit.model.fields import BY_KEY, WHY, Form
from scalekit.model.playbook import Action
from scalekit.text.sentence import series

_STEPS = (
    f"Go to the sheet “{LOG}”. Each row is one action; “What to do” says what it asks.",
    f"Fill in the columns {series(ANSWERS, 'and')}. Leave the other columns as they are.",
)
_LAST_STEP = "Save the file as an Excel workbook (.xlsx) and send it back to {}."
_NEED_REASON = series((f"“{status.label}”" for status in REASONS), "and")
_TYPED = {
    "status": (
        f"Choose from the list. {_NEED_REASON} need a reason. An empty "
        f"cell counts as “{Status.NOT_STARTED.label}”."
    ),
    "owner": "One person or team, on one line.",
    "reason": f"Why the action {WHY}, on one line.",
}
_TYPED_AS = {
    Form.WORD: "Choose from the list, or leave it empty. The meanings are below.",
    Form.DAY: "A date such as 3 August 2023, with the month as a word.",
    Form.ENTRIES: (
        f"One piece on each line, as: {EVIDENCE_FORM}. For example: Asthma register audit | "
        "https://example.org/audit. A label alone or a link alone is fine. For a new line "
        "press Alt and Enter; on a Mac, Control, Option and Return; in LibreOffice, Control "
        "and Enter."
    ),
    Form.LINE: "On one line.",
    Form.LINES: "Anything else, on as many lines as you like.",
}
_COLUMNS = (
    *((label, _TYPED.get(key) or _TYPED_AS[BY_KEY[key].form]) for label, key in ANSWERS.items()),
    (REVIEW, f"{HOW_TO} A line that is not “{ACCEPTED}” is a question."),
    (REVIEWED_BY, "Whose review it is. A review without a name is not brought in."),
)
_RULES = (
    (
        "Sheets and columns",
        (
            "You can sort, filter, hide and move columns, and use another program, such as "
            "LibreOffice. You can add columns of your own; they stay in your copy and are not "
            "brought into the checklist."
        ),
    ),
    (
        "Rows",
        (
            "Deleting a row changes nothing in the checklist. To leave an action out, choose “Not "
            "relevant” and say why."
        ),
    ),
    (
        "Long text",
        (
            f"A text of more than {MAX_CHARACTERS:,} characters or {MAX_LINES} lines is cut here "
            f"and says so at its end; so is one with {MAX_LINE:,} characters on one line. All of "
            "it is still in the checklist, where it can be changed."
        ),
    ),
    (
        "Formulas, comments",
        "They and sheets that you add are not brought in. Type the value itself, or a note.",
    ),
)


def add(book: Any, reports: Sequence[Report]) -> set[str]:
    """Add the sheet to a workbook; return what its cells say."""
    page = Page(book, HELP, [28, 90])
    page.sheet.set_portrait()
    page.line("How to use this workbook", "title")
    page.gap()
    last = _LAST_STEP.format(next((each.back_to for each in reports), SOMEBODY))
    steps = ((str(n), step) for n, step in enumerate((*_STEPS, last), 1))
    page.table(("Step", "What to do"), steps)
    _part(page, "What to type in each column", ("Column", "What to type"), _COLUMNS)
    statuses = ((each.label, "Yes" if each.needs_reason else "No") for each in Status)
    _part(page, "Statuses", ("Status", "Needs a reason"), statuses)
    meanings = ((letter(each), f"{each.definition}.") for each in Confidence)
    _part(page, "Confidence", ("Confidence", "Meaning"), meanings)
    _part(page, "Good to know", ("About", "What happens"), _RULES)
    done = {a.title: a.done_when for each in reports for a in _known(each) if a.done_when}
    if done:
        _part(page, "When an action is completed", ("Action", DONE_WHEN), done.items())
    for notice in dict.fromkeys(each.playbook.notice for each in reports if each.playbook):
        parts = (("Notice" if not n else "", text) for n, text in enumerate(notice.split("\n\n")))
        _part(page, WHENCE, ("About", "What to know"), parts)
    return page.texts


def _known(report: Report) -> Iterable[Action]:
    asked = {action.id for action in report.checklist.actions}
    every = report.playbook.actions() if report.playbook else ()
    return (action for _, action in every if action.id in asked)


def _part(page: Page, heading: str, headings: tuple[str, str], rows: Iterable[Row]) -> None:
    page.gap()
    page.line(heading, "heading")
    page.table(headings, rows)
