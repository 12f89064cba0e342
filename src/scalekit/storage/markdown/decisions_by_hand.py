"""Reading the decisions of a Markdown checklist that a person or a formatter has edited."""

from scalekit.model.statement import Decision
from scalekit.storage.markdown.blocks import Block, blank
from scalekit.storage.markdown.edited import TextReading
from scalekit.storage.markdown.statements import read_heading, with_line


class DecisionsReader:
    """The decisions while their blocks are being read, each with the line of its heading."""

    def __init__(self, text: TextReading) -> None:
        self.text = text
        self.found: list[tuple[int, Decision]] = []

    def start(self, line: int) -> None:
        """Begin the decision of a heading."""
        decision = read_heading(self.text.lines[line])
        if decision:
            self.found.append((line, decision))
            return
        self.text.problem(
            line,
            "This decision cannot be read.",
            "Write it as `### Pilot, 12 November 2026 <!-- decision: ... of: ... -->`.",
        )

    def read(self, block: Block) -> None:
        """Read the list of a decision; a line that is none of its own is kept."""
        for number in range(block.first, block.end):
            line = self.text.lines[number]
            start, decision = self.found[-1] if self.found else (number, None)
            longer = with_line(decision, line) if decision else None
            if longer:
                self.found[-1] = (start, longer)
            elif not blank(line):
                self.keep(number, number + 1)

    def keep(self, first: int, end: int) -> None:
        """Keep lines that are not a part of a decision, and say so."""
        words = self.text.lines[first].strip()
        self.text.note(
            first,
            f"“{words:.40}” is not a part of a decision; it is kept as text and does not count.",
            "Record another decision with `scalekit decide` where it matters.",
        )
        self.text.keep(first, end)

    def each_once(self) -> tuple[Decision, ...]:
        """Return each decision once, adding what is wrong with one to the problems of the text."""
        kept: dict[str, Decision] = {}
        for line, decision in self.found:
            if not decision.by:
                message = f"Decision {decision.id:.80} does not say who made it."
                self.text.problem(line, message, "Write `- By: NAME` under its heading.")
            if kept.setdefault(decision.id, decision) != decision:
                message = f"Decision {decision.id:.80} is there twice, with different words."
                self.text.problem(line, message, "Keep one of the two.")
        return tuple(kept.values())
