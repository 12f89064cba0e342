"""A diff says what changed, all of it, and nothing else."""

from datetime import date

from hypothesis import given

from scalekit.engine.diff import Change, apply, diff, reordered_ids
from scalekit.engine.fields import Words
from scalekit.engine.line_diff import changed_lines, changed_parts
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    OtherText,
    Status,
)
from tests.edits import LAWS, two_edits
from tests.strategies import annotated

OLD = Checklist(
    "guide",
    "1",
    ("innovator",),
    "FeNO testing",
    pillars=(("understand", "Understand"), ("engage", "Engage")),
    actions=(
        ChecklistAction("need", "understand", "Need", "Find out.", "aaaaaaaa"),
        ChecklistAction("ties", "understand", "Ties", "", "bbbbbbbb", Answer(owner="Jo")),
        ChecklistAction("touch", "engage", "Touch", "", "cccccccc"),
    ),
)


@LAWS
@given(annotated(), annotated())
def test_the_changes_between_any_two_make_one_into_the_other(a: Checklist, b: Checklist) -> None:
    assert apply(diff(a, b), a) == b


@LAWS
@given(two_edits())
def test_the_changes_of_a_few_edits_make_one_into_the_other(
    versions: tuple[Checklist, Checklist, Checklist],
) -> None:
    for a in versions:
        for b in versions:
            changes = diff(a, b)
            assert apply(changes, a) == b
            assert (changes == ()) == (a == b)
            assert all(change.old != change.new for change in changes)
            assert len({(change.action_id, change.field) for change in changes}) == len(changes)


def test_an_answer_is_one_change_for_each_field() -> None:
    answer = Answer(Status.COMPLETED, "Sam", date(2026, 12, 1), note="Done.")
    assert diff(OLD, OLD.with_answer("need", answer)) == (
        Change("need", "status", Status.NOT_STARTED, Status.COMPLETED),
        Change("need", "owner", "", "Sam"),
        Change("need", "due", None, date(2026, 12, 1)),
        Change("need", "note", "", "Done."),
    )


def test_changes_come_in_the_order_of_the_checklist() -> None:
    new = OLD.with_answer("touch", Answer(owner="Sam")).with_answer("need", Answer(owner="Sam"))
    new = new._replace(place="Leeds", other_text=(OtherText("need.owner", "Ask."),))
    assert [(change.action_id, change.field) for change in diff(OLD, new)] == [
        ("", "place"),
        ("need", "owner"),
        ("need", "other_text:need.owner"),
        ("touch", "owner"),
    ]


def test_new_wording_is_one_change_with_title_and_text() -> None:
    need = OLD.actions[0]._replace(title="Local need", wording="dddddddd")
    assert diff(OLD, OLD._replace(actions=(need, *OLD.actions[1:]))) == (
        Change(
            "need",
            "words",
            Words("Need", "Find out.", "aaaaaaaa"),
            Words("Local need", "Find out.", "dddddddd"),
        ),
    )


def test_an_action_added_is_one_change_and_moves_nothing() -> None:
    added = ChecklistAction("new", "understand", "New", "", "eeeeeeee")
    new = OLD._replace(actions=(added, *OLD.actions))
    order = Change("", "actions", ("need", "ties", "touch"), ("new", "need", "ties", "touch"))
    assert diff(OLD, new) == (order, Change("new", "action", None, added))
    assert reordered_ids(order) == ()
    assert diff(new, OLD)[1] == Change("new", "action", added, None)


def test_an_order_that_changed_says_the_new_order() -> None:
    need, ties, touch = OLD.actions
    (change,) = diff(OLD, OLD._replace(actions=(ties, need, touch)))
    assert reordered_ids(change) == ("ties", "need", "touch")


def test_a_pillar_gets_a_title() -> None:
    new = OLD._replace(pillars=(("understand", "Know"), ("engage", "Engage")))
    assert diff(OLD, new) == (Change("", "pillar:understand", "Understand", "Know"),)


def test_lines_of_a_note_and_evidence_are_gone_or_added() -> None:
    assert changed_lines("one\ntwo", "one\nthree\n") == (("-", "two"), ("+", "three"), ("+", ""))
    assert changed_lines("", "one") == (("+", "one"),)
    a, b = Evidence("Audit"), Evidence("Letter", "b.pdf")
    assert changed_parts((a,), (a, b)) == (("+", b),)
    assert changed_parts((a, b), (b, a)) == (("+", b), ("-", b))
