"""How a Word document looks: scalekit's own plain styles, or those of a template."""

from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from scalekit.text.columns import cut
from scalekit.text.printable import documentable

_FONT, _BLACK = "Arial", RGBColor(0, 0, 0)
_SIZES = {
    "Normal": 12,
    "Title": 22,
    "Heading 1": 17,
    "Heading 2": 14,
    "Heading 3": 12,
    "Heading 4": 12,
}
_LANGUAGE = "en-GB"
_TITLE, _TITLE_ID = "scalekit_title", "9900"  # marks the title below the pages
_MOST_OF_TITLE = 60  # characters that have room there
# What a package says that it is: ECMA-376 part 1, 11.3.10.
_TYPES = "[Content_Types].xml"
_TEMPLATE, _DOCUMENT = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml" % kind
    for kind in (b"template", b"document")
)


def styled_document(template: bytes | None, title: str) -> WordDocument:
    """Return an empty document with its styles; raises whatever a broken template makes it.

    The `title` stands below each page, unless the template has something there.
    """
    document = Document(BytesIO(_as_document(template))) if template else Document()
    page = deepcopy(document.sections[0]._sectPr)  # the last may be an appendix on its side
    for child in list(document.element.body):
        document.element.body.remove(child)
    document.element.body.append(page)
    _set_language(document)
    _add_missing_styles(document)
    if not template:
        _set_own_look(document)
    _write_footer(document.sections[-1].footer, title)
    return document


def _as_document(template: bytes) -> bytes:
    """Return a Word template (.dotx) as the document that it makes; a document as it is."""
    with ZipFile(BytesIO(template)) as parts:
        if _TEMPLATE not in parts.read(_TYPES):
            return template
        made = BytesIO()
        with ZipFile(made, "w") as into:
            for part in parts.infolist():
                raw = parts.read(part)
                is_types = part.filename == _TYPES
                into.writestr(part, raw.replace(_TEMPLATE, _DOCUMENT) if is_types else raw)
    return made.getvalue()


def _set_own_look(document: WordDocument) -> None:
    # Tables take the size of the defaults in place of that of the style Normal.
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        for size in (*defaults.iter(qn("w:sz")), *defaults.iter(qn("w:szCs"))):
            size.set(qn("w:val"), str(_SIZES["Normal"] * 2))
    for name, size in _SIZES.items():
        _set_style(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name in (name for name in _SIZES if name.startswith("Heading")):
        document.styles[name].paragraph_format.space_before = Pt(14)
        document.styles[name].paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _leave_compatibility_mode(document.settings.element)


def _set_style(style: Any, size: int) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = _BLACK
    style.font.bold = style.name != "Normal"
    style.font.italic = None
    properties = style.element.rPr
    fonts = properties.find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)
    for tag in ("w:spacing", "w:kern"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    borders = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if borders is not None:  # the line below the title
        style.element.pPr.remove(borders)


def _set_language(document: WordDocument) -> None:
    """Say that the text is British English, for spelling and for reading aloud."""
    for parent in document.styles.element.iter(qn("w:rPrDefault")):
        properties = parent.find(qn("w:rPr"))
        if properties is None:
            properties = OxmlElement("w:rPr")
            parent.append(properties)
        language = properties.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            properties.append(language)
        language.set(qn("w:val"), _LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)


def _add_missing_styles(document: WordDocument) -> None:
    """Add the headings that a template does not have, so that the document keeps its outline."""
    for level, name in enumerate(("Title", "Heading 1", "Heading 2", "Heading 3")):
        if name in document.styles:
            continue
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        style.font.bold = True
        if level:
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level - 1))
            style.element.get_or_add_pPr().append(outline)


def _leave_compatibility_mode(settings: Any) -> None:
    """Tell Word that this is made for Word 2013 or later: in older modes boxes do not tick."""
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    mode = OxmlElement("w:compatSetting")
    mode.set(qn("w:name"), "compatibilityMode")
    mode.set(qn("w:uri"), "http://schemas.microsoft.com/office/word")
    mode.set(qn("w:val"), "15")
    compat.append(mode)


def _write_footer(footer: Any, title: str) -> None:
    """Write `Title · Page 1 of 3` below each page, unless a template has something there."""
    if earlier := footer._element.xpath(f".//w:bookmarkStart[@w:name='{_TITLE}']"):
        _write_title(earlier[0], title)  # a document of scalekit is the template
        return
    if any(paragraph.text.strip() for paragraph in footer.paragraphs) or footer.tables:
        return
    paragraph = footer.paragraphs[0]
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), _TITLE_ID)
        paragraph._p.append(mark)
    start = paragraph._p.find(qn("w:bookmarkStart"))
    start.set(qn("w:name"), _TITLE)
    _write_title(start, title)
    for text, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        number = OxmlElement("w:t")
        number.text = "1"
        run.append(number)
        field.append(run)
        paragraph._p.append(field)


def _write_title(start: Any, title: str) -> None:
    """Write the title behind the mark at its start, in place of one that stands there."""
    while (old := start.getnext()) is not None and old.tag != qn("w:bookmarkEnd"):
        start.getparent().remove(old)
    run = OxmlElement("w:r")
    run.text = f"{cut(documentable(title), _MOST_OF_TITLE)} · "
    start.addnext(run)
