"""A Word form that somebody filled in, read back: what is clear, and what is not by its field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scalekit.documents.action_log_cells import DAYS, read_typed
from scalekit.documents.docx.field_tags import (
    BOX,
    BY_LABEL,
    FILLED_IN_BY,
    LABELS,
    REVIEW,
    WRITTEN,
    SentOut,
    mark,
    tags,
)
from scalekit.documents.docx.read_body import Control, Paragraph, behind
from scalekit.documents.docx.read_document import Comment, DocxContents, in_words, read
from scalekit.documents.docx.read_words import LOOKS
from scalekit.documents.edited_answer import found_twice, missing_reason, with_box
from scalekit.documents.reviews import read_review
from scalekit.documents.unclear import problem_at, with_rest
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import NewReview, Returned
from scalekit.model.values import FIRST_YEAR, NotUnderstoodError, read_line, read_note
from scalekit.text.folding import tidy
from scalekit.text.pattern import pattern

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
_IN_NOTE = "What you want to say fits in the note of an action."
_NAME_REVIEWER = f"Type your name in the field “{BY_LABEL}” at the start of the form."
_BOXES = pattern(r"^\s*([☐☒☑✓✔]|\[[ xX✓]?\]|[xX](?=\s))\s*")
_EMPTY_BOXES = ("☐", "[ ]", "[]")
_LABEL = pattern(rf"\s*({'|'.join(WRITTEN.values())})\s*:[ \t]*", re.IGNORECASE)
_BY_LABEL = {label.casefold(): field for field, label in WRITTEN.items()}
_BY = pattern(rf"\s*{BY_LABEL}\s*:", re.IGNORECASE)


@dataclass
class _Action:
    """What a document has of one action."""

    controls: dict[str, list[Control]] = field(default_factory=dict)
    typed: dict[str, Control] = field(default_factory=dict)  # behind a label, without a control


class _Reader:
    """Goes through the paragraphs of one form, and collects what each action has."""

    def __init__(self, document: DocxContents, base: Checklist, path: str) -> None:
        self.document = document
        self.base = base
        self.path = path
        self.tags = tags(base)
        self.tag_of = {owner: tag for tag, owner in self.tags.items()}
        self.sent = document.sent_out or SentOut("", base, {}, frozenset())
        self.actions = {action.id: _Action() for action in base.actions}
        self.titles = {tidy(action.title).casefold(): action.id for action in base.actions}
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.names: list[str] = []  # of whoever filled the form in
        self.reviews: list[NewReview] = []
        self._heading = ""
        self._action = ""
        self._field = ""  # whose control is gone, and whose words may go on
        self._left: list[Paragraph] = []  # neighbours that are of no field
        self._left_at = ""
        self._in_form = {self.tags.get(c.tag, ("", ""))[:2] for c in document.body.controls}

    def said(self, at: str, message: str, remedy: str = "") -> Problem:
        return problem_at(self.path, at, message, remedy)

    @property
    def _place(self) -> str:
        return f"Under “{self._heading}”" if self._heading else "At the start"

    def remark(self, message: str, remedy: str = "") -> None:
        self.remarks.append(self.said(self._place, message, remedy))

    def _say_left(self) -> None:
        """Say once of neighbouring paragraphs that they are not brought in."""
        texts = [paragraph.text.strip() for paragraph in self._left]
        if texts:
            message = f"{quoted(texts[0])} is not brought in."
            if len(texts) > 1:
                begin = quoted(" ".join(texts[:9]))
                message = f"{len(texts)} paragraphs are not brought in. They begin: {begin}."
            self.remarks.append(self.said(self._left_at, message, _IN_NOTE))
        self._left = []

    def go_through(self) -> None:
        """Sort the form fields by action, and name everything else that was not sent out."""
        for paragraph in self.document.body.paragraphs:
            self._find_place(paragraph)
            for control in paragraph.controls:
                if control.tag in self.tags:
                    action_id, of = self.tags[control.tag]
                    self.actions[action_id].controls.setdefault(of, []).append(control)
                elif control.tag == FILLED_IN_BY:
                    self.names.append(in_words(FILLED_IN_BY, control))
                else:
                    self.remark(
                        f"A field that is not part of the form holds {quoted(control.text)}."
                    )
            self._read_around(paragraph)
            if paragraph.typed.strip() and self._left[-1:] != [paragraph]:
                self._say_left()
            for key in paragraph.comments:
                self._read_comment(self.document.comments.get(key, Comment("", "")))
            for lost in dict.fromkeys(paragraph.lost):
                self.remark(*lost)
        self._say_left()
        self._heading = ""
        for margin, words in dict.fromkeys(self._in_margins()):
            said = f"{quoted(words)} is not brought in."
            self.remarks.append(self.said(f"In the {margin}", said, _IN_NOTE))
        for words in self.document.notes:
            self.remarks.append(
                self.said("", f"The footnote {quoted(words)} is not brought in.", _IN_NOTE)
            )

    def _in_margins(self) -> Iterator[tuple[str, str]]:
        """Yield what was not sent out above and below the pages, where that is known."""
        for margin, paragraph in self.document.margins if self.document.sent_out else ():
            if paragraph.typed.strip() and mark(paragraph.typed) not in self.sent.around:
                yield margin, (paragraph.text.strip() or paragraph.typed.strip())

    def _read_comment(self, comment: Comment) -> None:
        """Take an open comment as a review by its author; of nobody, or elsewhere, it is said."""
        who, words, is_reply, is_resolved = comment
        if self._action and who and words and not (is_reply or is_resolved):
            action = self.base.action(self._action)
            try:
                self.reviews += read_review(words, who, action, _NAME_REVIEWER, is_comment=True)
                return
            except NotUnderstoodError:  # such as “Accepted” where there was no answer
                pass
        did = "replied" if is_reply else "commented"
        settled = ", and it is resolved" if is_resolved else ""
        self.remark(f"{who or 'Somebody'} {did}{settled}: {quoted(words)}")

    def _find_place(self, paragraph: Paragraph) -> None:
        text = tidy(_BOXES.sub("", paragraph.text))
        boxes = [self.tags[c.tag] for c in paragraph.controls if c.tag in self.tags]
        owner = next((action_id for action_id, of in boxes if of == BOX), "")
        owner = owner or self.titles.get(text.casefold(), "")
        is_heading = paragraph.style.startswith(("Heading", "Title"))
        if owner or (is_heading and text and not paragraph.controls):
            self._action, self._field = owner, ""
            self._heading = self.base.action(owner).title if owner else text
            box = _BOXES.match(paragraph.text)
            if owner and box and (owner, BOX) not in self._in_form:
                self.actions[owner].typed[BOX] = Control("", ticked=box[1] not in _EMPTY_BOXES)

    def _read_around(self, paragraph: Paragraph) -> None:
        """Read the words outside form fields: an answer whose field is gone, or nobody's."""
        text = paragraph.text
        is_known = mark(text) in self.sent.around
        label = _LABEL.match(text)
        of = _BY_LABEL[label[1].casefold()] if label else ""
        rest = text[label.end() :].strip() if label else ""
        own = {self.tags[c.tag] for c in paragraph.controls if c.tag in self.tags}
        if (by := _BY.match(text)) and not self._action:
            self.names.append(in_words(FILLED_IN_BY, behind(paragraph.line, by.end())))
            return
        is_twice = label and self._action and of in self.actions[self._action].typed
        if label and self._action and not is_twice:
            if of == REVIEW and is_known:
                return  # one that was there before, in a form without the field
            if (self._action, of) in self._in_form:
                self._field = ""
                if rest and not is_known:
                    words = f"{quoted(rest)} stands beside the field {label[1]}, and is not read."
                    self.remark(words, "Type it in the field.")
                return
            self._field = of
            if rest:
                self.actions[self._action].typed[of] = behind(paragraph.line, label.end())
            return
        if not text.strip() or is_known or not self.document.sent_out:
            return
        if self._field in ("note", "evidence") and not own:
            more = behind(paragraph.line, 0).lines
            self.actions[self._action].typed.setdefault(self._field, Control("", [])).lines += more
            return
        if (box := _BOXES.match(text)) and mark(text[box.end() :]) in self.sent.around:
            return
        self._left_at = self._left_at if self._left else self._place
        self._left.append(paragraph)

    # --- answers

    def answer(self, action: ChecklistAction) -> Answer:
        """Return the answer of one action; what makes no sense leaves all of it as it was."""
        before, found, sent = len(self.problems), self.actions[action.id], action.answer
        if not found.controls and not found.typed:
            self.remarks.append(
                self.said("", f"Nothing of “{action.title}” is here: taken as unchanged.")
            )
            return sent
        values = {of: self._value(action, of, found) for of in LABELS}
        gone = [LABELS[of] for of in LABELS if of not in found.controls and of not in found.typed]
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

    @property
    def by(self) -> str:
        """Return who filled the form in, empty where nobody says so."""
        names = dict.fromkeys(filter(None, (" ".join(name.split()) for name in self.names)))
        try:
            return read_line(" and ".join(names))
        except NotUnderstoodError:
            return ""

    def _reviewed(self, action: ChecklistAction, found: _Action) -> tuple[NewReview, ...]:
        try:
            words = self._words(action, REVIEW, found) or ""
            return read_review(words, self.by, action, _NAME_REVIEWER)
        except NotUnderstoodError as error:
            self._problem(action, REVIEW, error.message, error.remedy)
            return ()

    def _problem(self, action: ChecklistAction, of: str, message: str, remedy: str) -> None:
        self.problems.append(self.said(_at(action, of), message, remedy))

    def _words(self, action: ChecklistAction, of: str, found: _Action) -> str | None:
        """Return what a field says if that is not what was sent out."""
        tag = next(tag for tag, owner in self.tags.items() if owner == (action.id, of))
        controls = found.controls.get(of) or [
            found.typed[each] for each in (of,) if each in found.typed
        ]
        every = [in_words(of, control) for control in controls]
        shown = self.sent.shown.get(tag)
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

    def _value(self, action: ChecklistAction, of: str, found: _Action) -> Any:
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
    reader.go_through()
    anything = any(found.controls or found.typed for found in reader.actions.values())
    if not anything and not document.sent_out:
        return [], [Problem(Position(path), *NOT_A_FORM)]
    edited = base
    for action in base.actions:
        edited = edited.with_answer(action.id, reader.answer(action))
    remarks = tuple(_general(reader))
    name = document.sent_out.name if document.sent_out else ""
    known = base if document.sent_out else None
    every = (*remarks, *reader.remarks)
    returned = Returned(name, known, edited, every, tuple(reader.reviews), reader.by)
    return [returned], reader.problems


def is_form(raw: bytes) -> bool:
    """Return whether a Word document may hold answers, also where it cannot be read."""
    try:
        document = read(raw, "")
    except NotUnderstoodError:
        return True
    return document.is_damaged or document.sent_out is not None


def _general(reader: _Reader) -> Iterator[Problem]:
    """Yield what is to be said of the document as a whole."""
    document = reader.document
    if document.has_macros:
        yield reader.said("", "This document brings macros with it, which were not run.")
    if document.body.has_tracked_changes:
        yield reader.said("", "Changes were tracked here: it was read as if all were accepted.")
    if not document.sent_out:
        words = "What was written outside the fields cannot be told from what was sent out."
        yield reader.said("", words, "Look through the document for it.")
