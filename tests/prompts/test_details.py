"""The fields beside the status: offered one at a time, saved as they are given."""

from datetime import date

import pytest

from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from tests.prompts.walking import BLANK, LOCAL_NEED, Walked


def test_each_detail_is_saved_as_it_is_given_and_leaves_the_action_open() -> None:
    walked = Walked(
        *("2", "o", "Jo Bloggs", "u", "+2w", "c", "1"),
        *("e", "Audit", "https://example.org/audit", "n", "Asked twice", ":stop"),
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
    assert walked.asked_about() == [1, 1], "shown again after a menu only"


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
    assert Walked("due", written, ":stop").answer(LOCAL_NEED).due == due


def test_a_date_that_is_not_one_is_asked_for_again() -> None:
    walked = Walked("due", "3/4/2027", "3 April 2027", ":stop")
    assert walked.answer(LOCAL_NEED).due == date(2027, 4, 3)
    assert "4 March 2027. Write which of them." in walked.text
    shown = walked.prompts.shown
    assert shown[shown.index("Due date") :].count("3/4/2027") == 1, "it is there to be corrected"


def test_a_detail_can_be_emptied_again() -> None:
    full = Answer(owner="Jo", due=date(2026, 12, 1), confidence=Confidence.ON_TRACK, note="x")
    walked = Walked(
        *("owner", "", "due", "", "confidence", "none", "note", "", ":stop"),
        checklist=BLANK.with_answer(LOCAL_NEED, full),
    )
    assert walked.answer(LOCAL_NEED) == Answer()


def test_evidence_is_listed_added_to_and_removed() -> None:
    two = (Evidence("Audit", "https://example.org/audit"), Evidence("Minutes", "minutes.docx"))
    start = BLANK.with_answer(LOCAL_NEED, Answer(evidence=two))
    walked = Walked(*("e", "a", "Letter", "", "e", "1", "r", ":stop"), checklist=start)
    assert walked.answer(LOCAL_NEED).evidence == (two[1], Evidence("Letter"))
    assert "Minutes, minutes.docx" in walked.text


def test_the_same_link_twice_is_one_piece_of_evidence() -> None:
    start = BLANK.with_answer(LOCAL_NEED, Answer(evidence=(Evidence("Old name", "a.docx"),)))
    walked = Walked("evidence", "add", "New", "a.docx", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED).evidence == (Evidence("New", "a.docx"),)


def test_evidence_is_changed_in_its_place() -> None:
    three = (Evidence("Audit", "a.docx"), Evidence("Minutes", "m.docx"), Evidence("Letter"))
    start = BLANK.with_answer(LOCAL_NEED, Answer(evidence=three))
    walked = Walked("e", "2", "c", "The minutes", "may.docx", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED).evidence == (
        *(three[0], Evidence("The minutes", "may.docx"), three[2]),
    )
    shown = walked.prompts.shown
    assert shown[shown.index("Evidence") + 1] == "Minutes", "it is there to be changed"
    assert shown[shown.index("Link") + 1] == "m.docx"


def test_an_address_alone_is_evidence_and_no_link_is_asked_for() -> None:
    walked = Walked("evidence", "https://example.org", ":stop")
    assert walked.answer(LOCAL_NEED).evidence == (Evidence(*["https://example.org"] * 2),)


def test_going_back_from_the_link_asks_for_the_label_again_with_what_was_written() -> None:
    walked = Walked("evidence", "Audit", ":back", "The audit", "", ":stop")
    assert walked.answer(LOCAL_NEED).evidence == (Evidence("The audit"),)
    assert walked.prompts.shown.count("Audit") == 1


def test_a_long_note_is_written_in_the_editor_under_the_name_of_its_action() -> None:
    def edit(text: str, title: str) -> str:
        assert (text, title) == ("Old", BLANK.action(LOCAL_NEED).title)
        return "One\n\nTwo"

    start = BLANK.with_answer(LOCAL_NEED, Answer(note="Old"))
    walked = Walked("note", ":edit", ":stop", edit=edit, checklist=start)
    assert walked.answer(LOCAL_NEED).note == "One\n\nTwo"


def test_how_sure_is_asked_of_the_due_date_only_where_there_is_one() -> None:
    walked = Walked("c", "1", "u", "2026-12-01", "c", "2")
    shown = walked.prompts.shown
    first = shown.index("How sure are you that it will be done in time? It has no due date yet.")
    assert shown.index("How sure are you of the due date?") > first


def test_a_detail_left_as_it_was_is_not_saved_and_that_is_said() -> None:
    walked = Walked("note", ":edit", ":stop", edit=lambda text, _: text)
    assert walked.saves == []
    assert "Nothing changed." in walked.text


def test_without_an_editor_the_note_can_still_be_written() -> None:
    walked = Walked("note", ":edit", "Short", ":stop")
    assert "There is no editor here." in walked.text
    assert walked.answer(LOCAL_NEED).note == "Short"


@pytest.mark.parametrize("field", ["owner", "due", "reason", "note", "evidence"])
def test_no_key_of_the_terminal_is_ever_part_of_a_value(field: str) -> None:
    """Ctrl-Z and an arrow came through: they are named, and taken out of the draft."""
    start = BLANK.with_answer(LOCAL_NEED, Answer(Status.NOT_RELEVANT, reason="Old"))
    text = {"due": "1 May\x1b[D 2027\x1a"}.get(field, "Jo\x1b[D Bloggs\x1a")
    walked = Walked(":jump", "1", field, text, ":stop", checklist=start)
    assert walked.saves == []
    if field != "due":
        assert "This text holds a control character (U+001B) after “Jo”." in walked.text
        assert walked.prompts.shown[-1] == "Jo Bloggs"


def test_the_reason_of_a_status_can_be_changed_but_not_emptied() -> None:
    start = BLANK.with_answer(LOCAL_NEED, Answer(Status.NOT_RELEVANT, reason="Old"))
    there = [":jump", "1", "reason"]
    walked = Walked(*there, "", "New", ":stop", checklist=start)
    assert walked.answer(LOCAL_NEED) == Answer(Status.NOT_RELEVANT, reason="New")
