"""What one checklist holds and another lacks: what would be lost if the second replaced it."""

from collections.abc import Iterator, Mapping
from typing import Any

from scalekit.engine.diff import OTHER_TEXT, Change, diff
from scalekit.engine.fields import ANSWER_FIELDS, STATEMENTS, values
from scalekit.engine.line_diff import split
from scalekit.engine.other_text import texts
from scalekit.model.checklist import Checklist

_TYPED = ("innovation", "place")  # what people say of the whole checklist
_GIVEN = (*ANSWER_FIELDS, *STATEMENTS)


def lost_answers(
    there: Checklist, written: Checklist, base: Checklist | None = None
) -> list[Change]:
    """Return each value that somebody gave `there` and that does not stand in `written`.

    With `base`, only what differs from that was given. Further evidence, and further lines of a
    note, are no loss; another status, owner or day is.
    """
    actions = {action.id: values(action) for action in written.actions}
    other = "\n\n".join(texts(written).values())
    return [
        change
        for change in _given(there, base)
        if not _holds(actions.get(change.action_id), change, written, other)
    ]


def _given(there: Checklist, base: Checklist | None) -> Iterator[Change]:
    """Yield the values that people gave, a whole action that was added by each of its fields."""
    for change in diff(base or blank(there), there):
        if change.field == "action" and change.new:
            old, new = values(change.new.unsaid()), values(change.new)
            for name in _GIVEN:
                if old[name] != new[name]:
                    yield Change(change.action_id, name, old[name], new[name])
        elif change.field in (*_GIVEN, *_TYPED, "decisions") or change.field.startswith(OTHER_TEXT):
            yield change


def blank(checklist: Checklist) -> Checklist:
    """Return a checklist with nothing in it that anybody said."""
    actions = tuple(action.unsaid() for action in checklist.actions)
    return checklist._replace(innovation="", place="", actions=actions, other_text=(), decisions=())


def _holds(
    action: Mapping[str, Any] | None, change: Change, written: Checklist, other: str
) -> bool:
    if change.field.startswith(OTHER_TEXT):
        return (change.new or "") in other
    if change.field in _TYPED:
        return bool(getattr(written, change.field) == change.new)
    if change.field == "decisions":
        return {*change.new} <= {*written.decisions}
    if action is None:
        return False
    now = _parts(action[change.field])
    old, new = _parts(change.old), _parts(change.new)
    return new <= now and not (old - new) & now


def _parts(value: Any) -> set[Any]:
    """Return the pieces of evidence, the lines of a note, or the one value that there is."""
    if isinstance(value, str):
        return {*split(value)} - {""}
    return {*value} if isinstance(value, tuple) else {value} - {None}
