"""What changed between two checklists, in sentences: by action, then by field."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scalekit.engine.diff import OTHER_TEXT, PILLAR, Change, reordered_ids
from scalekit.engine.line_diff import changed_lines, changed_parts
from scalekit.engine.other_text import STANDS
from scalekit.model.checklist import Checklist, ChecklistAction, listed
from scalekit.model.say import recorded_of, say_value
from scalekit.text.folding import tidy

Lines = tuple[tuple[str, str], ...]
Told = tuple[str, Lines]

_PIECES = {"evidence": "Evidence", "reviews": "Review", "views": "View", "decisions": "Decision"}
WHOLE = "The checklist as a whole"
_NAMES = {
    "innovation": "Name",
    "version": "Playbook version",
    "extends": "Playbook below",
}
_MOVES = ("status", "due", "confidence")


class Sentence(NamedTuple):
    """One change in words; `lines` are texts that differ, each with "-" (gone) or "+" (added)."""

    text: str
    change: Change
    lines: Lines = ()

    def told_lines(self) -> list[tuple[str, str]]:
        """Return Added or Removed with each line; blank ones only where nothing else differs."""
        filled = [pair for pair in self.lines if pair[1].strip()]
        return [
            ("Added" if sign == "+" else "Removed", line.strip() or "a blank line")
            for sign, line in filled or self.lines
        ]

    def in_words(self) -> str:
        """Return the sentence with the lines below it."""
        return "\n".join([self.text, *(f"{what}: {line}" for what, line in self.told_lines())])


class Section(NamedTuple):
    """What changed in one action; without an id, in the checklist as a whole."""

    action_id: str
    title: str
    sentences: tuple[Sentence, ...]
    is_joint: bool = False

    def heading(self, words: str = "") -> str:
        """Return what stands above the sentences: the title, or these words that hold it."""
        return listed(words or self.title, self.is_joint)


def sections(changes: Iterable[Change], old: Checklist, new: Checklist) -> list[Section]:
    """Return the changes in sentences, those of one action together, in the order they come."""
    grouped: dict[str, list[Sentence]] = {}
    for change in changes:
        told = _own(change, old, new) if not change.action_id else _of_action(change, old, new)
        for text, lines in told:
            grouped.setdefault(change.action_id, []).append(Sentence(text, change, lines))
    actions = {action.id: action for action in (*old.actions, *new.actions)}
    return [_section(actions.get(action_id), tuple(found)) for action_id, found in grouped.items()]


def _section(action: ChecklistAction | None, found: tuple[Sentence, ...]) -> Section:
    if action is None:
        return Section("", WHOLE, found)
    return Section(action.id, tidy(action.title), found, action.is_joint)


def _own(change: Change, old: Checklist, new: Checklist) -> Iterator[Told]:
    """Yield what changed in the checklist's own fields."""
    field, titles = change.field, {**dict(old.pillars), **dict(new.pillars)}
    if field == "roles":
        for sign, role in changed_parts(change.old, change.new):
            yield f"Role {'added' if sign == '+' else 'no longer there'}: {role}", ()
    elif field in _PIECES:
        yield from _pieces(_PIECES[field], change)
    elif field == "playbook":
        yield f"Playbook changed from {change.old} to {change.new}", ()
    elif field == "version":
        yield f"Playbook moved from version {change.old} to {change.new}", ()
    elif field in ("pillars", "actions"):
        yield from _own_order(change, titles)
    elif field.startswith(PILLAR):
        if change.old is not None and change.new is not None:
            yield f"Pillar {change.old} is now called {change.new}", ()
    elif field.startswith(OTHER_TEXT):
        yield _other_text(change, _place(field.removeprefix(OTHER_TEXT), titles))
    else:
        yield _value(_NAMES.get(field, field.capitalize()), "changed", change)


def _own_order(change: Change, titles: dict[str, str]) -> Iterator[Told]:
    """Yield pillars that came and went; actions that did are told in sections of their own."""
    if change.field == "pillars":
        for pillar in change.new:
            if pillar not in change.old:
                yield f"Pillar added: {titles[pillar]}", ()
        for pillar in change.old:
            if pillar not in change.new:
                yield f"Pillar no longer there: {titles[pillar]}", ()
    if reordered_ids(change):
        yield f"{change.field.capitalize()} put in another order", ()


def _of_action(change: Change, old: Checklist, new: Checklist) -> Iterator[Told]:
    field = change.field
    if field == "action":
        yield _action(change.old, change.new)
    elif field == "pillar":
        was, now = dict(old.pillars)[change.old], dict(new.pillars)[change.new]
        yield f"Moved from pillar {was} to {now}", ()
    elif field == "words":
        yield _words(change)
    elif field in _PIECES:
        yield from _pieces(_PIECES[field], change)
    elif field == "note":
        yield f"Note {_verb(change)}:", changed_lines(change.old, change.new)
    elif field.startswith(OTHER_TEXT):
        yield _other_text(change, f"after {field.rpartition('.')[2]}")
    else:
        yield _value(field.capitalize(), "moved" if field in _MOVES else "changed", change)


def _value(label: str, verb: str, change: Change) -> Told:
    old, new = say_value(change.old), say_value(change.new)
    if not change.old:
        return f"{label} set to {new}", ()
    if not change.new:
        return f"{label} cleared (was {old})", ()
    return f"{label} {verb} from {old} to {new}", ()


def _verb(change: Change) -> str:
    return "added" if not change.old else "changed" if change.new else "removed"


def _other_text(change: Change, where: str) -> Told:
    lines = changed_lines(change.old or "", change.new or "")
    return f"Text outside the fields {_verb(change)}, {where}:", lines


def _place(place: str, titles: dict[str, str]) -> str:
    pillar = place.removeprefix(PILLAR)
    return STANDS.get(place, f"under the heading {titles.get(pillar, pillar)}")


def _pieces(label: str, change: Change) -> Iterator[Told]:
    parts = changed_parts(change.old, change.new)
    reordered = {part for sign, part in parts if sign == "-"}
    reordered &= {part for sign, part in parts if sign == "+"}
    for sign, part in parts:
        if part not in reordered:
            yield f"{label} {'added' if sign == '+' else 'removed'}: {say_value(part)}", ()
    if reordered:
        yield f"{label} put in another order", ()


def _action(old: ChecklistAction | None, new: ChecklistAction | None) -> Told:
    """Return that an action came or went, with what is or was recorded for it."""
    sign, action, text = ("+", new, "Action added") if new else ("-", old, "Action no longer there")
    assert action is not None
    if action.is_blank:
        return text, ()
    values = recorded_of(action)
    return text, tuple((sign, f"{name.capitalize()}: {value}") for name, value in values)


def _words(change: Change) -> Told:
    lines: list[tuple[str, str]] = []
    for was, now in ((change.old.title, change.new.title), (change.old.text, change.new.text)):
        if was != now:
            lines += [("-", tidy(was))] if was else []
            lines += [("+", tidy(now))] if now else []
    if lines:
        return "Wording changed:", tuple(lines)
    was, now = change.old.wording, change.new.wording
    return f"Fingerprint of the wording changed from {was} to {now}", ()
