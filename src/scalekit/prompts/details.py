"""The fields of an answer beside its status: each offered, none forced."""

from collections.abc import Callable
from dataclasses import replace

from scalekit.errors import ScalekitError
from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from scalekit.model.dates import FORMS_WITH_TODAY, say_date
from scalekit.model.values import (
    NotUnderstoodError,
    read_confidence,
    read_due,
    read_evidence,
    read_line,
    read_note,
)
from scalekit.prompts import pages
from scalekit.prompts.protocol import Choice, Tone, Word
from scalekit.prompts.sitting import HELP, JUMP, SKIP, STOP, Moved, Sitting, back

_NONE = "not provided"
_WAYS_OUT = (SKIP, JUMP, STOP, HELP)


def ask_details(sitting: Sitting) -> None:
    """Ask for fields, one after another, until the person goes back."""
    while True:
        try:
            field = sitting.choose(
                "Which detail?", (*_entries(sitting.answer), back("Back to the status"), *_WAYS_OUT)
            )
        except Moved as moved:
            if moved.word is Word.BACK:
                return
            raise
        ask_field(sitting, _FIELDS[field])


def ask_field(sitting: Sitting, ask: Callable[[Sitting], Answer]) -> bool:
    """Ask for one field and save it; return whether it was answered and not left by going back."""
    try:
        answer = ask(sitting)
    except Moved as moved:
        if moved.word is not Word.BACK:
            raise
        return False
    if answer == sitting.answer:
        sitting.say("Nothing changed.", Tone.QUIET)
    sitting.keep(answer)
    return True


def ask_reason(sitting: Sitting, status: Status) -> Answer:
    """Return the answer with a status that needs a reason, and the reason."""
    why = {
        Status.CANNOT_START: "What stops you from starting?",
        Status.NOT_RELEVANT: "Why is it not relevant here?",
    }[status]
    present = sitting.answer.reason or sitting.reasons.get(sitting.action.id, "")
    reason = sitting.write("Reason", _needed, f"{why} One line.", present)
    return replace(sitting.answer, status=status, reason=reason)


def _entries(answer: Answer) -> list[Choice]:
    present = {
        "owner": ("Owner", answer.owner),
        "due": ("Due date", say_date(answer.due) if answer.due else ""),
        "confidence": ("Confidence", answer.confidence.label if answer.confidence else ""),
        "evidence": ("Evidence", _evidence_summary(answer.evidence)),
        "note": ("Note", pages.note_text(answer.note) if answer.note else ""),
    }
    if answer.reason or answer.status.needs_reason:
        present["reason"] = ("Reason", answer.reason)
    return [
        Choice(field, f"{name}: {value or _NONE}", str(number))
        for number, (field, (name, value)) in enumerate(present.items(), 1)
    ]


def _evidence_summary(evidence: tuple[Evidence, ...]) -> str:
    return evidence[0].label if len(evidence) == 1 else f"{len(evidence)} entries" * bool(evidence)


def _owner(sitting: Sitting) -> Answer:
    hint = "Who sees that it is done? A name or a job title."
    return replace(
        sitting.answer, owner=sitting.write("Owner", read_line, hint, sitting.answer.owner)
    )


def _due(sitting: Sitting) -> Answer:
    present = say_date(sitting.answer.due) if sitting.answer.due else ""
    due = sitting.write(
        "Due date", lambda text: read_due(text, sitting.today), f"{FORMS_WITH_TODAY}.", present
    )
    return replace(sitting.answer, due=due)


def _confidence(sitting: Sitting) -> Answer:
    choices = [
        Choice(word.value, f"{word.label}: {word.definition[0].lower()}{word.definition[1:]}", key)
        for word, key in zip(Confidence, "123", strict=True)
    ]
    present = sitting.answer.confidence
    given = sitting.choose(
        "How sure are you of the due date?",
        (*choices, Choice("none", "Not provided", "4"), back("Back to the details"), *_WAYS_OUT),
        present.value if present else "none",
    )
    return replace(sitting.answer, confidence=read_confidence("" if given == "none" else given))


def _reason(sitting: Sitting) -> Answer:
    if sitting.answer.status.needs_reason:
        return ask_reason(sitting, sitting.answer.status)
    reason = sitting.write("Reason", read_line, "One line.", sitting.answer.reason)
    return replace(sitting.answer, reason=reason)


def _needed(text: str) -> str:
    line = read_line(text)
    if not line:
        raise NotUnderstoodError(
            "This status needs a reason.", "Write a few words, or :back for another status."
        )
    return line


def _evidence(sitting: Sitting) -> Answer:
    """Add and remove entries until the person goes back; each is saved as it is given."""
    if not sitting.answer.evidence:
        return _added(sitting)
    while True:
        held = sitting.answer.evidence
        remove = [
            Choice(str(number), f"Remove: {pages.evidence_text(entry.label, entry.link)}", key)
            for number, (entry, key) in enumerate(zip(held, _keys(len(held)), strict=True))
        ]
        picked = sitting.choose(
            "Add or remove evidence?",
            (Choice("add", "Add evidence", "a"), *remove, back("Back to the details"), *_WAYS_OUT),
        )
        if picked == "add":
            ask_field(sitting, _added)
        else:
            kept = tuple(entry for n, entry in enumerate(held) if n != int(picked))
            sitting.keep(replace(sitting.answer, evidence=kept))


def _keys(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


def _added(sitting: Sitting) -> Answer:
    """Return the answer with one more entry; the same link, or label without one, is one entry."""
    label = ""
    while True:
        entry = sitting.write("Evidence", _labelled, "What shows it? A few words.", label)
        try:
            if not entry.link:
                entry = replace(entry, link=_link(sitting))
        except Moved as moved:
            if moved.word is not Word.BACK:
                raise
            label = entry.label
            continue
        entries = {e.link or e.label: e for e in (*sitting.answer.evidence, entry)}
        return replace(sitting.answer, evidence=tuple(entries.values()))


def _labelled(text: str) -> Evidence:
    if not read_line(text):
        raise NotUnderstoodError("This evidence is empty.", "Write a few words, or :back.")
    return read_evidence(text)


def _link(sitting: Sitting) -> str:
    hint = "Where is it? A web address or a file path. Press Enter if there is none."
    return sitting.write("Link", read_line, hint)


def _note(sitting: Sitting) -> Answer:
    note = sitting.answer.note
    long = "\n" in note
    line = Choice("line", "Add a line" if long else "Write one line", "1")
    ways = [line, Choice("edit", "Open it in your editor", "2")]
    if note:
        ways.append(Choice("remove", "Remove the note", "3"))
    while True:
        way = sitting.choose("Your note?", (*ways, back("Back to the details"), *_WAYS_OUT))
        try:
            return replace(sitting.answer, note=_new_note(sitting, way, long))
        except ScalekitError as error:
            sitting.prompts.show(pages.problem(error))


def _new_note(sitting: Sitting, way: str, long: bool) -> str:
    note = sitting.answer.note
    if way == "remove":
        return ""
    if way == "edit":
        return sitting.edit(note)
    line = sitting.write("Note", read_note, "One line.", "" if long else note)
    return f"{note}\n\n{line}" if long and line else note if long else line


_FIELDS: dict[str, Callable[[Sitting], Answer]] = {
    "owner": _owner,
    "due": _due,
    "confidence": _confidence,
    "evidence": _evidence,
    "note": _note,
    "reason": _reason,
}
