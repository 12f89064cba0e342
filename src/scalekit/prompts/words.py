"""The words that can be written at any question, and what is said of a text that was written."""

import re

from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.protocol import Word
from scalekit.text.near import did_you_mean
from scalekit.text.sentence import small

CLEAR = ":clear"
_ALSO = {":quit": Word.STOP, ":exit": Word.STOP, ":q": Word.STOP, ":next": Word.SKIP}
_KNOWN = {**{word.value: word for word in Word}, **_ALSO}


def not_saved(question: str) -> str:
    """Return what is said where a text was stopped."""
    return f"The {small(question)} that you were writing is not saved."


def joined(between: str) -> str:
    """Return what is said where several lines came for one."""
    sign = between.strip()
    return f"The lines became one{f', with “{sign}” between them' if sign else ''}."


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
