"""The conversation, driven by prepared answers: every way through it."""

from datetime import date

import pytest

from scalekit.engine.roles import with_roles
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    Status,
)
from tests.prompts.walking import (
    BLANK,
    CHALLENGES,
    FUNDING,
    LOCAL_NEED,
    PLAYBOOK,
    POLICY,
    TOUCHPOINTS,
    Walked,
)

ALL_DONE = BLANK._replace(
    actions=tuple(a._replace(answer=Answer(Status.COMPLETED)) for a in BLANK.actions)
)


# Answering


def test_one_key_answers_an_action_and_saves_it_and_the_next_key_goes_on() -> None:
    walked = Walked("3")
    assert walked.answer(LOCAL_NEED) == Answer(Status.COMPLETED)
    assert walked.saves == [BLANK.with_answer(LOCAL_NEED, Answer(Status.COMPLETED))]
    assert walked.asked_about() == [1]
    assert walked.prompts.shown[-2:] == [
        "Saved at 09:41. Enter goes on, o adds an owner.",
        "Now: Completed\nno evidence",
    ]
    assert Walked("3", "Enter").asked_about() == [1, 2]


def test_enter_goes_on_only_from_an_answer() -> None:
    """Whoever presses it twice does not pass over the next action."""
    with pytest.raises(ValueError, match="“Enter” does not answer"):
        Walked("3", "Enter", "Enter")


def test_two_keys_for_each_action_and_finish_are_a_whole_walk() -> None:
    walked = Walked(*["2", "Enter"] * 8, "finish")
    assert walked.finished
    assert walked.asked_about() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {a.answer.status for a in walked.sitting.checklist.actions} == {Status.IN_PROGRESS}
    assert len(walked.saves) == 8
    assert "Check your answers" in walked.text


def test_an_action_is_shown_with_what_it_takes_to_answer_it_and_more_is_one_key_away() -> None:
    text = Walked().text
    action = PLAYBOOK.pillars[0].actions[0]
    study = PLAYBOOK.case_studies[0]
    for shown in (
        "Action 1 of 8 · Understand",
        *(action.title, action.text, f"Done when: {action.done_when}", "Now: Not yet started"),
    ):
        assert shown in text
    assert action.why not in text
    more = Walked("more").text
    for shown in (action.why, *action.ask, *action.evidence, f"Case study: {study.title}"):
        assert shown in more


@pytest.mark.parametrize(
    ("key", "status"), [("4", Status.CANNOT_START), ("5", Status.NOT_RELEVANT)]
)
def test_two_statuses_ask_for_the_reason_and_take_no_empty_one(key: str, status: Status) -> None:
    walked = Walked(key, "", "  ", "No budget yet", "go", ":stop")
    assert walked.answer(LOCAL_NEED) == Answer(status, reason="No budget yet")
    assert walked.text.count("This status needs a reason.") == 2
    assert walked.asked_about() == [1, 2]


def test_going_back_from_the_reason_leaves_the_status_as_it_was() -> None:
    walked = Walked("4", ":back", "2", ":stop")
    assert walked.answer(LOCAL_NEED) == Answer(Status.IN_PROGRESS)


def test_a_reason_goes_with_its_status_and_comes_back_with_it() -> None:
    walked = Walked("4", "No budget", "2", "4", ":stop")
    assert [save.action(LOCAL_NEED).answer.reason for save in walked.saves] == ["No budget", ""]
    assert "This removes the reason “No budget”. z undoes this." in walked.text
    assert walked.prompts.shown[-2:] == ["Reason", "No budget"]


FULL = Answer(
    Status.CANNOT_START,
    "Jo Bloggs",
    date(2026, 12, 1),
    Confidence.OFF_TRACK,
    "No budget",
    (Evidence("Audit", "a.docx"), Evidence("Minutes")),
    "First\n\nSecond",
)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("3",), "This removes the reason “No budget”."),
        (("owner", "Sam"), "This replaces the owner “Jo Bloggs”."),
        (("owner", ""), "This removes the owner “Jo Bloggs”."),
        (("due", ""), "It was due 1 December 2026."),
        (("confidence", "none"), "It was off track."),
        (("reason", "Other"), "This replaces the reason “No budget”."),
        (("evidence", "1", "remove"), "This removes the evidence “Audit”."),
        (("evidence", "2", "change", "Letter", ""), "This removes the evidence “Minutes”."),
        (("note", ""), "The note was removed."),
        (("note", "Another"), "The note was changed."),
    ],
)
def test_nothing_goes_without_a_word_and_one_key_brings_it_back(
    keys: tuple[str, ...], said: str
) -> None:
    full = BLANK.with_answer(LOCAL_NEED, FULL)
    there = [":jump", "1"]
    gone = Walked(*there, *keys, checklist=full)
    assert f"Saved at 09:41. {said} z undoes this." in gone.text
    assert gone.answer(LOCAL_NEED) != FULL
    assert Walked(*there, *keys, "undo", checklist=full).answer(LOCAL_NEED) == FULL
    again = Walked(*there, *keys, "undo", "undo", checklist=full)
    assert again.answer(LOCAL_NEED) == gone.answer(LOCAL_NEED)


