"""What changed between two versions of a playbook, action by action, as a page."""

from collections.abc import Iterator, Sequence
from functools import partial

from scalekit.engine import about
from scalekit.engine.playbook_changes import FieldChange, PartChange, PlaybookDiff, Touch
from scalekit.model.playbook import Playbook
from scalekit.text.sentence import number_of, series
from scalekit.views.page import Block, Fields, Heading, Item, Items, Prose
from scalekit.views.shared_words import role_names

_NAMES = {
    "text": "What to do",
    "roles": "For",
    "why": about.WHY,
    "ask": about.QUESTIONS,
    "done_when": about.DONE_WHEN,
    "evidence": about.EVIDENCE,
    "source": about.SOURCE,
    "resources": about.RESOURCES,
    "facts": about.FACTS,
    "changed": about.CHANGED,
    "shows": about.SHOWS,
    "lesson": about.TEACHES,
    "who_for": "For",
    "asks_name": "How a new checklist asks what it is about",
}


def title(new: Playbook) -> str:
    return f"What changed: {new.title}"


def page(
    old: Playbook,
    new: Playbook,
    found: PlaybookDiff,
    touched: Sequence[tuple[str, tuple[str, ...]]],
) -> list[Block]:
    """Return the page; `touched` are checklists with what an upgrade would say of each."""
    found = _with_titles(found, old, new)
    versions = (("From", _version(old)), ("To", _version(new)))
    blocks: list[Block] = [
        Heading(title(new), level=1),
        Fields(versions),
        Prose(_summary(found)),
    ]
    for change in found.actions:
        blocks += _action(change, new, old)
    if found.others:
        blocks += [Heading("Beside the actions"), Items(tuple(map(_other, found.others)))]
    if touched:
        items = (Item(path, details=said or ("No answer is touched.",)) for path, said in touched)
        blocks += [Heading("Checklists"), Items(tuple(items))]
    return blocks


def _with_titles(found: PlaybookDiff, old: Playbook, new: Playbook) -> PlaybookDiff:
    """Return what changed with titles for the ids in fields."""
    books = (old, new)
    roles = old.role_titles | new.role_titles
    titles = {
        "roles": roles,
        "who_for": roles,
        "shows": {action.id: action.title for book in books for _, action in book.actions()},
        "resources": {each.id: each.name for book in books for each in book.resources},
        "example_of": {case.id: case.title for book in books for case in book.case_studies},
    }

    def titled(change: PartChange) -> PartChange:
        fields = (
            FieldChange(
                field, *(tuple(titles.get(field, {}).get(w, w) for w in words) for words in both)
            )
            for field, *both in change.fields
        )
        return change._replace(fields=tuple(fields))

    return PlaybookDiff(tuple(map(titled, found.actions)), tuple(map(titled, found.others)))


def _version(book: Playbook) -> str:
    return f"{book.id} {book.version}{f', on {book.below}' if book.extends else ''}"


def _summary(found: PlaybookDiff) -> str:
    counted = {touch: sum(change.touch is touch for change in found.actions) for touch in Touch}
    words = (
        (Touch.AGAIN, "asks people again", "ask people again"),
        (Touch.NEW, "is new", "are new"),
        (Touch.KEPT, "is gone with its answers kept", "are gone with their answers kept"),
        (Touch.EDITORIAL, "says the same in other words", "say the same in other words"),
        (Touch.NONE, "changes no answer", "change no answer"),
    )
    said = [number_of(count, one, many) for touch, one, many in words if (count := counted[touch])]
    if not said:
        return "No action changed." if found.others else "Nothing changed that people read."
    return f"Of the actions that changed, {series(said, 'and')}."


def _action(change: PartChange, new: Playbook, old: Playbook) -> Iterator[Block]:
    yield Heading(change.title, change.id)
    yield Prose(_touch(change, new, old))
    if items := tuple(map(_field, change.fields)):
        yield Items(items)


def _touch(change: PartChange, new: Playbook, old: Playbook) -> str:
    """Return whose answers a change touches, and where the action was before."""
    named = partial(role_names, titles=old.role_titles | new.role_titles)
    who = named(change.roles)
    said = {
        Touch.NONE: "No answer is touched.",
        Touch.NEW: f"New, for: {who}.",
        Touch.AGAIN: f"Whoever answered the earlier words is asked again: {who}.",
        Touch.EDITORIAL: "The words mean the same, so nobody is asked again.",
        Touch.KEPT: f"No longer here. What was answered stays in a section of its own: {who}.",
    }[change.touch]
    new_for = f"It is new for: {named(change.new_for)}." if change.new_for else ""
    pillars = {pillar.id: pillar.title for pillar in old.pillars}
    moved = change.moved_from
    moved = f"It came from the pillar {pillars.get(moved, moved)}." if moved else ""
    return " ".join(filter(None, (said, new_for, *_came(change), moved)))


def _came(change: PartChange) -> Iterator[str]:
    """Yield what is to be said of the actions that it was before."""
    if change.joins:
        yield (
            f"It takes over from {series(change.was, 'and')}: the first answer is here, and any"
            " other stays in a section of its own."
        )
    elif change.was:
        yield f"It was called {change.was[0]}; answers follow."
    if change.split_into:
        yield f"{series(change.split_into, 'and')} came from it too. Look at each."
    for was, now in change.split_from:
        yield f"It came from {was}, whose answers go to {now}. Look at each."


def _other(change: PartChange) -> Item:
    state = "New" if change.is_new else "No longer here" if change.is_gone else "Changed"
    details = [line for each in change.fields for line in _lines(each, f"{_name(each)}: ")]
    noun = change.noun if change.noun != "change" else "note on what has changed"
    return Item(f"{state}, {noun}: {change.title}", change.id, tuple(details))


def _field(change: FieldChange) -> Item:
    return Item(_name(change), details=tuple(_lines(change)))


def _lines(change: FieldChange, name: str = "") -> Iterator[str]:
    for label, texts in (("Was", change.gone), ("Now", change.new)):
        for text in texts:
            yield f"{name}{label}: {' '.join(text.split())}"


def _name(change: FieldChange) -> str:
    return _NAMES.get(change.field) or change.field.replace("_", " ").capitalize()
