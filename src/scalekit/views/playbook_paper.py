"""A whole playbook on paper: its front page, a page for each pillar, and what they lead to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from scalekit.engine.about import CHANGED, RESOURCES, SOURCE, credit
from scalekit.model.playbook import LocatedDay, Pillar, Playbook
from scalekit.model.problem import LocatedText, Position
from scalekit.views.guide import PAGES, contents, extent, register, whence
from scalekit.views.page import Block, Fields, Heading, Item, Items, Prose

Page = list[Block]
Place = Callable[[Position, str], str]

_IN_FULL_ELSEWHERE = (RESOURCES, CHANGED, SOURCE)
_ORIGIN = "Where this is written"
_DERIVED = (
    *("wording", "folder", "extends", "hidden", "unsettled"),
    *("allow", "changes", "resources"),
)
_OF_FRONT = ("pillars", "case_studies")


def pages(playbook: Playbook, place: Place | None = None) -> list[Page]:
    """Return the pages, each with a title of the first level.

    With `place`, which says in words where the value of a key is written, each field has its own.
    """
    found = [
        _front(playbook, place),
        *(_pillar(playbook, pillar, place) for pillar in playbook.pillars),
    ]
    if playbook.case_studies:
        found.append([Heading("Case studies", level=1), *_case_studies(playbook, place)])
    if playbook.resources:
        found.append([*PAGES["list"](playbook, "resources", ()), *_all(playbook.resources, place)])
    if playbook.changes:
        found.append([*register(playbook), *_all(playbook.changes, place)])
    return found


def _front(playbook: Playbook, place: Place | None) -> Page:
    """Return what the playbook is, and everything in it by title and id."""
    return [
        Heading(playbook.title, level=1),
        Prose(playbook.summary),
        Prose(extent(playbook)),
        *contents(playbook),
        *_left_out(playbook),
        *_turned_off(playbook),
        *whence(playbook),
        *_origin(playbook, place, but=_OF_FRONT),
    ]


def _left_out(playbook: Playbook) -> Page:
    items = tuple(Item(each.title, each.id, (each.because,)) for each in playbook.hidden)
    return [Heading("Left out of what it extends"), Items(items)] if items else []


def _turned_off(playbook: Playbook) -> Page:
    items = tuple(
        Item(each.rule, f"at {each.at}" if each.at else "", (each.because,))
        for each in playbook.allow
    )
    return [Heading("Advice that it does not follow"), Items(items)] if items else []


def _pillar(playbook: Playbook, pillar: Pillar, place: Place | None) -> Page:
    head = PAGES["pillar"](playbook, pillar.id, ())
    aims = [block for block in head[3:] if isinstance(block, Fields)]
    found = [*head[:3], *aims, *_origin(pillar, place, but=("actions",))]
    for action in pillar.actions:
        found += _below(PAGES["action"](playbook, action.id, ()), playbook)
        found += _origin(action, place)
    return found


def _case_studies(playbook: Playbook, place: Place | None) -> Iterator[Block]:
    for case in playbook.case_studies:
        yield from _below(PAGES["case-study"](playbook, case.id, ()), playbook)
        yield from _origin(case, place)


def _below(page: Sequence[Block], playbook: Playbook) -> Page:
    """Return a page as a part of another one; what stands in full elsewhere is only named."""
    own = credit(playbook.source)
    found: Page = []
    under = ""
    for block in page:
        if isinstance(block, Heading):
            under = block.text
            found.append(block._replace(level=block.level + 1))
        elif isinstance(block, Items) and under in _IN_FULL_ELSEWHERE:
            items = (
                item._replace(details=()) if item.code or _says(item, own) else item
                for item in block.items
            )
            found.append(Items(tuple(items)))
        else:
            found.append(block)
    return found


def _says(item: Item, text: str) -> bool:
    return any(line.removesuffix(":") == text for line in item.details)


# Where each field is written


def _all(parts: Sequence[Any], place: Place | None) -> Page:
    """Return where each of several parts is written."""
    found: Page = []
    for part in parts if place else ():
        found += [Heading(part.id, level=2), *_origin(part, place)[1:]]
    return found


def _origin(part: Any, place: Place | None, but: Sequence[str] = ()) -> Page:
    """Return a heading and, for each field that holds something, where that is written."""
    if not place:
        return []
    left_out = {*but, *_left(part)}
    pairs = []
    for field, value in part._asdict().items():
        if field not in left_out:
            at = dict.fromkeys(place(each, field) for each in _first_of_each(value))
            pairs.append((field, ", ".join(at)))
    return [Heading(_ORIGIN, level=3), Fields(tuple(pairs))]


def _left(part: Any) -> Sequence[str]:
    return _DERIVED if isinstance(part, Playbook) else ("wording",)


def _first_of_each(value: Any) -> Iterable[Position]:
    """Return where a value begins, in each file that some of it is in."""
    first: dict[str, Position] = {}
    for at in _positions(value):
        first[at.path] = min(at, first.get(at.path, at))
    return first.values()


def _positions(value: Any) -> Iterator[Position]:
    if isinstance(value, LocatedText):
        yield value.at
    elif isinstance(value, LocatedDay):
        yield value.position
    elif isinstance(value, tuple):
        for part in value:
            yield from _positions(part)
