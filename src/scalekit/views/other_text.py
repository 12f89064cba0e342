"""Text in a checklist that belongs to no field: documents show it at their end."""

from scalekit.model.checklist import Checklist

HEADING = "Other text in the file"
ABOUT = "This was typed into the checklist outside the answers."


def other_texts(checklist: Checklist) -> list[tuple[str, str]]:
    """Return each text that belongs to no field, after the words for where it stands."""
    return [(_where(other.after, checklist), other.text) for other in checklist.other_text]


def _where(place: str, checklist: Checklist) -> str:
    named = {
        "start": "At the beginning",
        "header": "After the first line",
        "title": "After the name",
        "place": "After the place",
        "end": "At the end",
        **{f"pillar:{pillar}": f"Under {title}" for pillar, title in checklist.pillars},
    }
    if place in named:
        return named[place]
    action_id, _, part = place.rpartition(".")
    titles = {action.id: action.title for action in checklist.actions}
    after = "" if part == "action" else f", after the {part}"
    return f"In {titles.get(action_id, action_id)}{after}"
