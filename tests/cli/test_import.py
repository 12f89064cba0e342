"""`scalekit import`: what comes back in each kind of document, and what is refused."""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from scalekit.documents.docx import document as docx
from scalekit.documents.html import page as html
from scalekit.documents.xlsx.book import render
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.model.statement import Statement
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import files, json_, markdown, saving
from tests.cli.running import Command, Done, blank, checklist_in
from tests.documents import test_word_form as word
from tests.documents.reports import filled, report
from tests.documents.test_pdf import filled_in, made
from tests.git.repository import git, repository
from tests.storage.test_saved_page import saved

ACTION = "find-policy-ties"
OTHER = "regular-touchpoints"
Cells = dict[str, Any]
UNFUNDED = "align-incentives"  # not relevant, with a reason
UNFUNDED_ROW = 2 + [action.id for action in filled().actions].index(UNFUNDED)
TYPED = ("Ann; Bob", "soon", "First.\nSecond.")


def page(base: Checklist, edited: Checklist) -> bytes:
    return saved(base, edited).encode()


def copy(_base: Checklist, edited: Checklist) -> bytes:
    return markdown.dumps(edited).encode()


def json_copy(_base: Checklist, edited: Checklist) -> bytes:
    return json_.dumps(edited).encode()


def workbook(cells: Cells, *checklists: tuple[str, Checklist]) -> bytes:
    """Return a workbook of checklists by name, with some cells of its log exchanged."""
    every = checklists or (("feno", filled()),)
    raw = BytesIO(render([report(checklist, name) for name, checklist in every], json_.dumps))
    book = openpyxl.load_workbook(raw)
    for cell, value in cells.items():
        book["Action log"][cell] = value
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def with_owner(checklist: Checklist, owner: str, action_id: str = ACTION) -> Checklist:
    answer = checklist.action(action_id).answer._replace(owner=owner)
    return checklist.with_answer(action_id, answer)


