"""The playbook that a new one is to extend."""

import os
from pathlib import Path

from scalekit.cli.files.checklists import load_playbook
from scalekit.errors import UsageError
from scalekit.playbook.builtin import builtin_id_and_version
from scalekit.playbook.starting import Below
from scalekit.text.near import did_you_mean


def extended(folder: Path, named: str) -> Below:
    """Return the playbook of a name, seen from a new folder; raises UsageError and FileError."""
    builtin = builtin_id_and_version()[0]
    if named == builtin:
        return Below(load_playbook(None))
    if not Path(named).is_dir():
        near = did_you_mean(named, [builtin])
        raise UsageError(f"There is no folder {named}. {near or f'Name a folder, or {builtin}.'}")
    try:
        seen = os.path.relpath(named, folder)
    except ValueError:  # another drive
        seen = str(Path(named).resolve())
    return Below(load_playbook(named), Path(seen).as_posix())
