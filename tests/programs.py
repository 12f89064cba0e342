"""Programs that some tests run for real: found, or the test is left out and says why."""

import os
import shutil
from pathlib import Path

import pytest

NODE = Path(__file__).parent / "node" / "node_modules" / ".bin"


def program(name: str) -> str:
    """Return the path of a program; where everything is required, its absence fails the test."""
    found = shutil.which(name, path=str(NODE)) or shutil.which(name)
    if found:
        return found
    why = f"{name} is not installed; `.ci/run` installs it"
    if os.environ.get("SCALEKIT_TEST_EVERYTHING"):
        pytest.fail(why)
    pytest.skip(why)
