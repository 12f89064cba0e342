"""A pattern is compiled when it is first used, and works as a compiled one does."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import scalekit
from scalekit.text.pattern import _Pattern, pattern

TOP = Path(scalekit.__file__).parent
MODULES = sorted(
    ".".join(("scalekit", *path.relative_to(TOP).with_suffix("").parts))
    for path in TOP.rglob("*.py")
    if "import pattern" in path.read_text("utf-8")
)


def test_nothing_is_compiled_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given))
    word = pattern(r"a+", re.IGNORECASE)
    assert word.pattern == "a+"
    assert made == []
    monkeypatch.undo()
    assert word.fullmatch("AA")
    assert word.sub("b", "xay") == "xby"


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_can_be_compiled(module: str) -> None:
    """One with a slip in it would be found by the person who first comes to it."""
    held = [each for each in vars(import_module(module)).values() if isinstance(each, _Pattern)]
    assert held
    for each in held:
        assert each.match  # compiles it
