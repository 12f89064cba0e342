"""Earlier versions of a checklist: under its former names, in either format, on either side."""

from pathlib import Path

import pytest

from scalekit.errors import ScalekitError
from scalekit.git.past import committed_versions
from scalekit.model.checklist import Answer, Checklist
from scalekit.storage import json_, markdown
from tests.cli.running import blank
from tests.git.repository import commit, git, repository


def owned(owner: str) -> Checklist:
    checklist = blank()
    return checklist.with_answer(checklist.actions[0].id, Answer(owner=owner))


def owners(path: Path) -> set[str]:
    """Return who owned the first action in each version."""
    return {each.actions[0].answer.owner for each in committed_versions(str(path))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in a repository with two checklists, each with an owner of its own."""
    folder = repository(tmp_path / "top") / "north östlich"
    folder.mkdir()
    write(folder / "a.scalekit.md", "Ann")
    write(folder / "b.scalekit.md", "Bea")
    commit(folder.parent)
    return folder


def write(path: Path, owner: str) -> None:
    dumps = json_.dumps if path.suffix == ".json" else markdown.dumps
    path.write_text(dumps(owned(owner)), encoding="utf-8", newline="\n")


def test_only_its_own_versions_are_those_of_a_checklist(folder: Path) -> None:
    write(folder / "a.scalekit.md", "Not committed")
    assert owners(folder / "a.scalekit.md") == {"Ann"}


def test_versions_under_a_former_name_and_in_the_other_format_are_found(folder: Path) -> None:
    git(folder, "mv", "a.scalekit.md", "../c.scalekit.md")
    commit(folder.parent)
    (folder.parent / "c.scalekit.md").unlink()
    write(folder.parent / "c.scalekit.json", "Cy")
    commit(folder.parent)
    assert owners(folder.parent / "c.scalekit.json") == {"Ann", "Cy"}


def test_what_a_merge_gave_up_or_made_is_found(folder: Path) -> None:
    path = folder / "a.scalekit.md"
    git(folder, "switch", "-qc", "side")
    write(path, "Sid")
    commit(folder.parent)
    git(folder, "switch", "-q", "main")
    write(path, "Max")
    commit(folder.parent)
    git(folder, "merge", "-q", "side", code=1)
    write(path, "Merged")
    commit(folder.parent)
    assert owners(path) == {"Ann", "Sid", "Max", "Merged"}


def test_a_file_without_commits_has_no_versions(folder: Path) -> None:
    write(folder / "new.scalekit.md", "Nia")
    assert owners(folder / "new.scalekit.md") == set()
    fresh = repository(folder.parent.parent / "fresh") / "a.scalekit.md"
    write(fresh, "Ann")
    with pytest.raises(ScalekitError):
        owners(fresh)
