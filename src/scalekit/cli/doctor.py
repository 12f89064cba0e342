"""`scalekit doctor`: what is wrong with this installation, and how to mend it."""

import sys
from shutil import get_terminal_size

from scalekit import __version__, invoked
from scalekit.cli.arguments.options import JsonOption
from scalekit.cli.examining import LOOKS, NOTE, WRONG, Finding
from scalekit.cli.terminal import streams
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of

_LABELS = {NOTE: "To note: ", WRONG: "Wrong: "}


def doctor(json: JsonOption = False) -> int:
    """Find what is wrong with this installation, and how to mend it.

    \b
    Examples:
      scalekit doctor
      scalekit doctor --json

    Looks at the program and its Python, the packages for Excel, Word and PDF, the playbook, git and
    its drivers, the terminal, and whether this folder can be written. It sends nothing anywhere
    and changes nothing. Exits 1 where something is wrong; what is only to note is no fault.
    """
    found = [finding for look in LOOKS for finding in look()]
    wrong = sum(finding.state == WRONG for finding in found)
    if json:
        findings = [finding._asdict() for finding in found]
        about = {"version": __version__, "python": sys.version.split()[0]}
        streams.out_json("doctor", {**about, "wrong": wrong, "findings": findings})
    else:
        text = invoked.as_started("\n".join(_lines(found, wrong)))
        if streams.is_terminal(sys.stdout):
            text = invoked.in_lines(text, get_terminal_size().columns)
        streams.out(f"{printable(text)}\n")
    return int(wrong > 0)


def _lines(found: list[Finding], wrong: int) -> list[str]:
    lines = []
    for finding in found:
        lines.append(f"{_LABELS.get(finding.state, '')}{finding.found}")
        lines += [f"  {finding.remedy}"] * bool(finding.remedy)
    notes = sum(finding.state == NOTE for finding in found)
    told = f"{number_of(wrong, 'thing is', 'things are')} wrong" if wrong else "Nothing is wrong"
    return [*lines, "", f"{told}; {notes} to note." if notes else f"{told}."]
