"""A real git repository for a test, with nobody's own settings in it."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "LC_ALL": "C.UTF-8",
}


def git(
    folder: Path,
    *arguments: str,
    code: int | None = 0,
    environment: Mapping[str, str] = MappingProxyType({}),
    stdin: str = "",
) -> str:
    """Run git in a folder and return what it printed; fails unless it exits with `code`."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=stdin,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return done.stdout


def merge_files(folder: Path, base: str, ours: str, theirs: str) -> tuple[int, str]:
    """Merge three texts as git does; returns the number of conflicts and the merged text."""
    names = []
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        names.append(name)
    done = subprocess.run(
        ["git", "merge-file", "-p", *names],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8")


def repository(folder: Path) -> Path:
    """Make a repository with one branch, `main`, in a folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path) -> None:
    """Commit all that is in a repository."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Work")


def merge_branches(
    folder: Path,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    code: int = 1,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Merge what was done on two branches with git as it comes, or as the environment has it."""
    git(folder, "switch", "-qc", "side")
    theirs()
    commit(folder)
    git(folder, "switch", "-q", "main")
    ours()
    commit(folder)
    git(folder, "merge", "-q", "-m", "Merge", "side", code=code, environment=environment)
