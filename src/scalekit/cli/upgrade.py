"""`scalekit upgrade`: a checklist brought to the playbook's version, with nothing lost."""

from typing import TYPE_CHECKING, Annotated, Any

from scalekit.cli.arguments.chosen_checklist import the_one_here
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlaybookOption
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.files.saving import save
from scalekit.cli.files.slips import no_such_action
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, UsageError
from scalekit.model.checklist import listed
from scalekit.text.shell import typed
from scalekit.views import problems as problems_view
from scalekit.views.json_values import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scalekit.engine.upgrade import Step, UpgradeResult
    from scalekit.model.checklist import Checklist
    from scalekit.model.playbook import Playbook
    from scalekit.model.problem import Problem
    from scalekit.storage.files import StoredChecklist


def upgrade(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[PATH]...",
            help="Checklists, or folders of them. Without one: the checklist in this folder.",
            offers="checklist_files",
        ),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say what would change, and write nothing.")
    ] = False,
    json: JsonOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Bring checklists to the playbook's version; every answer is kept.

    \b
    Examples:
      scalekit upgrade feno-testing.scalekit.md --dry-run
      scalekit upgrade innovations/
      scalekit upgrade feno-testing.scalekit.md --playbook our-playbook/

    New actions are added as not yet started. Answered actions that the playbook no longer has
    stay, in a section of their own. An answer given to wording that has changed since keeps the
    old wording until you confirm or change it: `scalekit start` asks about those first, and
    `scalekit set FILE ACTION --new-wording` confirms one. A checklist where an answered action has
    a mistyped id is left as it is.
    """
    paths = paths or [the_one_here()]
    if "-" in paths:
        raise UsageError("A checklist is upgraded in its own file. Name that file.")
    problems: list[Problem] = []
    reports: list[dict[str, Any]] = []
    for path, stored, found in checklists.read_all(paths):
        problems += found
        if stored is None:
            continue
        book = playbooks.load_playbook(playbooks.playbook_of(path, stored.checklist, playbook))
        if refused := [*_refused(stored, book, playbook), *_mistyped(stored, book)]:
            problems += refused
            continue
        done = _upgraded(stored, book)
        if not dry_run:
            save(stored, done.checklist)
        reports.append(_document(path, stored, done, book))
        if not json:
            streams.out_lines(_lines(path, stored, done, dry_run, book))
    if json:
        told = problems_view.document(problems)
        streams.out_json("upgrade", {"dryRun": dry_run, "checklists": reports, "problems": told})
    if not json and not dry_run:
        _say_how_to_confirm(reports, playbook)
    if problems:
        raise FileError(*problems)
    if not reports and not json:
        streams.say(checklists.NONE_HERE)
    return 0


def _say_how_to_confirm(reports: "Sequence[dict[str, Any]]", given: str | None) -> None:
    """Say, once for all checklists, what is to be done where the wording of an answer changed."""
    reworded = [
        report["path"]
        for report in reports
        if any(step["kind"] == "wording-changed" for step in report["steps"])
    ]
    if reworded:
        file = typed(reworded[0]) if len(reworded) == 1 else "FILE"
        option = playbooks.playbook_option(given)
        streams.say(
            f"Confirm or change what was answered: scalekit start {file}{option}, or for one"
            f" action: scalekit set {file} ACTION --new-wording{option}"
        )


def _upgraded(stored: "StoredChecklist", book: "Playbook") -> "UpgradeResult":
    from scalekit.engine.upgrade import upgrade as upgraded

    return upgraded(stored.checklist, book)


def _refused(stored: "StoredChecklist", book: "Playbook", given: str | None) -> "Iterator[Problem]":
    from scalekit.engine.playbook_version import is_newer_than_known

    held = stored.checklist
    if held.playbook != book.id and held.playbook not in dict(book.extends):
        if unlike := playbooks.other_playbook(stored.path, held, given):
            yield unlike
    elif is_newer_than_known(held, book):
        yield playbooks.newer_than_known(
            stored.path, playbooks.said_version(held), playbooks.said_version_of(book)
        )


def _mistyped(stored: "StoredChecklist", book: "Playbook") -> "Iterator[Problem]":
    """Yield a problem for each answer that would be put aside because its id is mistyped."""
    from scalekit.engine.mistyped import mistyped
    from scalekit.engine.other_text import owner

    held = stored.checklist
    if held.playbook != book.id:  # of what is below it, more than ids may differ
        return
    asked = {action.id: action.roles for _, action in book.actions()}
    gone = {*book.retired, *(was for _, action in book.actions() for was in action.was)}
    beside = {owner(other.after) for other in held.other_text}
    for action_id, meant in mistyped(held, asked, gone).items():
        if not held.action(action_id).answer.is_blank or action_id in beside:
            yield no_such_action(stored, action_id, meant)


_SENTENCES = {
    "added": "New: {title}",
    "renamed": "Renamed from {others}: {title}",
    "joined": "Takes over from {others}: {title}",
    "split": "Has the answer; new beside it: {others}. Look at each: {title}",
    "moved": "Moved to another pillar: {title}",
    "reworded": "Has the new wording: {title}",
    "editorial": "Has the new wording, which means the same: {title}",
    "wording-changed": "Wording changed since you answered: {title}",
    "kept": "Kept, though it is no longer for these roles: {title}",
    "retired": "Kept, though the playbook {gone}: {title}",
    "dropped": "Left out, with nothing answered: {title}",
}


# After which people have something to do: those of a joint action do it together.
_TO_DO = ("added", "joined", "split", "wording-changed")


def _lines(
    path: str, stored: "StoredChecklist", done: "UpgradeResult", dry_run: bool, book: "Playbook"
) -> list[str]:
    if done.checklist == stored.checklist:
        return [f"{path}: already at version {stored.checklist.version}."]
    verb = "would move" if dry_run else "moved"
    old, new = _said(stored.checklist, done.checklist), _said(done.checklist, stored.checklist)
    versions = f"{verb} from {old} to {new.removeprefix('version ')}" if old != new else new
    return [
        f"{path}: {versions}.",
        *(f"  {sentence}" for sentence in _sentences(done.steps, book)),
    ]


def _said(held: "Checklist", other: "Checklist") -> str:
    """Return what a checklist follows, with what tells it from the other one."""
    name = f"{held.playbook} " if held.playbook != other.playbook else ""
    below = f" on {held.extends}" if held.extends != other.extends and held.extends else ""
    return f"{name}{'' if name else 'version '}{held.version}{below}"


def _sentences(report: "Sequence[Step]", book: "Playbook") -> "Iterator[str]":
    joint = {action.id for _, action in book.actions() if action.is_joint}
    for step in report:
        is_told = step.kind in _TO_DO and step.action_id in joint
        yield listed(_sentence(step, _because(step, book)), is_told)


def _sentence(step: "Step", because: str) -> str:
    said = _SENTENCES[step.kind].format(
        title=f"{step.title} ({step.action_id})",
        others=", ".join(step.others),
        gone="leaves it out" if because else "no longer has it",
    )
    return f"{said}. {because}" if because else said


def _because(step: "Step", book: "Playbook") -> str:
    """Return why the playbook leaves out the action of a step, if it does."""
    hidden = book.hides(step.action_id) if step.kind in ("retired", "dropped") else None
    return hidden.because if hidden else ""


def _document(
    path: str, stored: "StoredChecklist", done: "UpgradeResult", book: "Playbook"
) -> dict[str, Any]:
    return {
        "path": shown_path(path),
        "playbook": done.checklist.playbook,
        "oldPlaybookVersion": stored.checklist.version,
        "playbookVersion": done.checklist.version,
        "changed": done.checklist != stored.checklist,
        "steps": [
            {
                "kind": str(step.kind),
                "action": step.action_id,
                "title": step.title,
                "others": list(step.others),
                "because": _because(step, book),
            }
            for step in done.steps
        ],
    }
