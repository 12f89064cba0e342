"""Every decision on a checklist, and who committed each."""

from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.files.standing import what_changed
from scalekit.cli.terminal import streams
from scalekit.engine.statements import every
from scalekit.model.checklist import Checklist
from scalekit.model.dates import say_date
from scalekit.views import statements as view
from scalekit.views.json_values import shown_path
from scalekit.views.shared_words import heading
from scalekit.views.statements_document import decision_document

if TYPE_CHECKING:
    from scalekit.git.history import Commit, Step


def list_decisions(path: str, checklist: Checklist, *, verify: bool, json: bool) -> None:
    """Write every decision, replaced ones too; with `verify` the commit that brought each."""
    known = _steps(path, checklist) if verify else ()
    stand = what_changed(path, checklist, every(checklist, clock.today()))
    commits = _commits(known)
    if json:
        about = {"innovation": checklist.innovation, "place": checklist.place}
        documents = [decision_document(each) for each in stand]
        for document in documents if verify else ():
            commit = commits.get(document["id"])
            document["commit"] = commit.document() if commit else None
        for document, each in zip(documents, stand, strict=True):
            document["changedSince"] = [action.id for action in each.changed] or None
        streams.out_json("decide", {"path": shown_path(path), **about, "decisions": documents})
        return
    lines = [f"{heading(checklist)} ({path})"]
    for each, (stands, told) in zip(stand, view.told_decisions(checklist, stand), strict=True):
        lines += ["", stands, *(f"  {label}: {text}" for label, text in told)]
        if verify:
            lines.append(f"  {_committed(commits.get(each.decision.id))}")
    streams.out_lines([*lines, *(["", view.NO_DECISIONS] if not stand else [])])


def _steps(path: str, checklist: Checklist) -> "tuple[Step, ...]":
    # Only who asks for the commit of a decision waits for git.
    from scalekit.git.history import story

    told = story(path, checklist)
    if told.cut:
        streams.say(
            f"A decision from before the earliest commit here is told with that one.{told.cut}"
        )
    return told.steps


def _commits(steps: "tuple[Step, ...]") -> "dict[str, Commit]":
    """Return the commit that brought each decision into its file, by the decision's id."""
    found: dict[str, Commit] = {}
    for step in steps:
        had = {decision.id for decision in step.old.decisions}
        for decision in step.new.decisions:
            if step.commit and decision.id not in had:
                found[decision.id] = step.commit
    return found


def _committed(commit: "Commit | None") -> str:
    if commit is None:
        return "Not committed yet"
    return (
        f"Committed by {commit.author}, {say_date(commit.on)}, {commit.id[:7]}, {commit.signature}"
    )
