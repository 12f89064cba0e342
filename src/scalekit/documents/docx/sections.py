"""Sections that the board paper and the Word form share, each written where there is anything."""

from scalekit.documents import since
from scalekit.documents.docx.writer import Writer
from scalekit.documents.other_text import ABOUT, HEADING, other_texts
from scalekit.documents.report import Report
from scalekit.model.checklist import Checklist
from scalekit.views import statements


def write_decisions(writer: Writer, report: Report) -> None:
    told = statements.told_decisions(report.checklist, report.progress.decisions)
    if not told:
        return
    writer.heading(statements.DECIDED)
    for stands, lines in told:
        writer.paragraph(stands, keep=True)
        writer.lines(lines)


def write_changes(writer: Writer, report: Report) -> None:
    """Write what changed since an earlier version, if anybody asked for it."""
    if not report.earlier:
        return
    writer.heading(since.heading(report.earlier))
    if about := since.about(report.earlier):
        writer.paragraph(about)
    for section in since.changed_sections(report):
        writer.heading(section.heading(), 2)
        for sentence in section.sentences:
            writer.bullet(sentence.in_words())


def write_other_text(writer: Writer, checklist: Checklist) -> None:
    found = other_texts(checklist)
    if not found:
        return
    writer.heading(HEADING)
    writer.paragraph(ABOUT, keep=True)
    for where, text in found:
        writer.heading(where, 2)
        writer.paragraph(text)
