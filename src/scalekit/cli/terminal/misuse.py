"""What typer says of a wrong command line, in our words.

Read from what its errors hold; only what they hold nowhere else is taken from their words, and
words that are not known are shown as they are.
"""

from collections.abc import Sequence
from typing import Any

import typer

from scalekit.text.near import nearest, suggestion
from scalekit.text.pattern import pattern

_EXTRA = pattern(r"extra arguments?\b[^(]*(?:\(s\))? \((.+)\)$")


def say_misuse(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """Return what is wrong with a command line, and which help to read."""
    context = getattr(error, "ctx", None)
    named = [word for word in arguments[:1] if not word.startswith("-")]
    command = context.command_path if context else " ".join(["scalekit", *named])
    return f"{_in_our_words(error, context, arguments)}\nSee `{command} --help`."


def _in_our_words(error: Any, context: Any, arguments: Sequence[str]) -> str:
    option, param = (getattr(error, name, None) for name in ("option_name", "param"))
    if option and hasattr(error, "possibilities"):
        return f"There is no option {option}. {suggestion(*_options_like(option, error))}".rstrip()
    if option:
        given = any(word.startswith(f"{option}=") for word in arguments)
        return f"{option} takes " + ("no value." if given else "a value, and none follows it.")
    if param is not None:
        name = param.get_error_hint(context).replace("'", "")
        return f"{name}: {error.message}" if error.message else f"{name} is missing."
    commands: dict[str, Any] = getattr(getattr(context, "command", None), "commands", {})
    named = [word for word in arguments if not word.startswith("-")]
    words = named[len(context.command_path.split()) - 1 :] if commands else []
    if words and words[0] not in commands:
        near = nearest(words[0], list(commands), most=3)
        return f"There is no command “{words[0]}”. {suggestion(*near)}".rstrip()
    theirs = error.format_message()
    if extra := _EXTRA.search(theirs):
        return f"This is more than the command takes: {extra[1]}."
    return f"This command line cannot be read: {theirs}"


def _options_like(option: str, error: Any) -> list[str]:
    """Return the options offered that are like this one without its dashes.

    typer counts the two dashes, and so takes `--owner` and `--json` for alike.
    """
    names = {name.strip("-"): name for name in error.possibilities or ()}
    return [names[name] for name in nearest(option.strip("-"), list(names), most=3)]
