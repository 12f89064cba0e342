"""`scalekit export` of many checklists: each becomes one document, and none gets lost."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from scalekit.cli.exporting import batch
from scalekit.cli.files.checklists import NONE_HERE
from scalekit.documents.xlsx.edited_log import read_log
from scalekit.storage import json_, markdown, saving
from tests.cli.running import Command, blank, checklist_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder `in` with checklists in it and below it, in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("feno.scalekit.md", "feno.scalekit.json", "Leeds/a b.scalekit.md"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        saving.create(str(path), blank())
    return tmp_path / "in"


def _written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_a_folder_of_dots_is_named_in_words(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = scalekit("export", feno.name, "--format", "html", "--output", "./")
    assert done.err == "Wrote 1 of 1 to this folder.\n"
    (feno.parent / "below").mkdir()
    monkeypatch.chdir(feno.parent / "below")
    done = scalekit("export", f"../{feno.name}", "--format", "csv", "--output", "..")
    assert done.err == "Wrote 1 of 1 to the folder above.\n"


def test_each_checklist_becomes_one_document_in_the_same_folders(
    scalekit: Command, folder: Path
) -> None:
    done = scalekit("export", "in", "--format", "json", "--output", "out")
    assert (done.code, done.err) == (0, "Wrote 3 of 3 to out.\n")
    names = ["Leeds/a b.scalekit.json", "feno-2.scalekit.json", "feno.scalekit.json"]
    assert _written(Path("out")) == names
    assert Path("out/feno.scalekit.json").read_text("utf-8") == json_.dumps(blank())
    again = {name: Path("out", name).read_bytes() for name in names}
    scalekit("export", "in", "--format", "json", "--output", "out")
    assert {name: Path("out", name).read_bytes() for name in names} == again


@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_a_name_that_says_no_format_is_said_to_hold_json(
    scalekit: Command, folder: Path, name: str
) -> None:
    one = "in/feno.scalekit.md"
    done = scalekit("export", one, "--output", name)
    said = "The name does not say which format, so it is JSON. Another one: --format"
    assert (done.code, done.err) == (0, f"Wrote {name}.\n{said}\n")
    assert json.loads(Path(name).read_text("utf-8"))["kind"] == "checklist"
    assert said not in scalekit("export", one, "--format", "json", "--output", name).err
    assert said not in scalekit("export", "in", "--output", "out/").err


def test_a_bad_file_is_reported_and_the_rest_done(scalekit: Command, folder: Path) -> None:
    (folder / "bad.scalekit.md").write_text("nothing")
    (folder / "cut.scalekit.json").write_text("{")
    done = scalekit("export", "in", "--format", "md", "--output", "out/")
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.err.splitlines()[:2]] == [
        f"in{os.sep}bad.scalekit.md",
        f"in{os.sep}cut.scalekit.json",
    ]
    assert done.err.splitlines()[2] == "Wrote 3 of 5 to out/."


def test_a_document_never_replaces_a_checklist_that_is_exported(
    scalekit: Command, folder: Path
) -> None:
    before = (folder / "Leeds" / "a b.scalekit.md").read_bytes()
    done = scalekit("export", "in/Leeds", "--format", "md", "--output", "in/Leeds")
    assert done.code == 1
    assert "would replace a checklist that you export" in done.err
    assert (folder / "Leeds" / "a b.scalekit.md").read_bytes() == before
    # The document of one checklist has the name of another.
    other = blank()._replace(innovation="Another")
    (folder / "feno.scalekit.md").write_text(markdown.dumps(other), encoding="utf-8")
    done = scalekit("export", "in", "--format", "md", "--output", "in")
    assert done.code == 1
    assert checklist_in(folder / "feno.scalekit.md") == other
    os.link("in/feno.scalekit.md", "all.csv")
    for path, output in (
        ("in/feno.scalekit.md", "in/feno.scalekit.md"),
        ("in/feno.scalekit.md", "in/../in/feno.scalekit.md"),
        ("in", "all.csv"),
    ):
        done = scalekit("export", path, "--output", output)
        assert (done.code, done.err) == (
            *(2, f"{output} is one of the checklists. Name another file.\n"),
        )
    assert checklist_in(folder / "feno.scalekit.md") == other


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")
def test_a_document_never_replaces_a_link_that_is_exported(scalekit: Command, folder: Path) -> None:
    (folder / "link.scalekit.md").symlink_to("../elsewhere.scalekit.md")
    saving.create("elsewhere.scalekit.md", blank())
    for path in ("in", "in/link.scalekit.md"):
        done = scalekit("export", path, "--format", "md", "--output", "in/")
        assert "in/link.scalekit.md: This document would replace" in done.err
        assert (folder / "link.scalekit.md").is_symlink()


def test_a_folder_for_the_documents_inside_the_other_is_not_searched(
    scalekit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for here, path, output in (
        (".", "in", "in/json"),
        (".", "./in/", "in/json/"),
        ("in", ".", "json"),
    ):
        monkeypatch.chdir(folder.parent / here)
        done = scalekit("export", path, "--format", "json", "--output", output)
        assert done.code == 0
        assert done.err.splitlines()[-1] == f"Wrote 3 of 3 to {output}."
    assert "json: What is in here was left out" in done.err.replace(os.sep, "").replace("./", "")
    assert len(_written(folder / "json")) == 3


def test_a_folder_that_cannot_be_written_is_named_once(scalekit: Command, folder: Path) -> None:
    (folder.parent / "file").touch()
    for path, output in (
        ("in", "file"),
        ("in", "file/pages"),
        ("in", "file/more/pages"),
        ("in/feno.scalekit.md", "file/"),
    ):
        done = scalekit("export", path, "--format", "html", "--output", output)
        assert (done.code, done.out) == (2, "")
        assert done.err == "file is a file, not a folder. Name another folder with --output.\n"
    done = scalekit("export", "in", "-o", "file/all.csv")
    assert (done.code, done.out) == (3, "")
    message = "This file cannot be written: file is a file, not a folder. Name another folder."
    assert done.err == f"file/all.csv: {message}\n"


def test_a_folder_without_checklists_says_so(scalekit: Command, folder: Path) -> None:
    (folder / "empty").mkdir()
    done = scalekit("export", "in/empty", "--format", "html", "--output", "out")
    assert (done.code, done.out, done.err) == (0, "", f"{NONE_HERE}\n")
    assert not Path("out").exists()


def test_many_need_a_folder_to_go_to(scalekit: Command, folder: Path) -> None:
    for output in ([], ["--output", "-"], ["--output", "in/feno.scalekit.md"]):
        done = scalekit("export", "in", "--format", "json", *output)
        assert (done.code, done.out) == (2, "")
        assert "--output" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="these names cannot be made on Windows")
def test_names_are_safe_on_every_system_and_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    names = ["con.scalekit.md", "a:b?.scalekit.md", "A-b-.scalekit.md"]
    for name in (*names, "NUL.txt.scalekit.md", "tail. .scalekit.md"):
        (tmp_path / name).touch()
    jobs = list(batch.plan([str(tmp_path)], "out", ".html"))
    targets = [os.path.relpath(job.target, "out") for job in jobs]
    assert targets == [
        *("A-b-.html", "_NUL.txt.html", "a-b--2.html", "_con.html", "tail.html"),
    ]
    outside = list(batch.plan(["../elsewhere/passwd", "/etc/passwd"], "out", ".html"))
    assert [job.target for job in outside] == ["out/passwd.html", "out/passwd-2.html"]


def test_hundreds_go_through_several_processes_with_the_same_result(
    scalekit: Command, folder: Path
) -> None:
    text = json_.dumps(blank())
    for number in range(250):
        Path("in", f"x{number}.scalekit.json").write_text(text, encoding="utf-8")
    Path("in", "x7.scalekit.json").write_text("{")
    done = scalekit("export", "in", "--format", "md", "--output", "out")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "Wrote 252 of 253 to out."
    assert len(_written(Path("out"))) == 252
    assert checklist_in(Path("out/x249.scalekit.md")) == blank()


# Documents


def test_csv_and_ndjson_gather_a_folder_in_one_file(scalekit: Command, folder: Path) -> None:
    done = scalekit("export", "in", "--format", "ndjson")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert len(answers) == 24
    assert {answer["checklist"] for answer in answers} == {"feno", "a b"}
    (folder / "bad.scalekit.md").write_text("nothing")
    done = scalekit("export", "in", "--format", "csv", "--output", "all.csv")
    assert done.code == 1
    assert "bad.scalekit.md:1:1: " in done.err
    rows = list(csv.reader(Path("all.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 25
    scalekit("export", "in", "--format", "csv", "--output", "each/")
    assert _written(Path("each")) == ["Leeds/a b.csv", "feno-2.csv", "feno.csv"]


def test_a_calendar_gathers_the_dates_of_a_folder(scalekit: Command, folder: Path) -> None:
    """The ending of the file chooses the format; a due date of one checklist is one event."""
    for name in ("feno.scalekit.md", "feno.scalekit.json"):
        scalekit("set", folder / name, "find-policy-ties", "--due", "2026-12-01")
    done = scalekit("export", "in", "-o", "dates.ics")
    assert (done.code, done.err) == (0, "Wrote dates.ics.\n")
    raw = Path("dates.ics").read_bytes()
    assert raw.count(b"BEGIN:VCALENDAR\r\n") == raw.count(b"END:VCALENDAR\r\n") == 1
    assert raw.count(b"DTSTART;VALUE=DATE:20261201\r\n") == 2
    uids = re.findall(rb"^UID:(.*)\r$", raw, re.MULTILINE)
    assert len({*uids}) == 2
    assert scalekit("export", "in", "-o", "dates.ics").code == 0
    assert Path("dates.ics").read_bytes() == raw
    shown = scalekit("export", folder / "feno.scalekit.md", "--format", "ics")
    assert shown.out.startswith("BEGIN:VCALENDAR")
    assert shown.err == ""
    empty = scalekit("export", "in/Leeds", "-o", "none.ics")
    assert empty.err.endswith("No date is recorded, so the calendar is empty.\nWrote none.ics.\n")


def test_rows_of_two_files_with_one_name_say_which_file_they_are_of(
    scalekit: Command, folder: Path
) -> None:
    names = ["in/feno.scalekit.json", "in/feno.scalekit.md", "in/Leeds/feno.scalekit.md"]
    Path(names[2]).parent.joinpath("a b.scalekit.md").rename(names[2])
    done = scalekit("export", folder.name, "--format", "ndjson")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert list(dict.fromkeys(answer["path"] for answer in answers)) == names
    scalekit("export", "in", "--format", "csv", "--output", "all.csv")
    rows = list(csv.reader(Path("all.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0][-1] == "Path"
    assert list(dict.fromkeys(row[-1] for row in rows[1:])) == names
    scalekit("export", "in", "--format", "ndjson", "--output", "each/")
    first = Path("each/Leeds/feno.ndjson").read_text("utf-8").splitlines()[0]
    assert json.loads(first)["path"] == names[2]


def test_rows_of_what_is_piped_in_are_of_stdin(
    scalekit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO(json_.dumps(blank()).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    line, *_ = scalekit("export", "-", "--format", "ndjson").out.splitlines()
    assert json.loads(line)["path"] == "-"


def test_a_page_is_written_beside_and_never_over_another(scalekit: Command, feno: Path) -> None:
    done = scalekit("export", feno, "--format", "html")
    assert (done.code, done.out, done.err) == (0, "", "Wrote feno.html.\n")
    page = Path("feno.html").read_text("utf-8")
    assert "<h1" in page
    assert "FeNO testing" in page
    done = scalekit("export", feno, "--format", "html")
    assert done.code == 2
    assert "There is a file feno.html already" in done.err
    scalekit("export", feno, "--format", "html", "--fillable", "--output", "feno.html")
    assert "Save my answers" in Path("feno.html").read_text("utf-8")


def test_a_role_has_only_its_actions(scalekit: Command, feno: Path) -> None:
    saving.create("both.scalekit.md", blank("innovator", "decision-maker"))
    done = scalekit("export", "both.scalekit.md", "--format", "ndjson", "--role", "decision-maker")
    ids = [json.loads(line)["action"] for line in done.out.splitlines()]
    assert ids[0] == "confirm-real-problem"
    assert len(ids) == 8
    done = scalekit("export", "both.scalekit.md", "--role", "decision-makr")
    assert done.code == 2
    assert "Did you mean decision-maker?" in done.err


def test_a_form_is_a_page(scalekit: Command, feno: Path) -> None:
    assert scalekit("export", feno, "--format", "csv", "--fillable").code == 2


def test_excel_and_word_are_written_to_files_never_to_a_screen(
    scalekit: Command, feno: Path
) -> None:
    for kind, holds in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        assert scalekit("export", feno, "--format", kind).err == f"Wrote feno.{kind}.\n"
        assert holds in zipfile.ZipFile(f"feno.{kind}").namelist()
        done = scalekit("export", feno, "--format", kind, "--output", "-")
        assert (done.code, done.out) == (2, "")
        before = Path(f"feno.{kind}").read_bytes()
        scalekit("export", feno, "--format", kind, "--output", f"feno.{kind}")
        assert Path(f"feno.{kind}").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.scalekit.md", b"<!-- scalekit"),
        ("a.md", b"<!-- scalekit"),
        ("a.scalekit.json", b'{\n  "scalekit"'),
        ("A.HTML", b"<!doctype html>"),
        ("a.docx", b"PK"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.ndjson", b'{"checklist":'),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(
    scalekit: Command, feno: Path, name: str, start: bytes
) -> None:
    done = scalekit("export", feno, "--output", name)
    assert (done.code, done.out, done.err) == (0, "", f"Wrote {name}.\n")
    assert Path(name).read_bytes().startswith(start)


def test_the_ending_of_another_format_is_refused(scalekit: Command, feno: Path) -> None:
    done = scalekit("export", feno, "--format", "docx", "-o", "out.html")
    assert (done.code, Path("out.html").exists()) == (2, False)
    assert done.err == (
        "out.html ends in .html, and the format is docx."
        " Use --format html, or name another file with --output.\n"
    )
    assert scalekit("export", feno, "--fillable", "-o", "out.html").code == 0
    Path("pages.html").mkdir()
    assert scalekit("export", feno, "--format", "docx", "-o", "pages.html").code == 0
    assert Path("pages.html/feno.docx").exists()


@pytest.mark.parametrize("command", ["export", "portfolio"])
def test_an_ending_that_promises_something_else_is_refused(
    scalekit: Command, feno: Path, command: str
) -> None:
    done = scalekit(command, feno, "-o", "board.odt")
    assert (done.code, Path("board.odt").exists()) == (2, False)
    assert done.err.startswith("This command cannot write board.odt. Its formats are")


def test_a_page_for_each_of_many_needs_a_folder(scalekit: Command, folder: Path) -> None:
    for kind in ("html", "md"):
        done = scalekit("export", "in", "-o", f"all.{kind}")
        assert (done.code, Path(f"all.{kind}").exists()) == (2, False)
        assert done.err == (
            f"all.{kind} is one file, and {kind} makes a document of each checklist."
            " Name a folder with --output.\n"
        )
    assert scalekit("export", "in", "--format", "html", "-o", "all.html/").code == 0
    assert len(_written(Path("all.html"))) == 3


@pytest.mark.parametrize("kind", ["xlsx", "csv", "ndjson", "ics"])
def test_a_name_without_an_ending_is_a_folder_for_many(
    scalekit: Command, folder: Path, kind: str
) -> None:
    done = scalekit("export", "in", "--format", kind, "-o", "each")
    assert (done.code, done.err) == (0, "Wrote 3 of 3 to each.\n")
    assert _written(Path("each")) == [f"Leeds/a b.{kind}", f"feno-2.{kind}", f"feno.{kind}"]
    Path("all").touch()
    done = scalekit("export", "in", "--format", kind, "-o", "all")
    assert done.err.endswith("Wrote all.\n")
    assert scalekit("export", "in/feno.scalekit.md", "--format", kind, "-o", "one").code == 0
    assert Path("one").is_file()


def test_one_workbook_gathers_a_folder(scalekit: Command, folder: Path) -> None:
    assert scalekit("export", "in", "--format", "xlsx", "--output", "all.xlsx").code == 0
    returned, problems = read_log(Path("all.xlsx").read_bytes(), "all.xlsx")
    assert problems == []
    assert [book.base for book in returned] == [blank()] * 3


# Ctrl-C


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot press Ctrl-C on Windows")
def test_ctrl_c_leaves_whole_documents_and_says_how_many(folder: Path) -> None:
    text = json_.dumps(blank())
    for number in range(3000):
        Path("in", f"x{number}.scalekit.json").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "scalekit", "export", "in", "--format", "html", "-o", "out"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as running:
        while not (Path("out").is_dir() and any(Path("out").iterdir())):
            assert running.poll() is None
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    pages = list(Path("out").rglob("*.html"))
    assert re.fullmatch(rf"Stopped\. {len(pages)} documents are whole in out, .*\n", said)
    assert 0 < len(pages) < 3003
    assert all(page.read_text("utf-8").rstrip().endswith("</html>") for page in pages)
    assert _written(Path("out")) == sorted(page.relative_to("out").as_posix() for page in pages)
    with pytest.raises(ProcessLookupError):  # no process is left
        os.killpg(running.pid, 0)


def test_a_reader_who_has_enough_ends_it(folder: Path) -> None:
    text = json_.dumps(blank())
    for number in range(500):
        Path("in", f"x{number}.scalekit.json").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "scalekit", "export", "in", "--format", "ndjson"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith(b'{"checklist"')
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_gathered_workbook_says_which_checklist_it_lacks(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document itself, for who sees no terminal; and it still comes back."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    scalekit("start", "in/a.scalekit.md", "--role", "innovator", "--innovation", "A", "--no-input")
    Path("in/bad.scalekit.md").write_text("nothing", encoding="utf-8")
    assert scalekit("export", "in", "--format", "xlsx", "--output", "all.xlsx").code == 1
    cells = [row[0] for row in openpyxl.load_workbook("all.xlsx")["Summary"].values]
    assert "1 checklist could not be read and cannot be seen in this workbook" in cells
    assert any(str(cell).startswith("in/bad.scalekit.md:1:1: ") for cell in cells)
    done = scalekit("import", "all.xlsx", "--into", "in")
    assert "not brought in" not in done.err


def test_nothing_is_said_of_two_where_nothing_was_written(scalekit: Command, feno: Path) -> None:
    """An export of a folder into itself is refused, so that no checklist is there twice."""
    scalekit("start", "g.scalekit.md", *("--role", "innovator", "--innovation", "G", "--no-input"))
    done = scalekit("export", ".", "--format", "md", "--output", ".")
    assert (done.code, "Wrote 0 of 2" in done.err) == (1, True)
    assert "twice" not in done.err
