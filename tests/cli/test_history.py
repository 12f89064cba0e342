"""`history` where git holds merges, or not all commits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Command
from tests.git.repository import commit, git, repository

FENO = "feno.scalekit.md"
NEED, TIES = "understand-local-need", "find-policy-ties"
REASON = ("--status", "cannot-start", "--reason", "No funds")
SHALLOW = "Earlier commits are not in this clone. `git fetch --unshallow` brings them."
Told = list[tuple[bool, list[tuple[str, Any, Any]]]]


@pytest.fixture
def team(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(repository(tmp_path / "team"))
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    commit(Path())
    return tmp_path / "team"


@pytest.fixture
def sides(scalekit: Command, team: Path) -> Callable[..., None]:
    """Commit two answers to an action, the second on another branch that is merged then."""

    def make(ours: tuple[str, ...], theirs: tuple[str, ...], code: int = 1) -> None:
        git(team, "switch", "-qc", "side")
        scalekit("set", FENO, NEED, *theirs)
        commit(team)
        git(team, "switch", "-q", "main")
        scalekit("set", FENO, NEED, *ours)
        commit(team)
        git(team, "merge", "--no-ff", "--no-commit", "side", code=code)

    return make


def told(scalekit: Command) -> Told:
    """Return of each step whether it is a merge, and its changes; the newest first."""
    return [
        (
            step["commit"]["merge"],
            [(each["field"], each["old"], each["new"]) for each in step["changes"]],
        )
        for step in scalekit("history", FENO, "--json").json["steps"]
    ]


@pytest.mark.parametrize("keep", ["ours", "theirs"])
def test_what_was_chosen_in_a_merge_is_the_newest_step(
    scalekit: Command, team: Path, sides: Callable[..., None], keep: str
) -> None:
    """Also where the whole file is then as on one side."""
    sides(("--status", "completed"), REASON)
    scalekit("merge", "--resolve", FENO, "--keep", keep)
    commit(team)
    assert git(team, "diff", "--stat", "HEAD^1" if keep == "ours" else "HEAD^2") == ""
    ours, theirs = ("completed", None), ("cannot-start", "No funds")
    (status, reason), (no_status, no_reason) = (ours, theirs) if keep == "ours" else (theirs, ours)
    newest, *rest = told(scalekit)
    assert newest == (True, [("status", no_status, status), ("reason", no_reason, reason)])
    assert [is_merge for is_merge, _ in rest] == [False] * 3
    (first, *_) = [line for line in scalekit("history", FENO).out.split("\n") if "(" in line][1:]
    assert ", A (merge " in first


def test_what_somebody_edited_in_a_merge_is_told_with_what_was_chosen(
    scalekit: Command, team: Path, sides: Callable[..., None]
) -> None:
    sides(("--owner", "Ann"), ("--owner", "Bea"))
    scalekit("merge", "--resolve", FENO, "--keep", "theirs")
    scalekit("set", FENO, TIES, "--due", "2027-01-05")
    scalekit("set", FENO, NEED, "--note", "Both agreed.")
    commit(team)
    newest, *_ = told(scalekit)
    assert newest == (
        True,
        [("note", None, "Both agreed."), ("owner", "Ann", "Bea"), ("due", None, "2027-01-05")],
    )


def test_a_merge_that_left_out_what_one_side_did_says_so(scalekit: Command, team: Path) -> None:
    """Nothing clashed: `git merge -s ours` drops the other side."""
    git(team, "switch", "-qc", "side")
    scalekit("set", FENO, NEED, "--owner", "Bea")
    commit(team)
    git(team, "switch", "-q", "main")
    git(team, "merge", "-q", "-s", "ours", "--no-edit", "side")
    assert told(scalekit)[0] == (True, [("owner", "Bea", None)])


def test_a_merge_in_which_nobody_chose_is_no_step(
    scalekit: Command, team: Path, sides: Callable[..., None]
) -> None:
    sides(("--owner", "Ann"), ("--due", "2027-01-05"), code=0)
    commit(team)
    git(team, "switch", "-qc", "ahead")
    scalekit("set", FENO, NEED, "--note", "Ahead.")
    commit(team)
    git(team, "switch", "-q", "main")
    git(team, "merge", "-q", "--no-ff", "--no-edit", "ahead")
    assert not [step for step in told(scalekit) if step[0]]


def test_branches_merged_into_one_another_tell_each_choice_once(
    scalekit: Command, team: Path, sides: Callable[..., None]
) -> None:
    """Criss-cross: each side took in the other before, and one went on."""
    sides(("--owner", "Ann"), ("--due", "2027-01-05"), code=0)
    commit(team)
    git(team, "switch", "-q", "side")
    git(team, "merge", "-q", "--no-edit", "main^1")
    scalekit("set", FENO, NEED, "--owner", "Bea", "--due", "2027-02-02")
    commit(team)
    git(team, "switch", "-q", "main")
    scalekit("set", FENO, TIES, "--owner", "Cy")
    commit(team)
    assert len(git(team, "merge-base", "--all", "main", "side").split()) == 2
    git(team, "merge", "-q", "--no-edit", "side")
    assert not [step for step in told(scalekit) if step[0]]


def test_a_clone_without_what_two_sides_come_from_makes_up_no_choice(
    scalekit: Command, team: Path, sides: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    scalekit("set", FENO, NEED, "--owner", "Zoe")
    commit(team)
    sides(("--owner", "Ann"), ("--due", "2027-01-05"), code=0)
    commit(team)
    git(team, "clone", "-q", "--depth=2", team.as_uri(), "../shallow")
    monkeypatch.chdir("../shallow")
    assert [is_merge for is_merge, _ in told(scalekit)] == [False, False]


def test_a_clone_without_its_earlier_commits_says_so(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scalekit("history", FENO).err == ""
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board")
    commit(team)
    git(team, "clone", "-q", "--depth=1", team.as_uri(), "../shallow")
    monkeypatch.chdir("../shallow")
    assert scalekit("history", FENO).err == (
        f"What changed before the earliest commit here is told with that one. {SHALLOW}\n"
    )
    assert SHALLOW in scalekit("decide", FENO, "--list", "--verify").err
    for line in (
        ("diff", "HEAD~1"),
        ("diff", "HEAD~1", "HEAD"),
        ("diff", f"HEAD~1:{FENO}"),
        ("check", "--since", "HEAD~1"),
    ):
        done = scalekit(*line)
        assert (done.code, SHALLOW in done.err) == (2, True), line
    assert SHALLOW not in scalekit("diff", "feno.md", FENO).err
