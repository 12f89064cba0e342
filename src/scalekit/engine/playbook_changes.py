"""What changed between two versions of a playbook for those who read it, and whose answers it asks.

An answer is asked again by the same fingerprint of the wording that `upgrade` goes by.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from scalekit.engine.lines import changed_parts
from scalekit.model.dates import say_date
from scalekit.model.playbook import Action, Change, Fact, Playbook


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

    `was` are other ids that it had, and `moved_from` the pillar that it was in. `roles` are those
    whose answers are touched.
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


class Changed(NamedTuple):
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


def changes(old: Playbook, new: Playbook) -> Changed:
    """Return what changed from one version of a playbook to another."""
    others = [
        change
        for noun, name in _LISTS
        for change in _parts(noun, getattr(old, name), getattr(new, name))
    ]
    if about := _fields(old, new):
        others.insert(0, PartChange("playbook", new.id, new.title, fields=about))
    return Changed(tuple(_actions(old, new)), tuple(others))


def _actions(old: Playbook, new: Playbook) -> Iterator[PartChange]:
    before = {action.id: (pillar.id, action) for pillar, action in old.actions()}
    followed = set()
    for pillar, action in new.actions():
        sources = [action.id, *action.was]
        found = [before[ident] for ident in sources if ident in before]
        followed |= {held.id for _, held in found}
        if not found:
            yield _of(action, is_new=True, touch=Touch.NEW)
        elif change := _action(pillar.id, action, found):
            yield change
    for _, action in before.values():
        if action.id not in followed:
            yield _of(action, is_gone=True, touch=Touch.KEPT)


def _of(action: Action, **what: Any) -> PartChange:
    return PartChange("action", action.id, action.title, roles=action.roles, **what)


def _action(pillar: str, action: Action, found: Sequence[tuple[str, Action]]) -> PartChange | None:
    """Return what became of an action, the first of those that it was, if anything did."""
    was_in, was = found[0]
    fields = (*_fields(was, action), *_roles(was, action))
    others = tuple(held.id for _, held in found if held.id != action.id)
    moved = was_in if was_in != pillar else ""
    touch = Touch.NONE
    if was.wording != action.wording:
        touch = Touch.EDITORIAL if action.means(was.wording) else Touch.AGAIN
    if not (fields or others or moved or touch is not Touch.NONE):
        return None
    return _of(action, fields=fields, was=others, moved_from=moved, touch=touch)


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
        text, *others = (part for name, part in value._asdict().items() if name != "id")
        return f"{text} ({', '.join(filter(None, map(_line, others)))})"
    if hasattr(value, "_asdict"):
        return ", ".join(filter(None, map(_line, value._asdict().values())))
    if isinstance(value, tuple):
        return ": ".join(map(_line, value))
    return str(value)
