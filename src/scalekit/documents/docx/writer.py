"""Writes a Word document: headings, paragraphs, lists, tables, boxes to tick."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, Twips

from scalekit.documents.action_log_cells import letter
from scalekit.documents.colours import COLOURS, HEADING
from scalekit.documents.docx import note as notes
from scalekit.documents.docx.note import Block
from scalekit.documents.docx.runs import add_words
from scalekit.model.checklist import Confidence
from scalekit.text.printable import documentable

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_BESIDE = Twips(60)  # room beside the words of a cell
_LETTER = 0.58  # of the size of bold letters in Arial: the width of one, in a word
_WHOLE = 12  # letters of words that no column breaks; an address may be broken


class Row(NamedTuple):
    """One row of a table; `confidence` colours the cell that says it."""

    cells: Sequence[str | Sequence[Block]]
    confidence: Confidence | None = None


class Writer:
    """Writes a document from top to bottom. No text in it can become markup or a field."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        # A template may lack it; python-docx asks each style whether it is the one.
        self.has_grid = "Table Grid" in document.styles
        self.size = _size_of_text(document)
        self.boxes = 0
        self.after_table = False

    def title(self, text: str) -> None:
        self._paragraph("Title", text)

    def heading(self, text: str, level: int = 1) -> Any:
        paragraph = self._paragraph(f"Heading {level}", text)
        paragraph.paragraph_format.keep_with_next = True  # which a template may not say
        return paragraph

    def paragraph(self, text: str, label: str = "", *, keep: bool = False) -> Any:
        """Add a paragraph, after a label in bold if there is one; to `keep` with what follows."""
        paragraph = self._paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        _add_labelled(paragraph, label, text)
        return paragraph

    def lines(self, lines: Sequence[tuple[str, str]], *, keep: bool = False) -> None:
        """Add texts that stand on one page, each on a line of its own after its label.

        They are one paragraph: LibreOffice keeps only two with one another.
        """
        paragraph = self._paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        paragraph.paragraph_format.keep_together = True
        for number, (label, text) in enumerate(lines):
            if number:
                paragraph.add_run().add_break()
            _add_labelled(paragraph, label, text)

    def bullet(self, text: str, *, keep: bool = False) -> None:
        """Add one entry of a list, to `keep` with what follows."""
        styled = "List Bullet" in self.document.styles
        paragraph = self._paragraph("List Bullet" if styled else None)
        add_words(paragraph, text if styled else f"• {text}")
        paragraph.paragraph_format.keep_with_next = keep or None

    def note(self, note: str, beside: str) -> None:
        """Add a note as its Markdown says; `beside` as `Report` has it."""
        self.blocks(list(notes.note_blocks(note, beside)))

    def blocks(self, blocks: Sequence[Block]) -> None:
        self.after_table = False
        notes.write(self.document, blocks)

    def table(
        self, headings: Sequence[str], rows: Iterable[Row], shares: Sequence[int], about: str
    ) -> None:
        """Add a table whose headings stand again on each page and whose rows are not split.

        `shares` are the widths of the columns in parts of their sum, where words have room in them;
        `about` is for people who cannot see the table.
        """
        found = list(rows)
        columns = zip(headings, *(row.cells for row in found), strict=True)
        table = self._table(shares, about, [_longest(cells) for cells in columns])
        for cells in (Row(headings), *found):
            self._row(table, cells, is_heading=cells.cells is headings)
        _repeat(table.rows[0])

    def pairs(self, pairs: Sequence[tuple[str, str]], about: str) -> None:
        """Add a table of names and values, the names in bold."""
        table = self._table((1, 3), about, [_longest(name for name, _ in pairs), 0])
        for pair in pairs:
            row = self._row(table, Row(pair))
            row.cells[0].paragraphs[0].runs[0].bold = True

    def tick_box(self, paragraph: Any, name: str, key: str, *, ticked: bool) -> None:
        """Put a box that can be ticked at the start of a paragraph."""
        self.boxes += 1
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, _box(self.boxes, ticked))
        control = paragraph._p.find(qn("w:sdt")).find(qn("w:sdtPr"))
        control.find(qn("w:alias")).set(qn("w:val"), documentable(name)[:64])
        control.find(qn("w:tag")).set(qn("w:val"), documentable(key)[:64])

    def landscape(self) -> None:
        """Start a page on its side."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        long, short = sorted((section.page_width or 0, section.page_height or 0), reverse=True)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = long, short

    def _paragraph(self, style: str | None = None, text: str = "") -> Any:
        paragraph = self.document.add_paragraph(documentable(text))
        if style:
            paragraph._p.style = self._style_id(style)
        if self.after_table and not (style or "").startswith("Heading"):
            paragraph.paragraph_format.space_before = Pt(8)
        self.after_table = False
        return paragraph

    def _style_id(self, name: str) -> str:
        """Return the id of a style, for which python-docx would look through all of them twice."""
        return str(self.document.styles[name].style_id)

    def _table(self, shares: Sequence[int], about: str, longest: list[int]) -> Any:
        self.after_table = True
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        table = self.document.add_table(0, len(shares))
        table.autofit = False
        needs = [int((length * _LETTER * self.size) + 2 * _BESIDE) for length in longest]
        for column, width in zip(table.columns, _widths(room, shares, needs), strict=True):
            column.width = Emu(width)
        if self.has_grid:
            table._tbl.tblStyle_val = self._style_id("Table Grid")
        _set_table(table._tbl.tblPr, about, has_lines=self.has_grid)
        return table

    def _row(self, table: Any, row: Row, *, is_heading: bool = False) -> Any:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(made.cells, row.cells, strict=True):
            if not isinstance(text, str):
                notes.write(cell, text)
                continue
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(documentable(text)).bold = is_heading or None
            if is_heading:
                paragraph.paragraph_format.keep_with_next = True
                _shade(cell, HEADING)
            elif row.confidence and text == letter(row.confidence):
                _shade(cell, COLOURS[row.confidence][1])
        return made


def _add_labelled(paragraph: Any, label: str, text: str) -> None:
    if label:
        paragraph.add_run(documentable(f"{label}: " if text else label)).bold = True
    add_words(paragraph, text)


def _size_of_text(document: WordDocument) -> int:
    """Return the size of plain text as the document's styles have it."""
    normal = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    given = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    sizes = [normal.font.size if normal else None, *(Pt(int(half) / 2) for half in given)]
    return max([size for size in sizes if size], default=Pt(10))


