"""Every document says what reviewers and boards said, and whether that still holds."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scalekit import clock
from tests.cli.running import Command, checklist_in
from tests.git.repository import git, repository

FENO = "feno.scalekit.md"
SAID = (
    "Pilot, by Board, 26 November 2026. Answers have changed since.",
    "Because: Nine are ready",
    "Accepted by Sam Lee, 26 November 2026. The answer has changed since.",
    "Question from Sam Lee, 26 November 2026: Which six?",
)


@pytest.fixture
def feno(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("set", FENO, "find-policy-ties", "--status", "in-progress")
    scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--accept")
    scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--question", "Which six?")
    decided = ("--decision", "pilot", "--by", "Board", "--because", "Nine are ready")
    scalekit("decide", FENO, *decided)
    scalekit("set", FENO, "find-policy-ties", "--owner", "Kit")
    return tmp_path / FENO


def _text(path: Path) -> str:
    """Return the words of a page or of a Word document."""
    if path.suffix == ".docx":
        markup = zipfile.ZipFile(path).read("word/document.xml").decode()
    else:
        markup = path.read_text("utf-8")
    text = re.sub(r"<[^>]+>", "", markup.replace("</dt><dd>", ": "))
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    "options",
    [("--format", "html"), ("--format", "docx"), ("--format", "docx", "--layout", "checklist")],
)
def test_a_document_to_read_says_it_all(
    scalekit: Command, feno: Path, options: tuple[str, ...]
) -> None:
    out = feno.with_name(f"out.{options[1]}")
    assert scalekit("export", FENO, *options, "--output", out).code == 0
    text = _text(out)
    missing = [words for words in SAID if words not in text]
    expected = [SAID[2]] if "checklist" in options else []  # there the label stands before it
    assert missing in (expected, [])


def test_the_summary_of_the_workbook_says_it_all(scalekit: Command, feno: Path) -> None:
    scalekit("export", FENO, "--output", "out.xlsx")
    said = [str(cell) for row in load_workbook("out.xlsx")["Summary"].values for cell in row]
    text = re.sub(r"\s+", " ", " ".join(said))
    assert [words for words in SAID if words not in text] == []


def test_rows_for_programs_have_the_reviews(scalekit: Command, feno: Path) -> None:
    table = scalekit("export", FENO, "--format", "csv", "--output", "-").out
    assert SAID[3] in table
    rows = scalekit("export", FENO, "--format", "ndjson", "--output", "-").out
    assert '"kind":"question","by":"Sam Lee","on":"2026-11-26","text":"Which six?"' in rows


@pytest.mark.parametrize("options", [("--format", "xlsx"), ("--format", "json")])
def test_what_comes_back_unchanged_takes_no_statement_away(
    scalekit: Command, feno: Path, options: tuple[str, ...]
) -> None:
    out = feno.parent / "sent" / f"feno.{options[1]}"
    out.parent.mkdir()
    scalekit("export", FENO, *options, "--output", out)
    before = feno.read_bytes()
    scalekit("review", FENO, "find-policy", "--by", "Jo", "--accept")
    later = feno.read_bytes()
    assert later != before
    assert scalekit("import", out, "--into", FENO).code == 0
    assert feno.read_bytes() == later
    assert len(checklist_in(feno).action("find-policy-ties").reviews) == 3


CHANGED = "4 answers have changed since"
FIRST = (
    "Understand local capacity and the real problem",
    "Work through the challenges of adoption together",
    "Find ties to national and local priorities",
)


@pytest.fixture
def renamed(scalekit: Command, feno: Path) -> Path:
    """Return a checklist that was decided on, renamed, and answered otherwise since."""
    git(repository(feno.parent), "add", "-A")
    git(feno.parent, "commit", "-qm", "Decided before its last answer")
    scalekit("decide", FENO, "--decision", "adopt", "--by", "Trust")
    git(feno.parent, "commit", "-qam", "Decided")
    named = feno.with_name("later.scalekit.md")
    git(feno.parent, "mv", FENO, named.name)
    git(feno.parent, "commit", "-qm", "Renamed")
    for number in ("1", "2", "find-policy-ties", "fund-implementation"):
        scalekit("set", named.name, number, "--owner", "Ann")
    return named


def test_every_document_names_the_answers_that_changed_since_a_decision(
    scalekit: Command, renamed: Path
) -> None:
    """Where they are not listed below, the first few are named."""
    for kind in ("html", "docx"):
        page = renamed.with_name(f"out.{kind}")
        scalekit("export", renamed.name, "--output", page)
        assert f"{CHANGED}." in _text(page), kind
        assert all(f"Changed since: {title}" in _text(page) for title in FIRST), kind
    scalekit("export", renamed.name, "--output", "out.xlsx")
    summary = [str(cell) for row in load_workbook("out.xlsx")["Summary"].values for cell in row]
    assert any(f"{CHANGED}." in cell for cell in summary)
    assert any(f"Changed since: {FIRST[2]}\n" in cell for cell in summary)
    named = f"{CHANGED}: {'; '.join(FIRST)}; and 1 more."
    assert named in scalekit("export", renamed.name, "--format", "csv", "--output", "-").out
    assert named in re.sub(r"\s+", " ", scalekit("portfolio").out)
    for name in ("side.html", "side.xlsx"):
        scalekit("portfolio", "--output", name)
    assert named in _text(Path("side.html"))
    assert named in str([*load_workbook("side.xlsx")["Decided"].values])


@pytest.fixture
def decided(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checklist of both roles, on all of which a decision stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    for role in ("innovator", "decision-maker"):
        scalekit("start", FENO, "--role", role, "--innovation", "FeNO", "--no-input")
    scalekit("set", FENO, "find-policy-ties", "--status", "completed", "--owner", "Kit")
    condition = ("--condition", "find-policy-ties: Show which")
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board", *condition)
    return tmp_path / FENO


STANDS = "Pilot, by Board, 26 November 2026. 1 condition: met."


def test_a_part_of_a_checklist_takes_no_basis_from_a_decision(
    scalekit: Command, decided: Path
) -> None:
    """It was made on the answers of both roles, and none of these has changed."""
    page = decided.with_name("page.html")
    for roles in ((), ("--role", "innovator"), ("--role", "decision-maker")):
        scalekit("export", FENO, *roles, "--output", page, "--force")
        assert STANDS in _text(page), roles
        assert "Answers have changed since" not in _text(page), roles


@pytest.mark.parametrize("options", [(), ("--role", "decision-maker"), ("--owner", "Kit")])
@pytest.mark.parametrize("plain", [(), ("--group-by", "place")])
def test_an_overview_has_what_was_decided(
    scalekit: Command, decided: Path, options: tuple[str, ...], plain: tuple[str, ...]
) -> None:
    done = scalekit("portfolio", *options, *plain)
    assert STANDS in re.sub(r"\s+", " ", done.out)
    assert "have changed since" not in done.out
    (row,) = scalekit("portfolio", *options, *plain, "--json").json["checklists"]
    assert [(each["decision"], each["current"]) for each in row["decisions"]] == [("pilot", True)]
    for name in ("side.html", "side.xlsx"):
        assert scalekit("portfolio", *options, *plain, "--output", name).code == 0
    assert STANDS in _text(Path("side.html"))
    sheets = load_workbook("side.xlsx")
    assert STANDS in [cell.value for cell in sheets["Decided"][2]]


def test_an_overview_without_decisions_says_nothing_of_them(scalekit: Command, feno: Path) -> None:
    feno.unlink()
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    assert "decided" not in scalekit("portfolio").out
