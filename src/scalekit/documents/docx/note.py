"""A note as paragraphs of a Word document: its lists, tables and links are Word's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.shared import Cm

from scalekit.documents.docx.runs import add_link, add_run
from scalekit.documents.html.text import href, tokens
from scalekit.text.printable import documentable

if TYPE_CHECKING:
    from markdown_it.token import Token

_STEP = Cm(0.6)  # that each list or quotation stands further in
_LOOKS = {"strong": "bold", "em": "italic", "s": "struck"}


class Piece(NamedTuple):
    """Some words in one look; `link` is where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@dataclass
class Block:
    """One paragraph, or a table of `rows`; `mark` begins an entry of a list."""

    pieces: list[Piece] = field(default_factory=list)
    mark: str = ""
    depth: int = 0
    rows: list[list[list[Piece]]] = field(default_factory=list)


def said(label: str, *pieces: Piece) -> Block:
    """Return a paragraph with a label before its words."""
    return Block([Piece(f"{label}: "), *pieces])


def labelled(label: str, note: str, beside: str) -> list[Block]:
    """Return a note after its label, on the same line where it begins with a paragraph."""
    blocks = list(note_blocks(note, beside))
    first = blocks[0] if blocks else Block()
    if first.rows or first.mark or first.depth:
        return [said(label), *blocks]
    return [said(label, *first.pieces), *blocks[1:]]


def note_blocks(note: str, beside: str = "") -> Iterator[Block]:
    """Yield the paragraphs of a note as its Markdown says; `beside` as `Report` has it."""
    found = tokens(documentable(note), beside)
    if found is None:  # nested deeper than anybody reads
        yield Block([Piece(note)])
        return
    place = _Place()
    for before, token in zip([None, *found], found, strict=False):
        place.go_to(token)
        after = before.type if before else ""
        if after in ("th_open", "td_open"):
            is_head = after == "th_open"
            place.table.rows[-1].append(list(_pieces(token, bold=is_head)))
        elif token.type == "table_close":
            yield place.table
        elif token.type in ("inline", "fence", "code_block", "hr"):
            is_heading = after == "heading_open"
            yield Block(_words(token, bold=is_heading), place.mark, place.depth)
            place.mark = ""


@dataclass
class _Place:
    """Where in a note's lists, quotations and tables a token stands."""

    lists: list[int] = field(default_factory=list)  # the next number; 0 in one with bullets
    quotes: int = 0
    mark: str = ""
    table: Block = field(default_factory=Block)

    @property
    def depth(self) -> int:
        return len(self.lists) + self.quotes

    def go_to(self, token: "Token") -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(0)
            case "ordered_list_open":
                self.lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                is_numbered = token.markup in (".", ")")
                self.mark = f"{self.lists[-1]}." if is_numbered else "•"
                self.lists[-1] += is_numbered
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


def evidence_pieces(label: str, link: str, beside: str) -> Iterator[Piece]:
    """Yield a piece of evidence: its label, and its address after it, which paper shows too."""
    to = href(link, beside)
    yield Piece(label, link=to)
    if link and link != label:
        yield Piece(f" ({link})")


def write(container: Any, blocks: Sequence[Block]) -> None:
    """Write blocks at the end of a document or of a table's cell, which begins with a paragraph."""
    is_cell = hasattr(container, "merge")
    for number, block in enumerate(blocks):
        if block.rows:
            _write_table(container, block)
            continue
        first = is_cell and not number
        paragraph = container.paragraphs[0] if first else container.add_paragraph()
        if is_cell or block.mark:
            paragraph.paragraph_format.space_after = 0
        _set_place(paragraph, block, container.part.document.styles)
        for piece in block.pieces:
            _add(paragraph, piece)


def _set_place(paragraph: Any, block: Block, styles: Any) -> None:
    """Make an entry of a list one of Word's own, where the template has these lists."""
    bullets = "List Bullet" if block.depth == 1 else f"List Bullet {block.depth}"
    if block.mark == "•" and bullets in styles:
        paragraph.style = bullets
        return
    if block.depth:
        paragraph.paragraph_format.left_indent = _STEP * block.depth
    if block.mark:
        paragraph.paragraph_format.first_line_indent = -_STEP
        paragraph.paragraph_format.tab_stops.add_tab_stop(_STEP * block.depth)
        paragraph.add_run(f"{block.mark}\t")


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
