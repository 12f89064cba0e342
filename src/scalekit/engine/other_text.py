"""Text that belongs to no field, by the place it stands after: found, joined and never dropped."""

from collections.abc import Mapping

from scalekit.model.checklist import PARTS, Checklist, OtherText, places

# Where a text stands that is below no pillar and in no action, in words.
STANDS = {
    "start": "at the beginning",
    "header": "after the first line",
    "title": "after the name",
    "place": "after the place",
    "end": "at the end",
}


def texts(checklist: Checklist) -> dict[str, str]:
    found: dict[str, str] = {}
    for other in checklist.other_text:
        found[other.after] = join_texts(found.get(other.after), other.text)
    return found


def join_texts(first: str | None, second: str) -> str:
    """Return two texts as one, the second in a paragraph of its own."""
    return second if first is None else f"{first}\n\n{second}"


def owner(place: str) -> str:
    """Return the id of the action that a place belongs to, or nothing."""
    action_id, dot, part = place.rpartition(".")
    return action_id if dot and part in PARTS and not place.startswith("pillar:") else ""


def with_texts(checklist: Checklist, by_place: Mapping[str, str], *befores: Checklist) -> Checklist:
    """Return the checklist with these other texts, in the order of its places.

    A text whose place the checklist lacks moves to the heading above where it stood in one of
    `befores`, as a block quotation: whatever it holds, it reads as text there and as no field.
    """
    if not by_place:
        return checklist._replace(other_text=())
    order = places(checklist)
    there = set(order)
    kept = {place: text for place, text in by_place.items() if place in there}
    headings = {f"pillar:{pillar}" for pillar, _ in checklist.pillars}
    for before in befores:
        heading = "place"
        for place in places(before):
            heading = place if place in headings else heading
            if place in by_place and place not in there:
                there.add(place)
                kept[heading] = join_texts(kept.get(heading), _quoted(by_place[place]))
    other_text = tuple(OtherText(place, kept[place]) for place in order if place in kept)
    return checklist._replace(other_text=other_text)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
