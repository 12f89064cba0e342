"""Every rule of playbooks is explained, and its example is found where it stands."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from scalekit.model.problem import Problem
from scalekit.playbook import advice, against, rules
from scalekit.playbook.explained import EXPLAINED
from scalekit.playbook.load import load
from tests.playbook.test_bad_content import BASE, CASES, NAMES

TODAY = date(2026, 11, 26)
# These are named where the other part stands, which has to change with them.
FROM_ELSEWHERE = {"not-listed", "action-ids-differ", "ids-removed", "each-role-has-an-action"}
EXAMPLES = [code for code, about in EXPLAINED.items() if about.file]


def found(folder: Path) -> list[Problem]:
    """Return all that is said of a playbook, compared with the base where it can be read."""
    old, _ = load(BASE)
    assert old
    playbook, problems = load(folder)
    if playbook is None:
        return problems
    return [*against.against(old, playbook), *advice.advise(playbook, TODAY)]


def test_the_base_of_the_examples_is_sound() -> None:
    assert found(BASE) == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_breaks_its_rule_on_its_own_line(code: str, tmp_path: Path) -> None:
    """`after` stands in the base; with `before` in its place, the rule is named in that file."""
    about = EXPLAINED[code]
    folder = Path(shutil.copytree(BASE, tmp_path / "book"))
    file = folder / about.file
    text = file.read_text("utf-8")
    assert text.count(about.after) == 1, about.after
    file.write_text(text.replace(about.after, about.before), "utf-8")
    said = found(folder)
    assert code in {problem.code for problem in said}, said
    if code in FROM_ELSEWHERE:
        return
    (at, *_) = [problem.at for problem in said if problem.code == code]
    first = text[: text.index(about.after)].count("\n") + 1
    lines = range(first, first + about.before.count("\n") + 1)
    assert at.path == str(file)
    assert at.line in lines or at.line in _around(text, first)


def _around(text: str, line: int) -> range:
    """Return the lines of the part around a line: what is missing is named at its start."""
    lines = text.split("\n")
    start = max(n for n in range(line) if n == 0 or lines[n].startswith("  - id"))
    return range(start + 1, line + 1)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_has_a_rule_that_is_explained(name: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / name, tmp_path, dirs_exist_ok=True)
    _, problems = load(tmp_path)
    assert {problem.code for problem in problems} <= set(EXPLAINED)


def test_every_rule_and_all_advice_is_explained() -> None:
    known = {*map(rules.code, rules.RULES), *advice.CODES, *against.CODES, advice.UNUSED}
    assert known <= set(EXPLAINED)
    assert all(about.why for about in EXPLAINED.values())
