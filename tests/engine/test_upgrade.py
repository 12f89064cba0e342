"""What an upgrade makes of each kind of change in a playbook, with every answer kept."""

from datetime import date

import pytest

from scalekit.engine.changed_wording import confirm_wording, wording_changed
from scalekit.engine.playbook_version import is_newer
from scalekit.engine.progress import progress
from scalekit.engine.roles import new_checklist
from scalekit.engine.upgrade import Kind, Step, UpgradeResult, upgrade
from scalekit.model.checklist import RETIRED_TITLE, Answer, Checklist, OtherText, Status
from scalekit.model.playbook import Playbook
from scalekit.storage import json_, markdown
from tests.engine.factories import BOTH, action, playbook

SAM = Answer(Status.IN_PROGRESS, "Sam", note="Asked the ward.")
JO = Answer(Status.COMPLETED, "Jo", note="Signed.")

V1 = playbook(
    "1",
    understand=(action("need"), action("ties")),
    engage=(action("touch"), action("board", roles=("decision-maker",))),
)
V1_ENGAGE = V1.pillars[1].actions
NEED = V1.pillars[0].actions[0].wording
JOINED = playbook("2", understand=(action("start", was=("need", "ties")),), engage=V1_ENGAGE)
BLANK = new_checklist(V1, ("innovator",), "FeNO testing")


def _checklist(*, other_text: tuple[OtherText, ...] = (), **answers: Answer) -> Checklist:
    checklist = BLANK._replace(other_text=other_text)
    for action_id, answer in answers.items():
        checklist = checklist.with_answer(action_id, answer)
    return checklist


def _upgraded(checklist: Checklist, new: Playbook) -> UpgradeResult:
    """Return the upgrade; what it makes can be kept, and needs no second one."""
    found = upgrade(checklist, new)
    assert upgrade(found.checklist, new).checklist == found.checklist
    assert markdown.loads(markdown.dumps(found.checklist))[0] == found.checklist
    assert json_.loads(json_.dumps(found.checklist))[0] == found.checklist
    return found


def _ids(checklist: Checklist) -> list[tuple[str, str]]:
    return [(action.pillar, action.id) for action in checklist.actions]


def test_the_same_version_changes_nothing() -> None:
    checklist = _checklist(need=SAM, other_text=(OtherText("need.owner", "Ask."),))
    assert _upgraded(checklist, V1) == UpgradeResult(checklist, ())


def test_a_new_action_for_the_role_is_added_as_not_yet_started() -> None:
    new = playbook(
        "2",
        understand=(action("need"), action("evidence"), action("ties")),
        engage=(action("touch"), action("board", roles=("decision-maker",)), action("x", roles=())),
    )
    found = _upgraded(_checklist(ties=SAM), new)
    assert _ids(found.checklist)[:3] == [
        ("understand", "need"),
        ("understand", "evidence"),
        ("understand", "ties"),
    ]
    assert found.checklist.action("evidence").answer == Answer()
    assert found.checklist.version == "2"
    assert found.steps == (Step(Kind.ADDED, "evidence", "Evidence"),)


def test_a_retired_action_keeps_its_answer_in_a_section_of_its_own() -> None:
    new = playbook("2", understand=(action("need"),), engage=(action("touch"),))
    found = _upgraded(_checklist(ties=SAM), new)
    assert found.checklist.pillars[-1] == ("retired", RETIRED_TITLE)
    assert _ids(found.checklist)[-1] == ("retired", "ties")
    assert found.checklist.action("ties").answer == SAM
    assert found.steps == (Step(Kind.RETIRED, "ties", "Ties"),)


def test_a_retired_action_counts_only_in_its_section_and_is_never_next() -> None:
    new = playbook("2", understand=(action("need"),), engage=(action("touch"),))
    late = SAM._replace(due=date(2026, 1, 1))
    found = _upgraded(_checklist(need=JO, ties=late, touch=JO), new)
    stands = progress(found.checklist, date(2026, 11, 22))
    assert stands.counts.total == 2
    assert [(pillar, held.total) for pillar, held in stands.pillars] == [
        ("understand", 1),
        ("engage", 1),
        ("retired", 1),
    ]
    assert (stands.next, stands.overdue) == (None, ())
    assert stands.retired == (found.checklist.action("ties"),)


