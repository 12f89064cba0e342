"""The keys of a JSON checklist: those that this scalekit knows, and the others, which it keeps.

A key that it does not know is other text, so that Markdown has it too.
"""

import json
from json.encoder import encode_basestring as _quoted

from scalekit.engine.other_text import owner
from scalekit.model.checklist import Checklist, OtherText
from scalekit.model.fields import FIELDS
from scalekit.text.pattern import pattern

ABOUT = ("header", "title", "place", "end")
TOP_KEYS = (
    *("scalekit", "kind", "playbook", "version", "extends", "roles", "innovation", "place"),
    *("pillars", "actions", "decisions", "otherText"),
)
ACTION_KEYS = ("pillar", "title", "text", "wording", *FIELDS, "reviews", "views", "id")
# The keys of a statement and of a decision, in the order of their fields.
SAID = {
    "Statement": ("kind", "by", "on", "text", "of"),
    "Decision": (
        *("id", "decision", "by", "on", "of", "role", "because", "conditions", "insteadOf"),
        *("interests", "expects", "review", "reference", "replaces"),
    ),
}
# After which place a key stands that follows each of the known ones; "" is that of the one before.
TOP_PLACES = {
    **dict.fromkeys(TOP_KEYS, "end"),
    **dict.fromkeys(("scalekit", "kind", "playbook", "version", "extends", "roles"), "header"),
    "innovation": "title",
    "place": "place",
}
ACTION_PLACES = {
    **{key: key for key in ACTION_KEYS},
    **dict.fromkeys(("pillar", "title", "text"), "text"),
    "wording": "due",
    **dict.fromkeys(("reviews", "views", "id"), "note"),
}
_KEY = pattern(r'<!-- json ("(?:[^"\\]|\\.)*"): (.*) -->')


def unknown_key(key: str, value: str) -> str:
    """Return a key and its value, which are JSON on one line, as other text."""
    return f"<!-- json {_quoted(key)}: {value}".replace("-->", r"--\u003e") + " -->"


def unknown_keys(checklist: Checklist) -> tuple[dict[str, list[str]], tuple[OtherText, ...]]:
    """Return the keys that other text stands for, by place, and the other text that is none."""
    keys: dict[str, list[str]] = {}
    rest: list[OtherText] = []
    taken: dict[str, set[str]] = {}
    for other in checklist.other_text:
        action_id = owner(other.after)
        known = taken.setdefault(action_id, {*(ACTION_KEYS if action_id else TOP_KEYS)})
        paragraphs = other.text.split("\n\n")
        found: list[str] = []
        while "." in other.after or other.after in ABOUT:
            key = _KEY.fullmatch(paragraphs[-1]) if paragraphs else None
            named = object_keys(f"{{{key[1]}: {key[2]}}}") if key else set()
            if not key or len(named) != 1 or not named.isdisjoint(known):
                break
            known |= named
            found.insert(0, f"{key[1]}: {key[2]}")
            paragraphs.pop()
        if found:
            keys[other.after] = found
        if paragraphs:
            rest.append(OtherText(other.after, "\n\n".join(paragraphs)))
    return keys, tuple(rest)


def object_keys(text: str) -> set[str]:
    """Return the keys of a JSON object on one line; none where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return set()
    return set(value) if isinstance(value, dict) else set()
