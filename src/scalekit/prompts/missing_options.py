"""The few questions that a review or a decision asks where an option is missing."""

from collections.abc import Sequence

from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts.protocol import Choice, Paragraph, Prompts, TextQuestion, Tone, Word

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


def write(prompts: Prompts, question: str, hint: str, *, needed: bool = False) -> str:
    """Return one line, which may be empty unless it is needed; raises EOFError at a stop."""
    about: tuple[Paragraph, ...] = (Paragraph(hint),)
    draft = ""
    while True:
        typed = prompts.write(TextQuestion(question, about, draft=draft))
        if typed in (Word.STOP, Word.BACK):
            raise EOFError
        try:
            line = read_line("" if typed == Word.SKIP else typed)
        except NotUnderstoodError as error:
            about, draft = (Paragraph(hint), Paragraph(str(error), Tone.PROBLEM)), typed
            continue
        if line or not needed:
            return line
        about = (Paragraph(hint), Paragraph("This is needed.", Tone.PROBLEM))
