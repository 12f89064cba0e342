"""Pages of text in the formats that people read, and the file that one goes to."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.files.overwriting import nothing, refuse_loss
from scalekit.cli.files.writing import new_file, refuse_own, write_document
from scalekit.cli.terminal.showing import show_blocks

if TYPE_CHECKING:
    from scalekit.views.page import Block

_ON_PAPER = ("html", "docx", "xlsx")  # for a screen or paper, and so written to a file


def file_for(
    kind: str, name: str, output: str | None, of: Iterable[str] = (), *, force: bool = False
) -> str | None:
    """Return the file that a document goes to: --output, or a new one with this name; or None.

    `of` are the checklists that it is made of. Raises UsageError for one of those, and where a
    file has the name already; FileError where the file holds answers, unless that is forced.
    """
    if output is None and kind in _ON_PAPER:
        output = new_file(f"{name}.{kind}")
    refuse_own(of, output)
    if output not in (None, "-") and not force:
        refuse_loss(output, nothing)
    return output


def put_pages(
    title: str,
    pages: "Sequence[Sequence[Block]]",
    kind: str,
    output: str | None,
    *,
    plain: bool,
) -> None:
    """Write pages as text, md, html or docx, each of which needs what only it imports."""
    blocks = [block for page in pages for block in page]
    if kind == "md":
        from scalekit.views.page_markdown import markdown

        write_document(["\n".join([*markdown(blocks), ""]).encode("utf-8")], output, ".md")
    elif kind == "html":
        from scalekit.documents.html import text_pages as html

        write_document([html.render(title, pages)], output, ".html")
    elif kind == "docx":
        from scalekit.documents.docx import text_pages as word

        write_document([word.render(title, pages, clock.today())], output, ".docx", binary=True)
    elif output is None:
        show_blocks(blocks, plain=plain)
    else:
        from scalekit.views.page import lines

        write_document(["\n".join([*lines(blocks, None), ""]).encode("utf-8")], output, ".txt")
