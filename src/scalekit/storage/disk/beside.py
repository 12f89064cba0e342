"""The names of files that stand beside another one for a while."""

import os

# A system takes names of 255 bytes, or of 143 where it keeps them secret (eCryptfs).
_LONGEST = 128


def beside(target: str, ending: str, *, hidden: bool = True) -> str:
    """Return the path of the file that stands beside `target`: its name with an ending.

    A long name is cut, and told from others by its fingerprint.
    """
    folder, name = os.path.split(target)
    raw = os.fsencode(name)
    if len(raw) > _LONGEST:
        # Few names are that long.
        from hashlib import sha256

        name = f"{raw[: _LONGEST - 20].decode('utf-8', 'ignore')}-{sha256(raw).hexdigest()[:16]}"
    return os.path.join(folder, f"{'.' if hidden else ''}{name}{ending}")
