"""What a way of asking has to do, and the few words that the conversation is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol


class Word(StrEnum):
    """What can be written at any question instead of an answer."""

    BACK = ":back"
    SKIP = ":skip"
    JUMP = ":jump"
    STOP = ":stop"
    CASE = ":case"
    RESOURCE = ":resource"
    HELP = ":help"


class Tone(Enum):
    """What a paragraph is for; each way of asking decides how that looks."""

    TEXT = "text"
    HEADING = "heading"
    TITLE = "title"
    LABEL = "label"
    QUIET = "quiet"
    PROBLEM = "problem"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text to show, of any length, on lines of its own.

    `mark` stands before the first line, and the lines after it hang below the text. A paragraph
    without text is a blank line.
    """

    text: str = ""
    tone: Tone = Tone.TEXT
    mark: str = ""


BLANK = Paragraph()


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a menu: what it stands for, what it says and the key that picks it."""

    value: str
    label: str
    key: str


class Prompts(Protocol):
    """A way of asking. `choose` and `write` raise EOFError when nobody will answer any more."""

    def show(self, page: Iterable[Paragraph]) -> None:
        """Show paragraphs, one below the other."""

    def choose(self, question: str, choices: Sequence[Choice], now: str = "") -> str:
        """Return the value of the entry that was picked, or a word that was written.

        `now` is the value that holds so far.
        """

    def write(self, question: str, present: str = "", draft: str = "") -> str:
        """Return one line of text or a Word; empty means that there is to be no text.

        `present` is the text so far; `draft` is what was written a moment ago and not understood.
        """
