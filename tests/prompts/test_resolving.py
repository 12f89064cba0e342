"""Choosing between two versions with prepared answers."""

from dataclasses import dataclass

from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.prompts.resolving import resolve
from scalekit.prompts.scripted import ScriptedPrompts
from tests.prompts.walking import BLANK, FUND, POLICY, TODAY


@dataclass
class Chosen:
    """What came of a conversation, and what was shown."""

    checklist: Checklist
    prompts: ScriptedPrompts


def chosen(ours: dict[str, Answer], theirs: dict[str, Answer], *answers: str) -> Chosen:
    prompts = ScriptedPrompts(*answers)
    two = (BLANK.with_answers(ours), BLANK.with_answers(theirs))
    settled = resolve(prompts, *two, ("Yours", "In the file"), TODAY)
    assert prompts.left == []
    return Chosen(settled, prompts)


def test_who_goes_back_sees_what_they_chose_and_begins_with_what_they_wrote() -> None:
    mine = {POLICY: Answer(owner="Ann"), FUND: Answer(owner="Ben")}
    other = {POLICY: Answer(owner="Cy"), FUND: Answer(owner="Di")}
    done = chosen(mine, other, "w", "BOTH", "b", "w", "BOTH of us", "b", "2", "b", "2", "1")
    text = done.prompts.text
    assert "Chosen\nBOTH\nWhich one?" in text
    assert "Owner\nBOTH\n" in text, "what is written again begins with it"
    assert "Chosen\nBOTH of us\n" in text
    assert "Chosen\nCy\n" in text
    assert done.checklist.action(POLICY).answer.owner == "Cy"
    assert done.checklist.action(FUND).answer.owner == "Ben"


def test_a_status_that_is_written_has_a_reason_of_its_own() -> None:
    """Also where no side has one, or both have the same; back leads to the status."""
    begun, done = Answer(Status.IN_PROGRESS), Answer(Status.COMPLETED)
    found = chosen({POLICY: begun}, {POLICY: done}, "w", "cannot-start", "", "No money.")
    assert "“Cannot start yet” needs a reason." in found.prompts.text
    assert found.checklist.action(POLICY).answer == Answer(Status.CANNOT_START, reason="No money.")
    back = chosen({POLICY: begun}, {POLICY: done}, "w", "cannot-start", ":back", "1")
    assert back.checklist.action(POLICY).answer == begun
    blocked = Answer(Status.CANNOT_START, reason="R.")
    gone = Answer(Status.NOT_RELEVANT, reason="R.")
    for words, expected in ((("w", "in-progress"), begun), (("1",), blocked), (("2",), gone)):
        assert (
            chosen({POLICY: blocked}, {POLICY: gone}, *words).checklist.action(POLICY).answer
            == expected
        )
