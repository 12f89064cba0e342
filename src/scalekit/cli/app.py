"""The command line: which commands there are, and the one place where errors become messages."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from scalekit.cli.arguments import plain_line
from scalekit.cli.arguments.declared import Group
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, ScalekitError, reason

_HELP = """Work through a checklist, and keep the answers as a text file.

\b
Examples:
  scalekit start                      begin a checklist, or go on with it
  scalekit status                     see where you stand
  scalekit guide                      read the pillars and actions

Keep that file in git, edit it by hand, share it as you like. The playbook that comes with it is
about scaling a proven healthcare innovation; --playbook DIR uses another.
"""

# Each command, the module and function it is, and what the list of commands says of it.
_COMMANDS = {
    "start": ("start.start", "Work through the actions for your role."),
    "status": ("status.status", "See where checklists stand."),
    "portfolio": ("portfolio.portfolio", "See many checklists side by side."),
    "guide": ("guide.guide", "Read the pillars, actions, case studies and changes."),
    "next": ("next_.next_", "Show the one action to answer now."),
    "set": ("set_.set_", "Record answers without prompts."),
    "review": ("review.review", "Accept an answer, or ask a question about it."),
    "decide": ("decide.decide", "Record what was decided, and on which answers."),
    "export": ("export.export", "Write a checklist in another format."),
    "import": ("import_.import_", "Bring in what a colleague changed in a document."),
    "check": ("check.check", "Check that every checklist is sound."),
    "diff": ("diff.diff", "See what changed between two versions."),
    "compare": ("compare.compare", "See where the sides of one innovation differ."),
    "history": ("history.history", "See who changed a checklist, and when."),
    "merge": ("merge.merge", "Merge two versions of a checklist."),
    "upgrade": ("upgrade.upgrade", "Bring checklists to a newer playbook."),
    "playbook": ("playbook.app", "Write a playbook of your own, and check it."),
    "schema": ("schema.schema", "Print the shape of a file, for editors and programs."),
    "doctor": ("doctor.doctor", "Find what is wrong with this installation."),
    "git": ("git.app", "Make git compare and merge by action and field."),
}


def _imported(place: str) -> Any:
    module, name = place.split(".")
    return getattr(import_module(f"scalekit.cli.{module}"), name)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one message."""
    streams.use_utf8()
    code = _run(arguments)
    # Where nothing was imported to save with, there is nothing to say about it.
    if remarks := sys.modules.get("scalekit.storage.disk.remarks"):
        for problem in remarks.take():
            streams.say(str(problem))
    return code


def _plain(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Return the call that a command line makes; None where typer has to look at it."""
    name, *words = arguments or [""]
    if name not in _COMMANDS or "_SCALEKIT_COMPLETE" in os.environ:
        return None
    command = _imported(_COMMANDS[name][0])
    if isinstance(command, Group):
        name, *words = words or [""]
        command = command.commands.get(name)
    return plain_line.read(command, words) if command else None


def _through_typer(arguments: Sequence[str]) -> int:
    """Run a command line with the command that is named on it, the others by name only.

    Importing them all takes longer than most commands take to run.
    """
    from scalekit.cli.arguments import typer_line

    pressed = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", ""))  # with Tab
    named = [word for word in (*arguments, *pressed.split()) if word in _COMMANDS][:1]
    commands = {
        name: (_imported(place) if name in named else None, summary)
        for name, (place, summary) in _COMMANDS.items()
    }
    return typer_line.run(_HELP, commands, arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        call = _plain(arguments)
        code = call() if call else _through_typer(arguments)
    except ScalekitError as error:
        streams.say(str(error))
        return error.exit_code
    except streams.ReaderGoneError:
        return 0
    except KeyboardInterrupt:
        code = 130
    except EOFError:
        streams.say("")
        code = 130
    except OSError as error:  # typer writes help by itself
        if error.filename is not None:
            streams.say(f"{error.filename}: This cannot be read or written: {reason(error)}.")
            return FileError.exit_code
        streams.say(f"Stdout cannot be written: {reason(error)}.")
        streams.forget_stdout()
        return FileError.exit_code
    except Exception as error:
        if os.environ.get("SCALEKIT_DEBUG"):
            raise
        streams.say(
            f"Something is wrong in scalekit itself: {type(error).__name__}: {error}\n"
            "What was saved before is as it was. Run the command again with SCALEKIT_DEBUG=1 to"
            " see where, and report it."
        )
        return FileError.exit_code
    if code == 130:  # what Ctrl-C is
        streams.say("Stopped. Every answer that was saved before is still there.")
    return code
