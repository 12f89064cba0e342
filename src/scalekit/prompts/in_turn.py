"""Questions one after another, with a way back to the one before."""

from collections.abc import Callable, Sequence

from scalekit.prompts.protocol import Word
from scalekit.prompts.sitting import QuestionLeft

Question = Callable[[], None]


def ask_in_turn(questions: Callable[[], Sequence[Question]]) -> None:
    """Ask each question; raises QuestionLeft where the first is left, or the person leaves all.

    Each keeps what it was answered, and shows that when it is asked again. `questions` is called
    before each, as one answer may need more questions than another.
    """
    at = 0
    while at < len(now := questions()):
        try:
            now[at]()
            at += 1
        except QuestionLeft as moved:
            if moved.word is not Word.BACK or not at:
                raise
            at -= 1
