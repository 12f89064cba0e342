"""A checklist as lines that read as sentences wherever `git diff` cuts them out."""

from collections.abc import Iterator

from scalekit.model.checklist import PARTS, Checklist, ChecklistAction
from scalekit.model.say import recorded_of, say_value
from scalekit.text.printable import printable

_ABOUT = ("start", "header", "title", "place")


def lines(checklist: Checklist) -> list[str]:
    """Return one line for each thing recorded, each of which says what it belongs to.

    The wording comes last, where it is not in the way of what people answered.
    """
    return [printable(line).replace("\n", " ") for line in _lines(checklist)]


def _lines(checklist: Checklist) -> Iterator[str]:
    other = {kept.after: kept.text for kept in checklist.other_text}
    yield f"Name: {checklist.innovation}"
    yield f"Place: {checklist.place or 'Not provided'}"
    yield f"Playbook: {checklist.playbook}, version {checklist.version}"
    yield f"Roles: {', '.join(checklist.roles)}"
    for place in _ABOUT:
        yield from _text(f"Text after the {place}", other.get(place))
    for pillar, title in checklist.pillars:
        yield f"Pillar: {title} ({pillar})"
        yield from _text(f"Text under {title}", other.get(f"pillar:{pillar}"))
        for action in checklist.of_pillar(pillar):
            yield from _action(action, other)
    for decision in checklist.decisions:
        yield f"Decision: {say_value(decision)}"
    yield from _text("Text at the end", other.get("end"))
    for action in checklist.actions:
        yield f"{action.title}: asks {action.text} ({action.id}, wording {action.wording})"


def _action(action: ChecklistAction, other: dict[str, str]) -> Iterator[str]:
    for name, value in recorded_of(action):
        yield f"{action.title}: {name} {value}".rstrip()
    for part in PARTS:
        yield from _text(f"{action.title}: text after {part}", other.get(f"{action.id}.{part}"))


def _text(label: str, text: str | None) -> Iterator[str]:
    for line in text.split("\n") if text else ():
        yield f"{label}: {line}".rstrip()
