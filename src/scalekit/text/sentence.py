"""How a text begins and ends, as a sentence or inside one."""

from collections.abc import Iterable


def capital(text: str) -> str:
    """Return the text beginning with a capital; its other letters stay as they are."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text beginning with a small letter; its other letters stay as they are."""
    return text[:1].lower() + text[1:]


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence: ICB lead stays as it is."""
    return title if title[1:2].isupper() else small(title)


def number_of(count: int, one: str, many: str = "") -> str:
    """Return a number of something: "1 checklist", "2 checklists", "2 case studies"."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def ended(text: str) -> str:
    """Return the text with a full stop, unless something ends it already."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def series(texts: Iterable[str], word: str) -> str:
    """Return several texts in a row, with a word before the last: "a, b and c"."""
    *most, last = texts
    return f" {word} ".join(filter(None, (", ".join(most), last)))
