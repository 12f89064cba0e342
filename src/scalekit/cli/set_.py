"""`scalekit set`: record answers without prompts."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from scalekit import clock
from scalekit.cli.arguments.answers import (
    Values,
    read_answers,
    read_field,
    read_options,
    reason_needed,
    with_evidence,
    with_fields,
)
from scalekit.cli.arguments.chosen_checklist import (
    ActionArgument,
    FileArgument,
    file_and_action,
    known_action,
    the_one_here,
)
from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.mistakes import Mistakes, understood
from scalekit.cli.arguments.options import JsonOption, PlaybookOption
from scalekit.cli.files import checklists, playbooks
from scalekit.cli.files import evidence as evidence_of
from scalekit.cli.files.replacement import replaced_texts
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.engine.progress import is_overdue
from scalekit.errors import FileError, UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.dates import read_date, say_date
from scalekit.model.values import is_empty
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist
from scalekit.text.shell import typed

StatusOption = Annotated[
    str | None,
    Option(
        metavar="STATUS",
        help="Where it stands, such as in-progress.",
        offers="statuses",
    ),
]
ConfidenceOption = Annotated[
    str | None,
    Option(
        metavar="LEVEL",
        help="on-track, needs-attention or off-track; or green, amber or red.",
        offers="confidences",
    ),
]
OwnerOption = Annotated[str | None, Option(metavar="NAME", help="Who sees that it gets done.")]
DueOption = Annotated[
    str | None,
    Option(metavar="DATE", help="By when: 2026-12-01, 12 Dec, Friday or +2w."),
]
ReasonOption = Annotated[
    str | None,
    Option(metavar="TEXT", help="Why it cannot start or is not relevant."),
]
NoteOption = Annotated[
    str | None,
    Option(metavar="TEXT", help="A note, any Markdown, in place of the one there."),
]
NoteFileOption = Annotated[
    str | None, Option(metavar="FILE", help="Read that note from a file; - is stdin.")
]
EvidenceOption = Annotated[
    list[str] | None,
    Option(metavar="LABEL=LINK", help="Add a piece of evidence. Repeat for more."),
]
PlaceOption = Annotated[
    str | None, Option(metavar="TEXT", help="Where it is used, for the whole checklist.")
]
InnovationOption = Annotated[
    str | None, Option(metavar="TEXT", help="What the checklist is about.")
]
ClearOption = Annotated[
    list[str] | None, Option(metavar="FIELD", help="Empty a field. Repeat for more.")
]
NewWordingOption = Annotated[
    bool,
    Option(
        "--new-wording",
        help="Say that the answer, with what else is set, holds for the action's wording of today.",
    ),
]
FromOption = Annotated[
    str | None,
    Option(
        "--from",
        metavar="FILE",
        help="Set many answers from YAML or JSON, in place of those there; - is stdin.",
    ),
]


def set_(
    path: FileArgument = None,
    action: ActionArgument = None,
    status: StatusOption = None,
    owner: OwnerOption = None,
    due: DueOption = None,
    confidence: ConfidenceOption = None,
    reason: ReasonOption = None,
    note: NoteOption = None,
    note_file: NoteFileOption = None,
    evidence: EvidenceOption = None,
    clear: ClearOption = None,
    new_wording: NewWordingOption = False,
    from_file: FromOption = None,
    place: PlaceOption = None,
    innovation: InnovationOption = None,
    json: JsonOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Record answers without prompts; all that is given is set, or nothing is.

    \b
    Examples:
      scalekit set feno.scalekit.md find-policy-ties --status in-progress --owner "Sam Lee"
      scalekit set feno.scalekit.md find-policy-ties --due +2w --evidence "Plan=plan.docx"
      scalekit set find-policy --due "12 Dec" --owner "Sam Lee"
      scalekit set 3 --clear due
      scalekit set find-policy --new-wording
      scalekit set feno.scalekit.md --from answers.yaml
      scalekit set feno.scalekit.md --place "South Yorkshire"

    A file for --from holds {action: {field: value}}; each value replaces what was there, all the
    evidence too. A reason goes with the status that needed it. Where the playbook's wording changed
    since an answer was given, --new-wording says that it holds for the words of today.
    """
    today = clock.today()
    given = {
        "status": status,
        "owner": owner,
        "due": due,
        "confidence": confidence,
        "reason": reason,
        "note": _note(note, note_file),
    }
    options = {field: value for field, value in given.items() if value is not None}
    about = _about(innovation, place)
    if from_file is not None:
        if action is not None or options or evidence or clear or new_wording or about:
            raise UsageError("Use --from by itself: the file names the actions and fields.")
        stored = checklists.open_checklist(path or the_one_here())
        answers = read_answers(_read_text(from_file), from_file, stored.checklist, today)
    elif about:
        if action is not None or options or evidence or clear or new_wording:
            raise UsageError("Use --place and --innovation without an action and its fields.")
        stored, answers = checklists.open_checklist(path or the_one_here()), {}
    else:
        file, action = file_and_action(path, action)
        stored = checklists.open_checklist(file)
        wrong = Mistakes()
        known = wrong.read(known_action, stored.checklist, action)
        values = read_options(options, clear or [], today, wrong)
        added = [
            wrong.read(understood, "--evidence", read_field, "evidence", text, today)
            for text in evidence or ()
        ]
        wrong.check()
        if added:
            kept = values.get("evidence", stored.checklist.action(known).answer.evidence)
            values["evidence"] = with_evidence(kept, added)
        if not values and not new_wording:
            raise UsageError("Nothing to set. Name at least one field, such as --status completed.")
        answers = {known: values}
    new = with_fields(stored.checklist._replace(**about), answers)
    if new_wording:
        new = _with_new_wording(stored.path, new, known, playbook)
    if stored.path != "-":
        new = evidence_of.marked(stored.checklist, new, stored.path)
    _save(stored, new, answers, json)
    if stored.path != "-":
        _say_where_reworded(stored.path, new, answers, playbook)
    if action not in (None, *answers) and stored.path != "-":  # by a number, or how its id begins
        streams.say(f"The action is “{new.action(known).title}” ({known}).")
    if due and not is_empty(due) and not read_date(due):  # it was counted from today
        streams.say(f"Due {say_date(answers[known]['due'])}.")
    return 0


