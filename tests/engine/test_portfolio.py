"""A portfolio counts every action once, loses nothing that was typed, and ranks nobody."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.build_portfolio import Entry, build_portfolio
from scalekit.engine.diff import Change, diff
from scalekit.engine.parts import GROUPS
from scalekit.engine.portfolio import Portfolio, together
from scalekit.engine.progress import is_overdue, progress
from scalekit.model.checklist import (
    RETIRED_TITLE,
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Status,
)
from scalekit.model.statement import Choice, Decision, Review, Statement
from tests.engine.factories import action, playbook

TODAY = date(2026, 11, 22)
BOOK = playbook(
    "1",
    understand=(action("joint"), action("mine", roles=("innovator",))),
    engage=(action("theirs", roles=("decision-maker",)),),
)
OWNERS = ("", "Sam Lee", "sam  lee", "SAM LEE", "Siân", "Sia\u0302n", "Priya")


ACTIONS = (("joint", "understand"), ("mine", "understand"), ("theirs", "engage"), ("own", "data"))
PILLARS = (("understand", "Understand"), ("engage", "Engage"), ("data", "<b>Data</b>"))

answers = st.builds(
    Answer,
    status=st.sampled_from(Status),
    owner=st.sampled_from((*OWNERS, "<b>Jo</b>")),
    due=st.sampled_from((None, date(2026, 1, 1), TODAY, date(2027, 1, 1))),
    confidence=st.sampled_from((None, *Confidence)),
    reason=st.sampled_from(("", "No money", "| a | b |")),
    evidence=st.just(()),
    note=st.just(""),
)


@st.composite
def folders(draw: st.DrawFn) -> list[Entry]:
    """Draw some checklists, in which the same few people, places and actions come up again.

    A whole drawn checklist takes a hundred times as long, and a portfolio looks at no other part.
    """
    found = []
    asked = st.lists(st.sampled_from(ACTIONS), max_size=4, unique=True)
    for number, some in enumerate(draw(st.lists(asked, max_size=4))):
        pillars = tuple(pair for pair in PILLARS if pair[0] in {pillar for _, pillar in some})
        order = [pillar for pillar, _ in pillars]
        checklist = Checklist(
            *("guide", "1", ("innovator",), draw(st.sampled_from(("", "FeNO", "=FeNO")))),
            *(draw(st.sampled_from(("", "Leeds", " leeds", "York"))), pillars),
            actions=tuple(
                ChecklistAction(key, pillar, f"Title of {key}", "", "00000000", draw(answers))
                for key, pillar in sorted(some, key=lambda pair: order.index(pair[1]))
            ),
        )
        found.append(Entry(f"{number}", checklist, progress(checklist, TODAY)))
    return found


def small(*answers: Answer, **fields: str) -> Checklist:
    """Return a checklist with one pillar and an action for each answer."""
    actions = [
        ChecklistAction(f"a{n}", "understand", f"Action {n}", "", "00000000", answer)
        for n, answer in enumerate(answers)
    ]
    blank = Checklist(
        "guide", "1", ("innovator",), "FeNO", "Leeds", (("understand", "Understand"),)
    )
    return blank._replace(actions=tuple(actions), **fields)  # type: ignore[arg-type]


def of(*checklists: Checklist, by: str = "", changes: Sequence[Change] | None = None) -> Portfolio:
    held = (
        Entry(f"{number}.scalekit.md", each, progress(each, TODAY), changes)
        for number, each in enumerate(checklists)
    )
    return build_portfolio(held, TODAY, by, BOOK)


@pytest.mark.parametrize("by", ["", "place", "pillar", "owner"])
@given(held=folders())
def test_every_action_is_counted_once(held: list[Entry], by: str) -> None:
    found = build_portfolio(held, TODAY, by)
    statuses = Counter(a.answer.status for one in held for a in one.checklist.actions)
    for counts in (
        together(found.rows),
        together(row for group in found.groups for row in group.rows),
    ):
        assert {status: number for status, number in counts.by_status if number} == statuses
        assert counts.total == statuses.total()
    for row in [*found.rows, *(row for group in found.groups for row in group.rows)]:
        assert row.counts.total == sum(counts.total for _, counts in row.pillars)
        assert {pillar for pillar, _ in row.pillars} <= {pillar for pillar, _ in found.pillars}


@pytest.mark.parametrize("by", ["", *GROUPS])
@given(held=folders())
def test_nothing_that_somebody_typed_is_lost(held: list[Entry], by: str) -> None:
    found = build_portfolio(held, TODAY, by, BOOK)
    assert sorted(row.about.path for row in found.rows) == [one.path for one in held]
    assert {row.about.path for group in found.groups for row in group.rows} == {
        one.path for one in held
    }
    for row in found.rows:
        checklist = held[int(row.about.path)].checklist
        late = [a.id for a in checklist.actions if is_overdue(a, TODAY)]
        assert [flagged.id for flagged in row.overdue] == late
        stuck = [a for a in checklist.actions if a.answer.status is Status.CANNOT_START]
        assert [(f.title, f.reason, f.owner, f.due) for f in row.cannot_start] == [
            (a.title, a.answer.reason, a.answer.owner, a.answer.due) for a in stuck
        ]
    noted = [(note.about.path, note.action.id) for _, each in found.overdue for note in each]
    assert sorted(noted) == sorted((r.about.path, f.id) for r in found.rows for f in r.overdue)


@pytest.mark.parametrize("by", ["", *GROUPS])
@given(held=folders(), random=st.randoms())
def test_the_order_of_the_files_does_not_matter(held: list[Entry], by: str, random: object) -> None:
    shuffled = [*held]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert build_portfolio(shuffled, TODAY, by, BOOK) == build_portfolio(held, TODAY, by, BOOK)


def test_one_person_has_one_spelling() -> None:
    late = date(2026, 1, 1)
    owners = ("sam lee", "Sam  Lee", "Sam Lee", "SAM LEE", "")
    found = of(small(*(Answer(owner=owner, due=late) for owner in owners)), by="owner")
    assert [(g.title, together(g.rows).total) for g in found.groups] == [("Sam Lee", 4), ("", 1)]
    assert [(owner, len(noted)) for owner, noted in found.overdue] == [("Sam Lee", 4), ("", 1)]


def test_a_place_is_one_group_however_it_is_typed() -> None:
    found = of(small(place="Leeds"), small(place="leeds "), small(place=""), by="place")
    assert [(group.title, len(group.rows)) for group in found.groups] == [("Leeds", 2), ("", 1)]


def test_a_joint_action_stands_with_both_roles() -> None:
    asked = (("joint", "understand"), ("mine", "understand"), ("theirs", "engage"))
    actions = tuple(ChecklistAction(key, pillar, key, "", "") for key, pillar in asked)
    both = small(roles=("innovator", "decision-maker"))._replace(  # type: ignore[arg-type]
        pillars=(("understand", "Understand"), ("engage", "Engage")),
        actions=actions,
    )
    # An action of a role that the file does not name is not lost either.
    one = both._replace(roles=("innovator",))
    groups = of(both, one, by="role").groups
    assert [(g.title, [row.counts.total for row in g.rows]) for g in groups] == [
        ("Innovator", [2, 2]),
        ("Decision-maker", [2]),
        ("", [1]),
    ]


def test_the_pillars_of_the_playbook_that_most_use_come_first() -> None:
    other = small(Answer(), innovation="A first one")._replace(playbook="other")
    other = other._replace(
        pillars=(("data", "Data"),), actions=(other.actions[0]._replace(pillar="data"),)
    )
    found = of(other, small(Answer()), small(Answer()))
    assert found.pillars == (("understand", "Understand"), ("data", "Data"))
    assert [row.about.innovation for row in found.rows] == ["A first one", "FeNO", "FeNO"]
    assert dict(found.rows[1].pillars).keys() == {"understand"}


def test_the_longest_overdue_is_named_first() -> None:
    days = (date(2026, 3, 1), date(2026, 1, 1), date(2026, 2, 1))
    found = of(small(*(Answer(owner="Sam", due=day) for day in days)))
    assert [[note.action.due for note in noted] for _, noted in found.overdue] == [sorted(days)]


def test_an_upgrade_alone_is_no_movement() -> None:
    before = small(Answer(), Answer(Status.COMPLETED))
    first, second = before.actions
    upgraded = before._replace(version="2", actions=(first._replace(wording="11111111"), second))
    assert of(upgraded, changes=diff(before, upgraded)).no_movement
    confirmed = upgraded._replace(actions=(first, second._replace(wording="11111111")))
    answered = upgraded.with_answer(first.id, Answer(owner="Sam", note="Agreed."))
    for moved in (confirmed, answered):
        assert of(moved, changes=diff(before, moved)).no_movement == []


def test_a_decision_and_a_review_are_movement() -> None:
    before = small(Answer(owner="Sam"))
    said = Statement(Review.QUESTION, "Jo Hill", date(2026, 11, 1), "Who pays?", "")
    decided = Decision("d1", Choice.PILOT, "The board", date(2026, 11, 1))
    for moved in (
        before.with_review(before.actions[0].id, said),
        before._replace(decisions=(decided,)),
    ):
        found = of(moved, changes=diff(before, moved))
        assert found.no_movement == []
        assert found.rows[0].changes == 1


def test_changes_count_for_the_part_that_they_are_in() -> None:
    before = small(Answer(owner="Sam"), Answer(owner="Priya"))
    after = before.with_answer("a1", Answer(owner="Priya", reason="Later"))
    after = after._replace(place="York")
    found = of(after, by="owner", changes=diff(before, after))
    assert [(g.title, g.rows[0].changes) for g in found.groups] == [("Priya", 1), ("Sam", 0)]
    assert found.rows[0].changes == 2


def test_what_nobody_asked_about_is_neither_movement_nor_none() -> None:
    assert of(small()).no_movement == []
    assert of(small()).rows[0].changes is None


def test_no_checklists_are_an_overview_of_none() -> None:
    found = of()
    assert (found.rows, found.overdue, together(found.rows).total) == ((), (), 0)


@given(folders(), st.booleans())
def test_its_counts_are_those_of_each_checklist_by_itself(held: list[Entry], retire: bool) -> None:
    """Also where an upgrade keeps what the playbook no longer asks, in a pillar of its own."""
    if retire:
        held = [each._replace(checklist=_with_retired(each.checklist)) for each in held]
        held = [each._replace(progress=progress(each.checklist, TODAY)) for each in held]
    stands = {each.path: each.progress for each in held}
    for row in build_portfolio(held, TODAY).rows:
        assert row.counts == stands[row.about.path].counts
        told = [stands[row.about.path].counts.of(Status.CANNOT_START), row.counts.total - row.open]
        done = (Status.COMPLETED, Status.NOT_RELEVANT)
        assert told == [len(row.cannot_start), sum(row.counts.of(status) for status in done)]


def _with_retired(checklist: Checklist) -> Checklist:
    last = checklist.pillars[-1:]
    pillars = (*checklist.pillars[:-1], *((key, RETIRED_TITLE) for key, _ in last))
    return checklist._replace(pillars=pillars)
