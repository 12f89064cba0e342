"""What links and bare addresses lead to, in every document that shows them."""

import re
from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import quote

from scalekit.text.pattern import pattern
from scalekit.text.printable import printable

_WEB = pattern(r"(?:https?://|mailto:)[^\s/]", re.IGNORECASE)
_NO_SCHEME = pattern(r"www\.[^\s/.]+\.[^\s/]", re.IGNORECASE)
_BARE = pattern(r"(?<![\w/@.-])(?:https?://|mailto:|www\.)[^\s<>\"“”\\]+", re.IGNORECASE)
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


def href(link: str, beside: str = "") -> str:
    """Return what a link leads to, for an attribute; nothing when it is shown as text only.

    Web and mail addresses are links, also from `www.` on, and so are file paths that start in the
    folder of the checklist, to which `beside` leads from that of the document.
    """
    if not may_lead(link):
        return ""
    if is_web_link(link):
        return link
    if _NO_SCHEME.match(link):
        return f"https://{link}"
    for sign in "%?# ":  # in a path these are part of a name; in an address they are not
        link = link.replace(sign, f"%{ord(sign):02X}")
    return from_document(link, beside)


def is_web_link(link: str) -> bool:
    """Whether a link leads to the web or to a mail address, as it stands."""
    return bool(_WEB.match(link))


def from_document(link: str, beside: str) -> str:
    """Return the path of a file beside the checklist as seen from the document; see `href`."""
    return normpath(f"{quote(beside)}/{link}") if beside else link


def has_address(text: str) -> bool:
    """Whether a text holds what may be a web address."""
    return bool(_BARE.search(text))


def pieces(text: str) -> Iterator[tuple[str, str]]:
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


def may_lead(link: str) -> bool:
    """Whether a link is a web or mail address, or a path in the folder of the checklist."""
    if not link or printable(link) != link or {"\n", "\t"} & {*link}:
        return False
    return is_web_link(link) or not (_SCHEME.match(link) or link[0] in "/\\#?")
