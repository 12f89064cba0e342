"""A note as paragraphs of a Word document: its lists, tables and links are Word's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm

from scalekit.documents.docx.runs import add_link, add_run
from scalekit.documents.note_markdown import tokens
from scalekit.text.links import href
from scalekit.text.printable import documentable

if TYPE_CHECKING:
    from markdown_it.token import Token

    from scalekit.model.checklist import Evidence

_STEP = Cm(0.6)  # that each list or quotation stands further in
# What may follow the mark of an entry in place of words.
_BEHIND_MARK = ("bullet_list_open", "list_item_close", "ordered_list_open", "table_open")
_LOOKS = {"strong": "bold", "em": "italic", "s": "struck"}


class Piece(NamedTuple):
    """Some words in one look; `link` is where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@dataclass(eq=False)
class Series:
    """A list; `next` is the number of its next entry, and 0 where it has bullets."""

    next: int = 0


@dataclass
class Block:
    """One paragraph, or a table of `rows`; `mark` begins an entry of the list `series`."""

    pieces: list[Piece] = field(default_factory=list)
    mark: str = ""
    depth: int = 0
    series: Series = field(default_factory=Series)
    rows: list[list[list[Piece]]] = field(default_factory=list)


def labelled_paragraph(label: str, *pieces: Piece) -> Block:
    """Return a paragraph with a label before its words."""
    return Block([Piece(f"{label}: "), *pieces])


def labelled(label: str, note: str, beside: str) -> list[Block]:
    """Return a note after its label, on the same line where it begins with a paragraph."""
    blocks = list(note_blocks(note, beside))
    first = blocks[0] if blocks else Block()
    if first.rows or first.mark or first.depth:
        return [labelled_paragraph(label), *blocks]
    return [labelled_paragraph(label, *first.pieces), *blocks[1:]]


def note_blocks(note: str, beside: str = "") -> Iterator[Block]:
    """Yield the paragraphs of a note as its Markdown says; `beside` as `Report` has it."""
    found = tokens(documentable(note), beside)
    if found is None:  # nested deeper than anybody reads
        yield Block([Piece(note)])
        return
    place = _Place()
    for before, token in zip([None, *found], found, strict=False):
        if place.mark and token.type in _BEHIND_MARK:
            yield place.block([])
        place.go_to(token)
        after = before.type if before else ""
        if after in ("th_open", "td_open"):
            is_head = after == "th_open"
            place.table.rows[-1].append(list(_pieces(token, bold=is_head)))
        elif token.type == "table_close":
            yield place.table
        elif token.type in ("inline", "fence", "code_block", "hr"):
            is_heading = after == "heading_open"
            yield place.block(_words(token, bold=is_heading))


