"""A command's arguments as a person types them."""

import os
import re


def typed_file(path: str) -> str:
    """Return a checklist for a command that takes none from stdin, which has no name."""
    return "FILE" if path == "-" else typed(path)


def typed(argument: str) -> str:
    """Return an argument as a person types it in this system's usual shell; `-` is a stream."""
    if argument.startswith("-") and argument != "-":
        argument = f".{os.sep}{argument}"
    if os.name == "nt":
        return f'"{argument}"' if re.search(r"[\s&()^%;,=]", argument) else argument
    import shlex

    return shlex.quote(argument)
