"""`scalekit git`: what it sets up in git, and that it takes away just that."""

import os
import shutil
from pathlib import Path

import pytest

from scalekit.git.settings import LINES, SETTINGS
from tests.cli.running import Command
from tests.git.repository import ENVIRONMENT, git, repository

MD, JSON = LINES["md"].encode(), LINES["json"].encode()
NAMES = ", ".join(SETTINGS)


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that is the current folder, for a person with a home of their own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home of sam"
    home.mkdir()
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_") and name != "GIT_CONFIG_GLOBAL":
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "scalekit-git").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (programs / "scalekit-git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    folder = repository(tmp_path / 'it\'s "the" team')
    monkeypatch.chdir(folder)
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    """Return what stands in every file of a folder but git's own lists."""
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "objects" not in path.parts
    }


def test_enable_sets_four_names_and_adds_two_lines(scalekit: Command, team: Path) -> None:
    done = scalekit("git", "enable")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        f"Set in git's configuration: {NAMES}",
        f"Added to .gitattributes: {LINES['md']}",
        f"Added to .gitattributes: {LINES['json']}",
        "Commit .gitattributes. Others then run `scalekit git enable` once.",
    ]
    assert (team / ".gitattributes").read_bytes() == MD + b"\n" + JSON + b"\n"
    for name, value in SETTINGS.items():
        assert git(team, "config", "--local", name) == f"{value}\n"
    assert "cachetextconv=" not in git(team, "config", "--list")


def test_both_again_change_nothing(scalekit: Command, team: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    scalekit("git", "enable")
    enabled = everything(tmp_path)
    done = scalekit("git", "enable")
    assert done.err == "Nothing to change: git is set up for checklists already.\n"
    assert everything(tmp_path) == enabled != before
    done = scalekit("git", "disable")
    assert done.err.splitlines()[0] == f"Removed in git's configuration: {NAMES}"
    assert "commit this change too" in done.err.splitlines()[-1]
    assert everything(tmp_path) == before
    done = scalekit("git", "disable")
    assert (done.code, done.err) == (
        0,
        "Nothing to change: git is not set up for checklists.\n",
    )
    assert everything(tmp_path) == before
    assert team.is_dir()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"*.png binary",
        b"*.png binary\n",
        b"*.png binary\r\n*.md text\r\n",
        b"*.png binary\r\n*.md text",
        b"# caf\xe9 \xff\n\n\n*.png binary\n\n",
        b"*.md text\r*.png binary\r",
        MD + b"\n",
        b"*.scalekit.json merge=scalekit -text diff=scalekit\n*.scalekit.md text\n",
        b"# " + MD + b"\n",
    ],
)
def test_everything_else_in_the_file_stays_byte_for_byte(
    scalekit: Command, team: Path, content: bytes
) -> None:
    attributes = team / ".gitattributes"
    attributes.write_bytes(content)
    scalekit("git", "enable")
    enabled = attributes.read_bytes()
    assert enabled.startswith(content)
    assert enabled.count(b"*.scalekit.md text eol=lf") == 1 + content.startswith(b"# *")
    for name in ("a.scalekit.md", "b/c.scalekit.json"):
        used = git(team, "check-attr", "diff", "merge", "--", name)
        assert used.count(": scalekit\n") == 2, enabled
    scalekit("git", "disable")
    assert attributes.read_bytes() == content


def test_lines_that_came_later_stay(scalekit: Command, team: Path) -> None:
    attributes = team / ".gitattributes"
    attributes.write_bytes(b"*.png binary")
    scalekit("git", "enable")
    attributes.write_bytes(b"*.gif binary\n" + attributes.read_bytes() + b"*.jpg binary\n")
    scalekit("git", "disable")
    assert attributes.read_bytes() == b"*.gif binary\n*.png binary\n*.jpg binary\n"


def test_lines_that_somebody_else_added_stay_and_are_named(scalekit: Command, team: Path) -> None:
    """A colleague's `enable` was committed; this person's `disable` is their own affair."""
    (team / ".gitattributes").write_bytes(MD + b"\n" + JSON + b"\n")
    assert scalekit("git", "enable").err == f"Set in git's configuration: {NAMES}\n"
    done = scalekit("git", "disable")
    assert done.err.splitlines() == [
        f"Removed in git's configuration: {NAMES}",
        ".gitattributes keeps the lines for checklists that were there before.",
    ]
    assert (team / ".gitattributes").read_bytes() == MD + b"\n" + JSON + b"\n"


