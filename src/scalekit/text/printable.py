"""Text from a file or a person, made harmless for a screen."""

import re

from scalekit.text.pattern import pattern

# C0 and C1 controls but tab and newline; the line ends that only some programs know; marks that
# turn the direction of writing; invisible joins that are not part of an emoji or a script. Marks
# that only say which way the signs beside them run stay: names in Hebrew and Arabic hold them.
_UNSEEN = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

# What no XML file can hold, and the controls that nobody sees in a document: all of C0
# and C1 but tab and newline, halves of characters, and two code points that are no characters.
_CONTROLS = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return the text with every character that could act on a terminal written as `\\x1b`."""
    return text if _is_plain(text) else _UNSEEN.sub(_spelled_out, text)


def printable_json(text: str) -> str:
    """Return a JSON text with the same characters written as JSON escapes, which mean the same."""
    return text if _is_plain(text) else _UNSEEN.sub(_escaped, text)


def documentable(text: str) -> str:
    """Return the text with the controls that a document cannot hold written as `\\x1b`.

    Marks that turn the direction of writing stay: names in some scripts need them.
    """
    return text if _is_plain(text) else _CONTROLS.sub(_spelled_out, text)


def documentable_json(text: str) -> str:
    """Return a JSON text with the same controls written as JSON escapes, which mean the same."""
    return text if _is_plain(text) else _CONTROLS.sub(_escaped, text)


def _is_plain(text: str) -> bool:
    """Return whether a text has no sign but those that are seen, as most: this is found at once."""
    return text.replace("\n", "").isprintable()


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _spelled_out(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
