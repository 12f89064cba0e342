"""File names from what an innovation is called."""

import os
import re

from scalekit.storage.files import SUFFIXES
from scalekit.text.pattern import pattern

_LONGEST = 60
# What Windows keeps for devices, whatever follows the first dot.
RESERVED = pattern(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)", re.IGNORECASE)

# The characters that some system refuses in a name, but the slash between folders.
REFUSED = pattern(r'[<>:"|?*\\\x00-\x1f\x7f]')


def slug(name: str) -> str:
    """Return a file name for an innovation, without an ending, that every system accepts."""
    import unicodedata  # most commands give no names

    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")
    # 60 letters can be 240 bytes, and a name has room for 255 with its endings.
    while len(words) > _LONGEST or len(words.encode()) > 3 * _LONGEST:
        words = words[:-1].rstrip("-")
    return f"innovation-{words}".rstrip("-") if RESERVED.match(words) or not words else words


def free_name(innovation: str, kind: str, folder: str = ".") -> str:
    """Return a file name for an innovation that nothing in a folder has, if it is there yet."""
    stem, number = slug(innovation), 1
    taken = {name.casefold() for name in os.listdir(folder)} if os.path.isdir(folder) else ()
    while True:
        name = f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIXES[kind]}"
        if name.casefold() not in taken:
            return name
        number += 1
