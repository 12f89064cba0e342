"""A page of text as Markdown for others to read, which shows every text as it was typed."""

from collections.abc import Iterable, Iterator, Sequence

from scalekit.text.folding import tidy
from scalekit.text.links import pieces
from scalekit.text.markdown_escape import escape
from scalekit.text.pattern import pattern
from scalekit.text.printable import printable
from scalekit.views.page import Block, Command, Fields, Heading, Items, Prose

_OPENS = pattern(r"^(\d{1,9}(?=[.)])|(?=[#>+=-]))")


def markdown(blocks: Sequence[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        lines = [*_lines(block)]
        found += ["", *lines] if found and lines else lines
    return found


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Heading(text, code, level):
            return [f"{'#' * level} {_shown(text)}{_code(code)}"]
        case Prose(text):
            return _paragraphs(text)
        case Command(text):
            return [f"    {printable(text)}"]
        case Fields(pairs):
            return [f"- {_shown(name)}: {_shown(value)}" for name, value in pairs if value]
        case Items():
            return _items(block)


def _items(block: Items) -> Iterator[str]:
    for item in block.items:
        yield f"- {_started(item.text)}{_code(item.code)}"
        for detail in _with_links(filter(str.strip, item.details)):
            yield f"  - {_started(detail)}"


def _with_links(details: Iterable[str]) -> list[str]:
    """Return the lines of an entry with each link behind the words that lead to it."""
    found: list[str] = []
    for detail in details:
        if found and found[-1].endswith(":") and "://" in detail:
            found[-1] = f"{found[-1]} {detail}"
        else:
            found.append(detail)
    return found


def _code(code: str) -> str:
    return f" ({_shown(code)})" if code else ""


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        yield from ([""] if number else [])
        yield _started(paragraph)


def _started(text: str) -> str:
    """Return a text that begins a block, and opens no list, heading or quotation in it."""
    return _OPENS.sub(r"\1\\", _shown(text))


def _shown(text: str) -> str:
    parts = pieces(printable(tidy(text)))
    return "".join(_linked(words, to) if to else escape(words) for words, to in parts)


def _linked(words: str, to: str) -> str:
    return f"<{to}>" if words == to else f"[{escape(words)}](<{to}>)"
