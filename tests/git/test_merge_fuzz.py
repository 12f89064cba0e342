"""Random edits on two sides, merged by stock git line by line and by scalekit field by field.

Where git's merge is clean it is what scalekit's is: nobody's answer becomes another's in silence.
Half of the sides are edited by hand, with ticks that leave the words as they are.
"""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scalekit.engine.merge import merge
from scalekit.engine.roles import new_checklist, with_roles
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage.files import FORMATS
from tests.git.repository import git, merge_files, repository


def _playbook() -> Playbook:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return playbook


PLAYBOOK = _playbook()
BLANK = new_checklist(PLAYBOOK, ("innovator",), "FeNO testing", "Barnsley")
ROUNDS = 60
Merge = Callable[[Path, list[str]], str | None]


def _answer(dice: random.Random, answer: Answer) -> Answer:
    """Return an answer with one of its fields changed, as `set` or the walk changes it."""
    field = dice.choice(("status", "status", "owner", "due", "confidence", "evidence", "note"))
    if field == "status":
        moved = answer.moved_to(dice.choice(list(Status)))
        return moved._replace(reason="No money") if moved.lacks_reason else moved
    value = {
        "owner": dice.choice(("", "Jo", "Sam Lee")),
        "due": dice.choice((None, date(2026, 12, 1), date(2027, 1, 9))),
        "confidence": dice.choice((None, *Confidence)),
        "evidence": dice.choice(((), (Evidence("Audit", "a.md"),), (Evidence("B"), Evidence("C")))),
        "note": dice.choice(("", "One.", "One.\n\nTwo.", "- a\n- b\n- c")),
    }[field]
    return answer._replace(**{field: value})


def _edited(dice: random.Random, checklist: Checklist, times: int) -> Checklist:
    for _ in range(times):
        action = dice.choice(checklist.actions)
        checklist = checklist.with_answer(action.id, _answer(dice, action.answer))
    return checklist


def _edited_by_hand(dice: random.Random, text: str) -> str:
    """Return Markdown in which somebody ticked, unticked or retyped a status or an owner."""
    lines = text.split("\n")
    boxes = [number for number, line in enumerate(lines) if line.startswith(("- [ ] ", "- [x] "))]
    number = dice.choice(boxes)
    kind = dice.choice(("tick", "words", "owner"))
    if kind == "tick":
        new = "- [ ]" if lines[number].startswith("- [x]") else "- [x]"
        lines[number] = new + lines[number][5:]
    elif kind == "words":
        lines[number] = lines[number][:6] + dice.choice(list(Status)).label
    else:
        lines[number + 2] = dice.choice(("Owner: Lee", "Owner:  Not provided", "**Owner:** Lee"))
    return "\n".join(lines)


def _side(dice: random.Random, base: Checklist, kind: str) -> str:
    checklist = _edited(dice, base, dice.randint(1, 3))
    chance = dice.random()
    if chance < 0.15:
        checklist = with_roles(checklist, PLAYBOOK, ("innovator", "decision-maker"))
    elif chance < 0.3:
        checklist = checklist._replace(version="2099.1")
    text = FORMATS[kind][0](checklist)
    return _edited_by_hand(dice, text) if kind == "md" and dice.random() < 0.5 else text


def _read(kind: str, text: str) -> Checklist:
    checklist, problems = FORMATS[kind][1](text)
    assert checklist, (problems, text)
    return checklist


def _merged_by_lines(folder: Path, texts: list[str]) -> str | None:
    """Return what `git merge-file` makes of three texts, or None where it conflicts."""
    conflicts, text = merge_files(folder, *texts)
    return None if conflicts else text


def _merged_by_branches(folder: Path, texts: list[str]) -> str | None:
    """Return what `git merge` makes of two branches, which matches lines in another way."""
    commits: list[str] = []
    for text in texts:
        blob = git(folder, "hash-object", "-w", "--stdin", stdin=text).strip()
        tree = git(folder, "mktree", stdin=f"100644 blob {blob}\tf\n").strip()
        parents = [word for parent in commits[:1] for word in ("-p", parent)]
        commits.append(git(folder, "commit-tree", tree, *parents, "-m", "Edit").strip())
    tree, *conflicts = git(folder, "merge-tree", "--write-tree", *commits[1:], code=None).split(
        "\n"
    )
    return git(folder, "cat-file", "blob", f"{tree}:f") if conflicts == [""] else None


@pytest.mark.parametrize("merged_by_git", [_merged_by_lines, _merged_by_branches])
@pytest.mark.parametrize("kind", ["md", "json"])
def test_what_stock_git_merges_cleanly_is_what_the_merge_by_field_makes(
    kind: str, merged_by_git: Merge, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    repository(tmp_path / "team")
    dumps, loads = FORMATS[kind]
    dice = random.Random(20261126)
    clean = 0
    for _ in range(2_000 if pytestconfig.getoption("--long") else ROUNDS):
        base = _edited(dice, BLANK, dice.randint(0, 6))
        texts = [dumps(base), _side(dice, base, kind), _side(dice, base, kind)]
        text = merged_by_git(tmp_path / "team", texts)
        if text is None:
            continue
        was, ours, theirs = (_read(kind, each) for each in texts)
        by_field = merge(was, ours, theirs)
        merged, problems = loads(text)
        if merged is None:  # both added the role, and one answered there: loud, not wrong
            assert ours.roles == theirs.roles != was.roles
            assert all("twice" in str(problem) for problem in problems), problems
            continue
        clean += 1
        assert by_field.conflicts == (), texts
        assert merged == by_field.checklist
    assert clean > ROUNDS / 3
