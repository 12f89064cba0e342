"""What a merge makes of the changes that people make to one checklist apart from one another."""

from datetime import date

import pytest

from scalekit.engine.fields import Words
from scalekit.engine.merge import Conflict, MergeResult, merge
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    OtherText,
    Status,
)
from scalekit.storage import markdown

ANSWERED = Answer(Status.IN_PROGRESS, "Jo", note="one\ntwo\nthree", evidence=(Evidence("Audit"),))
NEED = ChecklistAction("need", "understand", "Need", "Find out.", "aaaaaaaa", ANSWERED)
TIES = ChecklistAction("ties", "understand", "Ties", "", "bbbbbbbb")
TOUCH = ChecklistAction("touch", "engage", "Touch", "", "cccccccc")
BASE = Checklist(
    "guide",
    "1",
    ("innovator",),
    "FeNO testing",
    pillars=(("understand", "Understand"), ("engage", "Engage")),
    actions=(NEED, TIES, TOUCH),
)


def _with(action: ChecklistAction, *others: ChecklistAction) -> Checklist:
    """Return the base with actions exchanged by id."""
    changed = {a.id: a for a in (action, *others)}
    return BASE._replace(actions=tuple(changed.get(a.id, a) for a in BASE.actions))


def _without(action_id: str) -> Checklist:
    actions = tuple(a for a in BASE.actions if a.id != action_id)
    held = {a.pillar for a in actions}
    pillars = tuple(pillar for pillar in BASE.pillars if pillar[0] in held)
    return BASE._replace(actions=actions, pillars=pillars)


def _both_ways(ours: Checklist, theirs: Checklist) -> Checklist:
    """Return the merge of two sides that do not clash, the same whichever is ours."""
    merged = merge(BASE, ours, theirs)
    assert merged == merge(BASE, theirs, ours)
    assert merged.conflicts == ()
    assert markdown.loads(markdown.dumps(merged.checklist))[0] == merged.checklist
    return merged.checklist


def test_two_fields_of_one_answer_are_both_taken() -> None:
    ours = BASE.with_answer("need", ANSWERED._replace(owner="Sam"))
    theirs = BASE.with_answer("need", ANSWERED._replace(due=date(2026, 12, 1)))
    answer = ANSWERED._replace(owner="Sam", due=date(2026, 12, 1))
    assert _both_ways(ours, theirs) == BASE.with_answer("need", answer)


def test_two_values_for_one_field_are_a_conflict_that_holds_both() -> None:
    ours = BASE.with_answer("need", ANSWERED._replace(owner="Sam"))
    theirs = BASE.with_answer("need", ANSWERED._replace(owner="Ali"))
    assert merge(BASE, ours, theirs) == MergeResult(
        ours, (Conflict("need", "owner", "Jo", "Sam", "Ali"),)
    )


def test_a_note_in_conflict_has_ours_where_it_clashes_and_both_elsewhere() -> None:
    ours = BASE.with_answer("need", ANSWERED._replace(note="1\ntwo\nthree"))
    theirs = BASE.with_answer("need", ANSWERED._replace(note="I\ntwo\nthree\nfour"))
    found = merge(BASE, ours, theirs)
    merged, conflicts = found.checklist, found.conflicts
    assert merged.action("need").answer.note == "1\ntwo\nthree\nfour"
    notes = (ANSWERED.note, "1\ntwo\nthree", "I\ntwo\nthree\nfour")
    assert conflicts == (Conflict("need", "note", *notes),)


def test_evidence_that_both_add_is_all_there() -> None:
    mine, yours = Evidence("Letter"), Evidence("Survey", "s.pdf")
    sides = [
        BASE.with_answer("need", ANSWERED._replace(evidence=(Evidence("Audit"), new)))
        for new in (mine, yours)
    ]
    evidence = _both_ways(*sides).action("need").answer.evidence
    assert evidence == (Evidence("Audit"), mine, yours)


