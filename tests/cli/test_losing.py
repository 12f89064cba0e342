"""What is written never replaces answers that it lacks; each refusal says the way out."""

import json
from pathlib import Path
from typing import Any

import pytest

from scalekit.storage import json_, saving
from tests.cli.running import Command, blank, checklist_in

F = "feno.scalekit.md"
A, B = "find-policy-ties", "understand-local-need"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with one checklist that holds a few answers."""
    monkeypatch.chdir(tmp_path)
    saving.create(F, blank())
    return tmp_path


@pytest.fixture
def feno(scalekit: Command) -> str:
    words = ("--status", "in-progress", "--owner", "Jo", "--note", "One.")
    assert scalekit("set", F, A, *words).code == 0
    return F


def _refused(done: object, *said: str) -> None:
    code, err = getattr(done, "code", None), getattr(done, "err", "")
    assert code in (1, 3), (code, err)
    assert all(words in err for words in (*said, "--force")), err


@pytest.mark.parametrize("kind", ["md", "json"])
def test_a_checklist_of_another_innovation_is_not_replaced(
    scalekit: Command, feno: str, kind: str
) -> None:
    other = f"other.scalekit.{kind}"
    saving.create(other, blank()._replace(innovation="Spirometry"))
    before = Path(other).read_bytes()
    done = scalekit("export", feno, "--output", other)
    _refused(done, "the innovation", f"scalekit import {other} --into {feno}")
    assert Path(other).read_bytes() == before
    assert scalekit("export", feno, "--output", other, "--force").code == 0
    assert checklist_in(Path(other)) == checklist_in(Path(feno))


def test_what_holds_nothing_more_is_replaced(scalekit: Command, feno: str) -> None:
    """An earlier copy whose answers are all still there, with further evidence and lines."""
    assert scalekit("export", feno, "--output", "copy.scalekit.json").code == 0
    words = ("--evidence", "Audit=https://example.org", "--note", "One.\nTwo.", "--due")
    assert scalekit("set", feno, A, *words, "2027-01-01").code == 0
    assert scalekit("set", feno, B, "--owner", "Sam").code == 0
    done = scalekit("export", feno, "--output", "copy.scalekit.json")
    assert (done.code, done.err) == (0, "Wrote copy.scalekit.json.\n")
    assert checklist_in(Path("copy.scalekit.json")) == checklist_in(Path(feno))


@pytest.mark.parametrize(
    "words",
    [("--status", "completed"), ("--owner", "Lee"), ("--note", "Two."), ("--due", "2027-01-01")],
)
def test_a_colleague_s_answer_in_a_folder_of_copies_is_not_replaced(
    scalekit: Command, feno: str, words: tuple[str, ...]
) -> None:
    Path("in").mkdir()
    saving.create("in/other.scalekit.md", blank())
    Path(feno).rename(f"in/{feno}")
    export = ("export", "in", "--format", "json", "--output", "copies")
    assert scalekit(*export).code == 0
    copy = "copies/feno.scalekit.json"
    assert scalekit("set", copy, A, *words).code == 0
    before = Path(copy).read_bytes()
    done = scalekit(*export)
    field = words[0].removeprefix("--")
    _refused(done, f"{A} {field}", f"scalekit import {copy} --into in/{feno}", "Wrote 1 of 2")
    assert Path(copy).read_bytes() == before
    assert scalekit("import", copy, "--into", f"in/{feno}", "--no-input").code in (0, 1)
    assert scalekit(*export, "--force").code in (0, 1)


@pytest.mark.parametrize(
    ("kind", "output", "said"),
    [("md", "in/copies", True), ("json", "in", True), ("json", "out", False), ("csv", "in", False)],
)
def test_that_a_folder_now_holds_each_checklist_twice_is_said(
    scalekit: Command, feno: str, kind: str, output: str, said: bool
) -> None:
    Path("in").mkdir()
    Path(feno).rename(f"in/{feno}")
    done = scalekit("export", "in", "--format", kind, "--output", output)
    assert done.code == 0
    assert ("two files of each checklist in in now" in done.err) is said


def test_only_some_actions_never_replace_all_of_them(scalekit: Command) -> None:
    saving.create("both.scalekit.md", blank("innovator", "decision-maker"))
    assert scalekit("set", "both.scalekit.md", A, "--owner", "Jo").code == 0
    assert scalekit("export", "both.scalekit.md", "--output", "copy.scalekit.md").code == 0
    only = ("--role", "decision-maker", "--output", "copy.scalekit.md")
    _refused(scalekit("export", "both.scalekit.md", *only), f"{A} owner")


def test_merge_replaces_what_it_merged_and_nothing_else(scalekit: Command, feno: str) -> None:
    for name in ("base", "ours", "theirs"):
        Path(f"{name}.scalekit.md").write_bytes(Path(feno).read_bytes())
    assert scalekit("set", "theirs.scalekit.md", A, "--owner", "Lee").code == 0
    saving.create("other.scalekit.md", blank()._replace(innovation="Spirometry"))
    sides = [f"{name}.scalekit.md" for name in ("base", "ours", "theirs")]
    _refused(scalekit("merge", *sides, "--output", "other.scalekit.md"), "the innovation")
    assert scalekit("merge", *sides, "--output", "ours.scalekit.md").code == 0
    assert checklist_in(Path("ours.scalekit.md")) == checklist_in(Path("theirs.scalekit.md"))
    assert scalekit("merge", *sides, "--output", "other.scalekit.md", "--force").code == 0


def test_two_versions_that_nobody_chose_from_are_replaced_only_by_both(
    scalekit: Command, feno: str
) -> None:
    sides = [f"{name}.scalekit.md" for name in ("base", "ours", "theirs")]
    for side, owner in zip(sides, ("Jo", "Lee", "Sam"), strict=True):
        Path(side).write_bytes(Path(feno).read_bytes())
        assert scalekit("set", side, A, "--owner", owner).code == 0
    merge = ("merge", *sides, "--output", "out.scalekit.md")
    assert [scalekit(*merge).code for _ in range(2)] == [1, 1]
    before = Path("out.scalekit.md").read_bytes()
    _refused(scalekit("export", "ours.scalekit.md", "--output", "out.scalekit.md"), f"{A} owner")
    assert Path("out.scalekit.md").read_bytes() == before


def test_a_portfolio_replaces_no_checklist(scalekit: Command, feno: str) -> None:
    Path("in").mkdir()
    saving.create("in/other.scalekit.md", blank()._replace(innovation="Spirometry"))
    command = ("portfolio", "in", "--format", "text", "--output", feno)
    _refused(scalekit(*command), "the innovation", f"{A} status", f"scalekit import {feno}")
    assert checklist_in(Path(feno)).action(A).answer.owner == "Jo"
    assert scalekit(*command, "--force").code == 0


@pytest.mark.parametrize("kind", ["html", "xlsx", "json", "csv"])
def test_an_overview_is_replaced_by_the_next(scalekit: Command, feno: str, kind: str) -> None:
    for _ in range(2):
        done = scalekit("portfolio", feno, "--format", kind, "--output", f"all.{kind}")
        assert (done.code, done.err) == (0, f"Wrote all.{kind}.\n")


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "csv", "ndjson"])
def test_a_document_that_nobody_wrote_in_is_replaced(
    scalekit: Command, feno: str, kind: str
) -> None:
    for owner in ("Jo", "Lee"):
        assert scalekit("set", feno, A, "--owner", owner).code == 0
        done = scalekit("export", feno, "--format", kind, "--output", f"out.{kind}")
        assert (done.code, done.err) == (0, f"Wrote out.{kind}.\n")


@pytest.mark.parametrize("gathered", [False, True])
def test_a_workbook_that_somebody_wrote_in_is_not_replaced(
    scalekit: Command, feno: str, gathered: bool
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    paths = [feno]
    if gathered:
        saving.create("other.scalekit.md", blank()._replace(innovation="Spirometry"))
        paths.append("other.scalekit.md")
    export = ("export", *paths, "--output", "back.xlsx")
    assert scalekit(*export).code == 0
    book = openpyxl.load_workbook("back.xlsx")
    sheet = next(sheet for sheet in book if sheet.sheet_state == "visible" and _owner(sheet))
    _owner(sheet).value = "Dr Patel"
    book.save("back.xlsx")
    before = Path("back.xlsx").read_bytes()
    _refused(scalekit(*export), " owner", "scalekit import back.xlsx --into")
    portfolio = ("portfolio", "--output", "back.xlsx")
    _refused(scalekit(*portfolio), " owner")
    assert Path("back.xlsx").read_bytes() == before
    into = "." if gathered else feno
    assert scalekit("import", "back.xlsx", "--into", into, "--no-input").code == 0
    assert scalekit(*export).code == 0  # all of it has been taken in


def _owner(sheet: Any) -> Any:
    """Return the first cell below the heading “Owner”, or None."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "Owner":
                return sheet.cell(cell.row + 1, cell.column)
    return None