def test_undoing_leaves_what_others_saved_meanwhile() -> None:
    def others(saved: Checklist) -> Checklist:
        theirs = saved.action(LOCAL_NEED).answer._replace(owner="Sam")
        return saved.with_answer(LOCAL_NEED, theirs)

    assert Walked("3", "undo", others=others).answer(LOCAL_NEED) == Answer(owner="Sam")


def test_the_same_answer_again_is_not_saved_again() -> None:
    done = BLANK.with_answer(LOCAL_NEED, Answer(Status.COMPLETED))
    walked = Walked(":back", "3", "go", ":stop", checklist=done)
    assert walked.saves == []
    assert "Nothing changed." in walked.text
    assert walked.asked_about() == [2, 1, 2]


# Where it starts


def test_it_starts_at_the_first_action_not_answered() -> None:
    some = BLANK.with_answer(LOCAL_NEED, Answer(Status.IN_PROGRESS))
    assert Walked(checklist=some).asked_about() == [2]


def test_with_all_answered_it_starts_at_the_first_in_progress() -> None:
    some = ALL_DONE.with_answer(POLICY, Answer(Status.IN_PROGRESS))
    assert Walked(checklist=some).asked_about() == [3]


def test_with_nothing_open_it_goes_straight_to_the_check_page() -> None:
    walked = Walked("finish", checklist=ALL_DONE)
    assert walked.finished
    assert walked.asked_about() == []


def test_it_walks_only_the_actions_it_is_given() -> None:
    walked = Walked("2", "go", "2", "go", "finish", ids=(POLICY, FUNDING))
    assert "Action 2 of 2 · Future-proof" in walked.text
    assert walked.finished


# Moving about


def test_back_skip_and_jump_go_where_they_say() -> None:
    assert Walked(":skip", ":skip", ":back", ":jump", "7", ":stop").asked_about() == [1, 2, 3, 2, 7]


def test_before_the_first_action_there_is_none() -> None:
    walked = Walked(":back", "2", "go", ":stop")
    assert "This is the first action." in walked.text
    assert walked.asked_about() == [1, 2]


def test_going_back_from_the_jump_stays_at_the_action() -> None:
    assert Walked(":jump", ":back", "2", "go").asked_about() == [1, 1, 2]


PROMPTS = {
    "status": [],
    "reason": ["4"],
    "owner": ["owner"],
    "due": ["due"],
    "confidence": ["confidence"],
    "evidence": ["evidence"],
    "link": ["evidence", "Audit"],
    "evidence list": ["evidence", "Audit", "", "evidence"],
    "one piece": ["evidence", "Audit", "", "evidence", "1"],
    "note": ["note"],
}


@pytest.mark.parametrize("before", PROMPTS.values(), ids=PROMPTS)
def test_every_prompt_lets_the_person_skip_jump_stop_and_ask_for_help(before: list[str]) -> None:
    assert Walked(*before, ":skip", ":stop").asked_about()[-1] == 2
    assert Walked(*before, ":jump", "5", ":stop").asked_about()[-1] == 5
    stopped = Walked(*before, ":stop", "never asked for")
    assert stopped.prompts.left == ["never asked for"]
    assert "the question before" in Walked(*before, ":help", ":stop").text
    assert "Case study: Community diagnostic centres" in Walked(*before, ":case", ":stop").text
    assert "Checked " in Walked(*before, ":resource", ":stop").text


@pytest.mark.parametrize("before", PROMPTS.values(), ids=PROMPTS)
def test_back_leads_from_every_prompt_to_the_status(before: list[str]) -> None:
    walked = Walked(*before, *[":back"] * 3, "3", ":stop")
    assert walked.answer(LOCAL_NEED).status is Status.COMPLETED


def test_when_nobody_answers_any_more_it_stops() -> None:
    walked = Walked("3")
    assert not walked.finished
    assert walked.answer(LOCAL_NEED).status is Status.COMPLETED


