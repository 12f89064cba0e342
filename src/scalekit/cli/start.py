"""`scalekit start`: create or resume a checklist and walk it."""

from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import PlainOption, PlaybookOption
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError


def start(
    file: Annotated[
        str | None,
        Argument(
            metavar="[FILE]",
            help="The checklist to make or continue.",
            offers="checklist_files",
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        Option(
            metavar="ROLE",
            help="innovator or decision-maker, or a role of your playbook. Repeat for more.",
            offers="roles",
        ),
    ] = None,
    new: Annotated[
        bool, Option("--new", help="Begin another checklist where there is one.")
    ] = False,
    innovation: Annotated[
        str | None, Option(metavar="TEXT", help="What a new checklist is about.")
    ] = None,
    place: Annotated[str | None, Option(metavar="TEXT", help="Where it is to be used.")] = None,
    kind: Annotated[
        str | None,
        Option("--format", metavar="md|json", help="The format of a new checklist."),
    ] = None,
    plain: PlainOption = False,
    no_input: Annotated[
        bool, Option("--no-input", help="Ask nothing: make the file and write its name.")
    ] = False,
    json: Annotated[
        bool, Option("--json", help="With --no-input: write one JSON document instead.")
    ] = False,
    playbook: PlaybookOption = None,
) -> int:
    """Work through the actions for your role, one at a time.

    Every answer is saved as you give it. Run the command again to go on.

    \b
    Examples:
      scalekit start --role innovator
      scalekit start feno-testing.scalekit.md
      scalekit start --role decision-maker --innovation "FeNO testing" --place Barnsley
      scalekit start --role innovator --innovation "FeNO testing" --no-input
    """
    # Every command imports this module; what the walk needs is for those who walk.
    from scalekit.cli.starting import walking
    from scalekit.cli.starting.opening import StartOptions

    if json and not no_input:
        raise UsageError(
            "`start` asks questions, and writes no document. Use --json with --no-input."
        )
    wanted = StartOptions.read(file, role or (), innovation, place, kind, playbook, new)
    if streams.can_ask(no_input):
        return walking.walk_through(wanted, plain)
    return walking.without_asking(wanted, no_input, json)
