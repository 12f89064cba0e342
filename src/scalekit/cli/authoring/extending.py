"""The playbook that a new one is to extend."""

import os
from pathlib import Path

from scalekit.cli.files.playbooks import load_playbook, named_place
from scalekit.playbook.starting import Below


def extended(folder: Path, named: str) -> Below:
    """Return the playbook of a name, seen from a new folder; raises UsageError and FileError."""
    place = named_place(named)
    if place is None:
        return Below(load_playbook(None))
    try:
        seen = os.path.relpath(place, folder)
    except ValueError:  # another drive
        seen = str(Path(place).resolve())
    return Below(load_playbook(place), Path(seen).as_posix())