def test_a_retired_action_with_nothing_in_it_is_dropped_and_reported() -> None:
    new = playbook("2", understand=(action("need"),), engage=(action("touch"),))
    found = _upgraded(BLANK, new)
    assert _ids(found.checklist) == [("understand", "need"), ("engage", "touch")]
    assert found.steps == (Step(Kind.DROPPED, "ties", "Ties"),)


def test_a_retired_action_with_only_text_beside_it_is_kept() -> None:
    text = (OtherText("ties.owner", "Ask the ward."),)
    found = _upgraded(_checklist(other_text=text), playbook("2", engage=(action("touch"),)))
    assert found.checklist.other_text == text
    assert _ids(found.checklist) == [("engage", "touch"), ("retired", "ties")]


def test_text_under_a_pillar_that_is_gone_is_kept() -> None:
    text = (OtherText("pillar:engage", "Ask the ward."),)
    new = playbook("2", understand=(action("need"), action("ties"), action("touch")))
    found = _upgraded(_checklist(other_text=text), new)
    assert found.checklist.other_text == (OtherText("pillar:understand", "> Ask the ward."),)


def test_the_retired_section_has_an_id_that_no_pillar_of_the_playbook_has() -> None:
    new = playbook("2", retired=(action("need"),), engage=(action("touch"),))
    found = _upgraded(_checklist(ties=SAM), new)
    assert found.checklist.pillars == (
        ("retired", "Retired"),
        ("engage", "Engage"),
        ("retired-2", RETIRED_TITLE),
    )


def test_a_retired_action_that_comes_back_is_where_it_was() -> None:
    gone = playbook("2", understand=(action("need"),), engage=(action("touch"),))
    found = _upgraded(_upgraded(_checklist(ties=SAM), gone).checklist, V1._replace(version="3"))
    assert found.checklist == _checklist(ties=SAM)._replace(version="3")


def test_a_renamed_action_keeps_its_answer_and_the_text_beside_it() -> None:
    new = playbook(
        "2",
        understand=(action("local-need", "Need", was=("need",)), action("ties")),
        engage=(action("touch"),),
    )
    found = _upgraded(_checklist(need=SAM, other_text=(OtherText("need.due", "Ask."),)), new)
    assert found.checklist.action("local-need").answer == SAM
    assert found.checklist.other_text == (OtherText("local-need.due", "Ask."),)
    assert found.steps == (Step(Kind.RENAMED, "local-need", "Need", ("need",)),)
    assert wording_changed(found.checklist, new) == ()


def test_a_rename_is_followed_from_any_version_the_action_remembers() -> None:
    new = playbook("3", understand=(action("c", "Need", was=("b", "need")),))
    assert _upgraded(_checklist(need=SAM), new).checklist.action("c").answer == SAM


@pytest.mark.parametrize("answered", ["need", "ties"])
def test_actions_that_became_one_give_it_the_answer_there_is(answered: str) -> None:
    text = (OtherText("need.owner", "One."), OtherText("ties.owner", "Two."))
    found = _upgraded(_checklist(other_text=text, **{answered: SAM}), JOINED)
    assert _ids(found.checklist) == [("understand", "start"), ("engage", "touch")]
    assert found.checklist.action("start").answer == SAM
    assert found.checklist.other_text == (OtherText("start.owner", "One.\n\nTwo."),)
    assert found.steps[0] == Step(Kind.JOINED, "start", "Start", ("need", "ties"))


def test_of_several_answers_to_actions_that_became_one_the_others_are_retired() -> None:
    found = _upgraded(_checklist(need=SAM, ties=JO), JOINED)
    assert found.checklist.action("start").answer == SAM
    assert found.checklist.action("ties").answer == JO
    assert _ids(found.checklist)[-1] == ("retired", "ties")
    assert [step.kind for step in found.steps] == [
        Kind.JOINED,
        Kind.WORDING_CHANGED,
        Kind.RETIRED,
    ]


def test_an_action_that_takes_in_another_keeps_its_own_answer() -> None:
    new = playbook("2", understand=(action("need", was=("ties",)),), engage=V1_ENGAGE)
    both = _upgraded(_checklist(need=SAM, ties=JO), new).checklist
    assert (both.action("need").answer, both.action("ties").answer) == (SAM, JO)
    assert _upgraded(_checklist(ties=JO), new).checklist.action("need").answer == JO


