"""Choosing between two versions gives a checklist that can be written, whatever is chosen."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.resolve import both, decided, decisions, versions
from scalekit.model.checklist import Checklist, OtherText
from scalekit.storage import json_, markdown
from scalekit.storage.conflicts import mark, sides
from tests.edits import LAWS
from tests.storage.test_hand_edits import CHECKLIST
from tests.strategies import checklists

CODECS = ((markdown.dumps, markdown.loads), (json_.dumps, json_.loads))


@LAWS
@given(st.data(), checklists(), checklists())
def test_every_choice_between_any_two_can_be_written(
    data: st.DataObject, ours: Checklist, theirs: Checklist
) -> None:
    chosen: dict[Any, Any] = {}
    for change in decisions(ours, theirs):
        options = [change.old, change.new]
        if both(change) is not None:
            options.append(both(change))
        chosen[change] = data.draw(st.sampled_from(options))
    result = decided(ours, theirs, chosen)
    for dumps, loads in CODECS:
        assert loads(dumps(result)) == (result, [])
    for change, value in chosen.items():
        if change.field in ("owner", "note", "evidence", "status", "due"):
            answer = result.action(change.action_id).answer
            assert getattr(answer, change.field) == value


@LAWS
@given(checklists(), checklists(), checklists())
def test_what_is_marked_holds_both_versions(
    base: Checklist, ours: Checklist, theirs: Checklist
) -> None:
    found = versions(base, ours, theirs)
    for dumps, loads in CODECS:
        texts = dumps(found.ours), dumps(found.theirs)
        assert sides(mark(*texts, "HEAD", "branch")) == texts
        assert loads(texts[0]) == (found.ours, [])
        assert loads(texts[1]) == (found.theirs, [])


def test_text_beside_an_action_that_is_left_out_is_kept() -> None:
    theirs = replace(CHECKLIST, other_text=(OtherText("policy-ties.owner", "Ask Jo."),))
    actions = tuple(action for action in CHECKLIST.actions if action.id != "policy-ties")
    ours = replace(CHECKLIST, actions=actions)
    result = decided(ours, theirs, {change: change.old for change in decisions(ours, theirs)})
    assert [action.id for action in result.actions] == [action.id for action in actions]
    assert "Ask Jo." in markdown.dumps(result)
    assert markdown.loads(markdown.dumps(result)) == (result, [])
