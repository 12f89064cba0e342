"""Every document says what reviewers and boards said, and whether that still holds."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from scalekit import clock
from tests.cli.running import Command, checklist_in

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
