"""Plain text as Markdown that shows exactly that text (CommonMark 0.31, section 2.4)."""

import re
from functools import lru_cache

_MARKUP = re.compile(r"[\\*`<\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|#(?=#*$)")
_BLOCK_START = re.compile(r"(?:#{1,6}(?=\s|$)|[>+=-]|\d{1,9}(?=[.)])|[A-Za-z]+(?=:))")


@lru_cache(2048)  # ten thousand checklists ask the same eleven questions
def escape(text: str) -> str:
    """Return one line of plain text as Markdown that shows exactly that text."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    if text.count("~") > 1:
        escaped = escaped.replace("~", r"\~")
    return escaped


@lru_cache(2048)
def escape_paragraph(text: str) -> str:
    """Return a paragraph as Markdown that opens neither a list, a heading nor a field."""
    escaped = escape(text)
    start = _BLOCK_START.match(escaped)
    if not start:
        return escaped
    if escaped[0].isalnum():
        return f"{start[0]}\\{escaped[start.end() :]}"
    return f"\\{escaped}"
