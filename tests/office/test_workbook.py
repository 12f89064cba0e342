"""The workbook after a real LibreOffice opened it: saved again, and printed."""

import re
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from scalekit.documents.xlsx.book import render
from scalekit.documents.xlsx.edited_log import read_log
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.returned import Returned
from scalekit.storage import json_
from tests.documents.reports import filled, report
from tests.office.libreoffice import convert, pages
from tests.programs import program
from tests.strategies import AWKWARD


def awkward() -> Checklist:
    """Return a checklist with all that is awkward in a cell."""
    checklist = filled()
    answers = [
        Answer(note="\n".join(AWKWARD), owner=AWKWARD[0], due=date(1900, 3, 1)),
        Answer(note="x" * 40_000, reason="=1+1", due=date(1899, 1, 1)),
        Answer(note="👩🏽‍⚕️ \u202eright\u202c שלום", owner="+44 1226", due=date(9999, 12, 31)),
        Answer(note="=HYPERLINK(1)\n@x\n-1", owner="@x", reason="'quoted"),
        Answer(note=" a \n\ttab\n\n", owner="007", reason="1.10", confidence=Confidence.ON_TRACK),
        Answer(note="_x001B_ \x1b \x7f \x85 \u2028 \ufffe", owner="TRUE", reason="3/8/2023"),
        Answer(evidence=(Evidence("a | b", "c|d"), Evidence("Not provided"), Evidence("=x", "=y"))),
        Answer(status=Status.COMPLETED, owner="50%", reason="1e5", note="Not provided"),
    ]
    for action, answer in zip(checklist.actions, answers, strict=True):
        checklist = checklist.with_answer(action.id, answer)
    return checklist._replace(innovation="A & B <c> =1", place="&P &D")


def test_it_comes_back_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    file = tmp_path / "log.xlsx"
    both = [report(filled(), "plain"), report(awkward(), "awkward")]
    file.write_bytes(render(both, json_.dumps))
    saved = convert(file, "xlsx").read_bytes()
    returned, problems = read_log(saved, "log.xlsx")
    assert problems == []
    assert returned == [
        Returned("plain", filled(), filled()),
        Returned("awkward", awkward(), awkward()),
    ]


def test_an_edit_comes_back_after_libreoffice_saved_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(render([report(filled())], json_.dumps)))
    sheet = book["Action log"]
    sheet["G3"], sheet["D3"], sheet["E3"] = date(2027, 2, 1), "Completed", "G – On track"
    sheet["I3"] = "Minutes | minutes/may.docx\nA letter"
    file = tmp_path / "log.xlsx"
    book.save(file)
    returned, problems = read_log(convert(file, "xlsx").read_bytes(), "log.xlsx")
    assert problems == []
    action = filled().actions[1]
    answer = action.answer._replace(
        due=date(2027, 2, 1),
        status=Status.COMPLETED,
        confidence=Confidence.ON_TRACK,
        evidence=(Evidence("Minutes", "minutes/may.docx"), Evidence("A letter")),
    )
    assert returned[0].edited == filled().with_answer(action.id, answer)


def test_it_prints_with_everything_on_its_pages(tmp_path: Path) -> None:
    """Each sheet is named at the foot of its pages."""
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(filled())], json_.dumps))
    found = pages(convert(file, "pdf"))
    by_sheet = {
        name: " ".join(" ".join(page for page in found if name in page.splitlines()[-1]).split())
        for name in ("Action log", "Summary", "How to use")
    }
    log = by_sheet["Action log"]
    assert "FeNO testing, Barnsley As at 22 November 2026" in log
    assert "G – On track" in log
    assert "30 September 2026" in log
    assert f"Page 1 of {len(found)}" in log
    assert "2 of 8 completed" in by_sheet["Summary"]
    assert "Label | link" in by_sheet["How to use"]