def _renamed_on_one_side(need: Answer, found: Answer) -> tuple[Checklist, Playbook]:
    """Return what a merge leaves where one side had upgraded, and the playbook that renamed it."""
    new = playbook("2", understand=(action("found", was=("need",)),), engage=V1_ENGAGE)
    after = _upgraded(_checklist(need=found), new).checklist
    old = after.action("found")._replace(id="need", answer=need)
    return after._replace(actions=(old, *after.actions)), new


def test_an_answer_under_both_ids_of_a_renamed_action_is_one_again() -> None:
    """Each value that only one of them has is in it, and nothing stays beside it."""
    checklist, new = _renamed_on_one_side(Answer(owner="Sam", note="Why"), Answer(owner="Sam"))
    found = upgrade(checklist, new)
    assert found.checklist.action("found").answer == Answer(owner="Sam", note="Why")
    assert "need" not in [each.id for each in found.checklist.actions]
    assert Step(Kind.JOINED, "found", "Found", ("need",)) in found.steps


def test_of_an_answer_under_both_ids_what_differs_stays_whole_and_is_said() -> None:
    old, own = Answer(Status.CANNOT_START, "Jo", reason="Ill", note="Why"), Answer(owner="Sam")
    checklist, new = _renamed_on_one_side(old, own)
    found = upgrade(checklist, new)
    assert found.checklist.action("found").answer == old._replace(owner="Sam")
    assert found.checklist.action("need").answer == old
    assert Kind.RETIRED in [step.kind for step in found.steps]
    assert upgrade(found.checklist, new).checklist == found.checklist
    checklist, new = _renamed_on_one_side(old, Answer(Status.COMPLETED))
    assert upgrade(checklist, new).checklist.action("found").answer.reason == ""


def test_of_two_actions_from_one_the_first_has_the_answer_and_it_is_reported() -> None:
    new = playbook(
        "2",
        understand=(action("ties"), action("a", was=("need",)), action("b", was=("need",))),
        engage=V1_ENGAGE,
    )
    found = _upgraded(_checklist(need=SAM), new)
    assert found.checklist.action("a").answer == SAM
    assert found.checklist.action("b").answer == Answer()
    assert found.steps == (
        Step(Kind.RENAMED, "a", "A", ("need",)),
        Step(Kind.SPLIT, "a", "A", ("b",)),
        Step(Kind.WORDING_CHANGED, "a", "A"),
        Step(Kind.ADDED, "b", "B"),
    )


def test_of_two_actions_from_one_the_answer_goes_to_the_one_for_the_role() -> None:
    others = action("a", was=("need",), roles=("decision-maker",))
    new = playbook("2", understand=(others, action("b", was=("need",))))
    assert _upgraded(_checklist(need=SAM), new).checklist.action("b").answer == SAM


def test_actions_and_pillars_stand_as_the_playbook_has_them_now() -> None:
    new = playbook("2", engage=(action("ties"), action("touch")), understand=(action("need"),))
    new = new._replace(pillars=(new.pillars[0]._replace(title="Work together"), new.pillars[1]))
    found = _upgraded(_checklist(ties=SAM), new)
    assert found.checklist.pillars == (("engage", "Work together"), ("understand", "Understand"))
    assert _ids(found.checklist) == [
        ("engage", "ties"),
        ("engage", "touch"),
        ("understand", "need"),
    ]
    assert found.steps == (Step(Kind.MOVED, "ties", "Ties", ("understand",)),)


def test_an_unanswered_action_has_the_new_words_at_once() -> None:
    new = playbook("2", understand=(action("need", "Local need"), action("ties")), engage=V1_ENGAGE)
    found = _upgraded(BLANK, new)
    assert found.checklist.action("need").title == "Local need"
    assert found.steps == (Step(Kind.REWORDED, "need", "Local need"),)


def test_an_answered_action_keeps_the_words_it_answered_until_they_are_confirmed() -> None:
    new = playbook("2", understand=(action("need", "Local need"), action("ties")), engage=V1_ENGAGE)
    found = _upgraded(_checklist(need=SAM), new)
    held, now = found.checklist.action("need"), new.pillars[0].actions[0]
    assert (held.title, held.answer) == ("Need", SAM)
    assert wording_changed(found.checklist, new) == ((held, now),)
    assert found.steps == (Step(Kind.WORDING_CHANGED, "need", "Local need"),)
    confirmed = confirm_wording(found.checklist, new, "need")
    assert wording_changed(confirmed, new) == ()
    assert confirmed.action("need") == held._replace(title="Local need", wording=now.wording)
    assert _upgraded(confirmed, new) == UpgradeResult(confirmed, ())


