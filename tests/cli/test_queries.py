"""What README.md asks of the exported data; the queries for DuckDB run when it is generated."""

import re
import subprocess
from pathlib import Path

from tests.cli.running import Command
from tests.programs import program

README = Path(__file__).parent.parent.parent / "README.md"


def test_jq_finds_what_cannot_start_and_why(scalekit: Command, feno: Path) -> None:
    query = re.search(r"jq -r '([^']+)'", README.read_text(encoding="utf-8"))
    assert query
    reason = ("--status", "cannot-start", "--reason", "The contract is not out.")
    assert scalekit("set", feno, "align-incentives", *reason).code == 0
    lines = scalekit("export", feno, "--format", "ndjson").out
    command = [program("jq"), "-r", query[1]]
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=True)
    said = "FeNO testing: Align financial incentives with uptake: The contract is not out.\n"
    assert done.stdout == said
