"""The workbook of many checklists: numbers to sum, and nothing that can become a formula."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from scalekit.documents.xlsx.portfolio import render
from scalekit.engine.parts import GROUPS
from scalekit.model.checklist import RETIRED_TITLE, Status
from tests.documents.portfolios import hostile, of, some
from tests.documents.reports import filled, with_retired
from tests.strategies import AWKWARD


def sheets(raw: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each sheet, by its headings."""
    book = openpyxl.load_workbook(BytesIO(raw))
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        assert len({*heads}) == len(heads)
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter
        assert sheet.freeze_panes
        found[sheet.title] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return found


def test_the_first_sheet_says_in_words_how_much_is_completed() -> None:
    found = sheets(render(of(some(), since="1 October 2026")))
    assert list(found) == [
        *("Portfolio", "Off track", "Overdue", "Cannot start", "Needs attention"),
        *("Completed without evidence", "Wording changed", "No movement", "Counts"),
    ]
    rows = found["Portfolio"]
    assert list(rows[0]) == [
        *("Innovation", "Place", "Understand", "Engage", "Future-proof", "Data"),
        *("Off track", "Needs attention", "Overdue", "Cannot start"),
        *("Completed without evidence", "Wording changed", "Changes since 1 October 2026"),
    ]
    assert [row["Innovation"] for row in rows] == [
        *("Data sharing", "FeNO testing", "FeNO testing", "Virtual ward")
    ]
    done = ["No actions", "2 of 3 completed", "3 of 3 completed", "2 of 6 completed"]
    assert [row["Understand"] for row in rows] == done
    assert [row["Overdue"] for row in rows] == [1, 1, 0, 1]
    assert [row["Changes since 1 October 2026"] for row in rows] == ["New", 1, 0, 0]
    assert [row["Innovation"] for row in found["No movement"]] == ["FeNO testing", "Virtual ward"]


def test_a_path_tells_apart_what_has_the_same_name_and_place() -> None:
    rows = sheets(render(of([filled(), filled(), *some()[2:]])))["Portfolio"]
    assert [row["Path"] for row in rows] == [*(None, "in/0.scalekit.md", "in/1.scalekit.md", None)]


def test_counts_are_numbers_by_checklist_and_pillar() -> None:
    rows = sheets(render(of(some())))["Counts"]
    assert [row["Actions"] for row in rows if row["Pillar"] == "Understand"] == [3, 3, 6]
    assert sum(row["Actions"] for row in rows) == 28
    assert sum(row["Completed"] for row in rows) == 12
    for row in rows:
        assert sum(row[status.label] for status in Status) == row["Actions"]
    assert (rows[0]["Overdue"], rows[0]["Wording changed"]) == (1, 0)


def test_what_needs_a_look_has_sheets_of_its_own() -> None:
    found = sheets(render(of(some())))
    owners = [row["Owner to sort by"] for row in found["Overdue"]]
    assert owners == ["Tom Okafor", "Tom Okafor", "No owner"]
    assert {str(row["Due"].date()) for row in found["Overdue"]} == {"2026-11-01"}
    assert found["Cannot start"][0]["Reason"].startswith("The training lead")
    assert [row["Action"] for row in found["Wording changed"]] == ["An earlier wording"]
    assert found["Off track"][0]["Confidence"] == "R – Off track"
    assert {row["Status"] for row in found["Completed without evidence"]} == {"Completed"}


def test_what_is_no_longer_in_the_playbook_has_a_sheet_and_no_column() -> None:
    """It stays among the counts, in a row of the one checklist that has it."""
    found = sheets(render(of([*some(), with_retired()])))
    assert RETIRED_TITLE not in found["Portfolio"][0]
    assert [row["Action"] for row in found[RETIRED_TITLE]] == [with_retired().actions[-1].listed]
    assert [row["Pillar"] for row in found["Counts"]].count(RETIRED_TITLE) == 1
    assert RETIRED_TITLE not in sheets(render(of(some())))


def test_what_is_off_track_or_overdue_looks_otherwise_than_none() -> None:
    """In words and bold, not by colour alone; the cells stay numbers and days to sum and sort."""
    book = openpyxl.load_workbook(BytesIO(render(of(some()))))
    rows = list(book["Portfolio"].iter_rows())
    column = [cell.value for cell in rows[0]].index("Overdue")
    looks = {row[column].value: row[column] for row in rows[1:]}
    assert (looks[1].font.bold, looks[0].font.bold) == (True, False)
    assert looks[0].number_format == '0;-0;"None"'
    rows = list(book["Overdue"].iter_rows())
    column = [cell.value for cell in rows[0]].index("Due")
    assert {row[column].number_format for row in rows[1:]} == {'d mmm yyyy", overdue"'}


def test_what_could_not_be_read_is_the_first_sheet() -> None:
    """Who opens the workbook sees that it does not have all checklists."""
    found = sheets(render(of(some())._replace(unread=(("in/x.scalekit.md", "Line 3: Cut off."),))))
    assert next(iter(found.items())) == (
        "Not read",
        [{"Path": "in/x.scalekit.md", "Why": "Line 3: Cut off."}],
    )


@pytest.mark.parametrize("by", GROUPS)
def test_the_group_comes_first(by: str) -> None:
    found = sheets(render(of(some(), by)))
    for rows in (found["Portfolio"], found["Counts"]):
        assert next(iter(rows[0])) == "Group"
        assert [row["Group"] for row in rows][-1]
    total = sum(row["Actions"] for row in found["Counts"])
    assert total == (28 + (5 if by == "role" else 0))


def test_no_checklists_make_a_workbook_all_the_same() -> None:
    found = sheets(render(of([], since="HEAD")))
    assert {name: rows[0]["Innovation"] for name, rows in found.items()} == {
        **dict.fromkeys(("Portfolio", "Cannot start", "Wording changed", "No movement"), "None"),
        **dict.fromkeys(("Off track", "Needs attention", "Completed without evidence"), "None"),
        **dict.fromkeys(("Overdue", "Counts")),
    }


@pytest.mark.parametrize("text", [*AWKWARD, "+44 1226", "007", "3/8/2023", "TRUE", "@x"])
def test_what_somebody_typed_is_text(text: str) -> None:
    raw = render(of(hostile(text), "owner", since=text))
    for sheet in openpyxl.load_workbook(BytesIO(raw)):
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
    (found,) = [r for r in sheets(raw)["Cannot start"] if r["Action id"] == "understand-local-need"]
    assert isinstance(found["Owner"], str)


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    assert render(of(some(), "owner")) == render(of(some(), "owner"))
