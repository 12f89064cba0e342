"""Where the files of the playbook are that comes with scalekit."""

from functools import cache
from typing import TYPE_CHECKING

from scalekit.installed import single_file

if TYPE_CHECKING:
    from pathlib import Path


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
