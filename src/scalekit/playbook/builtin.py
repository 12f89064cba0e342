"""The playbook that comes with scalekit: where it is, and which version, without reading it all."""

import re
from functools import cache
from pathlib import Path

_ACTION = re.compile(r"^  - id: (\S+)\n(?:    .*\n| *\n)*?    roles: \[([^\]\n]+)\]$", re.MULTILINE)


def builtin_folder() -> Path:
    """Return the folder of the playbook that comes with scalekit.

    An installed package holds it; in a source checkout it is at the top.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent.parent / "content"


@cache
def builtin_id_and_version() -> tuple[str, str]:
    """Return the id and the version of the built-in playbook.

    Read as text, for PyYAML takes longer than all else that `status` does; a test holds it to
    what `load` reads.
    """
    text = (builtin_folder() / "playbook.yaml").read_text(encoding="utf-8")
    found = dict(re.findall(r'^(id|version): "?([^"\n]+)"?$', text, re.MULTILINE))
    return found["id"], found["version"]


@cache
def builtin_actions() -> dict[str, tuple[str, ...]]:
    """Return the roles of each action of the built-in playbook by its id, read in the same way."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted((builtin_folder() / "pillars").glob("*.yaml")):
        for action, roles in _ACTION.findall(file.read_text(encoding="utf-8")):
            found[action] = tuple(roles.split(", "))
    return found
