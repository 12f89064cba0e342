"""What saving could not keep, or did in another way: collected, and said when a command ends."""

from scalekit.model.problem import Position, Problem

_found: dict[Problem, None] = {}


def remark(path: str, message: str, remedy: str = "") -> None:
    """Keep something to say about a file that was saved, once however often it happens."""
    _found[Problem(Position(path), message, remedy)] = None


def take() -> list[Problem]:
    """Return what there is to say, and forget it."""
    said = list(_found)
    _found.clear()
    return said
