"""Reading one action of a Markdown checklist that a person or a formatter has edited."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from scalekit.model.checklist import Answer, ChecklistAction, Evidence, Status
from scalekit.model.fields import BY_KEY, FIELDS, TABLE, Field, Form
from scalekit.model.values import NotUnderstoodError, read_status
from scalekit.model.wording import fingerprint
from scalekit.storage.markdown.blocks import FIELD, TASK, Block, blank, field_name
from scalekit.storage.markdown.box import (
    NO_STATUS,
    Box,
    read_box,
    say_odd,
    status_below,
    status_beside,
    status_of_line,
)
from scalekit.storage.markdown.inline import read_evidence, read_value, unescape, unquoted
from scalekit.storage.markdown.statements import read_label, read_statement
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from scalekit.model.statement import Statement
    from scalekit.storage.markdown.edited import TextReading

_Value = TypeVar("_Value")

_ENTRY = pattern(r"\s*(?:[-*+–—•·]|\d{1,9}[.)])\s+(.*)")
# Lists, quotes, headings, code, HTML.
_NOT_TEXT = pattern(r"\s*(?:[-*+>]|#{1,6}\s|\d{1,9}[.)]|`{3}|~{3}|<)")
_BOLD = pattern(r"(\*\*|__)(.+)\1()")
_BOLD_AND_MORE = pattern(r"(\*\*|__)(.+?)(?<!\\)\1(?=\W)(.*)")
_ID = pattern(r"(?:^|\s+)<!--\s*(\S+)\s*-->$")
# The fields whose value stands behind a label.
_IN_LINE = [f.key for f in TABLE if f.form not in (Form.ENTRIES, Form.LINES) and f.key != "status"]


def _bold(words: str) -> re.Match[str] | None:
    return _BOLD.fullmatch(words.strip()) or _BOLD_AND_MORE.fullmatch(words.strip())


class ActionReader:
    """One action while its blocks are being read. `line` is that of its marker.

    An action of format 1 has its title, in bold, behind its box, and its status on a line
    `Status:`; its `title` is not known from the start.
    """

    def __init__(
        self, text: "TextReading", line: int, action: str, pillar: str, wording: str, title: str
    ) -> None:
        self.text = text
        self.line = line
        self.id = action
        self.pillar = pillar
        self.wording = wording
        self.title = title
        self.of_format_1 = not title
        self.box: Box | None = None
        self.slot = "title"
        self.under_title: list[tuple[int, int]] = []
        self.asked: tuple[int, int] | None = None
        self.values: dict[str, tuple[int, str]] = {}
        self.bulleted = False
        self.evidence: list[Evidence] = []
        self.note: list[str] = []
        self.note_end = 0
        self.note_open = True
        self.repeats = False
        self.said: dict[str, list[Statement]] = {"reviews": [], "views": []}
        self.saying = ""
        text.at = f"{action}.text"

    def read(self, block: Block) -> None:
        """Read one block into the field it belongs to, or keep it where it stands."""
        if self._reads_statements(block):
            return
        if block.kind != "paragraph":
            self._check_hidden_field(block)
        if not self.title:
            self._read_boxed_title(block)
        elif self._reads_box(block):
            if block.end > block.first + 1:
                self._read_paragraph(Block("paragraph", block.first + 1, block.end))
        elif block.kind == "paragraph":
            self._read_paragraph(block)
        elif block.kind == "list":
            self._read_words(block.first, block.end)
        else:
            self._read_rest(block.first, block.end, quoted=block.kind == "quote")

    def _reads_statements(self, block: Block) -> bool:
        """Read the label of the reviews or views, or the list below it."""
        if block.kind == "list" and self.saying:
            for number in range(block.first, block.end):
                self._read_statement(number)
            return True
        self.saying = ""
        if block.kind == "paragraph" and block.end == block.first + 1:
            self.saying = read_label(self.text.lines[block.first], self.id)
        if self.saying:
            self.settle()
        return bool(self.saying)

    def _read_statement(self, number: int) -> None:
        entry = _ENTRY.fullmatch(self.text.lines[number])
        statement = read_statement(entry[1]) if entry else None
        if not statement:
            self._keep(number, number + 1)
        elif statement not in self.said[self.saying]:
            self.said[self.saying].append(statement)

    def close(self) -> None:
        """Take what follows the action's last line for text that belongs to no field."""
        self._enter("note")
        self.slot = "closed"

    def fence(self) -> None:
        """Take what follows for text that belongs to no field, until the next field."""
        self.settle()
        self.slot = "fenced"

    def _check_hidden_field(self, block: Block) -> None:
        """A field that a quotation or HTML above it has taken in would be lost without a word."""
        for number in range(block.first, block.end):
            hidden = FIELD.fullmatch(self.text.lines[number])
            if hidden and not (block.kind == "list" and self.slot in ("evidence", "note")):
                self.text.problem(
                    number,
                    f"{hidden['name']} is inside something that starts at line"
                    f" {block.first + 1}, where it cannot be read.",
                    "Put a blank line above it; start each line of a note with `>`.",
                )

    def action(self) -> ChecklistAction:
        """Return what was read, adding what cannot be read to the problems of the text."""
        if not self.title:
            self.text.problem(
                self.line,
                f"Action {self.id} has no title.",
                "Put it back on this line: `### Title <!-- action: ... -->`.",
            )
        answer = Answer(**{field.key: self._read_value(field) for field in TABLE})
        asked = self.text.joined(*self.asked) if self.asked else ""
        words = (self.title, asked, self.wording)
        statements = map(tuple, self.said.values())
        return ChecklistAction(self.id, self.pillar, *words, answer, *statements)

    def _read_value(self, field: Field) -> Any:
        if field.key == "status":
            return self._status()
        if field.form is Form.ENTRIES:
            return tuple(self.evidence)
        if field.form is Form.LINES:
            return "\n".join(self.note)
        if field.form is Form.LINE:
            return self._value(field.key, read_value) or ""
        return self._value(field.key, field.read)

    def _status(self) -> Status:
        """Return the status, saying what stands against it.

        No program writes a line `Status:` below a box: where one stands, somebody typed it there.
        """
        if self.box:
            say_odd(self.text, self.box)
        typed = self._value("status", read_status) if "status" in self.values else None
        if self.of_format_1:
            return status_of_line(self.text, self.box, typed)
        if self.box is None:
            if typed is None:
                self.text.note(self.line, f"Action {self.id} has {NO_STATUS[0]}", NO_STATUS[1])
            return typed or Status.NOT_STARTED
        if typed:
            return status_below(self.text, self.box, self.values["status"][0], typed)
        return status_beside(self.text, self.box, self.id)

    def _value(self, name: str, read: "Callable[[str], _Value]") -> "_Value | None":
        line, value = self.values.get(name, (self.line, ""))
        try:
            return read(value)
        except NotUnderstoodError as error:
            column = self.text.lines[line].find(value) + 1
            self.text.problem(line, error.message, error.remedy, column)
            return None

    def _read_boxed_title(self, block: Block) -> None:
        """Read format 1's line with the box; a person's own box, which is not bold, is kept."""
        first = self.text.lines[block.first]
        task = TASK.match(first) if block.kind == "paragraph" else None
        words, end = (task and task[2]) or "", block.first + 1
        if not _bold(words):
            words, end = self.text.one_line(end, block.end, words), block.end
        bold = _bold(words)
        if not task or not bold:
            self._keep(block.first, block.end)
            return
        self.title = unescape(bold[2])
        self.box = Box(block.first, task[1], "", None, "")
        if rest := bold[3].strip(" ."):
            self.keep_words(block.first, rest)
        if end < block.end:
            self._read_paragraph(Block("paragraph", end, block.end))

    def _reads_box(self, block: Block) -> bool:
        """Take the line with the box and the status, where it has not been met yet."""
        if self.of_format_1 or block.kind != "paragraph" or self.slot in ("evidence", "note"):
            return False
        box = read_box(block.first, self.text.lines[block.first])
        if not box or (self.box and self.box.is_certain):
            return False
        if self.box is None and not box.words:
            self._enter("status")
            self.box = box
            return True
        if not box.is_certain:
            self.box = self.box or box  # somebody's own box, unless no better one follows
            return False
        if self.box and not self.box.words:  # nor is that one, as this one shows
            self._keep(self.box.line, self.box.line + 1)
        self._enter("status")
        self.box = box
        if box.rest:
            self.keep_words(box.line, box.rest)
        return True

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
            if lines != self.asked:
                self._keep(*lines)

    def _is_wording(self, lines: tuple[int, int]) -> bool:
        return fingerprint(self.title, self.text.joined(*lines)) == self.wording

    def _read_paragraph(self, block: Block) -> None:
        starts = [n for n in range(block.first, block.end) if self._starts_field(n)]
        before = starts[0] if starts else block.end
        if before > block.first:
            self._read_words(block.first, before)
        for start, end in pairwise([*starts, block.end]):
            self._read_field(start, end)

    def _starts_field(self, number: int) -> bool:
        """Return whether a line starts a field; a bullet under Evidence or in a note is none."""
        field = FIELD.fullmatch(self.text.lines[number])
        in_list = self.slot in ("evidence", "note") and not self.bulleted
        return bool(field) and not (field and field["bullet"] and in_list)

    def _read_words(self, first: int, end: int) -> None:
        """Read lines that start with no field's name."""
        if self.slot == "title":
            self.under_title.append((first, end))
        elif self.slot == "evidence":
            self._read_entries(first, end)
        elif self._lacks_value():
            self.values[self.slot] = (first, self.text.continued(first, end, "", self.slot))
        else:
            self._read_rest(first, end, quoted=False)

    def _lacks_value(self) -> bool:
        """Return whether the last field was a name with nothing behind it, as never written."""
        in_line = self.slot in _IN_LINE
        return in_line and not self.values[self.slot][1] and not self.text.has_kept(self.text.at)

    def _read_field(self, first: int, end: int) -> None:
        match = FIELD.fullmatch(self.text.lines[first])
        assert match is not None
        name, value = field_name(match), (match["value"] or "").strip()
        if name in ("evidence", "note"):
            value = self._without_id(first, value)
        if name in self.values and not self._says_nothing_else(name, value, first, end):
            self._say_repeated(name, match["name"], first)
            return
        if name in self.values and not read_value(value):
            self._enter(name)
            if end > first + 1:
                self._read_words(first + 1, end)
            return
        self._enter(name)
        self.bulleted = bool(match["bullet"])
        if name == "note":
            self.values[name] = (first, "")
            self.note += [*([value] if value else []), *self._dedented(first + 1, end)]
            self.note_end = end
        elif name == "evidence":
            self.values[name] = (first, "")
            if value and read_value(value):
                self.evidence.append(read_evidence(value))
            if end > first + 1:
                self._read_entries(first + 1, end)
        elif BY_KEY[name].form is not Form.LINE:
            self.values[name] = (first, value)
            if end > first + 1:
                self._keep(first + 1, end)
        else:
            self.values[name] = (first, self.text.continued(first + 1, end, value, name))

    def _without_id(self, line: int, value: str) -> str:
        """Return what stands behind a label without the action's id, which is for git alone."""
        marked = _ID.search(value)
        if marked and marked[1] != self.id:
            self.keep_words(line, marked[0].strip())
        return value[: marked.start()] if marked else value

    def _says_nothing_else(self, name: str, value: str, first: int, end: int) -> bool:
        """Return whether a field that stands again changes nothing: one of the two is empty."""
        if self.of_format_1:
            return False
        if name == "note":
            return not self.note or (not value and end == first + 1)
        if name == "evidence":
            return not self.evidence or (not value and end == first + 1)
        earlier = self.values[name][1]
        return not read_value(earlier) or not read_value(value) or value == earlier

    def _say_repeated(self, name: str, typed: str, first: int) -> None:
        if self.repeats:
            return
        self.repeats = True
        self.text.problem(
            first,
            f"{typed} is there twice in action {self.id}"
            f" (first at line {self.values[name][0] + 1}).",
            "Keep one. Start each line of a note with `>`; if the line"
            " `### ... <!-- action: ... -->` above this was deleted, put it back.",
        )

    def _read_entries(self, first: int, end: int) -> None:
        """Read evidence in a list of any kind, or in a paragraph."""
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
                self._keep(number, number + 1)
            goes_on = not blank(line)
        self.evidence += [read_evidence(entry) for entry in entries if entry.strip()]

    def _read_rest(self, first: int, end: int, *, quoted: bool) -> None:
        """Take lines into the note where it is open for them, else keep them where they stand."""
        if self.slot == "title":
            self.under_title.append((first, end))
        elif self._wants_note(quoted):
            self._read_note(first, end, quoted=quoted)
        else:
            self._keep(first, end)

    def _wants_note(self, quoted: bool) -> bool:
        if self.slot != "note":
            return False
        if not self.of_format_1:
            return True
        follows = self.note_open and not self.text.has_kept(f"{self.id}.note")
        return follows or (quoted and not self.note)

    def close_note(self) -> None:
        """In format 1 a heading ends the note, which had no last line of its own."""
        if self.slot == "note":
            self.note_open = False

    def _read_note(self, first: int, end: int, *, quoted: bool) -> None:
        if self.note:
            self.note += [""] * (first - self.note_end)
        lines = self.text.lines[first:end]
        self.note += [unquoted(line) for line in lines] if quoted else self._dedented(first, end)
        self.note_end = end
        self.note_open = not quoted

    def _dedented(self, first: int, end: int) -> list[str]:
        return [line.removeprefix("  ") for line in self.text.lines[first:end]]

    def keep_words(self, line: int, words: str) -> None:
        """Keep what stands behind a title or a status on its line."""
        self.text.keep_words(words)
        self._say_kept(line, words)

    def _keep(self, first: int, end: int) -> None:
        if self.text.keep(first, end):
            self._say_kept(first, self.text.lines[first].strip())

    def _say_kept(self, line: int, words: str) -> None:
        self.text.say_kept(line, words, list(FIELDS), f" of {self.id}")
