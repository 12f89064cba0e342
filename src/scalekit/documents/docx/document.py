"""A checklist as a Word document: a board paper, or the plain list with boxes to tick."""

from datetime import datetime
from io import BytesIO

from scalekit.documents.docx.options import PURPOSES, Paper
from scalekit.documents.docx.template import empty_document
from scalekit.documents.report import Report
from scalekit.documents.zipped import rezipped
from scalekit.text.printable import documentable
from scalekit.views import shared_words


def render(report: Report, paper: Paper | None = None) -> bytes:
    """Return a Word document, a board paper with nothing said about itself if `paper` is None.

    Raises MissingExtraError without python-docx, TemplateError for a template that cannot be used.
    """
    paper = paper or Paper()
    document = empty_document(paper.template, shared_words.heading(report.checklist))
    from scalekit.documents.docx import board_paper
    from scalekit.documents.docx import form as plain_list

    if paper.layout == "checklist":
        plain_list.write(document, report)
    else:
        board_paper.write(document, report, paper, PURPOSES[paper.purpose])
    _describe(document.core_properties, report, paper)
    if paper.layout == "checklist":
        from scalekit.documents.docx.sent_out import attach

        attach(document, report)
    raw = BytesIO()
    document.save(raw)
    return rezipped(raw.getvalue())


def _describe(properties: object, report: Report, paper: Paper) -> None:
    """Set the properties that a reader's program shows and reads out."""
    made = datetime(report.today.year, report.today.month, report.today.day)  # noqa: DTZ001
    values = {
        "title": shared_words.heading(report.checklist),
        "subject": report.playbook.title if report.playbook else "",
        "author": paper.author,
        "last_modified_by": paper.author,
        "comments": "",
        "language": "en-GB",
        "created": made,
        "modified": made,
        "revision": 1,
    }
    for name, value in values.items():
        text = documentable(value)[:255] if isinstance(value, str) else value
        setattr(properties, name, text)
