"""The values of an answer, read from what people write."""

import pytest

from scalekit.model.cells import letter
from scalekit.model.checklist import Confidence
from scalekit.model.values import NotUnderstoodError, read_confidence


@pytest.mark.parametrize("word", Confidence)
def test_a_confidence_is_read_however_it_is_called(word: Confidence) -> None:
    sign = letter(word)[0]
    colour = {"G": "Green", "A": "Amber", "R": "Red"}[sign]
    names = (word.value, word.label, letter(word), sign, colour)
    for name in (*names, f"{colour}: {word.label}", f"{sign} - {word.value}"):
        for written in (name, name.lower(), f" {name.upper()} "):
            assert read_confidence(written) is word


@pytest.mark.parametrize("text", ["blue", "R – On track", "G A", "track", "red amber", "g on"])
def test_what_is_no_confidence_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match="is not a confidence"):
        read_confidence(text)


@pytest.mark.parametrize("text", ["", " ", "Not provided"])
def test_a_confidence_may_be_left_out(text: str) -> None:
    assert read_confidence(text) is None
