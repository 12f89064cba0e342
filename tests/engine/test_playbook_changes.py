"""What changed between two playbooks is told in full, and touches what an upgrade touches."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.playbook_changes import Touch, changes
from scalekit.engine.roles import new_checklist
from scalekit.engine.upgrade import Kind, upgrade
from scalekit.model.checklist import Answer, Status
from scalekit.model.playbook import Action, Playbook
from scalekit.model.wording import fingerprint
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from tests.edits import LAWS
from tests.engine.factories import BOTH, next_versions, playbook, playbooks
from tests.engine.factories import action as an_action


def book() -> Playbook:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return playbook


def with_actions(playbook: Playbook, new: dict[str, Action | None]) -> Playbook:
    """Return the playbook with other actions in the place of some; None takes one out."""
    pillars = []
    for pillar in playbook.pillars:
        found = (new.get(action.id, action) for action in pillar.actions)
        pillars.append(pillar._replace(actions=tuple(filter(None, found))))
    return playbook._replace(pillars=tuple(pillars), version="9999")


def reworded(action: Action, title: str) -> Action:
    return action._replace(title=title, wording=fingerprint(title, action.text))


def test_nothing_changed_between_a_playbook_and_itself() -> None:
    assert changes(book(), book()) == ((), ())


def test_each_change_of_an_action_touches_what_an_upgrade_does() -> None:
    """Of a checklist of every role in which every action is answered."""
    old = book()
    roles = tuple(role.id for role in old.roles)
    blank = new_checklist(old, roles, "Rye", "")
    answered = blank.with_answers(
        {action.id: Answer(status=Status.COMPLETED) for action in blank.actions}
    )
    pairs = (
        (Touch.AGAIN, Kind.WORDING_CHANGED),
        (Touch.EDITORIAL, Kind.EDITORIAL),
        (Touch.NEW, Kind.ADDED),
        (Touch.KEPT, Kind.RETIRED),
    )
    dice = random.Random(20261126)
    seen = set()
    for _ in range(60):
        new: dict[str, Action | None] = {}
        for number, (_, action) in enumerate(old.actions()):
            made = dice.choice(
                ("same", "reworded", "editorial", "gone", "renamed", "other", "asks")
            )
            if made == "reworded":
                new[action.id] = reworded(action, "Other words")
            elif made == "editorial":
                new[action.id] = reworded(action, "Same")._replace(editorial=(action.wording,))
            elif made == "gone":
                new[action.id] = None
            elif made == "renamed":
                new[action.id] = action._replace(id=f"renamed-{number}", was=(action.id,))
            elif made == "other":
                new[action.id] = reworded(action, "New one")._replace(id=f"new-{number}")
            elif made == "asks":
                new[action.id] = action._replace(ask=("One?", *action.ask[1:]))
        later = with_actions(old, new)
        found = changes(old, later).actions
        report = upgrade(answered, later).steps
        for touch, kind in pairs:
            told = {change.id for change in found if change.touch is touch}
            assert told == {step.action_id for step in report if step.kind is kind}
            seen |= {touch} if told else set()
    assert len(seen) == len(pairs)


@LAWS
@given(st.data(), playbooks(), st.sampled_from(BOTH))
def test_what_is_told_of_a_role_is_what_an_upgrade_does_for_it(
    data: st.DataObject, old: Playbook, role: str
) -> None:
    """Whatever the author renames, joins, splits or gives to other roles: every answer is told."""
    new = data.draw(next_versions(old))
    blank = new_checklist(old, (role,), "Rye", "")
    done = Answer(status=Status.COMPLETED)
    answered = blank.with_answers({held.id: done for held in blank.actions})
    report = upgrade(answered, new).steps
    told = changes(old, new).actions
    mine = [change for change in told if role in change.roles]

    def ids(*kinds: Kind) -> set[str]:
        return {step.action_id for step in report if step.kind in kinds}

    assert ids(Kind.ADDED) == {
        change.id for change in told if role in (change.roles if change.is_new else change.new_for)
    }
    assert ids(Kind.RENAMED, Kind.JOINED) <= {change.id for change in mine if change.was}
    assert ids(Kind.JOINED) <= {change.id for change in mine if change.joins}
    assert ids(Kind.SPLIT) <= {change.id for change in mine if change.split_into}
    assert ids(Kind.WORDING_CHANGED) <= {c.id for c in mine if c.touch is Touch.AGAIN}
    gone = {change.id for change in mine if change.touch is Touch.KEPT}
    joined = {was for change in mine for was in change.was if change.joins}
    assert gone <= ids(Kind.RETIRED) <= gone | joined


def test_of_one_that_became_several_the_first_has_the_answers() -> None:
    """One that is for the same roles is new; one for other roles has the answers of those."""
    old = playbook("1", understand=(an_action("referrals"),))
    out, back = (an_action(name, was=("referrals",)) for name in ("out", "back"))
    first, second = changes(old, playbook("2", understand=(out, back))).actions
    assert (first.touch, first.was, first.split_into) == (Touch.AGAIN, ("referrals",), ("back",))
    assert (second.touch, second.was, second.is_new) == (Touch.NEW, (), True)
    assert second.split_from == (("referrals", "out"),)
    mine = out._replace(roles=("innovator",))
    theirs = back._replace(roles=("decision-maker",))
    for change in changes(old, playbook("2", understand=(mine, theirs))).actions:
        assert (change.touch, change.was) == (Touch.AGAIN, ("referrals",))


def test_an_action_is_new_for_a_role_that_it_is_given_to() -> None:
    old = playbook("1", understand=(an_action("one", roles=("innovator",)),))
    (change,) = changes(old, playbook("2", understand=(an_action("one"),))).actions
    assert (change.roles, change.new_for) == (("innovator",), ("decision-maker",))


def test_a_field_says_what_it_no_longer_does_and_what_it_does_now() -> None:
    old = book()
    _, action = next(old.actions())
    later = with_actions(old, {action.id: action._replace(ask=(*action.ask[1:], "What else?"))})
    (change,) = changes(old, later).actions
    assert (change.id, change.touch) == (action.id, Touch.NONE)
    assert change.fields == (("ask", (action.ask[0],), ("What else?",)),)


def test_every_field_that_a_reader_sees_is_compared() -> None:
    """What is added to the model has to be told, or named as what nobody reads."""
    old = book()
    _, action = next(old.actions())
    unread = {"id", "wording", "was", "editorial", "changes", "roles"}
    for name in {*Action._fields} - unread:
        other: dict[str, Any] = {name: ("x",)}
        later = with_actions(old, {action.id: action._replace(**other)})
        (change,) = changes(old, later).actions
        assert [field.field for field in change.fields] == [name]
    gone = old._replace(resources=(), case_studies=old.case_studies[1:], summary="Other.")
    told = {(each.noun, each.is_gone) for each in changes(old, gone).others}
    assert told == {("playbook", False), ("resource", True), ("case study", True)}
