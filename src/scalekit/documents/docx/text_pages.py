"""Pages of text as a Word document, each on a new page."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from scalekit.documents.docx.template import empty_document
from scalekit.documents.zipped import rezipped
from scalekit.text.folding import tidy
from scalekit.text.printable import documentable
from scalekit.views.page import Block, Command, Fields, Heading, Items, Prose

if TYPE_CHECKING:
    from scalekit.documents.docx.writer import Writer


def render(title: str, pages: Sequence[Sequence[Block]], today: date) -> bytes:
    """Return a Word document; raises MissingExtraError without python-docx."""
    document = empty_document(None, title)
    # It needs python-docx, and `empty_document` says so where that is not there.
    from scalekit.documents.docx.writer import Writer

    writer = Writer(document)
    for number, blocks in enumerate(pages):
        for place, block in enumerate(blocks):
            _write(writer, block, below=int(not number), breaks=bool(number and not place))
    properties = document.core_properties
    properties.title = documentable(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language, properties.revision = "en-GB", 1
    made = datetime(today.year, today.month, today.day)  # noqa: DTZ001
    properties.created = properties.modified = made
    raw = BytesIO()
    document.save(raw)
    return rezipped(raw.getvalue())


def _write(writer: "Writer", block: Block, *, below: int, breaks: bool) -> None:
    """Write a block; the headings of the first page are `below` its title."""
    match block:
        case Heading(text, code, level):
            _heading(writer, f"{text} ({code})" if code else text, level - below, breaks=breaks)
        case Prose(text):
            for paragraph in text.split("\n\n"):
                writer.paragraph(tidy(paragraph))
        case Command(text):
            writer.paragraph(text)
        case Fields(pairs):
            writer.lines([pair for pair in pairs if pair[1]])
        case Items():
            _items(writer, block)


def _heading(writer: "Writer", text: str, level: int, *, breaks: bool) -> None:
    if level == 0:
        writer.title(text)
        return
    paragraph = writer.heading(text, level)
    paragraph.paragraph_format.page_break_before = breaks or None


def _items(writer: "Writer", block: Items) -> None:
    """Write a list; where anything stands below an entry, each is a paragraph by itself."""
    # It needs python-docx, as the writer does.
    from scalekit.documents.docx.note import labelled

    is_told = any(item.details for item in block.items)
    for item in block.items:
        text = f"{item.text} ({item.code})" if item.code else item.text
        if is_told:
            label, _, status = text.rpartition(": ")
            first = (label, status) if label else (text, "")
            writer.lines([first, *(("", line) for line in item.above_note if line)])
            if item.note:
                writer.blocks(labelled("Note", item.note, ""))
        else:
            writer.bullet(text)
