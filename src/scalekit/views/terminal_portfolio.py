"""Many checklists on a terminal, drawn by rich; all text goes in as text, never as markup."""

from rich.console import Console
from rich.text import Text

from scalekit.engine.portfolio import Portfolio
from scalekit.views.page import Prose
from scalekit.views.portfolio import above, below, rows_in_words
from scalekit.views.portfolio_table import Table, drawn, legend, table
from scalekit.views.terminal_page import TerminalPage, draw


def draw_portfolio(portfolio: Portfolio, console: Console) -> TerminalPage:
    """Return the overview as this terminal shows it: a table, or lines where it is too narrow."""
    shown = table(portfolio, console.width)
    if shown:
        top = [*above(portfolio), Prose(legend(shown, portfolio))]
        parts = [draw(top, console), _drawn(shown, console)]
    else:
        parts = [draw(above(portfolio), console), draw(rows_in_words(portfolio), console)]
    parts.append(draw(below(portfolio), console))
    text = "\n".join(part.text for part in parts)
    return TerminalPage(text, sum(part.height + 1 for part in parts))


def _drawn(table: Table, console: Console) -> TerminalPage:
    found = [Text(text, "bold" if is_heading else "") for text, is_heading in drawn(table)]
    with console.capture() as capture:
        for line in found:
            console.print(line, soft_wrap=True)
    return TerminalPage(capture.get(), len(found))
