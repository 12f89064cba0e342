"""Plain lines: any line-based input, nothing but lines in the output."""

import io

import pytest

from scalekit.prompts.plain import Plain
from scalekit.prompts.protocol import ENTER, Choice, Paragraph, Screen, TextQuestion, Tone, Word

CHOICES = [
    Choice("first", "First entry", "1"),
    Choice("details", "Add details", "d"),
    Choice(Word.BACK, "Back", "b"),
]


class Typed:
    """Lines that come one by one, or several at once where they stand in one text."""

    recalls = True

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self._waiting: list[str] = []
        self.written = io.StringIO()

    def read(self, question: str, recall: str = "") -> str:
        """Return the next line."""
        self.written.write(question)
        if not self._waiting:
            if not self._lines:
                raise EOFError
            self._waiting = self._lines.pop(0).split("\n")
        return self._waiting.pop(0)

    def unfinished(self) -> str:
        """Nothing is stopped in the middle of a line."""
        return ""

    def waiting(self) -> bool:
        """Return whether more came at once."""
        return bool(self._waiting)

    def drop(self) -> bool:
        """Forget the rest of what came at once."""
        dropped = bool(self._waiting)
        self._waiting = []
        return dropped


def plain(*lines: str, width: int = 80) -> tuple[Plain, io.StringIO]:
    typed = Typed(*lines)
    return Plain(typed, typed.written, lambda: width), typed.written


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
    assert plain("")[0].write(TextQuestion("Owner", present="Jo")) == "Jo"
    assert plain(":clear")[0].write(TextQuestion("Owner", present="Jo")) == ""
    assert plain("Sam")[0].write(TextQuestion("Owner", present="Jo")) == "Sam"


def test_of_a_text_that_is_needed_nothing_says_how_to_remove_it() -> None:
    prompts, written = plain("")
    assert prompts.write(TextQuestion("Reason", present="R.", needed=True)) == "R."
    assert "Enter keeps it.\n" in written.getvalue()
    assert ":clear" not in written.getvalue()


def test_a_text_may_begin_with_a_colon_and_a_mistyped_word_is_not_taken_for_text() -> None:
    assert plain(":) fine")[0].write(TextQuestion("Note")) == ":) fine"
    prompts, written = plain(":stpo", ":stop")
    assert prompts.write(TextQuestion("Note")) is Word.STOP
    assert "There is no word “:stpo”. Did you mean :stop?" in written.getvalue()


def test_a_text_to_begin_with_is_said_to_come_with_the_up_arrow_and_one_just_written_not() -> None:
    prompts, written = plain("Sam and Lee", "Sam")
    prompts.write(TextQuestion("Owner", draft="Sam"))
    assert written.getvalue().startswith("The up arrow brings back: Sam\nOwner: ")
    prompts.write(TextQuestion("Owner", draft="Sam and Lee"))
    assert written.getvalue().count("up arrow") == 1


def test_the_end_of_the_input_is_told_apart_from_an_empty_line() -> None:
    for asked in (TextQuestion("Owner", present="Jo"), TextQuestion("Note", several=True)):
        with pytest.raises(EOFError):
            plain()[0].write(asked)
    with pytest.raises(EOFError):
        plain()[0].choose("Which?", CHOICES)
    with pytest.raises(EOFError):
        plain()[0].pick(SCREEN)


def test_a_note_of_several_paragraphs_ends_with_a_full_stop_by_itself() -> None:
    asked = TextQuestion("Note", several=True)
    whole = "First\n\n- second\n\n\nThird."
    prompts, written = plain(*whole.split("\n"), ".")
    assert prompts.write(asked) == whole
    said = " ".join(written.getvalue().split())
    assert said.count("A full stop by itself ends the note.") == 2, "asked, and once"
    prompts, written = plain(f"{whole}\n.\n2")
    assert prompts.write(asked) == whole
    assert "What came after it was left out." in written.getvalue()
    assert plain("\nPasted\n.")[0].write(asked).strip() == "Pasted"
    more = TextQuestion("Note", present="Old", several=True)
    assert plain("New", ".")[0].write(more) == "Old\n\nNew"
    assert plain("")[0].write(more) == plain(".")[0].write(more) == "Old"
    assert plain(":clear")[0].write(more) == ""
    assert plain(":edit")[0].write(more) is Word.EDIT


