"""Which checklist `scalekit start` works on: one that is there, or a new one."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scalekit.cli.arguments.options import read_option
from scalekit.cli.files import checklists, home, playbooks
from scalekit.cli.files.naming import free_name, slug
from scalekit.cli.files.writing import format_for
from scalekit.cli.terminal import streams
from scalekit.engine.playbook_version import is_at, is_newer_than_known
from scalekit.engine.roles import new_checklist, with_roles
from scalekit.errors import AnswerNeededError, FileError, UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.playbook import Playbook
from scalekit.prompts.protocol import Prompts
from scalekit.settings.keys import NAME
from scalekit.settings.nearest import settings_at
from scalekit.storage import saving
from scalekit.storage.disk.unwritable import check_file, check_folder, unwritable
from scalekit.storage.files import SUFFIXES, StoredChecklist
from scalekit.text.shell import typed

if TYPE_CHECKING:
    from scalekit.prompts.begin import Beginning

Ask = Callable[[], Prompts]


class StartOptions(NamedTuple):
    """What the command line asks for; None is what was not given."""

    file: str | None = None
    roles: tuple[str, ...] = ()
    innovation: str | None = None
    place: str | None = None
    format: str | None = None
    playbook: str | None = None
    new: bool = False

    @classmethod
    def read(
        cls,
        file: str | None,
        roles: Sequence[str],
        innovation: str | None,
        place: str | None,
        kind: str | None,
        playbook: str | None,
        new: bool,
    ) -> "StartOptions":
        """Return what the options say; raises UsageError for a name that cannot be one."""
        name = _one_line("--innovation", innovation)
        if name == "":
            raise UsageError("--innovation is empty. Write what the checklist is about.")
        return cls(file, tuple(roles), name, _one_line("--place", place), kind, playbook, new)

    def means(self, checklist: Checklist) -> bool:
        """Return whether a checklist is about what is asked for, and not about another place."""
        same = checklist.innovation.casefold() == (self.innovation or "").casefold()
        place = (self.place or checklist.place).casefold()
        return same and checklist.place.casefold() in ("", place)


class Opening(NamedTuple):
    """A checklist as it is to be walked. `stored` is None while there is no file."""

    path: str
    stored: StoredChecklist | None
    checklist: Checklist
    playbook: Playbook
    roles: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the actions to walk: those of the roles given now, or all that are asked.

        An action that the playbook does not know may belong to any role.
        """
        others = {a.id for _, a in self.playbook.actions() if set(self.roles).isdisjoint(a.roles)}
        left_out = others if self.roles else set()
        return tuple(a.id for a in self.checklist.current_actions if a.id not in left_out)

    def save(self) -> StoredChecklist:
        """Write the checklist if that changes anything; raises FileError."""
        if self.stored:
            return saving.save(self.stored, self.checklist)
        _make_folder(os.path.dirname(self.path))
        return saving.create(self.path, self.checklist)


def open_wanted(wanted: StartOptions, ask: Ask | None) -> Opening:
    """Return the checklist to work on, with nothing written yet.

    `ask` is None when there is nobody to ask. Raises EOFError when the person stops, and
    ScalekitError when something is missing or wrong.
    """
    wanted = wanted._replace(format=format_for(wanted.format, None, SUFFIXES))
    path = _existing_file(wanted, ask)
    return _new(wanted, ask) if path is None else _existing(wanted, path, ask)


def _existing_file(wanted: StartOptions, ask: Ask | None) -> str | None:
    """Return the file to go on with, or None for a new one."""
    if wanted.file == "-":
        raise UsageError("`scalekit start` keeps its answers in a file. Name one.")
    if wanted.file is not None:
        there = os.path.lexists(wanted.file)
        if there and wanted.new:
            raise UsageError(f"{wanted.file} is there already. Name another file, or none.")
        return wanted.file if there else None
    if wanted.new or not os.path.isdir(home.to_begin_in()):
        return None
    found = home.named_here(wanted.means if wanted.innovation is not None else None)
    if len(found) <= 1:
        return found[0][0] if found else None
    if wanted.roles:  # one that does not exist is said before anything is asked for
        folder = playbooks.playbook_at(".", wanted.playbook)
        playbooks.read_roles(playbooks.load_playbook(folder), wanted.roles)
    if ask is None:
        raise home.name_one_of([file for file, _ in found])
    from scalekit.prompts.begin import NEW, ask_which

    picked = ask_which(ask(), found, or_new=True)
    return None if picked == NEW else picked


def _existing(wanted: StartOptions, path: str, ask: Ask | None) -> Opening:
    stored = checklists.open_checklist(path)
    held = stored.checklist
    if ask:
        check_file(path)  # before anything is asked that could not be kept
        # The first words on the screen, before the playbook is read.
        another = "" if wanted.file else "\nTo begin another: scalekit start --new"
        streams.say(f"{home.checklist_line(path, held)}.{another}")
    for note in stored.notes:
        streams.say(str(note))
    stored = stored._replace(notes=())  # said once
    _check_same(wanted, stored)
    playbook = playbooks.load_playbook(playbooks.playbook_of(path, held, wanted.playbook))
    if wrong := playbooks.other_playbook(path, held, wanted.playbook):
        raise UsageError(str(wrong))
    roles = playbooks.read_roles(playbook, wanted.roles)
    checklist = _with_roles(wanted, stored, playbook, roles)
    if not checklist.current_actions:
        raise UsageError(f"{path} has no actions. Add those of a role with --role {_or(playbook)}.")
    return Opening(path, stored, checklist, playbook, roles)


