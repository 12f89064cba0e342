"""Every rule of playbooks is explained, and its example is found where it stands."""

import re
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
# What the base has where an example goes; else that is the sound half of the example.
IN_BASE = {
    "yaml": "summary: Know the place.",
    "yaml-trap": "done_when: They agree.",
    "repeated-key": "summary: Know the place.",
    "two-paragraphs": "    text: Ask the people who run the service.",
    "resource-ids-differ": "resources:\n",
    "change-ids-differ": "changes:\n",
    "several-tests-in-one": "    done_when: They agree.",
    "two-actions-in-one": "actions:\n  - id: find-need\n    title: Find the need",
    "inflated-words": "    text: Ask the people who run the service.",
    "long-sentences": "summary: Know the place.",
    "acronyms-not-spelled-out": "summary: Know the place.",
    "repeated-changes": "    changed:\n      - text: A new name.\n"
    "        source: https://example.org/name\n        checked: 2026-11-22\n"
    "    changes: [new-rules]",
    "wording-without-version": 'version: "1.0"',
}
EXAMPLES = [code for code, about in EXPLAINED.items() if about.file]


def found(folder: Path) -> list[Problem]:
    """Return all that is said of a playbook, compared with the base where it can be read."""
    old, _ = load(BASE)
    assert old
    playbook, problems = load(folder)
    if playbook is None:
        return problems
    return [*against.against(old, playbook), *advice.advise(playbook, TODAY)]


def put(folder: Path, code: str, half: str) -> str:
    """Put one half of the example of a rule into a copy of the base; return the file as it was."""
    about = EXPLAINED[code]
    edits = [(about.file, IN_BASE.get(code, about.after), half)]
    for path, old, new in [*edits, *([about.given] if about.given else [])]:
        file = folder / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), "utf-8")
    return (BASE / about.file).read_text("utf-8")


def test_the_base_of_the_examples_is_sound() -> None:
    assert found(BASE) == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_breaks_its_rule_on_its_own_line(code: str, tmp_path: Path) -> None:
    """With `before` in the place of what the base says, the rule is named in that file."""
    about = EXPLAINED[code]
    folder = Path(shutil.copytree(BASE, tmp_path / "book"))
    text = put(folder, code, about.before)
    file = folder / about.file
    said = found(folder)
    assert code in {problem.code for problem in said}, said
    if code in FROM_ELSEWHERE or about.given:
        return
    (at, *_) = [problem.at for problem in said if problem.code == code]
    first = text[: text.index(IN_BASE.get(code, about.after))].count("\n") + 1
    lines = range(first, first + about.before.count("\n") + 1)
    assert at.path == str(file)
    assert at.line in lines or at.line in _around(text, first)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_mended_example_is_sound_and_lost_nothing(code: str, tmp_path: Path) -> None:
    """No word of `before` is gone, but for those that were the mistake."""
    about = EXPLAINED[code]
    folder = Path(shutil.copytree(BASE, tmp_path / "book"))
    put(folder, code, about.after)
    said = found(folder)
    # An example may say it in words that nobody answered.
    assert {problem.code for problem in said} <= {"wording-without-version"} - {code}, said
    if code in MENDED_BY_SPLITTING:
        gone = {*_words(about.before)} - {*_words(about.after)}
        assert gone <= {"and"}, gone


# These rules ask for the same words in another form.
MENDED_BY_SPLITTING = {
    *("yaml", "yaml-trap", "repeated-key", "two-paragraphs"),
    *("several-tests-in-one", "two-actions-in-one", "long-sentences"),
}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


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
