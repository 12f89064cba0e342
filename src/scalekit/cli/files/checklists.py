"""From what a person names on the command line to checklists."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from scalekit.cli.files import playbooks
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, InterruptedByUserError, UsageError, reason
from scalekit.model.problem import Position, Problem
from scalekit.settings.keys import NAME
from scalekit.settings.nearest import settings_at
from scalekit.storage import files
from scalekit.storage.conflicts import BY_HAND
from scalekit.storage.files import StoredChecklist
from scalekit.text.near import did_you_mean
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist


_MOST_NAMED = 20
NONE_HERE = "No checklists here: no file ends in .scalekit.md or .scalekit.json."


def open_checklist(path: str) -> StoredChecklist:
    """Return the checklist in a file, or on stdin for `-`; raises FileError with all problems."""
    stored, problems = _read(path)
    if stored is None:
        raise FileError(*problems)
    return stored


def read_all(
    paths: Sequence[str], notes: list[Problem] | None = None
) -> Iterator[tuple[str, StoredChecklist | None, list[Problem]]]:
    """Yield each file named or found in a folder, with its checklist or its problems.

    What stands in a folder and is a checklist by no name is added to `notes`, or said.
    """
    others: list[str] = []
    for path in paths:
        if path == "-":
            yield path, *_read(path)
            continue
        for found in files.find(path, others.append):
            yield found, *_read(found)
    for problem in copies(others) if others else ():
        if notes is None:
            streams.say(str(problem))
        else:
            notes.append(problem)


def copies(paths: Sequence[str]) -> Iterator[Problem]:
    """Yield a note for each file that a file service or a failed save left beside a checklist."""
    # Few folders have any.
    from scalekit.cli.files.left_beside import note

    yield from filter(None, map(note, paths))


def count(paths: Sequence[str]) -> int:
    """Return how many files are named, or found in a folder."""
    return sum(1 for path in paths for _ in files.find(path))


def home() -> str:
    """Return the folder in which to look for checklists where none is named.

    Raises UsageError where scalekit.toml names one that is not there yet.
    """
    folder = to_begin_in()
    if not os.path.isdir(folder):
        raise _no_folder_yet(folder)
    return folder


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
    folder = home()
    return [beside(folder, name) for name in in_folder(folder)]


def beside(folder: str, name: str) -> str:
    """Return the path of a file in a folder, in few words and with forward slashes."""
    return os.path.normpath(os.path.join(folder, name)).replace(os.sep, "/")


def all_here() -> list[str]:
    """Return the checklists in that folder, or those below it where it has none itself."""
    found = names_here() or [beside("", path) for path in files.find(home())]
    if not found:
        raise _none_in(home())
    return found


def _none_in(folder: str) -> UsageError:
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
    there = f"{where} {_where(home())}"
    if len(found) == 1:
        return UsageError(f"There is 1 checklist {there}. Name it:{names}")
    return UsageError(f"There are {len(found)} checklists {there}. Name one:{names}{more}")


def here(plain: bool = False) -> str:
    """Return the one checklist in that folder; with several, ask which or name them all."""
    found = names_here()
    if not found:
        below = _below(home())
        raise name_one_of(below, "below") if below else _none_in(home())
    if len(found) > 1 and streams.can_ask(False):
        return _which(plain)
    if len(found) > 1:
        raise name_one_of(found)
    return found[0]


def _below(folder: str) -> list[str]:
    """Return the checklists below a folder, and say of each folder there that it is not read."""
    found = []
    for path in files.find(folder):
        if os.path.isdir(path):
            streams.say("\n".join(map(str, files.read(path)[1])))
        else:
            found.append(beside("", path))
    return found


def _which(plain: bool) -> str:
    # Only a person with several checklists waits for this.
    from scalekit.cli.terminal.asking import prompts_for
    from scalekit.prompts.begin import ask_which

    try:
        return ask_which(prompts_for(plain), named_here())
    except (EOFError, KeyboardInterrupt):
        raise InterruptedByUserError("Stopped. Nothing was changed.") from None


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
            about = said(file, stored.checklist) if stored else "this file has a problem"
            found.append((file, about))
    return found


def said(path: str, checklist: "Checklist") -> str:
    """Return what a checklist is about, where, for which roles, and how far it is."""
    titles = playbooks.role_titles(path, checklist)
    roles = " and ".join(titles.get(role, role) for role in checklist.roles)
    # Only who is asked which checklist is meant, or goes on with one, needs it.
    from scalekit.engine.progress import counts

    done = counts(checklist.current_actions)
    progress = f"{done.answered} of {done.total} answered"
    return ", ".join(filter(None, (checklist.innovation, checklist.place, roles, progress)))


def in_folder(folder: str) -> list[str]:
    """Return the names of the checklists directly in a folder, sorted."""
    endings = tuple(files.SUFFIXES.values())
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(endings))
        return [name for name in names if not name.startswith(".")]
    except OSError as error:
        raise FileError(
            Problem(Position(folder), f"This folder cannot be read: {reason(error)}.")
        ) from None


def _read(path: str) -> tuple[StoredChecklist | None, list[Problem]]:
    if path == "-":
        return files.parse(streams.stdin(), "-")
    stored, problems = files.read(path)
    if any(problem.remedy == BY_HAND for problem in problems):
        problems = _mendable(path, problems)
    return stored, problems


def _mendable(path: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems of half versions between marks with a better remedy, if git has whole."""
    # Only a file with such marks waits for git.
    from scalekit.git.unmerged import by_field, stages

    staged = stages(path)
    if not staged or not by_field(staged):
        return problems
    remedy = f"Choose between them: scalekit merge --resolve {typed(path)}"
    return [p._replace(remedy=remedy) if p.remedy == BY_HAND else p for p in problems]
