"""With several checklists in the folder, a command asks which is meant."""

import sys
from pathlib import Path

import pytest

from scalekit.storage import saving
from tests.cli.running import blank

if sys.platform == "win32":
    pytest.skip("needs a Unix terminal", allow_module_level=True)

from tests.cli.screen import Screen


def test_the_one_that_is_picked_is_used(feno: Path) -> None:
    saving.create("other.scalekit.json", blank())
    screen = Screen("set", "find-policy-ties", "--owner", "Sam Lee", folder=feno.parent)
    screen.wait("h) help")
    assert screen.end("2") == 0
    assert "Saved other.scalekit.json." in screen.everything


def test_stopping_instead_exits_130(feno: Path) -> None:
    saving.create("other.scalekit.json", blank())
    screen = Screen("export", "--format", "md", folder=feno.parent)
    screen.wait("h) help")
    assert screen.end("\x03") == 130
    assert "Stopped. Nothing was changed." in screen.everything
