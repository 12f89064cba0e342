"""The questions before the first action."""

import pytest

from scalekit.prompts.begin import NEW, Beginning, ask_beginning, ask_which
from scalekit.prompts.scripted import ScriptedPrompts
from tests.prompts.walking import PLAYBOOK


def begin(*answers: str, given: Beginning = Beginning()) -> Beginning:  # noqa: B008 - frozen
    return ask_beginning(ScriptedPrompts(*answers), PLAYBOOK, given)


def test_a_new_checklist_asks_for_the_innovation_the_place_and_the_role() -> None:
    assert begin("FeNO testing", "Barnsley", "1") == Beginning(
        "FeNO testing", "Barnsley", ("innovator",)
    )


def test_the_first_question_is_the_playbooks_own() -> None:
    """Ours asks for an innovation; one that says nothing gets words that fit any field."""
    asked, other = ScriptedPrompts("FeNO", "", "1"), ScriptedPrompts("Rye", "", "1")
    ask_beginning(asked, PLAYBOOK, Beginning())
    ask_beginning(other, PLAYBOOK._replace(asks_name=""), Beginning())
    assert "What is your innovation called?" in asked.text
    assert "What is the checklist about?" in other.text
    assert "nnovation" not in other.text.partition("Your role")[0]


def test_only_what_is_missing_is_asked_for() -> None:
    given = Beginning("FeNO testing", None, ("innovator",))
    assert begin(given=given) is given


def test_an_innovation_needs_a_name_and_a_place_does_not() -> None:
    assert begin("", " ", "FeNO", "", "Both").place == ""
    assert begin("FeNO", ":skip", "2").roles == ("decision-maker",)


def test_both_roles_can_be_chosen() -> None:
    assert begin("FeNO", "", "Both").roles == ("innovator", "decision-maker")


def test_back_returns_to_the_question_before_with_what_was_written() -> None:
    prompts = ScriptedPrompts("Feno", ":back", "FeNO", "Leeds", ":back", "", "1")
    found = ask_beginning(prompts, PLAYBOOK, Beginning())
    assert found == Beginning("FeNO", "", ("innovator",))
    assert "Feno" in prompts.shown
    assert "Leeds" in prompts.shown


@pytest.mark.parametrize("before", [[], ["FeNO"], ["FeNO", "Leeds"]])
def test_stop_and_help_work_at_each_of_the_questions(before: list[str]) -> None:
    prompts = ScriptedPrompts(*before, ":help", ":case", ":stop", "never asked for")
    with pytest.raises(EOFError):
        ask_beginning(prompts, PLAYBOOK, Beginning())
    assert prompts.left == ["never asked for"]
    assert "There is nothing there yet." in prompts.text


def test_with_several_checklists_one_is_chosen_or_a_new_one_begun() -> None:
    found = [("a.scalekit.md", "A"), ("b.scalekit.json", "B")]
    assert ask_which(ScriptedPrompts("2"), found, or_new=True) == "b.scalekit.json"
    assert ask_which(ScriptedPrompts(":help", ":jump", "n"), found, or_new=True) == NEW
    with pytest.raises(EOFError):
        ask_which(ScriptedPrompts(":stop"), found, or_new=True)
