"""The workbook of many checklists after a real LibreOffice opened it: saved again, and printed."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from scalekit.views.xlsx_portfolio import render
from tests.office.libreoffice import convert, pages
from tests.views.portfolios import hostile, of, some


def values(raw: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(raw))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_libreoffice_shows_the_same_values(tmp_path: Path) -> None:
    both = [*some(), *hostile("A & B <c> 👩🏽‍⚕️ שלום"), *hostile("=1+1")]
    file = tmp_path / "portfolio.xlsx"
    file.write_bytes(render(of(both, "owner", since="1 October 2026")))
    assert values(convert(file, "xlsx").read_bytes()) == values(file.read_bytes())


def test_it_prints_with_names_and_headings_on_every_page(tmp_path: Path) -> None:
    file = tmp_path / "portfolio.xlsx"
    file.write_bytes(render(of(some())))
    found = pages(convert(file, "pdf"))
    counts = [page for page in found if page.rstrip().splitlines()[-1].startswith("Portfolio")]
    assert len(counts) > 1
    assert all("Innovation" in page and "Virtual ward" in page for page in counts)
    assert any("1 November 2026" in page and "Tom Okafor" in page for page in found)