def _with_new_wording(
    path: str, checklist: Checklist, action_id: str, given: str | None
) -> Checklist:
    """Return the checklist with an action's words of today, which its answer is then to."""
    # Only an answer to earlier words needs the playbook.
    from scalekit.engine.changed_wording import confirm_wording

    book = playbooks.load_playbook(playbooks.playbook_of(path, checklist, given))
    if unlike := playbooks.other_playbook(path, checklist, given):
        raise UsageError(str(unlike))
    if action_id not in book.actions_by_id:
        raise UsageError(f"The playbook has no action {action_id}, so it has no new wording.")
    return confirm_wording(checklist, book, action_id)


def _say_where_reworded(
    path: str, checklist: Checklist, answers: Mapping[str, Values], given: str | None
) -> None:
    """Say of each answer that was set that it still is to earlier words."""
    try:
        newer = playbooks.newer_playbook(path, checklist, given)
    except FileError:
        return  # nothing of the playbook is needed to set an answer; `check` says what is wrong
    if newer is None:
        return
    from scalekit.engine.changed_wording import wording_changed

    option = playbooks.playbook_option(given)
    for held, _ in wording_changed(checklist, newer):
        if held.id in answers:
            streams.say(
                f"The wording of {held.id} has changed. Where the answer holds for the new one too:"
                f" scalekit set {typed(path)} {held.id} --new-wording{option}"
            )


def _about(innovation: str | None, place: str | None) -> dict[str, Any]:
    """Return what was given of the whole checklist."""
    given = {"innovation": innovation, "place": place}
    wrong = Mistakes()
    about = {
        name: wrong.read(understood, f"--{name}", read_field, name, value, date.min)
        for name, value in given.items()
        if value is not None
    }
    if about.get("innovation") == "":
        wrong.add("--innovation is empty. Write what the checklist is about.")
    wrong.check()
    return about


def _note(text: str | None, file: str | None) -> str | None:
    if text is not None and file is not None:
        raise UsageError("Use --note or --note-file, not both.")
    return text if file is None else _read_text(file, "Name a file with the note")


def _save(
    stored: StoredChecklist, checklist: Checklist, answers: Mapping[str, Values], json: bool
) -> None:
    """Save what was set, unless it lacks a reason, and say what it replaced."""
    was, now = stored.checklist.answers(), checklist.answers()
    for action_id in answers:
        if message := reason_needed(was[action_id], now[action_id]):
            raise UsageError(f"{message} Add --reason for {action_id}. Nothing was changed.")
    if stored.path == "-" and json:
        raise UsageError("The checklist itself goes to stdout. Use --json with a file.")
    if stored.path == "-":
        streams.out(files.encode(stored._replace(checklist=checklist)).decode("utf-8"))
    else:
        saved = save(stored, checklist)
        streams.say(f"Saved {stored.path}." if saved is not stored else "Nothing to change.")
        if json:
            streams.out_json("set", _document(stored, saved))
    for sentence in replaced_texts(stored.checklist, checklist):
        streams.say(sentence)
    for action_id in answers:
        action = checklist.action(action_id)
        if action.answer.due != was[action_id].due and is_overdue(action, clock.today()):
            streams.say(f"That day has passed, so this is overdue: {action.title}.")


def _document(before: StoredChecklist, after: StoredChecklist) -> dict[str, Any]:
    # Only programs ask for it.
    from scalekit.engine.diff import diff
    from scalekit.views.diff import ChecklistDiff, changes
    from scalekit.views.json_values import shown_path

    old, new = before.checklist, after.checklist
    return {
        "path": shown_path(after.path),
        "innovation": new.innovation,
        "place": new.place,
        "changes": changes(ChecklistDiff(after.path, old, new, diff(old, new))),
    }


def _read_text(path: str, instead: str = "Name a file of answers") -> str:
    """Return a file's text, or stdin's for `-`; `instead` is what to do where it is not there."""
    remedy = f"{instead}, or - for stdin."
    raw = streams.stdin() if path == "-" else files.read_bytes(path, instead=remedy)
    return files.decode(raw, path)[0]
