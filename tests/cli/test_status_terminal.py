"""`status` on a terminal: nothing is cut, and words stay whole while they fit."""

import sys
from datetime import date
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Status
from scalekit.storage import saving
from tests.cli.running import blank

if sys.platform == "win32":
    pytest.skip("needs a Unix terminal", allow_module_level=True)

from tests.cli.screen import Screen

OWNER = "Practice.Nurse.Lead@longer-than-its-column.example.org"
ANSWER = Answer(Status.CANNOT_START, OWNER, date(2999, 12, 1), reason="No budget.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one checklist, whose owner fills more than a column of the table."""
    checklist = blank()._replace(place="Barnsley and everywhere around it")
    checklist = checklist.with_answer("find-policy-ties", ANSWER)
    saving.create(str(tmp_path / "feno.scalekit.md"), checklist)
    return tmp_path


def _lines(folder: Path, *options: str, columns: int) -> list[str]:
    screen = Screen("status", *options, folder=folder, rows=100, columns=columns)
    assert screen.end() == 0
    return screen.shown


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["drawn", "plain"])
def test_no_word_is_broken_on_a_narrow_terminal(folder: Path, options: list[str]) -> None:
    lines = _lines(folder, *options, columns=40)
    words = {word.strip("(:,.)") for line in lines for word in line.split()}
    for action in blank().actions:
        assert {*action.title.replace(",", "").split(), action.id} <= words
    assert {"Barnsley", "everywhere", "Cannot", "December", "2999"} <= words
    assert OWNER in "".join(line.strip() for line in lines)


def test_the_table_holds_all_of_a_long_owner(folder: Path) -> None:
    lines = _lines(folder, columns=80)
    owner = next(line.index("Owner") for line in lines if "Owner" in line)
    assert OWNER in "".join(line[owner : owner + 11].strip() for line in lines)
    assert not any("…" in line for line in lines)


def test_the_table_names_a_playbook_that_is_not_the_built_in_one(folder: Path) -> None:
    path = str(folder / "feno.scalekit.md")
    assert "playbook" not in " ".join(_lines(folder, columns=80))
    Path(path).unlink()
    saving.create(path, blank()._replace(playbook="moving-house", version="3"))
    assert "It follows the playbook “moving-house”, version 3." in _lines(folder, columns=80)


def test_a_message_breaks_between_words_too(folder: Path) -> None:
    """As wide as the terminal that it goes to, though stdout goes to a file."""
    screen = Screen(
        *("set", "find-policy", "--due", "1/2/2026"),
        folder=folder,
        columns=40,
        stdout=folder / "out.txt",
    )
    assert screen.end() == 2
    lines = [line for line in screen.shown if line]
    assert len(lines) > 1
    said = " ".join(" ".join(lines).split())
    assert (
        said == "--due: “1/2/2026” may be 1 February 2026 or 2 January 2026. Write which of them."
    )
