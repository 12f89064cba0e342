"""Pictures of scalekit in use: the real program on a terminal, its screen drawn as SVG."""

import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pyte

WIDE, HIGH = 80, 60
CELL, LINE, MARGIN = 8.4, 19, 20
INK, PAPER = "#e6e6e6", "#1c1f26"
COLOURS = {
    "default": INK,
    "red": "#ff8a80",
    "green": "#8fd694",
    "brown": "#f0d080",
    "blue": "#8ab4ff",
    "magenta": "#f0a0ff",
    "cyan": "#80dfe6",
}
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
START = 'scalekit start --role innovator --innovation "FeNO testing" --place Barnsley'
STATUS = "scalekit status"
SET = "scalekit set feno-testing.scalekit.md"
ANSWERS = (
    f'{SET} understand-local-need --status completed --owner "Practice nurse lead"',
    f'{SET} understand-adoption-challenges --status in-progress --due "1 November 2026"',
    f'{SET} regular-touchpoints --status in-progress --owner "Sam Lee" --due "15 January 2027"',
)


def drawn(program: Sequence[str], environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each picture's file name and content."""
    with tempfile.TemporaryDirectory() as folder:
        walk = screen(program, START, folder, environment, "h help")
        yield "start.svg", svg(walk, START)
        for answer in ANSWERS:
            screen(program, answer, folder, environment)
        yield "status.svg", svg(screen(program, STATUS, folder, environment), STATUS)


def screen(
    program: Sequence[str],
    command: str,
    folder: str,
    environment: Mapping[str, str],
    until: str = "",
) -> pyte.Screen:
    """Return the screen when the program ends, or when `until` is on it and nothing follows."""
    shown = pyte.Screen(WIDE, HIGH)
    stream = pyte.ByteStream(shown)
    child = pexpect.spawn(
        program[0],
        [*program[1:], *shlex.split(command)[1:]],
        cwd=folder,
        env={**environment, "TERM": "xterm-256color", "COLUMNS": str(WIDE)},
        dimensions=(HIGH, WIDE),
    )
    try:
        while True:
            try:
                stream.feed(child.read_nonblocking(65_536, timeout=1 if until else 30))
            except pexpect.TIMEOUT:
                if until in "\n".join(shown.display):
                    break
            except pexpect.EOF:
                break
    finally:
        child.close(force=True)
    return shown


def svg(shown: pyte.Screen, command: str) -> str:
    """Return a screen as SVG, below the command that led to it."""
    used = max(number for number, line in enumerate(shown.display) if line.strip()) + 1
    rows = [_row(1, [(f"$ {command}", INK, True)])]
    rows += [_row(2 + number, list(_runs(shown.buffer[number]))) for number in range(used)]
    wide, high = round(WIDE * CELL + 2 * MARGIN), (used + 1) * LINE + 2 * MARGIN
    told = escape("\n".join(line.rstrip() for line in shown.display[:used]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
        f' role="img" aria-labelledby="title told">\n'
        f'<title id="title">{escape(command)}</title>\n<desc id="told">{told}</desc>\n'
        f'<rect width="{wide}" height="{high}" rx="10" fill="{PAPER}"/>\n'
        f'<g font-family="{FONT}" font-size="14" xml:space="preserve">\n'
        f"{''.join(rows)}</g>\n</svg>\n"
    )


def _runs(cells: Mapping[int, Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield the pieces of a line that look the same: text, colour, whether it is bold."""
    line = [cells[column] for column in range(WIDE)]
    for (colour, bold), run in groupby(line, lambda cell: (cell.fg, cell.bold)):
        yield "".join(cell.data or " " for cell in run), COLOURS.get(colour, INK), bold


def _row(number: int, runs: list[tuple[str, str, bool]]) -> str:
    pieces, column = [], 0
    for text, colour, bold in runs:
        # Words are placed one by one, so that columns line up in whatever font there is.
        for word in re.finditer(r"\S+(?: \S+)*", text):
            x = MARGIN + (column + word.start()) * CELL
            weight = ' font-weight="bold"' if bold else ""
            pieces.append(
                f'<text x="{x:.1f}" y="{MARGIN + number * LINE - 5}"'
                f' textLength="{len(word[0]) * CELL:.1f}" fill="{colour}"{weight}>'
                f"{escape(word[0], quote=False)}</text>\n"
            )
        column += len(text)
    return "".join(pieces)
