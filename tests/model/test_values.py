"""The values of an answer, read from what people write."""

import pytest

from scalekit.documents.action_log_cells import letter
from scalekit.model.checklist import Confidence, Evidence, Status
from scalekit.model.fields import read_field
from scalekit.model.values import (
    NotUnderstoodError,
    check_characters,
    one_line,
    read_confidence,
    read_evidence,
    read_line,
    read_note,
    read_status,
    read_written_status,
)


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


def test_a_former_label_is_read_behind_its_letter_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks and PDF forms that were sent out before a label was reworded come back with it."""
    monkeypatch.setattr(Confidence.OFF_TRACK, "former", ("Going wrong",))
    assert read_confidence("R – Going wrong") is Confidence.OFF_TRACK
    assert read_confidence("Going wrong") is Confidence.OFF_TRACK
    with pytest.raises(NotUnderstoodError):
        read_confidence("G – Going wrong")


@pytest.mark.parametrize(
    ("text", "label", "link"),
    [
        ("Audit=https://example.org/a?b=c", "Audit", "https://example.org/a?b=c"),
        ("p=0.03=https://example.org/a", "p=0.03", "https://example.org/a"),
        ("p=0.03 = www.example.org", "p=0.03", "www.example.org"),
        ("Audit=minutes/may.docx", "Audit", "minutes/may.docx"),
        ("https://example.org?a=https://b.org", "https://example.org?a=https://b.org", None),
        ("See https://a.org?b=https://b.org", "See https://a.org?b=https://b.org", ""),
        ("Audit", "Audit", ""),
    ],
)
def test_evidence_is_split_where_its_address_begins(
    text: str, label: str, link: str | None
) -> None:
    """A sign of equality in a label, or inside an address, divides nothing."""
    assert read_evidence(text) == Evidence(label, label if link is None else link)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((said, Status.COMPLETED) for said in ("Complete", "DONE", " done. ", "Completed")),
        *((said, Status.NOT_RELEVANT) for said in ("N/A", "n/a", "Not applicable")),
        *((said, Status.IN_PROGRESS) for said in ("Started", "under  way", "in-progress")),
        ("", Status.NOT_STARTED),
    ],
)
def test_a_status_is_read_in_the_words_of_people_where_they_can_mean_one(
    text: str, status: Status
) -> None:
    """Documents are read so; files and programs have the exact words."""
    assert read_written_status(text) is status


def test_what_may_mean_another_status_is_not_guessed() -> None:
    """Nor is a person's own word taken where a program writes."""
    for said in ("done?", "half done", "not done", "yes", "TBC"):
        with pytest.raises(NotUnderstoodError):
            read_written_status(said)
    with pytest.raises(NotUnderstoodError):
        read_status("Done")


CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]


@pytest.mark.parametrize("sign", CONTROL)
def test_no_control_character_comes_in(sign: str) -> None:
    """Wherever it stands in the value, even where spaces around a value are taken off."""
    for text in (sign, f"{sign}a", f"a{sign}b", f"a{sign}", f" {sign} "):
        for read in (read_line, read_note, read_evidence):
            with pytest.raises(NotUnderstoodError, match=f"U\\+{ord(sign):04X}"):
                read(text)
        with pytest.raises(NotUnderstoodError):
            read_field("reason", text)


def test_tabs_and_line_ends_are_text() -> None:
    """They are typed on purpose, and stay or become line ends."""
    assert read_line("\tWard\t7\n") == "Ward\t7"
    assert read_note("a\tb\r\nc\rd\n") == "a\tb\nc\nd"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ward 7\x1a lead", "(U+001A) after “Ward 7”."),
        ("\x1aWard 7", "(U+001A) at the start."),
        ("One\r\nTwo\n\nFour \x85", "(U+0085) in line 4 after “Four”."),
    ],
)
def test_a_control_character_is_found_by_what_stands_before_it(text: str, place: str) -> None:
    """A person cannot see it, so a column alone would not help."""
    with pytest.raises(NotUnderstoodError) as caught:
        read_note(text)
    assert caught.value.message.endswith(place)
    assert caught.value.remedy == "Delete it, or type what was meant."


def test_a_file_that_holds_one_from_before_is_still_read() -> None:
    """What was saved once is never refused: only what comes in is."""
    check_characters("Ward\x1a 7")
    assert one_line("Ward\x1a 7") == "Ward\x1a 7"
