"""What changed since an earlier version, as a section of a Word document."""

from scalekit.documents import since
from scalekit.documents.docx.parts import Writer
from scalekit.documents.report import Report


def write(writer: Writer, report: Report) -> None:
    """Write the section, if anybody asked for it."""
    if not report.earlier:
        return
    writer.heading(since.heading(report.earlier))
    if about := since.about(report.earlier):
        writer.paragraph(about)
    for section in since.changed(report):
        writer.heading(section.heading(), 2)
        for sentence in section.sentences:
            writer.bullet(sentence.in_words())
