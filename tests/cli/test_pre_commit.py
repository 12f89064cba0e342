"""The hooks of `.pre-commit-hooks.yaml`, run by pre-commit itself."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.running import Command
from tests.cli.test_playbook import reword
from tests.git.repository import ENVIRONMENT, git, repository
from tests.programs import BESIDE, program

TOP = Path(__file__).parents[2]
PATH = os.pathsep.join([BESIDE, os.environ["PATH"]])


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scalekit: Command) -> Path:
    """Return a repository with a checklist and a playbook, in which every commit is checked.

    The hooks use the scalekit that is tested and not one that pre-commit installs.
    """
    top = repository(tmp_path / "kept")
    monkeypatch.chdir(top)
    scalekit("playbook", "new", "our-playbook")
    scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    Path("scalekit.toml").write_text('require = ["evidence"]\n', "utf-8")
    hooks = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        hook["language"] = "system"
        if hook["id"] == "scalekit-playbook-check":
            hook["args"] = ["our-playbook"]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(top, "add", ".")
    return top


def pre_commit(folder: Path, *arguments: str) -> tuple[int, str]:
    """Return the exit code of pre-commit, and what it says."""
    environment = {**ENVIRONMENT, "PATH": PATH, "PRE_COMMIT_HOME": str(folder.parent / "cache")}
    done = subprocess.run(
        [program("pre-commit"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_checklists_are_checked_before_each_commit(kept: Path, scalekit: Command) -> None:
    code, said = pre_commit(kept, "run", "--all-files")
    assert (code, said.count("Passed")) == (0, 2), said
    scalekit("set", "rye.scalekit.md", "find-policy-ties", "--status", "completed")
    git(kept, "add", ".")
    code, said = pre_commit(kept, "run")
    assert (code, said.count("Failed")) == (1, 1), said
    assert "evidence: find-policy-ties: It is completed without evidence." in said


def test_checklists_are_checked_where_only_the_rules_change(kept: Path, scalekit: Command) -> None:
    scalekit("set", "rye.scalekit.md", "find-policy-ties", "--status", "in-progress")
    git(kept, "add", ".")
    git(kept, "commit", "--quiet", "--message", "Begin")
    Path("scalekit.toml").write_text('require = ["owner"]\n', "utf-8")
    git(kept, "add", ".")
    code, said = pre_commit(kept, "run")
    assert (code, said.count("It has no owner. Required in scalekit.toml:1.")) == (1, 1), said
    Path("scalekit.toml").write_text('require = ["ownr"]\n', "utf-8")
    git(kept, "add", ".")
    code, said = pre_commit(kept, "run")
    assert code == 1
    assert "scalekit.toml:1:13: require: There is no rule “ownr”. Did you mean owner?" in said


def test_a_playbook_is_checked_before_each_commit(kept: Path) -> None:
    reword(kept / "our-playbook" / "pillars" / "prepare.yaml", "title: Agree", "titel: Agree")
    git(kept, "add", ".")
    code, said = pre_commit(kept, "run", "scalekit-playbook-check")
    assert code == 1
    assert "our-playbook/pillars/prepare.yaml:" in said
    assert "Did you mean title?" in said
