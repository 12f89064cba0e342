"""The page opens a checklist and saves it in place: field by field, over nobody's words.

The picker is a stub; what it opens and writes are the bytes of a file on the disk.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scalekit.documents.html import page as html
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.statement import Review, Statement
from scalekit.storage.json_.layout import dumps
from tests.cli.running import Command, blank
from tests.documents.reports import filled, report
from tests.web.browser import Browser
from tests.web.test_form import checklist_in

FIRST, SECOND = (action.id for action in blank().actions[:2])
BEFORE = blank().with_answer(FIRST, Answer(owner="Priya", note="One\n\n- two"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a checklist with one answer, as JSON on the disk."""
    path = tmp_path / "shared.scalekit.json"
    write(path, BEFORE)
    return path


@pytest.fixture
def form(browser: Browser, tmp_path: Path) -> Browser:
    """Return a browser with the form of a checklist that nobody had answered."""
    page = tmp_path / "page.html"
    page.write_bytes(html.render_fillable(report(blank())))
    browser.open(page)
    return browser


def write(path: Path, checklist: Checklist) -> None:
    path.write_bytes(dumps(checklist).encode())


def on_disk(path: Path) -> Checklist:
    return checklist_in(path.read_text("utf-8"))


def open_file(form: Browser, file: Path, words: str = "Saving writes to", **options: Any) -> None:
    """Open a file by keyboard, and wait for these words of what came of it."""
    form("pick", file=str(file), **options)
    form.evaluate("document.getElementById('continue').open = true")
    form.go_to("open-button")
    form.press("Enter")
    form("wait", script=f"document.getElementById('opened').innerText.includes('{words}')")


def fill(form: Browser, control: str, text: str) -> None:
    form.go_to(control)
    form.press("Control+a")
    form.type(text)


def save(form: Browser) -> str:
    """Save by keyboard; return what the page says of it."""
    form.go_to("save-button")
    form.evaluate("document.getElementById('saved').textContent = ''")  # what was said before
    form.press("Enter")
    form("wait", script="document.getElementById('saved').innerText !== ''")
    return str(form.evaluate("document.getElementById('saved').innerText"))


def value(form: Browser, control: str) -> Any:
    return form.evaluate(f"document.getElementById('{control}').value")


def change(file: Path, action: str, answer: Answer) -> None:
    """Answer an action as somebody else does while the page is open."""
    write(file, on_disk(file).with_answer(action, answer))


def test_answers_are_saved_in_the_file_that_was_opened(form: Browser, file: Path) -> None:
    """Each field, in the layout that scalekit writes, and again without opening it anew."""
    open_file(form, file)
    assert value(form, "a1-owner") == "Priya"
    assert form("axe") == []
    form.go_to("a1-status-not-started")
    form.press("ArrowDown", "ArrowDown", "ArrowDown")
    fill(form, "a1-reason", "No “room” \\ yet")
    for part, text in (("day", "1"), ("month", "2"), ("year", "2027")):
        fill(form, f"a1-due-{part}", text)
    form.go_to("a1-confidence-none")
    form.press("ArrowDown", "Tab", "Enter")
    form.type("Audit")
    form.press("Tab")
    form.type("https://example.org/é")
    assert save(form).startswith("Saved in shared.scalekit.json.")
    assert form("axe") == []
    answer = Answer(
        Status.CANNOT_START,
        "Priya",
        date(2027, 2, 1),
        Confidence.ON_TRACK,
        "No “room” \\ yet",
        (Evidence("Audit", "https://example.org/é"),),
        "One\n\n- two",
    )
    expected = BEFORE.with_answer(FIRST, answer)
    assert file.read_text("utf-8") == dumps(expected)
    fill(form, "a2-note", "Two\n\n- lines")
    fill(form, "a1-note", " ")
    assert "Saved in" in save(form)
    expected = expected.with_answer(FIRST, answer._replace(note=""))
    assert file.read_text("utf-8") == dumps(
        expected.with_answer(SECOND, Answer(note="Two\n\n- lines"))
    )
    assert "There is nothing new to save" in save(form)


@pytest.mark.parametrize(("typed", "kept"), [("", ""), ("Now it can", "Now it can")])
def test_a_reason_goes_with_its_status_unless_another_was_typed(
    form: Browser, file: Path, typed: str, kept: str
) -> None:
    change(file, FIRST, Answer(Status.CANNOT_START, reason="No room"))
    open_file(form, file)
    form.go_to("a1-status-cannot-start")
    form.press("ArrowUp")
    if typed:
        fill(form, "a1-reason", typed)
    said = save(form)
    assert ("The reason went with the status that needed it: " in said) == (not typed)
    assert on_disk(file).action(FIRST).answer == Answer(Status.COMPLETED, reason=kept)
    assert value(form, "a1-reason") == kept
    assert "There is nothing new to save" in save(form)


