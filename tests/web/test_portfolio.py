"""The page of many checklists in a real browser: for everybody, sorted by keyboard, on paper."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scalekit.documents.html.portfolio import render
from scalekit.model.checklist import Checklist
from tests.documents.pages import HOSTILE
from tests.documents.portfolios import hostile, of, some
from tests.documents.reports import filled
from tests.programs import program
from tests.web.browser import Browser
from tests.web.test_page import LOOKS, WIDE

NAMES = "[...document.querySelectorAll('tbody th[scope=row]')].map((one) => one.dataset.sort)"
SORTED = "[...document.querySelectorAll('[aria-sort]')].map((one) => [one.innerText, one.ariaSort])"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page on the disk in which everything is shown that a page can show."""
    path = tmp_path / "page.html"
    path.write_bytes(render(of(some(), since="1 October 2026")))
    return path


# Every look with groups, by one or the other, which have the same styles; without them there is a
# table to sort, which looks its own way in the dark and becomes cards where it is narrow.
PAIRS = {
    "": ("light", "dark", "320 pixels wide"),
    "owner": ("light", "dark", "zoomed to 400%"),
    "pillar": ("light", "forced colours", "320 pixels wide"),
}


@pytest.mark.parametrize(("by", "look"), [(by, look) for by in PAIRS for look in PAIRS[by]])
def test_nobody_is_shut_out(browser: Browser, tmp_path: Path, look: str, by: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render(of(some(), by, since="HEAD")))
    browser.open(path, **LOOKS[look])
    assert browser("axe") == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render(of(hostile(WIDE), "owner", since=WIDE)))
    browser.open(path, width=width)
    scroll, client = browser.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scroll <= client


def test_headings_break_between_words_only(browser: Browser, tmp_path: Path) -> None:
    """With three pillars and with seven, at 1280 pixels; a number stands beside its word."""
    path = tmp_path / "page.html"
    for checklists in (some(), [with_pillars(SEVEN)] * 2):
        path.write_bytes(render(of(checklists, since="1 October 2026")))
        browser.open(path)
        assert browser.evaluate(BROKEN) == []
        assert browser.evaluate("document.querySelector('.sideways').scrollWidth") <= 1216


SEVEN = (
    *("Understand", "Engage", "Future-proof", "Commissioning arrangements", "Evaluation"),
    *("Interoperability", "Sustainability and spread"),
)
# The words of headings, and numbers with theirs, that stand on more than one line.
BROKEN = r"""
    [...document.querySelectorAll(".overview button, .overview .value")].flatMap((one) => {
      const text = one.firstChild;
      return [...text.data.matchAll(/[^\s-]+(\u00a0\S+)?/g)].filter(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map((line) => line.top)).size > 1;
      }).map((match) => match[0]);
    })
"""


def with_pillars(titles: Sequence[str]) -> Checklist:
    """Return a checklist whose actions stand under these pillars."""
    checklist = filled(("innovator", "decision-maker"))
    pillars = tuple((f"p{number}", title) for number, title in enumerate(titles))
    actions = tuple(
        action._replace(pillar=pillars[number % len(pillars)][0])
        for number, action in enumerate(checklist.actions)
    )
    return checklist._replace(pillars=pillars, actions=actions)


def press_on(browser: Browser, heading: str) -> None:
    """Press Tab until the focus is on the button with this heading, then Enter."""
    for _ in range(20):
        browser.press("Tab")
        if browser.evaluate("document.activeElement.textContent").strip() == heading:
            browser.press("Enter")
            return
    pytest.fail(f"Tab does not reach {heading}")


