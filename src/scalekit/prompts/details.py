"""The fields of an answer beside its status: how each is asked for, none forced."""

from collections.abc import Callable
from datetime import date

from scalekit.errors import ScalekitError
from scalekit.model.checklist import REASONS, Answer, Confidence, Evidence, Status
from scalekit.model.dates import FORMS_WITH_TODAY, say_date
from scalekit.model.fields import BY_KEY, Field, Form, read_field
from scalekit.model.values import (
    NotUnderstoodError,
    read_confidence,
    read_evidence,
    read_line,
    read_note,
)
from scalekit.prompts import pages
from scalekit.prompts.protocol import Choice, Paragraph, TextQuestion, Tone, Word
from scalekit.prompts.sitting import MOVES, QuestionLeft, Sitting, back
from scalekit.text.sentence import small

_NO_CONFIDENCE = "none"
CONFIDENCES = (
    *(
        Choice(word.value, f"{word.label}: {small(word.definition)}", key)
        for word, key in zip(Confidence, "123", strict=True)
    ),
    Choice(_NO_CONFIDENCE, "Not provided", "4"),
)
_WORDS = Paragraph(":back leaves it as it is.", Tone.QUIET)


def ask_detail(sitting: Sitting, name: str) -> None:
    """Ask for one field and save it."""
    field = BY_KEY[name]
    by_form = _with_day if field.form is Form.DAY else _with_line
    ask_field(sitting, _ASKED_ALONE.get(name) or (lambda sitting: by_form(sitting, field)))


def ask_field(sitting: Sitting, ask: Callable[[Sitting], Answer]) -> bool:
    """Ask for one field and save it; return whether it was answered and not left by going back."""
    try:
        answer = ask(sitting)
    except QuestionLeft as moved:
        if moved.word is not Word.BACK:
            raise
        return False
    if not sitting.keep(answer):
        sitting.say("Nothing changed.")
    return True


def ask_reason(sitting: Sitting, status: Status) -> Answer:
    """Return the answer with a status that needs a reason, and the reason."""
    why = f"{REASONS[status].question} One line."
    # A reason that was void comes back with its status.
    before = [answer.reason for answer in sitting.undone.get(sitting.action.id, ())]
    present = sitting.answer.reason or next(filter(None, before), "")
    reason = sitting.write(_line("Reason", why, present)._replace(needed=True), _needed)
    return sitting.answer._replace(status=status, reason=reason)


def _line(question: str, hint: str, present: str = "") -> TextQuestion:
    return TextQuestion(question, (Paragraph(hint), _WORDS), present)


def _with_line(sitting: Sitting, field: Field) -> Answer:
    asked = _line(field.label, f"{field.hint}.", field.plain(sitting.answer))
    asked = asked._replace(between=field.between)
    return sitting.answer._replace(**{field.key: sitting.write(asked, field.read)})


def _with_day(sitting: Sitting, field: Field) -> Answer:
    present = getattr(sitting.answer, field.key)
    asked = _line(field.asked, f"{FORMS_WITH_TODAY}.", say_date(present) if present else "")
    day = sitting.write(asked, lambda text: read_field(field.key, text, sitting.today))
    return sitting.answer._replace(**{field.key: day})


def confidence_asked(due: date | None) -> str:
    """Return the question of how sure somebody is."""
    if due:
        return "How sure are you of the due date?"
    return "How sure are you that it will be done in time? It has no due date yet."


def picked_confidence(picked: str) -> Confidence | None:
    """Return the confidence that one of CONFIDENCES stands for."""
    return read_confidence("" if picked == _NO_CONFIDENCE else picked)


def _confidence(sitting: Sitting) -> Answer:
    present = sitting.answer.confidence
    given = sitting.choose(
        confidence_asked(sitting.answer.due),
        (*CONFIDENCES, back(), *MOVES),
        present.value if present else _NO_CONFIDENCE,
    )
    return sitting.answer._replace(confidence=picked_confidence(given))


def _reason(sitting: Sitting) -> Answer:
    if sitting.answer.status.needs_reason:
        return ask_reason(sitting, sitting.answer.status)
    return _with_line(sitting, BY_KEY["reason"])


def _needed(text: str) -> str:
    line = read_line(text)
    if not line:
        raise NotUnderstoodError(
            "This status needs a reason.", "Write a few words, or :back for another status."
        )
    return line


def _evidence(sitting: Sitting) -> Answer:
    """Return the answer with one piece of evidence added, changed or taken off."""
    held = sitting.answer.evidence
    if not held:
        return _with_entry(sitting, len(held))
    entries = [
        Choice(str(number), pages.evidence_text(entry), str(number + 1))
        for number, entry in enumerate(held)
    ]
    while True:
        add = Choice("add", "Add another", "a")
        picked = sitting.choose("Which evidence?", (add, *entries, back(), *MOVES))
        number = len(held) if picked == "add" else int(picked)
        try:
            if picked != "add" and _wants_it_gone(sitting, held[number]):
                kept = tuple(entry for entry in held if entry is not held[number])
                return sitting.answer._replace(evidence=kept)
            return _with_entry(sitting, number)
        except QuestionLeft as moved:
            if moved.word is not Word.BACK:
                raise


def _wants_it_gone(sitting: Sitting, entry: Evidence) -> bool:
    """Ask what to do with a piece of evidence; return whether it is to go."""
    ways = (Choice("change", "Change it", "c"), Choice("remove", "Remove it", "r"))
    return sitting.choose(f"“{entry.label}”?", (*ways, back(), *MOVES)) == "remove"


def _with_entry(sitting: Sitting, number: int) -> Answer:
    """Return the answer with one more entry, or with the one of that number changed.

    The same link, or label without one, is one entry.
    """
    held = sitting.answer.evidence
    present = held[number] if number < len(held) else Evidence("")
    label = present.label
    while True:
        asked = _line("Evidence", "What shows it? A few words, or a web address.", label)
        entry = sitting.write(asked._replace(needed=True), _labelled)
        try:
            if not entry.link:
                entry = entry._replace(link=_link(sitting, present.link))
        except QuestionLeft as moved:
            if moved.word is not Word.BACK:
                raise
            label = entry.label
            continue
        changed = (*held[:number], entry, *held[number + 1 :])
        entries = {e.link or e.label: e for e in changed}
        return sitting.answer._replace(evidence=tuple(entries.values()))


def _labelled(text: str) -> Evidence:
    if not read_line(text):
        raise NotUnderstoodError("This evidence is empty.", "Write a few words, or :back.")
    return read_evidence(text)


def _link(sitting: Sitting, present: str) -> str:
    hint = "Where is it? A web address or a file path. Press Enter if there is none."
    return sitting.write(_line("Link", hint, present), read_line)


def _note(sitting: Sitting) -> Answer:
    """Return the answer with another note, written here or in the person's editor."""
    note = sitting.answer.note
    problem: tuple[Paragraph, ...] = ()
    while True:
        about = (Paragraph("Anything worth keeping. :edit opens your editor."), *problem)
        try:
            written = sitting.write(TextQuestion("Note", about, note, several=True), read_note)
        except QuestionLeft as moved:
            if moved.word is not Word.EDIT:
                raise
        else:
            return sitting.answer._replace(note=written)
        try:
            return sitting.answer._replace(note=sitting.edit(note, sitting.action.title))
        except ScalekitError as error:
            problem = (Paragraph(str(error), Tone.PROBLEM),)


# The other fields take a day or any line of words.
_ASKED_ALONE: dict[str, Callable[[Sitting], Answer]] = {
    "confidence": _confidence,
    "evidence": _evidence,
    "note": _note,
    "reason": _reason,
}
