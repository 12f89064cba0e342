"""The few questions that a review or a decision asks where an option is missing."""

from collections.abc import Callable, Sequence

from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts.in_turn import Question, ask_in_turn
from scalekit.prompts.protocol import (
    Choice,
    Paragraph,
    Prompts,
    TextQuestion,
    Tone,
    Word,
    goes_back,
)
from scalekit.prompts.sitting import QuestionLeft, back

_STOP = Choice(Word.STOP, "stop without saving", "q")
_LEAVING = "Nothing is saved yet. Once more leaves, and what you answered is lost."


def line(text: str) -> str:
    """Return one line that may not be empty."""
    if not (found := read_line(text)):
        raise NotUnderstoodError("This is needed.")
    return found


class Missing:
    """What a person answers for the options that are missing: `answers`, by the option's name."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._first = ""
        self.answers: dict[str, str] = {}

    def ask(self, questions: Callable[[], Sequence[Question]]) -> None:
        """Ask in turn; raises EOFError when the person stops, or leaves the first question.

        Where something was answered, leaving that takes a second time.
        """
        warned: dict[str, str] = {}  # of losing these; nothing answered needs no warning
        while True:
            try:
                ask_in_turn(questions)
                return
            except QuestionLeft:
                if self.answers == warned:
                    raise EOFError from None
                warned = dict(self.answers)
                self._prompts.show([Paragraph(_LEAVING, Tone.PROBLEM)])

    def choose(self, name: str, question: str, choices: Sequence[tuple[str, str]]) -> None:
        """Keep which choice was picked; each is a value and what it says."""
        entries = [Choice(value, label, str(n)) for n, (value, label) in enumerate(choices, 1)]
        moves = (_STOP,) if self._is_first(name) else (back(), _STOP)
        while True:
            picked = self._prompts.choose(question, [*entries, *moves], self.answers.get(name, ""))
            _leave(picked)
            if picked not in list(Word):
                self.answers[name] = picked
                return

    def write(
        self, name: str, question: str, hint: str, read: Callable[[str], object], empty: str = ""
    ) -> None:
        """Keep what is written, once `read` understands it. `empty` says what no text means."""
        present = self.answers.get(name, "")
        meant = "" if present else empty
        ways = ":stop leaves without saving."
        if not self._is_first(name):
            ways = f"{goes_back(self._prompts.keys_work_alone)}, {ways}"
        hints = (Paragraph(f"{hint} {meant}".rstrip()), Paragraph(ways, Tone.QUIET))
        asked = again = TextQuestion(question, hints, present, needed=not empty)
        while True:
            typed = self._prompts.write(again)
            _leave(typed)
            text = "" if typed == Word.SKIP else typed.strip()
            try:
                if isinstance(typed, Word) and text:
                    raise NotUnderstoodError(f"{typed} leads nowhere here.")
                read(text)
            except NotUnderstoodError as error:
                again = asked.again(typed, error)
                continue
            self.answers[name] = text
            return

    def _is_first(self, name: str) -> bool:
        self._first = self._first or name
        return name == self._first


def _leave(answer: str) -> None:
    if answer == Word.STOP:
        raise EOFError
    if answer == Word.BACK:
        raise QuestionLeft(Word.BACK)
