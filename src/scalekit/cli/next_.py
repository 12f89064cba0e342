"""`scalekit next`: the one action to answer now, and the command that answers it."""

from typing import TYPE_CHECKING, Any

from scalekit import clock
from scalekit.cli.arguments.chosen_checklist import FileArgument, the_one_here
from scalekit.cli.arguments.options import JsonOption, PlaybookOption
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.terminal import streams
from scalekit.engine import about
from scalekit.engine.progress import progress
from scalekit.engine.statements import open_questions, question_line
from scalekit.invoked import as_started
from scalekit.model.checklist import ChecklistAction, Status
from scalekit.model.say import answer_lines
from scalekit.text.printable import printable
from scalekit.text.shell import typed
from scalekit.views.json_values import answer, shown_path
from scalekit.views.shared_words import heading
from scalekit.views.statements_document import statement_document

if TYPE_CHECKING:
    from scalekit.model.playbook import Action

_ALL_DONE = "Every action has an answer."


def next_(
    path: FileArgument = None, json: JsonOption = False, playbook: PlaybookOption = None
) -> int:
    """Show the one action to answer now, its questions, and the command that answers it.

    \b
    Examples:
      scalekit next
      scalekit next feno.scalekit.md --json

    First come answers to wording that has changed since, then questions of reviewers, then what is
    not yet started, then what is in progress. docs/agents.md shows how a program works through a
    checklist with it.
    """
    file = path or the_one_here()
    checklist = checklists.open_checklist(file).checklist
    newer = playbooks.newer_playbook(file, checklist, playbook)
    action = progress(checklist, clock.today(), newer).next
    book = playbooks.own_playbook(file, checklist, playbook)
    known = book.actions_by_id.get(action.id) if action and book else None
    if unlike := playbooks.other_playbook(file, checklist, playbook):
        streams.say(f"{unlike} This is without its questions and what done looks like.")
    if json:
        told = {"path": shown_path(file), "innovation": checklist.innovation}
        streams.out_json(
            "next", {**told, "place": checklist.place, **_document(file, action, known)}
        )
        return 0
    lines = [f"{heading(checklist)} ({file})"]
    streams.out_lines([*lines, *(_lines(action, known) if action else [_ALL_DONE])])
    if action:  # whole, however narrow the terminal, so that it can be copied
        command = " ".join(_command(typed(file), action, known))
        streams.out(f"  {as_started(printable(command))}\n")
    return 0


def _lines(action: ChecklistAction, known: "Action | None") -> list[str]:
    found = ["", f"{action.title} ({action.id})", *([action.text] if action.text else [])]
    if known and _is_reworded(action, known):
        now = [known.title] if known.title != action.title else []
        changed = "The wording changed since it was answered. It says now:"
        found += ["", changed, *now, known.text]
    if known:
        found += ["", f"{about.DONE_WHEN}: {known.done_when}"] if known.done_when else []
        found += [f"{about.QUESTIONS}:", *(f"  - {each}" for each in known.ask)] * bool(known.ask)
    found += ["", *answer_lines(action.answer)]
    found += [question_line(question) for question in open_questions(action)]
    statuses = ", ".join(status for status in Status if status is not Status.NOT_STARTED)
    return [*found, "", f"Answer it, where STATUS is one of {statuses}:"]


def _is_reworded(action: ChecklistAction, known: "Action | None") -> bool:
    return known is not None and not known.means(action.wording)


def _command(path: str, action: ChecklistAction, known: "Action | None") -> list[str]:
    command = ["scalekit", "set", path, action.id, "--status", "STATUS"]
    return [*command, "--new-wording"] if _is_reworded(action, known) else command


def _document(path: str, action: ChecklistAction | None, known: "Action | None") -> dict[str, Any]:
    if action is None:
        return {"action": None, "command": None}
    now = known if _is_reworded(action, known) else None
    told = {
        "id": action.id,
        "title": action.title,
        "text": action.text,
        "pillar": action.pillar,
        "newTitle": now.title if now else None,
        "newText": now.text if now else None,
        "why": known.why if known else None,
        "questions": list(known.ask) if known else [],
        "doneWhen": known.done_when if known else None,
        "goodEvidence": known.evidence if known else None,
        "openQuestions": [statement_document(action, each) for each in open_questions(action)],
        "answer": answer(action),
    }
    command = _command(path, action, known)
    return {"action": told, "command": command, "statuses": list(Status)}
