"""One line of text as Markdown (CommonMark 0.31, section 2.4), so that it reads back the same."""

import re

from scalekit.text.pattern import pattern

# One class of signs is found ten times faster than what stands around them, and few lines hold one.
_SIGN = pattern(r"[\\*`<\[\]_&#~]")
_MARKUP = pattern(r"[\\*`<\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|#(?=#*$)")
# What would open a list, a heading, a quotation or a field.
_BLOCK_START = pattern(
    r"#{1,6}(?=\s|$)|[>+=-]|\d{1,9}(?=[.)])|[A-Za-z]+(?: date)?[ \t]*(?=[:=])", re.IGNORECASE
)
# Bold, italic, code and addresses in the one spelling that formatters leave as it is.
_INSIDE = r"(?!\s)[^\\*`<>\[\]_&~#]+(?<!\s)"
_MARKED = (
    rf"(?<![*\w])\*\*{_INSIDE}\*\*(?![*\w])|(?<!\w)_{_INSIDE}_(?!\w)|(?<!`)`{_INSIDE}`(?!`)"
    r"|<(?:(?:https?://|mailto:)[^\s<>\\&]+|[\w.+-]+@[\w.-]+)>"
)
_LINK = r"\[[^\\*`<>\[\]_&~#]+\]\((?:[^\s\\<>\[\]()&]|&(?!#?\w+;))+\)"
_TYPED = pattern(rf"({_MARKED})")
# The same with one star too, and what stands before a heading, a quotation or a list's entry.
_SHOWN = pattern(
    rf"^\s*(?:#{{1,6}}|>|[-*+]|\d{{1,9}}[.)])\s+"
    rf"|\*\*({_INSIDE})\*\*|(?<![*\w])\*({_INSIDE})\*(?![*\w])|(?<!\w)_({_INSIDE})_(?!\w)"
    r"|`([^`]+)`|<((?:https?://|mailto:)[^\s<>]+)>|\[([^\[\]]+)\]\([^\s()]+\)|\\([^\w\s])"
)
_TYPED_OR_LINK = pattern(rf"({_MARKED}|{_LINK})")


def escape(text: str) -> str:
    """Return one line of plain text as Markdown that shows exactly that text."""
    if not _SIGN.search(text):
        return text
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    if text.count("~") > 1:
        escaped = escaped.replace("~", r"\~")
    return escaped


def as_typed(text: str, *, links: bool = True) -> str:
    """Return one line of text as Markdown in which the markup that somebody typed stays markup."""
    if not _SIGN.search(text):
        return text
    pieces = (_TYPED_OR_LINK if links else _TYPED).split(text)
    return "".join([piece if n % 2 else escape(piece) for n, piece in enumerate(pieces)])


def as_words(markdown: str) -> str:
    """Return one line of Markdown in the words that it shows, for where nothing can be marked."""
    return _SHOWN.sub(lambda found: next(filter(None, found.groups()), ""), markdown)


def as_paragraph(markdown: str) -> str:
    """Return a line of Markdown that opens neither a list, a heading nor a field."""
    if markdown.startswith(("–", "—", "•")):
        return f"&#{ord(markdown[0])};{markdown[1:]}"
    start = _BLOCK_START.match(markdown)
    if not start:
        return markdown
    if markdown[0].isalnum():
        return f"{start[0]}\\{markdown[start.end() :]}"
    return f"\\{markdown}"


def escape_paragraph(text: str) -> str:
    """Return plain text as a paragraph of Markdown that shows exactly that text."""
    return as_paragraph(escape(text))
