"""The drafts of the page as a form, in a real browser with several tabs: no words are lost."""

from datetime import date
from pathlib import Path

import pytest

from scalekit.documents.html import page as html
from scalekit.documents.returned import read_returned
from scalekit.model.checklist import Answer, Checklist, Evidence, Status
from scalekit.storage.json_.layout import dumps
from tests.cli.running import blank
from tests.documents.reports import report
from tests.web.browser import Browser
from tests.web.test_form import checklist_in, saved

TOLD = "document.getElementById('others-said').innerText"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return the form of a checklist that nobody has answered."""
    path = tmp_path / "page.html"
    path.write_bytes(html.render_fillable(report(blank())))
    return path


@pytest.fixture
def two(browser: Browser, page: Path) -> Browser:
    """Return a browser with the form in two tabs: an owner in the first, the second in front."""
    browser.open(page)
    write(browser, "a1-owner", "Sam")
    browser("tab", url=page.as_uri())
    return browser


def write(browser: Browser, control: str, text: str) -> None:
    """Type into a control of the tab in front, and wait until the draft of it is kept."""
    browser.go_to(control)
    browser.press("Control+a")
    browser.type(text)
    browser("wait", script=f"Object.values(localStorage).some((one) => one.includes('{text}'))")


def value(browser: Browser, control: str) -> str:
    found: str = browser.evaluate(f"document.getElementById('{control}').value")
    return found


def owners(*names: str) -> Checklist:
    """Return the checklist with these owners of its first actions."""
    checklist = blank()
    for action, name in zip(blank().actions, names, strict=False):
        checklist = checklist.with_answer(action.id, Answer(owner=name))
    return checklist


def wait_until_told(browser: Browser) -> None:
    browser("wait", script=f"{TOLD}.includes('typed in another tab')")


def test_what_was_typed_is_in_a_page_that_the_browser_saves(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    """“Save page as” writes what the script has made; who gets it finds a form with the answers."""
    words = "Sam </script> <!-- é"
    browser.open(page)
    browser.go_to("a1-due-day")
    browser.type("31")
    browser.go_to("save-button")
    browser.press("Enter")  # an error, which stands in what is saved
    browser.go_to("a1-due-day")
    browser.press("Control+a", "Delete")
    write(browser, "a1-owner", words)
    sent = tmp_path / "sent.html"
    sent.write_text(
        f"<!DOCTYPE html>\n{browser.evaluate('document.documentElement.outerHTML')}", "utf-8"
    )
    (problem,) = read_returned(sent.read_bytes(), "sent.html")[1]
    assert str(problem).startswith("sent.html: This is the page, saved with what was typed in it.")
    browser.open(sent)
    assert browser("messages") == [f"request {sent.as_uri()}"]
    assert browser.evaluate("document.querySelectorAll('.fields').length") == len(blank().actions)
    assert (
        browser.evaluate("document.querySelectorAll('.error-message, .error-summary').length") == 0
    )
    assert browser.evaluate(TOLD) == ""
    assert checklist_in(saved(browser)[2]) == owners(words)
    write(browser, "a1-owner", "Ann")
    assert browser.evaluate(TOLD) == ""
    assert checklist_in(saved(browser)[2]) == owners("Ann")
    browser.evaluate("document.getElementById('delete-button').click()")
    assert browser.evaluate("document.getElementById('typed').textContent") == ""


@pytest.mark.parametrize("end", ["reload", "closeTab", "crash"])
def test_a_tab_that_nobody_touched_takes_no_draft_away(two: Browser, end: str) -> None:
    two(end)
    two("turnTo", number=0)
    two("reload")
    assert value(two, "a1-owner") == "Sam"
    assert "is back" in two.evaluate("document.getElementById('draft').innerText")


def test_each_tab_keeps_its_words_and_is_told_of_the_other(two: Browser) -> None:
    """They can be brought in, are then in the file, and nothing is left to be told."""
    wait_until_told(two)
    write(two, "a2-owner", "Priya")
    two("turnTo", number=0)
    wait_until_told(two)
    assert two("axe") == []
    two.evaluate("document.getElementById('save').scrollIntoView()")
    assert checklist_in(saved(two)[2]) == owners("Sam")
    assert "Answers of another tab" in two.evaluate("document.getElementById('saved').innerText")
    two.evaluate("document.getElementById('bring-button').click()")
    assert checklist_in(saved(two)[2]) == owners("Sam", "Priya")
    assert two.evaluate(TOLD) == ""
    assert "another tab" not in two.evaluate("document.getElementById('saved').innerText")


@pytest.mark.parametrize("end", ["closeTab", "crash"])
def test_words_for_one_field_in_two_tabs_are_both_kept(two: Browser, end: str) -> None:
    """Also when one tab ends, the other is loaded again, and somebody chooses."""
    write(two, "a1-owner", "Priya")
    two(end)
    two("turnTo", number=0)
    two("reload")
    clash = "document.querySelector('#clashes .as-typed')"
    two("wait", script=f"{clash} !== null")
    here, there = value(two, "a1-owner"), two.evaluate(f"{clash}.innerText")
    assert {here, there} == {"Sam", "Priya"}
    two.evaluate("document.querySelector('#clashes button').click()")
    assert value(two, "a1-owner") == there
    assert here in two.evaluate("document.getElementById('others-done').innerText")
    two("wait", script=f"{TOLD} === ''")
    two("reload")
    assert value(two, "a1-owner") == there


def test_drafts_of_tabs_that_ended_come_back_together(two: Browser, page: Path) -> None:
    """A crash of the whole browser is all tabs ending at once."""
    write(two, "a2-note", "Second")
    two("tab", url="about:blank")
    for _ in range(2):
        two("turnTo", number=0)
        two("crash")
    two("tab", url=page.as_uri())
    two("wait", script="document.getElementById('a2-note').value === 'Second'")
    assert value(two, "a1-owner") == "Sam"
    assert two.evaluate(TOLD) == ""


def test_deleting_the_draft_on_a_shared_computer_leaves_nothing(two: Browser) -> None:
    """After saving the page offers it; the other tab, still open, keeps what was typed there."""
    write(two, "a2-owner", "Priya")
    saved(two)
    assert "On a shared computer" in two.evaluate("document.getElementById('saved').innerText")
    two.go_to("delete-button")
    two.press("Enter")
    left = "JSON.stringify(localStorage)"
    two("wait", script=f"!{left}.includes('Priya') && {left}.includes('Sam')")
    assert value(two, "a2-owner") == ""
    two("turnTo", number=0)
    two.go_to("delete-button")
    two.press("Enter")
    two("wait", script=f"!{left}.includes('Sam')")


def test_the_page_never_says_that_a_draft_is_kept_when_it_is_not(
    browser: Browser, page: Path
) -> None:
    """Whether the browser is full, or keeps something else than it was given."""
    browser.open(page)
    said = "document.getElementById('draft').innerText"
    assert "are kept" in browser.evaluate(said)
    write(browser, "a1-owner", "Sam")
    browser.evaluate("Storage.prototype.setItem = () => undefined")
    browser.go_to("a2-owner")
    browser.type("Priya")
    browser("wait", script=f"{said}.includes('could not be kept')")
    browser.open(page)
    browser.evaluate("Storage.prototype.setItem = () => { throw new Error() }")
    browser.go_to("a2-owner")
    browser.type("Priya")
    browser("wait", script=f"{said}.includes('does not keep a draft')")


def chosen(browser: Browser, file: Path, words: str) -> None:
    """Open an answer file in the page, and wait until the page says these words."""
    browser("choose", control="open-file", file=str(file))
    browser("wait", script=f"document.getElementById('opened').innerText.includes('{words}')")


def test_an_answer_file_can_be_opened_again_and_gone_on_with(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    """Its answers come back; what was typed meanwhile stays until somebody chooses."""
    browser.open(page)
    write(browser, "a1-owner", "Sam")
    write(browser, "a2-owner", "Priya")
    name, base, _ = saved(browser)
    browser.go_to("save-button")
    file = tmp_path / name
    file.write_text(browser("download", key="Enter")[1], encoding="utf-8")
    browser.open(page)  # another person, or another day
    write(browser, "a1-owner", "Jo")
    write(browser, "a3-owner", "Ali")
    chosen(browser, file, "answers to 1 of 8 actions are now in this tab")
    assert browser("axe") == []
    before, edited = saved(browser)[1:]
    assert before == base
    assert checklist_in(edited) == owners("Jo", "Priya", "Ali")
    browser.evaluate("document.querySelector('#clashes button').click()")
    assert checklist_in(saved(browser)[2]) == owners("Sam", "Priya", "Ali")
    chosen(browser, file, "are in this tab already")


def test_a_file_that_is_not_of_this_page_changes_nothing(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    browser.open(page)
    file = tmp_path / "other.json"
    for text, words in {
        dumps(blank())[:-9]: "is damaged or cut off. Nothing was changed. Save it again where",
        "[]": "is no checklist that this page can open. Nothing was changed. Choose a file that"
        " ends in .scalekit.json.",
        '{"scalekit": 99, "actions": {}}': "was saved by a newer page",
        dumps(blank()._replace(place="Leeds")): "is about another innovation or place: FeNO",
        dumps(blank("decision-maker")): "is of another playbook or role: scaling-innovation, decis",
        dumps(blank()._replace(playbook="other")): "is of another playbook or role: other, innovat",
    }.items():
        file.write_text(text, encoding="utf-8")
        chosen(browser, file, words)
    markdown = tmp_path / "feno.scalekit.md"
    markdown.write_text("# FeNO testing", encoding="utf-8")
    chosen(browser, markdown, "feno.scalekit.md is no checklist that this page can open.")
    assert checklist_in(saved(browser)[2]) == blank()


def test_a_checklist_as_json_can_be_opened(browser: Browser, page: Path, tmp_path: Path) -> None:
    """Whatever it holds for an action, also what is no answer to it, which is left out."""
    action = blank().actions[0].id
    answer = Answer(Status.IN_PROGRESS, "Sam", date(2027, 2, 1), None, "", (Evidence("A"),), "N")
    file = tmp_path / "f.scalekit.json"
    text = dumps(blank().with_answer(action, answer))
    browser.open(page)
    file.write_text(text.replace('"in-progress"', '"unheard-of"'), encoding="utf-8")
    chosen(browser, file, "answers to 1 of 8")
    file.write_text(text, encoding="utf-8")
    chosen(browser, file, "answers to 1 of 8")
    assert checklist_in(saved(browser)[2]) == blank().with_answer(action, answer)


def test_words_of_a_tab_that_ended_can_be_deleted(two: Browser) -> None:
    write(two, "a1-owner", "Priya")
    two("closeTab")
    two("wait", script="document.querySelectorAll('#clashes button').length === 2")
    two.evaluate("document.querySelectorAll('#clashes button')[1].click()")
    two("wait", script=f"{TOLD} === ''")
    assert value(two, "a1-owner") == "Sam"
    assert "Priya" not in two.evaluate("JSON.stringify(localStorage)")
