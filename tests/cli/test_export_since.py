"""`scalekit export --since`: what changed, in every format that can say so."""

import csv
import html
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from scalekit.model.checklist import Status
from scalekit.storage import markdown
from tests.cli.running import Command, blank
from tests.git.repository import ENVIRONMENT, git, repository

NEED = "understand-local-need"
SINCE = ("--since", "v1")


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that is the current folder; since v1 `in/a` changed, `in/b` came."""
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    folder = repository(tmp_path / "team")
    monkeypatch.chdir(folder)
    put("a")
    put("same")
    (folder / ".gitignore").write_text("ignored*\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Start")
    git(folder, "tag", "v1")
    put("a", owner="Sam Lee", status=Status.IN_PROGRESS)
    put("b")
    put("ignored")
    return folder


def put(name: str, **fields: object) -> None:
    checklist = blank("innovator", "decision-maker")._replace(innovation=name.upper())
    answer = checklist.action(NEED).answer._replace(**fields)  # type: ignore[arg-type]
    path = Path("in", f"{name}.scalekit.md")
    path.parent.mkdir(exist_ok=True)
    text = markdown.dumps(checklist.with_answer(NEED, answer))
    path.write_text(text, encoding="utf-8", newline="\n")


def shown(path: str) -> str:
    """Return the words of a document, in any format, on one line."""
    text = Path(path).read_bytes().decode("utf-8", "replace")
    if path.endswith(("x",)):
        book = ZipFile(path)
        parts = [name for name in book.namelist() if name.endswith(".xml")]
        text = " ".join(book.read(name).decode("utf-8") for name in parts)
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).split())


SAID = {
    "a": "Owner set to Sam Lee",
    "b": "This checklist was added since v1.",
    "same": "Nothing changed.",
    "ignored": "Not known: there is no earlier version of this checklist to compare with.",
}


@pytest.mark.parametrize("kind", ["html", "xlsx", "docx"])
def test_each_document_says_what_became_of_its_checklist(
    scalekit: Command, team: Path, kind: str
) -> None:
    done = scalekit("export", "in", "--format", kind, *SINCE, "--output", "out/")
    assert (done.code, done.err) == (0, "Wrote 4 of 4 to out/.\n")
    for name, said in SAID.items():
        text = shown(f"out/{name}.{kind}")
        assert "What changed since v1" in text
        assert [each for each in SAID.values() if each in text] == [said]
        scalekit("export", f"in/{name}.scalekit.md", "--format", kind, *SINCE, "-o", f"x.{kind}")
        assert shown(f"x.{kind}") == text


def test_many_documents_made_by_several_processes_say_it_too(scalekit: Command, team: Path) -> None:
    names = [f"x{number:03}" for number in range(250)]
    for name in names:
        put(name)
    git(team, "add", "-A")
    git(team, "commit", "-qm", "More")
    for name in names[::50]:
        put(name, owner="Sam Lee")
    scalekit("export", "in", "--format", "html", "--since", "HEAD", "--output", "out")
    told = [name for name in names if "Owner set to Sam Lee" in shown(f"out/{name}.html")]
    assert told == names[::50]


def test_tables_name_the_fields_that_changed(scalekit: Command, team: Path) -> None:
    scalekit("export", "in", "--format", "csv", *SINCE, "--output", "all.csv")
    rows = list(csv.DictReader(Path("all.csv").read_text("utf-8-sig").splitlines()))
    found = {row["Checklist"]: row["Changed"] for row in rows if row["Action id"] == NEED}
    assert found == {"a": "Status; Owner", "b": "Added", "same": "", "ignored": "Not known"}
    assert {row["Since"] for row in rows} == {"v1"}
    lines = scalekit("export", "in", "--format", "ndjson", *SINCE).out.splitlines()
    answers = [json.loads(line) for line in lines]
    assert {a["checklist"]: a["changed"] for a in answers if a["action"] == NEED} == {
        "a": ["status", "owner"],
        "b": ["action"],
        "same": [],
        "ignored": None,
    }


def test_a_workbook_of_many_says_it_of_each(scalekit: Command, team: Path) -> None:
    scalekit("export", "in", "--format", "xlsx", *SINCE, "--output", "all.xlsx")
    assert [said in shown("all.xlsx") for said in SAID.values()] == [True, True, False, True]


def test_a_role_has_only_its_own_changes(scalekit: Command, team: Path) -> None:
    before = blank("innovator", "decision-maker")._replace(innovation="A")
    answer = before.action("confirm-real-problem").answer._replace(owner="Ann")
    changed = before.with_answer("confirm-real-problem", answer)
    Path("in/a.scalekit.md").write_text(markdown.dumps(changed), encoding="utf-8", newline="\n")
    for role, said in (("innovator", "Nothing changed."), ("decision-maker", "Owner set to Ann")):
        options = ("--format", "html", "--role", role, *SINCE, "-o", f"{role}.html")
        scalekit("export", "in/a.scalekit.md", *options)
        assert said in shown(f"{role}.html")


def test_an_earlier_version_that_cannot_be_read_is_told(scalekit: Command, team: Path) -> None:
    Path("in/b.scalekit.md").write_text("Not a checklist.\n")
    git(team, "add", "-A")
    git(team, "commit", "-qm", "Broken")
    put("b")
    done = scalekit("export", "in/b.scalekit.md", "--format", "html", "--since", "HEAD")
    assert done.code == 1
    assert done.err.startswith("Wrote b.html.\nHEAD:in/b.scalekit.md:1:1: ")
    assert SAID["ignored"] in shown("b.html")


def test_what_holds_no_history_and_what_git_has_not(
    scalekit: Command, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("md", "json"):
        done = scalekit("export", "in/a.scalekit.md", "--format", kind, *SINCE)
        assert (done.code, done.out) == (2, "")
        assert "--since goes with --format html, xlsx, docx, csv, ndjson." in done.err
    calendar = scalekit("export", "in/a.scalekit.md", "--format", "ics", *SINCE)
    assert (calendar.code, calendar.err.startswith("A calendar holds no history.")) == (2, True)
    assert scalekit("export", "-", "--format", "csv", *SINCE).code == 2
    monkeypatch.chdir(tmp_path)
    put("a")
    done = scalekit("export", "in", "--format", "html", "-o", "out", *SINCE)
    assert (done.code, "is not in a git repository" in done.err) == (2, True)
    assert not Path("out").exists()


def test_only_what_is_asked_for_runs_git(
    scalekit: Command, team: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert scalekit("export", "in", "--format", "csv").code == 0
    done = scalekit("export", "in", "--format", "csv", *SINCE)
    assert (done.code, done.err.startswith("git is not installed.")) == (3, True)
