"""Where one document goes: to stdout, or to a file that nothing is lost by."""

import os
import sys
from collections.abc import Collection, Iterable
from itertools import chain

from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.storage import files
from scalekit.text.near import did_you_mean
from scalekit.text.printable import printable

# Endings that promise a document of another kind than most commands write.
_OTHERS = ("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "pdf")


def format_for(
    asked: str | None, output: str | None, formats: Collection[str], *, json: bool = False
) -> str | None:
    """Return the format asked for, or the one in which --output ends; None where nothing tells.

    With `json`, --json was given. Raises UsageError where two of these tell and differ, and for a
    name or an ending of no format.
    """
    if asked is not None and asked not in formats:
        near = did_you_mean(asked, formats, "The formats are")
        raise UsageError(f"There is no format “{asked}” here. {near}")
    if json and asked not in (None, "json"):
        raise UsageError("Use --json or --format, not both.")
    asked = "json" if json else asked
    name = "" if output is None or os.path.isdir(output) else output.lower()
    if name.endswith(tuple(f".{other}" for other in _OTHERS if other not in formats)):
        known = ", ".join(formats)
        raise UsageError(f"This command cannot write {output}. Its formats are {known}.")
    ending = next((kind for kind in formats if name.endswith(f".{kind}")), None)
    if ending and asked not in (None, ending):
        raise UsageError(
            f"{output} ends in .{ending}, and the format is {asked}. Use --format {ending}, or"
            " name another file with --output."
        )
    return asked or ending


def new_file(name: str) -> str:
    """Return the name of a file to write that nobody named; raises UsageError where it is there."""
    if os.path.lexists(name):
        raise UsageError(
            f"There is a file {name} already. Name another, or the same, with --output."
        )
    return name


def refuse_own(paths: Iterable[str], output: str | None) -> None:
    """Raise UsageError for a folder, and for a checklist that the document is made of."""
    if output and (output.endswith(("/", os.sep)) or os.path.isdir(output)):
        raise UsageError(f"{output} is a folder. Name a file with --output.")
    if output and os.path.exists(output):
        for found in chain.from_iterable(map(files.find, paths)):
            if os.path.exists(found) and os.path.samefile(found, output):
                raise UsageError(f"{output} is one of the checklists. Name another file.")


def write_document(
    pieces: Iterable[bytes], output: str | None, suffix: str, *, binary: bool = False
) -> None:
    """Write a document, UTF-8 unless it is binary, to a file, or to stdout for `-` or None."""
    if output in (None, "-") and binary:
        raise UsageError(f"A {suffix} file is not text. Name a file with --output.")
    if output in (None, "-"):
        for number, piece in enumerate(pieces):
            # The mark is for a spreadsheet that opens a file: to a program it is part of a name.
            text = piece.decode("utf-8" if number else "utf-8-sig")
            # The exact text for a file or a program, a harmless one for a screen.
            streams.out(printable(text) if streams.is_terminal(sys.stdout) else text)
    else:
        # What goes to stdout does without.
        from scalekit.storage import saving

        saving.write_file(output, pieces)
        streams.say(f"Wrote {output}.")
