"""The fields beside the status: offered one at a time, saved as they are given."""

from datetime import date

import pytest

from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from tests.prompts.walking import BLANK, LOCAL_NEED, Walked


def test_each_detail_is_saved_as_it_is_given_and_leaves_the_action_open() -> None:
    walked = Walked(
        *("details", "owner", "Jo Bloggs", "due", "+2w", "confidence", "on-track"),
        *("evidence", "Audit", "https://example.org/audit", "note", "line", "Asked twice"),
        *(":back", "2", ":stop"),
    )
    assert walked.answer(LOCAL_NEED) == Answer(
        Status.IN_PROGRESS,
        "Jo Bloggs",
        date(2026, 12, 6),
        Confidence.ON_TRACK,
        "",
        (Evidence("Audit", "https://example.org/audit"),),
        "Asked twice",
    )
    assert len(walked.saves) == 6


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("3 August 2027", date(2027, 8, 3)),
        ("today", date(2026, 11, 22)),
        ("", None),
    ],
)
def test_a_due_date_is_read_as_people_write_it(written: str, due: date | None) -> None:
    assert Walked("details", "due", written, ":stop").answer(LOCAL_NEED).due == due


def test_a_date_that_is_not_one_is_asked_for_again() -> None:
    walked = Walked("details", "due", "3/4/2027", "3 April 2027", ":stop")
    assert walked.answer(LOCAL_NEED).due == date(2027, 4, 3)
    assert "“3/4/2027” is not a date. Write a date as" in walked.text
    shown = walked.prompts.shown
    assert shown[shown.index("Due date") :].count("3/4/2027") == 1, "it is there to be corrected"


def test_a_detail_can_be_emptied_again() -> None:
    full = Answer(owner="Jo", due=date(2026, 12, 1), confidence=Confidence.ON_TRACK, note="x")
    walked = Walked(
        *("details", "owner", "", "due", "", "confidence", "none", "note", "remove", ":stop"),
        checklist=BLANK.with_answer(LOCAL_NEED, full),
    )
    assert walked.answer(LOCAL_NEED) == Answer()


def test_evidence_is_listed_added_to_and_removed() -> None:
    two = (Evidence("Audit", "https://example.org/audit"), Evidence("Minutes", "minutes.docx"))
    start = BLANK.with_answer(LOCAL_NEED, Answer(evidence=two))
    walked = Walked("details", "evidence", "add", "Letter", "", "1", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED).evidence == (two[1], Evidence("Letter"))
    assert "Remove: Minutes, minutes.docx" in walked.text


def test_the_same_link_twice_is_one_piece_of_evidence() -> None:
    start = BLANK.with_answer(LOCAL_NEED, Answer(evidence=(Evidence("Old name", "a.docx"),)))
    walked = Walked("details", "evidence", "add", "New", "a.docx", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED).evidence == (Evidence("New", "a.docx"),)


def test_an_address_alone_is_evidence_and_no_link_is_asked_for() -> None:
    walked = Walked("details", "evidence", "https://example.org", ":stop")
    assert walked.answer(LOCAL_NEED).evidence == (Evidence(*["https://example.org"] * 2),)


def test_going_back_from_the_link_asks_for_the_label_again_with_what_was_written() -> None:
    walked = Walked("details", "evidence", "Audit", ":back", "The audit", "", ":stop")
    assert walked.answer(LOCAL_NEED).evidence == (Evidence("The audit"),)
    assert walked.prompts.shown.count("Audit") == 1


def test_a_long_note_is_written_in_the_editor_and_a_line_is_added_to_it() -> None:
    def edit(text: str) -> str:
        assert text == ""
        return "One\n\nTwo"

    walked = Walked("details", "note", "edit", "note", "line", "Three", ":stop", edit=edit)
    assert walked.answer(LOCAL_NEED).note == "One\n\nTwo\n\nThree"


def test_a_detail_left_as_it_was_is_not_saved_and_that_is_said() -> None:
    walked = Walked("details", "note", "edit", ":stop", edit=lambda text: text)
    assert walked.saves == []
    assert "Nothing changed." in walked.text


def test_without_an_editor_the_note_can_still_be_written() -> None:
    walked = Walked("details", "note", "edit", "line", "Short", ":stop")
    assert "No editor is set." in walked.text
    assert walked.answer(LOCAL_NEED).note == "Short"


def test_the_reason_of_a_status_can_be_changed_but_not_emptied() -> None:
    start = BLANK.with_answer(LOCAL_NEED, Answer(Status.NOT_RELEVANT, reason="Old"))
    there = [":jump", "1", "details", "reason"]
    walked = Walked(*there, "", "New", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED) == Answer(Status.NOT_RELEVANT, reason="New")
