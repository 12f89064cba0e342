"""Puts into a Word form what it was made from: a part of its own, which word processors keep.

ECMA-376 calls it a custom XML part; its properties part gives it the identity that Word asks for.
"""

from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from scalekit.documents.docx.field_tags import NAMESPACE, mark, tags
from scalekit.documents.docx.package import parsed
from scalekit.documents.docx.read_body import Body
from scalekit.documents.docx.read_document import in_words
from scalekit.documents.report import Report
from scalekit.storage import json_
from scalekit.text.printable import documentable_json

_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{5CA1E417-0001-4000-8000-5CA1E4170001}"


def attach(document: WordDocument, report: Report) -> None:
    """Add the checklist, and marks of all that the form shows, to a form."""
    part, package = document.part, document.part.package
    addresses = {key: each.target_ref for key, each in part.rels.items() if each.is_external}
    body = Body(parsed(part.blob), addresses)
    known = tags(report.checklist)
    shown = (
        f"{c.tag}={mark(in_words(known[c.tag][1], c))}" for c in body.controls if c.tag in known
    )
    around = {mark(p.text) for p in body.paragraphs if p.text.strip()}
    for each in part.rels.values():
        if each.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            margin = Body(parsed(each.target_part.blob), {})
            around |= {mark(p.typed) for p in margin.paragraphs if p.typed.strip()}
    text = documentable_json(json_.dumps(report.checklist))
    sent = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<sentOut xmlns={quoteattr(NAMESPACE)} name={quoteattr(report.name)}>"
        f"<checklist>{escape(text)}</checklist><shown>{escape(' '.join(shown))}</shown>"
        f"<around>{' '.join(sorted(around))}</around></sentOut>"
    )
    number = _free_number(package)
    item = Part(
        PackURI(f"/customXml/item{number}.xml"), "application/xml", sent.encode("utf-8"), package
    )
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    )
    about = Part(
        PackURI(f"/customXml/itemProps{number}.xml"), _PROPERTIES, properties.encode(), package
    )
    part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def _free_number(package: object) -> int:
    """Return the number of no other such part: a template can have some."""
    taken = {str(part.partname) for part in package.iter_parts()}  # type: ignore[attr-defined]
    number = 1
    while {f"/customXml/item{number}.xml", f"/customXml/itemProps{number}.xml"} & taken:
        number += 1
    return number
