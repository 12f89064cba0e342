"""`scalekit history`: who said what in a checklist, and when."""

from typing import TYPE_CHECKING, Any

from scalekit.cli.arguments.chosen_checklist import (
    ActionArgument,
    FileArgument,
    file_and_action,
    known_action,
)
from scalekit.cli.arguments.options import JsonOption
from scalekit.cli.files import checklists
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.model.dates import say_date
from scalekit.views.json_values import shown_path
from scalekit.views.shared_words import heading

if TYPE_CHECKING:
    from scalekit.git.history import Commit, Step


def history(
    path: FileArgument = None, action: ActionArgument = None, json: JsonOption = False
) -> int:
    """Show who changed a checklist and when, the newest first; read from git alone.

    \b
    Examples:
      scalekit history feno.scalekit.md
      scalekit history feno.scalekit.md find-policy-ties
      scalekit history find-policy --json

    Each change has the author who made it, also where it came in by a merge; what was chosen in a
    merge is told with that. The file is followed through renames, and from Markdown to JSON and
    back.
    """
    # `decide` says what a commit is in the same words, and seldom needs git.
    from scalekit.git.history import story
    from scalekit.git.repository import NoRepositoryError

    file, action = file_and_action(path, action)
    now = checklists.open_checklist(file).checklist
    known = known_action(now, action) if action else ""
    try:
        told = story(file, now)
    except NoRepositoryError as error:
        raise UsageError(f"{error} History is what git keeps: `git init`, and commit.") from None
    steps = [step for step in told.steps if _changes(step, known)]
    for commit in told.unread:
        streams.say(f"Left out: what commit {commit.id[:7]} has cannot be read as a checklist.")
    if told.cut:
        streams.say(
            f"What changed before the earliest commit here is told with that one.{told.cut}"
        )
    if json:
        documents = [_document(step, known, file) for step in steps]
        about = {"innovation": now.innovation, "place": now.place}
        streams.out_json("history", {"path": shown_path(file), **about, "steps": documents})
        return 0
    lines = [f"{heading(now)} ({file})"]
    for step in steps:
        lines += ["", _made(step.commit), *_sentences(step, known)]
    streams.out_lines([*lines, *(["", "No commit changed it."] if not steps else [])])
    return 0


def _changes(step: "Step", action_id: str) -> list[Any]:
    return [change for change in step.changes if action_id in ("", change.action_id)]


def _made(commit: "Commit | None") -> str:
    if commit is None:
        return "Not committed yet"
    kind = "merge " if commit.is_merge else ""
    return f"{say_date(commit.on)}, {commit.author} ({kind}{commit.id[:7]}, {commit.signature})"


def _sentences(step: "Step", action_id: str) -> list[str]:
    from scalekit.views.sentences import sections

    found = []
    for section in sections(_changes(step, action_id), step.old, step.new):
        found.append(f"  {section.heading()}")
        for sentence in section.sentences:
            found += [f"    {line}" for line in sentence.in_words().split("\n")]
    return found


def _document(step: "Step", action_id: str, path: str) -> dict[str, Any]:
    from scalekit.views.diff import ChecklistDiff, changes

    compared = ChecklistDiff(path, step.old, step.new, tuple(_changes(step, action_id)))
    commit = step.commit.document() if step.commit else None
    return {"commit": commit, "changes": changes(compared)}
