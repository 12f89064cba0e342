"""The page as a form, by keyboard alone, in a real browser: filled in, kept, saved and read."""

import json
from datetime import date
from pathlib import Path

import pytest

from scalekit.documents.html import page as html
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.storage.json_.layout import loads
from scalekit.storage.json_.saved import read_saved
from tests.cli.running import blank
from tests.documents.reports import filled, report
from tests.web.browser import Browser

AWKWARD = "“Quotes” \"double\" 'single' </script> <!-- 👩🏽‍⚕️ é {{ x }} \\ %20 &amp;"
NOTE = f"First line\n\n- {AWKWARD}\n  indented\n\nLast </textarea> line"


@pytest.fixture
def form(browser: Browser, tmp_path: Path) -> Browser:
    """Return a browser with the form of a checklist that nobody has answered."""
    return opened(browser, tmp_path, blank())


def opened(browser: Browser, folder: Path, checklist: Checklist) -> Browser:
    path = folder / "page.html"
    path.write_bytes(html.render_fillable(report(checklist)))
    browser.open(path)
    return browser


def saved(browser: Browser) -> tuple[str, str, str]:
    """Save by keyboard; return the file's name, and what was sent out and edited, as JSON."""
    browser.go_to("save-button")
    name, text = browser("download", key="Enter")
    return (name, *read_saved(text))


def checklist_in(text: str) -> Checklist:
    checklist, problems = loads(text)
    assert checklist, problems
    return checklist


def test_every_field_filled_in_by_keyboard_is_in_the_file(form: Browser) -> None:
    form.tab_to("a2-status-not-started")
    form.press("ArrowDown", "ArrowDown", "ArrowDown")
    form.tab_to("a2-reason")
    form.type(AWKWARD)
    form.tab_to("a2-owner")
    form.type(f" {AWKWARD} ")
    for part, text in (("day", "1"), ("month", "February"), ("year", "2027")):
        form.tab_to(f"a2-due-{part}")
        form.type(text)
    form.tab_to("a2-confidence-none")
    form.press("ArrowDown", "ArrowDown")
    form.press("Tab", "Enter")  # Add evidence, which moves to its first field
    form.type(AWKWARD)
    form.press("Tab")
    form.type("https://example.org/?a=1&b=</script>")
    form.press("Tab", "Tab", "Tab", "Enter")  # past the link that opens it
    form.type("A second one")
    form.tab_to("a2-note")
    form.type(NOTE)
    name, base, edited = saved(form)
    assert name == "feno-testing.scalekit.json"
    assert checklist_in(base) == blank()
    answer = Answer(
        Status.CANNOT_START,
        AWKWARD,
        date(2027, 2, 1),
        Confidence.NEEDS_ATTENTION,
        AWKWARD,
        (Evidence(AWKWARD, "https://example.org/?a=1&b=</script>"), Evidence("A second one")),
        NOTE,
    )
    assert checklist_in(edited) == blank().with_answer(blank().actions[1].id, answer)


def test_what_nobody_touched_comes_back_as_it_was(browser: Browser, tmp_path: Path) -> None:
    """Even where a form cannot show it as it is, and where ids look like numbers."""
    odd = Answer(note="\n\nA note \t\n", owner="two  spaces\x85\u202e", reason="r\x0bs")
    checklist = filled().with_answer("find-policy-ties", odd)
    numbered = [action._replace(id=str(9 - n)) for n, action in enumerate(checklist.actions)]
    checklist = checklist._replace(actions=tuple(numbered), innovation="\x1b </script>")
    form = opened(browser, tmp_path, checklist)
    assert [checklist_in(text) for text in saved(form)[1:]] == [checklist, checklist]


def test_evidence_can_be_removed_and_the_focus_stays_near(browser: Browser, tmp_path: Path) -> None:
    form = opened(browser, tmp_path, filled())
    form.go_to("a1-e1-link")
    form.press("Tab", "Tab", "Enter")
    assert "Remove evidence 1" in form.evaluate(
        "document.activeElement.textContent.replace(/\\s+/g, ' ')"
    )
    edited = checklist_in(saved(form)[2])
    assert [each.label for each in edited.actions[0].answer.evidence] == [
        "Notes of the practice managers' meeting, 14 July 2026"
    ]


