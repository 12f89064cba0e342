"""The form as a text document with the same fields, inside the PDF: what LibreOffice opens of it.

LibreOffice drops every field of a PDF. Before that it looks for a document of its own in the PDF,
which its export calls a hybrid PDF: the trailer names the document, and has a sum of all that
stands before (sdext/source/pdfimport/filterdet.cxx). What it then exports as PDF has fields of the
same names. It is no drawing, which would look like the pages: Draw takes no typing in its fields.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportlab.platypus import Flowable, KeepTogether, Paragraph

from scalekit.documents.pdf.field_names import BASE
from scalekit.documents.pdf.layout import GAP, SIZE, WIDTH, Box, Row
from scalekit.documents.zipped import EARLIEST

if TYPE_CHECKING:
    from pypdf import PdfWriter

_KIND = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {
    **{name: name for name in ("office", "style", "text", "form")},
    **{"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"},
}
_NAMES = " ".join(f'xmlns:{short}="{_OASIS}:{name}:1.0"' for short, name in _PREFIXES.items())
_MANIFEST = f"""\
<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
_WIDE = WIDTH - 6  # of a page of LibreOffice's own
_FONT = 'fo:font-family="Liberation Sans"'  # which LibreOffice brings; as wide as Helvetica
_STYLES = f"""\
<style:style style:name="bold" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="row" style:family="paragraph">
<style:paragraph-properties fo:margin-top="3pt" fo:keep-together="always"><style:tab-stops>
<style:tab-stop style:position="{(_WIDE + GAP) / 2}pt"/>
</style:tab-stops></style:paragraph-properties>
<style:text-properties {_FONT} fo:font-size="{SIZE - 1}pt"/></style:style>
<style:style style:name="field" style:family="graphic">
<style:graphic-properties style:vertical-pos="top" style:vertical-rel="line"/>
<style:text-properties {_FONT} fo:font-size="{SIZE}pt"/></style:style>
<style:style style:name="unseen" style:family="graphic">
<style:graphic-properties fo:border="none"/></style:style>"""
_LEVELS = {"title": 1, "pillar": 2, "action": 3}
_CONTROLS = {"tick": "checkbox", "choice": "listbox", "lines": "textarea"}  # any other is a text
_MANY_LINES = """\
<form:properties><form:property form:property-name="MultiLine" office:value-type="boolean"
 office:boolean-value="true"/></form:properties>"""


def as_text(told: Iterable[Flowable], sent: str) -> bytes:
    """Return what was laid out as a text in OpenDocument; `sent` is what was sent out, as JSON."""
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr(ZipInfo("mimetype", EARLIEST), _KIND)  # first, and not packed
        content = _content([*_flat(told)], sent)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            parts.writestr(ZipInfo(name, EARLIEST), text, ZIP_DEFLATED, 9)
    return made.getvalue()


def with_text(writer: "PdfWriter", text: bytes) -> bytes:
    """Return the PDF with the text document in it."""
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(text)
    at = writer._add_object(stream)
    made = BytesIO()
    writer.write(made)
    raw = made.getvalue()
    trailer = raw.rindex(b"trailer")
    inside = raw.index(b"<<", trailer) + 2
    whole = md5(raw[:trailer], usedforsecurity=False).hexdigest().upper()
    kind = _KIND.replace("/", "#2F")  # a slash would begin another name (ISO 32000-1, 7.3.5)
    keys = f"\n/DocChecksum /{whole}\n/AdditionalStreams [ /{kind} {at.idnum} 0 R ]"
    return raw[:inside] + keys.encode() + raw[inside:]


def _flat(told: Iterable[Flowable]) -> Iterator[Flowable]:
    for each in told:
        if isinstance(each, KeepTogether):
            yield from _flat(each._content)  # type: ignore[attr-defined]
        else:
            yield each


def _content(told: list[Flowable], sent: str) -> str:
    controls: list[str] = []
    words = "".join(_paragraph(each, controls) for each in told)
    # On one line, in letters that every font has: nobody is to read it.
    base = Box(BASE, "shown", "", "", json.dumps(json.loads(sent), separators=(",", ":")))
    words += f"<text:p>{_field(base, controls, 1, 1)}</text:p>"
    styles = {each.style.name: each.style for each in told if isinstance(each, Paragraph)}
    return (
        f'<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
        f"{_STYLES}{''.join(map(_style, styles.values()))}</office:automatic-styles>"
        '<office:body><office:text><office:forms form:automatic-focus="false"'
        f' form:apply-design-mode="false"><form:form form:name="scalekit">{"".join(controls)}'
        f"</form:form></office:forms>{words}</office:text></office:body></office:document-content>"
    )


