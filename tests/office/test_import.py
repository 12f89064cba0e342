"""An action log that a real LibreOffice sorted, filtered, rearranged and saved, taken back."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl.worksheet.worksheet import Worksheet

from scalekit.model.checklist import Answer, Confidence, Evidence, Status
from scalekit.storage import saving
from tests.cli.running import Command, checklist_in
from tests.documents.reports import filled
from tests.office.libreoffice import convert, fill_in, fill_in_pdf

ANSWER = Answer(
    Status.IN_PROGRESS,
    owner="Lee Wu",
    due=date(2027, 2, 1),
    confidence=Confidence.NEEDS_ATTENTION,
    reason="The post is vacant.",
    evidence=(Evidence("Minutes", "minutes/may.docx"),),
    note="=SUM(A1)\nSecond line",
)
ACTION = "regular-touchpoints"


@pytest.fixture
def scalekit(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs a command line in this process."""
    return Command(capsys)


def rearrange(file: Path) -> None:
    """Do to the log what people do: fill in, sort, filter, hide, move and add columns."""
    book = openpyxl.load_workbook(file)
    sheet = book["Action log"]
    sheet.tables.clear()
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    headings, answers = rows[0], rows[1:]
    (row,) = [row for row in answers if ACTION in row]
    cells = {
        "Status": "In progress",
        "Owner": "Lee Wu",
        "Due": "1 February 2027",  # as text
        "Confidence": "amber",
        "Reason": "The post is vacant.",
        "Evidence": "Minutes | minutes/may.docx",
        "Note": "=SUM(A1)\nSecond line",
    }
    for name, value in cells.items():
        row[headings.index(name)] = value
    answers.sort(key=lambda row: str(row[headings.index("Action")]))
    order = [headings.index("Note"), *range(len(headings))]
    order = list(dict.fromkeys(order))
    _write(sheet, [headings, *answers], order)
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.ref = f"A1:D{len(rows)}"
    sheet.row_dimensions[3].hidden = True  # as a filter leaves it
    book.save(file)


def _write(sheet: Worksheet, rows: list[list[Any]], order: list[int]) -> None:
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, 1):
        for column, index in enumerate(order, 1):
            cell = sheet.cell(number, column)
            cell.value = row[index]
            if isinstance(row[index], str):
                cell.data_type = "s"
        sheet.cell(number, len(order) + 1).value = "Our number" if number == 1 else number