def test_rows_are_sorted_by_keyboard_and_it_is_said(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.evaluate(SORTED) == [["Checklist", "ascending"]]
    assert browser.evaluate(NAMES) == ["1", "2", "3", "4"]
    press_on(browser, "Understand")
    assert browser.evaluate(SORTED) == [["Understand", "descending"]]
    # All, two thirds and a third completed; one that has no such pillar comes last.
    assert browser.evaluate(NAMES) == ["3", "2", "4", "1"]
    browser.press("Enter")
    assert browser.evaluate(SORTED) == [["Understand", "ascending"]]
    assert browser.evaluate(NAMES) == ["4", "2", "3", "1"]
    said = browser.evaluate("document.querySelector('#sorted').textContent")
    assert said == "Sorted by Understand, ascending"
    browser.press("Shift+Tab", "Space")
    assert browser.evaluate(NAMES) == ["1", "2", "3", "4"]
    assert browser("axe") == []


def test_the_headings_stay_in_sight_and_hide_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    many = [filled()._replace(innovation=f"Number {number}") for number in range(60)]
    path.write_bytes(render(of(many)))
    browser.open(path)
    browser.evaluate("scrollTo(0, 3000)")
    assert browser.evaluate("document.querySelector('thead th').getBoundingClientRect().top") == -1
    browser.evaluate("document.querySelector('#overdue').scrollIntoView()")
    top = browser.evaluate("document.querySelector('#overdue').getBoundingClientRect().top")
    assert top > browser.evaluate("document.querySelector('thead').getBoundingClientRect().bottom")
    browser.open(path, width=320)
    browser.evaluate("scrollTo(0, 3000)")
    assert browser.evaluate("document.querySelector('thead th').getBoundingClientRect().top") < 0


def test_a_card_shows_what_there_is_to_tell_and_reads_out_the_rest(
    browser: Browser, page: Path
) -> None:
    seen = """
        [...document.querySelectorAll('.overview td')]
          .filter((one) => one.getBoundingClientRect().height > 1)
          .map((one) => one.querySelector('.value').innerText)
    """
    browser.open(page)
    assert "None" in browser.evaluate(seen)
    browser.open(page, width=320)
    assert "None" not in browser.evaluate(seen)
    assert "1\u00a0overdue" in browser.evaluate(seen)
    assert "None" in browser("text")
    assert browser("axe") == []


def test_two_thousand_checklists_stay_usable(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    many = [filled()._replace(innovation=f"Number {number}") for number in range(2000)]
    path.write_bytes(render(of(many)))
    browser.open(path)
    found = browser.evaluate(TIMED % (FIND % "number 1999"))
    assert browser.evaluate("document.getElementById('found').textContent") == "1 of 2000 rows"
    browser.evaluate(TIMED % (FIND % ""))
    is_sorted = browser.evaluate(TIMED % "document.querySelector('.overview button').click()")
    first = browser.evaluate("document.querySelector('tbody th').textContent")
    assert first.startswith("Number 999")
    assert (found < 3000, is_sorted < 15000) == (True, True)  # milliseconds, on a busy machine


FIND = (
    "const box = document.getElementById('find');"
    " box.value = '%s'; box.dispatchEvent(new Event('input'))"
)
TIMED = "(() => { const start = performance.now(); %s; return performance.now() - start; })()"


def test_groups_stay_groups(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(render(of(some(), "pillar")))
    browser.open(path)
    groups = "[...document.querySelectorAll('.group th')].map((one) => one.firstChild.data.trim())"
    before = browser.evaluate(groups)
    press_on(browser, "Completed")
    assert browser.evaluate(groups) == before == ["Understand", "Engage", "Future-proof", "Data"]


def test_without_scripts_all_is_there_and_nothing_is_dead(browser: Browser, page: Path) -> None:
    for width in (320, 1280):
        browser.open(page, javaScriptEnabled=False, width=width)
        text = " ".join(browser("text").split())
        for words in ("2 of 3 completed", "Tom Okafor", "The training lead's post is vacant"):
            assert words in text
        assert "Sort by" not in text


def test_text_that_tries_to_act_does_not(browser: Browser, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE):
        path = tmp_path / f"{number}.html"
        path.write_bytes(render(of(hostile(text), "owner", since=text)))
        browser.open(path)
        assert browser("asked") == []
        assert browser("messages") == [f"request {path.as_uri()}"]


def test_on_paper_it_lies_on_its_side_with_headings_on_every_page(
    browser: Browser, tmp_path: Path
) -> None:
    path, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    path.write_bytes(render(of(some() * 6)))
    browser.open(path)
    browser("pdf", to=str(pdf))
    done = subprocess.run(
        [program("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    tables = [page for page in pages if " of 3" in page]
    assert len(tables) > 1
    assert all("Future-proof" in page for page in tables)
    info = subprocess.run([program("pdfinfo"), str(pdf)], capture_output=True, check=True)
    assert b"841.92 x 594.96" in info.stdout or b"842.04 x 594.96" in info.stdout


SHOWN = """
    [...document.querySelectorAll(".overview th[scope=row]")]
      .filter((one) => one.checkVisibility()).length
"""


@pytest.mark.parametrize("by", ["", "pillar"])
def test_a_checklist_or_place_is_found_as_you_type(
    browser: Browser, tmp_path: Path, by: str
) -> None:
    """Whatever the accents and capitals; a group without a row goes too."""
    path = tmp_path / "page.html"
    path.write_bytes(render(of([*some(), filled()._replace(place="Łęczna")], by)))
    browser.open(path)
    every = browser.evaluate(SHOWN)
    browser("goTo", control="find")
    browser.type("ŁECZNA")
    shown = browser.evaluate(SHOWN)
    assert 0 < shown < every
    said = browser.evaluate("document.getElementById('found').textContent")
    assert said == f"{shown} of {every} rows"
    assert browser("axe") == []
    browser.press("Control+a", "Backspace")
    assert browser.evaluate(SHOWN) == every


def test_an_exception_does_not_look_like_none(browser: Browser, page: Path) -> None:
    """And the way to what is overdue stands above the table, with scripts or without."""
    browser.open(page, javaScriptEnabled=False)
    text = browser("text")
    assert text.index("Go to what is overdue") < text.index("Completed actions by")
    assert "Find a checklist" not in text
    browser.open(page)
    heavy = browser.evaluate(
        "[...document.querySelectorAll('.weighs')].map((one) => one.innerText)"
    )
    assert heavy
    assert all(words.endswith(("overdue", "off track")) for words in heavy)
