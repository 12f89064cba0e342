"""The matrix of statements by edits: every document names exactly what an edit made out of date."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from scalekit import clock
from scalekit.engine.agree import Open, SideAnswer, with_joint_answer
from scalekit.model.checklist import Answer, Status
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import saving
from tests.cli.running import Command, blank
from tests.documents.pages import Page
from tests.documents.test_docx import words

FENO, SENT = "feno.scalekit.md", "sent.scalekit.json"
TIES, TEAMS, FUND = "find-policy-ties", "engage-delivery-teams", "fund-implementation"
DAY = date(2026, 11, 26)

# Each statement, and how it is said that what it is about has changed.
STATEMENTS = {
    "wording": (
        r"[Ww]ording changed since (it was|you) answered:?( Action Pillar Status Owner Due| \d\."
        r"| - FeNO testing, Barnsley \(feno.scalekit.md\))? Find ties"
        r"|The wording of find-policy-ties changed|Wording: It has changed"
        r'|"wordingChanged": ?(true|\[ ["{])|"No","Yes","","","","Accepted by Sam Lee'
    ),
    "review": (
        r"Changed since Sam Lee accepted it|Sam Lee, 26 November 2026\. The answer has changed"
        r'|"by": ?"Sam Lee",[^}]*"current": ?false|"changedSinceAccepted": \[[^]]*"Sam Lee"'
    ),
    "review of another": (
        r"Changed since Kit Fox accepted it|Kit Fox, 26 November 2026\. The answer has changed"
        r'|"by": ?"Kit Fox",[^}]*"current": ?false|"changedSinceAccepted": \[[^]]*"Kit Fox"'
    ),
    "decision": r'Answers have changed since\.|"by": ?"Board",.*?"current": ?false',
    "evidence": r"“Audit”: (audit\.csv has changed since it was given|there is no file audit\.csv)",
    "view": (
        r"Changed since the sides agreed to differ|A and B, 26 November 2026\. The answer has"
        r'|"by": ?"A and B",[^}]*"current": ?false|"changedSinceDiffered": \[ "engage-delivery'
    ),
}


@pytest.fixture
def feno(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scalekit: Command) -> None:
    """Make a checklist with a statement of each kind, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: DAY)
    held = (SideAnswer("A", Answer(Status.IN_PROGRESS)), SideAnswer("B", Answer(Status.COMPLETED)))
    opened = Open(TEAMS, "", held, agreed=False)
    joint = blank("innovator", "decision-maker")
    saving.create(FENO, with_joint_answer(joint, opened, held[0].answer, DAY, differ=True))
    Path("audit.csv").write_text("a,b\n", "utf-8")
    scalekit("set", FENO, TIES, "--status", "in-progress", "--evidence", "Audit=audit.csv")
    scalekit("set", FENO, FUND, "--status", "in-progress", "--owner", "Jo")
    scalekit("review", FENO, TIES, "--by", "Sam Lee", "--accept")
    scalekit("review", FENO, FUND, "--by", "Kit Fox", "--accept")
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board")


# --- edits, and what each makes out of date


def _set(*options: str) -> Callable[[Command], None]:
    def edit(scalekit: Command) -> None:
        assert scalekit("set", FENO, *options).code == 0

    return edit


def _by_hand(scalekit: Command) -> None:
    text = Path(FENO).read_text("utf-8")
    Path(FENO).write_text(text.replace("Owner: Jo", "Owner: Ann"), "utf-8")


def _import(scalekit: Command) -> None:
    scalekit("export", FENO, "--output", SENT)
    back = Path(SENT).read_text("utf-8").replace('"owner": "Jo"', '"owner": "Ann"')
    Path("back.json").write_text(back, "utf-8")
    assert scalekit("import", "back.json", "--base", SENT, "--into", FENO).code == 0
    Path(SENT).unlink()


def _merge(scalekit: Command) -> None:
    text = Path(FENO).read_text("utf-8")
    for name, owner in (("base", "Jo"), ("theirs", "Ann")):
        Path(f"{name}.md").write_text(text.replace("Owner: Jo", f"Owner: {owner}"), "utf-8")
    merged = scalekit("merge", "base.md", FENO, "theirs.md", "--output", "-")
    assert merged.code == 0
    Path(FENO).write_text(merged.out, "utf-8")


