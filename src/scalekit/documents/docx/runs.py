"""Words and links in a paragraph of a Word document, also inside of its fields."""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from scalekit.text.links import pieces
from scalekit.text.printable import documentable


def add_run(paragraph: Any, parent: Any, text: str) -> Run:
    """Add words at the end of a paragraph's element, or of one that stands in it."""
    element = OxmlElement("w:r")
    parent.append(element)
    run = Run(element, paragraph)
    run.text = documentable(text)
    return run


def add_words(paragraph: Any, text: str) -> None:
    """Add words at the end of a paragraph; each bare address in them is a link."""
    for words, to in pieces(documentable(text)):
        if to:
            add_link(paragraph, paragraph._p, words, to)
        elif words:
            add_run(paragraph, paragraph._p, words)


def add_link(paragraph: Any, parent: Any, text: str, address: str) -> Run:
    """Add words, underlined, that lead to an address."""
    link = OxmlElement("w:hyperlink")
    key = paragraph.part.relate_to(
        documentable(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), key)
    parent.append(link)
    run = add_run(paragraph, link, text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0, 0x5E, 0xA5)
    return run
