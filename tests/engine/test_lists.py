"""Lists of things with names merge without losing one, whichever side is ours."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from scalekit.engine.merge_lists import merged_evidence, merged_order, merged_roles
from scalekit.model.checklist import Evidence

names = st.lists(st.sampled_from("abcdefg"), unique=True)
some_evidence = st.lists(
    st.builds(
        Evidence, st.sampled_from(("Audit", "Letter")), st.sampled_from(("", "x", "y")), st.just("")
    ),
    max_size=4,
).map(tuple)
Pieces = tuple[Evidence, ...]

AUDIT = Evidence("Audit", "audit.pdf")
LETTER = Evidence("Letter")
SURVEY = Evidence("Survey", "survey.pdf")


@settings(deadline=None)
@given(names, names, names)
def test_each_name_that_is_kept_is_there_once(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    every = {*ours, *theirs}
    order = merged_order(base, ours, theirs, every)
    assert Counter(order) == Counter(every)
    assert order == merged_order(base, theirs, ours, every)


@settings(deadline=None)
@given(names, names)
def test_the_order_of_the_side_that_moved_some_is_taken(base: list[str], moved: list[str]) -> None:
    assert merged_order(base, moved, base, moved) == moved
    assert merged_order(base, base, moved, moved) == moved
    assert merged_order(base, moved, moved, moved) == moved


def test_newcomers_stand_behind_the_name_they_stood_behind() -> None:
    order = merged_order("abc", "xabyc", "abczq", "xabyczq")
    assert order == [*"xabyczq"]
    assert merged_order("ab", "azb", "axb", "abxz") == [*"axzb"]


def test_what_one_side_moved_and_the_other_added_are_both_followed() -> None:
    assert merged_order("abc", "cab", "abxc", "abcx") == [*"cabx"]


def test_many_newcomers_in_a_row_are_no_burden() -> None:
    row = [f"{number:05}" for number in range(5000)]
    assert merged_order([], row, [], row) == row


def test_roles_of_both_sides_are_added_and_one_removed_is_gone() -> None:
    assert merged_roles(("a",), ("a", "b"), ("a", "c")) == ("a", "b", "c")
    assert merged_roles(("a", "b"), ("a",), ("a", "b", "c")) == ("a", "c")


def test_two_sides_that_each_removed_a_role_do_not_leave_none() -> None:
    assert merged_roles(("a", "b"), ("a",), ("b",)) == ("a", "b")


@settings(deadline=None)
@given(some_evidence, some_evidence, some_evidence)
def test_no_evidence_is_lost_whichever_side_is_ours(
    base: Pieces, ours: Pieces, theirs: Pieces
) -> None:
    merged, clash = merged_evidence(base, ours, theirs)
    other, clash_swapped = merged_evidence(base, theirs, ours)
    assert clash == clash_swapped
    if not clash:
        assert merged == other
        assert {*ours, *theirs} - {*base} <= {*merged}
        assert {*merged} <= {*ours, *theirs}


@settings(deadline=None)
@given(some_evidence, some_evidence)
def test_evidence_that_one_side_changed_is_taken_as_it_is(base: Pieces, new: Pieces) -> None:
    assert merged_evidence(base, new, base) == (new, False)
    assert merged_evidence(base, base, new) == (new, False)
    assert merged_evidence(base, new, new) == (new, False)


def test_evidence_that_both_sides_add_is_all_there() -> None:
    merged = merged_evidence((AUDIT,), (AUDIT, LETTER), (AUDIT, SURVEY))
    assert merged == ((AUDIT, LETTER, SURVEY), False)


def test_evidence_that_both_sides_add_alike_is_there_once() -> None:
    assert merged_evidence((), (AUDIT,), (LETTER, AUDIT)) == ((LETTER, AUDIT), False)


def test_one_link_added_with_two_labels_is_two_pieces_of_evidence() -> None:
    again = Evidence("Register audit", "audit.pdf")
    assert merged_evidence((), (AUDIT,), (again,)) == ((AUDIT, again), False)


def test_evidence_that_one_side_removed_is_gone() -> None:
    assert merged_evidence((AUDIT, LETTER), (LETTER,), (AUDIT, LETTER, SURVEY)) == (
        (LETTER, SURVEY),
        False,
    )


def test_evidence_with_two_new_labels_clashes_and_the_rest_is_merged() -> None:
    ours = (Evidence("Our audit", "audit.pdf"), LETTER)
    theirs = (Evidence("Their audit", "audit.pdf"), SURVEY)
    assert merged_evidence((AUDIT,), ours, theirs) == ((*ours, SURVEY), True)


def test_evidence_removed_on_one_side_and_changed_on_the_other_clashes() -> None:
    changed = (Evidence("Their audit", "audit.pdf"),)
    assert merged_evidence((AUDIT,), (), changed) == ((), True)
    assert merged_evidence((AUDIT,), changed, ()) == (changed, True)
