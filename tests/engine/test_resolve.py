"""Choosing between two versions gives a checklist that can be written, whatever is chosen."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.line_diff import split
from scalekit.engine.merge import merge_both_ways
from scalekit.engine.resolve import both, decided, unresolved, with_both
from scalekit.model.checklist import Checklist, OtherText
from scalekit.storage import json_, markdown
from scalekit.storage.conflicts import mark, sides
from tests.edits import LAWS, two_edits
from tests.storage.test_hand_edits import CHECKLIST
from tests.strategies import checklists

CODECS = ((markdown.dumps, markdown.loads), (json_.dumps, json_.loads))


@LAWS
@given(st.data(), checklists(), checklists())
def test_every_choice_between_any_two_can_be_written(
    data: st.DataObject, ours: Checklist, theirs: Checklist
) -> None:
    chosen: dict[Any, Any] = {}
    for change in unresolved(ours, theirs):
        options = [change.old, change.new]
        if both(change) is not None:
            options.append(both(change))
        chosen[change] = data.draw(st.sampled_from(options))
    result = decided(ours, theirs, chosen)
    for dumps, loads in CODECS:
        assert loads(dumps(result))[0] == result
    for change, value in chosen.items():
        if change.field in ("owner", "note", "evidence", "status", "due"):
            answer = result.action(change.action_id).answer
            assert getattr(answer, change.field) == value


@LAWS
@given(two_edits())
def test_keeping_both_leaves_only_what_one_field_cannot_hold(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    found = merge_both_ways(*three)
    kept = with_both(found)
    left = unresolved(kept.ours, kept.theirs)
    assert {(c.action_id, c.field) for c in left} <= {
        (c.action_id, c.field) for c in unresolved(found.ours, found.theirs)
    }
    for change in left:
        assert change.field not in ("note", "evidence", "action")
        assert change.field == "reason" or (change.old and change.new)
    for side, whole in ((found.ours, kept.ours), (found.theirs, kept.theirs)):
        for action in side.actions:
            answer = whole.action(action.id).answer
            assert {*action.answer.evidence} <= {*answer.evidence}
            assert {*split(action.answer.note)} <= {*split(answer.note)}
        for dumps, loads in CODECS:
            assert loads(dumps(whole))[0] == whole


@LAWS
@given(checklists(), checklists(), checklists())
def test_what_is_marked_holds_both_versions(
    base: Checklist, ours: Checklist, theirs: Checklist
) -> None:
    found = merge_both_ways(base, ours, theirs)
    for dumps, loads in CODECS:
        texts = dumps(found.ours), dumps(found.theirs)
        assert sides(mark(*texts, "HEAD", "branch")) == texts
        assert loads(texts[0])[0] == found.ours
        assert loads(texts[1])[0] == found.theirs


def test_text_beside_an_action_that_is_left_out_is_kept() -> None:
    theirs = CHECKLIST._replace(other_text=(OtherText("policy-ties.owner", "Ask Jo."),))
    actions = tuple(action for action in CHECKLIST.actions if action.id != "policy-ties")
    ours = CHECKLIST._replace(actions=actions)
    result = decided(ours, theirs, {change: change.old for change in unresolved(ours, theirs)})
    assert [action.id for action in result.actions] == [action.id for action in actions]
    assert "Ask Jo." in markdown.dumps(result)
    assert markdown.loads(markdown.dumps(result))[0] == result
