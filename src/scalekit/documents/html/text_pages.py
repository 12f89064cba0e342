"""Pages of text as one web page that needs nothing else; on paper each starts a new page."""

from collections.abc import Sequence

from scalekit.documents.html.page import environment, inline_files, policy
from scalekit.views.page import Block

_STYLE = ("style/page.css", "style/print.css", "style/blocks.css")


def render(title: str, pages: Sequence[Sequence[Block]]) -> bytes:
    """Return the page: it needs no network and no script."""
    values = {
        "title": title,
        "pages": [[(type(block).__name__, block) for block in blocks] for blocks in pages],
        "style": inline_files(_STYLE),
        "policy": policy(_STYLE, ()),
    }
    return environment().get_template("blocks.html").render(values).encode("utf-8")
