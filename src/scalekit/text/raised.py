"""Digits and signs above or below the line: most are letters of their own, as in 10⁻³ and CO₂."""

_RAISED = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
# What stands before or after these is no other word without the look: `1st`, `2nd`.
_ORDINALS = ("st", "nd", "rd", "th")


def off_the_line(text: str, place: str) -> str | None:
    """Return a text that stands above or below the line, as letters that are so by themselves.

    `place` is "superscript" or "subscript", as Word and Excel call it; any other leaves the text as
    it is. None where a character has no such letter: 10 and a raised 0.5 would read as 100.5.
    """
    signs = {"superscript": _RAISED, "subscript": _LOWERED}.get(place)
    if not signs or not text.strip() or text.strip().casefold() in _ORDINALS:
        return text
    if any(each not in signs and not each.isspace() for each in text):
        return None
    return "".join(signs.get(each, each) for each in text)


def as_ordinary(text: str) -> tuple[str, str]:
    """Return what to say of a text that was read as if it stood on the line, and what to do."""
    message = f"“{text.strip():.40}” stands above or below the line here, and is read as if on it."
    return message, "Write it on the line, such as 10^0.5."
