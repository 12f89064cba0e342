"""Text that people typed, as HTML that shows it and can do nothing else."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from scalekit.documents.note_markdown import has_marks, tokens
from scalekit.text.links import has_address, pieces
from scalekit.text.printable import printable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def note(text: str, beside: str = "") -> Markup:
    """Return a note as HTML. Its headings become bold text: the page's own headings stay whole."""
    seen = printable(text)
    if not has_marks(text):
        return _plain(seen)
    # Again afterwards: `&#x202e;` is Markdown too. The parser has HTML switched off.
    return Markup(printable(_rendered(seen, beside)))


def _plain(text: str) -> Markup:
    """Return a note without any Markdown in it as the Markdown parser would, 100 times faster."""
    paragraphs = re.split(r"\n(?:[ ]*\n)+", text.strip("\n "))
    return Markup("").join(
        Markup("<p>{}</p>\n").format(
            Markup("<br>\n").join(_with_links(line.strip(" ")) for line in lines)
        )
        for lines in (paragraph.split("\n") for paragraph in paragraphs)
        if lines != [""]
    )


def linked(text: str) -> Markup:
    """Return a text as HTML in which each bare address is a link."""
    return _with_links(printable(text))


def _with_links(text: str) -> Markup:
    if not has_address(text):
        return escape(text)
    link = Markup('<a href="{}" class="bare">{}</a>')
    return Markup("").join(
        link.format(to, words) if to else escape(words) for words, to in pieces(text)
    )


def _rendered(text: str, beside: str = "") -> str:
    found = tokens(text, beside)
    if found is None:
        return str(Markup('<p class="as-typed">{}</p>\n').format(text))
    for token in found:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
        if token.type == "heading_open":
            token.attrSet("class", "note-heading")
        if token.type in ("th_open", "td_open"):
            token.attrs.pop("style", None)
    drawn_by = _parser()
    rendered: str = drawn_by.renderer.render(found, drawn_by.options, {})
    return rendered


@cache
def _parser() -> "MarkdownIt":
    # Loaded only for a note with marks in it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"breaks": True, "xhtmlOut": False})
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _fence(_renderer: Any, tokens: Sequence["Token"], number: int, *_: Any) -> str:
    """Return a block of code; the words after its opening marks are shown above it."""
    token = tokens[number]
    words = Markup("<p>{}</p>\n").format(token.info.strip()) if token.info.strip() else ""
    return words + Markup("<pre><code>{}</code></pre>\n").format(token.content)


def _table_open(*_: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"
