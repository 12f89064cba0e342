"""`scalekit import`: what a colleague changed in a document, brought into the checklist."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlainOption, PlaybookOption
from scalekit.cli.files import checklists, home
from scalekit.cli.importing import telling
from scalekit.cli.importing.matching import Folder, one_for, same_file
from scalekit.cli.importing.records import ImportOptions, ImportResult
from scalekit.cli.importing.sent_out import named_version
from scalekit.cli.importing.taking import take
from scalekit.cli.terminal import streams
from scalekit.documents.not_taken import MAX_BYTES
from scalekit.documents.returned import read_returned
from scalekit.errors import FileError, InterruptedByUserError, ScalekitError, UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.returned import Returned
from scalekit.storage import files

_NO_DOCUMENTS = (".", "~$", "Thumbs.db", "desktop.ini")  # what systems and Office leave in a folder


def import_(
    edited: Annotated[
        str,
        Argument(
            metavar="EDITED",
            help="What came back: the file that the page saved, the Excel workbook, the Word or PDF"
            " form, a copy as Markdown or JSON, a folder of these, or - for stdin.",
            offers="returned_files",
        ),
    ],
    into: Annotated[
        str | None,
        Option(
            "--into",
            metavar="FILE|DIR",
            help="The checklist that it was sent out from, or the folder that holds it.",
            offers="checklist_files",
        ),
    ] = None,
    base: Annotated[
        str | None,
        Option(
            "--base",
            metavar="FILE|REV:PATH",
            help="What was sent out: for a copy as Markdown or JSON, or a document that has lost"
            " it. Any other document says it itself.",
            offers="checklist_files",
        ),
    ] = None,
    renamed: Annotated[
        bool,
        Option("--renamed", help="Accept a document with another innovation or place."),
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
    no_input: Annotated[
        bool,
        Option("--no-input", help="Never ask; put both versions of a conflict in the file."),
    ] = False,
    playbook: PlaybookOption = None,
) -> int:
    """Bring in what a colleague changed in a document, by action and field.

    \b
    Examples:
      scalekit import feno-testing.scalekit.json --into innovations/feno-testing.scalekit.md
      scalekit import feno-testing.xlsx --into feno-testing.scalekit.md --dry-run
      scalekit import all.xlsx --into innovations/
      scalekit import returns/ --into innovations/
      scalekit import edited.md --into feno-testing.scalekit.md --base v1:feno-testing.scalekit.md

    From a folder, each document in it is brought in by itself; what is wrong with one does not stop
    the others.

    Only what was changed since the document was sent out is taken. A Markdown or JSON copy does
    not say what was sent out: then it is --base, or the version in git that is nearest to the
    copy; without either, what only one of the two holds is taken, and nothing is emptied.

    Where the checklist was changed too, to something else, you choose. Without a terminal both
    versions go into the file, between git's marks, until you choose with merge --resolve; exits 1.
    A script chooses with merge --resolve FILE --keep ours for what was here, or --keep theirs for
    what came. With --dry-run it sees first whether there is anything to choose.

    What a reviewer accepted or asked in a page, workbook or Word form comes in as a review of the
    answer as it was sent out: where that has changed since, also in the same document, it is said.

    In a workbook, Word form or PDF each action that cannot be read is named with its cell or field
    and stays as it is here; the others are taken; exits 1. Nothing in a PDF is run.
    """
    if into == "":
        raise UsageError("--into is empty. Name the checklist, or the folder that holds it.")
    if edited and Path(edited).is_dir():
        if json or base is not None:
            raise UsageError("--json and --base go with one document, not with a folder of them.")
        options = (into, None, renamed, dry_run, False, plain, no_input, playbook)
        return _import_each(edited, into, lambda document: import_(document, *options))
    was = named_version(base) if base is not None else None
    returned, unread = _read(edited, was, into)
    if base is not None and any(one.base for one in returned):
        raise UsageError(f"{edited} says itself what was sent out. Use it without --base.")
    ask = streams.can_ask(no_input) and not dry_run
    wanted = ImportOptions(edited, was, renamed, dry_run, ask, plain, playbook)
    remarks = list(dict.fromkeys(remark for one in returned for remark in one.remarks))
    for said in (*unread, *remarks):
        streams.say(str(said))
    problems: list[Problem] = []
    found: list[ImportResult] = []
    for taken in _taken(
        _matched(returned, into or _here(edited), edited, problems), wanted, problems
    ):
        if not json:
            telling.show(taken, first=not any(before.compared.changes for before in found))
        telling.tell(taken, wanted)
        found.append(taken)
    if json:
        streams.out_json("import", telling.document(found, remarks, [*unread, *problems], wanted))
    if found or not problems:
        telling.tell_rest(found, returned, wanted, "Nothing else" if unread else "Nothing")
    if unread:
        telling.tell_unclear(len(unread), len(remarks), wanted)
    if problems:
        raise FileError(*problems)
    return int(bool(unread) or any(taken.clashing.changes for taken in found))


def _import_each(folder: str, into: str | None, bring_in: Callable[[str], int]) -> int:
    """Bring in each document of a folder, say what was left, and return the highest exit code."""
    if into is None:
        raise UsageError("Name the folder that the answers go into: --into DIR.")
    ours, theirs = Path(into).resolve(), Path(folder).resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise UsageError(
            f"One of {folder} and {into} is inside the other. Put what came back into its own"
            " folder."
        )
    found = sorted(
        path for path in Path(folder).iterdir() if not path.name.startswith(_NO_DOCUMENTS)
    )
    if not found:
        streams.say(f"{folder} is empty.")
    codes = [0]
    for path in found:
        if path.is_dir():
            streams.say(f"{path}: This is a folder, and was not looked into.")
            continue
        streams.say(f"From {path}:")
        try:
            codes.append(bring_in(str(path)))
        except InterruptedByUserError:
            raise
        except ScalekitError as error:
            streams.say(str(error))
            codes.append(error.exit_code)
    if len(found) > 1:
        streams.say(f"Brought in {codes[1:].count(0)} of {len(codes) - 1} documents completely.")
    return max(codes)


def _read(
    edited: str, sent: Checklist | None, into: str | None
) -> tuple[list[Returned], list[Problem]]:
    """Return what came back, and what in it could not be read; raises if that is all of it."""
    if edited != "-" and not Path(edited).exists():
        raise FileError(
            Problem(Position(edited), "There is no file here.", "Name the document that came back.")
        )
    raw = streams.stdin() if edited == "-" else files.read_bytes(edited, MAX_BYTES)

    def like() -> Checklist | None:
        path = into or _here(edited)
        is_file = Path(path).is_file()
        return sent or (checklists.open_checklist(path).checklist if is_file else None)

    returned, problems = read_returned(raw, edited, sent, like)
    if not returned:
        raise FileError(*problems)
    return returned, problems


def _here(edited: str) -> str:
    """Return the only checklist beside the document, where one is looked for."""
    others = [name for name in home.names_here() if not same_file(name, edited)]
    if len(others) != 1:
        raise UsageError("Name the checklist that the answers go into: --into FILE.")
    return others[0]


def _matched(
    returned: Sequence[Returned], into: str, edited: str, problems: list[Problem]
) -> Iterator[tuple[str, Returned]]:
    """Yield the checklists of a document, each with its file; adds to the problems."""
    if Path(into).is_dir():
        folder = Folder(into, edited)
        for one in returned:
            if not one.is_changed:
                continue
            try:
                yield folder.path_for(one), one
            except FileError as error:
                problems += error.problems
        return
    if into == "-" or same_file(into, edited):
        what = "stdin" if into == "-" else "the document itself"
        raise UsageError(f"--into {into} is {what}. Name the checklist that it was sent out from.")
    if not Path(into).exists():
        remedy = "Name the checklist that the document was sent out from."
        raise FileError(Problem(Position(into), "There is no file here.", remedy))
    held = checklists.open_checklist(into).checklist
    one = one_for(into, held, returned, edited)
    yield into, one
    telling.tell_left(one, returned, edited)


def _taken(
    matched: Iterable[tuple[str, Returned]], wanted: ImportOptions, problems: list[Problem]
) -> Iterator[ImportResult]:
    """Take each checklist into its file; what is wrong with one does not stop the others."""
    for path, one in matched:
        try:
            yield take(path, one, wanted)
        except FileError as error:
            problems += error.problems
