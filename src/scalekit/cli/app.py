"""The command line: which commands there are, and the one place where errors become messages."""

from collections.abc import Sequence
from typing import Annotated

import typer

from scalekit import __version__
from scalekit.cli import check, diff, export, guide, merge, set_, start, status, streams
from scalekit.errors import ScalekitError, UsageError

_HELP = """Work through a checklist for scaling a proven healthcare innovation.

\b
Examples:
  scalekit start --role innovator     begin, or go on where you stopped
  scalekit status                     see where you stand
  scalekit guide                      read the pillars and actions

Your answers are one text file. Keep it in git, edit it by hand, share it as you like.
"""

app = typer.Typer(
    help=_HELP,
    rich_markup_mode=None,  # halves the time that help and errors take
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
for _name, _command in (
    ("start", start.start),
    ("status", status.status),
    ("guide", guide.guide),
    ("set", set_.set_),
    ("export", export.export),
    ("check", check.check),
    ("diff", diff.diff),
    ("merge", merge.merge),
):
    app.command(_name)(_command)


@app.callback()
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


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error becomes one message."""
    streams.use_utf8()
    try:
        code = app(list(arguments), prog_name="scalekit", standalone_mode=False)
    except ScalekitError as error:
        streams.say(str(error))
        return error.exit_code
    except streams.ReaderGoneError:
        return 0
    except typer.TyperException as error:
        streams.say(_in_our_words(error))
        return UsageError.exit_code
    except typer.Abort:
        code = 130
    if code == 130:  # what typer makes of Ctrl-C
        streams.say("Stopped. Every answer that was saved before is still there.")
    return code if isinstance(code, int) else 0


def _in_our_words(error: typer.TyperException) -> str:
    """Return typer's message about the command line in the words of DESIGN section 3."""
    message = error.format_message()
    for theirs, ours in (
        ("Invalid value for", "This value does not fit"),
        ("Invalid value: ", ""),
        ("Got unexpected extra argument", "There is more on the command line than it takes:"),
        ("No such option:", "There is no option"),
        ("No such command", "There is no command"),
    ):
        message = message.replace(theirs, ours)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "scalekit"
    return f"{message}\nSee `{command} --help`."
