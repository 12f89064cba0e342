"""What commands show on a terminal, drawn by rich; all text goes in as text, never as markup."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scalekit.engine.progress import Progress
from scalekit.model.checklist import Checklist
from scalekit.model.dates import say_date
from scalekit.model.printable import printable
from scalekit.views.status import attention, count_words, heading

NARROW = 70


def show_status(path: str, checklist: Checklist, progress: Progress, console: Console) -> None:
    """Show where a checklist stands: a table for each pillar, then what needs attention."""
    console.print(_text(heading(checklist), "bold"), _text(f"({path})", "dim"))
    console.print(_text(f"{count_words(progress.counts)}."))
    titles = dict(checklist.pillars)
    for pillar, counts in progress.pillars:
        console.print()
        console.print(_text(titles[pillar], "bold"), _text(count_words(counts)))
        console.print(_table(pillar, checklist, progress, narrow=console.width < NARROW))
    for line in attention(progress):
        label, _, rest = line.partition(": ")
        console.print(_text(f"{label}:", "bold"), _text(rest))


def _table(pillar: str, checklist: Checklist, progress: Progress, *, narrow: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Action", ratio=3)
    table.add_column("Status", min_width=11, ratio=1)
    if not narrow:
        table.add_column("Owner", ratio=1)
        table.add_column("Due", ratio=1)
    for action in checklist.actions:
        if action.pillar != pillar:
            continue
        answer = action.answer
        late = " (overdue)" if action in progress.overdue else ""
        due = f"{say_date(answer.due)}{late}" if answer.due else ""
        cells = [action.title, answer.status.label]
        if not narrow:
            cells += [answer.owner, due]
        table.add_row(*map(_text, cells))
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)
