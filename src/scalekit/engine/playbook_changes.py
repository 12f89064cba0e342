"""What changed between two versions of a playbook for those who read it, and whose answers it asks.

Where answers go, and which are asked again, is what `upgrade` does with a checklist of each role.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from scalekit.engine.line_diff import changed_parts
from scalekit.engine.upgrade import current_roles, origins
from scalekit.model.dates import say_date, say_moment
from scalekit.model.playbook import Action, Change, Fact, Playbook

_Value = TypeVar("_Value")


class Touch(StrEnum):
    """What a change of an action means for the answers to it."""

    NONE = "none"
    NEW = "new"  # there are none yet
    AGAIN = "again"  # they were given to other words
    EDITORIAL = "editorial"  # the words changed, and mean the same
    KEPT = "kept"  # the action is gone, and what was answered stays


class FieldChange(NamedTuple):
    """One field: what it said and no longer does, and what it says now."""

    field: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


class PartChange(NamedTuple):
    """One part of the playbook that changed; what is new or gone has no fields.

    `was` are other ids whose answers come to it, and `moved_from` the pillar that it was in. Of
    one that became several, `split_into` names the others beside the one that has the answers, and
    `split_from` the id that it had, and the one that has them now, for each of the others. `roles`
    are those whose answers are touched, and it is new for those in `new_for`. `joins` is whether
    several answers of one checklist may come to it.
    """

    noun: str
    id: str
    title: str
    is_new: bool = False
    is_gone: bool = False
    fields: tuple[FieldChange, ...] = ()
    was: tuple[str, ...] = ()
    moved_from: str = ""
    touch: Touch = Touch.NONE
    roles: tuple[str, ...] = ()
    new_for: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()
    split_from: tuple[tuple[str, str], ...] = ()
    joins: bool = False


class PlaybookDiff(NamedTuple):
    """Everything that changed: the actions in their order, those that are gone last; the rest."""

    actions: tuple[PartChange, ...]
    others: tuple[PartChange, ...]


# What no reader sees, or what stands elsewhere.
_NOT_READ = {
    *("id", "wording", "was", "editorial", "changes", "allow", "folder", "retired", "actions"),
    *("pillars", "case_studies", "resources", "roles", "extends", "hidden"),
    *("unsettled", "version"),
}
_LISTS = (
    ("role", "roles"),
    ("pillar", "pillars"),
    ("case study", "case_studies"),
    ("resource", "resources"),
    ("change", "changes"),
)


def changes(old: Playbook, new: Playbook) -> PlaybookDiff:
    old = _with_ids_of(new, old)
    others = [
        change
        for noun, name in _LISTS
        for change in _parts(noun, getattr(old, name), getattr(new, name))
    ]
    if about := _fields(old, new):
        others.insert(0, PartChange("playbook", new.id, new.title, fields=about))
    return PlaybookDiff(tuple(_actions(old, new)), tuple(others))


def _with_ids_of(new: Playbook, old: Playbook) -> Playbook:
    """Return the old version whose case studies name each action as the new one calls it."""
    called = {was: action.id for _, action in new.actions() for was in action.was}
    called |= {action.id: action.id for _, action in new.actions()}
    studies = (
        study._replace(shows=tuple(dict.fromkeys(called.get(it, it) for it in study.shows)))
        for study in old.case_studies
    )
    return old._replace(case_studies=tuple(studies))


def _actions(old: Playbook, new: Playbook) -> Iterator[PartChange]:
    before = {action.id: (pillar.id, action) for pillar, action in old.actions()}
    came = _came(old, new)
    has = {was: ident for ident, by_role in came.items() for was in _each(by_role.values())}
    became: dict[str, list[tuple[int, str]]] = {}
    for number, (_, action) in enumerate(new.actions()):
        for was in action.was:
            became.setdefault(was, []).append((number, action.id))
    for pillar, action in new.actions():
        by_role = came.get(action.id, {})
        if not by_role:
            split = tuple((was, has[was]) for was in action.was if was in has)
            yield _of(action, is_new=True, touch=Touch.NEW, split_from=split)
        elif change := _action(pillar.id, action, by_role, before, became):
            yield change
    for _, action in before.values():
        if action.id not in has:
            yield _of(action, is_gone=True, touch=Touch.KEPT)


def _came(old: Playbook, new: Playbook) -> dict[str, dict[str, list[str]]]:
    """Return for each new action the roles that have answers to it, and the ids they are from."""
    held: dict[str, list[str]] = {}
    for _, action in old.actions():
        for role in current_roles(action.roles, new):
            held.setdefault(role, []).append(action.id)
    found: dict[str, dict[str, list[str]]] = {}
    for role, ids in held.items():
        wanted = {action.id for _, action in new.actions() if role in action.roles}
        for ident, came in origins(new, ids, wanted).items():
            if came:
                found.setdefault(ident, {})[role] = came
    return found


def _each(lists: Iterable[Iterable[_Value]]) -> list[_Value]:
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _of(action: Action, **what: Any) -> PartChange:
    return PartChange("action", action.id, action.title, **{"roles": action.roles, **what})


def _action(
    pillar: str,
    action: Action,
    by_role: Mapping[str, Sequence[str]],
    before: Mapping[str, tuple[str, Action]],
    became: Mapping[str, Sequence[tuple[int, str]]],
) -> PartChange | None:
    """Return what became of an action, the first of those that it was, if anything did.

    `became` has the actions that name an id under `was`, each with its number in the playbook.
    """
    came = {*_each(by_role.values())}
    sources = [ident for ident in (action.id, *action.was) if ident in came]
    was_in, was = before[sources[0]]
    change = _of(
        action,
        fields=(*_fields(was, action), *_roles(was, action)),
        was=tuple(ident for ident in sources if ident != action.id),
        moved_from=was_in if was_in != pillar else "",
        touch=_touch(action, [before[ident][1].wording for ident in sources]),
        roles=tuple(role for role in _each((action.roles, by_role)) if role in by_role),
        new_for=tuple(role for role in action.roles if role not in by_role),
        split_into=tuple(
            other
            for _, other in sorted(_each(became.get(ident, ()) for ident in sources))
            if other != action.id
        ),
        joins=any(len(ids) > 1 for ids in by_role.values()),
    )
    is_same = change._replace(roles=action.roles) == _of(action)
    return None if is_same else change


def _touch(action: Action, wordings: Sequence[str]) -> Touch:
    """Return what the new words mean for answers that were given to these."""
    if not all(map(action.means, wordings)):
        return Touch.AGAIN
    return Touch.NONE if {*wordings} == {action.wording} else Touch.EDITORIAL


def _roles(old: Action, new: Action) -> tuple[FieldChange, ...]:
    if old.roles == new.roles:
        return ()
    gone = tuple(role for role in old.roles if role not in new.roles)
    return (FieldChange("roles", gone, tuple(r for r in new.roles if r not in old.roles)),)


def _parts(noun: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[PartChange]:
    before = {part.id: part for part in old}
    for part in new:
        if part.id not in before:
            yield PartChange(noun, part.id, _title(part), is_new=True)
        elif fields := _fields(before[part.id], part):
            yield PartChange(noun, part.id, _title(part), fields=fields)
    now = {part.id for part in new}
    for part in old:
        if part.id not in now:
            yield PartChange(noun, part.id, _title(part), is_gone=True)


def _title(part: Any) -> str:
    title: str = part.name if hasattr(part, "name") else part.title
    return title


def _fields(old: Any, new: Any) -> tuple[FieldChange, ...]:
    """Return the fields of a record that readers see and that changed, in its order."""
    found = []
    for name, value in new._asdict().items():
        # An action names its resources; a playbook holds them.
        is_read = name not in _NOT_READ or (name == "resources" and isinstance(new, Action))
        held = getattr(old, name)
        if is_read and held != value:
            parts = changed_parts(_said(held), _said(value))
            gone = tuple(part for sign, part in parts if sign == "-")
            added = tuple(part for sign, part in parts if sign == "+")
            found.append(FieldChange(name, gone, added))
    return tuple(found)


def _said(value: Any) -> tuple[str, ...]:
    """Return a value as texts, one for each part of a list."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(_line, value))
    text = _line(value)
    return (text,) if text else ()


def _line(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, Fact | Change):
        said = value._replace(date=say_moment(value.date))
        text, *others = (part for name, part in said._asdict().items() if name != "id")
        return f"{text} ({', '.join(filter(None, map(_line, others)))})"
    if hasattr(value, "_asdict"):
        return ", ".join(filter(None, map(_line, value._asdict().values())))
    if isinstance(value, tuple):
        return ": ".join(map(_line, value))
    return str(value)
