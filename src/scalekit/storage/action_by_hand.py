"""Reading one action of a Markdown checklist that a person or a formatter has edited."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from scalekit.model.checklist import Answer, ChecklistAction, Evidence, Status
from scalekit.model.values import (
    NotUnderstoodError,
    read_confidence,
    read_due,
    read_status,
)
from scalekit.model.wording import fingerprint
from scalekit.storage.blocks import FIELD, TASK, Block, blank
from scalekit.storage.inline import read_evidence, read_value, unescape, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from scalekit.storage.edited import Edited

_Value = TypeVar("_Value")

_ENTRY = re.compile(r"\s*[-*+]\s+(.*)")
# Lists, quotes, headings, code, HTML.
_NOT_TEXT = re.compile(r"\s*(?:[-*+>]|#{1,6}\s|\d{1,9}[.)]|`{3}|~{3}|<)")
_BOLD = re.compile(r"(\*\*|__)(.+)\1")


class ActionReader:
    """One action while its blocks are being read. `line` is that of its marker."""

    def __init__(self, text: "Edited", line: int, action: str, pillar: str, wording: str) -> None:
        self.text = text
        self.line = line
        self.id = action
        self.pillar = pillar
        self.wording = wording
        self.title = ""
        self.ticked = False
        self.slot = "action"
        self.under_title: list[tuple[int, int]] = []
        self.asked: tuple[int, int] | None = None
        self.values: dict[str, tuple[int, str]] = {}
        self.evidence: list[Evidence] = []
        self.note: list[str] = []
        self.note_end = 0
        self.note_open = True
        self.repeats = False
        text.at = f"{action}.action"

    def read(self, block: Block) -> None:
        """Read one block into the field it belongs to, or keep it where it stands."""
        if block.kind != "paragraph":
            self._check_hidden_field(block)
        if not self.title:
            self._read_title(block)
        elif block.kind == "paragraph":
            self._read_paragraph(block)
        elif block.kind == "list":
            self._read_words(block.first, block.end)
        else:
            self._read_rest(block.first, block.end, quoted=block.kind == "quote")

    def _check_hidden_field(self, block: Block) -> None:
        """A field that a quotation or HTML above it has taken in would be lost without a word."""
        for number in range(block.first, block.end):
            line = self.text.lines[number]
            hidden = FIELD.fullmatch(line)
            if hidden:
                self.text.problem(
                    number,
                    f"{hidden[1]} stands inside something that starts at line {block.first + 1},"
                    " where it cannot be read.",
                    "Put a blank line above it; start each line of a note with `>`.",
                )

    def action(self) -> ChecklistAction:
        """Return what was read, adding what cannot be read to the problems of the text."""
        if not self.title:
            self.text.problem(
                self.line,
                f"Action {self.id} has no line with its box and title.",
                "Put back `- [ ] **Title**` under this line.",
            )
        answer = Answer(
            self._status(),
            self._value("owner", read_value) or "",
            self._value("due", read_due),
            self._value("confidence", read_confidence),
            self._value("reason", read_value) or "",
            tuple(self.evidence),
            "\n".join(self.note),
        )
        asked = self.text.joined(*self.asked) if self.asked else ""
        return ChecklistAction(self.id, self.pillar, self.title, asked, self.wording, answer)

    def _status(self) -> Status:
        """Return the status: the box decides what is completed, the line says the rest."""
        status = self._value("status", read_status) or Status.NOT_STARTED
        if self.ticked:
            return Status.COMPLETED
        return Status.IN_PROGRESS if status is Status.COMPLETED else status

    def _value(self, name: str, read: "Callable[[str], _Value]") -> "_Value | None":
        line, value = self.values.get(name, (self.line, ""))
        try:
            return read(value)
        except NotUnderstoodError as error:
            column = self.text.lines[line].find(value) + 1
            self.text.problem(line, error.message, error.remedy, column)
            return None

    def _read_title(self, block: Block) -> None:
        """Read the line with the box; only a bold one, so that a person's own box is left alone."""
        first = self.text.lines[block.first]
        task = TASK.match(first) if block.kind == "paragraph" else None
        words, end = (task and task[2]) or "", block.first + 1
        if not _BOLD.fullmatch(words.strip()):
            more = (line.strip() for line in self.text.lines[end : block.end])
            words, end = " ".join([words, *more]), block.end
        bold = _BOLD.fullmatch(words.strip())
        if not task or not bold:
            self.text.keep(block.first, block.end)
            return
        self.title = unescape(bold[2])
        self.ticked = task[1] != " "
        self._enter("title")
        if end < block.end:
            self._read_paragraph(Block("paragraph", end, block.end))

    def _enter(self, slot: str) -> None:
        self.settle()
        self.slot = slot
        self.text.at = f"{self.id}.{slot}"

    def settle(self) -> None:
        """Of the paragraphs under a title, the one with the recorded wording is the text."""
        if self.slot != "title":
            return
        recorded = [p for p in self.under_title if self._is_wording(p)]
        plain = [p for p in self.under_title if not _NOT_TEXT.match(self.text.lines[p[0]])]
        self.asked = next(iter(recorded or plain), None)
        self.slot = "text"
        for lines in self.under_title:
            if lines == self.asked:
                self.text.at = f"{self.id}.text"
            else:
                self.text.keep(*lines)

    def _is_wording(self, lines: tuple[int, int]) -> bool:
        return fingerprint(self.title, self.text.joined(*lines)) == self.wording

    def _read_paragraph(self, block: Block) -> None:
        starts = [n for n in range(block.first, block.end) if FIELD.fullmatch(self.text.lines[n])]
        before = starts[0] if starts else block.end
        if before > block.first:
            self._read_words(block.first, before)
        for start, end in pairwise([*starts, block.end]):
            self._read_field(start, end)

    def _read_words(self, first: int, end: int) -> None:
        """Read lines that start with no field's name."""
        if self.slot == "title":
            self.under_title.append((first, end))
        elif self._wants_evidence(self.text.lines[first]):
            self._read_entries(first, end)
        else:
            self._read_rest(first, end, quoted=False)

    def _read_field(self, first: int, end: int) -> None:
        match = FIELD.fullmatch(self.text.lines[first])
        assert match is not None
        name = match[1].lower()
        if name in self.values:
            if self.repeats:
                return
            self.repeats = True
            self.text.problem(
                first,
                f"{match[1]} stands twice in action {self.id}"
                f" (first at line {self.values[name][0] + 1}).",
                "Keep one. Start each line of a note with `>`; if the line"
                " `<!-- action: ... -->` above this was deleted, put it back.",
            )
            return
        self._enter(name)
        value = match[2] or ""
        if name == "note":
            self.values[name] = (first, "")
            self.note = [*([value] if value else []), *self._dedented(first + 1, end)]
            self.note_end = end
        elif name == "evidence":
            self.values[name] = (first, "")
            if value and read_value(value):
                self.evidence.append(read_evidence(value))
            if end > first + 1:
                self._read_entries(first + 1, end)
        elif name in ("status", "due", "confidence"):
            self.values[name] = (first, value.strip())
            if end > first + 1:
                self.text.keep(first + 1, end)
        else:
            more = (line.strip() for line in self.text.lines[first + 1 : end])
            self.values[name] = (first, " ".join([value.strip(), *more]).strip())

    def _wants_evidence(self, line: str) -> bool:
        entry = _ENTRY.fullmatch(line) and not TASK.match(line)
        return bool(entry) and self.slot == "evidence"

    def _read_entries(self, first: int, end: int) -> None:
        """Read a list; a line below a blank one goes on with no entry, and is kept."""
        entries: list[str] = []
        goes_on = False
        for number in range(first, end):
            line = self.text.lines[number]
            entry = _ENTRY.fullmatch(line)
            if entry or not entries:
                entries.append(entry[1] if entry else line.strip())
            elif goes_on:
                entries[-1] = f"{entries[-1]} {line.strip()}"
            elif not blank(line):
                self.text.keep(number, number + 1)
            goes_on = not blank(line)
        self.evidence += [read_evidence(entry) for entry in entries if entry.strip()]

    def _read_rest(self, first: int, end: int, *, quoted: bool) -> None:
        """Take lines into the note where it is open for them, else keep them where they stand."""
        if self.slot == "title":
            self.under_title.append((first, end))
        elif self._wants_note(quoted):
            self._read_note(first, end, quoted=quoted)
        else:
            self.text.keep(first, end)

    def _wants_note(self, quoted: bool) -> bool:
        if self.slot != "note":
            return False
        follows = self.note_open and not self.text.has_kept(f"{self.id}.note")
        return follows or (quoted and not self.note)

    def _read_note(self, first: int, end: int, *, quoted: bool) -> None:
        if self.note:
            self.note += [""] * (first - self.note_end)
        lines = self.text.lines[first:end]
        self.note += [unquoted(line) for line in lines] if quoted else self._dedented(first, end)
        self.note_end = end
        self.note_open = not quoted

    def _dedented(self, first: int, end: int) -> list[str]:
        return [line.removeprefix("  ") for line in self.text.lines[first:end]]
