"""The playbook that is named where no option names one: by SCALEKIT_PLAYBOOK, or scalekit.toml.

Every command imports this with its options, so it imports nothing of playbooks.
"""

import os

from scalekit.settings.keys import NAME
from scalekit.settings.nearest import settings_at

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
