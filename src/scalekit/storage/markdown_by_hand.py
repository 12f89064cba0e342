"""Reading a Markdown checklist that a person or a formatter has edited (DESIGN 4, promises 4, 5).

What belongs to a field is read into it; everything else is kept as text that stands after the
last thing that was recognised. What cannot be understood safely is a problem with its line.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    OtherText,
    Status,
)
from scalekit.model.problem import Position, Problem
from scalekit.model.values import (
    FIELDS,
    NotUnderstoodError,
    read_confidence,
    read_due,
    read_status,
)
from scalekit.model.wording import fingerprint
from scalekit.storage.blocks import TASK, Block, blank, blocks
from scalekit.storage.inline import read_evidence, read_value, unescape
from scalekit.storage.markdown import END, FORMAT, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

_Value = TypeVar("_Value")

_HEADER = re.compile(
    r"\s*<!--\s*scalekit:\s*(\d{1,9})\s+playbook:\s*(\S+)\s+version:\s*(\S+)"
    r"\s+roles:\s*(.*?)\s*-->\s*"
)
_ACTION = re.compile(r"\s*<!--\s*action:\s*(\S+)\s+pillar:\s*(\S+)\s+wording:\s*(\S+)\s*-->\s*")
_END = re.compile(r"\s*<!--\s*scalekit:\s*end\s*-->\s*")
_PILLAR = re.compile(r"\s*##\s+(.*?)\s*(?<!\\)<!--\s*pillar:\s*(\S+)\s*-->[\s#]*")
_MARKER = re.compile(r"\s*(?:<!--\s*(?:scalekit|action):|##\s.*(?<!\\)<!--\s*pillar:)")
_TITLE = re.compile(r"\s*#(?:\s+(.*?))?(?:\s+#+)?\s*")
_FIELD = re.compile(rf"\s*\**({'|'.join(FIELDS)})\**[ \t]*:\**(?:\s+(.*))?", re.IGNORECASE)
_PLACE = re.compile(r"\s*\**place\**[ \t]*:\**(?:\s+(.*))?", re.IGNORECASE)
_ENTRY = re.compile(r"\s*[-*+]\s+(.*)")
_NOT_TEXT = re.compile(r"\s*(?:[-*+>]|\d{1,9}[.)]|`{3}|~{3}|<)")  # lists, quotes, code, HTML
_BOLD = re.compile(r"(\*\*|__)(.+)\1")


def loads_edited(text: str, path: str) -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist in a text of any shape, or every problem that prevents reading it."""
    reader = _Reader(text.split("\n"), path)
    reader.read()
    checklist = reader.checklist() if reader.header else None
    if reader.problems or not checklist:
        return None, sorted(reader.problems, key=lambda problem: problem.at.line)
    return checklist, []


@dataclass(slots=True)
class _Draft:
    """One action while it is being read. Line numbers count from 0."""

    id: str
    pillar: str
    wording: str
    line: int
    title: str = ""
    ticked: bool = False
    slot: str = "action"
    under_title: list[tuple[int, int]] = field(default_factory=list)
    text: tuple[int, int] | None = None
    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    note_end: int = 0
    note_open: bool = True