def test_pasted_lines_never_become_choices() -> None:
    """Of one line they become a part, or are dropped behind a word, and that is said."""
    prompts, written = plain("Priya\n\n 2\n3", ":back\n2", "A\nB", "2\n3", "1")
    assert prompts.write(TextQuestion("Owner", between="; ")) == "Priya; 2; 3"
    assert "The lines became one, with “;” between them." in written.getvalue()
    assert prompts.write(TextQuestion("Owner")) is Word.BACK
    assert "Only the first line was taken." in written.getvalue()
    assert prompts.write(TextQuestion("Reason")) == "A B"
    assert "The lines became one.\n" in written.getvalue()
    assert prompts.choose("Which?", CHOICES) == "first"
    assert "Several lines came at once, so none of them was taken" in written.getvalue()
    prompts, written = plain("2\n3\n", "d")
    assert prompts.pick(SCREEN) == "details"
    assert "Several lines came at once" in written.getvalue()


def test_arrow_keys_that_come_through_are_left_out_and_that_is_said() -> None:
    prompts, written = plain("Ji\x1b[D\x1bOAo\x1a")
    assert prompts.write(TextQuestion("Owner")) == "Jio"
    assert "Keys that write nothing were left out." in written.getvalue()


SCREEN = Screen(
    (Paragraph("Action 1 of 2", Tone.HEADING, end="FeNO, Leeds"), Paragraph("What to do")),
    (Paragraph("In progress\nJo", Tone.FACTS, mark="Now:"),),
    (
        (Choice("first", "First", "1"), Choice("second", "Second", "2")),
        (Choice("details", "details", "d"), Choice("go", "next action", ENTER)),
    ),
)


def test_a_screen_is_said_once_and_then_only_what_changed() -> None:
    prompts, written = plain("2", "?", "d", "")
    assert [prompts.pick(SCREEN) for _ in range(3)] == ["second", "details", "go"]
    ask = "Number or letter (? for all keys): "
    whole = "1 First, 2 Second, d details, Enter next action.\n"
    now = "Now: In progress. Jo.\n"
    assert written.getvalue() == (
        f"\nAction 1 of 2. FeNO, Leeds\nWhat to do\n{now}{whole}{ask}"
        f"{now}1 First, 2 Second.\n{ask}{whole}{ask}"
        f"{now}1 First, 2 Second.\n{ask}"
    )


def test_a_number_that_is_no_key_picks_nothing() -> None:
    prompts, written = plain("3", "1")
    assert prompts.pick(SCREEN) == "first"
    assert "“3” is not one of the choices. Write one of them, or ?." in written.getvalue()


def test_lines_break_between_words_and_hang_below_their_mark() -> None:
    prompts, written = plain(width=30)
    prompts.show([Paragraph("one two three four five six seven", mark="10.")])
    assert written.getvalue() == "10. one two three four five\n    six seven\n"


def test_a_label_is_read_aloud_with_a_pause() -> None:
    prompts, written = plain()
    prompts.show([Paragraph("Why it matters", Tone.LABEL)])
    assert written.getvalue() == "Why it matters:\n"


def test_each_fact_is_read_aloud_as_one_sentence() -> None:
    prompts, written = plain()
    prompts.show([Paragraph("Cannot start. No staff.\nWho pays?\nno evidence", Tone.FACTS)])
    assert written.getvalue() == "Cannot start. No staff. Who pays? no evidence.\n"


def test_hostile_text_is_spelled_out() -> None:
    prompts, written = plain("1")
    prompts.show([Paragraph("\x1b[2Jgone\r\u202e")])
    prompts.choose("\x1b]0;title\x07", [Choice("x", "\x9b31m", "1")])
    assert written.getvalue().isprintable() is False  # there are line ends
    assert all(line.isprintable() for line in written.getvalue().split("\n"))


@pytest.mark.parametrize("width", range(21, 60))
def test_no_line_ends_between_a_key_and_what_it_is_for(width: int) -> None:
    """At 40 columns a number at the end of a line would be read with the entry before it."""
    prompts, written = plain("1", width=width)
    prompts.pick(Screen((), (), (tuple(CHOICES),), ()))
    lines = written.getvalue().splitlines()
    assert not any(line.endswith((" 1", " d", " b")) for line in lines)
    assert "\xa0" not in written.getvalue()
