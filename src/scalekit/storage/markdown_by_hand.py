"""Reading a Markdown checklist that a person or a formatter has edited (DESIGN 4, promises 4, 5).

What belongs to a field is read into it; everything else is kept as text that stands after the
last thing that was recognised. What cannot be understood safely is a problem with its line.
"""

import re

from scalekit.engine.other_text import with_texts
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.storage.action_by_hand import ActionReader
from scalekit.storage.blocks import Block, blocks
from scalekit.storage.edited import Edited
from scalekit.storage.form import END, FORMAT
from scalekit.storage.inline import read_value, unescape

_HEADER = re.compile(
    r"\s*<!--\s*scalekit:\s*(\d{1,9})\s+playbook:\s*(\S+)\s+version:\s*(\S+)"
    r"\s+roles:\s*(.*?)\s*-->\s*"
)
_ACTION = re.compile(r"\s*<!--\s*action:\s*(\S+)\s+pillar:\s*(\S+)\s+wording:\s*(\S+)\s*-->\s*")
_END = re.compile(r"\s*<!--\s*scalekit:\s*end\s*-->\s*")
_PILLAR = re.compile(r"\s*##\s+(.*?)\s*(?<!\\)<!--\s*pillar:\s*(\S+)\s*-->[\s#]*")
_MARKER = re.compile(r"\s*(?:<!--\s*(?:scalekit|action):|##\s.*(?<!\\)<!--\s*pillar:)")
_TITLE = re.compile(r"\s*#(?:\s+(.*?))?(?:\s+#+)?\s*")
_PLACE = re.compile(r"\s*\**place\**[ \t]*:\**(?:\s+(.*))?", re.IGNORECASE)


