"""Numbered lines, one below the other: for screen readers, plain terminals and any line of text.

No colour, box or cursor movement. What is written here makes sense read aloud from top to bottom.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from scalekit.model.columns import broken
from scalekit.model.printable import printable
from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.protocol import Choice, Paragraph, Tone
from scalekit.prompts.words import CLEAR, read_word


class Plain:
    """Asks by writing lines and reading lines. `width` returns the columns there are now."""

    def __init__(self, answers: TextIO, lines: TextIO, width: Callable[[], int]) -> None:
        self._answers = answers
        self._lines = lines
        self._width = width

    def show(self, page: Iterable[Paragraph]) -> None:
        """Write the paragraphs, their lines broken between words."""
        for part in page:
            self._say(part)

    def choose(self, question: str, choices: Sequence[Choice], now: str = "") -> str:
        """Return the value of the entry whose number, label or word was written."""
        self._say(Paragraph())
        self._list(question, choices, now)
        while True:
            answer = self._ask(f"Write a number from 1 to {len(choices)}: ").strip()
            try:
                value = read_word(answer) or _picked(answer, choices)
            except NotUnderstoodError as problem:
                self._problem(problem)
                continue
            return value

    def write(self, question: str, present: str = "", draft: str = "") -> str:
        """Return the line that was written; an empty one keeps what there is."""
        if present:
            self._say(Paragraph(f"It is now: {present}"))
            self._say(Paragraph(f"Press Enter to keep it, or write {CLEAR} to remove it."))
        while True:
            answer = self._ask(f"{question}: ")
            try:
                word = read_word(answer)
            except NotUnderstoodError as problem:
                self._problem(problem)
                continue
            if word:
                return word
            if answer.strip().lower() == CLEAR:
                return ""
            return answer if answer.strip() else present

    def _list(self, question: str, choices: Sequence[Choice], now: str) -> None:
        self._say(Paragraph(question))
        for number, choice in enumerate(choices, 1):
            label = f"{choice.label} (now)" if now and choice.value == now else choice.label
            self._say(Paragraph(label, mark=f"{number}."))

    def _ask(self, question: str) -> str:
        self._lines.write(question)
        self._lines.flush()
        line = self._answers.readline()
        if not line:
            self._say(Paragraph())
            raise EOFError
        return line.rstrip("\r\n")

    def _problem(self, problem: NotUnderstoodError) -> None:
        self._say(Paragraph(str(problem), Tone.PROBLEM))

    def _say(self, part: Paragraph) -> None:
        start = f"{part.mark} " if part.mark else ""
        width = max(20, min(self._width(), 80) - 1)
        ending = ":" if part.tone is Tone.LABEL else ""
        for line in broken(printable(part.text) + ending, width - len(start)):
            self._lines.write(f"{start}{line}".rstrip() + "\n")
            start = " " * len(start)
        self._lines.flush()


def _picked(answer: str, choices: Sequence[Choice]) -> str:
    """Return the value of the entry that an answer means: its number, key, label or start of it."""
    asked = answer.strip().rstrip(".").casefold()
    if asked.isdecimal() and 1 <= int(asked) <= len(choices):
        return choices[int(asked) - 1].value
    for choice in choices:
        if asked in (choice.key, choice.label.casefold(), choice.value.lstrip(":")):
            return choice.value
    near = [c for c in choices if len(asked) > 1 and c.label.casefold().startswith(asked)]
    if len(near) == 1:
        return near[0].value
    said = f"“{answer}” is not one of the choices." if asked else "Nothing was written."
    raise NotUnderstoodError(said, f"Write a number from 1 to {len(choices)}, or :help.")