@dataclass
class _Place:
    """Where in a note's lists, quotations and tables a token stands."""

    lists: list[Series] = field(default_factory=list)
    quotes: int = 0
    mark: str = ""
    table: Block = field(default_factory=Block)

    @property
    def depth(self) -> int:
        return len(self.lists) + self.quotes

    def block(self, pieces: list[Piece]) -> Block:
        """Return a paragraph here, with the mark of its entry if it is the first in that."""
        series = self.lists[-1] if self.lists else Series()
        mark, self.mark = self.mark, ""
        return Block(pieces, mark, self.depth, series)

    def go_to(self, token: "Token") -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(Series())
            case "ordered_list_open":
                self.lists.append(Series(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                is_numbered = token.markup in (".", ")")
                self.mark = f"{self.lists[-1].next}." if is_numbered else "•"
                self.lists[-1].next += is_numbered
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "table_open":
                self.table = Block(depth=self.depth)
            case "tr_open":
                self.table.rows.append([])


def _words(token: "Token", *, bold: bool) -> list[Piece]:
    if token.type == "hr":
        return [Piece("⁂")]
    if token.type == "inline":
        return list(_pieces(token, bold=bold))
    about = token.info.strip()
    return [*([Piece(f"{about}\n")] if about else []), Piece(token.content.rstrip("\n"), code=True)]


def _pieces(token: "Token", *, bold: bool) -> Iterator[Piece]:
    look: dict[str, Any] = {"bold": bold}
    behind = ""  # the address, for paper, where the words are not it
    for part in token.children or ():
        name = part.type.removesuffix("_open").removesuffix("_close")
        if name in _LOOKS:
            look[_LOOKS[name]] = part.nesting > 0 or (name == "strong" and bold)
        elif part.type == "link_open":
            look["link"] = str(part.attrs["href"])
            behind = "" if part.attrs.get("class") == "bare" else f" ({look['link']})"
        elif part.type == "link_close":
            del look["link"]
            yield Piece(behind, **look)
        elif name in ("softbreak", "hardbreak"):
            yield Piece("\n", **look)
        else:
            yield Piece(part.content, **{**look, "code": name == "code_inline"})


def evidence_pieces(evidence: "Evidence", beside: str) -> Iterator[Piece]:
    """Yield a piece of evidence: its label, and its address after it, which paper shows too."""
    yield Piece(evidence.label, link=href(evidence.link, beside))
    if evidence.other_link:
        yield Piece(f" ({evidence.link})")


def write(container: Any, blocks: Sequence[Block]) -> None:
    """Write blocks at the end of a document or of a table's cell, which begins with a paragraph."""
    is_cell = hasattr(container, "merge")
    numbers: dict[Series, int] = {}
    for number, block in enumerate(blocks):
        if block.rows:
            _write_table(container, block)
            continue
        first = is_cell and not number
        paragraph = container.paragraphs[0] if first else container.add_paragraph()
        if is_cell or (block.mark and block is not blocks[-1]):
            paragraph.paragraph_format.space_after = 0
        _set_place(paragraph, block, numbers)
        for piece in block.pieces:
            _add(paragraph, piece)


def _set_place(paragraph: Any, block: Block, numbers: dict[Series, int]) -> None:
    """Make an entry of a list one of Word's own, where the template has these lists."""
    if block.mark and _is_listed(paragraph, block, numbers):
        return
    if block.depth:
        paragraph.paragraph_format.left_indent = _STEP * block.depth
    if block.mark:
        paragraph.paragraph_format.first_line_indent = -_STEP
        paragraph.paragraph_format.tab_stops.add_tab_stop(_STEP * block.depth)
        paragraph.add_run(f"{block.mark}\t")


def _is_listed(paragraph: Any, block: Block, numbers: dict[Series, int]) -> bool:
    """Whether an entry could be made one of Word's own; `numbers` has the lists so far."""
    kind = "List Bullet" if block.mark == "•" else "List Number"
    name = kind if block.depth == 1 else f"{kind} {block.depth}"
    styles = paragraph.part.document.styles
    if name not in styles:
        return False
    if block.mark != "•":
        number = numbers.get(block.series) or _new_number(paragraph.part, styles[name], block)
        if number is None:
            return False
        numbers[block.series] = number
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
    paragraph.style = name
    return True


def _new_number(part: Any, style: Any, block: Block) -> int | None:
    """Return the number of a new list that looks as a style has it, and begins with this entry.

    Without one of its own, Word counts on from the list before.
    """
    if all(each.reltype != RELATIONSHIP_TYPE.NUMBERING for each in part.rels.values()):
        return None
    numbering = part.numbering_part.element
    own = [each.val for each in style.element.xpath("w:pPr/w:numPr/w:numId")]
    for number in numbering.num_lst:
        if [number.numId] == own:
            made = numbering.add_num(number.abstractNumId.val)
            made.add_lvlOverride(0).add_startOverride(int(block.mark[:-1]))
            return int(made.numId)
    return None


def _write_table(container: Any, block: Block) -> None:
    columns = max(map(len, block.rows))
    table = container.add_table(len(block.rows), columns)
    if "Table Grid" in container.part.document.styles:
        table.style = "Table Grid"
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, pieces in zip(row.cells, cells, strict=False):
            write(cell, [Block(pieces)])


def _add(paragraph: Any, piece: Piece) -> None:
    if not piece.text:
        return
    parent = paragraph._p
    if piece.link:
        run = add_link(paragraph, parent, piece.text, piece.link)
    else:
        run = add_run(paragraph, parent, piece.text)
    run.bold, run.italic = piece.bold or None, piece.italic or None
    run.font.strike = piece.struck or None
    if piece.code:
        run.font.name = "Courier New"
