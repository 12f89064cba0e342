"""One answer, typed the same into each form that is handed out, comes back as the same answer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from scalekit.documents.returned import read_returned
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.storage.json_.layout import dumps
from tests.cli.running import blank
from tests.documents import test_pdf as pdf
from tests.documents import test_word_form as word
from tests.documents import test_xlsx as workbook
from tests.web.browser import Browser
from tests.web.test_form import checklist_in, opened
from tests.web.test_in_place import fill, open_file, save

ACTION = blank().actions[0].id
TYPED = {
    "status": "Cannot start yet",
    "owner": "Zoë “Z” O’Neill",
    "due": "1 February 2027",
    "confidence": "R – Off track",
    "reason": "The ward – closed; 😀",
    "evidence": "Minutes | https://example.org/m?a=1&b=2\nPlan v2",
    "note": "First “line”\n\n- two é\n  indented\nLast 👩🏽‍⚕️ <b>x</b>",
}
ANSWER = Answer(
    Status.CANNOT_START,
    TYPED["owner"],
    date(2027, 2, 1),
    Confidence.OFF_TRACK,
    TYPED["reason"],
    (Evidence("Minutes", "https://example.org/m?a=1&b=2"), Evidence("Plan v2")),
    TYPED["note"],
)
EXPECTED = blank().with_answer(ACTION, ANSWER)


def in_word() -> bytes:
    def edit(document: word.Word) -> None:
        for field, text in TYPED.items():
            word.type_in(document, field, text, ACTION)

    return word.edited(edit, word.form(blank()))


def in_workbook() -> bytes:
    def edit(sheet: Worksheet) -> None:
        workbook.put(**{field.capitalize(): text for field, text in TYPED.items()})(sheet)

    return workbook.edited(workbook.made(blank()), edit)


def in_pdf() -> bytes:
    typed = {field: text.replace("\n", "\r") for field, text in TYPED.items()}
    return pdf.filled_in(pdf.made(blank()), typed, ACTION)


@pytest.mark.parametrize("fill_in", [in_word, in_workbook, in_pdf])
def test_each_field_comes_back_from_a_document(fill_in: Callable[[], bytes]) -> None:
    (one,), problems = read_returned(fill_in(), "returned")
    assert (problems, one.base, one.edited) == ([], blank(), EXPECTED)


def type_into(page: Browser) -> None:
    page.evaluate("document.getElementById('a1-status-cannot-start').click()")
    page.evaluate("document.getElementById('a1-confidence-off-track').click()")
    for part, text in (("day", "1"), ("month", "February"), ("year", "2027")):
        fill(page, f"a1-due-{part}", text)
    for field in ("owner", "reason", "note"):
        fill(page, f"a1-{field}", TYPED[field])
    for number, piece in enumerate(ANSWER.evidence, 1):
        page.evaluate("document.querySelector('.add').click()")
        page.type(piece.label)
        fill(page, f"a1-e{number}-link", piece.link)


def test_each_field_comes_back_from_the_page(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, blank())
    type_into(page)
    page.go_to("save-button")
    _, text = page("download", key="Enter")
    (one,), problems = read_returned(text.encode(), "returned")
    assert (problems, one.base, one.edited) == ([], blank(), EXPECTED)


def test_each_field_is_in_the_file_that_the_page_saves_in(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "shared.scalekit.json"
    file.write_text(dumps(blank()), "utf-8")
    page = opened(browser, tmp_path, blank())
    open_file(page, file)
    type_into(page)
    save(page)
    assert file.read_text("utf-8") == dumps(EXPECTED)


def test_every_field_is_changed() -> None:
    before: Checklist = blank()
    sent = before.action(ACTION).answer
    assert all(old != new for old, new in zip(sent, ANSWER, strict=True))
    assert checklist_in(dumps(EXPECTED)) == EXPECTED