def test_a_role_that_both_add_is_added_once_with_the_answers_of_both() -> None:
    new = ChecklistAction("board", "engage", "Board", "", "dddddddd")
    sides = [
        BASE._replace(
            roles=("innovator", "decision-maker"),
            actions=(*BASE.actions, new._replace(answer=answer)),
        )
        for answer in (Answer(owner="Sam"), Answer(note="Ask."))
    ]
    merged = _both_ways(*sides)
    assert merged.actions == (*BASE.actions, new._replace(answer=Answer(owner="Sam", note="Ask.")))
    assert merged.roles == ("innovator", "decision-maker")


def test_an_action_added_by_each_side_is_in_its_pillar() -> None:
    mine = ChecklistAction("mine", "understand", "Mine", "", "dddddddd")
    yours = ChecklistAction("yours", "future", "Yours", "", "eeeeeeee")
    ours = BASE._replace(actions=(NEED, mine, TIES, TOUCH))
    theirs = BASE._replace(
        actions=(*BASE.actions, yours), pillars=(*BASE.pillars, ("future", "Future-proof"))
    )
    merged = _both_ways(ours, theirs)
    assert [action.id for action in merged.actions] == ["need", "mine", "ties", "touch", "yours"]
    assert merged.pillars == theirs.pillars


def test_an_action_removed_and_not_changed_is_gone_with_its_pillar() -> None:
    theirs = BASE.with_answer("need", Answer())
    merged = _both_ways(_without("touch"), theirs)
    assert [action.id for action in merged.actions] == ["need", "ties"]
    assert merged.pillars == (("understand", "Understand"),)


def test_an_action_removed_and_answered_is_kept_and_reported() -> None:
    answered = TOUCH._replace(answer=Answer(owner="Sam"))
    kept = BASE.with_answer("touch", answered.answer)
    assert merge(BASE, _without("touch"), kept) == MergeResult(
        kept, (Conflict("touch", "action", TOUCH, None, answered),)
    )
    assert merge(BASE, kept, _without("touch")) == MergeResult(
        kept, (Conflict("touch", "action", TOUCH, answered, None),)
    )


def test_text_beside_an_action_that_is_kept_is_kept_beside_it() -> None:
    text = (OtherText("touch.owner", "Ask the ward."),)
    answered = BASE.with_answer("touch", Answer(owner="Sam"))._replace(other_text=text)
    merged = merge(BASE._replace(other_text=text), _without("touch"), answered)
    assert merged.checklist.other_text == text


def test_text_beside_an_action_that_is_gone_moves_under_the_heading_as_a_quotation() -> None:
    text = "Ask the ward.\n\n- [ ] Phone"
    ours = BASE._replace(other_text=(OtherText("ties.owner", text),))
    merged = _both_ways(ours, _without("ties"))
    quoted = "> Ask the ward.\n>\n> - [ ] Phone"
    assert merged.other_text == (OtherText("pillar:understand", quoted),)


def test_text_under_a_heading_that_is_gone_moves_under_the_one_before() -> None:
    ours = BASE._replace(other_text=(OtherText("pillar:engage", "Ask."),))
    merged = _both_ways(ours, _without("touch"))
    assert merged.other_text == (OtherText("pillar:understand", "> Ask."),)


def test_text_stays_under_the_heading_it_was_under() -> None:
    ours = BASE._replace(other_text=(OtherText("touch.owner", "Ask."),))
    new = ChecklistAction("board", "engage", "Board", "", "dddddddd")
    theirs = BASE._replace(actions=(NEED, TIES, new))
    assert _both_ways(ours, theirs).other_text == (OtherText("pillar:engage", "> Ask."),)


def test_text_without_any_heading_left_moves_under_the_place() -> None:
    bare = BASE._replace(pillars=(), actions=())
    ours = BASE._replace(other_text=(OtherText("place", "One."), OtherText("ties.owner", "Two.")))
    merged = _both_ways(ours, bare)
    assert merged.other_text == (OtherText("place", "One.\n\n> Two."),)


