"""Text that belongs to no field, as the last section of a Word document."""

from scalekit.documents.docx.parts import Writer
from scalekit.documents.other_text import ABOUT, HEADING, other_texts
from scalekit.model.checklist import Checklist


def write(writer: Writer, checklist: Checklist) -> None:
    """Write the section, if there is such text."""
    found = other_texts(checklist)
    if not found:
        return
    writer.heading(HEADING)
    writer.paragraph(ABOUT, keep=True)
    for where, text in found:
        writer.heading(where, 2)
        writer.paragraph(text)