def test_the_answers_that_a_page_saved_are_not_replaced(scalekit: Command, feno: str) -> None:
    base = checklist_in(Path(feno))
    edited = base.with_answer(A, base.action(A).answer._replace(owner="Dr Patel"))
    saved = {**json.loads(json_.dumps(edited)), "base": json.loads(json_.dumps(base))}
    Path("back.scalekit.json").write_text(json.dumps(saved), encoding="utf-8")
    export = ("export", feno, "--output", "back.scalekit.json")
    _refused(scalekit(*export), f"{A} owner", "scalekit import back.scalekit.json")
    assert scalekit("import", "back.scalekit.json", "--into", feno).code == 0
    assert scalekit(*export).code == 0


def test_a_checklist_that_cannot_be_read_is_not_replaced(scalekit: Command, feno: str) -> None:
    text = Path(feno).read_text(encoding="utf-8")
    Path("cut.scalekit.md").write_text(text[: len(text) // 2], encoding="utf-8")
    done = scalekit("export", feno, "--output", "cut.scalekit.md")
    _refused(done, "This may hold answers, and cannot be read as it is")
    # What never was one may be.
    Path("notes.md").write_text("# Notes\n", encoding="utf-8")
    assert scalekit("export", feno, "--output", "notes.md").code == 0
