"""The file that a filled-in web page saves: a JSON checklist that also holds what was sent out."""

import json

from scalekit.storage.json_.shape import offsets

BASE = "base"


def read_saved(text: str) -> tuple[str, str]:
    """Return the checklist as it was sent out and as it was edited, both as JSON for `loads`.

    The first is empty when the text does not say: it is then an ordinary JSON checklist, or no
    JSON at all, and the second is the whole text. Each part stands on the line where it stood.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return "", text
    if not isinstance(whole, dict) or BASE not in whole:
        return "", text
    keys = [(path[0], offset) for path, offset in offsets(text) if len(path) == 1]
    number = next(n for n, (key, _) in enumerate(keys) if key == BASE)
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
