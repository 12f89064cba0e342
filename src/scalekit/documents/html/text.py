"""Text that people typed, as HTML that shows it and can do nothing else."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from scalekit.text.pattern import pattern
from scalekit.text.printable import printable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_WEB = pattern(r"(?:https?://|mailto:)[^\s/]", re.IGNORECASE)
_NO_SCHEME = pattern(r"www\.[^\s/.]+\.[^\s/]", re.IGNORECASE)
_BARE = pattern(r"(?<![\w/@.-])(?:https?://|www\.)[^\s<>\"“”\\]+", re.IGNORECASE)
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What may begin an inline or a block mark of Markdown, or be an entity or a line break of it.
_MARKS = pattern(r"[\\*_`<>\[\]&#~|]|^(?: {4}|[ ]*\t)|^ *(?:[-+=]|\d{1,9}[.)])| $", re.MULTILINE)
_BOX = pattern(r"\[([ xX])\] ")
_DEEPEST = 40


def href(link: str, beside: str = "") -> str:
    """Return what a link leads to, for an attribute; nothing when it is shown as text only.

    Web and mail addresses are links, also from `www.` on, and so are file paths that start in the
    folder of the checklist, to which `beside` leads from that of the document.
    """
    if not _may_lead(link):
        return ""
    if _WEB.match(link):
        return link
    if _NO_SCHEME.match(link):
        return f"https://{link}"
    for sign in "%?# ":  # in a path these are part of a name; in an address they are not
        link = link.replace(sign, f"%{ord(sign):02X}")
    return _beside(link, beside)


def _beside(link: str, beside: str) -> str:
    return normpath(f"{quote(beside)}/{link}") if beside else link


def note(text: str, beside: str = "") -> Markup:
    """Return a note as HTML. Its headings become bold text: the page's own headings stay whole."""
    seen = printable(text)
    if not has_marks(text):
        return _plain(seen)
    # Again afterwards: `&#x202e;` is Markdown too. The parser has HTML switched off.
    return Markup(printable(_rendered(seen, beside)))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, each with what it leads to if it is an address."""
    done = 0
    for found in _BARE.finditer(text):
        address = _without_end_of_sentence(found[0])
        if not (_WEB.match(address) or _NO_SCHEME.match(address)):
            continue
        yield text[done : found.start()], ""
        yield address, href(address)
        done = found.start() + len(address)
    yield text[done:], ""


def _without_end_of_sentence(address: str) -> str:
    while True:
        shorter = address.rstrip(".,;:!?'’*_~")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def _may_lead(link: str) -> bool:
    if not link or printable(link) != link or {"\n", "\t"} & {*link}:
        return False
    return bool(_WEB.match(link)) or not (_SCHEME.match(link) or link[0] in "/\\#?")


def _may_lead_from_note(link: str) -> bool:
    # Whatever is not seen has become `\x1b` by now, which no address holds.
    return "%5C" not in link and _may_lead(link)


def _plain(text: str) -> Markup:
    """Return a note without any Markdown in it as the Markdown parser would, 100 times faster."""
    paragraphs = re.split(r"\n(?:[ ]*\n)+", text.strip("\n "))
    return Markup("").join(
        Markup("<p>{}</p>\n").format(
            Markup("<br>\n").join(_line(line.strip(" ")) for line in lines)
        )
        for lines in (paragraph.split("\n") for paragraph in paragraphs)
        if lines != [""]
    )


def _line(text: str) -> Markup:
    if not _BARE.search(text):
        return escape(text)
    link = Markup('<a href="{}" class="bare">{}</a>')
    return Markup("").join(
        link.format(to, words) if to else escape(words) for words, to in _pieces(text)
    )


def tokens(text: str, beside: str = "") -> "list[Token] | None":
    """Return a note as the Markdown parser reads it, its links and bare addresses as `href` has it.

    It is nothing where the note is nested deeper than the parser goes, which leaves out the rest.
    """
    found = _parser().parse(text)
    for part in chain.from_iterable(block.children or () for block in found if beside):
        if part.type == "link_open" and not _WEB.match(str(part.attrs["href"])):
            part.attrSet("href", _beside(str(part.attrs["href"]), beside))
    return None if any(token.level >= _DEEPEST - 1 for token in found) else found


def has_marks(text: str) -> bool:
    """Whether a note may look otherwise rendered than typed."""
    return bool(_MARKS.search(text))


def _rendered(text: str, beside: str = "") -> str:
    parser, found = _parser(), tokens(text, beside)
    if found is None:
        return str(Markup('<p class="as-typed">{}</p>\n').format(text))
    for token in found:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
        if token.type == "heading_open":
            token.attrSet("class", "note-heading")
        if token.type in ("th_open", "td_open"):
            token.attrs.pop("style", None)
    rendered: str = parser.renderer.render(found, parser.options, {})
    return rendered


@cache
def _parser() -> "MarkdownIt":
    # Loaded only for a note with marks in it: 25 ms, and 3 ms for a long note.
    from markdown_it import MarkdownIt

    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # A picture would be fetched; a reference that nothing uses would not be shown.
    parser.disable(["image", "reference"])
    parser.core.ruler.push("bare_addresses", _link_bare_addresses)
    parser.core.ruler.push("boxes", _draw_boxes)
    parser.validateLink = _may_lead_from_note  # type: ignore[method-assign, assignment]
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _link_bare_addresses(state: "StateCore") -> None:
    for block in state.tokens:
        block.children = block.children and [*_with_links(block.children)]


def _draw_boxes(state: "StateCore") -> None:
    """Make boxes of what a code-hosting site shows as boxes: an entry of a list with `[ ]`."""
    for item, _, words in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and words.children:
            first = words.children[0]
            if box := _BOX.match(first.content):
                sign = "☐" if box[1] == " " else "☑"
                first.content = f"{sign} {first.content[box.end() :]}"


def _with_links(tokens: "Sequence[Token]") -> "Iterator[Token]":
    is_linked = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            is_linked = token.type == "link_open"
            if is_linked and token.info == "auto":
                token.attrSet("class", "bare")
        if token.type != "text" or is_linked or not _BARE.search(token.content):
            yield token
            continue
        for words, to in _pieces(token.content):
            text = token.copy(content=words)
            if not to:
                yield text
                continue
            attributes: dict[str, str | int | float] = {"href": to, "class": "bare"}
            yield token.copy(type="link_open", tag="a", nesting=1, attrs=attributes)
            yield text
            yield token.copy(type="link_close", tag="a", nesting=-1)


def _fence(_renderer: Any, tokens: Sequence["Token"], number: int, *_: Any) -> str:
    """Return a block of code; the words after its opening marks are shown above it."""
    token = tokens[number]
    words = Markup("<p>{}</p>\n").format(token.info.strip()) if token.info.strip() else ""
    return words + Markup("<pre><code>{}</code></pre>\n").format(token.content)


def _table_open(*_: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"
