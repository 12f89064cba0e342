"""`scalekit compare`: where the sides of one innovation agree and differ."""

import os
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from scalekit import clock
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import (
    ForceOption,
    JsonOption,
    OutputOption,
    PlainOption,
    PlaybookOption,
    format_option,
)
from scalekit.cli.exporting.pages import file_for, put_pages
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.files.writing import format_for, write_document
from scalekit.cli.terminal import streams
from scalekit.engine.compare import compare as compared
from scalekit.engine.compare import movement
from scalekit.errors import UsageError
from scalekit.text.folding import folded
from scalekit.text.shell import typed
from scalekit.views.agenda import Agenda, Side, named_sides
from scalekit.views.compare_document import document

if TYPE_CHECKING:
    from scalekit.engine.compare import Comparison, Movement
    from scalekit.model.checklist import Checklist
    from scalekit.model.playbook import Playbook

    Named = list[tuple[str, "Checklist"]]

FORMATS = ("text", "md", "html", "docx", "json")


def compare(
    paths: Annotated[
        list[str],
        Argument(
            metavar="A B [C]...",
            help="Two checklists or more of one innovation, one of them - for stdin.",
            offers="checklist_files",
        ),
    ],
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        format_option(FORMATS),
    ] = None,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="Say which differences were settled since this revision, or since this day began,"
            " and which are new.",
        ),
    ] = None,
    answered_by_both: Annotated[
        bool,
        Option(
            "--answered-by-both",
            help="Show what a side answered only where every side has answered.",
        ),
    ] = False,
    renamed: Annotated[
        bool,
        Option("--renamed", help="Compare them although they name the innovation differently."),
    ] = False,
    into: Annotated[
        str | None,
        Option(
            "--into",
            metavar="JOINT",
            help="Agree the answers, and keep them with each side's own in this joint checklist.",
            offers="checklist_files",
        ),
    ] = None,
    output: OutputOption = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit 1 when there are differences.")
    ] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
    no_input: Annotated[
        bool, Option("--no-input", help="Never ask; leave the differences open.")
    ] = False,
    force: ForceOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """See where the sides of one innovation agree and differ: the agenda of their next meeting.

    \b
    Examples:
      scalekit compare innovator.scalekit.md icb.scalekit.md
      scalekit compare innovator.scalekit.md icb.scalekit.md --since 2026-10-01
      scalekit compare innovator.scalekit.md icb.scalekit.md --format html --output agenda.html
      scalekit compare innovator.scalekit.md icb.scalekit.md --into joint.scalekit.md
      scalekit compare innovator.scalekit.md icb.scalekit.md --json

    The first page has the differences, the largest first; then comes what every side says, with
    the playbook's questions to discuss. There is no score. Notes and evidence are shown in full
    and make no difference by themselves. What only one side has to answer is for the others to
    read. Two people in the same role are told apart by the names of their files.

    --into writes what nobody differs on, and asks about each difference: one side's answer, another
    one, or agree to differ. Each is saved as it is given. The joint checklist keeps what each side
    had answered, so that the next run asks only where a side has changed since. Without a terminal
    the differences are left open and listed, and it exits 1. With --json it says what was settled
    and what is left.
    """
    kind = format_for(format, output, FORMATS, json=json) or "text"
    if into is not None and (kind not in ("text", "json") or output or since or answered_by_both):
        raise UsageError("--into writes a joint checklist. Show the comparison without it.")
    _refuse_same(paths)
    of = [path for path in paths if path != "-"]
    output = file_for(kind, "compare", output, of, force=force)
    held = [(path, checklists.open_checklist(path).checklist) for path in paths]
    _refuse_others(held, renamed)
    agenda = _agenda(held, since, playbook)._replace(hides=answered_by_both)
    if into is not None:
        # Only this option writes a checklist.
        from scalekit.cli.agreeing import agree_into

        again = _again(paths, into, renamed, plain, playbook)
        agreed = agree_into(agenda, into, again=again, plain=plain, no_input=no_input)
        if kind == "json":
            streams.out_json("compare", document(agenda, agreed.document()))
        return int(bool(agreed.left))
    _show(agenda, kind, output, plain)
    return int(exit_code and bool(agenda.found.differences))


