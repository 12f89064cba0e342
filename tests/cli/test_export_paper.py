"""The options of `scalekit export` for Word documents."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pypdf
import pytest
from docx import Document
from docx.shared import Pt

from scalekit import clock
from scalekit.model.dates import MONTHS, say_date
from tests.cli.running import Command

ALL = (
    *("--meeting", "Integrated care board", "--date", "3 December 2026", "--author", "Tom Okafor"),
    *("--purpose", "decision", "--ask", "Agree the line for year 2."),
)


def test_a_paper_says_what_it_is_for(scalekit: Command, feno: Path) -> None:
    done = scalekit("export", feno, "--format", "docx", *ALL)
    assert (done.code, done.err) == (0, "Wrote feno.docx.\n")
    paper = Document("feno.docx")
    block = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    assert block | {"As at": ""} == {
        "Meeting": "Integrated care board",
        "Date": "3 December 2026",
        "Author": "Tom Okafor",
        "Purpose": "For decision",
        "Role": "Innovator",
        "As at": "",
    }
    assert "Agree the line for year 2." in [each.text for each in paper.paragraphs]
    assert paper.core_properties.author == "Tom Okafor"


def test_a_day_of_a_meeting_without_a_year_is_the_nearest(scalekit: Command, feno: Path) -> None:
    before = clock.today() - timedelta(days=1)
    for day in (before, before + timedelta(days=60)):
        words = f"{day.day} {MONTHS[day.month - 1]}"
        scalekit("export", feno, "-o", f"{words}.docx", "--date", words)
        cells = [row.cells[1].text for row in Document(f"{words}.docx").tables[0].rows]
        assert say_date(day) in cells


def test_the_list_has_boxes_and_a_trust_its_own_styles(scalekit: Command, feno: Path) -> None:
    own = Document()
    own.styles["Normal"].font.size = Pt(9)
    own.sections[0].header.paragraphs[0].text = "Barnsley trust"
    own.save("own.docx")
    options = ("--layout", "checklist", "--template", "own.docx", "--output", "list.docx")
    assert scalekit("export", feno, "--format", "docx", *options).code == 0
    made = Document("list.docx")
    assert "w14:checkbox" in made.element.xml
    assert made.styles["Normal"].font.size == Pt(9)
    assert made.sections[0].header.paragraphs[0].text == "Barnsley trust"
    copyfile(feno, "ward.scalekit.md")
    two = (feno, "ward.scalekit.md")
    scalekit("export", *two, "--format", "docx", *ALL, "--template", "own.docx", "-o", "out")
    for path in ("out/feno.docx", "out/ward.docx"):
        assert Document(path).styles["Normal"].font.size == Pt(9)
        assert Document(path).tables[0].rows[0].cells[1].text == "Integrated care board"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--purpose", "decison"), "There is no purpose “decison”. Did you mean decision?\n"),
        (("--layout", "x"), "There is no layout “x”. Use paper or checklist.\n"),
        (("--date", "1/2/2027"), "--date: “1/2/2027” may be 1 February 2027 or 2 January 2027."),
        (("--layout", "checklist", "--ask", "x"), "--ask goes with --layout paper.\n"),
    ],
)
def test_a_slip_is_named(
    scalekit: Command, feno: Path, options: tuple[str, ...], said: str
) -> None:
    done = scalekit("export", feno, "--format", "docx", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)


@pytest.mark.parametrize(
    "option", ["meeting", "date", "author", "purpose", "ask", "layout", "template"]
)
def test_only_a_word_document_is_a_paper(scalekit: Command, feno: Path, option: str) -> None:
    done = scalekit("export", feno, "--format", "html", f"--{option}", "x")
    assert (done.code, done.err) == (2, f"--{option} goes with --format docx.\n")


def test_a_template_that_cannot_be_used_is_named(scalekit: Command, feno: Path) -> None:
    Path("page.docx").write_text("<html>", encoding="utf-8")
    for name, said in (
        ("none.docx", "none.docx: This template cannot be read: "),
        (
            "page.docx",
            "page.docx: This template is not a Word document or template (.docx or .dotx).",
        ),
    ):
        done = scalekit("export", feno, "--format", "docx", "--template", name)
        assert (done.code, done.out) == (3, "")
        assert done.err.startswith(said)
        assert not Path("feno.docx").exists()


def test_a_template_that_is_too_large_is_called_so(scalekit: Command, feno: Path) -> None:
    with ZipFile("big.docx", "w", ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", b"<")
        parts.writestr("word/document.xml", b" " * 60_000_001)
    done = scalekit("export", feno, "--format", "docx", "--template", "big.docx")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("big.docx: This template is too large to read.")


WITHOUT = """
import sys
sys.modules["docx"] = None
if __name__ == "__main__":
    from scalekit.cli.app import run
    sys.exit(run(["export", "in", "--format", "docx", "--output", "out"]))
