"""Taking a document back: nothing is lost, nothing unchanged changes, and words stay honest."""

from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.changed_wording import confirm_wording
from scalekit.engine.fields import ANSWER_FIELDS, WHOLE
from scalekit.engine.import_changes import import_changes, with_choices
from scalekit.engine.merge import Versions
from scalekit.engine.roles import new_checklist, of_roles
from scalekit.engine.upgrade import upgrade
from scalekit.model.checklist import UNANSWERED, Answer, Checklist, OtherText, Status
from tests import strategies as some
from tests.edits import LAWS, edited, new_value, with_value
from tests.engine.factories import BOTH, action, answered, next_versions, playbook, playbooks

FIELDS = st.sampled_from((*ANSWER_FIELDS, "note", "evidence"))


@st.composite
def answered_differently(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    """Draw what a page or a sheet can send back: the same checklist with other answers."""
    for _ in range(draw(st.integers(1, 4))):
        action = draw(st.sampled_from(checklist.actions[:2]))
        field = draw(FIELDS)
        checklist = with_value(checklist, action.id, field, draw(new_value(action, field)))
    return checklist


@st.composite
def returned(draw: st.DrawFn) -> tuple[Checklist, Checklist, Checklist]:
    """Draw what was sent out, what the file is meanwhile, and what came back."""
    base = draw(some.annotated().filter(lambda checklist: checklist.actions))
    return base, draw(edited(base)), draw(answered_differently(base))


def fields(checklist: Checklist) -> dict[tuple[str, str], object]:
    return {
        (action.id, name): getattr(action.answer, name)
        for action in checklist.actions
        for name in ANSWER_FIELDS
    }


def with_a_clash(both: Versions) -> set[tuple[str, str]]:
    """Return the fields that are chosen together with one that clashes."""
    return {(c.action_id, name) for c in both.conflicts if c.field in WHOLE for name in WHOLE}


def with_a_void_reason(base: Checklist, theirs: Checklist) -> set[tuple[str, str]]:
    """Return the reasons that go with the status that needed them."""
    came = theirs.answers()
    return {
        (action_id, "reason")
        for action_id, sent in base.answers().items()
        if action_id in came and sent.status.needs_reason > came[action_id].status.needs_reason
    }


@LAWS
@given(returned())
def test_a_document_that_nobody_edited_changes_nothing(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    base, ours, _ = three
    assert import_changes(base, ours, base) == Versions(ours, ours)
    assert import_changes(None, ours, ours) == Versions(ours, ours)


@LAWS
@given(returned())
def test_no_answer_is_lost_but_where_the_document_changed_that_very_field(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    base, ours, theirs = three
    sent, came_back = fields(base), fields(theirs)
    both = import_changes(base, ours, theirs)
    chosen_with = with_a_clash(both) | with_a_void_reason(base, theirs)
    for version in (both.ours, both.theirs):
        now = fields(version)
        for place, value in fields(ours).items():
            if place not in chosen_with and came_back.get(place) == sent.get(place):
                assert now[place] == value
    clashing = {(conflict.action_id, conflict.field) for conflict in both.conflicts}
    for place, value in fields(ours).items():
        changed_in_both = sent.get(place) not in (value, came_back.get(place))
        if changed_in_both and value != came_back.get(place) and place not in clashing:
            assert place[1] in ("note", "evidence")  # which hold both changes


@LAWS
@given(returned())
def test_taking_back_twice_is_taking_back_once(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    base, ours, theirs = three
    for was in (base, None):
        once = import_changes(was, ours, theirs)
        if not once.conflicts:
            assert import_changes(was, once.ours, theirs) == once


@LAWS
@given(returned())
def test_where_nothing_is_known_of_what_was_sent_out_nothing_is_emptied(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    _, ours, theirs = three
    both = import_changes(None, ours, theirs)
    chosen_with = with_a_clash(both)
    now, mine, came_back = fields(both.theirs), fields(ours), fields(theirs)
    for place, value in mine.items():
        if place in chosen_with:
            continue
        empty = getattr(UNANSWERED, place[1])
        if came_back.get(place, empty) == empty:
            assert now[place] == value
        if value == empty and place in came_back:
            assert now[place] == came_back[place]


@LAWS
@given(st.data())
def test_what_was_sent_out_before_an_upgrade_is_still_no_change(data: st.DataObject) -> None:
    old = data.draw(playbooks())
    new = data.draw(next_versions(old))
    base = data.draw(answered(old).filter(lambda checklist: checklist.actions))
    ours = upgrade(data.draw(answered_differently(base)), new).checklist
    assert import_changes(base, ours, base, new) == Versions(ours, ours)


# --- words

SAM = Answer(Status.IN_PROGRESS, "Sam")
JO = Answer(Status.COMPLETED, "Jo")
V1 = playbook("1", understand=(action("need"), action("ties")))
REWORDED = playbook("2", understand=(action("need", "New words"), action("ties")))
RENAMED = playbook("2", understand=(action("start", was=("need",)), action("ties")))
RETIRED = playbook("2", understand=(action("ties"),))
BLANK = new_checklist(V1, BOTH, "FeNO testing")
SENT = BLANK.with_answer("need", SAM)


def test_a_first_answer_to_the_old_words_keeps_them_after_an_upgrade() -> None:
    ours = upgrade(BLANK, REWORDED).checklist
    both = import_changes(BLANK, ours, BLANK.with_answer("need", JO), REWORDED)
    assert both.conflicts == ()
    assert both.ours.action("need") == BLANK.with_answer("need", JO).action("need")


def test_a_changed_answer_to_the_old_words_is_to_be_confirmed_again() -> None:
    ours = confirm_wording(upgrade(SENT, REWORDED).checklist, REWORDED, "need")
    assert ours.action("need").title == "New words"
    both = import_changes(SENT, ours, SENT.with_answer("need", JO), REWORDED)
    assert both.ours.action("need") == SENT.with_answer("need", JO).action("need")
    assert import_changes(SENT, ours, SENT, REWORDED) == Versions(ours, ours)


def test_one_of_two_first_answers_to_the_old_words_is_enough_to_keep_them() -> None:
    ours = upgrade(BLANK, REWORDED).checklist.with_answer("need", Answer(owner="Lee"))
    both = import_changes(BLANK, ours, BLANK.with_answer("need", Answer(note="Note")), REWORDED)
    assert both.conflicts == ()
    assert both.ours.action("need").answer == Answer(owner="Lee", note="Note")
    assert both.ours.action("need").title == "Need"


def test_an_answer_that_stays_as_it_was_keeps_the_words_that_were_confirmed() -> None:
    ours = confirm_wording(upgrade(SENT, REWORDED).checklist, REWORDED, "need")
    ours = ours.with_answer("need", Answer(Status.IN_PROGRESS, "Lee"))
    both = import_changes(SENT, ours, SENT.with_answer("need", Answer(Status.IN_PROGRESS, "Jo")))
    assert [conflict.field for conflict in both.conflicts] == ["owner"]
    assert with_choices(both.ours, ours, both) == ours
    assert with_choices(both.theirs, ours, both).action("need").title == "Need"


def test_an_answer_follows_its_action_to_a_new_name() -> None:
    ours = upgrade(BLANK, RENAMED).checklist
    both = import_changes(BLANK, ours, BLANK.with_answer("need", JO), RENAMED)
    assert both.conflicts == ()
    assert both.ours.action("start").answer == JO
    assert both.ours.action("start").title == "Need"


def test_an_answer_to_an_action_that_was_retired_is_kept() -> None:
    ours = upgrade(BLANK, RETIRED).checklist
    both = import_changes(BLANK, ours, BLANK.with_answer("need", JO), RETIRED)
    assert both.conflicts == ()
    assert both.ours.action("need").answer == JO
    assert both.ours.action("need").pillar == "retired"


def test_an_answer_to_an_action_that_somebody_took_out_is_a_clash() -> None:
    ours = BLANK._replace(actions=BLANK.actions[1:])
    both = import_changes(BLANK, ours, BLANK.with_answer("need", JO))
    assert [(conflict.action_id, conflict.field) for conflict in both.conflicts] == [
        ("need", "action")
    ]


def test_a_document_of_one_role_takes_nothing_from_the_other() -> None:
    book = playbook(
        "1", a=(action("one", roles=("innovator",)),), b=(action("two", roles=("decision-maker",)),)
    )
    ours = new_checklist(book, BOTH, "X").with_answer("two", SAM)
    ours = ours._replace(other_text=(OtherText("pillar:b", "Text"), OtherText("two.owner", "More")))
    part = of_roles(ours, book, ("innovator",)).with_answer("one", JO)
    without_pillar = part._replace(pillars=part.pillars[:1], other_text=())
    for edited_part in (part, without_pillar):
        for base in (ours, None):
            both = import_changes(base, ours, edited_part)
            assert both == Versions(*2 * (ours.with_answer("one", JO),))


def test_text_beside_the_fields_is_taken_once() -> None:
    sent, ours, edited_text = (
        BLANK._replace(other_text=(OtherText("title", text),)) for text in ("Was", "Ours", "Theirs")
    )
    for base in (sent, BLANK, None):
        once = import_changes(base, ours, edited_text).ours
        assert once.other_text == (OtherText("title", "Ours\n\nTheirs"),)
        assert import_changes(base, once, edited_text).ours == once
    shortened = BLANK._replace(other_text=(OtherText("title", "Ours"),))
    longer = BLANK._replace(other_text=(OtherText("title", "Ours\n\nTheirs"),))
    assert import_changes(longer, longer, shortened).ours == shortened
