"""`scalekit merge`: two versions of a checklist into one, field by field."""

import sys
from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import (
    ForceOption,
    JsonOption,
    NoInputOption,
    PlainOption,
    PlaybookOption,
)
from scalekit.cli.files import checklists
from scalekit.cli.files.overwriting import refuse_loss
from scalekit.cli.files.saving import clash_lines
from scalekit.cli.files.slips import say_renamed
from scalekit.cli.resolving import KEPT, resolve
from scalekit.cli.terminal import streams
from scalekit.engine.merge import merge_both_ways
from scalekit.engine.resolve import unresolved
from scalekit.errors import UsageError
from scalekit.storage import files, saving
from scalekit.storage.conflicts import mark
from scalekit.storage.files import StoredChecklist
from scalekit.text.printable import printable
from scalekit.text.shell import typed_file

_Path = str | None


def merge(
    base: Annotated[_Path, Argument(metavar="[BASE]", help="The version both come from.")] = None,
    ours: Annotated[_Path, Argument(metavar="[OURS]", help="Your version.")] = None,
    theirs: Annotated[_Path, Argument(metavar="[THEIRS]", help="The other version.")] = None,
    output: Annotated[
        str, Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")
    ] = "-",
    resolve_file: Annotated[
        _Path,
        Option("--resolve", metavar="FILE", help="Choose between two versions in a file."),
    ] = None,
    keep: Annotated[
        _Path,
        Option(
            "--keep",
            metavar="SIDE",
            help="With --resolve: ours, theirs or both, for every conflict, without asking.",
            offers=(*KEPT,),
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

    While git waits for a file to be merged, --resolve works from the versions that git keeps:
    what one side changed is taken, and you choose only where both did. What you changed in the
    file since stays. A status and its reason are chosen together.

    --keep both joins notes, evidence and other text, and keeps a value that the other side left
    empty. What can only have one value stays between the marks; exits 1.
    """
    if keep is not None and (resolve_file is None or keep not in KEPT):
        raise UsageError("--keep goes with --resolve FILE, and is ours, theirs or both.")
    if json and resolve_file is None and output == "-":
        raise UsageError("The checklist goes to stdout. Use --json with --output FILE.")
    if resolve_file is not None:
        if base is not None:
            raise UsageError("Use --resolve FILE by itself.")
        return resolve(resolve_file, keep, plain, no_input, json, playbook)
    if base is None or ours is None or theirs is None:
        raise UsageError("Name three files: BASE, OURS and THEIRS. Or use --resolve FILE.")
    was, mine, yours = (checklists.open_checklist(path) for path in (base, ours, theirs))
    return _merge(was, mine, yours, output, json, force, playbook)


def _merge(
    base: StoredChecklist,
    ours: StoredChecklist,
    theirs: StoredChecklist,
    output: str,
    json: bool,
    force: bool,
    playbook: str | None,
) -> int:
    both = merge_both_ways(base.checklist, ours.checklist, theirs.checklist)
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
        saving.write_file(output, files.with_ends(text, ours))
    clashes = unresolved(both.ours, both.theirs)
    for line in clash_lines(clashes, ours.path, theirs.path):
        streams.say(line)
    if json:
        # Only programs ask for it.
        from scalekit.views.diff import merged

        content = merged(output, ours.checklist, both.ours, both.theirs, clashes)
        streams.out_json("merge", content)
    for line in say_renamed(ours.path if output == "-" else output, both.ours, playbook):
        streams.say(line)
    mine, yours = ours.checklist.version, theirs.checklist.version
    if mine != yours:
        streams.say(
            f"Yours follows version {mine} of the playbook, and the other version {yours}."
            f" Bring in what one of them lacks: scalekit upgrade {typed_file(output)}"
        )
    return int(bool(both.conflicts))