def test_an_editorial_change_of_words_asks_nobody_again() -> None:
    new = playbook(
        "2",
        understand=(action("need", "The need", editorial=(NEED,)), action("ties")),
        engage=V1_ENGAGE,
    )
    assert wording_changed(_checklist(need=SAM), new) == ()
    found = _upgraded(_checklist(need=SAM), new)
    assert found.checklist.action("need").title == "The need"
    assert found.steps == (Step(Kind.EDITORIAL, "need", "The need"),)


def test_an_editorial_mark_covers_only_the_wording_it_names() -> None:
    """Somebody two versions behind answered other words than the latest change was made to."""
    other = action("need", "The most urgent need")
    latest = action("need", "Your most urgent need", editorial=(other.wording,))
    second = playbook("2", understand=(other, action("ties")), engage=V1_ENGAGE)
    third = playbook("3", understand=(latest, action("ties")), engage=V1_ENGAGE)
    behind = _checklist(need=SAM)
    assert wording_changed(behind, third) == ((behind.action("need"), latest),)
    assert _upgraded(behind, third).checklist.action("need").title == "Need"
    answered_second = confirm_wording(_upgraded(behind, second).checklist, second, "need")
    assert wording_changed(answered_second, third) == ()
    assert _upgraded(answered_second, third).checklist.action("need").title == latest.title


def test_an_action_that_is_no_longer_for_the_role_stays_if_it_was_answered() -> None:
    decide = ("decision-maker",)
    new = playbook(
        "2",
        understand=(action("need", roles=decide), action("ties", roles=decide)),
        engage=V1_ENGAGE,
    )
    found = _upgraded(_checklist(ties=SAM), new)
    assert _ids(found.checklist) == [("understand", "ties"), ("engage", "touch")]
    assert found.steps == (Step(Kind.KEPT, "ties", "Ties"), Step(Kind.DROPPED, "need", "Need"))


def test_an_action_that_is_for_the_role_now_is_added() -> None:
    new = playbook("2", understand=V1.pillars[0].actions, engage=(action("touch"), action("board")))
    assert _upgraded(BLANK, new).steps == (Step(Kind.ADDED, "board", "Board"),)


def test_a_role_with_a_new_id_is_followed_and_one_that_is_gone_stays() -> None:
    roles = (V1.roles[0]._replace(id="developer", also=("innovator",)), V1.roles[1])
    new = playbook("2", understand=(action("need", roles=("developer",)),))._replace(roles=roles)
    assert _upgraded(BLANK, new).checklist.roles == ("developer",)
    assert _ids(_upgraded(BLANK, new).checklist) == [("understand", "need")]
    assert _upgraded(BLANK._replace(roles=("nurse", *BOTH)), V1).checklist.roles == ("nurse", *BOTH)


def test_wording_can_only_be_confirmed_for_an_action_that_both_have() -> None:
    for action_id in ("board", "nothing"):
        with pytest.raises(KeyError):
            confirm_wording(BLANK, V1, action_id)


def test_thousands_of_renames_are_followed() -> None:
    many = [f"a{number}" for number in range(5000)]
    old = playbook("1", understand=tuple(map(action, many)))
    new = playbook("2", understand=tuple(action(f"b-{name}", was=(name,)) for name in many))
    checklist = new_checklist(old, BOTH, "Many")
    found = upgrade(checklist, new)
    assert len(found.checklist.actions) == len(found.steps) // 2 == len(many)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("2", "1", True),
        ("1", "2", False),
        ("2.10", "2.9", True),
        ("2023.2", "2023.1", True),
        ("2023.1.1", "2023.1", True),
        ("2023.1", "2023.1.0", False),
        ("2023.1.0", "2023.1", False),
        ("10.0", "9", True),
        ("1", "1", False),
        ("0", "0.0", False),
        ("draft", "1", False),
        ("1", "draft", False),
        ("1.0-beta", "1.0", False),
        pytest.param("9" * 5000, "1", False, id="more digits than Python reads"),
    ],
)
def test_versions_compare_by_number(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer
