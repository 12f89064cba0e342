"""What every form of a checklist file has in common."""

from scalekit.text.pattern import pattern

FORMAT = 2
END = "<!-- scalekit: end -->"  # a Markdown file without it was cut off
OTHER_TEXT = "<!-- other text -->"  # what follows belongs to no field
ID = pattern(r"[^\s<>\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,200}")
WORD = "one word, without spaces and < or >."


def no_id(word: str) -> tuple[str, str]:
    """Return what is wrong with a word that is no ID, and what to write."""
    return f"“{word:.40}” cannot be an id, a role or a version.", f"It is {WORD}"


def is_extends(text: str) -> bool:
    """Return whether a text names playbooks and their versions, one space between the words."""
    words = text.split(" ")
    return len(words) % 2 == 0 and all(map(ID.fullmatch, words))
