"""Problems for programs: every command that goes on without a file lists what is wrong with it."""

import json
from pathlib import Path

import pytest

from scalekit.storage import saving
from tests.cli.running import Command, blank
from tests.cli.test_import import document, page

BAD = "bad.scalekit.md"
KEYS = ["path", "line", "column", "message", "remedy"]


@pytest.fixture
def bad(feno: Path) -> Path:
    """Return a file that is no checklist, beside one that is and a folder with another."""
    saving.create("sub.scalekit.md", blank())
    Path("before").mkdir()
    saving.create("before/feno.scalekit.md", blank())
    path = feno.with_name(BAD)
    path.write_text("nothing\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("status", "."),
        ("portfolio",),
        ("portfolio", "--format", "json", "--output", "portfolio.json"),
        ("upgrade", "."),
        ("diff", "before", "."),
    ],
)
def test_what_stderr_says_of_a_file_stands_in_the_document_too(
    scalekit: Command, bad: Path, command: tuple[str, ...]
) -> None:
    done = scalekit(*command, *(() if "--format" in command else ("--json",)))
    text = Path("portfolio.json").read_text("utf-8") if "--output" in command else done.out
    (problem,) = json.loads(text)["problems"]
    assert list(problem) == KEYS
    assert Path(problem["path"]) == Path(BAD)
    assert (problem["line"], problem["column"]) == (1, 1)
    assert done.code == 3
    said = f"{problem['path']}:1:1: {problem['message']} {problem['remedy'] or ''}".rstrip()
    assert said in [line.removeprefix("./") for line in done.err.splitlines()]


def test_check_lists_them_by_file_in_the_same_shape(scalekit: Command, bad: Path) -> None:
    report, *_ = scalekit("check", "--json").json["checklists"]
    (problem,) = report["problems"]
    assert list(problem) == KEYS
    assert (problem["path"], problem["line"]) == (report["path"], 1)


def test_import_says_the_line_and_column_of_what_it_cannot_take(
    scalekit: Command, feno: Path
) -> None:
    gone = blank()._replace(innovation="Elsewhere", place="Wigan")
    changed = gone._replace(place="York")
    document("back.json", page(gone, changed))
    found = scalekit("import", "back.json", "--into", ".", "--json").json
    (problem,) = found["problems"]
    assert list(problem) == ["path", "message", "remedy"]  # it is with the document as a whole


@pytest.mark.parametrize("command", ["status", "portfolio", "upgrade"])
def test_without_problems_the_list_is_there_and_empty(
    scalekit: Command, feno: Path, command: str
) -> None:
    assert scalekit(command, feno, "--json").json["problems"] == []


def test_a_checklist_that_upgrade_refuses_is_a_problem(scalekit: Command, feno: Path) -> None:
    text = feno.read_text("utf-8")
    feno.write_text(text.replace("playbook: scaling-innovation", "playbook: other"), "utf-8")
    found = scalekit("upgrade", feno, "--json").json
    assert [each["path"] for each in found["problems"]] == [feno.as_posix()]
    assert "line" not in found["problems"][0]
    assert found["checklists"] == []
