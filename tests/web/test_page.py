"""The page to read, in a real browser: for everybody, at every size, and on paper."""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scalekit.documents.html import page as html
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.statement import Choice, Decision
from tests.cli.running import blank
from tests.documents.pages import HOSTILE, small
from tests.documents.reports import PLAYBOOK, filled, report
from tests.programs import program
from tests.web.browser import Browser

RENDER = {"read": html.render, "fill in": html.render_fillable}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"colorScheme": "dark"},
    "320 pixels wide": {"width": 320},
    "forced colours": {"forcedColors": "active"},
    "zoomed to 400%": {"width": 320, "height": 256, "deviceScaleFactor": 4},
}
WORDS = "|".join(each.label for each in (*Status, *Confidence))
TICKED = re.compile(rf"\bX +({WORDS})")  # a box on paper
WIDE = "a-word-without-an-end-" * 30


@pytest.fixture(params=RENDER)
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a page on the disk in which everything is shown that a page can show."""
    path = tmp_path / "page.html"
    path.write_bytes(RENDER[request.param](small()))
    return path


@pytest.mark.parametrize("look", LOOKS)
def test_nobody_is_shut_out(browser: Browser, page: Path, look: str) -> None:
    """What axe-core can find is not there, with everything open that can be opened."""
    browser.open(page, **LOOKS[look])
    browser.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert browser("axe") == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("render", RENDER)
def test_nothing_is_wider_than_the_window(
    browser: Browser, tmp_path: Path, render: str, width: int
) -> None:
    """320 pixels are also what is left of 1280 at 400% (WCAG 1.4.10)."""
    table = f"| {' | '.join('abcdefghij' * 2)} |\n|{'---|' * 20}\n| {WIDE} |"
    note = f"{WIDE}\n\n{table}\n\n    {WIDE}\n\n" + "".join(f"{'  ' * n}- x\n" for n in range(9))
    wide = Answer(owner=WIDE, reason=WIDE, evidence=(Evidence(WIDE, WIDE),), note=note)
    checklist = filled()._replace(innovation=WIDE, place=WIDE)
    first = checklist.actions[0]._replace(title=WIDE, text=WIDE, answer=wide)
    checklist = checklist._replace(actions=(first, *checklist.actions[1:]))
    path = tmp_path / "page.html"
    path.write_bytes(RENDER[render](report(checklist)))
    browser.open(path, width=width)
    browser.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    scroll, client = browser.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scroll <= client


@pytest.mark.parametrize("render", RENDER)
def test_text_that_tries_to_act_does_not(browser: Browser, tmp_path: Path, render: str) -> None:
    for number, text in enumerate(HOSTILE):
        hostile = Answer(owner=text, reason=text, evidence=(Evidence(text, text),), note=text)
        checklist = filled()._replace(innovation=text, place=text)
        first = checklist.actions[0]._replace(title=text, text=text, answer=hostile)
        checklist = checklist._replace(actions=(first, *checklist.actions[1:]))
        path = tmp_path / f"{number}.html"
        path.write_bytes(RENDER[render](report(checklist, name=text)))
        browser.open(path)
        assert browser("asked") == []
        assert browser("messages") == [f"request {path.as_uri()}"]
        assert browser.evaluate("document.querySelector('h1').childElementCount") == 0


def test_the_page_is_read_and_says_what_it_needs_without_scripts(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html.render_fillable(report(filled())))
    browser.open(path, javaScriptEnabled=False)
    text = browser("text")
    assert "Filling it in needs scripts" in text
    assert "6 of 9 practices have no device." in text
    assert "Save my answers" not in text


def test_the_keyboard_reaches_the_content_at_once(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.id") == "main"


def printed(browser: Browser, path: Path) -> list[str]:
    """Return the text of each page when a page on the disk is printed."""
    pdf = path.with_suffix(".pdf")
    browser.open(path)
    browser("pdf", to=str(pdf))
    done = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8").split("\f")[:-1]


def test_on_paper_every_action_is_whole(browser: Browser, tmp_path: Path) -> None:
    """Printed on A4: every action and answer, the pages numbered, the addresses written out."""
    checklist = filled()
    path = tmp_path / "page.html"
    path.write_bytes(html.render(report(checklist)))
    pages = printed(browser, path)
    text = " ".join("".join(pages).split())
    assert 4 <= len(pages) <= 8
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words
    for action in checklist.actions:
        assert action.title in text
        # The heading and the last row of an action stand on the same page.
        assert any(action.title in page and action.answer.owner in page for page in pages)
    assert "(https://example.org/audit)" in text
    assert "(shared/contacts.xlsx)" in text


@pytest.mark.parametrize("render", RENDER)
@pytest.mark.parametrize(
    "long",
    [
        {"reason": "Eleven weeks. " * 300},
        {"evidence": tuple(Evidence(f"Piece {number}") for number in range(30))},
    ],
)
def test_on_paper_a_long_answer_begins_on_the_page_of_its_action(
    browser: Browser, tmp_path: Path, render: str, long: dict[str, Any]
) -> None:
    """Kept whole, it left that page empty."""
    checklist = filled()
    first = checklist.actions[0]
    path = tmp_path / "page.html"
    answer = Answer(Status.COMPLETED, **long)
    path.write_bytes(RENDER[render](report(checklist.with_answer(first.id, answer))))
    (page,) = (each for each in printed(browser, path) if "Pillar 1: " in each)
    assert "Eleven weeks. Eleven" in page or "Piece 3" in page


def test_on_paper_the_line_below_a_note_stays_with_it(browser: Browser, tmp_path: Path) -> None:
    """Alone on the next page it belonged to nothing: the last words go there with it."""

    def pages(lines: list[str]) -> list[str]:
        answer = Answer(note="\n\n".join(["**Note**", *lines]))
        return printed_form(browser, tmp_path, blank().with_answer(blank().actions[0].id, answer))

    lines = [f"Line {number}" for number in range(20)]
    (page,) = (page for page in pages(lines) if lines[0] in page)
    fit = [line for line in lines if f"{line}\n" in page]
    assert 3 < len(fit) < len(lines)
    (page,) = (page for page in pages(fit) if f"{fit[-1]}\n" in page)
    assert fit[0] not in page


@pytest.mark.parametrize("render", RENDER)
@pytest.mark.parametrize("lines", [0, 4, 8])
def test_on_paper_a_pillar_starts_on_the_page_of_its_first_action(
    browser: Browser, tmp_path: Path, render: str, lines: int
) -> None:
    checklist = filled(("innovator", "decision-maker"))
    first = checklist.actions[0]
    longer = first.answer._replace(note="A line\n" * lines)
    path = tmp_path / "page.html"
    path.write_bytes(RENDER[render](report(checklist.with_answer(first.id, longer))))
    pages = printed(browser, path)
    for number, (pillar, title) in enumerate(checklist.pillars, 1):
        shown = next(action for action in checklist.actions if action.pillar == pillar)
        (page,) = (page for page in pages if f"Pillar {number}: {title}" in page)
        assert "System decision-maker:" in page
        assert shown.title in page.partition("Pillar ")[2]


def printed_form(browser: Browser, folder: Path, checklist: Checklist) -> list[str]:
    path = folder / "page.html"
    path.write_bytes(html.render_fillable(report(checklist)))
    return printed(browser, path)


def test_on_paper_the_form_can_be_filled_in_with_a_pen(browser: Browser, tmp_path: Path) -> None:
    """Each action with its labels and boxes, nothing chosen already, two on a page, no button.

    Before them a line for a name, and to whom the paper goes back.
    """
    checklist = blank()
    pages = printed_form(browser, tmp_path, checklist)
    text = "".join(pages)
    assert not [words for words in ("Add evidence", "Remove", "Save my") if words in text]
    assert TICKED.findall(text) == []
    assert text.count("Not yet started") == len(checklist.actions)
    assert "Your name" in pages[0].partition(checklist.actions[0].title)[0]
    assert f"send it back to {report(checklist).back_to}." in pages[0]
    with_actions = [page for page in pages if "Due date" in page]
    assert len(with_actions) <= len(checklist.actions) // 2 + 1
    for action in checklist.actions:
        heading = f"{action.title}\n"
        (page,) = (page for page in with_actions if heading in page)
        fields = page.partition(heading)[2]
        labels = ("Status", "Reason", "Owner", "Due date", "Confidence", "Evidence", "Note")
        for label in ("Questions to discuss: ", "Done when: ", *labels):
            assert label in fields


def test_on_paper_the_form_asks_its_questions_and_tells_no_case_studies(
    browser: Browser, tmp_path: Path
) -> None:
    """Whoever fills it in with a pen needs the first, and reads the others on a screen."""
    text = " ".join("".join(printed_form(browser, tmp_path, blank())).split())
    assert PLAYBOOK
    asked = {action.id: action.ask for _, action in PLAYBOOK.actions()}
    for action in blank().actions:
        assert " ".join(asked[action.id]) in text
    assert "Case studies" not in text
    assert "nor are the case studies." in text


def test_on_paper_the_form_says_what_was_decided(browser: Browser, tmp_path: Path) -> None:
    decision = Decision("2026-11-12-c675", Choice.PILOT, "Place board", date(2026, 11, 12))
    pages = printed_form(browser, tmp_path, blank()._replace(decisions=(decision,)))
    assert "Pilot, by Place board, 12 November 2026." in " ".join("".join(pages).split())


def test_on_paper_there_is_room_beside_what_is_recorded(browser: Browser, tmp_path: Path) -> None:
    """A line below the evidence and one below the note; where there is none, two and three."""
    answer = Answer(evidence=(Evidence("Minutes"),), note="One line.")
    path = tmp_path / "page.html"
    checklist = blank().with_answer(blank().actions[1].id, answer)
    path.write_bytes(html.render_fillable(report(checklist)))
    browser.open(path)
    browser("media", type="print")
    counted = (
        "[...document.querySelectorAll('.action')].slice(0, 2).map(action =>"
        " [...action.querySelectorAll('.ruled > div')].filter(line => line.offsetHeight).length)"
    )
    assert browser.evaluate(counted) == [5, 2]


def test_on_paper_every_field_of_the_form_is_whole(browser: Browser, tmp_path: Path) -> None:
    """Where the browser cannot grow a field too: hundreds of characters, a note of 40 lines."""
    words = [" ".join(f"{name}{number}" for number in range(80)) for name in "abc"]
    note = "\n".join(f"Line {number}" for number in range(40))
    evidence = (Evidence(words[2], f"https://example.org/{'p' * 300}end"),)
    status = Status.CANNOT_START
    answer = Answer(status, words[0], None, Confidence.OFF_TRACK, words[1], evidence, note)
    pages = printed_form(browser, tmp_path, blank().with_answer(blank().actions[1].id, answer))
    text = "".join(pages)
    for name in "abc":
        assert [n for n in range(80) if f"{name}{n}" not in text.split()] == []
    assert [line for line in note.split("\n") if line not in text] == []
    assert "end" in text
    assert TICKED.findall(text) == ["Cannot start yet", "Off track"]
