"""The playbook that comes with scalekit: ready made in a package, and read from YAML elsewhere.

`hatch_build.py` packs it as Python values, since reading the YAML takes longer than most commands.
A source checkout has no `scalekit.packed`.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook
    from scalekit.model.problem import Problem


def builtin_folder() -> Path:
    """Return the folder of the playbook that comes with scalekit, as YAML.

    An installed package holds it; in a source checkout it is at the top.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent.parent / "content"


@cache
def builtin_playbook() -> "tuple[Playbook | None, list[Problem]]":
    """Return the playbook that comes with scalekit, as `load` does."""
    if packed := _packed("playbook"):
        return packed.PLAYBOOK, []
    from scalekit.playbook.load import load

    return load(builtin_folder())


@cache
def builtin_id_and_version() -> tuple[str, str]:
    """Return the id and the version of the built-in playbook."""
    if packed := _packed("about"):
        return packed.ID, packed.VERSION
    playbook, _ = builtin_playbook()
    return (playbook.id, playbook.version) if playbook else ("", "")


@cache
def builtin_actions() -> dict[str, tuple[str, ...]]:
    """Return the roles of each action of the built-in playbook by its id."""
    if packed := _packed("about"):
        return packed.ACTIONS  # type: ignore[no-any-return]
    playbook, _ = builtin_playbook()
    return {action.id: action.roles for _, action in playbook.actions()} if playbook else {}


def _packed(name: str) -> Any:
    try:
        return import_module(f"scalekit.packed.{name}")
    except ModuleNotFoundError:
        return None
