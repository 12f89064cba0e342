"""What changed since a point in time, for checklists named in any way, in real repositories."""

import os
import re
import sys
from pathlib import Path

import pytest

from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.git.changed_since import Since, changed_since
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.storage import files, markdown
from tests.cli.running import blank
from tests.git.repository import ENVIRONMENT, git, repository

TIES = "find-policy-ties"


def named(innovation: str, owner: str = "") -> Checklist:
    """Return a checklist for an innovation, with one answer when an owner is given."""
    checklist = blank()._replace(innovation=innovation)
    answer = checklist.action(TIES).answer._replace(owner=owner)
    return checklist.with_answer(TIES, answer)


def put(path: str | Path, checklist: Checklist) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(markdown.dumps(checklist), encoding="utf-8", newline="\n")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that is the current folder, with two commits and work not committed.

    Since the first, on 20 September 2026, `in/changed` has an owner, `in/new` was added, `in/now`
    was `in/before`, and `in/same` and `same` are as they were; `in/ignored` git leaves alone.
    """
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("TZ", "UTC")
    folder = repository(tmp_path / "the team's")
    monkeypatch.chdir(folder)
    for name in ("in/changed", "in/before", "in/same", "same"):
        put(f"{name}.scalekit.md", named(name))
    commit(folder, "2026-09-20T12:00:00Z")
    Path(".gitignore").write_text("ignored*\n")
    put("in/changed.scalekit.md", named("in/changed", "Sam"))
    Path("in/before.scalekit.md").rename("in/now.scalekit.md")
    commit(folder, "2026-10-05T12:00:00Z")
    put("in/new.scalekit.md", named("New"))
    put("in/ignored.scalekit.md", named("Ignored"))
    return folder


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Work", environment={"GIT_COMMITTER_DATE": day})


def asked(*paths: str, since: str = "2026-10-01") -> Since:
    """Return what changed, with no problem on the way."""
    problems: list[Problem] = []
    found = changed_since(paths, since, problems, streams.say)
    assert problems == []
    return found


def kinds(found: Since) -> dict[str, str]:
    """Return what became of each checklist by the name of its file."""
    every = {name: one.kind for name, one in found.compared.items()}
    every |= dict.fromkeys(found.unchanged, "unchanged")
    return {Path(name).name.partition(".")[0]: kind for name, kind in every.items()}


SHALLOW = " Earlier commits are not in this clone. `git fetch --unshallow` brings them."
IN = {"changed": "changed", "new": "added", "now": "renamed", "same": "unchanged"}


def test_each_checklist_of_a_folder_is_told_apart(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked("in")
    assert (kinds(found), found.name) == (IN, "1 October 2026")
    changed = found.compared[str(Path("in/changed.scalekit.md"))]
    assert [change.new for change in changed.changes] == ["Sam"]
    assert found.compared[str(Path("in/now.scalekit.md"))].old_path == "in/before.scalekit.md"
    assert capsys.readouterr().err.count("Compared with ") == 1
    assert kinds(asked(".")) == {**IN, "same": "unchanged"}


@pytest.mark.parametrize(
    "path",
    ["in", "./in", "in/", "in//", "in/../in", "{here}/in", "../the team's/in"],
)
def test_a_path_has_one_key_however_it_is_written(team: Path, path: str) -> None:
    path = path.format(here=team).replace("/", os.sep)
    found = asked(path)
    assert kinds(found) == IN
    keys = {os.path.normpath(each) for each in files.find(path)}
    ignored = {each for each in keys if "ignored" in each}
    assert {*found.compared, *found.unchanged} == keys - ignored
    assert len(ignored) == 1


def test_files_and_folders_are_asked_about_together(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ("in/changed.scalekit.md", "./in/changed.scalekit.md", "in/now.scalekit.md", "in")
    assert kinds(asked(*paths, "same.scalekit.md")) == {**IN, "same": "unchanged"}
    assert capsys.readouterr().err.count("Compared with ") == 1
    assert kinds(asked("in/now.scalekit.md")) == {"now": "renamed"}
    assert kinds(asked("in/new.scalekit.md", "in/ignored.scalekit.md")) == {"new": "added"}
    assert asked(str(team / "same.scalekit.md"), "same.scalekit.md").unchanged == {
        *("same.scalekit.md", str(team / "same.scalekit.md"))
    }


def test_nothing_is_taken_for_another_that_is_still_there(team: Path) -> None:
    put("in/copy.scalekit.md", named("in/same"))
    assert kinds(asked("in/copy.scalekit.md")) == {"copy": "added"}


def test_from_a_folder_below_and_from_outside(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(team / "in")
    assert kinds(asked(".")) == IN
    assert kinds(asked("../same.scalekit.md")) == {"same": "unchanged"}
    (team / "in" / "deep").mkdir()
    monkeypatch.chdir(team / "in" / "deep")
    found = asked("../changed.scalekit.md")
    assert list(found.compared) == [str(Path("../changed.scalekit.md"))]
    monkeypatch.chdir(team.parent)
    assert kinds(asked("the team's/in")) == IN
    found = asked("the team's/in/now.scalekit.md")
    assert [one.old_path for one in found.compared.values()] == ["the team's/in/before.scalekit.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_lead_to_what_git_has(team: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(team / "in")
    (tmp_path / "one.scalekit.md").symlink_to(team / "in" / "changed.scalekit.md")
    found = asked(str(tmp_path / "link"), str(tmp_path / "one.scalekit.md"))
    assert kinds(found) == {**IN, "one": "changed"}
    assert all(name.startswith(str(tmp_path)) for name in found.compared)


def test_a_file_with_another_ending_is_compared_too(team: Path) -> None:
    put("notes.md", named("Notes"))
    git(team, "add", "notes.md")
    git(team, "commit", "-qm", "Notes")
    put("notes.md", named("Notes", "Sam"))
    assert kinds(asked("notes.md", since="HEAD")) == {"notes": "changed"}
    assert kinds(asked("notes.md", "in/changed.scalekit.md")) == {
        "notes": "added",
        "changed": "changed",
    }


def test_each_repository_has_its_own_history(
    team: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = repository(tmp_path / "other")
    put(other / "theirs.scalekit.md", named("Theirs"))
    commit(other, "2026-09-29T12:00:00Z")
    put(other / "theirs.scalekit.md", named("Theirs", "Sam"))
    put(tmp_path / "outside.scalekit.md", named("Outside"))
    every = {**IN, "theirs": "changed"}
    assert kinds(asked("in", "../other", "../outside.scalekit.md")) == every
    assert capsys.readouterr().err.count("Compared with ") == 2
    assert kinds(asked("..")) == every
    assert kinds(asked(str(tmp_path))) == every


def test_before_the_first_commit_there_was_nothing(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = asked("in", since="2026-09-01")
    assert set(kinds(found).values()) == {"added"}
    said = "This branch has no commit before 1 September 2026, so every checklist counts as added."
    assert capsys.readouterr().err == f"{said}\n"
    git(team, "clone", "-q", "--depth=1", team.as_uri(), "shallow")
    asked("shallow/in", since="2026-09-01")
    assert capsys.readouterr().err == f"{said}{SHALLOW}\n"
    with pytest.raises(UsageError, match=f"nor a date.*{SHALLOW}"):
        asked("shallow/in", since="HEAD~1")


def test_an_earlier_version_that_cannot_be_read_is_told_and_is_no_answer(team: Path) -> None:
    Path("in/broken.scalekit.md").write_text("Not a checklist.\n")
    Path("in/mended.scalekit.md").write_text("Not a checklist.\n")
    git(team, "add", "-A")
    git(team, "commit", "-qm", "Broken")
    put("in/mended.scalekit.md", named("Mended"))
    Path("in/changed.scalekit.md").write_text("Not one now.\n")
    problems: list[Problem] = []
    found = changed_since(["in"], "HEAD", problems, streams.say)
    # What stands on disk is told by the command that reads it.
    assert [problem.at.path for problem in problems] == ["HEAD:in/mended.scalekit.md"]
    assert kinds(found) == dict.fromkeys(("broken", "new", "now", "same"), "unchanged")


def test_what_cannot_be_is_said(team: Path, tmp_path: Path) -> None:
    empty = repository(tmp_path / "empty")
    for paths, since, said in (
        (["-"], "HEAD", "--since compares with earlier versions in git"),
        (["in", "-"], "HEAD", "--since compares with earlier versions in git"),
        (["in"], "v9", "“v9” is neither a revision"),
        (["in"], "2026-11-31", "There is no 31 November 2026."),
        (["in"], "2999-01-01", "1 January 2999 is still to come."),
        ([str(tmp_path)[:-1] + "nowhere"], "HEAD", "The folder "),
        ([str(empty)], "HEAD", "This repository has no commits yet"),
    ):
        with pytest.raises(UsageError) as error:
            changed_since(paths, since, [], streams.say)
        assert str(error.value).startswith(said), error.value


def test_outside_a_repository_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put("in/a.scalekit.md", blank())
    for path in ("in", "in/a.scalekit.md"):
        with pytest.raises(UsageError) as error:
            changed_since([path], "HEAD", [], streams.say)
        found, _, remedy = str(error.value).partition(" --since needs")
        assert re.fullmatch(r"The folder .*in is not in a git repository\.", found)
        assert "run `git init` and commit first" in remedy


def test_a_thousand_files_take_three_git_processes(
    team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, day in (("", "2026-10-06T12:00:00Z"), ("Sam", "2026-10-08T12:00:00Z")):
        text = markdown.dumps(named("FeNO", owner))
        for number in range(1000):
            path = team / "many" / f"{number // 100}" / f"{number}.scalekit.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("FeNO", f"FeNO {number}"), encoding="utf-8")
        commit(team, day)
    every = list(files.find("many"))
    for number, paths in enumerate((["many"], every, [".", "many", "many/3/"])):
        trace = tmp_path / f"trace {number}"
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
        found = asked(*paths, since="2026-10-07")
        assert sum(len(one.changes) for one in found.compared.values()) == 1000
        assert trace.read_text(encoding="utf-8").count('"event":"start"') <= 3
