"""scalekit.toml: what a folder of checklists says once for every command below it."""

import os
from functools import lru_cache

from scalekit.cli.files.settings import NAME, Settings
from scalekit.errors import FileError

_VARIABLE = "SCALEKIT_PLAYBOOK"


def checked(given: str | None) -> str | None:
    """Return the folder that --playbook names, with what scalekit.toml says here looked at.

    Raises FileError with every problem of that file.
    """
    if given is None:
        named_at(".")
    return given


def named_at(path: str) -> str | None:
    """Return the folder of the playbook for a file or folder where no option names one.

    SCALEKIT_PLAYBOOK names it, or scalekit.toml: the one beside the file or the nearest above it
    that says so. None is the built-in one. Raises FileError as `checked` does.
    """
    return os.environ.get(_VARIABLE) or settings_at(path).playbook


def named_by() -> str:
    """Return what names the playbook where no option does."""
    return _VARIABLE if os.environ.get(_VARIABLE) else NAME


def settings_at(path: str) -> Settings:
    """Return the settings for a file or folder; raises FileError as `checked` does.

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
    from scalekit.cli.files.settings_file import read

    return read(file).laid_over(around)


def forget() -> None:
    """Read scalekit.toml anew from here on."""
    _settings.cache_clear()
