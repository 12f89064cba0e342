"""What is different between two checklists, by action and field, and how to apply it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from scalekit.engine.fields import CHECKLIST_FIELDS, action_of, values
from scalekit.engine.other_text import owner, texts, with_texts
from scalekit.model.checklist import Checklist, ChecklistAction

OTHER_TEXT = "other_text:"
PILLAR = "pillar:"


class Change(NamedTuple):
    """One field that differs. `action_id` is empty for what belongs to the whole checklist.

    Fields of the checklist: playbook, version, roles, innovation, place, decisions; "pillar:ID",
    a pillar's title; "pillars" and "actions", the ids in order, those added and removed among
    them.
    Fields of an action: pillar, words (a `Words`), status, owner, due, confidence, reason,
    evidence, note, reviews, views; "action", the whole `ChecklistAction`, when it is added or
    removed.
    Fields of either: "other_text:PLACE", the text that stands after a place.

    `old` and `new` are as the model has them, None for what is absent.
    """

    action_id: str
    field: str
    old: Any
    new: Any


def diff(old: Checklist, new: Checklist) -> tuple[Change, ...]:
    """Return what changed: the checklist's own fields first, then by action in the new order."""
    found = [
        *_compared("", _own_values(old), _own_values(new)),
        *_compared_actions(old, new),
        *_compared_texts(old, new),
    ]
    order = {"": -1, **_numbers(old), **_numbers(new)}
    return tuple(sorted(found, key=lambda change: (order[change.action_id], change.action_id)))


def apply(changes: Iterable[Change], old: Checklist) -> Checklist:
    """Return the checklist with the changes made, so that apply(diff(a, b), a) == b."""
    by_action: dict[str, dict[str, Any]] = {}
    for change in changes:
        by_action.setdefault(change.action_id, {})[change.field] = change.new
    own = {**_own_values(old), **by_action.get("", {})}
    held = {action.id: action for action in old.actions}
    changed = Checklist(
        **{name: own[name] for name in CHECKLIST_FIELDS},
        pillars=tuple((pillar, own[f"{PILLAR}{pillar}"]) for pillar in own["pillars"]),
        actions=tuple(
            _applied(held.get(key), key, by_action.get(key, {})) for key in own["actions"]
        ),
    )
    return with_texts(changed, _applied_texts(by_action.values(), old), old)


def reordered_ids(change: Change) -> tuple[str, ...]:
    """Return the ids in new order if a change of "pillars" or "actions" is more than adding."""
    old = [key for key in change.old if key in change.new]
    new = tuple(key for key in change.new if key in change.old)
    return new if tuple(old) != new else ()


def _numbers(checklist: Checklist) -> dict[str, int]:
    return {action.id: number for number, action in enumerate(checklist.actions)}


def _own_values(checklist: Checklist) -> dict[str, Any]:
    found = {name: getattr(checklist, name) for name in CHECKLIST_FIELDS}
    found["pillars"] = tuple(pillar for pillar, _ in checklist.pillars)
    found |= {f"{PILLAR}{pillar}": title for pillar, title in checklist.pillars}
    found["actions"] = tuple(action.id for action in checklist.actions)
    return found


def _compared(action_id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield Change(action_id, name, old.get(name), new.get(name))


def _compared_texts(old: Checklist, new: Checklist) -> Iterator[Change]:
    before, after = texts(old), texts(new)
    for place in {**before, **after}:
        if before.get(place) != after.get(place):
            name = f"{OTHER_TEXT}{place}"
            yield Change(owner(place), name, before.get(place), after.get(place))


def _compared_actions(old: Checklist, new: Checklist) -> Iterator[Change]:
    before = {action.id: action for action in old.actions}
    after = {action.id: action for action in new.actions}
    for action_id in {**before, **after}:
        was, now = before.get(action_id), after.get(action_id)
        if was and now:
            yield from _compared(action_id, values(was), values(now)) if was != now else ()
        else:
            yield Change(action_id, "action", was, now)


def _applied(
    action: ChecklistAction | None, action_id: str, changed: Mapping[str, Any]
) -> ChecklistAction:
    if action is None:
        added: ChecklistAction = changed["action"]
        return added
    return action_of(action_id, {**values(action), **changed}) if changed else action


def _applied_texts(changed: Iterable[Mapping[str, Any]], old: Checklist) -> dict[str, str]:
    found: dict[str, str | None] = {**texts(old)}
    for by_field in changed:
        for name, text in by_field.items():
            if name.startswith(OTHER_TEXT):
                found[name.removeprefix(OTHER_TEXT)] = text
    return {place: text for place, text in found.items() if text is not None}