def _longest(cells: Iterable[str | Sequence[Block]]) -> int:
    """Return how many letters the longest word of a column has, of those that are to be whole."""
    texts = [cell.replace("-", " ") for cell in cells if isinstance(cell, str)]
    return max((len(w) for text in texts for w in text.split() if len(w) <= _WHOLE), default=0)


def _widths(room: int, shares: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return the widths of columns by their shares, but those that need more as they need it."""
    fixed: set[int] = set()
    while sum(needs) <= room:
        rest = room - sum(needs[column] for column in fixed)
        parts = sum(share for column, share in enumerate(shares) if column not in fixed)
        widths = [
            need if column in fixed else rest * share // parts
            for column, (share, need) in enumerate(zip(shares, needs, strict=True))
        ]
        narrow = {column for column, need in enumerate(needs) if widths[column] < need}
        if not narrow:
            return widths
        fixed |= narrow
    return [room * share // sum(shares) for share in shares]


def _set_table(properties: Any, about: str, *, has_lines: bool) -> None:
    """Set lines, room inside the cells and a description, in the order that the schema has."""
    if not has_lines:
        lines = _sides("tblBorders", "insideH", "insideV", val="single", sz="4", color="auto")
        properties.find(qn("w:tblLayout")).addprevious(lines)
    look = properties.find(qn("w:tblLook"))
    look.addprevious(_sides("tblCellMar", w=str(_BESIDE // Twips(1)), type="dxa"))
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), documentable(about))
    look.addnext(description)


def _sides(name: str, *more: str, **values: str) -> Any:
    """Return an element with the same values for each side of a table or its cells."""
    element = OxmlElement(f"w:{name}")
    for side in ("top", "left", "bottom", "right", *more):
        part = OxmlElement(f"w:{side}")
        for key, value in values.items():
            part.set(qn(f"w:{key}"), value)
        element.append(part)
    return element


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shading)


def _box(number: int, ticked: bool) -> Any:
    """Return a content control of the kind that Word calls a check box ([MS-DOCX] 2.6)."""
    return parse_xml(
        f'<w:sdt xmlns:w="{_W}" xmlns:w14="{_W14}"><w:sdtPr>'
        f'<w:alias w:val=""/><w:tag w:val=""/><w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" '
        'w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
        f"<w:t>{'☒' if ticked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
    )
