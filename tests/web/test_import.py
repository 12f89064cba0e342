"""The file that a real browser saves, taken back by the command."""

from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Status
from scalekit.storage import saving
from tests.cli.running import Command, blank, checklist_in
from tests.web.browser import Browser


def test_what_was_typed_into_the_page_is_in_the_checklist(
    browser: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    scalekit = Command(capsys)
    saving.create("feno.scalekit.md", blank())
    assert scalekit("export", "feno.scalekit.md", "--format", "html", "--fillable").code == 0
    browser.open(Path("feno.html").absolute())
    browser.go_to("a2-status-not-started")
    browser.press("ArrowDown")
    browser.go_to("a2-owner")
    browser.type("Priya “PN” Nair")
    browser.go_to("a2-note")
    browser.type("One\n\n- two")
    browser.go_to("save-button")
    name, text = browser("download", key="Enter")
    assert name == "feno.scalekit.json"
    Path(name).write_text(text, encoding="utf-8")
    first, second = blank().actions[:2]
    scalekit("set", "feno.scalekit.md", first.id, "--owner", "Meanwhile")
    done = scalekit("import", name, "--into", "feno.scalekit.md")
    assert done.code == 0, done.err
    answer = Answer(Status.IN_PROGRESS, owner="Priya “PN” Nair", note="One\n\n- two")
    expected = blank().with_answer(first.id, Answer(owner="Meanwhile"))
    assert checklist_in(Path("feno.scalekit.md")) == expected.with_answer(second.id, answer)
    page = scalekit("import", "feno.html", "--into", "feno.scalekit.md")
    assert page.code == 3
    assert "choose “Save my answers”" in page.err
