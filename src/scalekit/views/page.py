"""A page of text: written once as blocks, shown as plain lines here and by rich on a terminal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scalekit.text.columns import broken, fitted
from scalekit.text.printable import printable


class Heading(NamedTuple):
    """A heading; the first level is the title of the page."""

    text: str
    code: str = ""
    level: int = 2


class Prose(NamedTuple):
    """One or more paragraphs with a blank line between them."""

    text: str


class Command(NamedTuple):
    """Something to type, on a line of its own that is never broken."""

    text: str


class Item(NamedTuple):
    """One entry of a list; `code` is what to type to read more, `details` stand below it.

    `command` is something to type, below that. `note` is Markdown whose lines are the last of the
    details, for a document that can show it as such.
    """

    text: str
    code: str = ""
    details: tuple[str, ...] = ()
    command: str = ""
    note: str = ""

    @property
    def above_note(self) -> tuple[str, ...]:
        """Return the details without the lines of the note."""
        return self.details[: -len(self.note.split("\n"))] if self.note else self.details


class Items(NamedTuple):
    """A list."""

    items: tuple[Item, ...]


class Fields(NamedTuple):
    """Names with their values; those without a value are left out."""

    pairs: tuple[tuple[str, str], ...]


Block = Heading | Prose | Items | Fields | Command


class Row(NamedTuple):
    """One line before it is wrapped: what stands before it and before the lines it wraps to.

    `style` says what it is: title, heading, link, command, or nothing in particular. A command
    stays on one line however long it is, so that it can be copied: a terminal wraps it.
    """

    text: str
    label: str = ""
    code: str = ""
    style: str = ""
    first: str = ""
    rest: str = ""


BLANK = Row("")
COMMAND = "command"


def section(title: str, items: Iterable[Item]) -> list[Block]:
    """Return a heading with its list, or nothing when the list is empty."""
    found = tuple(items)
    return [Heading(title), Items(found)] if found else []


def rows(blocks: Sequence[Block]) -> Iterator[Row]:
    """Yield the lines of a page, harmless on any screen."""
    after_heading = True
    for block in blocks:
        if not after_heading or (isinstance(block, Heading) and block is not blocks[0]):
            yield BLANK
        after_heading = isinstance(block, Heading) and block.level > 1
        yield from _rows(block)


def lines(
    blocks: Sequence[Block], width: int | None = None, *, whole_words: bool = True
) -> list[str]:
    """Return the page as plain lines, broken between words if a width is given.

    Long words stay whole, so that an address can be followed, unless every line has to fit.
    """
    found = []
    for row in rows(blocks):
        label = f"{row.label}: " if row.label else ""
        code = f" ({row.code})" if row.code else ""
        text = f"{label}{row.text}{code}"
        some = [text]
        if width and row.style != COMMAND:
            some = [*(broken if whole_words else fitted)(text, max(width - len(row.rest), 2))]
        found += [f"{row.first}{some[0]}", *(f"{row.rest}{line}" for line in some[1:])]
    return found


def _rows(block: Block) -> Iterable[Row]:
    match block:
        case Heading(text, code, level):
            style = "title" if level == 1 else "heading"
            return [Row(_line(text), code=_line(code), style=style)]
        case Prose(text):
            return _paragraphs(text)
        case Items(items):
            return _items(items)
        case Fields(pairs):
            return [Row(_line(value), _line(name), rest="  ") for name, value in pairs if value]
        case Command(text):
            return [_command(text)]


def _paragraphs(text: str) -> Iterator[Row]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield BLANK
        yield Row(_line(paragraph))


def _items(items: Sequence[Item]) -> Iterator[Row]:
    apart = any(item.details for item in items)
    for number, item in enumerate(items):
        if number and apart:
            yield BLANK
        yield Row(_line(item.text), code=_line(item.code), first="- ", rest="  ")
        for detail in filter(None, item.details):
            style = "link" if re.match(r"https?://\S+$", detail) else ""
            yield Row(_line(detail), style=style, first="  ", rest="  ")
        if item.command:
            yield _command(item.command)


def _command(text: str) -> Row:
    return Row(_line(text), style=COMMAND, first="  ", rest="  ")


def _line(text: str) -> str:
    return printable(re.sub(r"[ \t\n]+", " ", text))
