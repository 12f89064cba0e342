"""Where the fields of each action stand in a Word form, and what stands there that is of none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scalekit.documents.docx.field_tags import (
    BOX,
    BY_LABEL,
    FILLED_IN_BY,
    REVIEW,
    WRITTEN,
    SentOut,
    mark,
    tags,
)
from scalekit.documents.docx.read_body import Control, Paragraph, behind
from scalekit.documents.docx.read_document import Comment, DocxContents, in_words
from scalekit.documents.reviews import read_review
from scalekit.documents.unclear import problem_at
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem, quoted
from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.text.folding import tidy
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from scalekit.model.returned import NewReview

NAME_REVIEWER = f"Type your name in the field “{BY_LABEL}” at the start of the form."
_IN_NOTE = "What you want to say fits in the note of an action."
_BOXES = pattern(r"^\s*([☐☒☑✓✔]|\[[ xX✓]?\]|[xX](?=\s))\s*")
_EMPTY_BOXES = ("☐", "[ ]", "[]")
_LABEL = pattern(rf"\s*({'|'.join(WRITTEN.values())})\s*:[ \t]*", re.IGNORECASE)
_BY_LABEL = {label.casefold(): field for field, label in WRITTEN.items()}
_BY = pattern(rf"\s*{BY_LABEL}\s*:", re.IGNORECASE)


@dataclass
class FoundAction:
    """What a document has of one action, by field."""

    controls: dict[str, list[Control]] = field(default_factory=dict)
    typed: dict[str, Control] = field(default_factory=dict)  # behind a label, without a control

    @property
    def fields(self) -> set[str]:
        return {*self.controls, *self.typed}

    def every(self, of: str) -> list[Control]:
        """Return each place where a field is."""
        typed = self.typed.get(of)
        return self.controls.get(of) or ([typed] if typed else [])


class FormFields:
    """What one form has of each action, by id, and what is to be said of all else in it."""

    def __init__(self, document: DocxContents, base: Checklist, path: str) -> None:
        self.document = document
        self.base = base
        self.path = path
        self.tags = tags(base)
        self.sent = document.sent_out or SentOut("", base, {}, frozenset())
        self.actions = {action.id: FoundAction() for action in base.actions}
        self.titles = {tidy(action.title).casefold(): action.id for action in base.actions}
        self.remarks: list[Problem] = []
        self.names: list[str] = []  # of whoever filled the form in
        self.reviews: list[NewReview] = []  # what comments say
        self._heading = ""
        self._action = ""
        self._field = ""  # whose control is gone, and whose words may go on
        self._left: list[Paragraph] = []  # neighbours that are of no field
        self._left_at = ""
        self._in_form = {self.tags.get(c.tag, ("", ""))[:2] for c in document.body.controls}
        self._go_through()

    @property
    def by(self) -> str:
        """Return who filled the form in, empty where nobody says so."""
        names = dict.fromkeys(filter(None, map(tidy, self.names)))
        try:
            return read_line(" and ".join(names))
        except NotUnderstoodError:
            return ""

    def _remark_at(self, at: str, message: str, remedy: str = "") -> None:
        self.remarks.append(problem_at(self.path, at, message, remedy))

    @property
    def _place(self) -> str:
        return f"Under “{self._heading}”" if self._heading else "At the start"

    def _remark(self, message: str, remedy: str = "") -> None:
        self._remark_at(self._place, message, remedy)

    def _say_left(self) -> None:
        """Say once of neighbouring paragraphs that they are not brought in."""
        texts = [paragraph.text.strip() for paragraph in self._left]
        if texts:
            message = f"{quoted(texts[0])} is not brought in."
            if len(texts) > 1:
                begin = quoted(" ".join(texts[:9]))
                message = f"{len(texts)} paragraphs are not brought in. They begin: {begin}."
            self._remark_at(self._left_at, message, _IN_NOTE)
        self._left = []

    def _go_through(self) -> None:
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
                    self._remark(
                        f"A field that is not part of the form holds {quoted(control.text)}."
                    )
            self._read_around(paragraph)
            if paragraph.typed.strip() and self._left[-1:] != [paragraph]:
                self._say_left()
            for key in paragraph.comments:
                self._read_comment(self.document.comments.get(key, Comment("", "")))
            for lost in dict.fromkeys(paragraph.lost):
                self._remark(*lost)
        self._say_left()
        for margin, words in dict.fromkeys(self._in_margins()):
            said = f"{quoted(words)} is not brought in."
            self._remark_at(f"In the {margin}", said, _IN_NOTE)
        for words in self.document.notes:
            self._remark_at("", f"The footnote {quoted(words)} is not brought in.", _IN_NOTE)

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
                self.reviews += read_review(words, who, action, NAME_REVIEWER, is_comment=True)
                return
            except NotUnderstoodError:  # such as “Accepted” where there was no answer
                pass
        did = "replied" if is_reply else "commented"
        settled = ", and it is resolved" if is_resolved else ""
        self._remark(f"{who or 'Somebody'} {did}{settled}: {quoted(words)}")

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
                    self._remark(words, "Type it in the field.")
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
