"""Each folder of bad_content/ is a mistake, laid over a sound playbook, and what is said of it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from scalekit.playbook.events import FASTEST, PURE, Parser
from scalekit.playbook.load import load
from scalekit.playbook.rules import RULES

CASES = Path(__file__).parent.parent / "bad_content"
BASE = CASES / "base"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder != BASE)


def other_words(text: str) -> Any:
    """Return a parser as a later release may be: it stops where it did, and says it otherwise."""
    loader: Any = FASTEST(text)
    get_event = loader.get_event

    def worded() -> Any:
        try:
            return get_event()
        except yaml.MarkedYAMLError as error:
            kind, marks = type(error), (error.context_mark, error.problem_mark)
            raise kind("im Kontext", marks[0], "unerwartet", marks[1]) from None

    loader.get_event = worded
    return loader


@pytest.mark.parametrize(
    "parser", [FASTEST, PURE, other_words], ids=["fastest", "pure", "other-words"]
)
@pytest.mark.parametrize("name", NAMES)
def test_says_what_is_wrong_and_where(
    name: str, parser: Parser, rewrite: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every parser leads to the very words of expected.txt, whatever words it has itself."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / name, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    playbook, problems = load(Path(), parser)
    said = "".join(f"{problem}\n" for problem in problems)
    expected = CASES / name / "expected.txt"
    if rewrite:
        expected.write_text(said, encoding="utf-8")
    assert playbook is None
    assert said == expected.read_text(encoding="utf-8")
    assert said


def test_base_is_sound() -> None:
    """What the mistakes are laid over has none of its own."""
    assert load(BASE)[1] == []


def test_every_rule_has_a_case() -> None:
    """A rule without an example of what it finds may find nothing."""
    folders = {name.removeprefix("rule-").replace("-", "_") for name in NAMES}
    assert {rule.__name__ for rule in RULES} <= folders
