"""Which playbook is meant: the one in use, one to extend, or one as it was at a revision."""

import os
from pathlib import Path

from scalekit.cli.files import named_playbook, playbooks
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, UsageError
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Position, Problem
from scalekit.playbook.builtin import builtin_id_and_version, playbook_folder
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.playbook.starting import Below
from scalekit.text.shell import typed

ENDINGS = (".yaml", ".yml")


def in_use(folder: str | None) -> str:
    """Return the folder of the playbook that is meant: the built-in one by its id too."""
    here = "." if Path("playbook.yaml").is_file() else named_playbook.named_at(".")
    named = here if folder is None else folder
    if named is None:
        _say_what_is_beside()
    place = playbook_folder(named) if named is not None else None
    return str(builtin_folder()) if place is None else place


def _say_what_is_beside() -> None:
    """Say that the built-in playbook is meant, where there are others in folders here."""
    folders = (file.parent for file in Path().glob("*/playbook.yaml"))
    beside = sorted(str(each) for each in folders if each.resolve() != builtin_folder())
    if beside:
        names = ", ".join(map(typed, beside))
        streams.say(
            f"This is the built-in playbook, {builtin_id_and_version()[0]}. To read another one,"
            f" name its folder. Here there are: {names}."
        )


def extended(folder: Path, named: str) -> Below:
    """Return the playbook of a name, seen from a new folder; raises UsageError and FileError."""
    place = playbooks.named_place(named)
    if place is None:
        return Below(playbooks.load_playbook(None))
    try:
        seen = os.path.relpath(place, folder)
    except ValueError:  # another drive
        seen = str(Path(place).resolve())
    return Below(playbooks.load_playbook(place), Path(seen).as_posix())


def playbook_at(folder: str, revision: str) -> Playbook:
    """Return the playbook that a folder held at a revision; raises UsageError and FileError.

    All YAML of the repository is taken out to read it, for a playbook may extend another one.
    """
    # Only who names a revision waits for git.
    from tempfile import TemporaryDirectory

    from scalekit.git.unpacking import unpack

    with TemporaryDirectory() as name:
        inside = unpack(folder, revision, ENDINGS, name)
        playbook, problems = load(inside)
        if not (inside / "playbook.yaml").exists():
            raise UsageError(f"There was no playbook in {typed(folder)} at {revision}.")
    if playbook is None:
        message = f"The playbook of {revision} has a problem of its own: {problems[0].message}"
        raise FileError(Problem(Position(folder), message, "Name a later revision."))
    return playbook
