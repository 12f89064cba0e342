"""The sheet "Summary" of a workbook that gathers several checklists, or of one."""

from io import BytesIO
from typing import Any

import openpyxl

from scalekit.documents.report import Report
from scalekit.documents.xlsx.book import render
from scalekit.model.checklist import OtherText
from scalekit.storage import json_
from tests.documents.reports import filled, report

TYPED = filled()._replace(other_text=(OtherText("place", "=Typed\nby hand"),))
LEEDS = filled()._replace(place="Leeds")


def summary(*reports: Report) -> list[list[Any]]:
    """Return the rows of the sheet, each without its empty cells."""
    sheet = openpyxl.load_workbook(BytesIO(render(reports, json_.dumps)))["Summary"]
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_several_checklists_are_named_by_innovation_and_place() -> None:
    rows = summary(report(TYPED, "barnsley-1"), report(LEEDS, "leeds-1"))
    heading = ["Innovation", "Place", "Checklist", "Pillar", "All actions", "Not yet started"]
    assert heading in [row[:6] for row in rows]
    assert ["FeNO testing", "Leeds", "leeds-1", "Engage", 2, 0, 1, 0, 1, 0] in rows
    late = "Work through the challenges of adoption together"
    assert ["FeNO testing", "Leeds", "leeds-1", late] in [row[:4] for row in rows]
    assert [
        *("FeNO testing", "Barnsley", "barnsley-1", "After the place", "=Typed\nby hand")
    ] == rows[-1]


def test_text_outside_the_answers_stands_at_the_end() -> None:
    assert summary(report(TYPED))[-4:] == [
        ["Other text in the file"],
        ["This was typed into the checklist outside the answers."],
        ["Where", "Text"],
        ["After the place", "=Typed\nby hand"],
    ]
    assert ["Other text in the file"] not in summary(report(LEEDS))
