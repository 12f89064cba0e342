"""Where checklists stand on a terminal, by rich; all text goes in as text, never as markup."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scalekit.engine.portfolio import Portfolio
from scalekit.engine.progress import Progress
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.dates import say_date
from scalekit.text.printable import printable
from scalekit.views.page import Prose
from scalekit.views.portfolio import above, below, rows_in_words
from scalekit.views.portfolio_table import Table as Cells
from scalekit.views.portfolio_table import drawn, explained, table
from scalekit.views.shared_words import count_words, followed, heading, named
from scalekit.views.status import attention
from scalekit.views.terminal_page import TerminalPage, draw, wrapped

NARROW = 70


def draw_status(
    every: Iterable[tuple[str, Checklist, Progress]], console: Console, builtin: str
) -> TerminalPage:
    """Return where checklists stand as this terminal shows it, one below the other."""
    with console.capture() as capture:
        for number, (path, checklist, progress) in enumerate(every):
            if number:
                console.print()
            show_status(path, checklist, progress, console, builtin)
    text = capture.get()
    return TerminalPage(text, text.count("\n"))


def show_status(
    path: str, checklist: Checklist, progress: Progress, console: Console, builtin: str
) -> None:
    """Show where a checklist stands: a table for each pillar, then what needs attention."""
    _say(console, _text(heading(checklist), "bold"), _text(f"({path})", "dim"))
    _say(console, _text(f"{count_words(progress.counts)}."))
    for sentence in followed(checklist, builtin):
        _say(console, _text(sentence))
    titles = dict(checklist.pillars)
    for pillar, counts in progress.pillars:
        console.print()
        _say(console, _text(titles[pillar], "bold"), _text(count_words(counts)))
        actions = [action for action in checklist.actions if action.pillar == pillar]
        if console.width >= NARROW:
            console.print(_table(actions, progress))
        for action in actions if console.width < NARROW else ():
            status = _text(f"{action.answer.status.label}:", "bold")
            _say(console, status, _text(named(action)), indent="  ")
    if console.width < NARROW:
        console.print()
    for line in attention(progress):
        label, _, rest = line.partition(": ")
        _say(console, _text(f"{label}:", "bold"), _text(rest))


def _table(actions: list[ChecklistAction], progress: Progress) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for name, ratio in (("Action", 3), ("Status", 1), ("Owner", 1), ("Due", 1)):
        table.add_column(name, ratio=ratio, min_width=11, overflow="fold")
    for action in actions:
        answer = action.answer
        late = " (overdue)" if action in progress.overdue else ""
        due = f"{say_date(answer.due)}{late}" if answer.due else ""
        table.add_row(*map(_text, (action.listed, answer.status.label, answer.owner, due)))
    return table


def draw_portfolio(portfolio: Portfolio, console: Console) -> TerminalPage:
    """Return the overview as this terminal shows it: a table, or lines where it is too narrow."""
    shown = table(portfolio, console.width)
    if shown:
        top = [*above(portfolio), Prose(explained(shown, portfolio))]
        parts = [draw(top, console), _drawn(shown, console)]
    else:
        parts = [draw(above(portfolio), console), draw(rows_in_words(portfolio), console)]
    parts.append(draw(below(portfolio), console))
    text = "\n".join(part.text for part in parts)
    return TerminalPage(text, sum(part.height + 1 for part in parts))


def _drawn(cells: Cells, console: Console) -> TerminalPage:
    found = [Text(text, "bold" if is_heading else "") for text, is_heading in drawn(cells)]
    with console.capture() as capture:
        for line in found:
            console.print(line, soft_wrap=True)
    return TerminalPage(capture.get(), len(found))


def _say(console: Console, *parts: Text, indent: str = "") -> None:
    """Print text that goes on two columns further in; a long word is left to the terminal."""
    lines = wrapped(Text(" ").join(parts), max(console.width - len(indent) - 2, 1))
    for number, line in enumerate(lines):
        start = f"{indent}  " if number else indent
        console.print(Text(start).append(line), soft_wrap=True)


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)
