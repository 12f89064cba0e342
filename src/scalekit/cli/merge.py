"""`scalekit merge`: two versions of a checklist into one, field by field."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scalekit.cli import checklists, complete, streams
from scalekit.cli.asking import choose_between
from scalekit.cli.documents.losing import refuse_loss
from scalekit.cli.naming import typed
from scalekit.cli.options import ForceOption, JsonOption, NoInputOption, PlainOption, PlaybookOption
from scalekit.cli.saving import clash_lines
from scalekit.engine.resolve import decisions, versions
from scalekit.errors import AnswerNeededError, FileError, InterruptedByUserError, UsageError
from scalekit.model.printable import printable
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.conflicts import mark, names, sides
from scalekit.storage.files import Stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scalekit.engine.diff import Change
    from scalekit.engine.resolve import Versions

_Path = str | None
_SIDES = ("ours", "theirs")  # what stands above and below git's middle mark


def merge(
    base: Annotated[
        _Path, typer.Argument(metavar="[BASE]", help="The version both come from.")
    ] = None,
    ours: Annotated[_Path, typer.Argument(metavar="[OURS]", help="Your version.")] = None,
    theirs: Annotated[_Path, typer.Argument(metavar="[THEIRS]", help="The other version.")] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")
    ] = "-",
    resolve_file: Annotated[
        _Path,
        typer.Option("--resolve", metavar="FILE", help="Choose between two versions in a file."),
    ] = None,
    keep: Annotated[
        _Path,
        typer.Option(
            "--keep",
            metavar="SIDE",
            help="With --resolve: ours or theirs, for every clash, without asking.",
            autocompletion=complete.one_of(*_SIDES),
        ),
    ] = None,
    plain: PlainOption = False,
    no_input: NoInputOption = False,
    json: JsonOption = False,
    force: ForceOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Merge two versions of a checklist, field by field.

    \b
    Examples:
      scalekit merge base.scalekit.md ours.scalekit.md theirs.scalekit.md --output feno.scalekit.md
      scalekit merge --resolve feno.scalekit.md
      scalekit merge --resolve feno.scalekit.md --keep theirs

    Exits 1 when both changed the same field: both values are then in the file, between git's
    marks, until you choose with --resolve.
    """
    if keep is not None and (resolve_file is None or keep not in _SIDES):
        raise UsageError("--keep goes with --resolve FILE, and is ours or theirs.")
    if json and (resolve_file is not None or output == "-"):
        raise UsageError("--json goes with BASE, OURS, THEIRS and --output FILE.")
    if resolve_file is not None:
        if base is not None:
            raise UsageError("Use --resolve FILE by itself.")
        return _resolve(resolve_file, keep, plain, no_input)
    if base is None or ours is None or theirs is None:
        raise UsageError("Name three files: BASE, OURS and THEIRS. Or use --resolve FILE.")
    was, mine, yours = (checklists.open_checklist(path) for path in (base, ours, theirs))
    return _merge(was, mine, yours, output, json, force)


def _merge(base: Stored, ours: Stored, theirs: Stored, output: str, json: bool, force: bool) -> int:
    both = versions(base.checklist, ours.checklist, theirs.checklist)
    dumps = files.FORMATS[ours.format][0]
    text = dumps(both.ours)
    if both.conflicts:
        text = mark(text, dumps(both.theirs), ours.path, theirs.path)
    if output == "-":
        streams.out(printable(text) if streams.is_terminal(sys.stdout) else text)
    else:
        if not force:
            # One of the three is what was merged, and all that it holds was looked at.
            known = (base.raw, ours.raw, theirs.raw)
            refuse_loss(output, lambda: (both.ours, both.theirs), known=known)
        files.put(output, files.with_ends(text, ours))
    clashes = decisions(both.ours, both.theirs)
    for line in clash_lines(clashes, ours.path, theirs.path):
        streams.say(line)
    if json:
        streams.out_json("merge", _document(output, ours, both, clashes))
    mine, yours = ours.checklist.version, theirs.checklist.version
    if mine != yours:
        name = "FILE" if output == "-" else typed(output)
        streams.say(
            f"Yours follows version {mine} of the playbook, and the other version {yours}."
            f" Bring in what one of them lacks: scalekit upgrade {name}"
        )
    return int(bool(both.conflicts))


def _document(
    output: str, ours: Stored, both: "Versions", clashes: "Sequence[Change]"
) -> dict[str, Any]:
    """Return what merging changed in our version, and what is left to choose."""
    # Only programs ask for it.
    from scalekit.engine.diff import diff
    from scalekit.views.diff import Compared, changes
    from scalekit.views.programs import shown_path

    was, new = ours.checklist, both.ours
    return {
        "path": shown_path(output),
        "innovation": new.innovation,
        "place": new.place,
        "changes": changes(Compared(output, was, new, diff(was, new))),
        "clashes": changes(Compared(output, new, both.theirs, tuple(clashes))),
    }


def _resolve(path: str, keep: str | None, plain: bool, no_input: bool) -> int:
    """Save one version of a file that holds two: one side, or what is chosen field by field."""
    raw = files.read_bytes(path)
    text, newline, bom = files.decode(raw, path)
    both = sides(text)
    if both is None:
        message = "The marks around two versions do not pair."
        remedy = "Keep the lines you want and delete the marks."
        raise FileError(Problem(Position(path), message, remedy))
    if both[0] == both[1]:
        checklists.open_checklist(path)
        streams.say(f"{path}: there is nothing to choose.")
        return 0
    kind = files.format_of(path, raw)
    mine, yours = (_side(side, path, kind) for side in both)
    if keep:
        chosen = (mine, yours)[_SIDES.index(keep)].checklist
    elif streams.can_ask(no_input):
        try:
            chosen = choose_between(mine.checklist, yours.checklist, names(text), plain)
        except (EOFError, KeyboardInterrupt):
            raise InterruptedByUserError(f"Stopped. {path} is as it was.") from None
    else:
        raise AnswerNeededError(
            f"{path}: there is no terminal to ask in. Use --keep ours or --keep theirs, or keep"
            " the lines you want in an editor and delete the marks."
        )
    files.settle(Stored(path, mine.checklist, raw, kind, newline, bom), chosen)
    streams.say(f"Saved {path}. If git is waiting for this, tell it: git add {typed(path)}")
    return 0


def _side(text: str, path: str, kind: str) -> Stored:
    stored, problems = files.parse(text.encode("utf-8"), f"side.{kind}")
    if stored is None:
        raise FileError(
            *(replace(problem, at=Position(path), remedy=problem.remedy) for problem in problems)
        )
    return stored
