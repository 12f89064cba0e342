"""The parts of a playbook by the list that they are in, for what is laid over them."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem, position_of
from scalekit.text.near import did_you_mean

# The lists of `replace`, and the noun for one of each.
NOUNS = {
    "roles": "role",
    "pillars": "pillar",
    "actions": "action",
    "case_studies": "case study",
    "resources": "resource",
    "changes": "change",
}


def parts(book: Playbook, name: str) -> list[Any]:
    """Return the parts in a list; the actions are those of all pillars."""
    if name == "actions":
        return [action for _, action in book.actions()]
    return list(getattr(book, name))


def with_parts(book: Playbook, name: str, changed: Sequence[Any]) -> Playbook:
    """Return the playbook with these parts in a list, one for each that was there."""
    if name != "actions":
        fields: dict[str, Any] = {name: tuple(changed)}
        return book._replace(**fields)
    new = {part.id: part for part in changed}
    pillars = (p._replace(actions=tuple(new[a.id] for a in p.actions)) for p in book.pillars)
    return book._replace(pillars=tuple(pillars))


def is_own(path: str, folder: str) -> bool:
    """Return whether a file is one of the playbook in a folder, and not of one below it."""
    inside = PurePath(path).parent
    return inside in {PurePath(folder, name) for name in (".", "pillars", "case-studies")}


def no_such_id(noun: str, word: str, known: Sequence[str], base: Playbook | None) -> Problem:
    """Return the problem with an id that is not there; one that was renamed is followed."""
    message = f"There is no {noun} called {word} to build on."
    now = [action.id for _, action in base.actions() if word in action.was] if base else []
    if now:
        return problem(word, "no-target", message, f"It is now called {now[0]}. Write that.")
    if base and word in base.retired:
        return problem(word, "no-target", message, "It was retired. Take this out.")
    near = did_you_mean(word, known) or "Name another, or take this out."
    return problem(word, "no-target", message, near)


def problem(word: str, code: str, message: str, remedy: str = "") -> Problem:
    """Return the problem with a word, at the place where that was read."""
    return Problem(position_of(word), message, remedy, code)
