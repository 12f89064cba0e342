"""Edits that people, `upgrade` and a second role make to a checklist, for hypothesis to draw."""

from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from scalekit.engine.fields import STATEMENTS, Words, action_of, values
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    Status,
)
from scalekit.model.statement import Statement
from tests import strategies as some

# These values are big: a third of the profile's examples takes seconds; to find the smallest that
# fails would take minutes.
LAWS = settings(
    deadline=None,
    max_examples=settings().max_examples // 3,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)

# Few values, so that two people often write the same, or at the same place.
_owner = st.one_of(st.sampled_from(("", "Sam", "Jo")), some.value)
_line = st.one_of(st.sampled_from(("", "one", "two", "three", "> four")), some.line)
_evidence = st.one_of(
    st.builds(
        Evidence,
        st.sampled_from(("Audit", "Letter")),
        st.sampled_from(("", "a.pdf", "b")),
        some.file_marks,
    ),
    some.evidence,
)
_new_action = st.builds(
    ChecklistAction,
    st.sampled_from(("new-1", "new-2", "new-3", "0-new")),
    st.just(""),
    st.one_of(st.just("New"), some.some_line),
    st.just(""),
    st.sampled_from(("aaaaaaaa", "aaaaaaaa", "bbbbbbbb")),
    st.one_of(st.just(Answer()), some.answer),
    st.just(()),
    st.just(()),
)

_statement = st.one_of(
    st.builds(
        Statement,
        st.sampled_from(("accepted", "question")),
        st.sampled_from(("Sam Lee", "Jo")),
        st.just(date(2026, 11, 20)),
        st.sampled_from(("", "Which?")),
        some.marks,
    ),
    some.statement,
)

SIMPLE = {
    "status": st.sampled_from(Status),
    "owner": _owner,
    "due": st.one_of(st.none(), st.dates()),
    "confidence": st.one_of(st.none(), st.sampled_from(Confidence)),
    "reason": _owner,
    "words": st.builds(Words, some.some_line, some.line, some.fingerprints),
}


@st.composite
def edited(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    """Draw what a checklist is after a few edits."""
    for _ in range(draw(st.integers(1, 5))):
        checklist = draw(st.sampled_from(EDITS))(draw, checklist)
    return checklist


@st.composite
def two_edits(draw: st.DrawFn) -> tuple[Checklist, Checklist, Checklist]:
    """Draw a checklist and two versions of it that people made apart from one another."""
    base = draw(some.annotated().filter(lambda checklist: len(checklist.actions) > 1))
    return base, draw(edited(base)), draw(edited(base))


def with_value(checklist: Checklist, action_id: str, field: str, value: object) -> Checklist:
    """Return the checklist with one field of one action exchanged."""
    changed = tuple(
        action_of(a.id, {**values(a), field: value}) if a.id == action_id else a
        for a in checklist.actions
    )
    return checklist._replace(actions=changed)


@st.composite
def new_value(draw: st.DrawFn, action: ChecklistAction, field: str) -> object:
    """Draw another value for a field; a note and evidence keep some of what they hold."""
    if field == "note":
        return "\n".join(_changed(draw, action.answer.note.split("\n"), _line))
    if field == "evidence":
        return tuple(_changed(draw, list(action.answer.evidence), _evidence))
    if field in STATEMENTS:
        changed = _changed(draw, list(getattr(action, field)), _statement)
        return tuple(dict.fromkeys(changed))
    return draw(SIMPLE[field])


def _changed(draw: st.DrawFn, kept: list, values: st.SearchStrategy) -> list:  # type: ignore[type-arg]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(kept)))
        new = draw(st.lists(values, max_size=2))
        kept[at : at + draw(st.integers(0, 1))] = new
    return kept


def _edit_answer(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    if not checklist.actions:
        return checklist
    action = draw(st.sampled_from(checklist.actions[:2]))  # so that two people often meet
    field = draw(st.sampled_from((*SIMPLE, *STATEMENTS, *("note", "evidence") * 3)))
    return with_value(checklist, action.id, field, draw(new_value(action, field)))


def _edit_top(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    field = draw(st.sampled_from(("innovation", "place", "version", "playbook")))
    value = draw(st.sampled_from(("2", "3") if field in ("version", "playbook") else ("", "Leeds")))
    return checklist._replace(**{field: value})  # type: ignore[arg-type]


def _edit_decisions(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    changed = _changed(draw, list(checklist.decisions), some.decision)
    return checklist._replace(decisions=tuple({each.id: each for each in changed}.values()))


def _edit_roles(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    roles = st.sampled_from(("innovator", "decision-maker", "nurse", "patient"))
    return checklist._replace(roles=tuple(draw(st.lists(roles, min_size=1, unique=True))))


def _edit_text(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    place = draw(st.sampled_from(some.text_places(checklist)[2:8]))
    return some.with_text(checklist, place, draw(st.one_of(st.just(""), some.other_words)))


def _retitle(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    titles = {
        pillar: draw(st.sampled_from((title, "New title"))) for pillar, title in checklist.pillars
    }
    return checklist._replace(pillars=tuple(titles.items()))


def _add(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    action = draw(_new_action)
    pillars = [pillar for pillar, _ in checklist.pillars]
    pillar = draw(st.sampled_from([*pillars, "new-pillar"]))
    if action.id in {a.id for a in checklist.actions}:
        return checklist
    if pillar not in pillars:
        titled = list(checklist.pillars)
        titled.insert(draw(st.integers(0, len(titled))), (pillar, "New pillar"))
        checklist = checklist._replace(pillars=tuple(titled))
    actions = list(checklist.actions)
    actions.insert(draw(st.integers(0, len(actions))), action._replace(pillar=pillar))
    return _grouped(checklist, actions)


def _remove(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    if not checklist.actions:
        return checklist
    gone = draw(st.sampled_from(checklist.actions[:2]))
    return _grouped(checklist, [a for a in checklist.actions if a is not gone])


def _move(draw: st.DrawFn, checklist: Checklist) -> Checklist:
    pillars = draw(st.permutations(checklist.pillars))
    actions = draw(st.permutations(checklist.actions))
    to_another_pillar = draw(st.booleans())
    if actions and to_another_pillar:
        pillar = draw(st.sampled_from(pillars))[0]
        actions[0] = actions[0]._replace(pillar=pillar)
    return _grouped(checklist._replace(pillars=tuple(pillars)), list(actions))


def _grouped(checklist: Checklist, actions: list[ChecklistAction]) -> Checklist:
    """Return the checklist with these actions by pillar, and no pillar or text without a place."""
    held = {action.pillar for action in actions}
    pillars = tuple(pillar for pillar in checklist.pillars if pillar[0] in held)
    grouped = tuple(a for pillar, _ in pillars for a in actions if a.pillar == pillar)
    return some.with_text(checklist._replace(pillars=pillars, actions=grouped), "", "")


EDITS: tuple[Callable[[st.DrawFn, Checklist], Checklist], ...] = (
    *(_edit_answer,) * 6,
    *(_edit_text,) * 3,
    *(_edit_top,) * 2,
    _edit_decisions,
    _edit_roles,
    _retitle,
    _add,
    _remove,
    _move,
)
