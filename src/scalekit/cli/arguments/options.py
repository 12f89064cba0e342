"""The options that several commands share, each said once."""

from collections.abc import Iterable
from typing import Annotated

from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.mistakes import understood
from scalekit.cli.files import named_playbook
from scalekit.errors import UsageError
from scalekit.model.values import read_line

_PLAYBOOK = (
    "Use the playbook in this folder, or the built-in one by its id. Without it:"
    " SCALEKIT_PLAYBOOK, or scalekit.toml."
)
PlaybookOption = Annotated[
    str | None, Option("--playbook", metavar="DIR", help=_PLAYBOOK, callback=named_playbook.checked)
]
# For a command that looks at scalekit.toml itself, to say in its own way what is wrong there.
UnreadPlaybookOption = Annotated[str | None, Option("--playbook", metavar="DIR", help=_PLAYBOOK)]
JsonOption = Annotated[bool, Option("--json", help="Write one JSON document, for programs.")]
PlainOption = Annotated[
    bool,
    Option("--plain", help="Plain lines only: no colour, boxes or moving cursor."),
]
OutputOption = Annotated[
    str | None, Option("--output", "-o", metavar="FILE", help="Where to write, or - for stdout.")
]
RoleOption = Annotated[
    list[str] | None,
    Option(metavar="ROLE", help="Only the actions of this role. Repeat for more.", offers="roles"),
]
ForceOption = Annotated[
    bool,
    Option("--force", help="Replace a file also where it holds answers that would be lost."),
]
NoInputOption = Annotated[
    bool, Option("--no-input", help="Never ask; stop with exit code 4 instead.")
]


def format_option(formats: Iterable[str]) -> Option:
    """Return the option that names the format of a report, which is text where nothing tells."""
    return Option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(formats)}. Without --format, the ending of --output chooses; without"
        " both, text.",
        offers=(*formats,),
    )


def read_option(option: str, text: str) -> str:
    """Return the line that an option was given, which may be empty; raises UsageError."""
    if {"\n", "\r"} & {*text.strip()}:
        raise UsageError(f"{option} takes one line of text.")
    return understood(option, read_line, text)


def line_of(option: str, text: str) -> str:
    """Return the one line that an option was given; raises UsageError where it is none."""
    line = read_option(option, text)
    if not line:
        raise UsageError(f"{option} is empty. Write one line of text.")
    return line
