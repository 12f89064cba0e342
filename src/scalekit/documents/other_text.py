"""Text in a checklist that belongs to no field: documents show it at their end."""

from scalekit.engine.other_text import STANDS, owner
from scalekit.model.checklist import Checklist, OtherText, places
from scalekit.text.sentence import capital

HEADING = "Other text in the file"
ABOUT = "This was typed into the checklist outside the answers."


def other_texts(checklist: Checklist) -> list[tuple[str, str]]:
    """Return each text that belongs to no field, after the words for where it stands."""
    return [(_where(other.after, checklist), other.text) for other in checklist.other_text]


def beside_actions(checklist: Checklist) -> dict[str, list[OtherText]]:
    """Return the other texts by the id of the action in whose row a table shows them.

    A text that stands beside no action goes with the next one, and at the end with the last.
    """
    if not checklist.other_text or not checklist.actions:
        return {}
    standing = {other.after: other for other in checklist.other_text}
    found: dict[str, list[OtherText]] = {}
    waiting: list[OtherText] = []
    last = checklist.actions[-1].id
    for place in places(checklist):
        if place in standing:
            waiting.append(standing[place])
        if waiting and (place == "end" or owner(place)):
            found.setdefault(owner(place) or last, []).extend(waiting)
            waiting = []
    return found


def _where(place: str, checklist: Checklist) -> str:
    if place in STANDS:
        return capital(STANDS[place])
    pillars = {f"pillar:{pillar}": title for pillar, title in checklist.pillars}
    if place in pillars:
        return f"Under {pillars[place]}"
    action_id, _, part = place.rpartition(".")
    titles = {action.id: action.title for action in checklist.actions}
    return f"In {titles.get(action_id, action_id)}, after the {part}"
