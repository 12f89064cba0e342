"""What bringing in a document came to, in words and for programs."""

from collections.abc import Sequence
from typing import Any

from scalekit.cli.checking.unsound import missing_reasons
from scalekit.cli.files.saving import clash_lines
from scalekit.cli.importing.records import ImportOptions, ImportResult, names
from scalekit.cli.terminal import streams
from scalekit.model.problem import Problem
from scalekit.model.returned import Returned
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of
from scalekit.text.shell import typed
from scalekit.views import diff as view
from scalekit.views import problems as problems_view
from scalekit.views.json_values import shown_path
from scalekit.views.shared_words import heading

_MOST_NAMED = 10


def show(taken: ImportResult, first: bool) -> None:
    """Write what changed in a checklist, with an empty line before all but the first."""
    if taken.compared.changes:
        text = printable("\n".join(view.lines(taken.compared)))
        streams.out(f"{text}\n" if first else f"\n{text}\n")


def tell(taken: ImportResult, wanted: ImportOptions) -> None:
    """Say that a file was saved, or that two versions are left to choose from."""
    path, clashes = taken.compared.path, taken.clashing.changes
    if clashes:
        streams.say(f"{path}: This was changed here and in {wanted.called}:")
        for line in clash_lines(clashes, *names(path, wanted.called)):
            streams.say(f"  {line}")
    if clashes and not wanted.dry_run:
        streams.say(f"Both are in the file. Choose with: scalekit merge --resolve {typed(path)}")
        streams.say(
            "In a script add --keep ours for what was here, or --keep theirs for what came."
        )
    elif taken.compared.changes and not wanted.dry_run:
        streams.say(f"Saved {path}.")
    for problem in _lacking(taken):
        streams.say(str(problem))


def tell_rest(
    found: Sequence[ImportResult], returned: Sequence[Returned], wanted: ImportOptions, nothing: str
) -> None:
    """Say where there was nothing to bring in, what was left, and that a dry run wrote nothing."""
    same = [t.compared for t in found if not (t.compared.changes or t.clashing.changes)]
    unchanged = [one for one in returned if not one.is_changed]
    if same and len(found) == 1:
        streams.say(f"{nothing} to bring in: {same[0].path} is as it was.")
    elif unchanged and len(returned) == 1:
        streams.say(f"{nothing} to bring in: {nothing.lower()} was changed in {wanted.called}.")
    elif same or unchanged:
        about = {each.path: heading(each.checklist) for each in same}
        left = [*about.values(), *(heading(one.edited) for one in unchanged)]
        streams.say(
            f"{nothing} to bring in for {len(left)} of {len(returned)} checklists: {_few(left)}."
        )
    if wanted.dry_run and len(same) < len(found):
        streams.say("Nothing was written.")


def tell_unclear(unread: int, remarks: int, wanted: ImportOptions) -> None:
    """Say how many of the places that were named are not clear, and what to do about them."""
    of = f"{unread} of the {unread + remarks} places" if remarks else number_of(unread, "place")
    streams.say(
        f"Not clear: {of} named above. Nothing else was taken of the same actions. Put it right"
        f" in {wanted.called}, and import that again."
    )


def tell_left(chosen: Returned, returned: Sequence[Returned], document: str) -> None:
    """Name the other checklists of a document in which something was changed too."""
    left = [one.name for one in returned if one is not chosen and one.is_changed]
    if left:
        streams.say(
            f"{document} holds changes to other checklists too, which were not taken:"
            f" {_few(left)}. To take all, name their folder: --into FOLDER."
        )


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return "; ".join(names[:_MOST_NAMED]) + more


def _lacking(taken: ImportResult) -> list[Problem]:
    """Return the answers that came without the reason that they need."""
    assert taken.compared.old
    before = missing_reasons(taken.compared.path, taken.compared.old)
    now = missing_reasons(taken.compared.path, taken.compared.checklist)
    return [problem for problem in now if problem not in before]


def document(
    found: Sequence[ImportResult],
    remarks: Sequence[Problem],
    problems: Sequence[Problem],
    wanted: ImportOptions,
) -> dict[str, Any]:
    """Return what became of a document for programs; keys are only ever added."""
    return {
        "document": shown_path(wanted.document),
        "dryRun": wanted.dry_run,
        "checklists": [_file(taken) for taken in found],
        "remarks": problems_view.document(remarks),
        "problems": problems_view.document(problems),
    }


def _file(taken: ImportResult) -> dict[str, Any]:
    about, version = taken.compared.checklist, taken.sent.version
    return {
        "path": shown_path(taken.compared.path),
        "innovation": about.innovation,
        "place": about.place,
        "filledInBy": taken.by,
        "filledInOn": taken.on.isoformat() if taken.on else None,
        "base": {"from": taken.sent.said_by, "revision": version.name if version else None},
        "changes": view.changes(taken.compared),
        "conflicts": view.changes(taken.clashing),
    }