def test_two_texts_at_one_place_are_both_kept_with_ours_first() -> None:
    ours, theirs = (
        BASE._replace(other_text=(OtherText("need.owner", text),)) for text in ("Ours.", "Theirs.")
    )
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert merged.checklist.other_text == (OtherText("need.owner", "Ours.\n\nTheirs."),)


def test_text_deleted_on_one_side_and_changed_on_the_other_is_kept() -> None:
    base, changed = (
        BASE._replace(other_text=(OtherText("need.owner", text),)) for text in ("Old.", "New.")
    )
    assert merge(base, BASE, changed) == MergeResult(changed, ())
    assert merge(base, changed, BASE) == MergeResult(changed, ())
    assert merge(base, BASE, base) == MergeResult(BASE, ())


def test_two_upgrades_to_different_versions_are_a_conflict_and_never_mix_two_wordings() -> None:
    ours = _with(NEED._replace(title="Need 2", wording="22222222"))._replace(version="2")
    theirs = _with(NEED._replace(text="Ask.", wording="33333333"))._replace(version="3")
    assert merge(BASE, ours, theirs) == MergeResult(
        ours,
        (
            Conflict("", "version", "1", "2", "3"),
            Conflict(
                "need",
                "words",
                Words("Need", "Find out.", "aaaaaaaa"),
                Words("Need 2", "Find out.", "22222222"),
                Words("Need", "Ask.", "33333333"),
            ),
        ),
    )


def test_a_first_answer_stays_with_the_words_it_answered() -> None:
    """One side upgrades while the other answers: the answer is not to the new words."""
    upgraded = _with(TIES._replace(title="Firm ties", wording="22222222"))._replace(version="2")
    answered = BASE.with_answer("ties", Answer(Status.COMPLETED))
    merged = _both_ways(upgraded, answered)
    assert merged.version == "2"
    assert merged.action("ties") == answered.action("ties")


def test_words_that_one_side_confirmed_are_taken() -> None:
    confirmed = _with(NEED._replace(title="Local need", wording="22222222"))
    answered = BASE.with_answer("need", ANSWERED._replace(owner="Sam"))
    merged = _both_ways(confirmed, answered).action("need")
    assert (merged.title, merged.answer.owner) == ("Local need", "Sam")


@pytest.mark.parametrize("field", ["innovation", "place", "playbook", "version"])
def test_the_checklists_own_fields_are_values(field: str) -> None:
    ours, theirs = (BASE._replace(**{field: value}) for value in ("x", "y"))  # type: ignore[arg-type]
    assert _both_ways(ours, BASE) == ours
    conflict = Conflict("", field, getattr(BASE, field), "x", "y")
    assert merge(BASE, ours, theirs) == MergeResult(ours, (conflict,))


def test_a_pillar_with_two_new_titles_is_a_conflict_and_one_with_one_is_not() -> None:
    ours, theirs = (
        BASE._replace(pillars=(("understand", title), ("engage", "Engage"))) for title in "xy"
    )
    assert _both_ways(BASE, theirs) == theirs
    conflict = Conflict("", "pillar:understand", "Understand", "x", "y")
    assert merge(BASE, ours, theirs) == MergeResult(ours, (conflict,))


def test_a_pillar_removed_stays_for_an_action_that_somebody_added_to_it() -> None:
    new = ChecklistAction("board", "engage", "Board", "", "dddddddd")
    merged = _both_ways(_without("touch"), BASE._replace(actions=(*BASE.actions, new)))
    assert merged.pillars == BASE.pillars
    assert [action.id for action in merged.actions] == ["need", "ties", "board"]


def test_actions_that_one_side_moved_are_where_it_put_them() -> None:
    moved = BASE._replace(actions=(TIES, NEED, TOUCH))
    answered = BASE.with_answer("touch", Answer(owner="Sam"))
    merged = _both_ways(moved, answered)
    assert [action.id for action in merged.actions] == ["ties", "need", "touch"]