def loads_edited(text: str, path: str) -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist in a text of any shape, or every problem that prevents reading it."""
    edited = Edited(text.split("\n"), path)
    reader = _Reader(edited)
    reader.read()
    checklist = reader.checklist()
    if edited.problems or not checklist:
        return None, sorted(edited.problems, key=lambda problem: problem.at.line)
    return checklist, []


class _Reader:
    """A whole text while its blocks are being read."""

    def __init__(self, text: Edited) -> None:
        self.text = text
        self.header: tuple[str, str, tuple[str, ...]] | None = None
        self.innovation: str | None = None
        self.place: str | None = None
        self.pillars: dict[str, str] = {}
        self.actions: list[ActionReader] = []
        self.ended = False

    def read(self) -> None:
        for block in blocks(self.text.lines):
            self._read_block(block)
        self._settle()
        if not self.header and not self.text.problems:
            self.text.problem(
                0,
                "This is not a scalekit checklist: no line `<!-- scalekit: ... -->` stands in it.",
                "Make a new one with `scalekit start`.",
            )
        elif not self.ended and not self.text.problems:
            self.text.problem(
                len(self.text.lines) - 1,
                f"This file is cut off: its last line, `{END}`, is missing.",
                "Look with `git diff` at what is lost. If nothing is, add that line at the end.",
            )

    def checklist(self) -> Checklist | None:
        """Return what was read, adding the values that cannot be read to the problems."""
        if not self.header:
            return None
        actions = [reader.action() for reader in self.actions]
        checklist = Checklist(
            *self.header,
            self.innovation or "",
            self.place or "",
            tuple((pillar, title or _titled(pillar)) for pillar, title in self.pillars.items()),
            tuple(a for pillar in self.pillars for a in actions if a.pillar == pillar),
        )
        return with_texts(checklist, self.text.other_text())

    def _read_block(self, block: Block) -> None:
        first = self.text.lines[block.first]
        if block.kind == "html" and block.end == block.first + 1 and self._read_marker(block):
            return
        if block.kind == "heading" and self._read_heading(block):
            return
        if block.kind != "quote":
            self._check_hidden_markers(block)
        in_action = self.actions and not (
            self.text.at == "end" or self.text.at.startswith("pillar:")
        )
        if in_action:
            self.actions[-1].read(block)
        elif not self.actions and block.kind == "paragraph" and (place := _PLACE.fullmatch(first)):
            self._read_place(block, place[1] or "")
        else:
            self._check_lost_action(block)
            self.text.keep(block.first, block.end)

    def _read_marker(self, block: Block) -> bool:
        line = self.text.lines[block.first]
        if header := _HEADER.fullmatch(line):
            self._read_header(block.first, header)
            return True
        if _END.fullmatch(line):
            self._settle()
            self.ended = True
            self.text.at = "end"
            return True
        if action := _ACTION.fullmatch(line):
            self._start_action(block.first, *action.groups())
            return True
        return False

    def _read_header(self, line: int, header: re.Match[str]) -> None:
        if self.header:
            self.text.problem(line, "A second checklist starts here.", "Keep one in each file.")
        if int(header[1]) > FORMAT:
            self.text.problem(
                line,
                f"This file is in format {header[1]}; this scalekit reads format {FORMAT}.",
                "Install a newer scalekit to open it.",
            )
        self.header = (header[2], header[3], tuple(header[4].replace(",", " ").split()))
        self.text.at = "header"

    def _start_action(self, line: int, action: str, pillar: str, wording: str) -> None:
        for reader in self.actions:
            if reader.id == action:
                self.text.problem(
                    line,
                    f"Action {action} stands twice (first at line {reader.line + 1}).",
                    "Keep one of the two.",
                )
        self._settle()
        self.pillars.setdefault(pillar, "")
        self.actions.append(ActionReader(self.text, line, action, pillar, wording))

    def _settle(self) -> None:
        if self.actions:
            self.actions[-1].settle()

    def _read_heading(self, block: Block) -> bool:
        line = self.text.lines[block.first]
        if pillar := _PILLAR.fullmatch(line):
            self._settle()
            if self.pillars.get(pillar[2]):
                self.text.problem(
                    block.first, f"Pillar {pillar[2]} has two headings.", "Delete one of the two."
                )
            self.pillars[pillar[2]] = unescape(pillar[1])
            self.text.at = f"pillar:{pillar[2]}"
            self._close_note()
            return True
        title = _TITLE.fullmatch(line)
        if title and self.innovation is None and not self.actions and self.text.at != "start":
            self.innovation = unescape(title[1] or "").strip()
            self.text.at = "title"
            return True
        self._close_note()
        return False

    def _close_note(self) -> None:
        if self.actions and self.actions[-1].slot == "note":
            self.actions[-1].note_open = False

    def _read_place(self, block: Block, value: str) -> None:
        if self.place is not None:
            self.text.problem(block.first, "Place stands twice.", "Keep one of the two.")
        more = self.text.lines[block.first + 1 : block.end]
        self.place = read_value(" ".join([value, *(line.strip() for line in more)]))
        self.text.at = "place"

    def _check_hidden_markers(self, block: Block) -> None:
        for number in range(block.first, block.end):
            if not _MARKER.match(self.text.lines[number]):
                continue
            if block.end == block.first + 1:
                self.text.problem(
                    number,
                    "This line marks a part of the checklist, and part of it is missing.",
                    "Put it back as it was; `git diff` shows what changed.",
                )
            else:
                self.text.problem(
                    number,
                    "This line marks a part of the checklist, but stands inside something that"
                    f" starts at line {block.first + 1}.",
                    "Close that first: a code block ends with ```, a comment with -->.",
                )

    def _check_lost_action(self, block: Block) -> None:
        for number in range(block.first, block.end):
            if re.match(r"\s*status:", self.text.lines[number], re.IGNORECASE):
                self.text.problem(
                    number,
                    "This action has lost the line `<!-- action: ... -->` above its title.",
                    "Put it back; `git diff` shows what changed.",
                )


def _titled(pillar: str) -> str:
    return pillar.replace("-", " ").capitalize()
