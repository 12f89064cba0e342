"""An answer to wording that has changed since is asked about first, and kept until then."""

import pytest

from scalekit.model.checklist import Answer, Checklist, Status
from tests.prompts.walking import BLANK, LOCAL_NEED, POLICY, TOUCHPOINTS, Walked

ANSWER = Answer(Status.IN_PROGRESS, owner="Sam")


def _old_words(*ids: str) -> Checklist:
    """Return a checklist in which these actions were answered in words of an older playbook."""
    actions = tuple(
        a._replace(title=f"Old {a.id}", text="The old text.", wording="0" * 8, answer=ANSWER)
        if a.id in ids
        else a
        for a in BLANK.actions
    )
    return BLANK._replace(actions=actions)


def _words(checklist: Checklist, action_id: str) -> tuple[str, str, str]:
    action = checklist.action(action_id)
    return action.title, action.text, action.wording


def test_it_is_asked_about_first_with_the_old_and_the_new_wording() -> None:
    walked = Walked(":stop", checklist=_old_words(POLICY))
    assert walked.asked_about() == [3]
    new = BLANK.action(POLICY)
    text = walked.text
    places = [text.index(words) for words in ("Old find-policy-ties", "The old text.")]
    assert text.index(new.text) < text.index("The wording changed") < min(places)
    assert _words(walked.sitting.checklist, POLICY)[0] == "Old find-policy-ties"


@pytest.mark.parametrize("key", ["y", "2", "3"])
def test_confirming_or_changing_the_answer_takes_the_new_words(key: str) -> None:
    walked = Walked(key, ":stop", checklist=_old_words(POLICY))
    assert _words(walked.sitting.checklist, POLICY) == _words(BLANK, POLICY)
    status = Status.COMPLETED if key == "3" else Status.IN_PROGRESS
    assert walked.answer(POLICY) == ANSWER._replace(status=status)
    assert len(walked.saves) == 1


def test_each_of_several_comes_before_the_actions_not_yet_answered() -> None:
    walked = Walked("y", "go", "y", "go", ":stop", checklist=_old_words(POLICY, TOUCHPOINTS))
    assert [*dict.fromkeys(walked.asked_about())] == [3, 4, 1]
    assert walked.sitting.action.id == LOCAL_NEED


def test_skipping_leaves_the_answer_to_the_old_words() -> None:
    walked = Walked(":skip", ":stop", checklist=_old_words(POLICY))
    assert walked.asked_about() == [3, 4]
    assert walked.saves == []
