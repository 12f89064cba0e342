"""Which playbook is meant, and what is to be said of it."""

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from scalekit.cli.files.named_playbook import named_at, named_by
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, UsageError
from scalekit.model.problem import Position, Problem
from scalekit.playbook.builtin import (
    builtin_id_and_version,
    builtin_playbook,
    builtin_roles,
    builtin_wordings,
    playbook_folder,
)
from scalekit.settings.nearest import settings_at
from scalekit.text.near import did_you_mean
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist
    from scalekit.model.playbook import Playbook


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
    place = folder if folder is None else playbook_folder(folder)
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
    """Return the folder that is meant, None for the built-in playbook.

    Raises UsageError where there is no such folder.
    """
    place = playbook_folder(named)
    if place is not None and not os.path.isdir(place):
        raise UsageError(f"There is no folder {named}. {_near(named)}")
    return place


def _near(named: str) -> str:
    builtin = builtin_id_and_version()[0]
    return did_you_mean(named, [builtin]) or f"Name the folder of a playbook, or {builtin}."


def unsettled(playbook: "Playbook") -> str:
    """Return that what an overlay extends has moved on, and whose words stand."""
    return (
        f"The playbook “{playbook.id}” is not settled: something that it builds on has changed."
        " Until its author settles that, its own words stand."
    )


def settling(playbook: "Playbook") -> str:
    """Return the command that shows what an overlay has to settle, and how."""
    return f"scalekit playbook check {typed(playbook.folder)}"


def playbook_at(path: str, given: str | None) -> str | None:
    """Return the folder of the playbook for what is at a path; None is the built-in one.

    That is the one given on the command line, or what scalekit.toml says beside or above the path.
    """
    return given if given is not None else named_at(path)


def playbook_of(path: str, checklist: "Checklist", given: str | None) -> str | None:
    """Return the folder of the playbook that a checklist follows; None is the built-in one.

    A checklist knows its playbook by id: where scalekit.toml names another one for its folder,
    that one is not it. One given on the command line is meant whatever it is.
    """
    folder = playbook_at(path, given)
    if given is not None or folder is None or load_playbook(folder).id == checklist.playbook:
        return folder
    return None


def own_playbook(path: str, checklist: "Checklist", given: str | None) -> "Playbook | None":
    """Return the playbook that a checklist follows, in whatever version, if that is known here."""
    book = load_playbook(playbook_of(path, checklist, given))
    return book if book.id == checklist.playbook else None


def very_playbook(checklist: "Checklist", folder: str | None) -> "Playbook | None":
    """Return the playbook that a checklist follows, if that is here in the very same version.

    It is the one in a folder or the built-in one.
    """
    follows = (checklist.playbook, checklist.version)
    if folder is not None and (book := load_playbook(folder)).id == checklist.playbook:
        return book if follows == (book.id, book.version) else None
    return load_playbook(None) if follows == builtin_id_and_version() else None


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
        by = "--playbook" if given is not None else named_by()
        said = f"{by} names “{load_playbook(named).id}”"
        where = "a scalekit.toml beside it"
    message = f"This was made with the playbook “{checklist.playbook}”, and {said}."
    remedy = f'Name its folder with --playbook DIR, or for good in {where}: playbook = "DIR".'
    return Problem(Position(path), message, remedy)


def other_version(path: str, checklist: "Checklist", given: str | None) -> Problem | None:
    """Return that another version of a checklist's playbook is here, and what to do about it."""
    book = own_playbook(path, checklist, given)
    if book is None:
        return None
    # It imports the classes of a playbook, 5 ms.
    from scalekit.engine.playbook_version import is_at, is_newer_than_known

    if is_at(checklist, book):
        return None
    follows, here = said_version(checklist), said_version_of(book)
    if is_newer_than_known(checklist, book):
        return newer_than_known(path, follows, here)
    message = f"This follows version {follows} of its playbook, and version {here} is here."
    remedy = f"Bring it up to date: scalekit upgrade {typed(path)}{playbook_option(given)}"
    return Problem(Position(path), message, "" if path == "-" else remedy)


def said_version(held: "Checklist") -> str:
    """Return which version a checklist follows, with those of what its playbook extends."""
    return f"{held.version}, on {held.extends}," if held.extends else held.version


def said_version_of(book: "Playbook") -> str:
    """Return the version of a playbook, with those of what it extends."""
    return f"{book.version}, on {book.below}," if book.extends else book.version


def newer_than_known(path: str, version: str, known: str) -> Problem:
    """Return the problem with a checklist that follows a later version than is at hand."""
    message = f"This follows version {version} of its playbook, and version {known} is here."
    remedy = "Install a newer scalekit, or name that playbook with --playbook."
    return Problem(Position(path), message, remedy)


def playbook_notes(path: str, checklist: "Checklist", given: str | None) -> list[Problem]:
    """Return what there is to say of the playbook that a checklist follows."""
    folder = playbook_of(path, checklist, given)
    if folder is None and builtin_id_and_version() == (checklist.playbook, checklist.version):
        return []  # most are, and of thousands that is quickly seen
    found = (other_playbook(path, checklist, given), other_version(path, checklist, given))
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


def role_titles(path: str, checklist: "Checklist") -> dict[str, str]:
    """Return the titles of the roles of a checklist's playbook by id, none where it is not known.

    The built-in playbook is not read for that: it comes before the first words of `start`.
    """
    if checklist.playbook == builtin_id_and_version()[0]:
        return builtin_roles()
    try:
        book = own_playbook(path, checklist, None)
    except FileError:
        return {}  # what is wrong with it is said by what needs it
    return book.role_titles if book else {}


def roles_said(path: str, playbook: "Playbook") -> tuple[str, ...]:
    """Return the ids of the roles that scalekit.toml names for what is at a path.

    Raises FileError for one that the playbook does not have.
    """
    named = settings_at(path).roles or ()
    try:
        return read_roles(playbook, named)
    except UsageError as error:
        said = str(error).replace("Use --role", "Write")
        raise FileError(Problem(named[0].at, f"role: {said}")) from None
