"""What holds for the upgrade of any checklist to whatever its playbook's author writes next."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.changed_wording import confirm_wording, wording_changed
from scalekit.engine.diff import apply, diff
from scalekit.engine.merge import merge
from scalekit.engine.roles import actions_for, new_checklist, with_roles
from scalekit.engine.upgrade import Kind, upgrade
from scalekit.model.checklist import RETIRED_TITLE, Answer, Checklist
from scalekit.model.playbook import Playbook
from scalekit.storage import json_, markdown
from tests.edits import LAWS
from tests.engine.factories import BOTH, answered, next_versions, playbooks


@st.composite
def upgrades(draw: st.DrawFn) -> tuple[Checklist, Playbook]:
    """Draw a checklist and a version of its playbook one or two versions later."""
    first = draw(playbooks())
    second = draw(next_versions(first))
    checklist = draw(answered(first))
    if draw(st.booleans()):
        return checklist, second
    return upgrade(checklist, second).checklist, draw(next_versions(second))


SAM = Answer(owner="Sam")
Drawn = tuple[Checklist, Playbook]


def _answers(checklist: Checklist) -> Counter[Answer]:
    return Counter(a.answer for a in checklist.actions if a.answer != Answer())


@LAWS
@given(upgrades())
def test_twice_is_the_same_as_once(drawn: Drawn) -> None:
    checklist, playbook = drawn
    once = upgrade(checklist, playbook).checklist
    again = upgrade(once, playbook)
    assert again.checklist == once
    assert {step.kind for step in again.steps} <= {Kind.WORDING_CHANGED, Kind.KEPT}


@LAWS
@given(upgrades())
def test_no_answer_is_lost_or_given_twice(drawn: Drawn) -> None:
    assert _answers(upgrade(*drawn).checklist) == _answers(drawn[0])


@LAWS
@given(upgrades())
def test_no_other_text_is_lost(drawn: Drawn) -> None:
    new = "\n\n".join(other.text for other in upgrade(*drawn).checklist.other_text)
    for other in drawn[0].other_text:
        quoted = "> " + other.text.replace("\n", "\n> ")
        assert other.text in new or quoted in new


@LAWS
@given(upgrades())
def test_every_action_for_the_roles_is_there_under_its_pillar_in_order(drawn: Drawn) -> None:
    checklist, playbook = drawn
    new = upgrade(checklist, playbook).checklist
    assert new.version == playbook.version
    held = {action.id: action.pillar for action in new.actions}
    wanted = {action.id: pillar.id for pillar, action in actions_for(playbook, new.roles)}
    assert wanted.items() <= held.items()
    order = [action.id for _, action in playbook.actions() if action.id in held]
    assert [action.id for action in new.actions][: len(order)] == order
    titles = {pillar.id: pillar.title for pillar in playbook.pillars}
    assert all(titles.get(pillar, RETIRED_TITLE) == title for pillar, title in new.pillars)


@LAWS
@given(upgrades())
def test_an_answer_that_nobody_confirmed_keeps_the_words_it_answered(drawn: Drawn) -> None:
    checklist, playbook = drawn
    new = upgrade(checklist, playbook).checklist
    current = {action.id: action for _, action in playbook.actions()}
    words = {(a.title, a.text, a.wording) for a in checklist.actions if a.answer != Answer()}
    for action in new.actions:
        now = current.get(action.id)
        asked = (action.title, action.text, action.wording)
        if now and (action.answer == Answer() or asked not in words):
            assert asked == (now.title, now.text, now.wording)
        else:
            assert action.answer == Answer() or asked in words
        assert not now or asked[2] == now.wording or asked[2] not in now.editorial


@LAWS
@given(upgrades())
def test_what_has_new_wording_is_reported_until_it_is_confirmed(drawn: Drawn) -> None:
    checklist, playbook = drawn
    found = upgrade(checklist, playbook)
    new, report = found.checklist, found.steps
    changed = [held.id for held, _ in wording_changed(new, playbook)]
    assert changed == [s.action_id for s in report if s.kind is Kind.WORDING_CHANGED]
    for action_id in changed:
        new = confirm_wording(new, playbook, action_id)
    assert wording_changed(new, playbook) == ()
    assert _answers(new) == _answers(checklist)


@LAWS
@given(upgrades())
def test_the_report_names_every_action_that_came_or_went(drawn: Drawn) -> None:
    checklist, playbook = drawn
    found = upgrade(checklist, playbook)
    before = {action.id for action in checklist.actions}
    after = {action.id for action in found.checklist.actions}
    new = {step.action_id for step in found.steps if step.kind is not Kind.DROPPED}
    gone = {step.action_id for step in found.steps if step.kind is Kind.DROPPED}
    others = {word for step in found.steps for word in step.others}
    assert after - before <= new
    assert before - after <= gone | others
    assert not gone & after


@LAWS
@given(st.data(), playbooks())
def test_after_a_merge_with_one_not_upgraded_another_upgrade_brings_everything(
    data: st.DataObject, first: Playbook
) -> None:
    """Theirs took on another role meanwhile, with the actions that the old version has for it."""
    second = data.draw(next_versions(first))
    base = data.draw(answered(first))
    ours = upgrade(base, second).checklist
    theirs = with_roles(base, first, BOTH)
    for held in theirs.actions:
        theirs = theirs.with_answer(held.id, data.draw(st.sampled_from((held.answer, SAM))))
    merged = merge(base, ours, theirs).checklist
    new = upgrade(merged, second).checklist
    wanted = {action.id for _, action in actions_for(second, new.roles)}
    assert wanted <= {action.id for action in new.actions}
    assert _answers(new) == _answers(merged)
    assert new == upgrade(new, second).checklist


@LAWS
@given(upgrades())
def test_the_new_checklist_can_be_kept_and_compared(drawn: Drawn) -> None:
    new = upgrade(*drawn).checklist
    assert markdown.loads(markdown.dumps(new))[0] == new
    assert json_.loads(json_.dumps(new))[0] == new
    assert apply(diff(drawn[0], new), drawn[0]) == new


@LAWS
@given(st.data(), playbooks())
def test_a_checklist_made_from_the_playbook_stays_as_it_is(
    data: st.DataObject, playbook: Playbook
) -> None:
    checklist = data.draw(answered(playbook))
    assert upgrade(checklist, playbook).checklist == checklist
    assert upgrade(checklist, playbook).steps == ()
    new = new_checklist(playbook, BOTH, "New")
    assert upgrade(new, playbook).checklist == new
