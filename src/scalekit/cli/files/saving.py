"""Saving an answer: what came in meanwhile is told, and a clash is decided or kept."""

from typing import TYPE_CHECKING

from scalekit.cli.terminal import streams
from scalekit.errors import InterruptedByUserError, ScalekitError
from scalekit.model.checklist import Checklist
from scalekit.model.say import say_value
from scalekit.storage import files, saving
from scalekit.storage.files import StoredChecklist
from scalekit.storage.format import FORMAT
from scalekit.storage.saving import ClashError
from scalekit.text.folding import tidy
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scalekit.engine.diff import Change


class ClashKeptError(ScalekitError):
    """Both versions of an answer are in the file, with marks around them."""


def save(
    stored: StoredChecklist, checklist: Checklist, *, no_input: bool = True, plain: bool = False
) -> StoredChecklist:
    """Save a changed checklist and return it as it stands in the file now.

    Where somebody else changed the same field, the person chooses, or both stay in the file.
    """
    while True:
        try:
            saved = saving.save(stored, checklist)
        except ClashError as clash:
            if not streams.can_ask(no_input):
                keep_both(clash)
            stored, checklist = clash.stored, _chosen(clash, plain)
            continue
        _tell(checklist, saved.checklist, saved.path)
        if saved is not stored:
            tell_notes(stored)
        return saved


def tell_notes(stored: StoredChecklist) -> None:
    """Say what a file held that was read one way of two, or kept though it fills no field."""
    for note in stored.notes:
        streams.say(str(note))
    if stored.raw and files.format_number(stored) < FORMAT:
        streams.say(
            f"{stored.path} is now in format {FORMAT}, which an older scalekit cannot read."
        )


def keep_both(clash: ClashError) -> None:
    """Write both versions to the file and raise, naming each field that clashes."""
    from scalekit.engine.resolve import unresolved

    saving.save_both(clash)
    clashes = [
        f"  {change.action_id or 'checklist'} {change.field}:"
        f" yours “{_start(change.old)}”, in the file “{_start(change.new)}”"
        for change in unresolved(clash.versions.ours, clash.versions.theirs)
    ]
    path = clash.stored.path
    raise ClashKeptError(
        "\n".join(
            (
                f"{path}: Somebody else changed the same answer meanwhile. Both are in the file:",
                *clashes,
                f"Choose with: scalekit merge --resolve {typed(path)}",
            )
        )
    )


def clash_lines(clashes: "Iterable[Change]", ours: str, theirs: str) -> list[str]:
    """Return for each clash, in one line, what the two have that are called by these names."""
    lines = (
        f"{clash.action_id or 'checklist'} {clash.field}: “{_start(clash.old)}” in {ours},"
        f" “{_start(clash.new)}” in {theirs}"
        for clash in clashes
    )
    return [tidy(line) for line in lines]


def shown_changes(changes: "Iterable[Change]") -> list[str]:
    """Return for each change, in one line, what it is of and what is there now."""
    return [f"{c.action_id or 'checklist'} {c.field} ({_start(c.new)})" for c in changes]


def _start(value: object) -> str:
    """Return a value in one line, of a long text its start."""
    # Few saves have anything to tell.
    from scalekit.text.columns import cut

    return cut(tidy(say_value(value)), 200)


def _chosen(clash: ClashError, plain: bool) -> Checklist:
    from scalekit.cli.terminal.asking import choose_between

    streams.say(f"{clash.stored.path}: Somebody else changed the same answer meanwhile.")
    both = clash.versions
    try:
        return choose_between(both.ours, both.theirs, ("Yours", "In the file"), plain)
    except (EOFError, KeyboardInterrupt):
        saving.save_both(clash)
        raise InterruptedByUserError(
            f"Stopped. Both versions are in {clash.stored.path}."
            f" Choose with: scalekit merge --resolve {typed(clash.stored.path)}"
        ) from None


def _tell(given: Checklist, saved: Checklist, path: str) -> None:
    """Say in one line what came in from somebody else."""
    if given == saved:
        return
    # Few saves have anything to merge.
    from scalekit.engine.resolve import unresolved

    fields = shown_changes(unresolved(given, saved))
    shown = ", ".join(fields[:3]) + (f" and {len(fields) - 3} more" if len(fields) > 3 else "")
    streams.say(f"{path}: Somebody else saved meanwhile. Brought in: {shown}.")