def _again(
    paths: Sequence[str], into: str, renamed: bool, plain: bool, playbook: str | None
) -> str:
    """Return the command that goes on with agreeing, as a person types it."""
    options = [" --renamed"] * renamed + [" --plain"] * plain
    named = " ".join(path if path == "-" else typed(path) for path in paths)
    book = playbooks.playbook_option(playbook)
    return f"scalekit compare {named} --into {typed(into)}{book}{''.join(options)}"


def _refuse_same(paths: Sequence[str]) -> None:
    """Raise UsageError for fewer than two files, and for the same file twice."""
    if len(paths) < 2:
        is_folder = os.path.isdir(paths[0])  # noqa: PTH112 - no link followed
        what = "is a folder" if is_folder else "is one checklist"
        raise UsageError(f"{paths[0]} {what}. Name the sides: scalekit compare A B.")
    for path in paths:
        if path != "-" and Path(path).is_dir():
            raise UsageError(f"{path} is a folder. Name the checklists of the sides.")
    for one, other in combinations(paths, 2):
        if one == other or _is_same_file(one, other):
            raise UsageError(
                f"{one} and {other} are the same file. Name the checklist of another side."
            )


def _is_same_file(one: str, other: str) -> bool:
    places = [Path(path) for path in (one, other) if path != "-"]
    return len(places) > 1 and all(map(Path.exists, places)) and places[0].samefile(places[1])


def _refuse_others(held: "Named", renamed: bool) -> None:
    """Raise UsageError for checklists of different playbooks or innovations."""
    (first, base), *others = held
    for path, other in others:
        if other.playbook != base.playbook:
            raise UsageError(
                f"{first} follows the playbook “{base.playbook}”, {path} “{other.playbook}”."
                " They have no action in common."
            )
        if folded(other.innovation) != folded(base.innovation) and not renamed:
            raise UsageError(
                f"{first} is about “{base.innovation}”, {path} about “{other.innovation}”."
                " If both are the same innovation, add --renamed."
            )


def _agenda(held: "Named", since: str | None, given: str | None) -> Agenda:
    path, first = held[0]
    known = playbooks.own_playbook(path, first, given)
    sides = named_sides(held, known)
    notes = _notes(sides)
    found = compared([side.checklist for side in sides], known)
    movement = _since(sides, since, known, found, notes) if since is not None else None
    return Agenda(sides, found, known, tuple(notes), movement, clock.today())


def _notes(sides: Sequence[Side]) -> list[str]:
    """Return what there is to know of the files before their answers are compared."""
    found = []
    places = {folded(place): place for side in sides if (place := side.checklist.place)}
    if len(places) > 1:
        found.append(f"They name different places: {'; '.join(places.values())}.")
    if len({side.checklist.version for side in sides}) > 1:
        files = "; ".join(f"{side.file} {side.checklist.version}" for side in sides)
        found.append(
            f"They answer different versions of the playbook: {files}. Where the words of an"
            " action differ nothing is compared. `scalekit upgrade` brings a checklist to the"
            " newest."
        )
    return found


def _since(
    sides: Sequence[Side],
    since: str,
    book: "Playbook | None",
    now: "Comparison",
    notes: list[str],
) -> "tuple[str, Movement] | None":
    """Return a point in time in words, and what became of the differences since."""
    # Only this option asks git.
    from scalekit.git.changed_since import all_changed_since

    found = all_changed_since([side.path for side in sides], since, streams.say)
    before = []
    for side in sides:
        key = os.path.normpath(side.path)
        was = side.checklist if key in found.unchanged else None
        if key in found.compared:
            was = found.compared[key].old
        if was is None:
            notes.append(
                f"{side.file} was not there then ({found.name}), so nobody knows the differences."
            )
            return None
        before.append(was)
    return found.name, movement(compared(before, book), now)


def _show(agenda: Agenda, kind: str, output: str | None, plain: bool) -> None:
    # Each format needs its own.
    from scalekit.views import compare as view

    if kind == "json":
        text = streams.json_text("compare", document(agenda))
        write_document([text.encode("utf-8")], output, ".json")
        return
    put_pages(view.title(agenda), view.pages(agenda), kind, output, plain=plain)
