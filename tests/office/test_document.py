"""The Word documents opened and printed by a real LibreOffice."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from scalekit.documents.docx.document import render
from scalekit.documents.docx.options import Paper
from scalekit.model.checklist import Checklist, Evidence
from tests.documents.reports import filled, report
from tests.office.libreoffice import convert, pages
from tests.office.test_workbook import awkward

PAPER = Paper("Integrated care board", date(2026, 12, 3), "Tom Okafor", "decision")


def printed(folder: Path, checklist: Checklist, paper: Paper) -> list[str]:
    file = folder / "paper.docx"
    file.write_bytes(render(report(checklist), paper))
    return [" ".join(page.split()) for page in pages(convert(file, "pdf"))]


def test_the_paper_says_on_one_page_where_it_stands_and_what_is_needed(tmp_path: Path) -> None:
    found = printed(tmp_path, filled(), PAPER)
    assert len(found) == 5
    for words in (
        "FeNO testing, Barnsley",
        "Integrated care board",
        "For decision",
        "2 of 8 completed, 1 not yet started",
        "What is needed from the board",
        "2 actions that cannot start yet or are off track",
        "Page 1 of 5",
    ):
        assert words in found[0]
    assert "Risks Action Status Confidence Why Owner and due date Engage everyone" in found[0]
    assert found[1].startswith("Action Status Confidence Why")
    assert "Appendix: all actions" in found[2]
    assert "Page 5 of 5" in found[4]


def test_the_checklist_prints_a_box_for_each_action(tmp_path: Path) -> None:
    found = printed(tmp_path, filled(), Paper(layout="checklist"))
    text = " ".join(found)
    assert text.count("☐") == 6
    assert text.count("☒") == 2
    assert "☐ Work through the challenges of adoption together" in text


@pytest.mark.parametrize("words", [0, 120])
def test_the_checklist_keeps_an_action_and_its_fields_on_one_page(
    tmp_path: Path, words: int
) -> None:
    full = filled().actions[0].answer._replace(note="word " * words)
    checklist = filled()
    for action in checklist.actions:
        checklist = checklist.with_answer(action.id, full)
    found = printed(tmp_path, checklist, Paper(layout="checklist"))
    assert len(found) > 2
    fields = ("Status: ", "Confidence: ", "Owner: ", "Due: ", "Evidence: ", "Note: ", "Review: ")
    for action in checklist.actions:
        (page,) = (page for page in found if f"☒ {action.title}" in page)
        below = page.partition(f"☒ {action.title}")[2]
        assert action.text.split(".")[0] in below
        assert [below.count(field) for field in fields] == [1] * len(fields)


@pytest.mark.parametrize(
    "long",
    [
        {"note": " ".join(["Eleven weeks."] * 300)},
        {"reason": " ".join(["Eleven weeks."] * 300)},
        {"evidence": tuple(Evidence(f"Piece {number}") for number in range(40))},
    ],
)
def test_the_checklist_goes_on_with_a_long_field_on_the_page_of_its_action(
    tmp_path: Path, long: dict[str, Any]
) -> None:
    """Kept with the fields beside it, each went to a page of its own: three were nearly empty."""
    action = filled().actions[1]
    checklist = filled().with_answer(action.id, action.answer._replace(**long))
    found = printed(tmp_path, checklist, Paper(layout="checklist"))
    (number,) = (n for n, page in enumerate(found) if "Done when" in page and action.title in page)
    assert f"{next(iter(long)).capitalize()}: " in found[number]
    assert checklist.actions[2].title in found[number + 2]


def test_no_column_breaks_a_word_of_its_heading_in_the_letters_of_a_template(
    tmp_path: Path,
) -> None:
    template, raw = Document(), BytesIO()  # on Letter paper, with wide margins
    template.styles["Normal"].font.name = "Arial"
    template.styles["Normal"].font.size = Pt(12)
    template.save(raw)
    text = " ".join(printed(tmp_path, filled(), PAPER._replace(template=raw.getvalue()))).split()
    assert text.count("Completed") == 4  # in the Summary, of two actions and in the words
    assert text.count("Confidence") == 4  # the risks, and three pillars


@pytest.mark.parametrize("layout", ["paper", "checklist"])
def test_awkward_text_prints_as_text(tmp_path: Path, layout: str) -> None:
    found = " ".join(printed(tmp_path, awkward(), PAPER._replace(layout=layout)))
    assert "A & B <c> =1" in found
    assert "<script>alert(1)</script>" in found
    assert r"\x1b[31mred\x1b[0m" in found
    assert found.replace(" ", "").count("x" * 40) > 900
