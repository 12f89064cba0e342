"""The folder of the checklists, where no file is named, and which of them are in it."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scalekit.cli.files import playbooks
from scalekit.cli.files.checklists import beside, in_folder
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.settings.keys import NAME
from scalekit.settings.nearest import settings_at
from scalekit.storage import files
from scalekit.text.near import did_you_mean

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist

_MOST_NAMED = 20


def folder() -> str:
    """Return the folder in which to look for checklists where none is named.

    Raises UsageError where scalekit.toml names one that is not there yet.
    """
    found = to_begin_in()
    if not os.path.isdir(found):
        raise _no_folder_yet(found)
    return found


def _no_folder_yet(folder: str) -> UsageError:
    above, name = os.path.split(folder)
    there = os.listdir(above or ".") if os.path.isdir(above or ".") else []
    near = did_you_mean(name, [each for each in there if os.path.isdir(os.path.join(above, each))])
    message = (
        f"There is no folder {beside('', folder)} yet, which {NAME} names."
        f" `scalekit start` makes it with a first checklist in it, or name a file. {near}"
    )
    return UsageError(message.rstrip())


def to_begin_in() -> str:
    """Return the same folder, in which a checklist is made, whether it is there yet or not.

    That is the current one, unless scalekit.toml names a `directory` that it is not in and no
    checklist is here.
    """
    directory = settings_at(".").directory
    # The way from here to a folder around here only leads up.
    if directory is None or {*directory.split(os.sep)} <= {".", ".."} or in_folder("."):
        return "."
    return directory


def names_here() -> list[str]:
    """Return the paths of the checklists directly in that folder, sorted."""
    here = folder()
    return [beside(here, name) for name in in_folder(here)]


def all_here() -> list[str]:
    """Return the checklists in that folder, or those below it where it has none itself."""
    found = names_here() or [beside("", path) for path in files.find(folder())]
    if not found:
        raise none_in(folder())
    return found


def none_in(folder: str) -> UsageError:
    """Return that a folder has no checklist, and how to go on."""
    return UsageError(
        f"There is no checklist in {_where(folder)}. Name a file, or make one with"
        " `scalekit start`."
    )


def _where(folder: str) -> str:
    return "this folder" if folder == "." else folder


def name_one_of(found: Sequence[str], where: str = "in") -> UsageError:
    """Return that one of the checklists in that folder, or below it, is meant, and which they are.

    Of very many the first are named.
    """
    shown = found if len(found) <= _MOST_NAMED else found[: _MOST_NAMED - 1]
    names = "".join(f"\n  {name}" for name in shown)
    more = f"\n  and {len(found) - len(shown)} more" if len(shown) < len(found) else ""
    there = f"{where} {_where(folder())}"
    if len(found) == 1:
        return UsageError(f"There is 1 checklist {there}. Name it:{names}")
    return UsageError(f"There are {len(found)} checklists {there}. Name one:{names}{more}")


def below(folder: str) -> list[str]:
    """Return the checklists below a folder, and say of each folder there that it is not read."""
    found = []
    for path in files.find(folder):
        if os.path.isdir(path):
            streams.say("\n".join(map(str, files.read(path)[1])))
        else:
            found.append(beside("", path))
    return found


def named_here(
    wanted: "Callable[[Checklist], bool] | None" = None,
) -> list[tuple[str, str]]:
    """Return each checklist directly in that folder, with what tells it from the others.

    With `wanted` only those for which it returns true.
    """
    found = []
    for file in names_here():
        stored, _ = files.read(file)
        if wanted is None or (stored and wanted(stored.checklist)):
            about = checklist_line(file, stored.checklist) if stored else "this file has a problem"
            found.append((file, about))
    return found


def checklist_line(path: str, checklist: "Checklist") -> str:
    """Return what a checklist is about, where, for which roles, and how far it is."""
    # Only who is asked which checklist is meant, or goes on with one, needs these.
    from scalekit.engine.progress import counts
    from scalekit.views.shared_words import role_names

    roles = role_names(checklist.roles, playbooks.role_titles(path, checklist))
    done = counts(checklist.current_actions)
    progress = f"{done.answered} of {done.total} answered"
    return ", ".join(filter(None, (checklist.innovation, checklist.place, roles, progress)))
