"""The sheet "Summary" of a workbook that gathers several checklists, or of one."""

from io import BytesIO
from typing import Any

import openpyxl

from scalekit.documents.report import Report
from scalekit.documents.xlsx.book import render
from scalekit.model.checklist import RETIRED_TITLE, OtherText
from scalekit.storage import json_
from tests.documents.reports import filled, report, with_retired

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


def test_what_is_no_longer_in_the_playbook_is_counted_apart() -> None:
    """The pillars add up to all of them; it stands below, and in no count of confidence."""
    rows = summary(report(with_retired()))
    titles = [title for _, title in filled().pillars]
    named = (*titles, "All pillars", RETIRED_TITLE)
    numbers = {row[0]: row[1] for row in rows if row and row[0] in named}
    assert [*numbers] == [*titles, "All pillars", RETIRED_TITLE]
    assert [*numbers.values()] == [3, 2, 2, 7, 1]
    (none,) = (row[1] for row in rows if row and row[0] == "Not provided")
    answers = [action.answer for action in with_retired().current_actions]
    assert none == sum(answer.confidence is None for answer in answers)
