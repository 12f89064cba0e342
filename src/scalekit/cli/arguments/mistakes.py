"""What is wrong on a command line: of an option by its name, and all of it together."""

from collections.abc import Callable
from typing import Any, TypeVar

from scalekit.errors import UsageError
from scalekit.model.values import NotUnderstoodError

_Read = TypeVar("_Read")


def understood(option: str, read: Callable[..., _Read], *given: Any) -> _Read:
    """Return what the text of an option means; raises UsageError where it means nothing."""
    try:
        return read(*given)
    except NotUnderstoodError as error:
        raise UsageError(f"{option}: {error}") from None


class Mistakes:
    """What is wrong so far, in the order in which it was read."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def read(self, read: Callable[..., _Read], *given: Any) -> _Read:
        """Return what is read; where it is wrong nothing, which `check` lets nobody use."""
        try:
            return read(*given)
        except UsageError as error:
            self.add(str(error))
            return None  # type: ignore[return-value]

    def add(self, said: str) -> None:
        self._found.append(said)

    def check(self) -> None:
        """Raise UsageError with all that is wrong, if anything is."""
        if self._found:
            raise UsageError("\n".join(self._found))
