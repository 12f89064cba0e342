"""An overview of many checklists in the formats that it can be shown in."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from scalekit.cli.files.writing import write_document
from scalekit.cli.terminal import streams
from scalekit.engine.portfolio import Portfolio
from scalekit.model.problem import Problem


def show(
    portfolio: Portfolio,
    problems: Sequence[Problem],
    kind: str,
    output: str | None,
    plain: bool,
    paths: Sequence[str],
) -> None:
    """Show an overview in a format; `problems` are for programs, `paths` are what was looked at."""
    terminal = output is None and streams.is_terminal(sys.stdout)
    plain = streams.wants_plain(plain)
    if kind == "text" and terminal and not plain:
        # rich takes 40 ms, and only a person at a terminal sees what it does.
        from scalekit.cli.terminal import pager
        from scalekit.views.terminal_portfolio import draw_portfolio

        pager.show_drawn(partial(draw_portfolio, portfolio))
        return
    if kind == "text":
        pieces = _text(portfolio, terminal=terminal, plain=plain)
    elif kind == "json":
        pieces = _json(portfolio, problems)
    elif kind == "html":
        pieces = _html(portfolio, _pages(paths, output))
    else:
        pieces = _RENDER[kind](portfolio)
    write_document(pieces, output, f".{kind}", binary=kind == "xlsx")


def _text(portfolio: Portfolio, *, terminal: bool, plain: bool) -> Iterator[bytes]:
    from scalekit.views.portfolio_table import WIDTH, text

    width = WIDTH
    if terminal:
        from shutil import get_terminal_size  # 2 ms

        width = get_terminal_size().columns
    yield "\n".join([*text(portfolio, width, plain=plain), ""]).encode("utf-8")


def _json(portfolio: Portfolio, problems: Sequence[Problem]) -> Iterator[bytes]:
    from scalekit.views import problems as problems_view
    from scalekit.views.portfolio_document import document

    content = {**document(portfolio), "problems": problems_view.document(problems)}
    yield streams.json_text("portfolio", content).encode("utf-8")


def _csv(portfolio: Portfolio) -> Iterator[bytes]:
    from scalekit.documents import csv_portfolio

    return (text.encode("utf-8") for text in csv_portfolio.render(portfolio))


def _pages(paths: Sequence[str], output: str | None) -> dict[str, str]:
    """Return by checklist the page that `export` made of it in the folder of `output`, if any."""
    if output in (None, "-") or "-" in paths:
        return {}
    # Only this format leads to pages.
    from scalekit.cli.exporting import batch

    folder = os.path.dirname(output) or "."
    return {
        os.path.normpath(job.path): os.path.relpath(job.target, folder).replace(os.sep, "/")
        for job in batch.plan(paths, folder, ".html")
        if os.path.isfile(job.target)
    }


def _html(portfolio: Portfolio, pages: dict[str, str]) -> Iterator[bytes]:
    # jinja2 takes 60 ms.
    from scalekit.documents.html.portfolio import render

    yield render(portfolio, pages)


def _xlsx(portfolio: Portfolio) -> Iterator[bytes]:
    from scalekit.documents.xlsx.portfolio import render

    yield render(portfolio)


_RENDER: dict[str, Callable[[Portfolio], Iterator[bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
}
