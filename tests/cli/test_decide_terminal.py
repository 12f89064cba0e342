"""A decision on a real terminal."""

from pathlib import Path

from tests.cli.running import Command
from tests.cli.screen import Screen


def test_to_leave_is_told_apart_from_the_decision_to_stop(
    tmp_path: Path, scalekit: Command
) -> None:
    """One of the words for a decision is “stop”; the key that leaves says that nothing is saved."""
    file = tmp_path / "feno.scalekit.md"
    new = ("--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert scalekit("start", file, *new).code == 0
    before = file.read_bytes()
    screen = Screen("decide", file.name, folder=tmp_path)
    screen.wait("5) Stop: do not take it further")
    screen.wait("q) stop without saving")
    assert screen.end("q") == 130
    assert "Stopped. Nothing was changed." in screen.everything
    assert file.read_bytes() == before