def test_what_others_wrote_meanwhile_is_merged_and_said(form: Browser, file: Path) -> None:
    open_file(form, file)
    fill(form, "a1-owner", "Sam")
    change(file, FIRST, Answer(Status.IN_PROGRESS, owner="Priya", note="One\n\n- two"))
    change(file, SECOND, Answer(owner="Ali"))
    said = save(form)
    assert "Others have answered in it since" in said
    assert value(form, "a2-owner") == "Ali"
    both = Answer(Status.IN_PROGRESS, owner="Sam", note="One\n\n- two")
    assert on_disk(file) == BEFORE.with_answer(FIRST, both).with_answer(SECOND, Answer(owner="Ali"))


@pytest.mark.parametrize(("choice", "kept"), [(0, "Ali"), (1, "Sam")])
def test_two_words_for_one_field_replace_nothing_until_somebody_chooses(
    form: Browser, file: Path, choice: int, kept: str
) -> None:
    open_file(form, file)
    fill(form, "a1-owner", "Sam")
    fill(form, "a2-owner", "Sam")
    change(file, FIRST, Answer(owner="Ali", note="One\n\n- two"))
    said = save(form)
    assert "Answers to 1 of 8 actions are not saved" in said
    assert "delete the draft" not in said
    again = save(form)  # and now there is nothing else to write
    assert again.startswith("Nothing was saved this time.\n\nAnswers to 1 of 8 actions are not")
    theirs = blank().with_answer(FIRST, Answer(owner="Ali", note="One\n\n- two"))
    expected = theirs.with_answer(SECOND, Answer(owner="Sam"))
    assert on_disk(file) == expected
    assert "Nothing of it was replaced" in save(form)
    assert on_disk(file) == expected
    assert form("axe") == []
    form.evaluate(f"document.querySelectorAll('#clashes button')[{choice}].click()")
    save(form)
    assert on_disk(file) == expected.with_answer(FIRST, Answer(owner=kept, note="One\n\n- two"))


def test_words_typed_before_opening_are_chosen_too(form: Browser, file: Path) -> None:
    fill(form, "a1-owner", "Sam")
    open_file(form, file, "choose below")
    save(form)
    assert on_disk(file) == BEFORE
    form.evaluate("document.querySelectorAll('#clashes button')[1].click()")
    save(form)
    assert on_disk(file).actions[0].answer == Answer(owner="Sam", note="One\n\n- two")


@pytest.mark.parametrize("read", [1, 2])
def test_a_file_that_changes_while_it_is_saved_is_merged(
    form: Browser, file: Path, read: int
) -> None:
    """Before it is read, and between that and the moment when it is replaced."""
    open_file(form, file)
    fill(form, "a1-owner", "Sam")
    other = dumps(BEFORE.with_answer(SECOND, Answer(owner="Ali")))
    form("pick", file=str(file), changes={"read": read, "text": other})
    assert "Others have answered" in save(form)
    mine = BEFORE.with_answer(FIRST, Answer(owner="Sam", note="One\n\n- two"))
    assert on_disk(file) == mine.with_answer(SECOND, Answer(owner="Ali"))


def test_a_file_that_cannot_be_saved_is_named_and_left(form: Browser, file: Path) -> None:
    open_file(form, file)
    fill(form, "a1-owner", "Sam")
    form.evaluate("window.isRefused = true")
    refused = save(form)
    assert "this browser was not given leave to write to it" in refused
    assert "delete the draft" not in refused
    assert on_disk(file) == BEFORE
    file.write_text("<<<<<<< ours\n", encoding="utf-8")
    assert "has changed since you opened it" in save(form)
    assert file.read_text("utf-8") == "<<<<<<< ours\n"
    write(file, blank()._replace(place="Leeds"))
    assert "is about another innovation or place" in save(form)
    file.write_bytes(b'{"scalekit": 2, "actions": {"\xff": 1}}')
    assert "it is not a text file any more" in save(form)
    file.unlink()
    assert "it is not there any more. Nothing was saved" in save(form)
    assert not file.exists()
    form("wait", script="document.getElementById('download-button').checkVisibility()")
    form.go_to("download-button")
    name, text = form("download", key="Enter")
    assert (name, '"owner": "Sam"' in text) == ("feno-testing.scalekit.json", True)


