"""What a wheel holds ready made: the built-in playbook as Python values, and compiled templates.

Beside these it holds the schemas of docs/schema/.

Reading the YAML and compiling the templates takes several times as long as what uses them. A source
checkout, and an installation that is linked to one, does without.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_TOP = Path(__file__).resolve().parent
_ABOUT = '''\
"""What tells the playbook that comes with scalekit from others; {made}."""

ID = {id!r}
VERSION = {version!r}
ROLES = {roles!r}
ACTIONS = {actions!r}
WORDINGS = {wordings!r}
WORDS = {words!r}
'''
_PLAYBOOK = '''\
"""The playbook that comes with scalekit; {made}."""

import datetime

from scalekit.model.playbook import *

PLAYBOOK = {playbook!r}
'''
_MADE = "made from content/ by hatch_build.py"


class Packed(BuildHookInterface[Any]):
    """Adds the package `scalekit.packed`, and the schemas, to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the package in a folder of its own, and have it packed."""
        if version != "editable":
            self._folder = TemporaryDirectory()
            folder = Path(self._folder.name)
            pack(folder)
            build_data["force_include"][str(folder)] = "scalekit/packed"
            for file in (_TOP / "docs" / "schema").glob("*.json"):
                build_data["force_include"][str(file)] = f"scalekit/schema/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if version != "editable":
            self._folder.cleanup()


def pack(folder: Path) -> None:
    """Write what is to be ready made to a folder."""
    sys.path.insert(0, str(_TOP / "src"))
    from jinja2 import FileSystemLoader

    from scalekit.documents.html.page import TEMPLATES, compiled, environment
    from scalekit.playbook.load import load

    playbook, problems = load(_TOP / "content")
    if playbook is None:
        raise ValueError("\n".join(map(str, problems)))
    actions = [action for _, action in playbook.actions()]
    about = _ABOUT.format(
        made=_MADE,
        id=playbook.id,
        version=playbook.version,
        roles=playbook.role_titles,
        actions={action.id: action.roles for action in actions},
        wordings={action.id: (action.wording, *action.editorial) for action in actions},
        words={action.id: (action.title, action.text, action.wording) for action in actions},
    )
    modules = {
        "__init__": '"""What was made ready when scalekit was packed."""\n',
        "about": about,
        "playbook": _PLAYBOOK.format(made=_MADE, playbook=playbook._replace(folder="")),
    }
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8", newline="\n")
    templates = environment().overlay(loader=FileSystemLoader(TEMPLATES))
    templates.compile_templates(
        folder / compiled(), extensions=["html"], zip=None, ignore_errors=False
    )