# Reading


def test_case_studies_resources_and_background_are_one_key_away() -> None:
    walked = Walked("m", ":stop", ids=(CHALLENGES,))
    for shown in (
        *("Why it matters", "Questions to discuss", "What good evidence looks like"),
        *("Case study: CAR-T therapy", "What it teaches", "Resources"),
        "What has changed since publication",
    ):
        assert shown in walked.text
    assert walked.asked_about() == [1]


# The check page


def test_the_check_page_shows_every_answer_by_pillar() -> None:
    text = Walked("finish", checklist=ALL_DONE.with_answer(TOUCHPOINTS, FULL)).text
    page = text[text.index("Check your answers") :]
    for shown in (
        *("Understand", "Engage", "Future-proof", "Cannot start yet", "No budget"),
        *("Jo Bloggs", "due 1 December 2026", "off track", "evidence: Audit, Minutes"),
        *("note: First (and 1 more line)", "Completed\nno evidence"),
        "Completed without evidence: 1, 2, 3, 5, 6, 7, 8",
    ):
        assert shown in page


def test_an_answer_changed_from_the_check_page_leads_back_to_it() -> None:
    walked = Walked("change", "3", "2", "go", "finish", checklist=ALL_DONE)
    assert walked.answer(POLICY).status is Status.IN_PROGRESS
    assert walked.asked_about() == [3]
    assert walked.text.count("Check your answers") == 2
    assert walked.finished


def test_details_changed_from_the_check_page_lead_back_to_it() -> None:
    walked = Walked(*("change", "3", "owner", "Jo", "Enter", "finish"), checklist=ALL_DONE)
    assert walked.answer(POLICY) == Answer(Status.COMPLETED, "Jo")
    assert walked.asked_about() == [3]
    assert walked.finished


def test_the_check_page_leads_to_what_was_skipped() -> None:
    walked = Walked(
        *("2", "go", ":skip", ":skip", "2", "go", ":skip", *["2", "go"] * 3),
        *("open", "3", "go", ":skip", "3", "go", "open", ":back", "open", "3", "go", "finish"),
    )
    assert "3 actions are not yet started." in walked.text
    assert "1 action is not yet started." in walked.text
    assert walked.asked_about() == [*range(1, 9), 2, 3, 5, 3, 3]
    assert walked.answer(CHALLENGES).status is Status.COMPLETED
    assert walked.finished


def test_from_the_check_page_back_skip_jump_and_stop_work_too() -> None:
    assert Walked(":back", ":stop", checklist=ALL_DONE).asked_about() == [8]
    assert Walked(":skip", checklist=ALL_DONE).finished
    assert Walked(":jump", "4", ":stop", checklist=ALL_DONE).asked_about() == [4]
    assert not Walked(":stop", checklist=ALL_DONE).finished


# Files that differ from the playbook


def test_the_words_in_the_file_are_the_ones_that_are_shown() -> None:
    first = BLANK.actions[0]._replace(title="Our own title", text="Our own text.")
    text = Walked(checklist=BLANK._replace(actions=(first, *BLANK.actions[1:]))).text
    assert "Our own title" in text
    assert "Our own text." in text


def test_an_action_that_the_playbook_does_not_know_is_walked_with_what_the_file_holds() -> None:
    retired = ChecklistAction("old-one", "older", "Retired title", "Retired text.", "00000000")
    checklist = BLANK._replace(pillars=(("older", "Older pillar"),), actions=(retired,))
    walked = Walked(":case", ":resource", "m", "3", "go", "finish", checklist=checklist)
    assert walked.finished
    for shown in ("Older pillar", "Retired title", "Retired text.", "no longer in the playbook"):
        assert shown in walked.text


def test_both_roles_together_are_walked_in_the_order_of_the_playbook() -> None:
    both = with_roles(BLANK, PLAYBOOK, ("decision-maker",))
    walked = Walked(*["2", "go"] * 11, "finish", checklist=both)
    assert walked.finished
    assert "Action 11 of 11" in walked.text


# Other people at the same file


def test_what_others_saved_meanwhile_is_kept() -> None:
    done = Answer(Status.COMPLETED)
    walked = Walked("3", ":stop", others=lambda saved: saved.with_answer(FUNDING, done))
    assert walked.answer(LOCAL_NEED) == walked.answer(FUNDING) == done


def test_an_action_that_others_removed_is_walked_no_more() -> None:
    walked = Walked("3", "go", others=lambda saved: saved._replace(actions=saved.actions[:4]))
    assert "Action 2 of 4" in walked.text