def test_long_words_leave_gaps_and_are_printed_all_the_same(tmp_path: Path) -> None:
    """A row is as high as its words need, each of which takes a line of its own."""
    words = [f"commissions{number}" for number in range(10, 36)]
    checklist = filled()
    checklist = checklist.with_answer(checklist.actions[0].id, Answer(reason=" ".join(words)))
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(checklist)], json_.dumps))
    text = "".join(pages(convert(file, "pdf"))).partition("Texts that are too long")[0]
    assert [word for word in words if word not in text.split()] == []


def test_a_row_is_high_enough_for_wide_letters(tmp_path: Path) -> None:
    checklist = filled()
    wide = {"end": "九家诊所中有六家没有设备，两家与医院共用一台设备。", "close": "WIDE CAPITALS "}
    for action, (last, words) in zip(checklist.actions, wide.items(), strict=False):
        answer = Answer(note=f"{words * (200 // len(words))} {last}")
        checklist = checklist.with_answer(action.id, answer)
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(checklist)], json_.dumps))
    assert {*wide} <= {*pages(convert(file, "pdf"))[0].split()}


def test_a_day_that_has_passed_says_overdue_until_the_action_is_completed(tmp_path: Path) -> None:
    action = filled().actions[0].id
    due = Answer(Status.IN_PROGRESS, due=date(2026, 9, 28))
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(filled().with_answer(action, due))], json_.dumps))
    said = " ".join(pages(convert(file, "pdf"))[0].split())
    assert "28 Sep 2026, overdue" in said
    book = openpyxl.load_workbook(file)
    sheet = book["Action log"]
    status = next(cell.column for cell in sheet[1] if cell.value == "Status")
    sheet.cell(2, status).value = "Completed"
    book.save(file)
    said = " ".join(pages(convert(file, "pdf"))[0].split())
    assert "28 September 2026" in said


@pytest.mark.parametrize("number", [1, 2])
def test_it_prints_in_eight_points_or_more(tmp_path: Path, number: int) -> None:
    """Known by the width of a word: “Understand” takes 5.169 times its size in Arial."""
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(filled(), f"{n}") for n in range(number)], json_.dumps))
    done = subprocess.run(
        [program("pdftotext"), "-bbox", "-l", "1", convert(file, "pdf"), "-"],
        check=True,
        capture_output=True,
    )
    word = re.search(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>Understand<', done.stdout.decode("utf-8"))
    assert word
    assert (float(word[2]) - float(word[1])) / 5.169 >= 8


def test_a_long_log_prints_its_headings_on_every_page(tmp_path: Path) -> None:
    file = tmp_path / "log.xlsx"
    file.write_bytes(render([report(filled(), f"{n}") for n in range(6)], json_.dumps))
    found = [page for page in pages(convert(file, "pdf")) if "Action log" in page.splitlines()[-1]]
    assert len(found) > 1
    assert all("What to do" in page for page in found)


def test_texts_too_long_for_the_log_are_whole_on_paper(tmp_path: Path) -> None:
    """Every word in its order and inside the margins, a long paragraph cut after sentences."""
    words = [f"word{number}{'' if number % 11 else '.'}" for number in range(500)]
    title = "Talk to everyone who will have to change how they work " * 3
    first = filled().actions[0]
    first = first._replace(title=title.strip(), answer=Answer(note=" ".join(words)))
    file = tmp_path / "log.xlsx"
    checklist = filled()._replace(actions=(first, *filled().actions[1:]))
    file.write_bytes(render([report(checklist)], json_.dumps))
    pdf = convert(file, "pdf")
    (whole,) = (page for page in pages(pdf) if "Whole texts" in page.splitlines()[-1])
    assert [word for word in whole.split() if word in words] == words
    breaks = whole.partition("word0. ")[2].partition("word499")[0].split("\n\n")
    assert len(breaks) > 1
    assert all(part.rstrip().endswith(".") for part in breaks[:-1])
    number = str(pages(pdf).index(whole) + 1)
    done = subprocess.run(
        [program("pdftotext"), "-bbox", "-f", number, "-l", number, pdf, "-"],
        check=True,
        capture_output=True,
    )
    right = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', done.stdout.decode("utf-8"))]
    assert max(right) < 210 / 25.4 * 72 - 40
