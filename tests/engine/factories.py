"""Playbooks in a few words, and the versions that their authors might write next."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Checklist
from scalekit.model.playbook import Action, Pillar, Place, Playbook, Role, Source
from scalekit.model.wording import fingerprint
from tests import strategies as some

BOTH = ("innovator", "decision-maker")


def action(
    action_id: str,
    title: str = "",
    *,
    text: str = "Do it.",
    roles: tuple[str, ...] = BOTH,
    was: tuple[str, ...] = (),
    editorial: tuple[str, ...] = (),
) -> Action:
    """Return an action; its title follows from its id if it is not given."""
    title = title or action_id.capitalize()
    return Action(
        action_id,
        title,
        text,
        fingerprint(title, text),
        roles,
        why="",
        ask=(),
        done_when="",
        evidence=(),
        source=Place("", ""),
        was=was,
        editorial=editorial,
    )


def playbook(version: str, **pillars: tuple[Action, ...]) -> Playbook:
    """Return a playbook with these actions by pillar."""
    return Playbook(
        "guide",
        "Guide",
        version,
        "en",
        "",
        Source("", "", date(2023, 8, 3), ""),
        "",
        roles=tuple(Role(role, role.capitalize(), "") for role in BOTH),
        pillars=tuple(
            Pillar(pillar, pillar.capitalize(), "", (), actions)
            for pillar, actions in pillars.items()
        ),
        case_studies=(),
        resources=(),
    )


# --- for hypothesis

_roles = st.sampled_from((BOTH, BOTH, ("innovator",), ("decision-maker",)))
_titles = st.sampled_from(("One", "Two", "Three"))


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    """Draw a first version of a playbook."""
    ids = [*"abcdef"]
    pillars = {
        pillar: tuple(
            action(ids.pop(0), roles=draw(_roles)) for _ in range(draw(st.integers(1, 3)))
        )
        for pillar in ("understand", "engage")
    }
    return playbook("1", **pillars)


@st.composite
def next_versions(draw: st.DrawFn, old: Playbook) -> Playbook:
    """Draw what a playbook's author might write next."""
    new = old._replace(version=str(int(old.version) + 1))
    for _ in range(draw(st.integers(0, 5))):
        new = draw(st.sampled_from(REVISIONS))(draw, new)
    return new


@st.composite
def answered(draw: st.DrawFn, source: Playbook) -> Checklist:
    """Draw a checklist for a playbook, some of it answered and with other text."""
    roles = draw(st.sampled_from((BOTH, ("innovator",))))
    checklist = new_checklist(source, roles, draw(some.line))
    answers = st.one_of(st.just(Answer()), some.answer)
    for held in checklist.actions:
        checklist = checklist.with_answer(held.id, draw(answers))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(some.text_places(checklist)))
        checklist = some.with_text(checklist, place, draw(some.other_words))
    return checklist


def _every(book: Playbook) -> list[Action]:
    return [each for _, each in book.actions()]


def _without(book: Playbook, *gone: Action) -> Playbook:
    pillars = tuple(
        pillar._replace(actions=tuple(a for a in pillar.actions if a not in gone))
        for pillar in book.pillars
    )
    return book._replace(pillars=pillars)


def _with(draw: st.DrawFn, book: Playbook, *new: Action) -> Playbook:
    """Return a playbook with actions added somewhere."""
    for each in new:
        number = draw(st.integers(0, len(book.pillars) - 1))
        actions = list(book.pillars[number].actions)
        actions.insert(draw(st.integers(0, len(actions))), each)
        pillars = list(book.pillars)
        pillars[number] = pillars[number]._replace(actions=tuple(actions))
        book = book._replace(pillars=tuple(pillars))
    return book


def _unused(book: Playbook, count: int) -> list[str]:
    used = {word for each in _every(book) for word in (each.id, *each.was)} | {*book.retired}
    return [name for number in range(99) if (name := f"new-{number}") not in used][:count]


def _rename(draw: st.DrawFn, book: Playbook) -> Playbook:
    old = draw(st.sampled_from(_every(book)))
    (name,) = _unused(book, 1)
    new = old._replace(id=name, was=(old.id, *old.was))
    actions = {each.id: each for each in _every(book)} | {old.id: new}
    return _revised(book, lambda each: actions[each.id])


def _join(draw: st.DrawFn, book: Playbook) -> Playbook:
    if len(_every(book)) < 3:
        return book
    first, second = draw(st.permutations(_every(book)))[:2]
    (name,) = _unused(book, 1)
    was = (first.id, second.id, *first.was, *second.was)
    if draw(st.booleans()):  # the first takes the second in, under its own id
        name, was = first.id, (second.id, *first.was, *second.was)
    new = action(name, draw(_titles), roles=draw(_roles), was=tuple(dict.fromkeys(was)))
    return _with(draw, _without(book, first, second), new)


def _split(draw: st.DrawFn, book: Playbook) -> Playbook:
    old = draw(st.sampled_from(_every(book)))
    new = [action(name, roles=draw(_roles), was=(old.id, *old.was)) for name in _unused(book, 2)]
    return _with(draw, _without(book, old), *new)


def _retire(draw: st.DrawFn, book: Playbook) -> Playbook:
    old = draw(st.sampled_from(_every(book)))
    if len(_every(book)) < 3:
        return book
    return _without(book, old)._replace(retired=(*book.retired, old.id))


def _add(draw: st.DrawFn, book: Playbook) -> Playbook:
    return _with(draw, book, action(*_unused(book, 1), roles=draw(_roles)))


def _reword(draw: st.DrawFn, book: Playbook) -> Playbook:
    old, title = draw(st.sampled_from(_every(book))), draw(_titles)
    editorial = (old.wording, *old.editorial) if draw(st.booleans()) else ()
    new = old._replace(title=title, wording=fingerprint(title, old.text), editorial=editorial)
    return _revised(book, lambda each: new if each is old else each)


def _other_roles(draw: st.DrawFn, book: Playbook) -> Playbook:
    old, roles = draw(st.sampled_from(_every(book))), draw(_roles)
    return _revised(book, lambda each: each._replace(roles=roles) if each is old else each)


def _move(draw: st.DrawFn, book: Playbook) -> Playbook:
    old = draw(st.sampled_from(_every(book)))
    return _with(draw, _without(book, old), old)


def _pillars(draw: st.DrawFn, book: Playbook) -> Playbook:
    """Retitle, reorder or rename pillars, one of them to what retired actions stand under."""
    pillars = draw(st.permutations(book.pillars))
    name = draw(st.sampled_from((pillars[0].id, "retired", "future")))
    if name in {pillar.id for pillar in pillars}:
        name = pillars[0].id
    return book._replace(pillars=(pillars[0]._replace(id=name, title="New title"), *pillars[1:]))


def _revised(book: Playbook, revise: Callable[[Action], Action]) -> Playbook:
    pillars = tuple(
        pillar._replace(actions=tuple(map(revise, pillar.actions))) for pillar in book.pillars
    )
    return book._replace(pillars=pillars)


REVISIONS: tuple[Callable[[st.DrawFn, Playbook], Playbook], ...] = (
    _rename,
    _join,
    _split,
    _retire,
    _add,
    _reword,
    _other_roles,
    _move,
    _pillars,
)
