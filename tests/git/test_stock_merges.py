"""Two people's answers merge with git as it comes, without a driver."""

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import json_, markdown
from tests.git.repository import git, merge_files, repository

CODECS = {"md": (markdown.dumps, markdown.loads), "json": (json_.dumps, json_.loads)}
FILLED = Answer(
    Status.IN_PROGRESS,
    "Sam",
    date(2026, 12, 1),
    Confidence.ON_TRACK,
    "Waiting for money",
    (Evidence("Plan", "plan.docx"),),
    "First line.\n\nLast line.",
)
EDITS: dict[str, list[Any]] = {
    "status": [Status.COMPLETED, Status.CANNOT_START],
    "owner": ["Practice nurse lead", ""],
    "due": [date(2027, 1, 31), None],
    "confidence": [Confidence.OFF_TRACK, None],
    "reason": ["No room", ""],
    "evidence": [(), (Evidence("Audit", "https://example.org"), *FILLED.evidence)],
    "note": ["", "A new note.\n\nFirst line.\n\nLast line.\n\n- and more"],
}


def _blank() -> Checklist:
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    return new_checklist(playbook, ("innovator", "decision-maker"), "FeNO testing", "Barnsley")


BLANK = _blank()
IDS = [action.id for action in BLANK.actions]


def _with(checklist: Checklist, action: str, **fields: Any) -> Checklist:
    answer = checklist.action(action).answer._replace(**fields)
    return checklist.with_answer(action, answer)


def _merged(
    folder: Path, kind: str, base: Checklist, ours: Checklist, theirs: Checklist
) -> Checklist | None:
    dumps, loads = CODECS[kind]
    conflicts, text = merge_files(folder, dumps(base), dumps(ours), dumps(theirs))
    assert conflicts == 0, text
    checklist, problems = loads(text)
    assert problems == []
    return checklist


@pytest.mark.parametrize("kind", CODECS)
@pytest.mark.parametrize("start", [Answer(), FILLED], ids=["blank", "filled"])
def test_any_two_fields_of_one_action_merge(kind: str, start: Answer, tmp_path: Path) -> None:
    for action in (IDS[0], IDS[4], IDS[-1]):
        base = BLANK.with_answer(action, start)
        for one, two in itertools.combinations(EDITS, 2):
            for ours, theirs in itertools.product(EDITS[one], EDITS[two]):
                merged = _merged(
                    tmp_path,
                    kind,
                    base,
                    _with(base, action, **{one: ours}),
                    _with(base, action, **{two: theirs}),
                )
                assert merged == _with(base, action, **{one: ours, two: theirs})


@pytest.mark.parametrize("kind", CODECS)
@pytest.mark.parametrize("start", [Answer(), FILLED], ids=["blank", "filled"])
def test_whole_answers_to_neighbouring_actions_merge(
    kind: str, start: Answer, tmp_path: Path
) -> None:
    base = BLANK
    for action in IDS:
        base = base.with_answer(action, start)
    full = {field: values[1] for field, values in EDITS.items()}
    completed = {**full, "status": Status.COMPLETED}
    for first, second in itertools.pairwise(IDS):
        merged = _merged(
            tmp_path, kind, base, _with(base, first, **full), _with(base, second, **completed)
        )
        assert merged == _with(_with(base, first, **full), second, **completed)


@pytest.mark.parametrize("kind", CODECS)
def test_the_name_and_the_place_merge_with_each_other_and_with_answers(
    kind: str, tmp_path: Path
) -> None:
    edits: list[Callable[[Checklist], Checklist]] = [
        lambda c: c._replace(innovation="Breath tests"),
        lambda c: c._replace(place="Leeds"),
        lambda c: _with(c, IDS[0], status=Status.COMPLETED),
    ]
    for ours, theirs in itertools.combinations(edits, 2):
        merged = _merged(tmp_path, kind, BLANK, ours(BLANK), theirs(BLANK))
        assert merged == ours(theirs(BLANK))


@pytest.mark.parametrize("kind", CODECS)
def test_two_branches_merge_in_a_real_repository(kind: str, tmp_path: Path) -> None:
    dumps, loads = CODECS[kind]
    folder = repository(tmp_path / "team")
    file = folder / f"feno.scalekit.{kind}"

    def commit(checklist: Checklist, message: str) -> None:
        file.write_text(dumps(checklist), encoding="utf-8", newline="\n")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", message)

    commit(BLANK, "Start")
    git(folder, "switch", "-qc", "finance")
    commit(_with(BLANK, IDS[8], owner="Sam", note="Ask finance."), "Find an owner")
    git(folder, "switch", "-q", "main")
    ours = _with(BLANK, IDS[8], status=Status.IN_PROGRESS)
    commit(_with(ours, IDS[7], status=Status.COMPLETED), "Complete one")
    git(folder, "merge", "-q", "finance", "-m", "Merge")
    merged, problems = loads(file.read_text(encoding="utf-8"))
    assert problems == []
    assert merged is not None
    assert merged.action(IDS[7]).answer == Answer(Status.COMPLETED)
    assert merged.action(IDS[8]).answer == Answer(
        Status.IN_PROGRESS, owner="Sam", note="Ask finance."
    )