"""


def test_without_python_docx_many_papers_say_what_to_install(feno: Path) -> None:
    Path("in").mkdir()
    for number in range(250):
        Path("in", f"{number}.scalekit.md").write_bytes(feno.read_bytes())
    Path("without.py").write_text(WITHOUT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "without.py"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 3
    assert done.stderr.endswith("-m pip install python-docx\n")
    assert done.stderr.count("\n") == 1


def test_a_word_template_is_read_as_the_document_that_it_makes(
    scalekit: Command, feno: Path
) -> None:
    own = Document()
    own.styles["Normal"].font.size = Pt(9)
    own.save("own.docx")
    with ZipFile("own.docx") as parts, ZipFile("trust.dotx", "w") as template:
        for name in parts.namelist():
            raw = parts.read(name)
            template.writestr(name, raw.replace(b"ml.document.main+xml", b"ml.template.main+xml"))
    with pytest.raises(ValueError, match="not a Word file"):
        Document("trust.dotx")
    for layout in ("paper", "checklist"):
        options = ("--layout", layout, "--template", "trust.dotx", "--output", f"{layout}.docx")
        done = scalekit("export", feno, "--format", "docx", *options)
        assert done.code == 0, done.err
        assert Document(f"{layout}.docx").styles["Normal"].font.size == Pt(9)


@pytest.mark.parametrize(
    ("document", "way"),
    [
        ("feno", ""),
        ("pages/feno", "../"),
        ("../pages/feno", "../checklists%20%231/"),
    ],
)
def test_links_to_files_lead_to_where_the_checklist_is(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, document: str, way: str
) -> None:
    """From the note too; an address stays as it is, and so does what paper shows of the path."""
    here = Path("checklists #1")
    here.mkdir()
    feno.rename(here / feno.name)
    monkeypatch.chdir(here)
    files = ("--evidence", "Minutes=docs/minutes.docx", "--evidence", "Plan=www.nhs.uk/plan")
    scalekit("set", feno.name, "find-policy-ties", *files, "--note", "See [it](a%20b.pdf).")
    Path(document).parent.mkdir(exist_ok=True)
    for ending in ("html", "docx"):
        done = scalekit("export", feno.name, "--output", f"{document}.{ending}")
        assert done.code == 0, done.err
    expected = {f"{way}docs/minutes.docx", f"{way}a%20b.pdf", "https://www.nhs.uk/plan"}
    page = Path(f"{document}.html").read_text("utf-8")
    assert all(f'href="{link}"' in page for link in expected)
    assert 'data-address="docs/minutes.docx"' in page
    links = Document(f"{document}.docx").part.rels.values()
    assert expected <= {link.target_ref for link in links if link.is_external}
    scalekit("export", ".", "--format", "html", "--output", str(Path(document).parent / "all"))
    one = (Path(document).parent / "all" / "feno.html").read_text("utf-8")
    assert 'docs/minutes.docx" class="named"' in one
    assert 'href="docs' not in one


FORMS = {
    "page.html": ("--fillable",),
    "log.xlsx": (),
    "form.docx": ("--layout", "checklist"),
    "form.pdf": (),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_to_be_filled_in_says_who_sent_it(scalekit: Command, feno: Path, name: str) -> None:
    done = scalekit("export", feno, *FORMS[name], "--sender", " Jo  Bell", "-o", name)
    assert done.code == 0, done.err
    assert "to Jo Bell" in " ".join(words_of(Path(name)).split())
    scalekit("export", feno, *FORMS[name], "-o", f"other-{name}")
    assert "to the person who sent" in " ".join(words_of(Path(f"other-{name}")).split())
    if name != "page.html":
        back = scalekit("import", name, "--into", feno)
        assert back.err.startswith("Nothing to bring in")


def words_of(document: Path) -> str:
    if document.suffix == ".html":
        return document.read_text(encoding="utf-8")
    if document.suffix == ".docx":
        return "\n".join(each.text for each in Document(str(document)).paragraphs)
    if document.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(document).pages)
    book = openpyxl.load_workbook(document)
    return "\n".join(str(row) for row in book["How to use"].iter_rows(values_only=True))


def test_a_paper_goes_back_to_nobody(scalekit: Command, feno: Path) -> None:
    done = scalekit("export", feno, "--format", "docx", "--sender", "Jo")
    assert done.code == 2
    assert done.err.startswith("--sender goes with --fillable, --layout checklist")


def test_letters_that_a_pdf_program_may_not_show_are_said(scalekit: Command, feno: Path) -> None:
    assert scalekit("export", feno, "-o", "a.pdf").err == "Wrote a.pdf.\n"
    scalekit("set", feno, "find-policy-ties", "--owner", "Ewa Wiśniewska")
    said = scalekit("export", feno, "-o", "b.pdf").err
    assert "This form holds letters, such as “ś”, that some PDF programs do not show." in said