def test_what_a_program_wrote_about_evidence_stays_with_it(
    browser: Browser, tmp_path: Path
) -> None:
    marked = Evidence("Audit", "https://example.org/audit", "seen: 3 May")
    first = blank().actions[0]
    form = opened(browser, tmp_path, blank().with_answer(first.id, Answer(evidence=(marked,))))
    form.go_to("a1-e1-label")
    form.press("End")
    form.type(" of May")
    edited = checklist_in(saved(form)[2]).actions[0].answer
    assert edited.evidence == (marked._replace(label="Audit of May"),)


def test_a_year_of_the_last_century_is_named(form: Browser) -> None:
    for part, typed in (("day", "1"), ("month", "3"), ("year", "1927")):
        form.go_to(f"a1-due-{part}")
        form.type(typed)
    form.go_to("save-button")
    form.press("Enter")
    (said,) = form.evaluate(
        "[...document.querySelectorAll('.error-summary li')].map(l => l.innerText)"
    )
    assert said.startswith("Year must be 2000 or later: ")


def test_what_is_wrong_is_named_and_nothing_is_saved(form: Browser) -> None:
    form.go_to("a1-status-not-started")
    form.press("ArrowUp")
    form.go_to("a1-due-day")
    form.type("31")
    form.go_to("a1-due-month")
    form.type("2")
    form.go_to("a1-due-year")
    form.type("2027")
    form.go_to("a2-due-day")
    form.type("1")
    form.go_to("save-button")
    form.press("Enter")
    assert form.evaluate("document.activeElement.className") == "error-summary"
    assert form.evaluate("document.title").startswith("Error: ")
    entries = form.evaluate(
        "[...document.querySelectorAll('.error-summary li')].map(l => l.innerText)"
    )
    first, second = (action.title for action in blank().actions[:2])
    assert entries == [
        f"Enter why this action is not relevant: {first}",
        f"Due date must be a real date: {first}",
        f"Due date must include a month and a year: {second}",
    ]
    assert form("axe") == []
    form.press("Tab", "Tab", "Enter")
    assert form.evaluate("document.activeElement.id") == "a1-due-day"
    described = form.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert described == "Error: Due date must be a real date"
    form.press("Control+a")
    form.type("28")
    form.go_to("a2-due-day")
    form.press("Control+a", "Delete")
    form.evaluate("scrollTo(0, 0)")
    form.press("Shift+Tab")
    form.go_to("save-button")
    form.press("Enter")
    assert form.evaluate("document.querySelectorAll('.error-summary li').length") == 1
    assert form.evaluate("document.querySelectorAll('[aria-invalid]').length") == 1


def test_a_draft_outlives_the_page_and_can_be_deleted(form: Browser) -> None:
    form.go_to("a3-owner")
    form.type(AWKWARD)
    form.go_to("a3-note")
    form.type(NOTE)
    form("reload")
    assert "is back" in form.evaluate("document.getElementById('draft').textContent")
    assert form.evaluate("document.getElementById('a3-note').value") == NOTE
    edited = checklist_in(saved(form)[2])
    expected = Answer(owner=AWKWARD, note=NOTE)
    assert edited == blank().with_answer(blank().actions[2].id, expected)
    form.go_to("delete-button")
    form.press("Enter")
    assert form("asked")[-1] == "confirm"
    form("reload")
    assert form.evaluate("document.getElementById('a3-note').value") == ""


def test_a_draft_belongs_to_one_checklist(browser: Browser, tmp_path: Path) -> None:
    form = opened(browser, tmp_path, blank())
    form.go_to("a1-owner")
    form.type("Sam")
    form("reload")
    (tmp_path / "page.html").write_bytes(html.render_fillable(report(filled())))
    form("reload")
    owner = form.evaluate("document.getElementById('a1-owner').value")
    assert owner == "Priya Nair, practice nurse lead"


def test_a_browser_that_keeps_nothing_says_so(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html.render_fillable(report(blank())))
    browser.open(path, without="localStorage")
    assert "does not keep a draft" in browser.evaluate("document.getElementById('draft').innerText")
    browser.go_to("a1-owner")
    browser.type("Sam")
    assert checklist_in(saved(browser)[2]).actions[0].answer.owner == "Sam"