def test_other_settings_stay(scalekit: Command, team: Path) -> None:
    git(team, "config", "diff.scalekit.binary", "true")
    git(team, "config", "merge.scalekit.driver", "mine")
    git(team, "config", "merge.scalekit.driver", "old", "--add")
    scalekit("git", "enable")
    assert git(team, "config", "--get-all", "merge.scalekit.driver").count("\n") == 1
    scalekit("git", "disable")
    assert git(team, "config", "--get-regexp", "scalekit") == "diff.scalekit.binary true\n"


def test_all_repositories_at_once(scalekit: Command, team: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    assert scalekit("git", "enable", "--global").code == 0
    attributes = tmp_path / "home of sam" / "config" / "git" / "attributes"
    assert attributes.read_bytes() == MD + b"\n" + JSON + b"\n"
    assert not (team / ".gitattributes").exists()
    assert scalekit("git", "status", "--json").json["used"] == {"md": True, "json": True}
    scalekit("git", "disable", "--global")
    attributes.parent.rmdir()
    after = everything(tmp_path)
    assert {path for path in after if path not in before} <= {
        str(tmp_path / "home of sam" / ".gitconfig")
    }
    assert all(after[path] == b"" for path in after if path not in before)


def test_the_attributes_file_that_a_person_named_is_used(
    scalekit: Command, team: Path, tmp_path: Path
) -> None:
    (tmp_path / "home of sam" / ".gitconfig").write_text(
        "[core]\n\tattributesFile = ~/my attributes\n", encoding="utf-8"
    )
    scalekit("git", "enable", "--global")
    assert MD in (tmp_path / "home of sam" / "my attributes").read_bytes()
    assert team.is_dir()


def test_it_works_below_the_top_in_a_worktree_and_in_a_submodule(
    scalekit: Command, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (team / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(team / "deep" / "er")
    done = scalekit("git", "enable")
    assert f"Added to {Path('..', '..', '.gitattributes')}: {LINES['md']}" in done.err
    git(team, "add", "-A")
    git(team, "commit", "-qm", "Set up")
    git(team, "worktree", "add", "-qb", "side", str(tmp_path / "work tree"))
    monkeypatch.chdir(tmp_path / "work tree")
    assert scalekit("git", "enable").err.startswith("Nothing to change")
    outer = repository(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(team), "in")
    monkeypatch.chdir(outer / "in")
    assert scalekit("git", "status", "--json").json["used"] == {"md": False, "json": False}
    scalekit("git", "enable")
    assert scalekit("git", "status", "--json").json["used"] == {"md": True, "json": True}
    assert not (outer / ".gitattributes").exists()


def test_status_says_what_is_set_and_where(scalekit: Command, team: Path) -> None:
    place = {"diff": False, "merge": False, "current": False}
    found = scalekit("git", "status", "--json").json
    assert (found["schemaVersion"], found["kind"]) == (2, "git")
    assert {key: found["local"][key] for key in place} == place
    assert found["local"]["attributes"] == {"md": False, "json": False}
    assert found["program"] == shutil.which("scalekit-git")
    out = scalekit("git", "status").out.splitlines()
    assert out[0] == (
        "git treats checklists as plain text here. Set it up with `scalekit git enable`."
    )
    scalekit("git", "enable")
    found = scalekit("git", "status", "--json").json
    assert {key: found["local"][key] for key in place} == dict.fromkeys(place, True)
    assert found["global"]["merge"] is False
    assert found["used"] == {"md": True, "json": True}
    out = scalekit("git", "status").out.splitlines()
    assert out[:6] == [
        "git compares and merges *.scalekit.md and *.scalekit.json by action and field here.",
        "",
        "This repository:",
        "  Diff driver: set",
        "  Merge driver: set",
        f"  {team / '.gitattributes'}: *.scalekit.md, *.scalekit.json",
    ]


def test_a_cache_is_set_shown_and_taken_away(scalekit: Command, team: Path) -> None:
    assert scalekit("git", "enable", "--cache", "--global").code == 2
    done = scalekit("git", "enable", "--cache")
    assert f"{NAMES}, diff.scalekit.cachetextconv" in done.err
    assert "  Cache: on" in scalekit("git", "status").out.splitlines()
    assert scalekit("git", "enable", "--cache").err.startswith("Nothing to change")
    found = scalekit("git", "status", "--json").json
    assert (found["local"]["cache"], found["global"]["cache"]) == (True, False)
    assert "diff.scalekit.cachetextconv" in scalekit("git", "disable").err
    assert "cachetextconv" not in git(team, "config", "--list")


def test_git_keeps_nothing_for_somebody_it_does_not_know(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would write commits, and `git diff` itself would fail."""
    git(team, "config", "user.useConfigOnly", "true")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME"):
        monkeypatch.delenv(name)
    monkeypatch.delenv("GIT_COMMITTER_EMAIL")
    done = scalekit("git", "enable", "--cache")
    assert done.code == 2
    assert "does not know yet who you are" in done.err
    assert not (team / ".gitattributes").exists()


def test_status_sees_what_another_line_undoes_and_an_older_command(
    scalekit: Command, team: Path
) -> None:
    scalekit("git", "enable")
    with (team / ".gitattributes").open("a", encoding="utf-8") as file:
        file.write("*.json -diff\n")
    git(team, "config", "merge.scalekit.driver", "an older one")
    assert scalekit("git", "status", "--json").json["used"] == {"md": True, "json": False}
    out = scalekit("git", "status").out
    assert out.startswith("git compares and merges *.scalekit.md by action and field here.")
    assert "set, by another version: run `scalekit git enable` again" in out
    scalekit("git", "enable")
    assert "another version" not in scalekit("git", "status").out


def test_a_missing_program_is_told(
    scalekit: Command, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which("git")
    assert program
    (tmp_path / "only git").mkdir()
    (tmp_path / "only git" / "git").symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path / "only git"))
    done = scalekit("git", "enable")
    assert done.code == 0
    assert done.err.endswith(
        "scalekit-git is not on your PATH, so git works without it until it is. To have it"
        " there, install scalekit with pipx or uv, or activate the environment that it is in.\n"
    )
    assert scalekit("git", "status").out.startswith("git is set up for *.scalekit.md and")
    assert team.is_dir()


def test_outside_a_repository_there_is_one_clear_message(
    scalekit: Command, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    none = "The folder . is not in a git repository."
    for command, remedy in (("enable", " Make it one first: git init"), ("disable", "")):
        done = scalekit("git", command)
        assert (done.code, done.err) == (2, f"{none}{remedy}\n")
    found = scalekit("git", "status", "--json").json
    assert found["local"] is None
    assert found["used"] == {"md": False, "json": False}
    assert "This repository: this folder is in none" in scalekit("git", "status").out
    assert scalekit("git", "enable", "--global").code == 0
    assert team.is_dir()


def test_the_command_that_git_offers_is_passed_on(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder belongs to somebody else, as in many containers."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for line in (["git", "status"], ["diff"], ["doctor"]):
        done = scalekit(*line)
        assert "It offers: `git config --global --add safe.directory " in done.out + done.err


@pytest.mark.skipif("os.name == 'nt'")
def test_without_a_home_folder_the_way_out_is_said(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOME")
    for line in (["git", "status"], ["git", "enable", "--global"], ["doctor"]):
        done = scalekit(*line)
        assert "HOME is not set. Set HOME to that folder." in done.out + done.err
    assert scalekit("git", "enable").code == 0


def test_without_git_the_way_out_is_to_install_it(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    done = scalekit("git", "enable")
    assert (done.code, done.err) == (3, "git is not installed. Install it: https://git-scm.com\n")


def test_a_link_for_attributes_is_refused_as_git_follows_none(
    scalekit: Command, team: Path
) -> None:
    (team / "elsewhere").write_bytes(b"*.png binary\n")
    (team / ".gitattributes").symlink_to("elsewhere")
    done = scalekit("git", "enable")
    assert done.code == 3
    assert "This is a link, and git does not follow links here." in done.err
    assert (team / "elsewhere").read_bytes() == b"*.png binary\n"
    assert git(team, "config", "--get-regexp", "scalekit", code=1) == ""


def test_alone_it_says_what_it_can_do(scalekit: Command) -> None:
    done = scalekit("git")
    assert (done.code, done.err) == (0, "")
    assert "scalekit git enable" in done.out
