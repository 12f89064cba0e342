"""The playbook that comes with scalekit: ready made in a package, and read from YAML elsewhere.

`hatch_build.py` packs it as Python values, since reading the YAML takes longer than most commands.
A source checkout has no `scalekit.packed`.
"""

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from scalekit.model.playbook import Playbook
    from scalekit.model.problem import Problem


@cache
def builtin_playbook() -> "tuple[Playbook | None, list[Problem]]":
    """Return the playbook that comes with scalekit, as `load` does."""
    if packed := _packed("playbook"):
        return packed.PLAYBOOK, []
    from scalekit.playbook.load import load
    from scalekit.playbook.shipped import builtin_folder

    return load(builtin_folder())


@cache
def builtin_id_and_version() -> tuple[str, str]:
    """Return the id and the version of the built-in playbook."""
    if packed := _packed("about"):
        return packed.ID, packed.VERSION
    playbook, _ = builtin_playbook()
    return (playbook.id, playbook.version) if playbook else ("", "")


@cache
def builtin_roles() -> dict[str, str]:
    """Return the title of each role of the built-in playbook by its id."""
    if packed := _packed("about"):
        return packed.ROLES  # type: ignore[no-any-return]
    playbook, _ = builtin_playbook()
    return playbook.role_titles if playbook else {}


@cache
def builtin_actions() -> dict[str, tuple[str, ...]]:
    """Return the roles of each action of the built-in playbook by its id."""
    if packed := _packed("about"):
        return packed.ACTIONS  # type: ignore[no-any-return]
    playbook, _ = builtin_playbook()
    return {action.id: action.roles for _, action in playbook.actions()} if playbook else {}


@cache
def builtin_words() -> dict[str, tuple[str, str, str]]:
    """Return the title, the text and the wording of each of its actions by its id."""
    if packed := _packed("about"):
        return packed.WORDS  # type: ignore[no-any-return]
    playbook, _ = builtin_playbook()
    actions = playbook.actions() if playbook else ()
    return {action.id: (action.title, action.text, action.wording) for _, action in actions}


@cache
def builtin_wordings() -> dict[str, tuple[str, ...]]:
    """Return the wording of each of its actions by its id, and earlier ones that mean the same."""
    if packed := _packed("about"):
        return packed.WORDINGS  # type: ignore[no-any-return]
    playbook, _ = builtin_playbook()
    actions = playbook.actions() if playbook else ()
    return {action.id: (action.wording, *action.editorial) for _, action in actions}


def playbook_folder(named: str, seen_from: "str | Path" = "") -> str | None:
    """Return the folder that somebody means by a name of a playbook; None is the built-in one.

    A folder is named by its path or by its playbook.yaml, and the built-in one by its id.
    """
    at = os.path.join(seen_from, named)
    if os.path.isdir(at):
        return named
    if os.path.basename(named) == "playbook.yaml" and os.path.isfile(at):
        return os.path.dirname(named) or "."
    return None if named == builtin_id_and_version()[0] else named


def _packed(name: str) -> Any:
    try:
        return import_module(f"scalekit.packed.{name}")
    except ModuleNotFoundError:
        return None
