"""The few questions that a review or a decision asks where an option is missing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts.protocol import Choice, Paragraph, Prompts, TextQuestion, Tone, Word

_Read = TypeVar("_Read")
_STOP = Choice(Word.STOP, "stop without saving", "q")


def choose(prompts: Prompts, question: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return the value of the choice that was picked; each is a value and what it says.

    Raises EOFError when the person stops.
    """
    entries = [Choice(value, label, str(n)) for n, (value, label) in enumerate(choices, 1)]
    while True:
        picked = prompts.choose(question, [*entries, _STOP])
        if picked == Word.STOP:
            raise EOFError
        if picked not in list(Word):
            return picked


def line(text: str) -> str:
    """Return one line that may not be empty."""
    if not (found := read_line(text)):
        raise NotUnderstoodError("This is needed.")
    return found


def write(prompts: Prompts, question: str, hint: str, read: Callable[[str], _Read]) -> _Read:
    """Return what `read` makes of what is written; asked again where it does not understand it.

    Raises EOFError when the person stops.
    """
    about: tuple[Paragraph, ...] = (Paragraph(hint),)
    draft = ""
    while True:
        typed = prompts.write(TextQuestion(question, about, draft=draft))
        if typed in (Word.STOP, Word.BACK):
            raise EOFError
        try:
            return read("" if typed == Word.SKIP else typed)
        except NotUnderstoodError as error:
            about, draft = (Paragraph(hint), Paragraph(str(error), Tone.PROBLEM)), typed
