"""Reading a Markdown checklist that a person or a formatter has edited, or one of format 1.

What belongs to a field is read into it; everything else is kept as text that stands after the
last thing that was recognised. What cannot be understood safely is a problem with its line.
"""

import re

from scalekit.engine.other_text import with_texts
from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.problem import Problem
from scalekit.storage.format import END, FORMAT
from scalekit.storage.markdown.action_by_hand import ActionReader
from scalekit.storage.markdown.blocks import Block, blocks
from scalekit.storage.markdown.decisions_by_hand import DecisionsReader
from scalekit.storage.markdown.edited import TextReading
from scalekit.storage.markdown.inline import unescape
from scalekit.storage.markdown.statements import is_heading_of_all, is_marked
from scalekit.storage.markdown.top_by_hand import TopReader
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

_MARKER = (
    r"<!--\s*action:\s*(?P<id>\S+)\s+pillar:\s*(?P<pillar>\S+)"
    r"\s+wording:\s*(?P<wording>\S+)\s*-->"
)
_ACTION = pattern(rf"\s*{_MARKER}\s*")
_ACTION_HEADING = pattern(rf"\s*#{{1,6}}\s+(?P<title>.*?)\s*(?<!\\){_MARKER}(?P<rest>.*)")
_END_OF_ACTION = pattern(r"\s*<!--\s*end:\s*(\S+)\s*-->\s*")
_OTHER_TEXT = pattern(r"\s*<!--\s*other text\s*-->\s*")
_END = pattern(r"\s*<!--\s*scalekit:\s*end\s*-->\s*")
_PILLAR = pattern(r"\s*##\s+(.*?)\s*(?<!\\)<!--\s*pillar:\s*(\S+)\s*-->[\s#]*")
_ANY_MARKER = pattern(
    r"\s*(?:<!--\s*(?:scalekit|action|end):|#{1,6}\s.*(?<!\\)<!--\s*(?:pillar|action|decision):)"
)


