"""What a person sees at a terminal while many checklists are exported."""

from pathlib import Path

import pytest

from scalekit.storage import json_
from tests.cli.running import blank
from tests.cli.screen import Screen


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a folder that holds 300 checklists in `in`."""
    text = json_.dumps(blank())
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"{number}.scalekit.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("width", [80, 40])
def test_a_bar_says_how_many_are_done_and_goes_away(many: Path, width: int) -> None:
    for output, said in (("out/", "Wrote 300 of 300 to out/."), ("all.csv", "Wrote all.csv.")):
        options = ("in", "--format", "csv", "--output", output)
        program = Screen("export", *options, folder=many, columns=width)
        assert program.end() == 0
        assert "0/300" in program.raw.decode()
        assert program.everything.split("\n")[0] == said


@pytest.mark.parametrize("plain", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_plain_lines_have_no_bar(many: Path, plain: dict[str, str]) -> None:
    program = Screen(
        *("export", "in", "--format", "csv", "--output", "out/"), folder=many, environment=plain
    )
    assert program.end() == 0
    assert program.raw == b"Wrote 300 of 300 to out/.\r\n"
