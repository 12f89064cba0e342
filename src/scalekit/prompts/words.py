"""The words that can be written at any question."""

import re

from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.protocol import Word
from scalekit.text.near import did_you_mean

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
