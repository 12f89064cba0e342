"""Words that were nearly right: which of the known ones may be meant."""

from collections.abc import Iterable, Sequence

_LONGEST = 100  # characters: what is longer is no slip of the hand, and would take long to compare


def nearest(word: str, known: Sequence[str], most: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return the known words that are most like this one, from 0 to `most` of them.

    `cutoff` is how like they have to be, from 0 to 1.
    """
    if not known or len(word) >= _LONGEST:
        return []
    # difflib is needed only once something is already wrong.
    from difflib import get_close_matches

    return get_close_matches(word, known, most, cutoff)


def suggestion(*near: str) -> str:
    """Return "Did you mean X or Y?"; an empty string where nothing is near."""
    return f"Did you mean {' or '.join(near)}?" if near else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return "Did you mean X?" for the nearest of the known words; an empty string without one.

    `otherwise` begins the sentence that names them all instead: "The fields are".
    """
    every = list(known)
    if near := nearest(word.lower(), every):
        return suggestion(*near)
    return f"{otherwise} {', '.join(every)}." if otherwise else ""