def _with_roles(
    wanted: StartOptions, stored: StoredChecklist, playbook: Playbook, roles: tuple[str, ...]
) -> Checklist:
    """Return the checklist with the actions of these roles.

    One of an older version is walked as it is: which of its actions are new is for `upgrade`.
    """
    held = stored.checklist
    if is_at(held, playbook):
        return with_roles(held, playbook, roles)
    news = playbooks.other_version(stored.path, held, wanted.playbook)
    assert news
    if is_newer_than_known(held, playbook):
        raise FileError(news)
    if set(roles) - set(held.roles):
        raise UsageError(str(news))
    streams.say(str(news))
    return held


def _check_same(wanted: StartOptions, stored: StoredChecklist) -> None:
    """Raise when an option says something else than the file does."""
    held = stored.checklist
    for option, asked, present in (
        ("--innovation", wanted.innovation, held.innovation),
        ("--place", wanted.place, held.place),
    ):
        if asked is not None and asked.casefold() != present.casefold():
            said = f"“{present}”" if present else "nothing"
            raise UsageError(
                f"{stored.path} says {said} where {option} says “{asked}”."
                " Begin another with `scalekit start --new`, or change this one:"
                f" scalekit set {typed(stored.path)} {option} {typed(asked)}"
            )
    if wanted.format not in (None, stored.format):
        raise UsageError(
            f"{stored.path} is kept as {stored.format}."
            f" Convert it with `scalekit export {typed(stored.path)} --format {wanted.format}`."
        )


def _new(wanted: StartOptions, ask: Ask | None) -> Opening:
    kind, folder = _new_format(wanted), home.to_begin_in()
    if ask:
        # Before anything is asked that could not be kept.
        kept_in = (os.path.dirname(wanted.file) if wanted.file else folder) or "."
        if os.path.isdir(kept_in):
            check_folder(os.path.realpath(kept_in), "Begin in another, or allow writing there.")
        streams.say("A new checklist.")
    at = wanted.file or folder
    playbook = playbooks.load_playbook(playbooks.playbook_at(at, wanted.playbook))
    roles = playbooks.read_roles(playbook, wanted.roles) or _roles_said(at, playbook, ask)
    # Not needed to go on with a checklist.
    from scalekit.prompts.begin import Beginning, ask_beginning

    given = Beginning(wanted.innovation or "", wanted.place, roles)
    if ask:
        given = ask_beginning(ask(), playbook, given)
    _check_complete(given, playbook)
    checklist = new_checklist(playbook, given.roles, given.innovation, given.place or "")
    if not checklist.actions:
        none = f"The playbook {playbook.id} has no action for {' or '.join(given.roles)}."
        raise UsageError(f"{none} Begin with another role.")
    path = wanted.file or checklists.beside(folder, _free_name(given, kind, folder))
    return Opening(path, None, checklist, playbook, given.roles)


def _roles_said(path: str, playbook: Playbook, ask: Ask | None) -> tuple[str, ...]:
    """Return the roles that scalekit.toml names for a new checklist; raises FileError."""
    roles = playbooks.roles_said(path, playbook)
    if roles and ask:
        streams.say(f"Role: {playbook.titles_of(roles)}, as {NAME} says.")
    return roles


def _make_folder(folder: str) -> None:
    """Make the folder that scalekit.toml names for checklists, where it is not there yet."""
    wanted = home.to_begin_in()
    if os.path.isdir(wanted) or folder != checklists.beside("", wanted):
        return
    try:
        os.makedirs(wanted)
    except OSError as error:
        raise unwritable(wanted, error) from None
    streams.say(f"Made the folder {folder}, which {NAME} names.")


def _free_name(given: "Beginning", kind: str, folder: str) -> str:
    """Return a name that nothing has; the place is part of it where the innovation alone is not."""
    name = free_name(given.innovation, kind, folder)
    if given.place and name != f"{slug(given.innovation)}{SUFFIXES[kind]}":
        return free_name(f"{given.innovation} {given.place}", kind, folder)
    return name


def _new_format(wanted: StartOptions) -> str:
    """Return the format of a new file; raises when its name does not end as it has to."""
    if wanted.file is None:
        return wanted.format or settings_at(home.to_begin_in()).format or "md"
    for kind, suffix in SUFFIXES.items():
        if wanted.file.endswith(suffix) and wanted.format in (None, kind):
            return kind
    kind = wanted.format or ("json" if wanted.file.lower().endswith(".json") else "md")
    stem = wanted.file
    for ending in (*SUFFIXES.values(), ".scalekit", ".json", ".markdown", ".md"):
        stem = stem.removesuffix(ending)
    name = f"{stem}{SUFFIXES[kind]}"
    raise UsageError(
        f"There is no file {wanted.file}, and the name of a new checklist ends in"
        f" {SUFFIXES[kind]}. Use `scalekit start {typed(name)}`."
    )


def _check_complete(given: "Beginning", playbook: Playbook) -> None:
    missing: Sequence[str] = [
        *(() if given.innovation else ("--innovation NAME",)),
        *(() if given.roles else (f"--role {_or(playbook)}",)),
    ]
    if missing:
        raise AnswerNeededError(f"A new checklist needs {' and '.join(missing)}.")


def _or(playbook: Playbook) -> str:
    return " or ".join(role.id for role in playbook.roles)


def _one_line(option: str, text: str | None) -> str | None:
    return None if text is None else read_option(option, text)
