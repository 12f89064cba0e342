"""A note as Markdown: what each document that shows it makes its own of."""

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from scalekit.text.links import from_document, has_address, is_web_link, may_lead, pieces
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

# What may begin an inline or a block mark of Markdown, or be an entity or a line break of it.
_MARKS = pattern(r"[\\*_`<>\[\]&#~|]|^(?: {4}|[ ]*\t)|^ *(?:[-+=]|\d{1,9}[.)])| $", re.MULTILINE)
_BOX = pattern(r"\[([ xX])\] ")
_DEEPEST = 40


def has_marks(text: str) -> bool:
    """Whether a note may look otherwise rendered than typed."""
    return bool(_MARKS.search(text))


def tokens(text: str, beside: str = "") -> "list[Token] | None":
    """Return a note as the Markdown parser reads it, its links and bare addresses as `href` has it.

    It is nothing where the note is nested deeper than the parser goes, which leaves out the rest.
    """
    found = _parser().parse(text)
    for part in chain.from_iterable(block.children or () for block in found if beside):
        if part.type == "link_open" and not is_web_link(str(part.attrs["href"])):
            part.attrSet("href", from_document(str(part.attrs["href"]), beside))
    return None if any(token.level >= _DEEPEST - 1 for token in found) else found


@cache
def _parser() -> "MarkdownIt":
    # Loaded only for a note with marks in it: 25 ms, and 3 ms for a long note.
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # A picture would be fetched; a reference that nothing uses would not be shown.
    parser.disable(["image", "reference"])
    parser.core.ruler.push("bare_addresses", _link_bare_addresses)
    parser.core.ruler.push("boxes", _draw_boxes)
    parser.validateLink = _may_lead  # type: ignore[method-assign, assignment]
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
        if token.type != "text" or is_linked or not has_address(token.content):
            yield token
            continue
        for words, to in pieces(token.content):
            text = token.copy(content=words)
            if not to:
                yield text
                continue
            attributes: dict[str, str | int | float] = {"href": to, "class": "bare"}
            yield token.copy(type="link_open", tag="a", nesting=1, attrs=attributes)
            yield text
            yield token.copy(type="link_close", tag="a", nesting=-1)


def _may_lead(link: str) -> bool:
    # Whatever is not seen has become `\x1b` by now, which no address holds.
    return "%5C" not in link and may_lead(link)
