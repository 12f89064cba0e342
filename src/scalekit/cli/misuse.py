"""What typer says of a wrong command line, in the words of DESIGN section 3."""

import re
from collections.abc import Sequence

import typer

# typer's sentence, and ours.
_WORDS = tuple(
    (re.compile(theirs), ours)
    for theirs, ours in (
        (
            r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)",
            r"There is more on the command line than it takes: \1.",
        ),
        (r"Missing (?:argument|option|parameter) '(.*)'\.", r"\1 is missing."),
        (r"Option '(.*)' requires an argument\.?", r"\1 takes a value, and none follows it."),
        (r"Option '(.*)' does not take a value\.?", r"\1 takes no value."),
        (
            r"No such option: (\S+?)\.?(?: \(Possible options?: (.*)\))?",
            r"There is no option \1. Did you mean \2?",
        ),
        (
            r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?",
            r"There is no command “\1”. Did you mean \2?",
        ),
        (r"Invalid value(?: for '?(.*?)'?)?: (.*)", r"\1: \2"),
    )
)


def say_misuse(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """Return what is wrong with a command line, and which help to read."""
    message = _in_our_words(error.format_message())
    context = getattr(error, "ctx", None)
    named = [word for word in arguments[:1] if not word.startswith("-")]
    command = context.command_path if context else " ".join(["scalekit", *named])
    return f"{message}\nSee `{command} --help`."


def _in_our_words(message: str) -> str:
    for theirs, ours in _WORDS:
        if found := theirs.fullmatch(message):
            said, _, near = found.expand(ours).removeprefix(": ").partition(" Did you mean ")
            near = near.replace("'", "").replace(", ", " or ")
            return f"{said} Did you mean {near}" if near.strip("?") else said
    return message
