"""A Word form that somebody filled in, read back: what is clear, and what is not by its field."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scalekit.documents.action_log_cells import DAYS, read_typed
from scalekit.documents.docx.field_tags import BOX, LABELS, REVIEW, WRITTEN, mark
from scalekit.documents.docx.find_fields import NAME_REVIEWER, FormFields, FoundAction
from scalekit.documents.docx.read_document import DocxContents, in_words, read
from scalekit.documents.docx.read_words import LOOKS
from scalekit.documents.edited_answer import found_twice, missing_reason, with_box
from scalekit.documents.reviews import read_review
from scalekit.documents.unclear import problem_at, with_rest
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import NewReview, Returned
from scalekit.model.values import FIRST_YEAR, NotUnderstoodError, read_note

NOT_A_FORM = (
    "This Word document has no form to take answers from.",
    "Send the form to fill in: scalekit export FILE --format docx --layout checklist.",
)
_NO_BASE = (
    "This form does not say what was sent out: the program that saved it left that out.",
    "Name what was sent out with --base FILE or REV:PATH.",
)
_DAMAGED = (
    "What this form says was sent out is damaged.",
    "Name what was sent out with --base FILE or REV:PATH.",
)


class _Reader:
    """Makes an answer of what one form has of each action."""

    def __init__(self, document: DocxContents, base: Checklist, path: str) -> None:
        self.path = path
        self.found = FormFields(document, base, path)
        self.tag_of = {owner: tag for tag, owner in self.found.tags.items()}
        self.problems: list[Problem] = []
        self.remarks = self.found.remarks
        self.reviews = self.found.reviews

    def said(self, at: str, message: str, remedy: str = "") -> Problem:
        return problem_at(self.path, at, message, remedy)

    def answer(self, action: ChecklistAction) -> Answer:
        """Return the answer of one action; what makes no sense leaves all of it as it was."""
        before, found, sent = len(self.problems), self.found.actions[action.id], action.answer
        if not found.fields:
            self.remarks.append(
                self.said("", f"Nothing of “{action.title}” is here: taken as unchanged.")
            )
            return sent
        values = {of: self._value(action, of, found) for of in LABELS}
        gone = [label for of, label in LABELS.items() if of not in found.fields]
        if gone:
            words = f"The field {' and '.join(gone)} is gone: taken as unchanged."
            self.remarks.append(self.said(action.title, words))
        answer = sent._replace(**values)
        answer = self._ticked(action, answer, self._words(action, BOX, found))
        reviews = self._reviewed(action, found)
        if missing := missing_reason(sent, answer, "field"):
            self._problem(action, "reason", *missing)
        if len(self.problems) > before:
            self.problems[-1] = with_rest(self.problems[-1], sent, answer, reviews)
            return sent
        self.reviews += reviews
        return answer

    def _reviewed(self, action: ChecklistAction, found: FoundAction) -> tuple[NewReview, ...]:
        try:
            words = self._words(action, REVIEW, found) or ""
            return read_review(words, self.found.by, action, NAME_REVIEWER)
        except NotUnderstoodError as error:
            self._problem(action, REVIEW, error.message, error.remedy)
            return ()

    def _problem(self, action: ChecklistAction, of: str, message: str, remedy: str) -> None:
        self.problems.append(self.said(_at(action, of), message, remedy))

    def _words(self, action: ChecklistAction, of: str, found: FoundAction) -> str | None:
        """Return what a field says if that is not what was sent out."""
        controls = found.every(of)
        every = [in_words(of, control) for control in controls]
        shown = self.found.sent.shown.get(self.tag_of[action.id, of])
        if of == BOX and shown:  # a box and its mark may differ: what was changed counts
            every += [control.mark for control in controls if control.mark is not None]
        changed = list(dict.fromkeys(words for words in every if mark(words) != shown))
        looks = ((look, control.words_that_are(look)) for control in controls for look in LOOKS)
        look, unclear = next((found for found in looks if found[1]), ("", ""))
        if look and any(every) and of != BOX:
            message = f"The words {quoted(unclear)} are {look} here."
            remedy = f"Delete them, or {LOOKS[look]}."
            if changed:
                self._problem(action, of, message, remedy)
                return None
            left = f"{message} They stay as they were."
            self.remarks.append(self.said(_at(action, of), left, remedy))
        if len({mark(words) for words in changed}) > 1:
            self._problem(action, of, found_twice(len(every), changed), "Keep one of them.")
            return None
        return changed[0] if changed else None

    def _value(self, action: ChecklistAction, of: str, found: FoundAction) -> Any:
        sent = getattr(action.answer, of)
        words = self._words(action, of, found)
        if words is None:
            return sent
        try:
            return read_note(words) if of == "note" else read_typed(of, words, action.answer)
        except NotUnderstoodError as error:
            picked = {control.day for control in found.controls.get(of, ())} - {""}
            if of in DAYS and len(picked) == 1 and picked != {sent and sent.isoformat()}:
                day = date.fromisoformat(picked.pop())
                if day.year >= FIRST_YEAR:
                    return day
            self._problem(action, of, error.message, error.remedy)
            return sent

    def _ticked(self, action: ChecklistAction, answer: Answer, box: str | None) -> Answer:
        """Return the answer as its box has it, if that was ticked or unticked since."""
        if box is None:
            return answer
        boxed = with_box(action.answer, answer, is_ticked=box == "ticked")
        if boxed is None:
            message = f"The box is ticked, and the status is “{answer.status.label}”."
            self._problem(action, BOX, message, "Make them say the same.")
        return boxed or answer


def _at(action: ChecklistAction, of: str) -> str:
    return f"{action.title}, {WRITTEN.get(of, 'box')}"


def read_form(
    raw: bytes, path: str, sent: Checklist | None = None
) -> tuple[list[Returned], list[Problem]]:
    """Return the checklist of a form, and every problem with the field that it is in.

    An action with a problem comes back as it was sent out. `sent` is what was sent out, for a form
    that was saved by a program which does not keep that.
    """
    try:
        document = read(raw, path)
    except NotUnderstoodError as error:
        return [], [Problem(Position(path), error.message, error.remedy)]
    base = document.sent_out.checklist if document.sent_out else sent
    if base is None:
        is_form = any(c.tag.rpartition(".")[2] in (BOX, *LABELS) for c in document.body.controls)
        said = _DAMAGED if document.is_damaged else _NO_BASE if is_form else NOT_A_FORM
        return [], [Problem(Position(path), *said)]
    reader = _Reader(document, base, path)
    anything = any(found.fields for found in reader.found.actions.values())
    if not anything and not document.sent_out:
        return [], [Problem(Position(path), *NOT_A_FORM)]
    edited = base
    for action in base.actions:
        edited = edited.with_answer(action.id, reader.answer(action))
    remarks = tuple(_general(document, path))
    name = document.sent_out.name if document.sent_out else ""
    known = base if document.sent_out else None
    every = (*remarks, *reader.remarks)
    returned = Returned(name, known, edited, every, tuple(reader.reviews), reader.found.by)
    return [returned], reader.problems


def is_form(raw: bytes) -> bool:
    """Return whether a Word document may hold answers, also where it cannot be read."""
    try:
        document = read(raw, "")
    except NotUnderstoodError:
        return True
    return document.is_damaged or document.sent_out is not None


def _general(document: DocxContents, path: str) -> Iterator[Problem]:
    """Yield what is to be said of the document as a whole."""
    if document.has_macros:
        yield problem_at(path, "", "This document brings macros with it, which were not run.")
    if document.body.has_tracked_changes:
        yield problem_at(
            path, "", "Changes were tracked here: it was read as if all were accepted."
        )
    if not document.sent_out:
        words = "What was written outside the fields cannot be told from what was sent out."
        yield problem_at(path, "", words, "Look through the document for it.")
