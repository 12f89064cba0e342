"""Texts without what makes no difference to a reader: runs of white space, case, accents' form."""


def tidy(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def sorted_as(text: str) -> str:
    """Return what a name is sorted by: São Paulo stands before Stoke, as in any list of names."""
    if text.isascii():
        return text.casefold()
    import unicodedata

    signs = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def folded(text: str) -> str:
    """Return a text without regard to case, spaces and how accents are put together."""
    import unicodedata  # few commands look for names

    return unicodedata.normalize("NFC", tidy(text).casefold())