def test_a_rearranged_log_comes_back_through_libreoffice(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    saving.create("feno.scalekit.md", filled())
    assert scalekit("export", "feno.scalekit.md", "--format", "xlsx").code == 0
    rearrange(Path("feno.xlsx"))
    saved = convert(tmp_path / "feno.xlsx", "xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(saved).namelist()
    scalekit("set", "feno.scalekit.md", "align-incentives", "--owner", "Meanwhile")
    done = scalekit("import", saved, "--into", "feno.scalekit.md")
    assert done.code == 0, done.err
    assert "The column `Our number` was added and is not brought in." in done.err
    answer = filled().action("align-incentives").answer._replace(owner="Meanwhile")
    expected = filled().with_answer(ACTION, ANSWER).with_answer("align-incentives", answer)
    assert checklist_in(Path("feno.scalekit.md")) == expected
    assert "Due moved from 15 January 2027 to 1 February 2027" in done.out
    assert scalekit("import", saved, "--into", "feno.scalekit.md").out == ""


def test_a_word_form_comes_back_through_libreoffice(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version 7.4 keeps the fields and what was sent out, and drops the names of the fields."""
    monkeypatch.chdir(tmp_path)
    saving.create("feno.scalekit.md", filled())
    options = ("--format", "docx", "--layout", "checklist")
    assert scalekit("export", "feno.scalekit.md", *options).code == 0
    saved = convert(tmp_path / "feno.docx", "docx")
    done = scalekit("import", saved, "--into", "feno.scalekit.md")
    assert (done.code, done.out) == (0, "")
    assert done.err == "Nothing to bring in: feno.scalekit.md is as it was.\n"
    document = Document(str(saved))
    for text in document.element.body.iter(qn("w:t")):
        if text.text == "Priya Nair, practice nurse lead":
            text.text = "Lee Wu"
    document.save(str(saved))
    done = scalekit("import", saved, "--into", "feno.scalekit.md")
    assert done.code == 0, done.err
    owners = [action.answer.owner for action in checklist_in(Path("feno.scalekit.md")).actions]
    assert owners.count("Lee Wu") == 2


def test_every_field_of_a_word_form_that_libreoffice_filled_in_comes_back(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed by LibreOffice's own macro into its fields, and saved by it."""
    monkeypatch.chdir(tmp_path)
    saving.create("feno.scalekit.md", filled())
    scalekit("export", "feno.scalekit.md", "--layout", "checklist", "--output", "form.docx")
    typed = {
        "Status": "Cannot start yet",
        "Confidence": "A – Needs attention",
        "Owner": "Lee Wu",
        "Due": "1 February 2027",
        "Reason": "The post is vacant.",
        "Evidence": "Minutes | minutes/may.docx\nA letter",
        "Note": "First line\nSecond line",
    }
    saved = fill_in(tmp_path / "form.docx", filled().action(ACTION).title, typed)
    done = scalekit("import", saved, "--into", "feno.scalekit.md")
    assert done.code == 0, done.err
    answer = Answer(
        Status.CANNOT_START,
        "Lee Wu",
        date(2027, 2, 1),
        Confidence.NEEDS_ATTENTION,
        "The post is vacant.",
        (Evidence("Minutes", "minutes/may.docx"), Evidence("A letter")),
        "First line\nSecond line",
    )
    expected = filled().with_answer(ACTION, answer)
    assert checklist_in(Path("feno.scalekit.md")) == expected


def test_every_field_of_a_pdf_form_that_libreoffice_filled_in_comes_back(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed by LibreOffice's own macro into its fields, and exported as PDF; also the second time.

    What was answered meanwhile stays.
    """
    monkeypatch.chdir(tmp_path)
    saving.create("feno.scalekit.md", filled())
    scalekit("export", "feno.scalekit.md", "--format", "pdf", "--output", "form.pdf")
    typed = {
        "status": "Cannot start yet",
        "confidence": "A – Needs attention",
        "owner": "Łucja Wu",
        "due": "1 February 2027",
        "reason": "The post is vacant.",
        "evidence": "Minutes | minutes/may.docx\nA letter",
        "note": "First line\n\nThird line, 你好",
    }
    names = {f"{ACTION}.{field}": text for field, text in typed.items()}
    names |= {"understand-local-need.done": "0", "understand-adoption-challenges.done": "1"}
    saved = fill_in_pdf(tmp_path / "form.pdf", names)
    scalekit("set", "feno.scalekit.md", "align-incentives", "--owner", "Meanwhile")
    done = scalekit("import", saved, "--into", "feno.scalekit.md")
    assert done.code == 0, done.err
    answer = Answer(
        Status.CANNOT_START,
        "Łucja Wu",
        date(2027, 2, 1),
        Confidence.NEEDS_ATTENTION,
        "The post is vacant.",
        (Evidence("Minutes", "minutes/may.docx"), Evidence("A letter")),
        "First line\n\nThird line, 你好",
    )
    expected = filled().with_answer(ACTION, answer)
    for action, status in (
        ("understand-local-need", Status.IN_PROGRESS),
        ("understand-adoption-challenges", Status.COMPLETED),
    ):
        sent = expected.action(action).answer
        expected = expected.with_answer(action, sent._replace(status=status))
    meanwhile = filled().action("align-incentives").answer._replace(owner="Meanwhile")
    expected = expected.with_answer("align-incentives", meanwhile)
    assert checklist_in(Path("feno.scalekit.md")) == expected
    assert scalekit("import", saved, "--into", "feno.scalekit.md").out == ""


def test_comments_in_a_form_that_libreoffice_saved_are_questions_of_their_authors(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, also when the form comes back again; one at the start is shown."""
    monkeypatch.chdir(tmp_path)
    saving.create("f.scalekit.md", filled())
    scalekit("export", "f.scalekit.md", "--layout", "checklist", "--output", "form.docx")
    document = Document("form.docx")
    title = filled().action(ACTION).title
    heading = next(one for one in document.paragraphs if one.text.endswith(title))
    document.add_comment(heading.runs, "Who sends\nthe invitations?", author="Jo Bell")
    document.add_comment(document.paragraphs[0].runs, "Thank you", author="Jo Bell")
    document.save("commented.docx")
    for form in (Path("commented.docx"), convert(tmp_path / "commented.docx", "docx")):
        done = scalekit("import", str(form), "--into", "f.scalekit.md")
        assert done.code == 0, done.err
        assert "Jo Bell commented: `Thank you`" in done.err
        (review,) = checklist_in(Path("f.scalekit.md")).action(ACTION).reviews
        said = (review.kind, review.by, review.text)
        assert said == ("question", "Jo Bell", "Who sends the invitations?")
