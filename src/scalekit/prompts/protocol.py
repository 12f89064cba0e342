"""What a way of asking has to do, and the few words that the conversation is made of."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, StrEnum
from typing import NamedTuple, Protocol

from scalekit.model.values import NotUnderstoodError, without_controls
from scalekit.text.near import did_you_mean
from scalekit.text.sentence import small


class Word(StrEnum):
    """What can be written at any question instead of an answer."""

    BACK = ":back"
    SKIP = ":skip"
    JUMP = ":jump"
    STOP = ":stop"
    CASE = ":case"
    RESOURCE = ":resource"
    HELP = ":help"
    EDIT = ":edit"


CLEAR = ":clear"
_ALSO = {":quit": Word.STOP, ":exit": Word.STOP, ":q": Word.STOP, ":next": Word.SKIP}
_KNOWN = {**{word.value: word for word in Word}, **_ALSO}


def read_word(text: str) -> Word | None:
    """Return the word that a text is, or None when the text is an answer.

    Raises NotUnderstoodError for a text that looks like a word and is none.
    """
    asked = text.strip().lower()
    if asked in _KNOWN:
        return _KNOWN[asked]
    if not re.fullmatch(r":[a-z]+", asked) or asked == CLEAR:
        return None
    words = [*Word, CLEAR]
    near = did_you_mean(asked, [word.value if isinstance(word, Word) else word for word in words])
    raise NotUnderstoodError(
        f"There is no word “{text.strip()}”.", near or f"The words are: {', '.join(words)}."
    )


class Tone(Enum):
    """What a paragraph is for; each way of asking decides how that looks."""

    TEXT = "text"
    HEADING = "heading"
    TITLE = "title"
    LABEL = "label"
    QUIET = "quiet"
    PROBLEM = "problem"
    CHOSEN = "chosen"
    FACTS = "facts"


class Paragraph(NamedTuple):
    """Text to show, of any length, on lines of its own.

    `mark` stands before the first line, and the lines after it hang below the text; `end` stands
    at the other end of the line. A paragraph without text is a blank line. Of FACTS each line is
    a fact, and they may stand side by side. Where a screen has too little room, one with `more`
    ends early in these words, which say how to read the rest.
    """

    text: str = ""
    tone: Tone = Tone.TEXT
    mark: str = ""
    end: str = ""
    more: str = ""


BLANK = Paragraph()


class Choice(NamedTuple):
    """One entry of a menu: what it stands for, what it says and the key that picks it."""

    value: str
    label: str
    key: str


ENTER = "Enter"


class Screen(NamedTuple):
    """What is read and the keys that answer it, on one screen.

    `page` stays the same while one thing is asked about, `now` is where it stands, and `news` is
    what the last key did. The key of an entry may be ENTER.
    """

    page: tuple[Paragraph, ...]
    now: tuple[Paragraph, ...]
    rows: tuple[tuple[Choice, ...], ...]
    news: tuple[Paragraph, ...] = ()


class TextQuestion(NamedTuple):
    """A text that is asked for: a line, or several.

    `present` is the text so far; `draft` is what was written a moment ago and not understood;
    `about` says what is wanted, and what was wrong with the draft. `between` stands where several
    lines become one. Where it is `needed`, nothing says how to remove it.
    """

    question: str
    about: tuple[Paragraph, ...] = ()
    present: str = ""
    draft: str = ""
    several: bool = False
    between: str = " "
    needed: bool = False

    def again(self, typed: str, error: NotUnderstoodError) -> "TextQuestion":
        """Return the question with what was typed, to mend it, and why it was not understood."""
        about = (*self.about, Paragraph(str(error), Tone.PROBLEM))
        return self._replace(about=about, draft=without_controls(typed))


class Section(NamedTuple):
    """A part of a long text, under its heading."""

    title: str
    page: tuple[Paragraph, ...]


class Prompts(Protocol):
    """A way of asking. All but `show` raise EOFError when nobody will answer any more.

    What was typed before a question stood on the screen, or pasted, never answers a choice.
    `keys_work_alone` is false where each answer is a line that Enter ends.
    """

    keys_work_alone: bool

    def show(self, page: Iterable[Paragraph]) -> None:
        """Show paragraphs, one below the other."""

    def read(self, sections: Sequence[Section]) -> None:
        """Show a long text at the person's own pace, and return when they have read enough."""

    def pick(self, screen: Screen) -> str:
        """Return the value of the entry whose key was pressed, or a word that was written."""

    def choose(
        self, question: str, choices: Sequence[Choice], now: str = "", start: str = ""
    ) -> str:
        """Return the value of the entry that was picked, or a word that was written.

        `now` is the value that holds so far, which is marked. The pointer of a menu stands there
        first, or at `start`.
        """

    def write(self, asked: TextQuestion) -> str:
        """Return the text or a Word; empty means that there is to be no text."""


def not_saved(question: str) -> str:
    """Return what is said where a text was stopped."""
    return f"The {small(question)} that you were writing is not saved."


def goes_back(keys_work_alone: bool) -> str:
    """Return what goes back to the question before, where a text is written."""
    return ":back or Esc goes back" if keys_work_alone else ":back goes back"


def joined_lines_notice(between: str) -> str:
    """Return what is said where several lines came for one."""
    sign = between.strip()
    return f"The lines became one{f', with “{sign}” between them' if sign else ''}."