def loads_edited(text: str, path: str) -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist in a text of any shape and what is to be said of it.

    Where there is no checklist, it is every problem that prevents reading one.
    """
    edited = TextReading(text.split("\n"), path)
    reader = _Reader(edited)
    reader.read()
    checklist = reader.checklist()
    if edited.problems or not checklist:
        return None, sorted(edited.problems, key=lambda problem: problem.at.line)
    return checklist, sorted(edited.notes, key=lambda note: note.at.line)


class _Reader:
    """A whole text while its blocks are being read."""

    def __init__(self, text: TextReading) -> None:
        self.text = text
        self.top = TopReader(text)
        self.pillars: dict[str, str] = {}
        self.actions: list[ActionReader] = []
        self.decisions = DecisionsReader(text)
        self.deciding = False
        self.ended = False

    def read(self) -> None:
        for block in blocks(self.text.lines):
            self._read_block(block)
        self._settle()
        for line in self.text.lost if self.top.format or self.actions else ():
            self.text.problem(
                line,
                "This action has lost the heading with `<!-- action: ... -->`.",
                "Put it back; `git diff` shows what changed.",
            )
        if not self.top.format and self.actions and not self.text.problems:
            self.text.problem(
                0,
                "The first line of this checklist is missing. Its answers are still here.",
                f"Put the line back: `<!-- scalekit: {FORMAT} playbook: scaling-innovation -->`, or"
                " with the id of another playbook if it follows that.",
            )
        elif not self.top.format and not self.text.problems:
            self.text.problem(
                0,
                "This is not a scalekit checklist: it has no line `<!-- scalekit: ... -->`.",
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
        if not self.top.format:
            return None
        self.top.name_missing_lines()
        actions = self._each_once([(reader.line, reader.action()) for reader in self.actions])
        version, roles, extends = self.top.words()
        checklist = Checklist(
            self.top.playbook,
            version,
            roles,
            self.top.innovation or "",
            self.top.place or "",
            tuple((pillar, title or _titled(pillar)) for pillar, title in self.pillars.items()),
            tuple(actions),
            decisions=self.decisions.each_once(),
            extends=extends,
        )
        return with_texts(checklist.in_order(), self.text.other_text())

    def _each_once(self, found: list[tuple[int, ChecklistAction]]) -> list[ChecklistAction]:
        """Return each action once; git doubles one that two people added, when they add a role."""
        kept: dict[str, tuple[int, ChecklistAction]] = {}
        for line, action in found:
            first, same = kept.setdefault(action.id, (line, action))
            if first == line:
                continue
            message = f"Action {action.id} is there twice (first at line {first + 1})"
            if action == same:
                self.text.note(line, f"{message}, both times the same; it is kept once.")
            else:
                self.text.problem(line, f"{message}.", "Keep one of the two.")
        return [action for _, action in kept.values()]

    def _read_block(self, block: Block) -> None:
        if block.kind == "html" and block.end == block.first + 1 and self._read_marker(block):
            return
        if block.kind == "heading" and self._read_heading(block):
            return
        if block.kind == "list" and self.deciding:
            self.decisions.read(block)
            return
        if block.kind != "quote":
            self._check_hidden_markers(block)
        if self.deciding:
            self.decisions.keep(block.first, block.end)
            return
        in_action = self.actions and not (
            self.text.at == "end" or self.text.at.startswith("pillar:")
        )
        if in_action:
            self.actions[-1].read(block)
        elif self.actions or block.kind != "paragraph" or not self.top.reads_paragraph(block):
            self.text.look_for_lost(block.first, block.end)
            self.text.keep_outside(block.first, block.end)

    def _read_marker(self, block: Block) -> bool:
        line = self.text.lines[block.first]
        if self.top.reads_header(block.first, is_above=not self.actions):
            return True
        if _END.fullmatch(line):
            self._settle()
            self.ended, self.deciding = True, False
            self.text.at = "end"
        elif action := _ACTION.fullmatch(line):
            self._start_action(block.first, "", action)
        elif ended := _END_OF_ACTION.fullmatch(line):
            self._end_action(block.first, ended[1])
        elif self.actions and line.strip() == f"<!-- {self.actions[-1].id} -->":
            pass  # for git alone
        elif self.actions and _OTHER_TEXT.fullmatch(line):
            self.actions[-1].fence()
        else:
            return False
        return True

    def _start_action(self, line: int, title: str, marker: re.Match[str]) -> None:
        action_id, pillar, wording = marker["id"], marker["pillar"], marker["wording"]
        self.text.check_words(line, action_id, pillar, wording)
        self._settle()
        self.deciding = False
        self.pillars.setdefault(pillar, "")
        self.actions.append(ActionReader(self.text, line, action_id, pillar, wording, title))

    def _end_action(self, line: int, action: str) -> None:
        above = self.actions[-1] if self.actions else None
        if above and above.id == action:
            above.close()
        elif above and did_you_mean(above.id, [action]):
            self.text.problem(
                above.line,
                f"This action is called {above.id:.80} here and {action:.80} at its end (line"
                f" {line + 1}).",
                "Write the id of the playbook in both.",
            )
        else:
            self.text.problem(
                line,
                f"Action {action} ends here, and the heading where it starts is missing.",
                "Put back `### Title <!-- action: ... -->`; `git diff` shows what changed.",
            )

    def _settle(self) -> None:
        if self.actions:
            self.actions[-1].settle()

    def _read_heading(self, block: Block) -> bool:
        line = self.text.lines[block.first]
        if action := _ACTION_HEADING.fullmatch(line):
            self._start_action(block.first, unescape(action["title"]).strip(), action)
            if rest := action["rest"].strip(" #"):
                self.actions[-1].keep_words(block.first, rest)
            return True
        if pillar := _PILLAR.fullmatch(line):
            self._read_pillar(block.first, pillar)
            return True
        if is_heading_of_all(line) or is_marked(line):
            self._settle()
            self.deciding, self.text.at = True, "end"
            if is_marked(line):
                self.decisions.start(block.first)
            return True
        if not self.actions and self.top.reads_title(block.first):
            return True
        if self.actions and self.top.format == 1:
            self.actions[-1].close_note()
        return False

    def _read_pillar(self, line: int, pillar: re.Match[str]) -> None:
        self._settle()
        if self.pillars.get(pillar[2]):
            message = f"Pillar {pillar[2]} has two headings."
            self.text.problem(line, message, "Delete one of the two.")
        self.text.check_words(line, pillar[2])
        self.pillars[pillar[2]] = unescape(pillar[1])
        self.text.at = f"pillar:{pillar[2]}"
        if self.actions:
            self.actions[-1].close_note()

    def _check_hidden_markers(self, block: Block) -> None:
        for number in range(block.first, block.end):
            if not _ANY_MARKER.match(self.text.lines[number]):
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
                    "This line marks a part of the checklist, but is inside something that"
                    f" starts at line {block.first + 1}.",
                    "Close that first: a code block ends with ```, a comment with -->.",
                )


def _titled(pillar: str) -> str:
    return pillar.replace("-", " ").capitalize()
