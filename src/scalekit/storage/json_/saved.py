"""The file that a filled-in web page saves: a JSON checklist that also holds what was sent out."""

import json
from datetime import date
from typing import Any

from scalekit.storage.json_.positions import offsets

BASE, FILLED_IN = "base", "filledIn"


def read_saved(text: str) -> tuple[str, str]:
    """Return the checklist as it was sent out and as it was edited, both as JSON for `loads`.

    The first is empty when the text does not say: it is then an ordinary JSON checklist, or no
    JSON at all, and the second is the whole text. Each part stands on the line where it stood.
    """
    whole = _whole(text)
    if BASE not in whole:
        return "", text
    base, edited = _taken_out(text, BASE)
    return base, _taken_out(edited, FILLED_IN)[1] if FILLED_IN in whole else edited


def filled_in(text: str) -> tuple[str, date | None]:
    """Return who filled in what the page saved, and when; nothing where it does not say."""
    said = _whole(text).get(FILLED_IN)
    by, on = (said.get("by"), said.get("on")) if isinstance(said, dict) else ("", "")
    try:
        day = date.fromisoformat(on) if isinstance(on, str) else None
    except ValueError:
        day = None
    return " ".join(by.split()) if isinstance(by, str) else "", day


def reported(text: str) -> str:
    """Return which command printed a text with --json; nothing where it may be a checklist."""
    whole = _whole(text)
    kind = whole.get("kind")
    return kind if "schemaVersion" in whole and isinstance(kind, str) else ""


def _whole(text: str) -> dict[str, Any]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return whole if isinstance(whole, dict) else {}


def _taken_out(text: str, key: str) -> tuple[str, str]:
    """Return the value of a key, and the text without both."""
    keys = [(path[0], offset) for path, offset in offsets(text) if len(path) == 1]
    number = next(n for n, (name, _) in enumerate(keys) if name == key)
    start = keys[number][1]
    end = keys[number + 1][1] if number + 1 < len(keys) else text.rindex("}")
    before, inside, after = text[:start], text[start:end], text[end:]
    if number + 1 == len(keys):
        before = _without_comma(before)
    value = inside.partition(":")[2].rstrip()
    blank = "\n" * inside.count("\n")
    return "\n" * before.count("\n") + value.removesuffix(","), before + blank + after


def _without_comma(text: str) -> str:
    head = text.rstrip()
    return head.removesuffix(",") + text[len(head) :]
