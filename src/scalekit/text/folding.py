"""Texts without what makes no difference to a reader: runs of white space, case, accents' form."""


def tidy(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return a text without regard to case, spaces and how accents are put together."""
    import unicodedata  # few commands look for names

    return unicodedata.normalize("NFC", tidy(text).casefold())
