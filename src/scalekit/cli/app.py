"""The command line: which commands there are, and the one place where errors become messages."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer

from scalekit import __version__
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, ScalekitError, UsageError, reason

_HELP = """Work through a checklist, and keep the answers as a text file.

\b
Examples:
  scalekit start                      begin, or continue where you stopped
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
    "guide": ("guide.guide", "Read the pillars, actions, case studies and resources."),
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
    "git": ("git.app", "Make git compare and merge by action and field."),
}


def _scalekit(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and stop.")
    ] = False,
) -> None:
    if version:
        streams.out(f"scalekit {__version__}\n")
    elif context.invoked_subcommand is None:
        streams.out(f"{context.get_help()}\n")


def _app(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line with the command that is named on it, the others by name only.

    Importing them all takes longer than most commands take to run.
    """
    app = typer.Typer(
        help=_HELP,
        rich_markup_mode=None,  # halves the time that help and errors take
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        invoke_without_command=True,
    )
    app.callback()(_scalekit)
    named = next((word for word in arguments if not word.startswith("-")), "")
    every = "_SCALEKIT_COMPLETE" in os.environ  # Tab was pressed; the line is not in `arguments`
    for name, (place, summary) in _COMMANDS.items():
        command = _imported(place) if every or name == named else _not_named
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, short_help=summary)
        else:
            app.command(name, short_help=summary)(command)
    return app


def _imported(place: str) -> Callable[..., int] | typer.Typer:
    module, name = place.split(".")
    return getattr(import_module(f"scalekit.cli.{module}"), name)  # type: ignore[no-any-return]


def _not_named() -> int:
    raise AssertionError("only the command that is named is called")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one message."""
    streams.use_utf8()
    code = _run(arguments)
    # Where nothing was imported to save with, there is nothing to say about it.
    if remarks := sys.modules.get("scalekit.storage.disk.remarks"):
        for problem in remarks.take():
            streams.say(str(problem))
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        code = _app(arguments)(list(arguments), prog_name="scalekit", standalone_mode=False)
    except ScalekitError as error:
        streams.say(str(error))
        return error.exit_code
    except streams.ReaderGoneError:
        return 0
    except typer.TyperException as error:
        # Its expressions are compiled only for a wrong command line.
        from scalekit.cli.terminal.misuse import say_misuse

        streams.say(say_misuse(error, arguments))
        return UsageError.exit_code
    except typer.Abort:
        code = 130
    except OSError as error:  # typer writes help by itself
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
    if code == 130:  # what typer makes of Ctrl-C
        streams.say("Stopped. Every answer that was saved before is still there.")
    return code if isinstance(code, int) else 0
