"""Pages of text in the formats that people read: which one is asked for, and where it goes."""

import shutil
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.files.writing import format_for, put
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.model.problem import did_you_mean

if TYPE_CHECKING:
    from scalekit.views.page import Block

ON_PAPER = ("html", "docx")  # for a screen or paper, and so written to a file


def format_of(asked: str | None, output: str | None, formats: Sequence[str]) -> str:
    """Return the format that an option or the ending of --output asks for, which else is text."""
    kind = format_for(asked, output, formats) or "text"
    if kind not in formats:
        near = did_you_mean(kind, [*formats]) or f"Use {', '.join(formats)}."
        raise UsageError(f"There is no format “{kind}” here. {near}")
    return kind


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

        put(["\n".join([*markdown(blocks), ""]).encode("utf-8")], output, ".md")
    elif kind == "html":
        from scalekit.documents.html import blocks as html

        put([html.render(title, pages)], output, ".html")
    elif kind == "docx":
        from scalekit.documents.docx import blocks as word

        put([word.render(title, pages, clock.today())], output, ".docx", binary=True)
    else:
        _put_text(blocks, output, plain)


def _put_text(blocks: "list[Block]", output: str | None, plain: bool) -> None:
    from scalekit.views.page import lines

    terminal = output is None and streams.is_terminal(sys.stdout)
    if terminal and not streams.wants_plain(plain):
        # rich takes 40 ms, and only a person at a terminal sees what it does.
        from scalekit.cli.terminal import pager
        from scalekit.views.terminal_page import draw

        pager.show_drawn(partial(draw, blocks))
        return
    width = shutil.get_terminal_size().columns if terminal else None
    put(["\n".join([*lines(blocks, width), ""]).encode("utf-8")], output, ".txt")
