"""From what a person names on the command line to playbooks and checklists."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from scalekit.cli.files import config
from scalekit.cli.files.naming import typed
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, InterruptedByUserError, UsageError, reason
from scalekit.model.problem import Position, Problem
from scalekit.playbook.builtin import builtin_id_and_version, builtin_playbook, builtin_wordings
from scalekit.storage import files
from scalekit.storage.conflicts import BY_HAND
from scalekit.storage.files import Stored
from scalekit.text.near import did_you_mean

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist
    from scalekit.model.playbook import Playbook


NONE_HERE = "No checklists here: no file ends in .scalekit.md or .scalekit.json."


# One command asks for it many times: at every checklist, and at every role.
@lru_cache(8)  # the built-in one, and those that folders of checklists name
def load_playbook(folder: str | None) -> "Playbook":
    """Return the playbook in a folder, or the built-in one; raises FileError with all problems.

    It says of an overlay, once, that what it extends has moved on.
    """
    playbook = read_playbook(folder)
    if playbook.unsettled:
        streams.say(f"{unsettled(playbook)} Its author settles it with: {settling(playbook)}")
    return playbook


def read_playbook(folder: str | None) -> "Playbook":
    """Return the same, read anew, and say nothing of it."""
    place = folder if folder is None else config.place_of(folder)
    if place is None:
        playbook, problems = builtin_playbook()
    elif not os.path.isdir(place):
        raise FileError(Problem(Position(place), "There is no folder here.", _near(place)))
    else:
        # PyYAML takes 15 ms; commands that read no playbook of YAML do without.
        from pathlib import Path

        from scalekit.playbook.load import load

        playbook, problems = load(Path(place))
    if playbook is None:
        raise FileError(*problems)
    return playbook


def named_place(named: str) -> str | None:
    """Return the same; raises UsageError where there is no such folder."""
    place = config.place_of(named)
    if place is not None and not os.path.isdir(place):
        raise UsageError(f"There is no folder {named}. {_near(named)}")
    return place


def _near(named: str) -> str:
    builtin = builtin_id_and_version()[0]
    return did_you_mean(named, [builtin]) or f"Name the folder of a playbook, or {builtin}."


def unsettled(playbook: "Playbook") -> str:
    """Return that what an overlay extends has moved on, and whose words stand."""
    return (
        f"The playbook “{playbook.id}” is not settled: not all that it builds on is as it was, and"
        " its own words stand."
    )


def settling(playbook: "Playbook") -> str:
    """Return the command that shows what an overlay has to settle, and how."""
    return f"scalekit playbook check {typed(playbook.folder)}"


def playbook_at(path: str, given: str | None) -> str | None:
    """Return the folder of the playbook for what is at a path; None is the built-in one.

    That is the one given on the command line, or what scalekit.toml says beside or above the path.
    """
    return given if given is not None else config.named_at(path)


def playbook_of(path: str, checklist: "Checklist", given: str | None) -> str | None:
    """Return the folder of the playbook that a checklist follows; None is the built-in one.

    A checklist knows its playbook by id: where scalekit.toml names another one for its folder,
    that one is not it. One given on the command line is meant whatever it is.
    """
    folder = playbook_at(path, given)
    if given is not None or folder is None or load_playbook(folder).id == checklist.playbook:
        return folder
    return None


def newer_playbook(path: str, checklist: "Checklist", given: str | None) -> "Playbook | None":
    """Return the playbook whose wording may differ from what a checklist answers, if there is one.

    That is its own one where it is not the built-in one. Else it is the built-in one, where that is
    of another version, or where an answer is to earlier words: `upgrade` keeps those.
    """
    folder = playbook_of(path, checklist, given)
    if folder is not None and (named := load_playbook(folder)).id == checklist.playbook:
        return named
    known, version = builtin_id_and_version()
    if checklist.playbook != known:
        return None
    same = checklist.version == version and not _is_reworded(checklist)
    return None if same else load_playbook(None)


def other_playbook(path: str, checklist: "Checklist", given: str | None) -> Problem | None:
    """Return that the playbook of a checklist is not known here, and how to name it."""
    folder = playbook_of(path, checklist, given)
    followed = builtin_id_and_version()[0] if folder is None else load_playbook(folder).id
    if followed == checklist.playbook:
        return None
    named = playbook_at(path, given)
    if named is None:
        said, where = "nothing here names its folder", "scalekit.toml"
    else:
        by = "--playbook" if given is not None else config.named_by()
        said = f"{by} names “{load_playbook(named).id}”"
        where = "a scalekit.toml beside it"
    message = f"This was made with the playbook “{checklist.playbook}”, and {said}."
    remedy = f'Name its folder with --playbook DIR, or for good in {where}: playbook = "DIR".'
    return Problem(Position(path), message, remedy)


def behind(path: str, checklist: "Checklist", given: str | None) -> Problem | None:
    """Return that a later version of a checklist's playbook is here, and how to follow that."""
    book = load_playbook(playbook_of(path, checklist, given))
    if book.id != checklist.playbook:
        return None
    # Both import the classes of a playbook, 5 ms.
    from scalekit.cli.upgrade import said_version, said_version_of
    from scalekit.engine.upgrade import is_at, is_newer_than_known

    if is_at(checklist, book) or is_newer_than_known(checklist, book):
        return None
    message = (
        f"This follows version {said_version(checklist)} of its playbook, and version"
        f" {said_version_of(book)} is here."
    )
    remedy = f"Bring it up to date: scalekit upgrade {typed(path)}{playbook_option(given)}"
    return Problem(Position(path), message, "" if path == "-" else remedy)


