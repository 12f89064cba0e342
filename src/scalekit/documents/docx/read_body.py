"""What stands in the body of a Word document: paragraphs, form fields, comments, changes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scalekit.documents.docx.read_words import (
    LOOKS,
    Line,
    Piece,
    add_piece,
    as_note,
    block_mark,
    sign,
    signs,
    table_lines,
)
from scalekit.text.pattern import pattern
from scalekit.text.raised import as_ordinary, off_the_line

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LINK_CODE = pattern(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_SKIPPED = {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr"}
_PICTURES = {"drawing", "pict", "object", "altChunk"}
_PICTURE = "A picture or object here is not brought in.", ""
_FORMULA = "A formula here is not brought in.", "Type it in letters and signs, such as 1/2."
_UNEVEN = (
    "A table here with cells that are merged is read cell by cell, each on a line.",
    "Unmerge them, or type what belongs together on one line.",
)
_LOST = {**dict.fromkeys(_PICTURES, _PICTURE), "oMath": _FORMULA}
_BOUND = "bound to a property of the document"
_TICKS = ("☒", "☑", "✓", "✔")


@dataclass
class Control:
    """One form field (Word's content control) as it was found."""

    tag: str
    lines: list[Line] = field(default_factory=lambda: [[]])
    is_to_type: bool = False
    ticked: bool | None = None
    day: str = ""  # ISO, of a date that was picked
    is_placed: bool = False  # in a paragraph

    @property
    def text(self) -> str:
        """Return the words, without how they look."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)

    def words_that_are(self, look: str) -> str:
        """Return the words that are struck through or hidden."""
        pieces = (piece for line in self.lines for piece in line)
        return " ".join(piece.text for piece in pieces if piece.look == look).strip()

    @property
    def mark(self) -> str | None:
        """Return "ticked" or "" as the mark in a box shows it, and None where that is no mark."""
        text = self.text.strip()
        return "" if text == "☐" else "ticked" if text in (*_TICKS, "x", "X") else None

    @property
    def is_ticked(self) -> bool:
        return self.text.strip() in _TICKS if self.ticked is None else self.ticked


@dataclass
class Paragraph:
    """One paragraph: the words outside its form fields, and these."""

    style: str = ""
    line: Line = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    # What no letter stands for: what is said of it, and what to do.
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words that stand outside the form fields."""
        return "".join(piece.text for piece in self.line)

    @property
    def typed(self) -> str:
        """Return all words, also in form fields, but for those that a program keeps up to date."""
        lines = [self.line, *(line for control in self.controls for line in control.lines)]
        return " ".join("".join(p.text for p in line if not p.is_computed) for line in lines)


def behind(line: Line, length: int) -> Control:
    """Return what stands in a line after a number of characters, as a form field has it."""
    control = Control("")
    for piece in line:
        text = piece.text[length:]
        length = max(length - len(piece.text), 0)
        if text:
            add_piece(control.lines, piece._replace(text=text))
    return control


class Body:
    """Reads a body from top to bottom: `paragraphs`, and whether changes were tracked."""

    def __init__(self, root: Element, addresses: Mapping[str, str]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.has_tracked_changes = False
        self._addresses = addresses
        self._codes: list[str] = []  # of fields that are open: what each does
        self._walk(root, None, None, "")

    @property
    def controls(self) -> Iterator[Control]:
        for paragraph in self.paragraphs:
            yield from paragraph.controls

    def _walk(
        self, parent: Element, at: Paragraph | None, control: Control | None, link: str
    ) -> None:
        for child in (each for each in parent if each.tag not in _SKIPPED):
            name = child.tag
            if name == "p":
                self._paragraph(child, control)
            elif name == "sdt":
                self._control(child, at, control, link)
            elif name == "tbl" and control:
                self._table(child, control, link)
            elif name == "r":
                self._run(child, at, control, link)
            elif name in ("del", "moveFrom"):
                self.has_tracked_changes = True
            elif name == "hyperlink":
                self._walk(child, at, control, self._addresses.get(child.get("id", ""), link))
            elif name == "fldSimple":
                self._computed(child.get("instr", ""), child, at, control, link)
            elif name == "AlternateContent":
                self._walk(child[:1] and child[0], at, control, link)  # type: ignore[arg-type]
            else:
                self.has_tracked_changes |= name in ("ins", "moveTo")
                if name in _LOST and self.paragraphs:
                    (at or self.paragraphs[-1]).lost.append(_LOST[name])
                if name != "oMath":
                    self._walk(child, at, control, link)

    def _paragraph(self, element: Element, control: Control | None) -> None:
        style = element.find("pPr/pStyle")
        is_listed = element.find("pPr/numPr") is not None
        paragraph = Paragraph("" if style is None else style.get("val", ""))
        self.paragraphs.append(paragraph)
        if control:
            if control.lines != [[]]:
                control.lines.append([])
            if mark := block_mark(paragraph.style, is_listed):
                control.lines[-1].append(Piece(mark))
            self._place(control, paragraph)
        self._walk(element, paragraph, control, "")

    def _control(
        self, element: Element, at: Paragraph | None, outer: Control | None, link: str
    ) -> None:
        content, about = element.find("sdtContent"), element.find("sdtPr")
        tag = about.find("tag") if about is not None else None
        if content is None:
            return
        if about is None or tag is None or "." not in tag.get("val", ""):
            is_bound = about is not None and about.find("dataBinding") is not None
            self._computed(_BOUND if is_bound else "", content, at, outer, link)
            return
        ticked, day = about.find("checkbox/checked"), about.find("date")
        control = Control(
            tag.get("val", ""),
            is_to_type=about.find("showingPlcHdr") is not None,
            ticked=None if ticked is None else ticked.get("val") in ("1", "true", "on"),
            day="" if day is None else day.get("fullDate", "")[:10],
        )
        if at:
            self._place(control, at)
        self._walk(content, at, control, link)

    def _place(self, control: Control, at: Paragraph) -> None:
        if not control.is_placed:
            at.controls.append(control)
        control.is_placed = True

    def _table(self, table: Element, control: Control, link: str) -> None:
        """Read a table in a field: of a note as Markdown, else a line for each row."""
        rows = [row.findall("tc") for row in table.iterfind("tr")]
        is_whole = sum(map(len, rows)) == sum(1 for _ in table.iter("tc"))
        if not is_whole or any(True for tag in ("gridSpan", "vMerge") for _ in table.iter(tag)):
            self._walk(table, None, control, link)
            self.paragraphs[-1].lost.append(_UNEVEN)
            return
        texts = [[self._cell(cell, control) for cell in row] for row in rows]
        for line in table_lines(texts, is_note=control.tag.endswith(".note")):
            if control.lines != [[]]:
                control.lines.append([])
            control.lines[-1] += [Piece(line)] if line else []

    def _cell(self, cell: Element, control: Control) -> str:
        inside = Control("", is_placed=True)
        self._walk(cell, None, inside, "")
        self._place(control, self.paragraphs[-1])
        return " ".join(as_note(inside.lines).split())

    def _computed(
        self, code: str, parent: Element, at: Paragraph | None, control: Control | None, link: str
    ) -> None:
        """Read what a program keeps up to date by a code; an empty one stands for typed words."""
        before = self._codes
        self._codes = [*before, code] if code else before
        self._walk(parent, at, control, link)
        self._codes = before

    def _run(self, run: Element, at: Paragraph | None, control: Control | None, link: str) -> None:
        has = {each.tag: each for about in run.iterfind("rPr") for each in about}
        bold, italic = (_is_on(has.get(name)) for name in "bi")
        struck, hidden = LOOKS
        is_struck = _is_on(has.get("strike")) or _is_on(has.get("dstrike"))
        look = struck if is_struck else hidden if _is_on(has.get("vanish")) else ""
        font = has["rFonts"].get("ascii", "") if "rFonts" in has else ""
        place = has["vertAlign"].get("val", "") if "vertAlign" in has else ""
        for child in run:
            text = _BREAKS.get(child.tag, "")
            if child.tag == "t":
                text = self._letters(child.text or "", font, place, at)
            if child.tag == "sym":
                text = sign(int(child.get("char", "0"), 16), child.get("font", ""))
                if not text and at:
                    at.lost.append(_PICTURE)
            if child.tag == "commentReference" and at:
                at.comments.append(child.get("id", ""))
            elif child.tag in ("fldChar", "instrText"):
                self._field(child)
            elif text and (found := self._piece(text, bold, italic, link, look)) and control:
                add_piece(control.lines, found)
            elif text and at:
                at.line.append(found)
            elif len(child) or child.tag in _PICTURES:
                if child.tag in _PICTURES and at:
                    at.lost.append(_PICTURE)
                self._walk(child, at, control, link)

    def _letters(self, text: str, font: str, place: str, at: Paragraph | None) -> str:
        """Return the letters of a text in a font of signs, or above or below the line."""
        text = signs(text, font)
        made = off_the_line(text, place)
        if made is None and at:
            at.lost.append(as_ordinary(text))
        return text if made is None else made

    def _piece(self, text: str, bold: bool, italic: bool, link: str, look: str) -> Piece:
        addresses = [_address(code) for code in self._codes if code]
        link = link or next(filter(None, addresses), "")
        return Piece(text, bold, italic, link, look, not all(addresses))

    def _field(self, element: Element) -> None:
        """Take the start or the end of a field, or what it does: some links are fields."""
        kind = element.get("fldCharType")
        if kind == "begin":
            self._codes.append("")
        elif kind == "end" and self._codes:
            self._codes.pop()
        elif element.tag == "instrText" and self._codes:
            self._codes[-1] += element.text or ""


def _address(code: str) -> str:
    """Return where a field leads that is a link."""
    found = _LINK_CODE.match(code)
    return found[1] if found else ""


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false", "off")
