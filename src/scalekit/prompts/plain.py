"""Lines, one below the other: for screen readers, plain terminals and any line of text.

No colour, box or cursor movement. What is written here makes sense read aloud from top to bottom.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TextIO

from scalekit.model.values import NotUnderstoodError, without_controls
from scalekit.prompts.protocol import (
    BLANK,
    CLEAR,
    ENTER,
    Choice,
    Paragraph,
    Screen,
    Section,
    TextQuestion,
    Tone,
    Word,
    joined_lines_notice,
    not_saved,
    read_word,
)
from scalekit.text.columns import broken
from scalekit.text.printable import printable
from scalekit.text.sentence import ended

_KEPT = "\xa0"  # between a key and what it is for: no line ends there
_PASTED = "Several lines came at once, so none of them was taken as a choice."
_LEFT_OUT = "Only the first line was taken. What came with it was left out."
_END_OF_NOTE = (
    "Write as many lines as you like, empty ones too. A full stop by itself ends the note."
    " Enter at the start leaves it as it is."
)
_STILL_OPEN = "A full stop by itself ends the note."
_AFTER_NOTE = "The note ends at a full stop by itself. What came after it was left out."


class Lines(Protocol):
    """Where lines are read. `recalls` says whether the up arrow brings a text back."""

    recalls: bool

    def read(self, question: str, recall: str = "") -> str:
        """Return the next line without its end; raises EOFError when there is none.

        `recall` is a text that the person may bring back to change it.
        """

    def unfinished(self) -> str:
        """Return what was written of a line that was stopped, where that is known."""

    def waiting(self) -> bool:
        """Return whether there is more to read that came with the last line."""

    def drop(self) -> bool:
        """Throw away what is waiting to be read; return whether that was anything."""


class Plain:
    """Asks by writing lines and reading lines. `width` returns the columns there are now."""

    keys_work_alone = False

    def __init__(self, lines: Lines, output: TextIO, width: Callable[[], int]) -> None:
        self._lines = lines
        self._output = output
        self._width = width
        self._page: tuple[Paragraph, ...] = ()
        self._told_keys = False
        self._last = ""  # text of one line that was written

    def show(self, page: Iterable[Paragraph]) -> None:
        """Write the paragraphs, their lines broken between words."""
        for part in page:
            self._say(part)

    def read(self, sections: Sequence[Section]) -> None:
        """Let the person choose what to hear, until they go back; one section is said at once."""
        self._page = ()
        if len(sections) == 1:
            self._tell_section(sections[0])
            return
        entries = [
            Choice(str(number), section.title, str(number))
            for number, section in enumerate(sections, 1)
        ]
        while True:
            picked = self.choose("Read what?", (*entries, Choice(Word.BACK, "Back", "b")))
            if picked in list(Word):
                return
            self._tell_section(sections[int(picked) - 1])

    def pick(self, screen: Screen) -> str:
        """Return the value of the entry whose key or label was written.

        What was said a moment ago is not said again: the page only when it is another one, the
        letters only once, and when the person writes a question mark.
        """
        choices = [choice for row in screen.rows for choice in row]
        self.show(screen.news)
        if screen.page != self._page:
            self.show([BLANK, *screen.page])
        self._page = screen.page
        self.show(screen.now)
        if self._told_keys:
            self._tell(screen.rows[0])
        else:
            self._tell(choices)
        self._told_keys = True
        while True:
            answer = self._choice("Number or letter (? for all keys): ").strip()
            if answer == "?":
                self._tell(choices)
                continue
            enter = next((c.value for c in choices if c.key == ENTER), None)
            if not answer and enter:
                return enter
            try:
                return read_word(answer) or _picked(answer, choices, numbered=False)
            except NotUnderstoodError as problem:
                self._problem(problem)

    def choose(
        self, question: str, choices: Sequence[Choice], now: str = "", start: str = ""
    ) -> str:
        """Return the value of the entry whose number, label or word was written."""
        self._page = ()
        self._say(BLANK)
        self._list(question, choices, now)
        while True:
            answer = self._choice(f"Write a number from 1 to {len(choices)}: ").strip()
            try:
                return read_word(answer) or _picked(answer, choices)
            except NotUnderstoodError as problem:
                self._problem(problem)

    def write(self, asked: TextQuestion) -> str:
        """Return what was written; nothing keeps what there is."""
        self.show(asked.about)
        if asked.present:
            self._say(Paragraph(f"It is now: {asked.present}"))
            does = "Lines that you write are added to it" if asked.several else "Enter keeps it"
            removed = "" if asked.needed else f" {CLEAR} removes it."
            self._say(Paragraph(f"{does}.{removed}"))
        if asked.several:
            self._say(Paragraph(_END_OF_NOTE))
        ask = self._several if asked.several else self._one
        written: list[str] = []
        while True:
            try:
                return ask(asked, written)
            except NotUnderstoodError as problem:
                self._problem(problem)
            except (KeyboardInterrupt, EOFError) as stopped:
                if written or self._lines.unfinished().strip():
                    before = [BLANK] * isinstance(stopped, KeyboardInterrupt)
                    self.show([*before, Paragraph(not_saved(asked.question), Tone.PROBLEM)])
                raise

    def _one(self, asked: TextQuestion, written: list[str]) -> str:
        # What the person wrote a moment ago they know to be there.
        new = asked.draft.isprintable() and asked.draft not in ("", self._last)
        if new and self._lines.recalls:
            self._say(Paragraph(f"The up arrow brings back: {asked.draft}"))
        answer = self._line(f"{asked.question}: ", asked.draft or asked.present)
        if answer.strip().startswith(":"):
            if self._lines.drop():
                self._say(Paragraph(_LEFT_OUT, Tone.PROBLEM))
            word = read_word(answer)
            if word:
                return word
            if answer.strip().lower() == CLEAR:
                return ""
        written.append(answer)
        while self._lines.waiting():
            written.append(self._line(""))
        found = list(filter(None, map(str.strip, written)))
        if len(found) > 1:
            self._say(Paragraph(joined_lines_notice(asked.between)))
        self._last = asked.between.join(found)
        return self._last or asked.present

    def _several(self, asked: TextQuestion, written: list[str]) -> str:
        told = False
        while True:
            line = self._line("" if written else f"{asked.question}: ")
            if not written:
                word = read_word(line)
                if word:
                    return word
                if line.strip().lower() == CLEAR:
                    return ""
            if line.strip() == ".":
                break
            if not line.strip() and not self._lines.waiting():
                if not written:
                    break
                if not told:
                    self._say(Paragraph(_STILL_OPEN))
                told = True
            written.append(line)
        if self._lines.drop():
            self._say(Paragraph(_AFTER_NOTE))
        new = "\n".join(written)
        return "\n\n".join(filter(None, (asked.present, new)))

    def _choice(self, question: str) -> str:
        """Return one line that was written after the question was, and by itself."""
        while True:
            self._lines.drop()
            answer = self._line(question)
            if not self._lines.drop():
                return answer
            self._say(Paragraph(_PASTED, Tone.PROBLEM))

    def _line(self, question: str, recall: str = "") -> str:
        try:
            answer = self._lines.read(question, recall)
        except EOFError:
            self._say(BLANK)
            raise
        written = without_controls(answer)
        if written != answer:
            self._say(Paragraph("Keys that write nothing were left out.", Tone.PROBLEM))
        return written

    def _tell_section(self, section: Section) -> None:
        self.show([BLANK, Paragraph(section.title, Tone.LABEL), *section.page])

    def _tell(self, choices: Sequence[Choice]) -> None:
        """Write the entries one after another, as a sentence is read."""
        said = ", ".join(f"{choice.key}{_KEPT}{choice.label}" for choice in choices)
        for line in broken(printable(f"{said}."), self._columns()):
            self._output.write(f"{line.replace(_KEPT, ' ')}\n")
        self._output.flush()

    def _list(self, question: str, choices: Sequence[Choice], now: str) -> None:
        self._say(Paragraph(question))
        for number, choice in enumerate(choices, 1):
            label = f"{choice.label} (now)" if now and choice.value == now else choice.label
            self._say(Paragraph(label, mark=f"{number}."))

    def _problem(self, problem: NotUnderstoodError) -> None:
        self._say(Paragraph(str(problem), Tone.PROBLEM))

    def _columns(self) -> int:
        return max(20, min(self._width(), 80) - 1)

    def _say(self, part: Paragraph) -> None:
        start = f"{part.mark} " if part.mark else ""
        width = self._columns()
        text = part.text
        if part.tone is Tone.FACTS:
            text = " ".join(map(ended, text.split("\n")))
        elif part.tone is Tone.LABEL:
            text += ":"
        if part.end:
            text += f". {part.end}"
        hang = " " * min(len(start), 4)
        for line in broken(printable(text), width - len(start)):
            self._output.write(f"{start}{line}".rstrip() + "\n")
            start = hang
        self._output.flush()


def _picked(answer: str, choices: Sequence[Choice], *, numbered: bool = True) -> str:
    """Return the value of the entry that an answer means: its number, key, label or start of it."""
    asked = answer.strip().rstrip(".").casefold()
    if numbered and asked.isdecimal() and 1 <= int(asked) <= len(choices):
        return choices[int(asked) - 1].value
    for choice in choices:
        if asked in (choice.key.casefold(), choice.label.casefold(), choice.value.lstrip(":")):
            return choice.value
    near = [c for c in choices if len(asked) > 1 and c.label.casefold().startswith(asked)]
    if len(near) == 1:
        return near[0].value
    said = f"“{answer}” is not one of the choices." if asked else "Nothing was written."
    what = f"a number from 1 to {len(choices)}, or :help" if numbered else "one of them, or ?"
    raise NotUnderstoodError(said, f"Write {what}.")
