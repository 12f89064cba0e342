"""How a text begins: with a capital where a sentence starts, without one where it goes on."""


def capital(text: str) -> str:
    """Return the text beginning with a capital; its other letters stay as they are."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return the text beginning with a small letter; its other letters stay as they are."""
    return text[:1].lower() + text[1:]
