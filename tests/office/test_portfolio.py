"""The workbook of many checklists after a real LibreOffice opened it: saved again, and printed."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scalekit.documents.xlsx.portfolio import render
from tests.documents.portfolios import hostile, of, some
from tests.office.libreoffice import convert, pages, smallest_print


def values(raw: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(raw))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_libreoffice_shows_the_same_values(tmp_path: Path) -> None:
    both = [*some(), *hostile("A & B <c> 👩🏽‍⚕️ שלום"), *hostile("=1+1")]
    file = tmp_path / "portfolio.xlsx"
    file.write_bytes(render(of(both, "owner", since="1 October 2026")))
    assert values(convert(file, "xlsx").read_bytes()) == values(file.read_bytes())


# As many checklists as make an overview of more than one page.
@pytest.mark.parametrize(("by", "times"), [("", 15), ("owner", 6)])
def test_each_sheet_prints_with_its_headings_on_every_page(
    by: str, times: int, tmp_path: Path
) -> None:
    file = tmp_path / "portfolio.xlsx"
    file.write_bytes(render(of(some() * times, by, since="1 October 2026")))
    pdf = convert(file, "pdf")
    found = pages(pdf)
    assert smallest_print(pdf) >= 8
    overview = [page for page in found if page.rstrip().splitlines()[-1].startswith("Portfolio")]
    assert len(overview) > 1
    heads = ("Innovation", "Place", "Future-proof", "Overdue", "Changes", "As at 22 November 2026")
    assert all(head in page for page in overview for head in heads)
    counts = [page for page in found if page.rstrip().splitlines()[-1].startswith("Counts")]
    assert all("Innovation" in page and "Place" in page for page in counts)
    assert any("1 Nov 2026, overdue" in page and "Tom Okafor" in page for page in found)