def test_leaving_asks_only_while_something_is_not_saved(form: Browser) -> None:
    form("leave")
    assert form("asked") == []
    form.go_to("a1-owner")
    form.type("Sam")
    form("leave")
    assert form("asked") == ["beforeunload"]
    saved(form)
    form("leave")
    assert form("asked") == ["beforeunload"]


def test_the_file_is_json_that_says_what_it_is(form: Browser) -> None:
    form.go_to("save-button")
    _, text = form("download", key="Space")
    assert list(json.loads(text)) == [
        *("scalekit", "kind", "playbook", "version", "roles", "innovation", "place"),
        *("pillars", "actions", "otherText", "base"),
    ]


def test_no_control_character_enters_an_answer_or_is_shown(
    browser: Browser, tmp_path: Path
) -> None:
    """What is typed or pasted loses them and the page says so; those of a file are spelled out."""
    first = blank().actions[0]
    form = opened(browser, tmp_path, blank().with_answer(first.id, Answer(owner="Sam\x1b[31m")))
    assert form.evaluate("document.getElementById('a1-owner').value") == "Sam\\x1b[31m"
    form.go_to("a2-owner")
    form.type("Pri\x1aya\x85Nair")
    form.go_to("a2-note")
    form.type("One\x0btwo\x07")
    assert form.evaluate("document.querySelectorAll('.taken-out').length") == 2
    assert form("axe") == []
    edited = checklist_in(saved(form)[2])
    assert edited.actions[0].answer.owner == "Sam\x1b[31m"
    assert edited.actions[1].answer == Answer(owner="Priya Nair", note="One\ntwo")


def test_what_to_discuss_stands_before_the_fields_and_how_answers_stood_is_folded(
    browser: Browser, tmp_path: Path
) -> None:
    form = opened(browser, tmp_path, filled())
    words = form.evaluate("document.querySelector('.action').innerText")
    parts = ("Questions to discuss", "Done when", "More help with this action", "Status")
    assert [*map(words.index, parts)] == sorted(map(words.index, parts))
    seen = "['summary', 'filled-in-by'].map((id) => document.getElementById(id).checkVisibility())"
    assert form.evaluate(seen) == [False, True]


def test_notes_and_links_stand_rendered_beside_their_fields(
    browser: Browser, tmp_path: Path
) -> None:
    """A link as it is typed; nothing that could run.

    A note with marks stands there once: as it was sent out until somebody changes it.
    """
    note = "## Where\n\n- six of **nine**\n- [the audit](https://example.org/audit)"
    evidence = (Evidence("Audit", "www.example.org/audit"), Evidence("Minutes", "minutes.docx"))
    first, second = blank().actions[:2]
    checklist = blank().with_answer(first.id, Answer(note=note, evidence=evidence))
    form = opened(
        browser, tmp_path, checklist.with_answer(second.id, Answer(note="Plain.\n\nTwo."))
    )
    shown = form.evaluate("document.querySelector('.rendered .note').innerText")
    assert shown.split("\n")[-1] == "the audit"
    assert form.evaluate("document.querySelectorAll('.rendered li strong').length") == 1
    seen = "[...document.querySelectorAll('.rendered, .as-edited')].map((one) => !one.hidden)"
    assert form.evaluate(seen)[:4] == [True, False, False, True]
    links = "[...document.querySelectorAll('.leads:not([hidden]) a')].map((one) => one.href)"
    assert form.evaluate(links) == ["https://www.example.org/audit"]
    assert form("axe") == []
    form.go_to("a1-e2-link")
    for text, leads in {
        "mailto:jo@example.org": ["mailto:jo@example.org"],
        "javascript:alert(1)": [],
        "file:///etc/passwd": [],
        "https://": [],
    }.items():
        form.press("Control+a")
        form.type(text)
        assert form.evaluate(links)[1:] == leads
    form.go_to("a1-change-note")
    form.press("Enter")
    assert form.evaluate(seen)[:2] == [False, True]
    form.type("So: ")
    assert form.evaluate("document.getElementById('a1-note').value").endswith("audit)So: ")
    assert form("messages") == [f"request {form.evaluate('location.href')}"]
