"""`review`, `decide` and `history`: what people say of answers, kept in the file."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from scalekit import clock
from scalekit.model.dates import MONTHS, say_date
from tests.cli.running import Command, checklist_in
from tests.documents.test_docx import words
from tests.git.repository import git

RIGHT = "To put something right in it, decide again with --replaces"
FENO, NEED = "feno.scalekit.md", "understand-local-need"


@pytest.fixture
def feno(scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    scalekit("start", FENO, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    scalekit("set", FENO, "find-policy-ties", "--status", "in-progress", "--owner", "Jo")
    return tmp_path / FENO


def test_a_review_is_a_line_of_the_file_and_any_edit_makes_it_out_of_date(
    scalekit: Command, feno: Path
) -> None:
    done = scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--accept")
    assert (done.code, done.err) == (0, f"Saved {FENO}: Accepted by Sam Lee, find-policy-ties.\n")
    assert "- Accepted by Sam Lee, 26 November 2026 <!-- of: " in feno.read_text("utf-8")
    assert "Changed since" not in scalekit("status", FENO).out
    feno.write_text(feno.read_text("utf-8").replace("Owner: Jo", "Owner: Kit"), "utf-8")
    assert "Changed since Sam Lee accepted it: Find ties" in scalekit("status", FENO).out
    assert "Changed since Sam Lee accepted it: find-policy-ties." in scalekit("check", FENO).out
    assert "The answer has changed since." in scalekit("review", FENO).out
    scalekit("set", FENO, "find-policy-ties", "--owner", "Jo")
    assert "Changed since" not in scalekit("status", FENO).out


def test_a_question_has_a_number_until_it_is_settled(scalekit: Command, feno: Path) -> None:
    for text in ("Which six?", "Why?"):
        scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--question", text)
    assert "  2. Question from Sam Lee, 26 November 2026: Why?" in scalekit("review", FENO).out
    assert "Sam Lee asks: Why?" in scalekit("status", FENO).out
    done = scalekit("review", FENO, "--by", "Jo", "--settle", "2", "--json")
    assert [r["number"] for r in done.json["reviews"]] == [1, None, None]
    assert "Why?" not in scalekit("status", FENO).out
    again = scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--question", "Why?")
    assert again.code == 2
    assert "Jo settled this question on 26 November 2026. Ask it in other words" in again.err
    wrong = scalekit("review", FENO, "--by", "Jo", "--settle", "2")
    assert (wrong.code, wrong.err) == (
        2,
        "There is no open question 2. The open ones are:\n  1. Sam Lee asks: Which six?\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("find-policy", "--accept"), 4, "Say whose review it is: --by NAME."),
        (("--settle", "x", "--by", "Sam"), 2, "--settle: “x” is not a number."),
        (("find-policy", "--by", "Sam"), 4, "--accept, --question TEXT or --settle N."),
        (("--by", "Sam", "--accept"), 2, "Name the action. The actions are:"),
        (("regular", "--by", "Sam", "--accept"), 2, "has no answer to accept yet"),
        (("find-policy", "--accept", "--question", "x"), 2, "at a time"),
        (("find-policy", "--by", " ", "--accept"), 2, "--by is empty"),
        (("find-policy", "--by", "a\nb", "--accept"), 2, "--by takes one line of text."),
        (("--by", "Sam", "--settle", "1"), 2, "There is no open question to settle."),
    ],
)
def test_a_review_that_cannot_be_says_why_and_changes_nothing(
    scalekit: Command, feno: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = feno.read_bytes()
    done = scalekit("review", FENO, *arguments)
    assert done.code == code
    assert said in done.err
    assert feno.read_bytes() == before


def test_who_accepts_the_same_answer_twice_is_there_once(scalekit: Command, feno: Path) -> None:
    for _ in range(2):
        done = scalekit("review", FENO, "find-policy", "--by", "Sam Lee", "--accept")
    assert done.err == "Nothing to change: this review is there already.\n"
    assert len(checklist_in(feno).action("find-policy-ties").reviews) == 1


def test_a_day_without_a_year_on_which_something_was_decided_is_the_latest(
    scalekit: Command, feno: Path
) -> None:
    before = clock.today() - timedelta(days=1)
    for typed in (f"{before.day} {MONTHS[before.month - 1]}", "yesterday", f"{before:%A}"):
        done = scalekit("decide", FENO, "--decision", "pilot", "--by", typed, "--date", typed)
        assert f"Saved {FENO}: Pilot, {say_date(before)}, " in done.err, typed


def test_a_decision_knows_its_conditions_its_basis_and_when_it_is_looked_at_again(
    scalekit: Command, feno: Path
) -> None:
    done = scalekit(
        *("decide", FENO, "--decision", "Pilot", "--by", "Priya Shah", "--date", "2026-11-12"),
        *("--condition", "find-policy: Ties are shown", "--condition", "Board agrees: in May"),
        *("--review", "2026-11-20", "--because", "Nine are ready", "--instead-of", "Waiting"),
    )
    (made,) = checklist_in(feno).decisions
    assert done.err.splitlines() == [
        f"Saved {FENO}: Pilot, 12 November 2026, {made.id}.",
        f"This is a record and no signature. {RIGHT} {made.id}.",
    ]
    assert [each.action for each in made.conditions] == ["find-policy-ties", ""]
    assert made.id.startswith("2026-11-12-")
    says = "Decided: Pilot, by Priya Shah, 12 November 2026. 2 conditions: "
    late = "Its review was due 20 November 2026."
    unmet = "1 not met yet, 1 for a person to check."
    assert f"{says}{unmet} {late}" in scalekit("status", FENO).out
    scalekit("set", FENO, "find-policy-ties", "--status", "completed")
    stands = scalekit("status", FENO).out
    assert f"{says}1 met, 1 for a person to check. Answers have changed since." in stands
    told = scalekit("decide", FENO, "--list").out
    assert "  Condition: Ties are shown (met: Find ties to national and local priorities)\n" in told
    assert "  Condition: Board agrees: in May (for a person to check)\n" in told
    assert f"Decision {made.id}: Answers have changed since." in scalekit("check", FENO).out
    scalekit("decide", FENO, "--decision", "adopt", "--by", "Board", "--replaces", made.id)
    assert "Pilot" not in scalekit("status", FENO).out
    assert "Pilot, by Priya Shah" in scalekit("decide", FENO, "--list").out


def test_an_answer_without_a_review_is_not_taken_for_all(scalekit: Command, feno: Path) -> None:
    scalekit("review", FENO, NEED, "--question", "Who pays?", "--by", "Sam Lee")
    told = scalekit("review", FENO, "find-policy-ties").out
    assert "Nobody has reviewed this answer." in told


def test_a_decision_that_stands_beside_another_says_so(scalekit: Command, feno: Path) -> None:
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board")
    (pilot,) = checklist_in(feno).decisions
    done = scalekit("decide", FENO, "--decision", "adopt", "--by", "Board")
    said = f"Pilot, 26 November 2026, {pilot.id}, stands beside it. "
    assert said in done.err
    assert "--replaces" in done.err.partition(said)[2]


def test_a_condition_on_an_action_that_is_not_relevant_is_not_met_some_day(
    scalekit: Command, feno: Path
) -> None:
    scalekit("set", FENO, NEED, "--status", "not-relevant", "--reason", "Paid centrally")
    condition = f"{NEED}: Money is found"
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board", "--condition", condition)
    assert "1 condition: on an action that is not relevant." in scalekit("status").out


def test_status_says_what_is_off_track_and_why_something_with_an_answer_is_next(
    scalekit: Command, feno: Path
) -> None:
    scalekit("set", FENO, NEED, "--status", "in-progress", "--confidence", "off-track")
    scalekit("review", FENO, NEED, "--question", "Who pays?", "--by", "Sam Lee")
    shown = scalekit("status")
    assert f"\nOff track: Understand local capacity and the real problem ({NEED})\n" in shown.out
    assert f"({NEED}). A question about it is open.\n" in shown.out
    document = scalekit("status", "--json").json["checklists"][0]
    assert (document["offTrack"], document["needsAttention"]) == ([NEED], [])
    scalekit("set", FENO, NEED, "--status", "completed")
    assert "Off track" not in scalekit("status").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 4, "Say what was decided: --decision adopt|pilot|adapt|defer|stop."),
        (("--decision", "pilot"), 4, "Say who decided: --by NAME."),
        (("--decision", "plot", "--by", "x"), 2, "Did you mean pilot?"),
        (("--decision", "pilot", "--by", "x", "--date", "2027-01-01"), 2, "has not come yet"),
        (("--decision", "pilot", "--by", "x", "--review", "2020-01-01"), 2, "before the day of"),
        (("--decision", "pilot", "--by", "x", "--date", "soon"), 2, "--date: “soon” is not a date"),
        (("--decision", "pilot", "--by", "x", "--condition", "find-p0licy: y"), 2, "no action"),
        (("--decision", "pilot", "--by", "x", "--replaces", "y"), 2, "No decision is recorded."),
        (("--verify",), 2, "Use --verify with --list."),
    ],
)
def test_a_decision_that_cannot_be_says_why_and_changes_nothing(
    scalekit: Command, feno: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = feno.read_bytes()
    done = scalekit("decide", FENO, *arguments)
    assert done.code == code
    assert said in done.err
    assert feno.read_bytes() == before


def _commit(folder: Path, author: str, day: str = "") -> None:
    dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    git(folder, "add", "-A")
    who = ("--author", f"{author} <a@example.org>")
    git(folder, "commit", "-qm", "x", *who, environment=dated if day else {})


def test_history_says_who_changed_what_through_a_rename_a_merge_and_json(
    scalekit: Command, feno: Path
) -> None:
    folder = feno.parent
    assert "`git init`, and commit." in scalekit("history", FENO).err
    git(folder, "init", "-q", "-b", "main")
    _commit(folder, "Ann")
    git(folder, "switch", "-qc", "side")
    scalekit("set", FENO, "find-policy-ties", "--note", "From the side.")
    _commit(folder, "Bea")
    git(folder, "switch", "-q", "main")
    git(folder, "mv", FENO, "moved.scalekit.md")
    _commit(folder, "Cy")
    scalekit("set", "moved.scalekit.md", "find-policy-ties", "--owner", "Kit")
    _commit(folder, "Dee")
    git(folder, "merge", "-q", "--no-edit", "side")
    scalekit("export", "moved.scalekit.md", "--format", "json", "-o", "moved.scalekit.json")
    git(folder, "rm", "-q", "moved.scalekit.md")
    _commit(folder, "Eve")
    scalekit("set", "moved.scalekit.json", "find-policy-ties", "--due", "2026-12-01")
    done = scalekit("history", "moved.scalekit.json", "find-policy-ties", "--json")
    said = [
        (step["commit"] and step["commit"]["author"], [c["field"] for c in step["changes"]])
        for step in done.json["steps"]
    ]
    assert said[0] == (None, ["due"])
    assert sorted(said[1:], key=str) == [
        ("Ann", ["status", "owner"]),
        ("Bea", ["note"]),
        ("Dee", ["owner"]),
    ]


def test_after_a_merge_history_has_nothing_that_is_not_committed_and_the_newest_first(
    scalekit: Command, feno: Path
) -> None:
    folder = feno.parent
    git(folder, "init", "-q", "-b", "main")
    _commit(folder, "Ann", "2026-11-20")
    git(folder, "switch", "-qc", "side")
    scalekit("set", FENO, "1", "--owner", "Bea")
    _commit(folder, "Bea", "2026-11-21")
    git(folder, "switch", "-q", "main")
    scalekit("set", FENO, "1", "--evidence", "A=https://example.org/a")
    _commit(folder, "Cy", "2026-11-22")
    git(folder, "merge", "-q", "--no-edit", "side")
    assert git(folder, "status", "--short", FENO) == ""
    steps = scalekit("history", FENO, "--json").json["steps"]
    assert [step["commit"] and step["commit"]["author"] for step in steps] == ["Cy", "Bea", "Ann"]
    scalekit("set", FENO, "1", "--owner", "Dee")
    (newest, *_) = scalekit("history", FENO, "--json").json["steps"]
    assert (newest["commit"], [c["new"] for c in newest["changes"]]) == (None, ["Dee"])


def test_verify_names_the_commit_that_brought_a_decision(scalekit: Command, feno: Path) -> None:
    git(feno.parent, "init", "-q")
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board")
    assert "  Not committed yet" in scalekit("decide", FENO, "--list", "--verify").out
    _commit(feno.parent, "Ann Hill")
    told = scalekit("decide", FENO, "--list", "--verify").out
    assert "  Committed by Ann Hill, " in told
    assert "not signed" in told
    scalekit("set", FENO, "find-policy-ties", "--owner", "Kit")
    told = scalekit("decide", FENO, "--list").out
    assert "  Changed since: Find ties to national and local priorities\n" in told
    says = "Pilot, by Board, 26 November 2026. 1 answer has changed since."
    assert says in told
    named = f"Decided: {says.rstrip('.')}: Find ties to national and local priorities."
    assert named in scalekit("status", FENO).out
    assert named in scalekit("status").out
    shutil.copy(feno, feno.with_name("other.scalekit.md"))
    assert named in scalekit("status").out  # of several it says no less
    scalekit("export", FENO, "--output", "paper.docx")
    paper = words(Document("paper.docx"))
    assert f"{says}\nChanged since: Find ties" in paper


def test_two_decisions_on_two_branches_both_survive_in_the_driver_and_by_hand(
    scalekit: Command, feno: Path
) -> None:
    folder = feno.parent
    git(folder, "init", "-q", "-b", "main")
    _commit(folder, "Ann")
    git(folder, "switch", "-qc", "side")
    scalekit("decide", FENO, "--decision", "pilot", "--by", "Board A")
    _commit(folder, "Ann")
    git(folder, "switch", "-q", "main")
    scalekit("decide", FENO, "--decision", "stop", "--by", "Board B")
    _commit(folder, "Ann")
    git(folder, "merge", "-q", "--no-edit", "side", code=1)  # stock git shows both
    assert scalekit("merge", "--resolve", FENO, "--keep", "both").code == 0
    assert {each.by for each in checklist_in(feno).decisions} == {"Board A", "Board B"}
