"""The settings that hold in a folder: those of its own file, over those of the folders above."""

import os
from functools import lru_cache

from scalekit.errors import FileError
from scalekit.settings.keys import NAME, Settings


def settings_at(path: str) -> Settings:
    """Return the settings for a file or folder; raises FileError with every problem of a file.

    What is wrong with `require` and `except` is not raised: few commands need them.
    """
    at = os.path.abspath(path)  # a link stands where it is, not where it leads
    return _settings(at if os.path.isdir(at) else os.path.dirname(at))


def rules_at(path: str) -> Settings:
    """Return the same, and raise FileError for what is wrong with `require` and `except` too."""
    settings = settings_at(path)
    if settings.problems:
        raise FileError(*settings.problems)
    return settings


@lru_cache  # thousands of checklists stand in few folders
def _settings(folder: str) -> Settings:
    file, above = os.path.join(folder, NAME), os.path.dirname(folder)
    around = Settings() if above == folder else _settings(above)
    if not os.path.isfile(file):
        return around
    # Few folders have such a file, and all commands come by here.
    from scalekit.settings.reading import read

    return read(file).laid_over(around)


def forget() -> None:
    """Read scalekit.toml anew from here on."""
    _settings.cache_clear()