def playbook_notes(path: str, checklist: "Checklist", given: str | None) -> list[Problem]:
    """Return what there is to say of the playbook that a checklist follows."""
    folder = playbook_of(path, checklist, given)
    if folder is None and builtin_id_and_version() == (checklist.playbook, checklist.version):
        return []  # most are, and of thousands that is quickly seen
    found = (other_playbook(path, checklist, given), behind(path, checklist, given))
    return [each for each in found if each]


def _is_reworded(checklist: "Checklist") -> bool:
    """Return whether an action has not the words of the built-in playbook."""
    known = builtin_wordings()
    return any(a.wording not in known.get(a.id, (a.wording,)) for a in checklist.actions)


def playbook_option(given: str | None) -> str:
    """Return --playbook as it is to be repeated in a command; scalekit.toml says it by itself."""
    return f" --playbook {typed(given)}" if given is not None else ""


def read_roles(playbook: "Playbook", words: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the roles that the words name, in the playbook's order."""
    known = {word: role.id for role in playbook.roles for word in (role.id, *role.also)}
    for word in words:
        if word not in known:
            roles = " or ".join(role.id for role in playbook.roles)
            near = did_you_mean(word, list(known)) or f"Use --role {roles}."
            raise UsageError(f"There is no role “{word}”. {near}")
    asked = {known[word] for word in words}
    return tuple(role.id for role in playbook.roles if role.id in asked)


def roles_said(path: str, playbook: "Playbook") -> tuple[str, ...]:
    """Return the ids of the roles that scalekit.toml names for what is at a path.

    Raises FileError for one that the playbook does not have.
    """
    named = config.settings_at(path).roles
    try:
        return read_roles(playbook, named)
    except UsageError as error:
        said = str(error).replace("Use --role", "Write")
        raise FileError(Problem(named[0].at, f"role: {said}")) from None


def open_checklist(path: str) -> Stored:
    """Return the checklist in a file, or on stdin for `-`; raises FileError with all problems."""
    stored, problems = _read(path)
    if stored is None:
        raise FileError(*problems)
    return stored


def read_all(
    paths: Sequence[str], notes: list[Problem] | None = None
) -> Iterator[tuple[str, Stored | None, list[Problem]]]:
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
    """Return the folder in which to look for checklists, and to make one, where none is named.

    That is the current one, unless scalekit.toml names a `directory` that it is not in and no
    checklist is here.
    """
    directory = config.settings_at(".").directory
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
    where = "this folder" if folder == "." else folder
    return UsageError(
        f"There is no checklist in {where}. Name a file, or make one with `scalekit start`."
    )


def here(plain: bool = False) -> str:
    """Return the one checklist in that folder; with several, ask which or name them all."""
    found = names_here()
    if not found:
        raise _none_in(home())
    if len(found) > 1 and streams.can_ask(False):
        return _which(plain)
    if len(found) > 1:
        names = "".join(f"\n  {name}" for name in found)
        where = "this folder" if home() == "." else home()
        raise UsageError(f"There are {len(found)} checklists in {where}. Name one:{names}")
    return found[0]


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
            found.append((file, said(stored.checklist) if stored else "this file has a problem"))
    return found


def said(checklist: "Checklist") -> str:
    """Return what a checklist is about, where, for which roles, and how far it is."""
    roles = " and ".join(checklist.roles)
    answered = sum(a.answer.status != "not-started" for a in checklist.actions)
    progress = f"{answered} of {len(checklist.actions)} answered"
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


def _read(path: str) -> tuple[Stored | None, list[Problem]]:
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
