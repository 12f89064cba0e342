"""`scalekit compare A B --into JOINT`: a joint checklist that keeps what each side answered."""

from datetime import date
from pathlib import Path

import pytest

from scalekit.engine.agree import agreed_answer, to_agree, with_joint_answer
from scalekit.engine.compare import compare
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.statement import View
from scalekit.prompts.agreeing import agree
from scalekit.prompts.scripted import ScriptedPrompts
from scalekit.storage import saving
from tests.cli.running import Command, blank, checklist_in
from tests.cli.test_compare import DAY, FUND, ICB, INNOVATOR, MINE, TEAMS, TOUCH, YOURS, rewrite

JOINT = "joint.scalekit.md"
NAMES = ["Innovator", "System decision-maker"]


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with the checklists of two sides."""
    monkeypatch.chdir(tmp_path)
    saving.create(MINE, blank().with_answers(INNOVATOR))
    saving.create(YOURS, blank("decision-maker").with_answers(ICB))
    return tmp_path


def walked(joint: Checklist, *answers: str) -> tuple[Checklist, int, ScriptedPrompts]:
    """Return the joint checklist after a conversation, how much is left, and what was shown."""
    found = compare([checklist_in(Path(MINE)), checklist_in(Path(YOURS))])
    saved = [joint]
    prompts = ScriptedPrompts(*answers)

    def save(checklist: Checklist) -> Checklist:
        saved.append(checklist)
        return checklist

    left = agree(prompts, joint, to_agree(joint, found, NAMES), save, DAY)
    return saved[-1], len(left), prompts


def joint() -> Checklist:
    return checklist_in(Path(JOINT))


def test_without_a_terminal_what_agrees_is_written_and_the_rest_is_listed(
    sides: Path, scalekit: Command
) -> None:
    done = scalekit("compare", MINE, YOURS, "--into", JOINT)
    assert done.code == 1
    assert f"Left open: Engage everyone who will deliver it ({TEAMS})" in done.err
    assert f"Left open: Fund the implementation, not only the product ({FUND})" in done.err
    made = joint()
    assert made.roles == ("innovator", "decision-maker")
    assert made.action(TOUCH).answer == Answer(Status.COMPLETED, "Priya Shah")
    assert [(view.by, view.text) for view in made.action(TOUCH).views] == [
        ("Innovator", "Completed"),
        ("System decision-maker", "Completed"),
    ]
    assert made.action(TEAMS).is_blank


def test_twice_writes_once(sides: Path, scalekit: Command) -> None:
    scalekit("compare", MINE, YOURS, "--into", JOINT)
    before = Path(JOINT).read_bytes()
    again = scalekit("compare", MINE, YOURS, "--into", JOINT)
    assert "0 answers written" in again.err
    assert Path(JOINT).read_bytes() == before


def test_an_answer_that_somebody_gave_is_never_overwritten(sides: Path, scalekit: Command) -> None:
    mine = Answer(Status.IN_PROGRESS, "Somebody else")
    saving.create(JOINT, blank("innovator", "decision-maker").with_answer(TOUCH, mine))
    done = scalekit("compare", MINE, YOURS, "--into", JOINT)
    assert joint().action(TOUCH).answer == mine
    assert TOUCH in done.err


def test_agreeing_each_difference_and_then_only_what_a_side_changed(
    sides: Path, scalekit: Command
) -> None:
    scalekit("compare", MINE, YOURS, "--into", JOINT)
    made, left, prompts = walked(joint(), "d", "1")
    assert left == 0
    assert "Priya Shah gave evidence." in prompts.text
    assert made.action(TEAMS).answer == ICB[TEAMS]  # the less advanced stands
    assert made.action(TEAMS).views[-1].kind == View.DIFFER
    assert made.action(FUND).answer == INNOVATOR[FUND]
    rewrite(JOINT, made)
    assert scalekit("compare", MINE, YOURS, "--into", JOINT).code == 0
    status = scalekit("status", JOINT)
    assert "Views differ: Engage everyone who will deliver it" in status.out
    assert scalekit("status", JOINT, "--json").json["checklists"][0]["viewsDiffer"] == [TEAMS]
    changed = {**ICB, TEAMS: Answer(Status.IN_PROGRESS, "Jo Marsh")}
    rewrite(YOURS, blank("decision-maker").with_answers(changed))
    again = scalekit("compare", MINE, YOURS, "--into", JOINT)
    assert again.err.count("Left open") == 1
    after, _, _ = walked(joint(), "2")
    assert after.action(TEAMS).answer == changed[TEAMS]
    rewrite(JOINT, after)
    assert "Views differ" not in scalekit("status", JOINT).out


def test_a_joint_answer_that_changed_since_they_agreed_to_differ_is_asked_again_and_can_be_kept(
    sides: Path, scalekit: Command
) -> None:
    scalekit("compare", MINE, YOURS, "--into", JOINT)
    rewrite(JOINT, walked(joint(), "d", "1")[0])
    scalekit("set", JOINT, TEAMS, "--owner", "Somebody else")
    assert "Changed since the sides agreed to differ: Engage" in scalekit("status", JOINT).out
    changed = joint().action(TEAMS).answer
    assert scalekit("compare", MINE, YOURS, "--into", JOINT).err.count("Left open") == 1
    kept, left, _ = walked(joint(), "k")
    assert (kept.action(TEAMS).answer, left) == (changed, 0)
    rewrite(JOINT, kept)
    assert "differ" not in scalekit("status", JOINT).out
    assert scalekit("compare", MINE, YOURS, "--into", JOINT).code == 0


def test_another_answer_can_be_written_or_left_open_or_the_walk_stopped(
    sides: Path, scalekit: Command
) -> None:
    scalekit("compare", MINE, YOURS, "--into", JOINT)
    made, left, prompts = walked(
        *(joint(), "w", "cannot-start", "No money.", "Sam Lee", "someday", "3 May 2027", "s")
    )
    answer = made.action(TEAMS).answer
    assert (answer.status, answer.reason, answer.owner, answer.due, left) == (
        *(Status.CANNOT_START, "No money.", "Sam Lee", date(2027, 5, 3), 1),
    )
    assert "“someday” is not a date" in prompts.text
    assert answer.note == INNOVATOR[TEAMS].note
    for words in (("q",), ("w", "1", ":stop"), ("w", "4", ":skip", "w", ":stop")):
        stopped, left, _ = walked(joint(), *words)
        assert (stopped, left) == (joint(), 2)


def written(mine: Answer, yours: Answer, *answers: str) -> tuple[Answer, ScriptedPrompts]:
    """Return the joint answer that somebody writes where two sides differ, and what was shown."""
    sides = [blank().with_answer(TEAMS, mine), blank("decision-maker").with_answer(TEAMS, yours)]
    both = blank("innovator", "decision-maker")
    saved = [both]

    def save(checklist: Checklist) -> Checklist:
        saved.append(checklist)
        return checklist

    prompts = ScriptedPrompts("w", *answers)
    agree(prompts, both, to_agree(both, compare(sides), NAMES), save, DAY)
    assert prompts.left == []
    return saved[-1].action(TEAMS).answer, prompts


NOT_HERE = Answer(Status.NOT_RELEVANT, "Priya", reason="We found a payer.")


def test_a_reason_is_asked_for_each_status_that_it_was_not_given_for() -> None:
    yours = Answer(Status.IN_PROGRESS, "Sam")
    answer, prompts = written(NOT_HERE, yours, "cannot-start", "No money.", "Sam", "")
    assert (answer.status, answer.reason) == (Status.CANNOT_START, "No money.")
    assert prompts.text.count("We found a payer.") == 1  # where the page says what each side has
    blocked = Answer(Status.CANNOT_START, "Sam", reason="No budget.")
    _, prompts = written(NOT_HERE, blocked, "cannot-start", "", "No budget.", "Sam", "")
    assert "Reason\nNo budget.\n:back or Esc goes back, :skip leaves it open.\n" in prompts.text
    assert "“Cannot start yet” needs a reason.\nReason\n" in prompts.text
    answer, _ = written(NOT_HERE, blocked, "completed", "Sam", "")
    assert answer.reason == ""


def test_confidence_is_asked_where_the_sides_differ_in_it() -> None:
    mine = Answer(Status.IN_PROGRESS, "Priya", confidence=Confidence.ON_TRACK)
    yours = Answer(Status.COMPLETED, "Priya", confidence=Confidence.OFF_TRACK)
    answer, prompts = written(mine, yours, "2", "Priya", "", "3")
    assert answer.confidence is Confidence.OFF_TRACK
    assert "How sure are you that it will be done in time?" in prompts.text
    none = yours._replace(confidence=None)
    assert written(mine, none, "2", "Priya", "", "4")[0].confidence is None
    same = yours._replace(confidence=Confidence.ON_TRACK)
    assert written(mine, same, "2", "Priya", "")[0].confidence is Confidence.ON_TRACK


def test_from_a_text_back_leads_to_the_question_before_and_what_was_written_is_there() -> None:
    yours = Answer(Status.IN_PROGRESS, "Sam")
    answer, prompts = written(
        *(NOT_HERE, yours, "cannot-start", "No money.", "Jo", ":back", ":back", ":back", ":back"),
        *("w", "cannot-start", "No money.", "Jo", "3 May 2027"),
    )
    assert (answer.owner, answer.reason, answer.due) == ("Jo", "No money.", date(2027, 5, 3))
    assert prompts.text.count("Owner\nJo\n") == 2
    assert prompts.text.count("Reason\nNo money.\n") == 2


def test_two_reasons_for_one_status_are_a_difference() -> None:
    both = blank("innovator", "decision-maker")
    other = NOT_HERE._replace(reason="It is free.")
    sides = [
        blank().with_answer(TEAMS, NOT_HERE),
        blank("decision-maker").with_answer(TEAMS, other),
    ]
    (one,) = to_agree(both, compare(sides), NAMES)
    assert agreed_answer(both, one) is None


def test_back_takes_back_what_was_agreed_and_leaves_no_trace_of_it(
    sides: Path, scalekit: Command
) -> None:
    scalekit("compare", MINE, YOURS, "--into", JOINT)
    straight, _, _ = walked(joint(), "2", "1")
    returned, left, prompts = walked(joint(), ":back", "d", "w", ":back", "b", "2", "1")
    assert (returned, left) == (straight, 0)
    assert "In the joint checklist" in prompts.text


def test_sides_that_come_to_agree_replace_what_a_side_had_given() -> None:
    one, other = blank(), blank("decision-maker")
    both = blank("innovator", "decision-maker")
    open_, done = Answer(Status.IN_PROGRESS, "Sam"), Answer(Status.COMPLETED, "Sam")
    found = compare([one.with_answer(TEAMS, open_), other.with_answer(TEAMS, done)])
    (first,) = to_agree(both, found, NAMES)
    assert agreed_answer(both, first) is None
    both = with_joint_answer(both, first, open_, DAY)
    found = compare([one.with_answer(TEAMS, done), other.with_answer(TEAMS, done)])
    (second,) = to_agree(both, found, NAMES)
    assert agreed_answer(both, second) == done
    noted = both.with_answer(TEAMS, Answer(Status.IN_PROGRESS, "Sam", note="By hand."))
    assert agreed_answer(noted, second) is None


def test_notes_and_evidence_of_both_sides_are_kept_where_they_agree(
    sides: Path, scalekit: Command
) -> None:
    rewrite(MINE, blank().with_answer(TEAMS, Answer(Status.COMPLETED, note="One.")))
    yours = Answer(Status.COMPLETED, "Jo", note="Two.", evidence=(Evidence("Minutes"),))
    rewrite(YOURS, blank("decision-maker").with_answer(TEAMS, yours))
    assert scalekit("compare", MINE, YOURS, "--into", JOINT).code == 0
    answer = joint().action(TEAMS).answer
    assert (answer.owner, answer.note) == ("Jo", "One.\n\nTwo.")
    assert answer.evidence == (Evidence("Minutes"),)


def test_the_document_for_programs_says_what_was_settled_and_what_is_left(
    sides: Path, scalekit: Command
) -> None:
    done = scalekit("compare", MINE, YOURS, "--into", JOINT, "--json")
    assert done.code == 1
    assert done.json["into"] == {
        "path": JOINT,
        "written": [TOUCH],
        "settled": [],
        "left": [TEAMS, FUND],
    }
    assert done.json["differences"] == 2
    assert scalekit("compare", MINE, YOURS, "--json").json["into"] is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--into", MINE), "is one of the sides"),
        (("--into", "joint.txt"), "name a file that ends in .scalekit.md"),
        (("--into", JOINT, "--format", "md"), "--into writes a joint checklist"),
    ],
)
def test_where_it_cannot_go(
    sides: Path, scalekit: Command, options: tuple[str, ...], message: str
) -> None:
    done = scalekit("compare", MINE, YOURS, *options)
    assert done.code == 2
    assert message in done.err
    assert not Path(JOINT).exists()
