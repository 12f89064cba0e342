"""The playbook that comes with scalekit: ready made in a package, and read from YAML elsewhere.

`hatch_build.py` packs it as Python values, since reading the YAML takes longer than most commands.
A source checkout has no `scalekit.packed`.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from scalekit.installed import single_file

if TYPE_CHECKING:
    from pathlib import Path

    from scalekit.model.playbook import Playbook
    from scalekit.model.problem import Problem


def builtin_folder() -> "Path":
    """Return the folder of the playbook that comes with scalekit, as YAML.

    An installed package holds it; in a source checkout it is at the top. Out of the single file it
    is unpacked until the program ends.
    """
    from pathlib import Path  # what is packed needs none

    if single_file():
        return _unpacked(single_file())
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent.parent / "content"


@cache
def _unpacked(archive: str) -> "Path":
    # Only what extends or checks the built-in playbook needs its files.
    import atexit
    from pathlib import Path
    from tempfile import TemporaryDirectory
    from zipfile import ZipFile

    folder = TemporaryDirectory(prefix="scalekit-")
    atexit.register(folder.cleanup)
    inside = "scalekit/content/"
    with ZipFile(archive) as file:
        names = [name for name in file.namelist() if name.startswith(inside)]
        file.extractall(folder.name, names)
    return Path(folder.name, inside)


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


def _packed(name: str) -> Any:
    try:
        return import_module(f"scalekit.packed.{name}")
    except ModuleNotFoundError:
        return None