def test_what_the_page_does_not_know_stays_byte_for_byte(form: Browser, file: Path) -> None:
    """Windows line ends, a byte order mark, keys of a later scalekit, actions of another role."""
    written = dumps(filled().with_answer(FIRST, Answer(evidence=(Evidence("A", "b"),))))
    written = written.replace('"link": "b"}', '"link": "b", "seen": ["x"]}')
    written = written.replace('  "otherText"', '  "later": {"actions": {"a": 1}},\n\n  "otherText"')
    before = "\ufeff" + written.replace("\n", "\r\n")
    file.write_bytes(before.encode())
    open_file(form, file)
    fill(form, "a1-e1-label", "B")
    save(form)
    changed = file.read_bytes().decode()
    assert changed == before.replace('{"label": "A", "link"', '{"label": "B", "link"')


def test_an_action_in_other_words_is_neither_read_nor_written(form: Browser, file: Path) -> None:
    first = BEFORE.actions[0]
    others = (first._replace(text="Other words.", wording="0123abcd"), *BEFORE.actions[1:])
    write(file, BEFORE._replace(actions=others))
    before = file.read_bytes()
    open_file(form, file, "has other words than this page for the action: ")
    fill(form, "a1-owner", "Sam")
    assert f"Download a copy for them: {first.title}" in save(form)
    assert file.read_bytes() == before


def test_an_answer_file_goes_on_in_place_and_is_imported(
    form: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(form, "filled-in-by", "Jo Bell")
    fill(form, "a1-owner", "Sam")
    form.go_to("save-button")
    _, text = form("download", key="Enter")
    Path("answers.json").write_text(text, encoding="utf-8")
    form("reload")
    form.go_to("delete-button")
    form.press("Enter")
    open_file(form, tmp_path / "answers.json")
    fill(form, "a1-owner", "Sam Lee")
    fill(form, "a2-note", "More")
    assert "Saved in answers.json" in save(form)
    scalekit = Command(capsys)
    write(Path("feno.scalekit.json"), blank())
    done = scalekit("import", "answers.json", "--into", "feno.scalekit.json")
    assert "filled in by Jo Bell" in done.err, done.err
    expected = blank().with_answer(FIRST, Answer(owner="Sam Lee"))
    assert on_disk(Path("feno.scalekit.json")) == expected.with_answer(SECOND, Answer(note="More"))


def test_reviews_are_added_once_and_follow_what_stands_here(form: Browser, file: Path) -> None:
    """What others accepted or asked stays, also what the same person had asked before."""
    of = of_answer(BEFORE.actions[0].answer)
    asked = Statement(Review.QUESTION, "Jo Bell", date(2026, 11, 1), "Who pays?", of)
    write(file, BEFORE.with_review(FIRST, asked))
    fill(form, "filled-in-by", "Jo Bell")
    open_file(form, file, "stays in that file alone")
    form.evaluate("document.querySelector('.review').open = true")
    for text in ("When?", "When exactly?"):
        fill(form, "a1-question", text)
        save(form)
        assert [review.text for review in on_disk(file).actions[0].reviews] == ["Who pays?", text]
    assert "There is nothing new to save" in save(form)
    fill(form, "a1-question", " ")
    save(form)
    assert on_disk(file) == BEFORE.with_review(FIRST, asked)


def test_deleting_the_draft_closes_the_file(form: Browser, file: Path) -> None:
    """So that nothing is saved over it from a form that is empty again."""
    open_file(form, file)
    fill(form, "a1-owner", "Sam")
    save(form)
    form.go_to("delete-button")
    form.press("Enter")
    said = form.evaluate("document.getElementById('saved').innerText")
    assert "shared.scalekit.json is closed and stays as it was last saved." in said
    form.go_to("save-button")
    assert form("download", key="Enter")[0] == "feno-testing.scalekit.json"
    assert on_disk(file).actions[0].answer.owner == "Sam"


def test_without_the_file_api_a_file_is_loaded_and_downloaded(
    browser: Browser, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(html.render_fillable(report(blank())))
    browser.open(page, without="showOpenFilePicker")
    browser.evaluate("document.getElementById('continue').open = true")
    shown = [f"document.getElementById('{name}').checkVisibility()" for name in ("load", "open")]
    assert [browser.evaluate(one) for one in shown] == [True, False]
    browser.go_to("save-button")
    assert browser("download", key="Enter")[0] == "feno-testing.scalekit.json"
