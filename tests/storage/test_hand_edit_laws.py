"""What holds for any file that a person edited by hand, whatever is answered in it afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.diff import apply, diff
from scalekit.model.checklist import Answer, Checklist, places
from scalekit.storage import json_
from scalekit.storage.markdown.layout import dumps, loads
from tests.edits import LAWS, new_value, with_value
from tests.storage.test_hand_edits import PARAGRAPHS, TEXT

FIELDS = ("status", "owner", "due", "confidence", "reason", "evidence", "note")


@st.composite
def edited_by_hand(draw: st.DrawFn) -> Checklist:
    """Draw what reads as a checklist after text was typed into it and actions were moved."""
    head, *actions = TEXT.split("### ")
    text = "### ".join([head, *draw(st.permutations(actions))])
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines)))
        typed = draw(st.sampled_from(PARAGRAPHS)).split("\n")
        text = "\n".join([*lines[:at], "", *typed, "", *lines[at:]])
    return _read(text)


def _read(text: str) -> Checklist:
    checklist, problems = loads(text)
    assert checklist, problems
    return checklist


@st.composite
def answered(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    """Draw what a checklist is after an answer or two."""
    for _ in range(draw(st.integers(1, 2))):
        action = draw(st.sampled_from(checklist.actions))
        field = draw(st.sampled_from((*FIELDS, "note", "note")))
        value = draw(new_value(action, field))
        if field == "note":
            value = draw(st.sampled_from(("", value)))
        checklist = with_value(checklist, action.id, field, value)
    return checklist


@LAWS
@given(st.data())
def test_every_answer_can_be_saved_beside_whatever_was_typed(data: st.DataObject) -> None:
    checklist = data.draw(answered(data.draw(edited_by_hand())))
    assert _read(dumps(checklist)) == checklist
    assert json_.loads(json_.dumps(checklist))[0] == checklist


@LAWS
@given(st.data())
def test_text_stands_in_the_order_of_the_places(data: st.DataObject) -> None:
    old = data.draw(edited_by_hand())
    new = data.draw(answered(data.draw(edited_by_hand())))
    order = places(old)
    assert [o.after for o in old.other_text] == sorted(
        (o.after for o in old.other_text), key=order.index
    )
    assert apply(diff(old, new), old) == new


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_text_typed_below_an_action_stays_text_when_its_note_is_cleared(paragraph: str) -> None:
    end = "<!-- end: touchpoints -->"
    checklist = _read(TEXT.replace(end, f"{end}\n\n{paragraph}"))
    kept = checklist.other_text
    assert [other.after for other in kept] == ["touchpoints.note"]
    cleared = checklist.with_answer("touchpoints", Answer())
    assert _read(dumps(cleared)) == cleared
    assert cleared.other_text == kept
    again = cleared.with_answer("touchpoints", Answer(note="Another."))
    assert _read(dumps(again)) == again
