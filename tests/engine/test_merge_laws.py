"""What holds for the merge of any three checklists, however awkward."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.fields import ACTION_FIELDS, WHOLE, values
from scalekit.engine.line_diff import split
from scalekit.engine.merge import Conflict, MergeResult, merge
from scalekit.model.checklist import Answer, Checklist, places
from scalekit.storage import json_, markdown
from tests.edits import LAWS, new_value, two_edits, with_value
from tests.strategies import annotated

Three = tuple[Checklist, Checklist, Checklist]
FIELDS = [field for field in ACTION_FIELDS if field != "pillar"]


def _swapped(conflicts: tuple[Conflict, ...]) -> list[str]:
    """Return conflicts with their sides exchanged, as text: two merges may find other orders."""
    return sorted(repr(c._replace(ours=c.theirs, theirs=c.ours)) for c in conflicts)


def _sides_of_texts_apart(checklist: Checklist) -> tuple[Checklist, list[Any]]:
    """Return a checklist without its other text, and that with no order among its lines."""
    texts = [(other.after, Counter(other.text.split("\n"))) for other in checklist.other_text]
    return checklist._replace(other_text=()), texts


@LAWS
@given(two_edits())
def test_what_one_side_changed_is_the_merge(versions: Three) -> None:
    base, changed, _ = versions
    assert merge(base, changed, base) == MergeResult(changed, ())
    assert merge(base, base, changed) == MergeResult(changed, ())


@LAWS
@given(two_edits())
def test_what_both_sides_changed_to_the_same_is_the_merge(versions: Three) -> None:
    base, changed, _ = versions
    assert merge(base, changed, changed) == MergeResult(changed, ())


@LAWS
@given(annotated(), annotated())
def test_checklists_with_nothing_in_common_keep_to_the_same(a: Checklist, b: Checklist) -> None:
    assert merge(a, b, b) == MergeResult(b, ())
    assert merge(a, b, a) == MergeResult(b, ())
    assert merge(a, a, b) == MergeResult(b, ())


@LAWS
@given(two_edits())
def test_it_matters_to_nothing_which_side_is_ours(versions: Three) -> None:
    base, x, y = versions
    one, other = merge(base, x, y), merge(base, y, x)
    assert sorted(map(repr, one.conflicts)) == _swapped(other.conflicts)
    if not one.conflicts:
        assert _sides_of_texts_apart(one.checklist) == _sides_of_texts_apart(other.checklist)


@LAWS
@given(two_edits())
def test_a_field_in_conflict_is_as_ours_has_it(versions: Three) -> None:
    base, ours, theirs = versions
    found = merge(base, ours, theirs)
    merged, conflicts = found.checklist, found.conflicts
    for conflict in conflicts:
        assert conflict.ours != conflict.theirs
        assert conflict.base not in (conflict.ours, conflict.theirs)
        if conflict.field in ("playbook", "version", "innovation", "place"):
            assert getattr(merged, conflict.field) == conflict.ours == getattr(ours, conflict.field)
        elif conflict.field == "action":
            assert merged.action(conflict.action_id) in (conflict.ours, conflict.theirs)
        elif conflict.action_id and conflict.field not in ("note", "evidence"):
            assert values(merged.action(conflict.action_id))[conflict.field] == conflict.ours


@LAWS
@given(two_edits())
def test_a_status_that_clashes_keeps_its_own_reason(versions: Three) -> None:
    found = merge(*versions)
    for action_id in {c.action_id for c in found.conflicts if c.field in WHOLE}:
        ours, merged = (
            versions[1].action(action_id).answer,
            found.checklist.action(action_id).answer,
        )
        assert (merged.status, merged.reason) == (ours.status, ours.reason)


@LAWS
@given(two_edits())
def test_the_merge_is_a_checklist_that_can_be_kept(versions: Three) -> None:
    merged = merge(*versions).checklist
    ids = [action.id for action in merged.actions]
    pillars = [pillar for pillar, _ in merged.pillars]
    assert len(set(ids)) == len(ids)
    assert len(set(pillars)) == len(pillars)
    assert [a.pillar for a in merged.actions] == sorted(
        (a.pillar for a in merged.actions), key=pillars.index
    )
    afters = [other.after for other in merged.other_text]
    assert afters == [place for place in places(merged) if place in afters]
    assert markdown.loads(markdown.dumps(merged))[0] == merged
    assert json_.loads(json_.dumps(merged))[0] == merged


@LAWS
@given(two_edits())
def test_no_action_that_somebody_answered_is_lost(versions: Three) -> None:
    base, *sides = versions
    merged = {action.id for action in merge(*versions).checklist.actions}
    before = {action.id: action for action in base.actions}
    for side in sides:
        assert {a.id for a in side.actions if before.get(a.id) != a} <= merged


@LAWS
@given(two_edits())
def test_no_line_that_a_side_added_to_a_note_is_lost(versions: Three) -> None:
    base, *sides = versions
    found = merge(*versions)
    merged, conflicts = found.checklist, found.conflicts
    reported = {conflict.action_id for conflict in conflicts if conflict.field == "note"}
    before = {action.id: Counter(split(action.answer.note)) for action in base.actions}
    for action in (action for side in sides for action in side.actions):
        added = Counter(split(action.answer.note)) - before.get(action.id, Counter())
        if action.id not in reported and added.total():
            assert added <= Counter(split(merged.action(action.id).answer.note))


@LAWS
@given(two_edits())
def test_no_evidence_that_a_side_added_is_lost(versions: Three) -> None:
    base, *sides = versions
    found = merge(*versions)
    merged, conflicts = found.checklist, found.conflicts
    reported = {conflict.action_id for conflict in conflicts if conflict.field == "evidence"}
    before = {action.id: set(action.answer.evidence) for action in base.actions}
    for action in (action for side in sides for action in side.actions):
        added = set(action.answer.evidence) - before.get(action.id, set())
        if action.id not in reported and added:
            assert added <= set(merged.action(action.id).answer.evidence)


@LAWS
@given(two_edits())
def test_no_other_text_that_a_side_added_is_lost(versions: Three) -> None:
    base, *sides = versions
    merged = "\n\n".join(other.text for other in merge(*versions).checklist.other_text)
    for other in (other for side in sides for other in side.other_text):
        if other not in base.other_text:
            plain, quoted = other.text, "> " + other.text.replace("\n", "\n> ")
            assert plain in merged or quoted in merged


@LAWS
@given(st.data(), annotated())
def test_edits_of_different_fields_are_both_there(data: st.DataObject, base: Checklist) -> None:
    """Words count as a field only where there is an answer: a first answer keeps its words."""
    sides = [base, base]
    both = base
    for action in base.actions:
        for field in FIELDS if action.answer != Answer() else FIELDS[1:]:
            who = data.draw(st.sampled_from((None, None, 0, 1)))
            if who is not None:
                value = data.draw(new_value(action, field))
                sides[who] = with_value(sides[who], action.id, field, value)
                both = with_value(both, action.id, field, value)
    sides[0] = sides[0]._replace(innovation="Ours")
    sides[1] = sides[1]._replace(place="Theirs")
    both = both._replace(innovation="Ours", place="Theirs")
    assert merge(base, *sides) == MergeResult(both, ())