@pytest.fixture
def feno(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checklist that is half filled in, alone in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "feno.scalekit.md"
    saving.create(str(path), filled())
    return path


def document(name: str, raw: bytes) -> str:
    Path(name).write_bytes(raw)
    return name


# --- what comes back


def test_what_was_changed_is_shown_and_saved(scalekit: Command, feno: Path) -> None:
    answer = Answer(Status.COMPLETED, "Lee", note="It is in the plan.")
    name = document("back.json", page(filled(), filled().with_answer(OTHER, answer)))
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 0
    assert done.out.splitlines()[0] == "FeNO testing, Barnsley (feno.scalekit.md)"
    assert "    Owner changed from Priya Nair, practice nurse lead to Lee" in done.out.splitlines()
    assert done.err == "Saved feno.scalekit.md.\n"
    assert checklist_in(feno) == filled().with_answer(OTHER, answer)


def test_the_workbook_comes_back(scalekit: Command, feno: Path) -> None:
    name = document("feno.xlsx", workbook({"F3": "Lee", "D3": "Completed"}))
    assert scalekit("import", name, "--into", feno.name).code == 0
    second = filled().actions[1]
    answer = second.answer._replace(owner="Lee", status=Status.COMPLETED)
    assert checklist_in(feno) == filled().with_answer(second.id, answer)


@pytest.mark.parametrize("write", [page, copy, json_copy])
def test_the_answers_given_meanwhile_stay(
    scalekit: Command, feno: Path, write: Callable[[Checklist, Checklist], bytes]
) -> None:
    repository(feno.parent)
    git(feno.parent, "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Sent out")
    scalekit("set", feno, OTHER, "--owner", "Meanwhile")
    name = document("back.txt", write(filled(), with_owner(filled(), "Lee")))
    assert scalekit("import", name, "--into", feno.name).code == 0
    assert checklist_in(feno) == with_owner(with_owner(filled(), "Lee"), "Meanwhile", OTHER)


@pytest.mark.parametrize("moved_on", [False, True])
@pytest.mark.parametrize("kind", ["page", "xlsx", "md", "json"])
def test_a_document_that_nobody_edited_touches_nothing(
    scalekit: Command, feno: Path, kind: str, moved_on: bool
) -> None:
    repository(feno.parent)
    git(feno.parent, "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Sent out")
    written = {"page": page, "md": copy, "json": json_copy}
    raw = workbook({}) if kind == "xlsx" else written[kind](filled(), filled())
    if moved_on:
        scalekit("set", feno, OTHER, "--owner", "Meanwhile", "--clear", "note")
    before, stood = feno.read_bytes(), feno.stat()
    done = scalekit("import", document("back", raw), "--into", feno.name)
    assert (done.code, done.out) == (0, "")
    assert "Nothing to bring in: feno.scalekit.md is as it was." in done.err
    assert feno.read_bytes() == before
    assert (feno.stat().st_mtime_ns, feno.stat().st_ino) == (stood.st_mtime_ns, stood.st_ino)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html", "a.docx", "a.xlsx", "a.md", "a"])
def test_what_a_document_is_shows_in_its_content(scalekit: Command, feno: Path, name: str) -> None:
    edited = with_owner(filled(), "Lee", filled().actions[0].id)
    sent = document("sent.md", copy(filled(), filled()))
    written: tuple[Callable[..., bytes], ...] = (
        *(page, copy, json_copy, lambda *_: workbook({"F2": "Lee"})),
        lambda *_: filled_in(made(filled()), {"owner": "Lee"}),
        lambda *_: word.edited(lambda d: word.type_in(d, "owner", "Lee", filled().actions[0].id)),
    )
    for write in written:
        saving.save(files.read(str(feno))[0], filled())  # type: ignore[arg-type]
        base = ("--base", sent) if write in (copy, json_copy) else ()
        document(name, write(filled(), edited))
        assert scalekit("import", name, "--into", feno.name, *base).code == 0
        assert checklist_in(feno) == edited


def test_once_more_changes_nothing(scalekit: Command, feno: Path) -> None:
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    scalekit("import", name, "--into", feno.name)
    before = feno.read_bytes()
    assert scalekit("import", name, "--into", feno.name).out == ""
    assert feno.read_bytes() == before


def test_a_dry_run_writes_nothing(scalekit: Command, feno: Path) -> None:
    before = feno.read_bytes()
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    done = scalekit("import", name, "--into", feno.name, "--dry-run")
    assert (done.code, done.err) == (0, "Nothing was written.\n")
    assert "Owner changed from Tom Okafor to Lee" in done.out
    assert feno.read_bytes() == before


def test_the_only_checklist_here_need_not_be_named(scalekit: Command, feno: Path) -> None:
    name = document("back.scalekit.json", page(filled(), with_owner(filled(), "Lee")))
    assert scalekit("import", name).code == 0
    assert checklist_in(feno).action(ACTION).answer.owner == "Lee"
    document("other.scalekit.md", copy(filled(), filled()))
    done = scalekit("import", name)
    assert (done.code, done.err) == (
        2,
        "Name the checklist that the answers go into: --into FILE.\n",
    )


def test_text_comes_from_stdin(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()
    os.write(write, page(filled(), with_owner(filled(), "Lee")))
    os.close(write)
    with open(read, encoding="utf-8") as piped:  # noqa: PTH123 - a pipe has no path
        monkeypatch.setattr(sys, "stdin", piped)
        assert scalekit("import", "-", "--into", feno.name).code == 0
    assert checklist_in(feno).action(ACTION).answer.owner == "Lee"


def test_the_file_keeps_its_own_form(scalekit: Command, feno: Path) -> None:
    """A copy with another form of line ends and a byte order mark changes an answer alone."""
    repository(feno.parent)
    raw = b"\xef\xbb\xbf" + feno.read_bytes().replace(b"\n", b"\r\n")
    feno.write_bytes(raw)
    git(feno.parent, "-c", "core.autocrlf=false", "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Sent out")
    scalekit(
        "import", document("a.md", copy(filled(), with_owner(filled(), "Lee"))), "--into", feno
    )
    assert feno.read_bytes() == raw.replace(b"Owner: Tom Okafor", b"Owner: Lee", 2).replace(
        b"Owner: Lee", b"Owner: Tom Okafor", 1
    )
    assert checklist_in(feno) == with_owner(filled(), "Lee")


def test_an_answer_without_its_reason_is_named(scalekit: Command, feno: Path) -> None:
    answer = Answer(Status.CANNOT_START)
    name = document("back.json", page(filled(), filled().with_answer(OTHER, answer)))
    done = scalekit("import", name, "--into", feno.name)
    assert f"Action {OTHER} is “Cannot start yet” without a reason." in done.err


# --- clashes


def test_a_clash_stands_in_the_file_until_somebody_chooses(scalekit: Command, feno: Path) -> None:
    edited = with_owner(with_owner(filled(), "Lee"), "Ann", OTHER)
    name = document("back.json", page(filled(), edited))
    scalekit("set", feno, ACTION, "--owner", "Jo")
    dry = scalekit("import", name, "--into", feno.name, "--dry-run")
    assert dry.code == 1
    assert checklist_in(feno).action(ACTION).answer.owner == "Jo"
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 1
    assert done.err.splitlines() == [
        "feno.scalekit.md: This was changed here and in back.json:",
        f"  {ACTION} owner: “Jo” in feno.scalekit.md, “Lee” in back.json",
        "Both are in the file. Choose with: scalekit merge --resolve feno.scalekit.md",
        "In a script add --keep ours for what was here, or --keep theirs for what came.",
    ]
    text = feno.read_text("utf-8")
    assert "<<<<<<< feno.scalekit.md\nOwner: Jo\n=======\nOwner: Lee\n>>>>>>> back.json" in text
    assert "Owner: Ann" in text
    again = scalekit("import", name, "--into", feno.name)
    assert again.code == 3
    assert "scalekit merge --resolve feno.scalekit.md" in again.err
    assert feno.read_text("utf-8") == text
    assert scalekit("merge", "--resolve", feno.name, "--keep", "theirs").code == 0
    assert checklist_in(feno) == edited


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_document_whose_name_is_no_text_can_clash(scalekit: Command, feno: Path) -> None:
    name = document(os.fsdecode(b"back\xff\x1b.json"), page(filled(), with_owner(filled(), "Lee")))
    scalekit("set", feno, ACTION, "--owner", "Jo")
    assert scalekit("import", name, "--into", feno.name).code == 1
    assert ">>>>>>> back\\udcff\\x1b.json" in feno.read_text("utf-8")


def test_a_long_text_that_clashes_is_named_by_its_start(scalekit: Command, feno: Path) -> None:
    answer = filled().action(ACTION).answer._replace(note="word " * 9_000)
    name = document("back.json", page(filled(), filled().with_answer(ACTION, answer)))
    scalekit("set", feno, ACTION, "--note", "Short.")
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 1
    assert len(max(done.err.splitlines(), key=len)) < 400


def test_evidence_of_both_is_kept(scalekit: Command, feno: Path) -> None:
    row = 2  # the first action
    book = workbook(
        {f"I{row}": "Asthma register audit | https://example.org/audit\nMinutes | m.doc"}
    )
    scalekit("set", feno, filled().actions[0].id, "--evidence", "Letter=l.pdf")
    assert scalekit("import", document("b.xlsx", book), "--into", feno.name).code == 0
    found = checklist_in(feno).actions[0].answer.evidence
    assert {each.label for each in found} == {"Asthma register audit", "Minutes", "Letter"}


def test_programs_get_one_document(scalekit: Command, feno: Path) -> None:
    edited = with_owner(with_owner(filled(), "Lee"), "Ann", OTHER)
    signed = json.loads(page(filled(), edited)) | {"filledIn": {"by": "Kit", "on": "2026-11-20"}}
    name = document("back.json", json.dumps(signed).encode())
    scalekit("set", feno, ACTION, "--owner", "Jo")
    done = scalekit("import", name, "--into", feno.name, "--dry-run", "--json")
    found = done.json
    assert list(found) == [
        *("schemaVersion", "kind", "document", "dryRun", "checklists", "remarks", "problems")
    ]
    assert (found["kind"], found["dryRun"]) == ("import", True)
    (file,) = found["checklists"]
    assert (file["filledInBy"], file["filledInOn"]) == ("Kit", "2026-11-20")
    assert file["base"] == {"from": "document", "revision": None}
    assert [(c["action"], c["field"], c["new"]) for c in file["changes"]] == [
        (OTHER, "owner", "Ann")
    ]
    (clash,) = file["conflicts"]
    assert (clash["action"], clash["old"], clash["new"]) == (ACTION, "Jo", "Lee")


# --- a copy that does not say what was sent out


def test_what_was_put_back_to_a_committed_value_is_named(scalekit: Command, feno: Path) -> None:
    """The copy may be of the later version: nothing tells, so it is said."""
    repository(feno.parent)
    for status in ("in-progress", "completed"):
        scalekit("set", feno, ACTION, "--status", status)
        git(feno.parent, "add", ".")
        git(feno.parent, "commit", "-q", "-m", status)
    Path("copies").mkdir()
    shutil.copy(feno, "copies/copy.md")
    scalekit("set", "copies/copy.md", ACTION, "--status", "in-progress")
    done = scalekit("import", "copies/copy.md", "--into", feno)
    assert "These are in the copy as that version had them, and stay as they are here:" in done.err
    said = f"{ACTION} status: “Completed” in feno.scalekit.md, “In progress” in copy.md"
    assert said in done.err
    base = ("--base", "HEAD:feno.scalekit.md")
    assert scalekit("import", "copies/copy.md", "--into", feno, *base).code == 0
    assert checklist_in(feno).action(ACTION).answer.status is Status.IN_PROGRESS


def test_a_copy_is_compared_with_the_nearest_version_in_git(scalekit: Command, feno: Path) -> None:
    repository(feno.parent)
    for owner in ("One", "Two", "Three"):
        saving.save(files.read(str(feno))[0], with_owner(filled(), owner))  # type: ignore[arg-type]
        git(feno.parent, "add", ".")
        git(feno.parent, "commit", "-q", "-m", owner)
    sent = with_owner(filled(), "Two")
    name = document("back.md", copy(sent, with_owner(sent, "Ann", OTHER)))
    done = scalekit("import", name, "--into", feno.name)
    second = git(feno.parent, "rev-parse", "--short", "HEAD~1").strip()
    assert f"It is compared with {second}:./feno.scalekit.md of" in done.err
    assert checklist_in(feno) == with_owner(with_owner(filled(), "Three"), "Ann", OTHER)
    named = scalekit("import", name, "--into", feno.name, "--base", "HEAD:./feno.scalekit.md")
    assert "Owner changed from Three to Two" in named.out


def test_of_equally_near_versions_the_older_makes_a_clash(scalekit: Command, feno: Path) -> None:
    """The newer would let the copy win over an answer that nobody who edited it had seen."""
    repository(feno.parent)
    for owner in ("One", "Two"):
        saving.save(files.read(str(feno))[0], with_owner(filled(), owner))  # type: ignore[arg-type]
        git(feno.parent, "add", ".")
        git(feno.parent, "commit", "-q", "-m", owner)
    name = document("back.md", copy(filled(), with_owner(filled(), "Lee")))
    done = scalekit("import", name, "--into", feno.name, "--dry-run")
    assert done.code == 1
    assert "“Two” in feno.scalekit.md, “Lee” in back.md" in done.err


def test_without_git_nothing_is_emptied(scalekit: Command, feno: Path) -> None:
    edited = blank().with_answer(OTHER, Answer(owner="Ann", note="New"))
    done = scalekit("import", document("back.md", copy(blank(), edited)), "--into", feno.name)
    assert "git has no earlier version of feno.scalekit.md" in done.err
    assert done.code == 1
    assert "owner: “Priya Nair, practice nurse lead” in feno.scalekit.md" in done.err
    assert checklist_sides(feno)[0] == filled().with_answer(
        OTHER, filled().action(OTHER).answer._replace(note="New")
    )


def checklist_sides(path: Path) -> list[Checklist]:
    from scalekit.storage.conflicts import sides

    found = sides(path.read_text("utf-8"))
    assert found
    return [markdown.loads(side)[0] for side in found]  # type: ignore[misc]


def test_a_base_is_for_copies_alone(scalekit: Command, feno: Path) -> None:
    name = document("back.json", page(filled(), filled()))
    done = scalekit("import", name, "--into", feno.name, "--base", feno.name)
    assert done.code == 2
    assert "says itself what was sent out" in done.err
    done = scalekit("import", document("a.md", b"x"), "--into", feno.name)
    assert done.code == 3


# --- many in one workbook


@pytest.fixture
def folder(feno: Path) -> Path:
    """Return a folder with three checklists, two of the same innovation."""
    found = feno.parent / "in"
    places = {"feno": "Barnsley", "leeds/feno": "Leeds", "york": "York"}
    for name, place in places.items():
        path = found / f"{name}.scalekit.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        saving.create(str(path), filled()._replace(place=place))
    return found


def test_each_of_many_goes_into_its_own_file(scalekit: Command, folder: Path) -> None:
    assert scalekit("export", "in", "--format", "xlsx", "--output", "all.xlsx").code == 0
    book = openpyxl.load_workbook("all.xlsx")
    log: Any = book["Action log"]
    places = {row[1].value: row for row in log.iter_rows(min_row=2) if row[3].value}
    for place in ("Leeds", "York"):
        owner = next(cell for cell in places[place] if cell.column_letter == column(log, "Owner"))
        owner.value = f"{place} owner"
    book.save("all.xlsx")
    scalekit("set", "in/york.scalekit.md", ACTION, "--owner", "Meanwhile")
    done = scalekit("import", "all.xlsx", "--into", "in")
    assert (done.code, done.err.splitlines()[-1]) == (
        0,
        "Nothing to bring in for 1 of 3 checklists: FeNO testing, Barnsley.",
    )
    last = filled().actions[-1].id
    owners = {
        name: checklist_in(folder / f"{name}.scalekit.md").action(last).answer.owner
        for name in ("feno", "leeds/feno", "york")
    }
    assert owners == {"feno": "", "leeds/feno": "Leeds owner", "york": "York owner"}
    assert checklist_in(folder / "york.scalekit.md").action(ACTION).answer.owner == "Meanwhile"
    (folder / "leeds" / "feno.scalekit.md").unlink()
    saving.create("in/leeds/feno.scalekit.md", filled()._replace(place="Leeds"))
    picked = scalekit("import", "all.xlsx", "--into", "in/leeds/feno.scalekit.md")
    assert picked.code == 0
    assert "changes to other checklists too, which were not taken: york. To take" in picked.err
    assert (
        checklist_in(folder / "leeds/feno.scalekit.md").action(last).answer.owner == "Leeds owner"
    )


def column(sheet: Any, heading: str) -> str:
    letter: str = next(cell.column_letter for cell in sheet[1] if cell.value == heading)
    return letter


def test_one_that_fits_nothing_does_not_stop_the_others(scalekit: Command, folder: Path) -> None:
    lost = filled()._replace(innovation="Spirometry")
    edited = filled()._replace(place="York")
    sent = (("spiro", lost), ("york", edited))
    untouched = scalekit("import", document("all.xlsx", workbook({}, *sent)), "--into", "in")
    assert untouched.code == 0
    names = "Spirometry, Barnsley; FeNO testing, York"
    assert untouched.err == f"Nothing to bring in for 2 of 2 checklists: {names}.\n"
    raw = workbook({"H2": "Lee", "H10": "Lee"}, *sent)
    done = scalekit("import", document("all.xlsx", raw), "--into", "in")
    assert done.code == 3
    assert "No checklist here fits Spirometry, Barnsley (spiro). Name the file" in done.err
    assert checklist_in(folder / "york.scalekit.md").actions[0].answer.owner == "Lee"


def test_one_file_takes_what_fits_it_of_many(scalekit: Command, folder: Path) -> None:
    names = [("a", "Leeds"), ("b", "York"), ("c", "York")]
    raw = workbook({}, *((name, filled()._replace(place=place)) for name, place in names))
    document("all.xlsx", raw)
    assert scalekit("import", "all.xlsx", "--into", "in/leeds/feno.scalekit.md").code == 0
    for name, which in (("york", "More than one"), ("feno", "None")):
        done = scalekit("import", "all.xlsx", "--into", f"in/{name}.scalekit.md")
        assert done.code == 3
        assert f"{which} of the 3 checklists in all.xlsx fits this file." in done.err


def test_two_files_that_one_document_fits_are_named(scalekit: Command, folder: Path) -> None:
    shutil.copy("in/york.scalekit.md", "in/york2.scalekit.md")
    york = filled()._replace(place="York")
    document("york.json", page(york, with_owner(york, "Lee")))
    assert scalekit("import", "york.json", "--into", "in").code == 0
    Path("york.json").rename("from-ann.json")
    done = scalekit("import", "from-ann.json", "--into", "in")
    assert done.code == 3
    assert "More than one checklist here fits FeNO testing, York (from-ann): in" in done.err


def test_of_two_roles_the_one_that_was_asked_takes_the_answers(
    scalekit: Command, folder: Path
) -> None:
    """Both sides keep a checklist of one innovation, often in one folder."""
    icb = blank("decision-maker")._replace(innovation="FeNO testing", place="York")
    saving.create("in/icb.scalekit.md", icb)
    york = filled()._replace(place="York")
    document("from-ann.json", page(york, with_owner(york, "Lee")))
    done = scalekit("import", "from-ann.json", "--into", "in")
    assert done.code == 0, done.err
    assert checklist_in(folder / "york.scalekit.md") == with_owner(york, "Lee")


def test_no_other_file_takes_the_answers_of_one_that_cannot_be_read(
    scalekit: Command, folder: Path
) -> None:
    shutil.copy("in/york.scalekit.md", "in/york-old.scalekit.md")
    york = filled()._replace(place="York")
    for owner, code in (("Lee", 0), ("Ann", 1), ("Jo", 3)):
        document("york.json", page(york, with_owner(york, owner)))
        done = scalekit("import", "york.json", "--into", "in")
        assert done.code == code, done.err
    assert "in/york.scalekit.md:" in done.err
    assert "Two versions of an answer are here" in done.err
    assert checklist_in(folder / "york-old.scalekit.md") == york


def test_of_many_what_is_clear_is_taken_and_what_is_not_is_listed(
    scalekit: Command, folder: Path
) -> None:
    """The row with a bad cell stays as it was; all else, of that checklist too, is taken."""
    york = ("york", filled()._replace(place="York"))
    first, second = filled().actions[:2]
    before = checklist_in(folder / "york.scalekit.md").action(first.id).answer
    raw = workbook(
        {"H2": "Lee", "H10": "Ann", "I10": "soon", "H11": "Sam"}, ("feno", filled()), york
    )
    done = scalekit("import", document("all.xlsx", raw), "--into", "in")
    assert done.code == 1
    assert done.err.splitlines()[0].startswith(
        "all.xlsx: Action log!I10 (FeNO testing, York): “soon” is not a date."
        " Also not taken there: Owner `Ann`. Write a date as"
    )
    assert done.err.splitlines()[-1] == (
        "Not clear: 1 place named above. Nothing else was taken of the same actions."
        " Put it right in all.xlsx, and import that again."
    )
    assert checklist_in(folder / "feno.scalekit.md").action(first.id).answer.owner == "Lee"
    now = checklist_in(folder / "york.scalekit.md")
    assert now.action(first.id).answer == before
    assert now.action(second.id).answer.owner == "Sam"
    again = scalekit("import", "all.xlsx", "--into", "in", "--json")
    assert again.code == 1
    assert "Action log!I10" in json.loads(again.out)["problems"][0]["message"]
    names = "FeNO testing, Barnsley; FeNO testing, York"
    assert f"Nothing else to bring in for 2 of 2 checklists: {names}." in again.err


def test_a_status_without_its_reason_is_named_with_its_cell(scalekit: Command, feno: Path) -> None:
    before = feno.read_bytes()
    name = document("feno.xlsx", workbook({"D3": "N/A"}))
    done = scalekit("import", name, "--into", feno)
    assert done.code == 1
    assert "feno.xlsx: Action log!H3: “Not relevant” needs a reason" in done.err
    assert f"Nothing else to bring in: {feno} is as it was." in done.err
    assert feno.read_bytes() == before


def test_words_where_nothing_is_read_are_said_though_nothing_is_taken(
    scalekit: Command, feno: Path
) -> None:
    """They are a remark and no fault: the exit code is 0."""
    done = scalekit("import", document("feno.xlsx", workbook({"P4": "Seen"})), "--into", feno)
    assert done.code == 0
    assert "feno.xlsx: Action log!P4: What is written here is not brought in: `Seen`." in done.err
    assert "Nothing to bring in" in done.err


def test_a_workbook_without_its_hidden_sheet_takes_a_base(scalekit: Command, feno: Path) -> None:
    """It is compared with the file that is named; without one, the way out is said."""
    book = openpyxl.load_workbook(BytesIO(workbook({"F3": "Lee"})))
    del book["scalekit"]
    book.save("feno.xlsx")
    shutil.copy(feno, "sent.md")
    refused = scalekit("import", "feno.xlsx", "--into", feno)
    assert refused.code == 3
    assert "Name what was sent out with --base FILE or REV:PATH." in refused.err
    scalekit("set", feno, OTHER, "--owner", "Meanwhile")
    done = scalekit("import", "feno.xlsx", "--into", feno, "--base", "sent.md")
    assert done.code == 0, done.err
    assert checklist_in(feno).actions[1].answer.owner == "Lee"
    assert checklist_in(feno).action(OTHER).answer.owner == "Meanwhile"


# --- what is about something else


def test_another_innovation_is_refused(scalekit: Command, feno: Path) -> None:
    other = filled()._replace(innovation="Spirometry")
    name = document("back.json", page(other, with_owner(other, "Lee")))
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 3
    assert done.err == (
        "feno.scalekit.md: This is about FeNO testing, Barnsley, and back.json is about"
        " Spirometry, Barnsley. If one was renamed since, add --renamed. If not, name another"
        " file with --into.\n"
    )
    assert checklist_in(feno) == filled()
    untouched = scalekit("import", document("b.json", page(other, other)), "--into", feno.name)
    assert untouched.err == done.err.replace("back.json", "b.json")
    assert scalekit("import", name, "--into", feno.name, "--renamed").code == 0
    assert checklist_in(feno) == with_owner(filled(), "Lee")


def test_a_copy_of_another_innovation_is_not_near_to_any_version(
    scalekit: Command, feno: Path
) -> None:
    repository(feno.parent)
    git(feno.parent, "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Sent out")
    name = document("back.md", copy(filled(), filled()._replace(innovation="Spirometry")))
    assert scalekit("import", name, "--into", feno.name).code == 3


def test_a_file_that_was_renamed_is_known_by_what_git_has(scalekit: Command, feno: Path) -> None:
    repository(feno.parent)
    git(feno.parent, "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Sent out")
    feno.write_text(feno.read_text("utf-8").replace("# FeNO testing", "# Breath tests"), "utf-8")
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    assert scalekit("import", name, "--into", feno.name).code == 0
    expected = with_owner(filled(), "Lee")._replace(innovation="Breath tests")
    assert checklist_in(feno) == expected


def test_the_other_role_is_refused(scalekit: Command, feno: Path) -> None:
    other = blank("decision-maker")
    joint = other.actions[-1].id
    edited = other.with_answer(joint, Answer(owner="Lee"))
    done = scalekit("import", document("b.json", page(other, edited)), "--into", feno.name)
    assert done.code == 3
    assert "This is for the role innovator, and b.json for the role decision-maker." in done.err
    both = edited._replace(roles=("innovator", "decision-maker"))
    again = document("b.json", page(other._replace(roles=both.roles), both))
    assert scalekit("import", again, "--into", feno.name).code == 0


def test_another_playbook_is_refused(scalekit: Command, feno: Path) -> None:
    other = filled()._replace(playbook="ours")
    done = scalekit("import", document("b.json", page(other, other)), "--into", feno.name)
    assert done.code == 3
    assert "This follows the playbook “scaling-innovation”, and b.json “ours”." in done.err


# --- another version of the playbook


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the built-in playbook, one version on: one action reworded, and one retired."""
    folder = Path(shutil.copytree(builtin_folder(), tmp_path / "book"))
    top, understand = folder / "playbook.yaml", folder / "pillars" / "understand.yaml"
    top.write_text(top.read_text("utf-8").replace('"2023.2"', '"2023.3"'), "utf-8")
    text = understand.read_text("utf-8")
    text = text.replace("title: Find ties to national", "title: Find every tie to national")
    understand.write_text(text, "utf-8")
    return folder


def test_an_answer_to_the_old_wording_is_not_taken_for_one_to_the_new(
    scalekit: Command, feno: Path, book: Path
) -> None:
    saving.save(files.read(str(feno))[0], blank())  # type: ignore[arg-type]
    assert scalekit("upgrade", feno, "--playbook", book).code == 0
    assert checklist_in(feno).action(ACTION).title.startswith("Find every tie")
    name = document("back.json", page(blank(), with_owner(blank(), "Lee")))
    done = scalekit("import", name, "--into", feno.name, "--playbook", book)
    assert done.code == 0
    found = checklist_in(feno)
    assert found.version == "2023.3"
    assert found.action(ACTION) == with_owner(blank(), "Lee").action(ACTION)
    assert "wording of find-policy-ties changed" in scalekit("check", "--playbook", book).out


def test_a_document_from_a_later_version_waits_for_an_upgrade(
    scalekit: Command, feno: Path
) -> None:
    later = filled()._replace(version="2099.1")
    name = document("back.json", page(later, with_owner(later, "Lee")))
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 3
    assert done.err == (
        "feno.scalekit.md: This follows version 2023.2 of its playbook, and back.json version"
        " 2099.1. Run this first: scalekit upgrade feno.scalekit.md\n"
    )


def test_an_answer_to_an_action_that_the_file_lacks_is_named(scalekit: Command, feno: Path) -> None:
    lacking = filled()._replace(actions=filled().actions[:-1])
    saving.save(files.read(str(feno))[0], lacking)  # type: ignore[arg-type]
    last = filled().actions[-1].id
    name = document("back.json", page(filled(), with_owner(filled(), "Lee", last)))
    done = scalekit("import", name, "--into", feno.name)
    assert done.code == 1
    assert f"{last} action: " in done.err
    assert checklist_sides(feno) == [lacking, with_owner(filled(), "Lee", last)]


def test_an_action_that_no_playbook_has_is_said_when_it_comes_in(
    scalekit: Command, feno: Path
) -> None:
    own = filled().actions[0]._replace(id="our-own", title="Our own")
    edited = filled()._replace(actions=(*filled().actions, own))
    done = scalekit("import", document("back.json", page(filled(), edited)), "--into", feno.name)
    assert (
        "back.json has an action that neither feno.scalekit.md nor the playbook has: `Our own`"
        " (our-own). It comes in with its answer."
    ) in done.err
    assert checklist_in(feno).action("our-own") == own


# --- what cannot come back


def zipped(name: str, content: bytes = b"") -> bytes:
    raw = BytesIO()
    with ZipFile(raw, "w") as parts:
        parts.writestr(name, content)
    return raw.getvalue()


def old_office(part: str) -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + part.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("p.html", html.render_fillable(report(filled())), "This is the page; the answers are in"),
        ("p.json", html.render_fillable(report(filled())), "choose “Save my answers”, and import"),
        ("p.html", html.render(report(filled())), "This is a page to read, which takes no answers"),
        ("p.docx", docx.render(report(filled())), "This Word document has no form"),
        ("log.csv", b"Checklist,Innovation\r\n", "This is CSV"),
        ("log", b"\xef\xbb\xbfChecklist,Innovation,Place,Roles\r\n", "--format xlsx"),
        ("answers.ndjson", b'{"checklist": 1}\n', "This is NDJSON"),
        ("dates.ics", b"BEGIN:VCALENDAR\r\n", "This is a calendar, which holds no answers."),
        ("log.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is from an older Excel"),
        ("l.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            "l.ods",
            zipped("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            "save it as an Excel workbook (.xlsx)",
        ),
        (
            "l",
            zipped("mimetype", b"application/vnd.oasis.opendocument.text"),
            "Export a PDF form as PDF; save any other as a Word document (.docx).",
        ),
        ("l.odt", zipped("content.xml"), "This is a text that LibreOffice saved in its own"),
        ("l.zip", zipped("feno.json"), "This is a zip file, and none of the documents that come"),
        ("l.zip", zipped("feno.docx", word.form()), "Unpack it, and import what is in it."),
        ("l.zip", zipped("feno.xlsx", workbook({})), "Unpack it, and import what is in it."),
        ("l.numbers", zipped("Index/Document.iwa"), "Export it there as a Word document"),
        ("l.docx", zipped("word/document.xml"), "This document is damaged."),
        ("l.txt", rb"{\rtf1\ansi Status: Done}", "This is a text document of another kind"),
        ("l.txt", old_office("WordDocument"), "This is a text document of another kind"),
        ("l", old_office("__substg1.0_"), "This is an e-mail. Save the document that is attached"),
        ("RE form.eml", b"From: jo@example.org\r\n\r\nHere it is", "This is an e-mail."),
        (
            "l.docx",
            b"<!DOCTYPE html>\n<p>Sign in",
            "a web page under the name of a document. It may",
        ),
        ("cut.xlsx", workbook({})[:5000], "This workbook is damaged, or only a part of it is here"),
        ("l.pdf", b"%PDF-1.7", "This PDF is damaged and cannot be read."),
        ("l.md", b"", "This file is empty."),
        ("l.md", b" \n", "This file is empty."),
        ("y.docx", b"hello", "This is a plain text under the name of a Word document."),
        ("l.md", b"# A text\n", "This is no checklist: it has no comments, and no title"),
        ("l.md", copy(filled(), filled())[:900], "l.md:"),
        ("l.json", page(filled(), filled())[:900], "l.json:"),
        ("l.json", b"[1]", "l.json:1:1"),
        ("l.json", b'{"base": 1, "actions": 2}', "l.json:1"),
        ("l.bin", bytes(range(256)), "scalekit does not know this kind of document."),
        ("l.txt", "Status".encode("utf-16"), "This is UTF-16 text"),
        ("l.md", b"\xff\xfe\xfd", "UTF-16"),
        ("l.md", b"x" * 5_000_001, "larger than 5 MB"),
        ("l.json", b"{" * 10_000_001, "larger than 10 MB"),
        ("l.xlsx", b"x" * 20_000_001, "larger than 20 MB"),
        ("l.md", b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "Two versions of an answer are here"),
    ],
)
def test_what_cannot_come_back_says_what_to_do(
    scalekit: Command, feno: Path, name: str, raw: bytes, message: str
) -> None:
    done = scalekit("import", document(name, raw), "--into", feno.name)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"{name}:")
    assert message in done.err
    assert checklist_in(feno) == filled()


def test_a_report_is_called_a_report(scalekit: Command, feno: Path) -> None:
    """It has lost nothing, and --base would not help: it was never made to take answers."""
    scalekit("portfolio", ".", "--output", "all.xlsx")
    document("all.json", scalekit("portfolio", ".", "--json").out.encode())
    for name, message in (
        ("all.xlsx", "No sheet of this workbook is an action log, so it takes no answers"),
        ("all.json", "This is a report of `portfolio` for programs."),
    ):
        for base in ((), ("--base", feno.name)):
            done = scalekit("import", name, "--into", feno.name, *base)
            assert (done.code, message in done.err, "--base" in done.err) == (3, True, False)


def test_a_name_that_is_empty_names_nothing(scalekit: Command, feno: Path) -> None:
    """A script whose variable is empty must not write into whatever is here."""
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    plain = document("back.md", copy(filled(), filled()))
    for arguments in (
        (name, "--into", ""),
        ("", "--into", feno.name),
        (plain, "--into", feno.name, "--base", ""),
        (plain, "--into", feno.name, "--base", "-"),
    ):
        done = scalekit("import", *arguments)
        assert done.code in (2, 3)
        assert "wrong in scalekit" not in done.err
    assert "--base takes a file or REV:PATH, and not stdin." in done.err
    assert checklist_in(feno) == filled()


def test_files_that_are_not_there_or_the_same_are_named(scalekit: Command, feno: Path) -> None:
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    document("copy.md", copy(filled(), with_owner(filled(), "Lee")))
    for arguments, code, message in (
        (("nothing.json", "--into", "feno.scalekit.md"), 3, "nothing.json: There is no file here."),
        ((name, "--into", "nothing.md"), 3, "Name the checklist that the document was sent out"),
        ((".", "--into", "feno.scalekit.md"), 2, "is inside the other"),
        (("feno.scalekit.md", "--into", "./feno.scalekit.md"), 2, "is the document itself"),
        ((name, "--into", "-"), 2, "is stdin"),
        (("copy.md", "--into", "feno.scalekit.md", "--base", "."), 2, "is a folder"),
        ((), 2, "EDITED is missing"),
    ):
        done = scalekit("import", *arguments)
        assert (done.code, done.out) == (code, "")
        assert message in done.err
    assert checklist_in(feno) == filled()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(scalekit: Command, feno: Path) -> None:
    name = document("back.json", page(filled(), with_owner(filled(), "Lee")))
    feno.parent.chmod(0o500)
    try:
        done = scalekit("import", name, "--into", feno.name)
    finally:
        feno.parent.chmod(0o700)
    assert done.code == 3
    assert "This file cannot be written" in done.err


# --- on a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
class TestOnATerminal:
    """The person chooses each clash."""

    @pytest.fixture
    def clash(self, scalekit: Command, feno: Path) -> Path:
        """Return a checklist that clashes with `back.json` beside it."""
        edited = with_owner(with_owner(filled(), "Lee"), "Ann", OTHER)
        document("back.json", page(filled(), edited))
        scalekit("set", feno, ACTION, "--owner", "Jo")
        return feno

    @pytest.mark.parametrize(("key", "owner"), [("1", "Jo"), ("2", "Lee")])
    def test_a_clash_is_chosen(self, clash: Path, key: str, owner: str) -> None:
        from tests.cli.screen import Screen

        screen = Screen("import", "back.json", "--into", clash.name, folder=clash.parent)
        screen.wait("Conflict 1 of 1: Owner")
        screen.wait("In feno.scalekit.md")
        screen.wait("Keep this: In back.json")
        screen.wait("q) Stop")
        assert screen.end(key) == 0
        assert "Saved feno.scalekit.md." in screen.everything
        assert checklist_in(clash) == with_owner(with_owner(filled(), owner), "Ann", OTHER)

    @pytest.mark.parametrize("keys", ["q", "\x03"])
    def test_stopping_leaves_the_file_as_it_was(self, clash: Path, keys: str) -> None:
        from tests.cli.screen import Screen

        before = clash.read_bytes()
        screen = Screen("import", "back.json", "--into", clash.name, folder=clash.parent)
        screen.wait("q) Stop")
        assert screen.end(keys) == 130
        assert "Stopped. feno.scalekit.md is as it was." in screen.everything
        assert clash.read_bytes() == before


@pytest.fixture
def uncommented(feno: Path, scalekit: Command) -> Path:
    """Return a copy with two new answers that lost every comment in a word processor."""
    options = ("--evidence", "Plan=plan.docx", "--owner", "Priya", "--note", "Kept.")
    scalekit("set", feno, "fund-implementation", *options)
    text = re.sub(r" *<!--.*?-->", "", feno.read_text("utf-8"))
    title = "Find ties to national and local priorities"
    text = text.replace(f"### {title}", f"**{title}** {{#find-ties}}")
    head, middle, tail = text.partition(title)
    tail = re.sub(r"- \[.\] .*", "☒ Completed", tail, count=1)
    tail = re.sub("Owner: .*", "Owner: Sam Lee", tail, count=1)
    copy = feno.with_name("back.md")
    copy.write_text(re.sub(r"\n{3,}", "\n\n", head + middle + tail), "utf-8")
    return copy


def test_a_copy_that_lost_its_comments_is_known_by_its_titles(
    feno: Path, uncommented: Path, scalekit: Command
) -> None:
    """What it holds is taken; all that stood in comments is as it was."""
    before = checklist_in(feno)
    sent = Path(shutil.copy(feno, feno.with_name("sent.md")))
    done = scalekit("import", uncommented, "--into", feno, "--base", sent, "--no-input")
    assert done.code == 0, done.err
    after = checklist_in(feno)
    ties = after.action("find-policy-ties").answer
    assert (ties.status, ties.owner) == (Status.COMPLETED, "Sam Lee")
    assert after == before.with_answer("find-policy-ties", ties)


def test_such_a_copy_is_refused_where_its_titles_tell_nothing(
    feno: Path, uncommented: Path, scalekit: Command, tmp_path: Path
) -> None:
    """Into a folder, with a title twice, or with none: said, and nothing is changed."""
    before = feno.read_bytes()
    text = uncommented.read_text("utf-8")
    folder = scalekit("import", uncommented, "--into", tmp_path)
    assert (folder.code, "--into FILE" in folder.err) == (3, True)
    title = "### Engage everyone who will deliver it"
    uncommented.write_text(f"{text}\n{title}\n\nOwner: Jo\n", "utf-8")
    twice = scalekit("import", uncommented, "--into", feno)
    assert (twice.code, "This title is there twice (first at line" in twice.err) == (3, True)
    uncommented.write_text("# FeNO testing\n\nAll is well.\n", "utf-8")
    none = scalekit("import", uncommented, "--into", feno)
    assert (none.code, "no title in it" in none.err) == (3, True)
    assert feno.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "command", "said"),
    [
        ("changes.md", "diff old.scalekit.md feno.scalekit.md --format md", "a comparison to read"),
        (
            "sides.md",
            "compare feno.scalekit.md icb.scalekit.md --format md",
            "a comparison to read",
        ),
        ("sides.txt", "compare feno.scalekit.md icb.scalekit.md", "a comparison to read"),
        (
            "guide.md",
            f"guide {ACTION}",
            "no checklist: it has no comments, and no action in it has",
        ),
        ("who.md", "history feno.scalekit.md", "no checklist: it has no comments, and no action"),
        ("all.md", "playbook show --format md", "no checklist: it has no comments, and no action"),
    ],
)
def test_what_is_for_reading_is_no_copy(
    feno: Path, scalekit: Command, name: str, command: str, said: str
) -> None:
    """It has titles of actions, and was taken for a copy that empties their answers."""
    saving.create("old.scalekit.md", blank())
    saving.create("icb.scalekit.md", blank("decision-maker"))
    repository(feno.parent)
    git(feno.parent, "add", ".")
    git(feno.parent, "commit", "-q", "-m", "Begin")
    scalekit("set", feno, ACTION, "--status", "in-progress")
    Path(name).write_text(scalekit(*command.split()).out, "utf-8")
    before = feno.read_bytes()
    done = scalekit("import", name, "--into", feno)
    assert (done.code, said in done.err) == (3, True), done.err
    assert feno.read_bytes() == before
    here = scalekit("check", name)
    assert f"{name}:1:1: This is not a scalekit checklist" in here.err + here.out
    assert "lost" not in here.err + here.out


def test_a_folder_of_returns_comes_in_document_by_document(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with one is said, and the others are taken."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    saving.create("in/feno.scalekit.md", filled())
    saving.create("in/leeds.scalekit.md", filled()._replace(place="Leeds"))
    first, second = filled().actions[:2]
    Path("back").mkdir()
    edited = filled().with_answer(first.id, first.answer._replace(owner="Lee"))
    Path("back/feno (1).json").write_bytes(page(filled(), edited))
    scalekit("export", "in/leeds.scalekit.md", "-o", "back/leeds.pdf")
    Path("back/notes.txt").write_text("Hello", encoding="utf-8")
    Path("back/old").mkdir()
    for left in ("~$feno.docx", ".DS_Store", "Thumbs.db", "desktop.ini"):
        Path("back", left).write_bytes(b"\0")
    done = scalekit("import", "back", "--into", "in")
    assert done.code == 3
    assert checklist_in(Path("in/feno.scalekit.md")) == edited
    assert checklist_in(Path("in/leeds.scalekit.md")).place == "Leeds"
    assert "From back/notes.txt:\nback/notes.txt" in done.err
    assert "back/old: This is a folder, and was not looked into." in done.err
    assert "Brought in 2 of 3 documents completely." in done.err
    assert second.title not in done.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("back",), "Name the folder that the answers go into"),
        (("back", "--into", "."), "One of back and . is inside the other"),
        (("back", "--into", "in", "--json"), "--json and --base go with one document"),
    ],
)
def test_a_folder_of_returns_needs_a_place_beside_it(
    scalekit: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("back").mkdir()
    Path("in").mkdir()
    done = scalekit("import", *line)
    assert (done.code, message in done.err) == (2, True)


def with_a_bad_date(document: Any) -> None:
    word.type_in(document, "due", "soon", UNFUNDED)
    word.type_in(document, "owner", "Ann; Bob", UNFUNDED)
    word.type_in(document, "note", "First.\nSecond.", UNFUNDED)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (
            "f.pdf",
            lambda: filled_in(
                made(filled()),
                {"due": "soon", "owner": "Ann; Bob", "note": "First.\rSecond."},
                UNFUNDED,
            ),
        ),
        ("f.docx", lambda: word.edited(with_a_bad_date)),
        (
            "f.xlsx",
            lambda: workbook(
                {f"{of}{UNFUNDED_ROW}": value for of, value in zip("FGJ", TYPED, strict=True)}
            ),
        ),
    ],
)
def test_what_is_left_with_something_unclear_is_listed(
    scalekit: Command, feno: Path, name: str, raw: Callable[[], bytes]
) -> None:
    before = feno.read_bytes()
    done = scalekit("import", document(name, raw()), "--into", feno.name)
    assert (done.code, feno.read_bytes()) == (1, before)
    left = "Also not taken there: Owner `Ann; Bob`, Note `First. Second.`. Write a date as"
    assert f"“soon” is not a date. {left}" in done.err


def test_of_the_places_that_are_named_it_is_said_how_many_are_not_clear(
    scalekit: Command, feno: Path
) -> None:
    """What is written outside the fields is named too, and keeps no action back."""

    def edit(form: Any) -> None:
        with_a_bad_date(form)
        form.add_paragraph("Hello Jo.")

    done = scalekit("import", document("f.docx", word.edited(edit)), "--into", feno.name)
    assert "`Hello Jo.` is not brought in." in done.err
    assert "Not clear: 1 of the 2 places named above." in done.err


def test_an_acceptance_of_nothing_in_an_answer_file_is_refused(
    scalekit: Command, feno: Path
) -> None:
    """The page offers none there, and a file may hold it."""
    (blank_id, *_) = (action.id for action in filled().actions if action.answer.is_blank)
    void = Statement("accepted", "Jo Bell", date(2026, 11, 1), "", "12345678")
    edited = with_owner(with_owner(filled(), "Lee").with_review(blank_id, void), "Ann", blank_id)
    done = scalekit("import", document("b.json", page(filled(), edited)), "--into", feno.name)
    assert (done.code, checklist_in(feno)) == (1, with_owner(filled(), "Lee"))
    assert "Review: There was no answer to accept when this was sent out." in done.err
    assert "Also not taken there: Owner `Ann`." in done.err


# --- a reason goes with the status that needed it

MOVED = filled().with_answer(
    UNFUNDED, filled().action(UNFUNDED).answer._replace(status=Status.IN_PROGRESS)
)


def returns(
    edited: Checklist, action: str, cell: str, field: str, text: str
) -> dict[str, Callable[[], bytes]]:
    """Return what makes each document in which somebody wrote a text in a field of an action."""
    return {
        "page.json": lambda: page(filled(), edited),
        "log.xlsx": lambda: workbook({cell: text}),
        "form.pdf": lambda: filled_in(made(filled()), {field: text}, action),
        "form.docx": lambda: word.edited(
            lambda document: word.type_in(document, field, text, action)
        ),
        "copy.md": lambda: copy(filled(), edited),
    }


def brought_in(scalekit: Command, feno: Path, name: str, raw: bytes) -> Done:
    """Bring in a document; a copy does not say what was sent out, so that is named."""
    base = ("--base", document("sent.scalekit.md", feno.read_bytes())) if name == "copy.md" else ()
    return scalekit("import", document(name, raw), "--into", feno.name, *base)


RETURNS = returns(MOVED, UNFUNDED, f"D{UNFUNDED_ROW}", "status", "In progress")


@pytest.mark.parametrize("name", RETURNS)
def test_a_reason_goes_with_its_status_whichever_way_it_comes(
    scalekit: Command, feno: Path, name: str
) -> None:
    done = brought_in(scalekit, feno, name, RETURNS[name]())
    answer = checklist_in(feno).action(UNFUNDED).answer
    assert (done.code, answer.status, answer.reason) == (0, Status.IN_PROGRESS, "")
    reason = filled().action(UNFUNDED).answer.reason
    assert f"This removes the reason `{reason}`, which “In progress” does not need." in done.err


def test_a_reason_that_was_typed_beside_another_status_is_kept(
    scalekit: Command, feno: Path
) -> None:
    answer = MOVED.action(UNFUNDED).answer._replace(reason="We found a payer.")
    edited = filled().with_answer(UNFUNDED, answer)
    done = scalekit("import", document("b.json", page(filled(), edited)), "--into", feno.name)
    assert (done.code, "removes the reason" in done.err) == (0, False)
    assert checklist_in(feno) == edited
    assert "The reason `We found a payer.` comes in, and “In progress” needs none." in done.err


def ticked_in_word(reason: str = "") -> bytes:
    def edit(document: word.Word) -> None:
        word.tick(document, "1", UNFUNDED)
        if reason:
            word.type_in(document, "reason", reason, UNFUNDED)

    return word.edited(edit)


def ticked_in_pdf(reason: str = "") -> bytes:
    typed = {"done": "/Yes", **({"reason": reason} if reason else {})}
    return filled_in(made(filled()), typed, UNFUNDED)


TICKED: dict[str, Callable[..., bytes]] = {"f.docx": ticked_in_word, "f.pdf": ticked_in_pdf}


@pytest.mark.parametrize("name", TICKED)
def test_a_reason_goes_with_its_status_where_a_box_is_ticked_and_that_is_said(
    scalekit: Command, feno: Path, name: str
) -> None:
    done = scalekit("import", document(name, TICKED[name]()), "--into", feno.name)
    answer = checklist_in(feno).action(UNFUNDED).answer
    assert (done.code, answer.status, answer.reason) == (0, Status.COMPLETED, "")
    reason = filled().action(UNFUNDED).answer.reason
    assert f"This removes the reason `{reason}`, which “Completed” does not need." in done.err


@pytest.mark.parametrize("name", TICKED)
def test_a_reason_that_was_typed_beside_a_ticked_box_is_kept_and_said(
    scalekit: Command, feno: Path, name: str
) -> None:
    done = scalekit("import", document(name, TICKED[name]("Found a payer")), "--into", feno.name)
    answer = checklist_in(feno).action(UNFUNDED).answer
    assert (done.code, answer.status, answer.reason) == (0, Status.COMPLETED, "Found a payer")
    assert "The reason `Found a payer` comes in, and “Completed” needs none." in done.err


GIVEN = filled().with_answer(OTHER, filled().action(OTHER).answer._replace(reason="No money"))
OTHER_ROW = 2 + [action.id for action in filled().actions].index(OTHER)
REASONED = returns(GIVEN, OTHER, f"H{OTHER_ROW}", "reason", "No money")


@pytest.mark.parametrize("name", REASONED)
def test_a_reason_without_a_status_that_needs_one_comes_in_and_is_said(
    scalekit: Command, feno: Path, name: str
) -> None:
    done = brought_in(scalekit, feno, name, REASONED[name]())
    assert (done.code, checklist_in(feno)) == (0, GIVEN)
    assert (
        "The reason `No money` comes in, and “In progress” needs none. If “Cannot start yet” or"
        " “Not relevant” is meant, change the status." in done.err
    )