def _newer_playbook(scalekit: Command) -> None:
    shutil.copytree(builtin_folder(), "newer")
    for name, old, new in (
        ("playbook.yaml", 'version: "2023.2"', 'version: "2024.1"'),
        ("pillars/understand.yaml", "Show which national", "Say which national"),
    ):
        file = Path("newer", name)
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    Path("scalekit.toml").write_text('playbook = "newer"\n', "utf-8")


def _question(scalekit: Command) -> None:
    scalekit("review", FENO, TIES, "--by", "Ann", "--question", "Which six?")


EDITS: dict[str, tuple[Callable[[Command], object], set[str]]] = {
    "nothing": (lambda scalekit: None, set()),
    "a field of an answer": (_set(TIES, "--owner", "Ann"), {"review", "decision"}),
    "the file by hand": (_by_hand, {"review of another", "decision"}),
    "a returned copy": (_import, {"review of another", "decision"}),
    "a merge": (_merge, {"review of another", "decision"}),
    "the joint answer": (_set(TEAMS, "--status", "completed"), {"view", "decision"}),
    "an answer without statements": (_set("align-incentives", "--note", "x"), {"decision"}),
    "a file that is evidence": (lambda _: Path("audit.csv").write_text("c\n"), {"evidence"}),
    "that file taken away": (lambda _: Path("audit.csv").unlink(), {"evidence"}),
    "the playbook": (_newer_playbook, {"wording"}),
    "another statement": (_question, set()),
    "the name of the place": (_set("--place", "Leeds"), set()),
}


# --- documents, and what each tells


def _exported(*options: str) -> Callable[[Command], str]:
    def made(scalekit: Command) -> str:
        out = Path("out") / f"made.{options[0]}"
        out.parent.mkdir(exist_ok=True)
        # In the checklist's own folder, evidence is where it says.
        assert scalekit("export", FENO, "--format", *options, "--output", out, "--force").code == 0
        return _READ[options[0]](out)

    return made


def _page(out: Path) -> str:
    return Page(out.read_bytes()).text


def _workbook(out: Path) -> str:
    sheet = load_workbook(out)["Summary"]
    return " ".join(str(cell) for row in sheet.values for cell in row if cell is not None)


_READ: dict[str, Callable[[Path], str]] = {
    "html": _page,
    "docx": lambda out: words(Document(str(out))),
    "xlsx": _workbook,
    "csv": lambda out: out.read_text("utf-8"),
    "ndjson": lambda out: out.read_text("utf-8"),
}


def _said(*arguments: str) -> Callable[[Command], str]:
    return lambda scalekit: scalekit(*arguments).out


EVERY = {*STATEMENTS}
REVIEWS = {"review", "review of another"}
DOCUMENTS: dict[str, tuple[Callable[[Command], str], set[str]]] = {
    "status": (_said("status", FENO), EVERY),
    "status --json": (_said("status", FENO, "--json"), EVERY),
    "check": (_said("check", FENO), EVERY),
    "check --json": (_said("check", FENO, "--json"), EVERY),
    "page": (_exported("html"), EVERY),
    "page to fill in": (_exported("html", "--fillable"), EVERY),
    "board paper": (_exported("docx"), EVERY),
    "Word form": (_exported("docx", "--layout", "checklist"), EVERY),
    "workbook": (_exported("xlsx"), EVERY),
    "CSV": (_exported("csv"), EVERY),
    "NDJSON": (_exported("ndjson"), EVERY),
    "portfolio": (_said("portfolio"), EVERY),
    "portfolio --json": (_said("portfolio", "--json"), EVERY),
    "review": (_said("review", FENO), REVIEWS),
    "review --json": (_said("review", FENO, "--json"), REVIEWS),
    "decide": (_said("decide", FENO, "--list"), {"decision"}),
    "decide --json": (_said("decide", FENO, "--list", "--json"), {"decision"}),
}


@pytest.mark.usefixtures("feno")
@pytest.mark.parametrize("edit", EDITS)
def test_every_document_names_exactly_what_an_edit_made_out_of_date(
    scalekit: Command, edit: str
) -> None:
    change, expected = EDITS[edit]
    change(scalekit)
    told, right = {}, {}
    for name, (made, tells) in DOCUMENTS.items():
        text = re.sub(r"\s+", " ", made(scalekit))
        told[name] = {each for each, says in STATEMENTS.items() if re.search(says, text)}
        right[name] = expected & tells
    assert told == right
