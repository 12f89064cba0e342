"""Plain lines: any line-based input, nothing but lines in the output."""

import io

import pytest

from scalekit.prompts.plain import Plain
from scalekit.prompts.protocol import Choice, Paragraph, Tone, Word

CHOICES = [
    Choice("first", "First entry", "1"),
    Choice("details", "Add details", "d"),
    Choice(Word.BACK, "Back", "b"),
]


def plain(*lines: str, width: int = 80) -> tuple[Plain, io.StringIO]:
    written = io.StringIO()
    return Plain(
        io.StringIO("".join(f"{line}\n" for line in lines)), written, lambda: width
    ), written


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        *(("1", "first"), (" 2. ", "details"), ("d", "details"), ("D", "details")),
        *(("add details", "details"), ("fir", "first"), ("3", ":back"), (":back", ":back")),
        *(("back", ":back"), (":stop", ":stop"), (":quit", ":stop"), (":next", ":skip")),
    ],
)
def test_a_menu_takes_a_number_a_key_a_label_or_a_word(answer: str, value: str) -> None:
    assert plain(answer)[0].choose("Which?", CHOICES) == value


@pytest.mark.parametrize("answer", ["", "0", "4", "x", "¼", ":bakc", "f"])
def test_what_is_not_understood_is_said_and_asked_again(answer: str) -> None:
    prompts, written = plain(answer, "1")
    assert prompts.choose("Which?", CHOICES) == "first"
    assert written.getvalue().count("Write a number from 1 to 3: ") == 2
    said = written.getvalue()
    assert "Write a number from 1 to 3, or :help." in said or "Did you mean :back?" in said


def test_the_present_entry_is_marked_in_words() -> None:
    prompts, written = plain("1")
    prompts.choose("Which?", CHOICES, "details")
    assert written.getvalue() == (
        "\nWhich?\n1. First entry\n2. Add details (now)\n3. Back\nWrite a number from 1 to 3: "
    )


def test_enter_keeps_a_text_and_clear_removes_it() -> None:
    assert plain("")[0].write("Owner", "Jo") == "Jo"
    assert plain(":clear")[0].write("Owner", "Jo") == ""
    assert plain("Sam")[0].write("Owner", "Jo") == "Sam"


def test_a_text_may_begin_with_a_colon_and_a_mistyped_word_is_not_taken_for_text() -> None:
    assert plain(":) fine")[0].write("Note") == ":) fine"
    prompts, written = plain(":stpo", ":stop")
    assert prompts.write("Note") is Word.STOP
    assert "There is no word “:stpo”. Did you mean :stop?" in written.getvalue()


def test_the_end_of_the_input_is_told_apart_from_an_empty_line() -> None:
    with pytest.raises(EOFError):
        plain()[0].choose("Which?", CHOICES)
    with pytest.raises(EOFError):
        plain()[0].write("Owner", "Jo")


def test_lines_break_between_words_and_hang_below_their_mark() -> None:
    prompts, written = plain(width=30)
    prompts.show([Paragraph("one two three four five six seven", mark="10.")])
    assert written.getvalue() == "10. one two three four five\n    six seven\n"


def test_a_label_is_read_aloud_with_a_pause() -> None:
    prompts, written = plain()
    prompts.show([Paragraph("Why it matters", Tone.LABEL)])
    assert written.getvalue() == "Why it matters:\n"


def test_hostile_text_is_spelled_out() -> None:
    prompts, written = plain("1")
    prompts.show([Paragraph("\x1b[2Jgone\r\u202e")])
    prompts.choose("\x1b]0;title\x07", [Choice("x", "\x9b31m", "1")])
    assert written.getvalue().isprintable() is False  # there are line ends
    assert all(line.isprintable() for line in written.getvalue().split("\n"))
