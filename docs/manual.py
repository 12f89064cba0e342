"""The manual page `man scalekit`, from what each command says of itself."""

import re
from collections.abc import Iterable, Iterator, Mapping

from scalekit import __version__

_HEAD = f"""\
.\\" Written by docs/generate.py from what each command says of itself.
.TH SCALEKIT 1 "" "scalekit {__version__}" "User Commands"
.SH NAME
scalekit \\- a living checklist for scaling a proven healthcare innovation
.SH SYNOPSIS
.B scalekit
.I COMMAND
.RI [ OPTIONS ]
.RI [ ARGUMENTS ]
"""
_FILES = """\
.SH FILES
.TP
.IR NAME .scalekit.md ", " NAME .scalekit.json
A checklist. Both hold everything, and convert into each other without loss.
.TP
.I scalekit.toml
What a folder of checklists says once for every command below it: the playbook, and what
.B scalekit check
requires.
.SH ENVIRONMENT
.TP
.B SCALEKIT_PLAYBOOK
The folder of the playbook to use.
.TP
.B ACCESSIBLE
With 1: plain lines only, as with \\-\\-plain.
.TP
.B NO_COLOR
Without colour.
.SH SEE ALSO
.BR git (1)
"""


def page(helps: Iterable[tuple[str, str]], exit_codes: Mapping[int, str]) -> str:
    """Return the page; `helps` are the commands, the program first, with what --help says."""
    (_, about), *commands = helps
    sections = _sections(about)
    lines = [_HEAD, ".SH DESCRIPTION\n", _described(sections[""])]
    lines += [".SH OPTIONS\n", *_entries(sections), ".SH COMMANDS\n"]
    for name, text in commands:
        lines += _command(name, text)
    lines += [".SH EXIT STATUS\n"]
    lines += [f".TP\n.B {code}\n{_words(meaning)}\n" for code, meaning in exit_codes.items()]
    return "".join([*lines, _FILES])


def _command(name: str, text: str) -> Iterator[str]:
    sections = _sections(text)
    usage = " ".join(sections["Usage"]).removeprefix(name).strip()
    yield f".SS {_words(name)}\n.B {_words(name)}\n{_words(usage)}\n.PP\n"
    yield _described(sections[""])
    yield from _entries(sections)


def _entries(sections: Mapping[str, list[str]]) -> Iterator[str]:
    for title in ("Arguments", "Options"):
        for shown, about in _records(sections.get(title, [])):
            yield f".TP\n.B {_words(shown)}\n{_words(about)}\n"


def _sections(text: str) -> dict[str, list[str]]:
    """Return the lines under `Usage`, `Arguments`, `Options` and `Commands`; "" is the rest."""
    usage, _, rest = text.partition("\n\n")
    found: dict[str, list[str]] = {"Usage": usage.removeprefix("Usage: ").split("\n"), "": []}
    title = ""
    for line in rest.split("\n"):
        if re.fullmatch(r"[A-Z]\w+:", line):
            title = line[:-1]
        found.setdefault(title, []).append(line)
    return {
        name: [line.strip() if name == "Usage" else line for line in lines if line != f"{name}:"]
        for name, lines in found.items()
    }


def _described(lines: list[str]) -> str:
    """Return paragraphs, and examples as they stand."""
    blocks = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return ".PP\n".join(map(_block, blocks))


def _block(block: str) -> str:
    inner = [line.removeprefix("  ") for line in block.split("\n")]
    if not any(line.startswith("  ") for line in inner):
        return f"{_words(' '.join(inner))}\n"
    shown = "".join(f"{_words(line.removeprefix('  '))}\n" for line in inner[1:])
    return f"{_words(inner[0])}\n.sp\n.RS 4\n.nf\n{shown}.fi\n.RE\n"


def _records(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each option or argument with what is said of it, on one line."""
    records: list[list[str]] = []
    for line in filter(str.strip, lines):
        if line.startswith("   "):
            records[-1][1] += f" {line.strip()}"
        else:
            shown, _, about = line.strip().partition("  ")
            records.append([shown, about.strip()])
    for shown, about in records:
        yield shown, about.strip()


def _words(text: str) -> str:
    """Return a line of text as roff writes it."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain
