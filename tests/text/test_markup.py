"""Markdown in the words that it shows."""

import pytest

from scalekit.text.markdown_escape import as_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Six** of _nine_, *each* `a.md`", "Six of nine, each a.md"),
        ("- [the audit](https://example.org/a) \\*once\\*", "the audit *once*"),
        ("## Where", "Where"),
        ("> <https://example.org>", "https://example.org"),
        ("2. 2 * 3 * 4 in a_b_c", "2 * 3 * 4 in a_b_c"),
        ("Plain.", "Plain."),
    ],
)
def test_marks_go_and_words_stay(markdown: str, words: str) -> None:
    assert as_words(markdown) == words
