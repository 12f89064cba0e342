"""A program ends at once, and does before that what Python does at the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_REGISTERED = "import atexit, sys; atexit.register(print, 'at the end')"
_THREAD = """
from threading import Timer
Timer(0.1, print, ["waited"]).start()
"""
_KEPT = """
class Kept:
    def __del__(self):
        print("taken apart")
kept = Kept()
"""


def ended(before: str, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Return how a Python ends that leaves with 3."""
    code = f"{before}\nfrom scalekit.fast_exit import leave\nimport sys\nsys.exit(leave(3))"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONUNBUFFERED": ""},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("print('no newline yet', end='')", "no newline yet"),
        (_REGISTERED, "at the end\n"),
        (_THREAD, "waited\n"),
    ],
)
def test_what_was_written_registered_or_begun_is_seen_through(before: str, written: str) -> None:
    done = ended(before)
    assert (done.returncode, done.stdout, done.stderr) == (3, written, "")


def test_nothing_is_taken_apart() -> None:
    assert ended(_KEPT).stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_cannot_be_written_is_said_as_python_says_it() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = ended("print('lost')", full.fileno())
    assert done.returncode == 120
    assert "No space left on device" in done.stderr
