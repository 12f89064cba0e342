"""What commands say of their options and arguments, without importing typer, which takes 45 ms.

A command is a function, and each of its parameters `Annotated` with one of these. That is read in
two ways: by `plain_line`, and by `typer_line`, which hands it to typer.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., int])


class Argument:
    """What is told apart by where it stands.

    `offers` is what Tab offers: words, or the name of a function in `complete`. `callback` is given
    the value and returns the one to use.
    """

    def __init__(
        self,
        *names: str,
        metavar: str | None = None,
        help: str = "",  # noqa: A002 - typer's name for it
        offers: str | Sequence[str] = (),
        callback: Callable[[Any], Any] | None = None,
    ) -> None:
        self.names = names
        self.metavar = metavar
        self.help = help
        self.offers = offers
        self.callback = callback


class Option(Argument):
    """What has a name: those given, or that of the parameter."""


class Group:
    """Commands behind one word, such as `scalekit git`; without one of them, its help is shown."""

    def __init__(self, help: str) -> None:  # noqa: A002 - typer's name for it
        self.help = help
        self.commands: dict[str, Callable[..., int]] = {}

    def command(self, function: Function) -> Function:
        """Add a command, by the name of its function."""
        self.commands[function.__name__] = function
        return function
