"""Agreeing two sides on a real terminal, stopped half way and taken up again."""

from pathlib import Path

import pytest

from tests.cli.screen import Screen
from tests.cli.test_compare import FUND, INNOVATOR, MINE, TEAMS, YOURS
from tests.cli.test_compare_into import JOINT, joint, sides

__all__ = ["sides"]  # a fixture


@pytest.mark.parametrize("plain", [False, True], ids=["menus", "plain"])
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_stopped_half_way_it_keeps_what_was_agreed_and_goes_on_there(
    sides: Path, plain: bool, key: str
) -> None:
    command = ["compare", MINE, YOURS, "--into", JOINT, *(["--plain"] if plain else [])]
    ready = "Write a number from 1 to" if plain else "Leave it open"

    def begin(place: str) -> Screen:
        screen = Screen(*command, folder=sides, rows=60, columns=120)
        screen.pause = 0.2
        screen.wait(place)
        screen.wait(ready)
        return screen

    first = begin("1 of 2")
    first.press("1\r" if plain else "1", "2 of 2")
    first.wait("Back to the one before")
    if plain:
        first.wait("from 1 to 6")
    first.press("2\r" if plain else "w", "Cannot start yet")
    assert first.end(key) == 130
    assert f"What was agreed is saved in {JOINT}. Continue where you stopped:" in first.everything
    assert f"scalekit {' '.join(command)}" in first.everything
    assert joint().action(TEAMS).answer.owner == "Priya Shah"
    assert joint().action(FUND).is_blank
    second = begin("1 of 1")
    assert "Fund the implementation" in second.everything
    second.press("1\r" if plain else "1", "Saved: In progress")
    assert joint().action(FUND).answer == INNOVATOR[FUND]
    second.kill()
