"""`scalekit export` of many checklists, killed: nothing is left running and no document is half."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scalekit.storage import saving
from tests.cli.running import blank


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows gives each process pipes of its own.")
def test_no_process_goes_on_when_the_first_is_killed(tmp_path: Path) -> None:
    first = tmp_path / "in" / "0.scalekit.json"
    first.parent.mkdir()
    saving.create(str(first), blank())
    for number in range(1, 1_500):
        os.link(first, first.with_name(f"{number}.scalekit.json"))
    command = ["export", "in", "--format", "html", "--output", "out"]
    process = subprocess.Popen(
        [sys.executable, "-m", "scalekit", *command],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))},
    )
    while not list(tmp_path.glob("out/*.html")) and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    # The pipe to stderr ends when every process that holds it has ended.
    process.communicate(timeout=30)
    pages = list(tmp_path.glob("out/*.html"))
    assert 0 < len(pages) < 1_500
    assert all(page.read_text(encoding="utf-8").rstrip().endswith("</html>") for page in pages)