def _style(style: Any) -> str:
    keep = ' fo:keep-with-next="always"' if style.name in _LEVELS else ""
    bold = ' fo:font-weight="bold"' if style.fontName.endswith("Bold") else ""
    return (
        f'<style:style style:name="{style.name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:margin-left="{style.leftIndent}pt"'
        f' fo:margin-top="{style.spaceBefore}pt" fo:margin-bottom="{style.spaceAfter}pt"{keep}/>'
        f'<style:text-properties {_FONT} fo:font-size="{style.fontSize}pt"{bold}/></style:style>'
    )


def _paragraph(each: Flowable, controls: list[str]) -> str:
    """Return a paragraph, or a row of fields, whose controls are added to those that are there."""
    if isinstance(each, Row):
        return _row(each.boxes, controls)
    if not isinstance(each, Paragraph):
        return ""
    name = each.style.name
    words = "".join(map(_run, each.frags))
    if each.bulletText:
        words = f"{each.bulletText} {words}"
    if name in _LEVELS:
        level = f' text:outline-level="{_LEVELS[name]}"'
        return f'<text:h text:style-name="{name}"{level}>{words}</text:h>'
    return f'<text:p text:style-name="{name}">{words}</text:p>'


def _run(part: Any) -> str:
    """Return a part of a paragraph, as reportlab holds it."""
    if getattr(part, "lineBreak", False):
        return "<text:line-break/>"
    return _bold(part.text) if part.fontName.endswith("Bold") else escape(part.text)


def _bold(text: str) -> str:
    return f'<text:span text:style-name="bold">{escape(text)}</text:span>'


def _row(boxes: Sequence[Box], controls: list[str]) -> str:
    """Return the labels of a row and below them its fields; beside a box to tick its label."""
    first = boxes[0]
    if first.kind == "shown":
        words = escape(first.value).replace("\n", "<text:line-break/>")
        return f'<text:p text:style-name="body">{words}</text:p>'
    if first.kind == "tick":
        tick = _field(first, controls, first.height, first.height)
        return f'<text:p text:style-name="body">{tick} {escape(first.label)}</text:p>'
    labels = "<text:tab/>".join(_bold(box.label) for box in boxes)
    fields = "<text:tab/>".join(
        _field(box, controls, (_WIDE + GAP) * box.share - GAP, box.height) for box in boxes
    )
    return f'<text:p text:style-name="row">{labels}<text:line-break/>{fields}</text:p>'


def _field(box: Box, controls: list[str], wide: float, high: float) -> str:
    """Return where a field stands, and add its control."""
    name = f"f{len(controls)}"
    controls.append(_control(box, name))
    look = "unseen" if box.name == BASE else "field"
    return (
        f'<draw:control draw:style-name="{look}" draw:control="{name}" text:anchor-type="as-char"'
        f' svg:width="{wide:.2f}pt" svg:height="{high:.2f}pt"/>'
    )


def _control(box: Box, name: str) -> str:
    kind = _CONTROLS.get(box.kind, "text")
    value, inside = f" form:current-value={quoteattr(box.value)}", ""
    if box.kind == "tick":
        value = f' form:current-state="{"checked" if box.value else "unchecked"}" form:value="Yes"'
    elif box.kind == "choice":
        value = ' form:dropdown="true"'
        inside = "".join(_choice(word, chosen=word == box.value) for word in box.options)
    elif box.kind == "lines":
        inside = _MANY_LINES
    elif box.kind == "shown":
        value += ' form:readonly="true" form:tab-stop="false"'
    return (
        f'<form:{kind} form:name={quoteattr(box.name)} xml:id="{name}" form:id="{name}"'
        f" form:title={quoteattr(box.about)}{value}>{inside}</form:{kind}>"
    )


def _choice(word: str, *, chosen: bool) -> str:
    selected = ' form:current-selected="true"' if chosen else ""
    return f"<form:option form:label={quoteattr(word)}{selected}/>"
