"""A Markdown text as blocks of whole lines, with not one line left out."""

import re
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from scalekit.model.fields import FIELDS
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token


class Block(NamedTuple):
    """A run of lines of one kind: `first` counts from 0, `end` is the line after the last.

    Kinds: heading, paragraph, html, quote, list, other. A list that holds boxes, fields or
    quotations is not one block: each of its entries gives the blocks it holds.
    """

    kind: str
    first: int
    end: int


# A box, with whatever mark somebody put in it, and what stands behind it.
TASK = pattern(r"[ \t]*[-*+][ \t]+\\?\[([^\]\\]{0,3})\\?\](?:[ \t]+(.*))?$")
# Other names of the fields that can only mean one thing.
_ALSO = {
    "due date": "due",
    "deadline": "due",
    "owners": "owner",
    "notes": "note",
    "comment": "note",
    "comments": "note",
}
_NAMES = "|".join(sorted((*FIELDS, *_ALSO), key=len, reverse=True))
FIELD = pattern(
    rf"\s*(?P<bullet>[-*+]\s+)?[*_]*(?P<name>{_NAMES})[*_]*[ \t]*[:=][*_]*(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_QUOTED = pattern(r"[ \t]*>")


def field_name(field: re.Match[str]) -> str:
    """Return which of the FIELDS a line that starts like one names."""
    name = field["name"].lower()
    return _ALSO.get(name, name)


_CONTAINERS = {"bullet_list_open": "list", "ordered_list_open": "list", "blockquote_open": "quote"}
_LEAVES = {"heading_open": "heading", "paragraph_open": "paragraph", "html_block": "html"}

# Link definitions would vanish from the tokens; an underlined heading would swallow a field with
# a rule typed under it; a field indented by four spaces more is still meant as a field.
_PARSER = MarkdownIt("commonmark").disable(["reference", "lheading", "code", "inline"])


def blocks(lines: list[str]) -> list[Block]:
    """Return the blocks of a text in order; every line with more than spaces is in exactly one."""
    # The parser takes a lone carriage return for a line end, which would shift its line numbers.
    text = "\n".join(lines).replace("\r", " ")
    found: list[Block] = []
    end = 0
    for block in _flatten(_PARSER.parse(text), lines):
        found += _uncovered(lines, end, block.first)
        if block.end > max(end, block.first):
            found.append(Block(block.kind, max(end, block.first), block.end))
        end = max(end, block.end)
    return found + _uncovered(lines, end, len(lines))


def blank(line: str) -> bool:
    """Return whether CommonMark calls this line blank: nothing but spaces and tabs."""
    return not line.strip(" \t")


def _flatten(tokens: "list[Token]", lines: list[str]) -> "Iterator[Block]":
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token.map is None or token.nesting < 0:
            continue
        first, end = token.map
        if token.type in _CONTAINERS and not _holds_parts(token, lines, first, end):
            yield _block(_CONTAINERS[token.type], lines, first, end)
            position = _closing(tokens, position, token.level)
        elif token.type in _LEAVES:
            yield _block(_LEAVES[token.type], lines, first, end)
        elif token.type in ("fence", "hr"):
            yield _block("other", lines, first, end)


def _holds_parts(token: "Token", lines: list[str], first: int, end: int) -> bool:
    """Return whether a list holds parts of the checklist: a box typed above makes them its own."""
    return token.type != "blockquote_open" and any(
        TASK.match(line) or FIELD.fullmatch(line) or _QUOTED.match(line)
        for line in lines[first:end]
    )


def _block(kind: str, lines: list[str], first: int, end: int) -> Block:
    while end > first + 1 and blank(lines[end - 1]):
        end -= 1
    return Block(kind, first, end)


def _closing(tokens: "list[Token]", position: int, level: int) -> int:
    while tokens[position].level != level or tokens[position].nesting >= 0:
        position += 1
    return position + 1


def _uncovered(lines: list[str], first: int, end: int) -> list[Block]:
    found: list[Block] = []
    for number in range(first, end):
        if blank(lines[number]):
            continue
        if found and found[-1].end == number:
            found[-1] = Block("other", found[-1].first, number + 1)
        else:
            found.append(Block("other", number, number + 1))
    return found
