"""Reading what stands above the actions of a Markdown checklist that was edited by hand.

It is the lines of the header, the name of the innovation and its place.
"""

import re

from scalekit.storage.format import FORMAT, is_extends
from scalekit.storage.markdown.blocks import Block
from scalekit.storage.markdown.edited import TextReading
from scalekit.storage.markdown.inline import read_value, unescape
from scalekit.text.pattern import pattern

_HEADER = pattern(
    r"\s*<!--\s*scalekit:\s*(\d{1,9})\s+playbook:\s*(\S+)"
    r"(?:\s+version:\s*(\S+)\s+roles:\s*(.*?))?\s*-->\s*"
)
_HEADER_LINE = pattern(r"\s*<!--\s*(version|extends|roles):\s*(.*?)\s*-->\s*")
_TITLE = pattern(r"\s*#(?:\s+(.*?))?(?:\s+#+)?\s*")
_UNDERLINE = pattern(r"\s*=+\s*")
_PLACE = pattern(r"\s*[*_]*place[*_]*[ \t]*[:=][*_]*(?:\s+(.*))?", re.IGNORECASE)


class TopReader:
    """The top of a text while its blocks are being read. `format` is 0 until its first line is."""

    def __init__(self, text: TextReading) -> None:
        self.text = text
        self.format = 0
        self.playbook = ""
        self.header: dict[str, str] = {}
        self.innovation: str | None = None
        self.place: str | None = None

    def reads_header(self, number: int, *, is_above: bool) -> bool:
        """Read a line of the header, beside its first only where it `is_above` all actions."""
        line = self.text.lines[number]
        if header := _HEADER.fullmatch(line):
            self._read_header(number, header)
        elif (part := _HEADER_LINE.fullmatch(line)) and is_above:
            self._read_header_line(number, part[1], part[2])
        else:
            return False
        return True

    def _read_header(self, line: int, header: re.Match[str]) -> None:
        if self.format:
            self.text.problem(line, "A second checklist starts here.", "Keep one in each file.")
        self.format, self.playbook = int(header[1]) or 1, header[2]
        if self.format > FORMAT:
            self.text.problem(
                line,
                f"This file is in format {header[1]}; this scalekit reads up to {FORMAT}.",
                "Install a newer scalekit to open it.",
            )
        self.text.at = "header"
        if header[3]:
            self.header = {"version": header[3], "roles": header[4]}

    def _read_header_line(self, line: int, name: str, value: str) -> None:
        if self.header.get(name, value) != value:
            message = f"The line with the {name} is there twice."
            self.text.problem(line, message, "Keep one of the two.")
        self.header[name] = value

    def reads_title(self, number: int) -> bool:
        """Read the first heading below the header as the name of the innovation."""
        title = _TITLE.fullmatch(self.text.lines[number])
        if not title or self.innovation is not None or self.text.at == "start":
            return False
        self.innovation = unescape(title[1] or "").strip()
        self.text.at = "title"
        return True

    def reads_paragraph(self, block: Block) -> bool:
        """Read the underlined name and the place of the innovation out of a paragraph."""
        first, end = block.first, block.end
        lines = self.text.lines
        if self._is_underlined_title(block):
            self.innovation = unescape(lines[first].strip())
            self.text.at = "title"
            first += 2
        for number in range(first, end):
            if place := _PLACE.fullmatch(lines[number]):
                self.text.look_for_lost(first, number)
                self.text.keep_outside(first, number)
                self._read_place(number, end, place[1] or "")
                return True
        if first > block.first:
            self.text.keep_outside(first, end)
        return first > block.first

    def _is_underlined_title(self, block: Block) -> bool:
        lines = self.text.lines
        return (
            block.end > block.first + 1
            and _UNDERLINE.fullmatch(lines[block.first + 1]) is not None
            and self.text.at == "header"
            and not any(map(_TITLE.fullmatch, lines))
        )

    def _read_place(self, first: int, end: int, value: str) -> None:
        if self.place is not None:
            self.text.problem(first, "Place is there twice.", "Keep one of the two.")
        for number in range(first + 1, end):
            if _PLACE.fullmatch(self.text.lines[number]):
                self.text.problem(number, "Place is there twice.", "Keep one of the two.")
        self.place = read_value(self.text.continued(first + 1, end, value, "place"))
        self.text.at = "place"

    def name_missing_lines(self) -> None:
        """Add a problem for each line that a header cannot do without."""
        for name in ("version", "roles"):
            if not self.header.get(name):
                self.text.problem(
                    0,
                    f"The line with the {name} is missing at the top.",
                    f"Put back `<!-- {name}: ... -->`; `git diff` shows what changed.",
                )

    def words(self) -> tuple[str, tuple[str, ...], str]:
        """Return the version, the roles and what the playbook extends, checked."""
        version = self.header.get("version", "")
        roles = tuple(self.header.get("roles", "").replace(",", " ").split())
        self.text.check_words(0, self.playbook, version, *roles)
        extends = " ".join(self.header.get("extends", "").split())
        if extends and not is_extends(extends):
            self.text.problem(
                0,
                f"“{extends:.40}” is not a playbook and its version, such as “small 1.0”.",
                "Write both after `extends:`, or take the line out.",
            )
        return version, roles, extends
