"""`scalekit start`: create or resume a checklist and walk it."""

import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from scalekit.cli import complete, streams
from scalekit.cli.naming import typed
from scalekit.cli.opening import Opened, Wanted, open_wanted
from scalekit.cli.options import PlainOption, PlaybookOption
from scalekit.errors import AnswerNeededError, FileError, InterruptedByUserError, UsageError
from scalekit.model.checklist import Checklist, Status
from scalekit.model.problem import Position, Problem
from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts.clash import keeps_ours
from scalekit.prompts.protocol import Prompts
from scalekit.prompts.sitting import Sitting
from scalekit.prompts.walk import walk
from scalekit.storage import files
from scalekit.storage.files import Stored


@dataclass
class _Keeper:
    """The file that the answers go to."""

    stored: Stored
    prompts: Prompts

    def save(self, checklist: Checklist) -> Checklist:
        """Save the checklist and return it as it stands; keep elsewhere what cannot be saved."""
        try:
            self.stored = self._saved(checklist)
        except (FileError, EOFError, KeyboardInterrupt) as error:
            kept = _kept_elsewhere(replace(self.stored, checklist=checklist))
            if not kept or kept in str(error):
                raise
            note = Problem(Position(kept), "Your answers are here.", "Copy what you need.")
            if isinstance(error, FileError):
                raise FileError(*error.problems, note) from None
            streams.say(f"\n{note}")
            raise
        return self.stored.checklist

    def _saved(self, checklist: Checklist) -> Stored:
        stored = self.stored
        while True:
            try:
                return files.save(stored, checklist)
            except files.ClashError as clash:
                stored, both = clash.stored, clash.versions
                mine = keeps_ours(self.prompts, checklist, both.conflicts)
                checklist = both.ours if mine else both.theirs


def start(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="The checklist to make or go on with.",
            autocompletion=complete.checklist_files,
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="innovator or decision-maker. Repeat for both.", autocompletion=complete.roles
        ),
    ] = None,
    innovation: Annotated[str | None, typer.Option(help="What a new checklist is about.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it is to be used.")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--format", metavar="md|json", help="The format of a new checklist."),
    ] = None,
    plain: PlainOption = False,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nothing: make the file and write its name.")
    ] = False,
    playbook: PlaybookOption = None,
) -> int:
    """Work through the actions for your role, one at a time.

    Every answer is saved as you give it. Run the command again to go on where you stopped.

    \b
    Examples:
      scalekit start --role innovator
      scalekit start feno-testing.scalekit.md
      scalekit start --role decision-maker --innovation "FeNO testing" --place Barnsley
      scalekit start --role innovator --innovation "FeNO testing" --no-input
    """
    name = _one_line("--innovation", innovation)
    where = _one_line("--place", place)
    wanted = Wanted(file, tuple(role or ()), name, where, kind, playbook)
    if not streams.can_ask(no_input):
        return _without_asking(wanted, no_input)

    @cache
    def prompts() -> Prompts:
        return _prompts(plain)

    try:
        opened = open_wanted(wanted, prompts)
        keeper = _Keeper(opened.save(), prompts())
    except KeyboardInterrupt:
        raise InterruptedByUserError(f"\n{_NOTHING}") from None
    except EOFError:
        streams.say(_NOTHING)
        return 0
    return _walk(opened, keeper, _resume(wanted, opened.path, plain))


_NOTHING = "Stopped before there was anything to save. Begin again with:\n  scalekit start"


def _one_line(option: str, text: str | None) -> str | None:
    if text is None:
        return None
    try:
        line = read_line(text)
    except NotUnderstoodError as error:
        raise UsageError(f"{option}: {error}") from None
    if option == "--innovation" and not line:
        raise UsageError(f"{option} is empty. Write what the innovation is called.")
    return line


def _without_asking(wanted: Wanted, no_input: bool) -> int:
    """Make the file, or add a role's actions to it, and write its name to stdout."""
    opened = open_wanted(wanted, None)
    if not no_input:
        raise AnswerNeededError(
            "There is no terminal to ask in. Use --no-input to make the file only,"
            " and `scalekit set` to record answers."
        )
    streams.out(f"{opened.save().path}\n")
    return 0


def _prompts(plain: bool) -> Prompts:
    """Return the way of asking that suits the terminal; each is imported only when used."""
    if streams.wants_plain(plain):
        from scalekit.prompts.plain import Plain

        return Plain(sys.stdin, sys.stderr, lambda: shutil.get_terminal_size().columns)
    from scalekit.prompts.menus import Menus

    return Menus()


def _walk(opened: Opened, keeper: _Keeper, resume: str) -> int:
    # Needed only for a long note.
    from scalekit.cli.editor import edit

    sitting = Sitting(
        keeper.prompts,
        opened.playbook,
        keeper.stored.checklist,
        opened.ids,
        date.today(),  # noqa: DTZ011 - the day it is where the person sits
        keeper.save,
        edit,
        opened.path,
    )
    new = opened.stored is None
    made = f"Made {opened.path}. " if new else f"{opened.path}: "
    sitting.say(f"{made}{_so_far(sitting)} Each answer is saved as you give it.")
    try:
        finished = walk(sitting)
    except KeyboardInterrupt:
        raise InterruptedByUserError(f"\n{_stopped(sitting, resume)}") from None
    streams.say(f"\n{_what_next(sitting) if finished else _stopped(sitting, resume)}")
    return 0


def _so_far(sitting: Sitting) -> str:
    answered = sum(a.answer.status is not Status.NOT_STARTED for a in sitting.actions)
    return f"{answered} of {len(sitting.ids)} actions answered."


def _stopped(sitting: Sitting, resume: str) -> str:
    return f"Saved in {sitting.file}. {_so_far(sitting)}\nGo on where you stopped:\n  {resume}"


def _what_next(sitting: Sitting) -> str:
    file = typed(sitting.file)
    message = typed(f"Answer the checklist for {sitting.checklist.innovation}")
    git = [f"git add {file}", f"git commit -m {message}"]
    steps = (
        ("See where it stands:", [f"scalekit status {file}"]),
        ("Keep this version in git:", git if _in_git(sitting.file) else ["git init", *git]),
        ("Hand it to another program:", [f"scalekit export {file} --format json"]),
    )
    said = [f"Your answers are in {sitting.file}. What you can do next:"]
    for step, commands in steps:
        said += ["", step, *(f"  {command}" for command in commands)]
    return "\n".join(said)


def _in_git(file: str) -> bool:
    """Return whether a file is in a git work tree, without starting git."""
    return any((folder / ".git").exists() for folder in Path(file).resolve().parents)


def _resume(wanted: Wanted, path: str, plain: bool) -> str:
    """Return the command that goes on with this walk."""
    options = [f" --role {typed(role)}" for role in wanted.roles]
    options += [f" --playbook {typed(wanted.playbook)}"] if wanted.playbook else []
    options += [" --plain"] if plain else []
    return f"scalekit start {typed(path)}{''.join(options)}"


def _kept_elsewhere(unsaved: Stored) -> str:
    """Write answers that could not be saved to another file; return its name, or nothing."""
    beside = Path(f"{Path(unsaved.path).resolve()}.unsaved")
    raw = files.encode(unsaved)
    try:
        if beside.exists() and beside.read_bytes() == raw:
            return str(beside)
        folder = Path(tempfile.mkdtemp(prefix="scalekit-"))
        path = folder / Path(unsaved.path).name
        path.write_bytes(raw)
    except OSError:
        return ""
    return str(path)