class _Reader:
    def __init__(self, lines: list[str], path: str) -> None:
        self.lines = lines
        self.path = path
        self.problems: list[Problem] = []
        self.header: tuple[str, str, tuple[str, ...]] | None = None
        self.innovation: str | None = None
        self.place: str | None = None
        self.pillars: dict[str, str] = {}
        self.drafts: list[_Draft] = []
        self.at = "start"
        self.ended = False
        self.other: dict[str, list[tuple[int, int]]] = {}

    def read(self) -> None:
        for block in blocks(self.lines):
            self._read_block(block)
        self._settle_text()
        if not self.header and not self.problems:
            self._problem(
                0,
                "This is not a scalekit checklist: no line `<!-- scalekit: ... -->` stands in it.",
                "Make a new one with `scalekit start`.",
            )
        elif not self.ended and not self.problems:
            self._problem(
                len(self.lines) - 1,
                f"This file is cut off: its last line, `{END}`, is missing.",
                "Look with `git diff` at what is lost. If nothing is, add that line at the end.",
            )

    def checklist(self) -> Checklist:
        """Return what was read, adding the values that cannot be read to the problems."""
        assert self.header is not None
        for draft in self.drafts:
            if not draft.title:
                self._problem(
                    draft.line,
                    f"Action {draft.id} has no line with its box and title.",
                    "Put back `- [ ] **Title**` under this line.",
                )
        playbook, version, roles = self.header
        actions = [self._action(draft) for draft in self.drafts]
        return Checklist(
            playbook,
            version,
            roles,
            self.innovation or "",
            self.place or "",
            tuple((pillar, title or _titled(pillar)) for pillar, title in self.pillars.items()),
            tuple(a for pillar in self.pillars for a in actions if a.pillar == pillar),
            tuple(OtherText(after, self._raw(runs)) for after, runs in self.other.items()),
        )

    def _raw(self, runs: list[tuple[int, int]]) -> str:
        return "\n\n".join("\n".join(self.lines[first:end]) for first, end in runs)

    def _action(self, draft: _Draft) -> ChecklistAction:
        answer = Answer(
            self._status(draft),
            self._value(draft, "owner", read_value) or "",
            self._value(draft, "due", read_due),
            self._value(draft, "confidence", read_confidence),
            self._value(draft, "reason", read_value) or "",
            tuple(draft.evidence),
            "\n".join(draft.note),
        )
        text = self._joined(*draft.text) if draft.text else ""
        return ChecklistAction(draft.id, draft.pillar, draft.title, text, draft.wording, answer)

    def _status(self, draft: _Draft) -> Status:
        """Return the status: the box decides what is completed, the line says the rest."""
        status = self._value(draft, "status", read_status) or Status.NOT_STARTED
        if draft.ticked:
            return Status.COMPLETED
        return Status.IN_PROGRESS if status is Status.COMPLETED else status

    def _value(self, draft: _Draft, name: str, read: "Callable[[str], _Value]") -> "_Value | None":
        line, value = draft.values.get(name, (draft.line, ""))
        try:
            return read(value)
        except NotUnderstoodError as error:
            column = self.lines[line].find(value) + 1
            self._problem(line, error.message, error.remedy, column)
            return None

    # --- blocks

    def _read_block(self, block: Block) -> None:
        first = self.lines[block.first]
        if block.kind == "html" and block.end == block.first + 1 and self._read_marker(block):
            return
        if block.kind == "heading" and self._read_heading(block):
            return
        if block.kind != "quote":
            self._check_hidden_markers(block)
        if self.drafts:
            self._read_in_action(self.drafts[-1], block)
        elif block.kind == "paragraph" and (place := _PLACE.fullmatch(first)):
            self._read_place(block, place[1] or "")
        else:
            self._check_lost_action(block)
            self._keep(block.first, block.end)

    def _read_marker(self, block: Block) -> bool:
        line = self.lines[block.first]
        if header := _HEADER.fullmatch(line):
            self._read_header(block.first, header)
            return True
        if _END.fullmatch(line):
            self._settle_text()
            self.ended = True
            self.at = "end"
            return True
        if action := _ACTION.fullmatch(line):
            self._start_action(block.first, *action.groups())
            return True
        return False

    def _read_header(self, line: int, header: re.Match[str]) -> None:
        if self.header:
            self._problem(line, "A second checklist starts here.", "Keep one in each file.")
        if int(header[1]) > FORMAT:
            self._problem(
                line,
                f"This file is in format {header[1]}; this scalekit reads format {FORMAT}.",
                "Install a newer scalekit to open it.",
            )
        self.header = (header[2], header[3], tuple(re.split(r"[\s,]+", header[4].strip(", "))))
        self.at = "header"

    def _start_action(self, line: int, action: str, pillar: str, wording: str) -> None:
        for draft in self.drafts:
            if draft.id == action:
                self._problem(
                    line,
                    f"Action {action} stands twice (first at line {draft.line + 1}).",
                    "Keep one of the two.",
                )
        self._settle_text()
        self.pillars.setdefault(pillar, "")
        self.drafts.append(_Draft(action, pillar, wording, line))
        self.at = f"{action}.action"

    def _read_heading(self, block: Block) -> bool:
        line = self.lines[block.first]
        self._settle_text()
        if pillar := _PILLAR.fullmatch(line):
            if self.pillars.get(pillar[2]):
                self._problem(
                    block.first, f"Pillar {pillar[2]} has two headings.", "Delete one of the two."
                )
            self.pillars[pillar[2]] = unescape(pillar[1])
            self.at = f"pillar:{pillar[2]}"
            self._close_note()
            return True
        title = _TITLE.fullmatch(line)
        if title and self.innovation is None and not self.drafts and self.at != "start":
            self.innovation = unescape(title[1] or "").strip()
            self.at = "title"
            return True
        self._close_note()
        return False

    def _close_note(self) -> None:
        if self.drafts:
            self.drafts[-1].note_open = False

    def _read_place(self, block: Block, value: str) -> None:
        if self.place is not None:
            self._problem(block.first, "Place stands twice.", "Keep one of the two.")
        more = self.lines[block.first + 1 : block.end]
        self.place = read_value(" ".join([value, *(line.strip() for line in more)]))
        self.at = "place"

    # --- one action

    def _read_in_action(self, draft: _Draft, block: Block) -> None:
        if self.at == "end" or self.at.startswith("pillar:"):
            self._check_lost_action(block)
            self._keep(block.first, block.end)
        elif not draft.title:
            self._read_title(draft, block)
        elif block.kind == "paragraph":
            self._read_paragraph(draft, block)
        elif block.kind == "list":
            self._read_words(draft, block.first, block.end)
        else:
            self._read_rest(draft, block.first, block.end, quoted=block.kind == "quote")

    def _read_title(self, draft: _Draft, block: Block) -> None:
        """Read the line with the box; only a bold one, so that a person's own box is left alone."""
        first = self.lines[block.first]
        task = TASK.match(first) if block.kind == "paragraph" else None
        words, end = (task and task[2]) or "", block.first + 1
        if not _BOLD.fullmatch(words.strip()):
            more = (line.strip() for line in self.lines[end : block.end])
            words, end = " ".join([words, *more]), block.end
        bold = _BOLD.fullmatch(words.strip())
        if not task or not bold:
            self._keep(block.first, block.end)
            return
        draft.title = unescape(bold[2])
        draft.ticked = task[1] != " "
        self._enter(draft, "title")
        if end < block.end:
            self._read_paragraph(draft, Block("paragraph", end, block.end))

    def _enter(self, draft: _Draft, slot: str) -> None:
        self._settle_text()
        draft.slot = slot
        self.at = f"{draft.id}.{slot}"

    def _settle_text(self) -> None:
        """Of the paragraphs under a title, the one with the recorded wording is the text."""
        draft = self.drafts[-1] if self.drafts else None
        if not draft or draft.slot != "title":
            return
        recorded = [p for p in draft.under_title if self._is_wording(draft, p)]
        plain = [p for p in draft.under_title if not _NOT_TEXT.match(self.lines[p[0]])]
        draft.text = next(iter(recorded or plain), None)
        draft.slot = "text"
        for lines in draft.under_title:
            if lines == draft.text:
                self.at = f"{draft.id}.text"
            else:
                self._keep(*lines)

    def _is_wording(self, draft: _Draft, lines: tuple[int, int]) -> bool:
        return fingerprint(draft.title, self._joined(*lines)) == draft.wording

    def _read_paragraph(self, draft: _Draft, block: Block) -> None:
        starts = [n for n in range(block.first, block.end) if _FIELD.fullmatch(self.lines[n])]
        before = starts[0] if starts else block.end
        if before > block.first:
            self._read_words(draft, block.first, before)
        for start, end in pairwise([*starts, block.end]):
            self._read_field(draft, start, end)

    def _read_words(self, draft: _Draft, first: int, end: int) -> None:
        """Read lines that start with no field's name."""
        if draft.slot == "title":
            draft.under_title.append((first, end))
        elif self._wants_evidence(draft, self.lines[first]):
            self._read_entries(draft, first, end)
        else:
            self._read_rest(draft, first, end, quoted=False)

    def _joined(self, first: int, end: int) -> str:
        return unescape(" ".join(line.strip() for line in self.lines[first:end]))

    def _read_field(self, draft: _Draft, first: int, end: int) -> None:
        match = _FIELD.fullmatch(self.lines[first])
        assert match is not None
        name = match[1].lower()
        if name in draft.values:
            self._problem(
                first,
                f"{match[1]} stands twice in action {draft.id}"
                f" (first at line {draft.values[name][0] + 1}).",
                "Keep one. Start each line of a note with `>`; if the line"
                " `<!-- action: ... -->` above this was deleted, put it back.",
            )
            return
        self._enter(draft, name)
        value = match[2] or ""
        if name == "note":
            draft.values[name] = (first, "")
            draft.note = [*([value] if value else []), *self._dedented(first + 1, end)]
            draft.note_end = end
        elif name == "evidence":
            draft.values[name] = (first, "")
            if value and read_value(value):
                draft.evidence.append(read_evidence(value))
            if end > first + 1:
                self._read_entries(draft, first + 1, end)
        elif name in ("status", "due", "confidence"):
            draft.values[name] = (first, value.strip())
            if end > first + 1:
                self._keep(first + 1, end)
        else:
            more = (line.strip() for line in self.lines[first + 1 : end])
            draft.values[name] = (first, " ".join([value.strip(), *more]).strip())

    def _wants_evidence(self, draft: _Draft, line: str) -> bool:
        entry = _ENTRY.fullmatch(line) and not TASK.match(line)
        return bool(entry) and self.at == f"{draft.id}.evidence" not in self.other

    def _read_entries(self, draft: _Draft, first: int, end: int) -> None:
        entries: list[str] = []
        for line in self.lines[first:end]:
            entry = _ENTRY.fullmatch(line)
            if entry or not entries:
                entries.append(entry[1] if entry else line.strip())
            else:
                entries[-1] = f"{entries[-1]} {line.strip()}".strip()
        draft.evidence += [read_evidence(entry) for entry in entries if entry.strip()]

    def _read_rest(self, draft: _Draft, first: int, end: int, *, quoted: bool) -> None:
        """Take lines into the note where it is open for them, else keep them where they stand."""
        if draft.slot == "title":
            draft.under_title.append((first, end))
        elif draft.slot != "note" or not draft.note_open or f"{draft.id}.note" in self.other:
            self._keep(first, end)
        else:
            self._read_note(draft, first, end, quoted=quoted)

    def _read_note(self, draft: _Draft, first: int, end: int, *, quoted: bool) -> None:
        if draft.note:
            draft.note += [""] * (first - draft.note_end)
        lines = self.lines[first:end]
        draft.note += [unquoted(line) for line in lines] if quoted else self._dedented(first, end)
        draft.note_end = end
        draft.note_open = not quoted

    def _dedented(self, first: int, end: int) -> list[str]:
        return [line.removeprefix("  ") for line in self.lines[first:end]]

    # --- what is kept and what is wrong

    def _keep(self, first: int, end: int) -> None:
        """Keep lines that belong to no field, with the blank lines between them."""
        runs = self.other.setdefault(self.at, [])
        if runs and all(blank(line) for line in self.lines[runs[-1][1] : first]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((first, end))

    def _check_hidden_markers(self, block: Block) -> None:
        for number in range(block.first, block.end):
            if not _MARKER.match(self.lines[number]):
                continue
            if block.end == block.first + 1:
                self._problem(
                    number,
                    "This line marks a part of the checklist, and part of it is missing.",
                    "Put it back as it was; `git diff` shows what changed.",
                )
            else:
                self._problem(
                    number,
                    "This line marks a part of the checklist, but stands inside something that"
                    f" starts at line {block.first + 1}.",
                    "Close that first: a code block ends with ```, a comment with -->.",
                )

    def _check_lost_action(self, block: Block) -> None:
        for number in range(block.first, block.end):
            if re.match(r"\s*status:", self.lines[number], re.IGNORECASE):
                self._problem(
                    number,
                    "This action has lost the line `<!-- action: ... -->` above its title.",
                    "Put it back; `git diff` shows what changed.",
                )

    def _problem(self, line: int, message: str, remedy: str, column: int = 1) -> None:
        self.problems.append(Problem(Position(self.path, line + 1, column), message, remedy))


def _titled(pillar: str) -> str:
    return pillar.replace("-", " ").capitalize()
