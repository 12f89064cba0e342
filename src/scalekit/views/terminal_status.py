"""Where checklists stand on a terminal, by rich; all text goes in as text, never as markup."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scalekit.engine.progress import Progress
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.dates import say_date
from scalekit.text.printable import printable
from scalekit.views.shared_words import action_line, count_words, followed, heading
from scalekit.views.status import attention
from scalekit.views.terminal_page import TerminalPage, wrapped

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
        actions = checklist.of_pillar(pillar)
        if console.width >= NARROW:
            console.print(_table(actions, progress))
        for action in actions if console.width < NARROW else ():
            status = _text(f"{action.answer.status.label}:", "bold")
            _say(console, status, _text(action_line(action)), indent="  ")
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


def _say(console: Console, *parts: Text, indent: str = "") -> None:
    """Print text that goes on two columns further in; a long word is left to the terminal."""
    lines = wrapped(Text(" ").join(parts), max(console.width - len(indent) - 2, 1))
    for number, line in enumerate(lines):
        start = f"{indent}  " if number else indent
        console.print(Text(start).append(line), soft_wrap=True)


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)
