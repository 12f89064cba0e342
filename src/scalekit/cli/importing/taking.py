"""One checklist of a returned document, taken into its file: merged, chosen and saved."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.files.saving import clash_lines, save
from scalekit.cli.importing.matching import not_the_same
from scalekit.cli.importing.records import ImportOptions, ImportResult, SentVersion, names
from scalekit.cli.importing.sent_out import nearest
from scalekit.cli.terminal import streams
from scalekit.engine.diff import Change, diff
from scalekit.engine.fields import ANSWER_FIELDS
from scalekit.engine.import_changes import (
    idle_reasons,
    import_changes,
    outdated,
    void_reasons,
    with_choices,
    with_reviews,
)
from scalekit.engine.merge import Versions
from scalekit.engine.resolve import unresolved
from scalekit.errors import FileError, InterruptedByUserError
from scalekit.git import past
from scalekit.model.checklist import REASONS, Checklist
from scalekit.model.dates import say_date
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import Returned
from scalekit.storage import saving
from scalekit.storage.saving import ClashError
from scalekit.text.sentence import series
from scalekit.text.shell import typed
from scalekit.views.diff import ChecklistDiff

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook

_MOST_SAID = 10


def take(path: str, one: Returned, wanted: ImportOptions) -> ImportResult:
    """Take one checklist of a document into its file, or find out what that would change.

    Raises FileError when it does not belong there, and InterruptedByUserError when the person
    stops; the file is then as it was.
    """
    stored = checklists.open_checklist(path)
    one = one._replace(edited=with_reviews(one.edited, one.reviews, clock.today()))
    held, sent = stored.checklist, _sent(path, one, wanted)
    if problem := _refused(path, held, one, sent, wanted):
        raise FileError(problem)
    _say_who_filled_it_in(one, wanted.called)
    _say_what_was_sent(path, sent, wanted.called)
    both = import_changes(
        sent.base, held, one.edited, _upgraded_to(path, held, one, wanted.playbook)
    )
    clashes, new = unresolved(both.ours, both.theirs), both.ours
    if sent.version:
        _say_what_stays(unresolved(both.theirs, one.edited), path, wanted.called)
    if clashes and wanted.ask:
        clashes, new = (), _chosen(path, held, both, wanted)
    _say_what_went(path, held, new, one.edited)
    _say_what_needs_none(path, held, new)
    _say_what_is_outdated(path, held, new)
    _say_what_nobody_asks(path, held, new, wanted)
    if clashes and not wanted.dry_run:
        saving.save_both(ClashError(stored, both), names(path, wanted.called))
    elif not wanted.dry_run:
        save(stored, new, no_input=not wanted.ask, plain=wanted.plain)
    return ImportResult(
        ChecklistDiff(path, held, new, diff(held, new)),
        ChecklistDiff(path, new, both.theirs, clashes),
        *(sent, one.by, one.on),
    )


def _sent(path: str, one: Returned, wanted: ImportOptions) -> SentVersion:
    if one.base:
        return SentVersion(one.base, "document")
    if wanted.base:
        return SentVersion(wanted.base, "option")
    version = nearest(past.newest(path), one.edited)
    return SentVersion(version.checklist, "git", version) if version else SentVersion(None, "none")


def _say_who_filled_it_in(one: Returned, document: str) -> None:
    if one.by:
        day = f", {say_date(one.on)}" if one.on else ""
        streams.say(f"{document} was filled in by {one.by}{day}.")


def _say_what_went(path: str, held: Checklist, new: Checklist, edited: Checklist) -> None:
    """Name each reason that goes with the status that needed it, and is still in the document."""
    for action, reason in void_reasons(held, new, edited):
        status = new.action(action.id).answer.status.label
        streams.say(
            f"{path}: {quoted(action.title)}: This removes the reason {quoted(reason)}, which"
            f" “{status}” does not need."
        )


def _say_what_needs_none(path: str, held: Checklist, new: Checklist) -> None:
    """Name each reason that came in beside a status that needs none, and may be meant to change."""
    for action in idle_reasons(held, new):
        reason, status = action.answer.reason, action.answer.status.label
        needing = series((f"“{each.label}”" for each in REASONS), "or")
        streams.say(
            f"{path}: {quoted(action.title)}: The reason {quoted(reason)} comes in, and “{status}”"
            f" needs none. If {needing} is meant, change the status."
        )


def _say_what_is_outdated(path: str, held: Checklist, new: Checklist) -> None:
    """Name each acceptance that came of an answer which is another one now."""
    for action, review in outdated(held, new):
        streams.say(
            f"{path}: {quoted(action.title)}: {review.by} accepted the answer as it was sent out."
            " It has changed since, so status shows it as changed."
        )


def _say_what_nobody_asks(
    path: str, held: Checklist, new: Checklist, wanted: ImportOptions
) -> None:
    """Name each action that comes in and that the playbook does not have."""
    known = {action.id for action in held.actions}
    if not (added := [action for action in new.actions if action.id not in known]):
        return
    book = playbooks.load_playbook(playbooks.playbook_of(path, held, wanted.playbook))
    asked = {action.id for _, action in book.actions()}
    for action in added:
        if action.id not in asked:
            streams.say(
                f"{wanted.called} has an action that neither {path} nor the playbook has:"
                f" {quoted(action.title)} ({action.id}). It comes in with its answer. If it does"
                " not belong there, take it out of the file."
            )


def _say_what_was_sent(path: str, sent: SentVersion, document: str) -> None:
    if sent.version:
        streams.say(
            f"{document} does not say what was sent out. It is compared with"
            f" {sent.version.name} of {say_date(sent.version.day)}, the version in git that is"
            " nearest to it. Name another with --base REV:PATH."
        )
    elif not sent.base:
        streams.say(
            f"{document} does not say what was sent out, and git has no earlier version of {path}."
            " What only one of the two holds is taken, and nothing is emptied. Name what was sent"
            " out with --base."
        )


def _say_what_stays(differing: Iterable[Change], path: str, document: str) -> None:
    """Name what is not taken because the version that was found in git has it as the copy has."""
    lines = clash_lines((c for c in differing if c.field in ANSWER_FIELDS), *names(path, document))
    if lines:
        streams.say("These are in the copy as that version had them, and stay as they are here:")
    for line in lines[:_MOST_SAID]:
        streams.say(f"  {line}")
    if len(lines) > _MOST_SAID:
        streams.say(f"  and {len(lines) - _MOST_SAID} more")


def _refused(
    path: str, held: Checklist, one: Returned, sent: SentVersion, wanted: ImportOptions
) -> Problem | None:
    known = None if sent.version else sent.base  # any file is near to some version
    if problem := not_the_same(path, held, one.edited, known, wanted.called, wanted.renamed):
        return problem
    was = sent.base or one.edited
    if was.version == held.version:
        return None
    # It imports the classes of a playbook, 5 ms.
    from scalekit.engine.playbook_version import is_newer

    if not is_newer(was.version, held.version):
        return None
    message = (
        f"This follows version {held.version} of its playbook, and {wanted.called} version"
        f" {was.version}."
    )
    return Problem(Position(path), message, f"Run this first: scalekit upgrade {typed(path)}")


def _upgraded_to(path: str, held: Checklist, one: Returned, given: str | None) -> "Playbook | None":
    """Return the playbook that a file was upgraded to since a document was made, if it is here."""
    if held.version == one.edited.version:
        return None
    from scalekit.engine.playbook_version import is_newer

    book = playbooks.load_playbook(playbooks.playbook_of(path, held, given))
    here = (book.id, book.version) == (held.playbook, held.version)
    return book if here and is_newer(held.version, one.edited.version) else None


def _chosen(path: str, held: Checklist, both: Versions, wanted: ImportOptions) -> Checklist:
    from scalekit.cli.terminal.asking import choose_between

    ours, theirs = names(path, wanted.called)
    try:
        called = (f"In {ours}", f"In {theirs}")
        chosen = choose_between(both.ours, both.theirs, called, wanted.plain)
    except (EOFError, KeyboardInterrupt):
        raise InterruptedByUserError(f"Stopped. {path} is as it was.") from None
    return with_choices(chosen, held, both)
