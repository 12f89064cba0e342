"""Programs that some tests run for real: found, or the test is left out and says why."""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

# Where a program goes by several names; the first that is there is used.
OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome", "google-chrome-stable")}
NODE = Path(__file__).parent / "node" / "node_modules"
BESIDE = os.pathsep.join([str(NODE / ".bin"), str(Path(sys.executable).parent)])


def program(name: str) -> str:
    """Return the path of a program; where everything is required, its absence fails the test."""
    for each in (name, *OTHER_NAMES.get(name, ())):
        found: str | None = shutil.which(each, path=BESIDE) or shutil.which(each)
        if found:
            return found
    return missing(name)


def node_package(name: str) -> Path:
    """Return the folder of a package for Node, in the same way."""
    if (NODE / name).is_dir():
        return NODE / name
    return missing(name)


def missing(name: str) -> NoReturn:
    """Leave the test out, or fail it where everything is required."""
    why = f"{name} is not installed; `.ci/run` installs it"
    if os.environ.get("SCALEKIT_TEST_EVERYTHING"):
        pytest.fail(why)
    pytest.skip(why)
