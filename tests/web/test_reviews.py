"""What a reviewer writes into the page, and who filled it in, taken back by the command."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scalekit.documents.html import page as html
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import Answer, Status
from scalekit.model.statement import Review, Statement
from scalekit.storage import saving
from tests.cli.running import Command, blank, checklist_in
from tests.documents.reports import report
from tests.web.browser import Browser

FILE = Path("feno-testing.scalekit.md")
FIRST, SECOND = (action.id for action in blank().actions[:2])
SENT = blank().with_answer(FIRST, Answer(Status.IN_PROGRESS, owner="Priya Nair"))
BEFORE = Statement(Review.QUESTION, "Jo Bell", date(2026, 11, 1), "Who pays?", "0123abcd")


@pytest.fixture
def form(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Return a browser with the form of a checklist with one answer and one review."""
    monkeypatch.chdir(tmp_path)
    sent = SENT.with_review(FIRST, BEFORE)
    saving.create(str(FILE), sent)
    Path("page.html").write_bytes(html.render_fillable(report(sent)))
    browser.open(Path("page.html").absolute())
    return browser


def review(form: Browser, number: int, *, accept: bool = False, question: str = "") -> None:
    """Open the review of an action by keyboard, and fill it in."""
    form.go_to(f"a{number}-note")
    form.press("Tab")
    if not form.evaluate("document.activeElement.parentElement.open"):
        form.press("Enter")
    if accept:
        form.go_to(f"a{number}-accepted")
        form.press("Space")
    if question:
        form.go_to(f"a{number}-question")
        form.type(question)


def sign(form: Browser, name: str = "Sam  Lee") -> None:
    form.go_to("filled-in-by")
    form.type(name)


def save(form: Browser) -> str:
    """Save, and return the name that the file now has here."""
    form.go_to("save-button")
    name, text = form("download", key="Enter")
    Path(name).write_text(text, encoding="utf-8")
    return str(name)


def value(form: Browser, control: str, of: str = "value") -> Any:
    return form.evaluate(f"document.getElementById('{control}').{of}")


def test_a_reviewer_accepts_and_asks_and_import_takes_both_once(
    form: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Who pays?" in form("text")
    sign(form)
    review(form, 1, accept=True, question="Which six practices?")
    review(form, 2, question="When?")
    assert form("axe") == []
    saved = save(form)
    scalekit = Command(capsys)
    done = scalekit("import", saved, "--into", str(FILE))
    assert done.code == 0, done.err
    assert f"{saved} was filled in by Sam Lee, " in done.err
    first, second = checklist_in(FILE).actions[:2]
    of = of_answer(first.answer)
    on = first.reviews[-1].on
    assert first.reviews == (
        BEFORE,
        Statement(Review.ACCEPTED, "Sam Lee", on, "", of),
        Statement(Review.QUESTION, "Sam Lee", on, "Which six practices?", of),
    )
    assert second.reviews == (
        Statement(Review.QUESTION, "Sam Lee", on, "When?", of_answer(Answer())),
    )
    # A day later, the same file and one that was saved anew.
    Path("again.json").write_text(
        Path(saved).read_text("utf-8").replace(f'"on": "{on}"', '"on": "2027-01-31"'), "utf-8"
    )
    for document in (saved, "again.json"):
        again = scalekit("import", document, "--into", str(FILE))
        assert "Nothing to bring in" in again.err, again.err


def test_who_accepts_and_changes_an_answer_accepted_the_one_that_was_sent(
    form: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(form)
    form.go_to("a1-owner")
    form.press("End")
    form.type(", nurse lead")
    review(form, 1, accept=True)
    done = Command(capsys)("import", save(form), "--into", str(FILE))
    assert "Sam Lee accepted the answer as it was sent out. It has changed since" in done.err
    first = checklist_in(FILE).actions[0]
    assert first.answer.owner == "Priya Nair, nurse lead"
    assert first.reviews[-1].of == of_answer(SENT.actions[0].answer)


def test_a_review_needs_a_name_and_there_is_none_to_accept_without_an_answer(
    form: Browser,
) -> None:
    review(form, 2, question="When?")
    assert not form.evaluate("document.getElementById('a2-accepted').checkVisibility()")
    form.go_to("save-button")
    form.press("Enter")
    said = form.evaluate("document.querySelector('.error-summary li').innerText")
    assert said.startswith("Enter your name, because you accept an answer or ask a question")
    assert form("axe") == []
    form.press("Tab", "Enter")
    assert form.evaluate("document.activeElement.id") == "filled-in-by"
    form.type("Sam")
    assert '"When?"' in Path(save(form)).read_text("utf-8")


def test_name_and_reviews_are_kept_as_a_draft_and_come_back_from_a_file(form: Browser) -> None:
    sign(form)
    review(form, 1, accept=True, question="Why?")
    saved = save(form)
    form("reload")
    assert value(form, "filled-in-by") == "Sam  Lee"
    assert value(form, "a1-accepted", "checked") is True
    form.go_to("delete-button")
    form.press("Enter")
    assert (value(form, "filled-in-by"), value(form, "a1-question")) == ("", "")
    form("choose", control="open-file", file=str(Path(saved).absolute()))
    form("wait", script="document.getElementById('opened').textContent !== ''")
    assert value(form, "filled-in-by") == "Sam Lee"
    assert value(form, "a1-question") == "Why?"
    assert value(form, "a1-accepted", "checked") is True


def test_what_another_person_accepted_is_not_taken_over(form: Browser) -> None:
    sign(form)
    review(form, 1, accept=True)
    saved = save(form)
    form.go_to("delete-button")
    form.press("Enter")
    sign(form, "Jo Bell")
    form("choose", control="open-file", file=str(Path(saved).absolute()))
    form("wait", script="document.getElementById('opened').textContent !== ''")
    assert "What Sam Lee accepted or asked stays in that file alone." in form("text")
    assert value(form, "a1-accepted", "checked") is False


def test_people_save_where_they_are_and_delete_the_draft_there(form: Browser) -> None:
    sign(form)
    form.go_to("a2-owner")
    form.type("Sam Lee")
    form.evaluate("document.querySelectorAll('.save')[1].focus()")
    name, text = form("download", key="Enter")
    assert (name, '"owner": "Sam Lee"' in text) == ("feno-testing.scalekit.json", True)
    said = "document.querySelectorAll('.fields .saved')[1].innerText"
    assert (
        "Saved as feno-testing.scalekit.json. Send this file to the person who sent you this page."
        in form.evaluate(said)
    )
    assert form.evaluate("document.querySelectorAll('.saved:not(:empty)').length") == 1
    assert form("axe") == []
    form.press("Tab", "Enter")  # Delete the draft
    assert form("asked") == ["confirm"]
    assert form.evaluate("document.activeElement.id") == "delete-button"
    assert "Your draft is deleted." in value(form, "saved", "innerText")
    form("reload")
    assert (value(form, "filled-in-by"), value(form, "a2-owner")) == ("", "")


def test_a_checklist_in_json_is_loaded_as_a_saved_answer_is(form: Browser) -> None:
    answered = SENT.with_answer(SECOND, Answer(owner="Jo Bell"))
    saving.create("later.scalekit.json", answered)
    form("choose", control="open-file", file=str(Path("later.scalekit.json").absolute()))
    form("wait", script="document.getElementById('opened').textContent !== ''")
    assert value(form, "a2-owner") == "Jo Bell"
