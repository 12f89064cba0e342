"""`scalekit portfolio`: a folder of checklists side by side, in every format."""

import csv
import io
import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from scalekit.model.checklist import (
    RETIRED_TITLE,
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Status,
)
from scalekit.storage import files, json_, saving
from scalekit.text.columns import columns
from tests.cli.running import Command, blank
from tests.cli.screen import Screen
from tests.git.repository import ENVIRONMENT, git, repository

LATE = date(2020, 3, 1)
NEED, TIES, TOUCH = "understand-local-need", "find-policy-ties", "regular-touchpoints"
FENO = str(Path("a/feno.scalekit.md"))
HOSTILE = "\x1b]0;owned\x07[bold]x[/bold]\u202egnp.exe"


def put(name: str, checklist: Checklist) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    saving.create(name, checklist)


def named(innovation: str, place: str = "Leeds", *roles: str, **answers: Answer) -> Checklist:
    """Return a checklist of the built-in playbook; answers are by the names above."""
    checklist = blank(*roles)._replace(innovation=innovation, place=place)
    for name, answer in answers.items():
        checklist = checklist.with_answer(globals()[name], answer)
    return checklist


def other(innovation: str) -> Checklist:
    """Return a checklist of another playbook, with a pillar of its own."""
    action = ChecklistAction("share", "data", "Share the data", "", "00000000")
    return Checklist("data", "1", (), innovation, "", (("data", "Data"),), (action,))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with three checklists in it."""
    monkeypatch.chdir(tmp_path)
    put(
        "a/feno.scalekit.md",
        named(
            "FeNO testing",
            NEED=Answer(Status.COMPLETED, "Sam Lee"),
            TIES=Answer(Status.CANNOT_START, "sam  lee", LATE, reason="No money."),
        ),
    )
    put("b/ward.scalekit.json", named("Virtual ward", "York", TIES=Answer(owner="", due=LATE)))
    put("b/both.scalekit.md", named("App", "leeds", "innovator", "decision-maker"))
    return tmp_path


def test_it_shows_counts_by_pillar_and_what_needs_a_look(scalekit: Command, folder: Path) -> None:
    done = scalekit("portfolio")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == ["3 checklists", ""]
    assert "1 of 27 completed, 25 not yet started, 1 cannot start yet. 26 still open" in " ".join(
        done.out.split()
    )
    assert "26 still open, 0 off track, 2 overdue, 1 completed without evidence." in " ".join(
        done.out.split()
    )
    table, _, rest = done.out.partition("\nOff track, why and with whom\n")
    nothing, _, lists = rest.partition("\nOverdue\n")
    assert nothing == "None\n"
    assert [line.split() for line in table.splitlines()[-3:]] == [
        ["App,", "leeds", *["0", "of", "6"], *["0", "of", "2"], *["0", "of", "3"], *"000"],
        ["FeNO", "testing,", "Leeds", *["1", "of", "3", "0", "of", "2", "0", "of", "3"], *"011"],
        ["Virtual", "ward,", "York", *["0", "of", "3", "0", "of", "2", "0", "of", "3"], *"010"],
    ]
    assert lists.splitlines() == [
        "",
        "Sam Lee: 1 overdue",
        "- FeNO testing, Leeds: Find ties to national and local priorities",
        "  (find-policy-ties), due 1 March 2020",
        "",
        "No owner: 1 overdue",
        "- Virtual ward, York: Find ties to national and local priorities",
        "  (find-policy-ties), due 1 March 2020",
        "",
        "Cannot start yet, and why",
        f"- FeNO testing, Leeds ({FENO})",
        "  Find ties to national and local priorities (find-policy-ties): No money.",
        "",
        "Needs attention",
        "None",
        "",
        "Completed without evidence",
        f"- FeNO testing, Leeds ({FENO})",
        "  Understand local capacity and the real problem (understand-local-need)",
        "",
        "Wording changed since it was answered",
        "None",
    ]


GROUPS = {
    "place": ["Leeds (2 checklists)", "York (1 checklist)"],
    "role": ["Innovator (3 checklists)", "System decision-maker (1 checklist)"],
    "pillar": ["Understand (3 checklists)", "Engage (3 checklists)", "Future-proof (3 checklists)"],
    "owner": ["Sam Lee (1 checklist)", "No owner (3 checklists)"],
}


@pytest.mark.parametrize("by", GROUPS)
def test_it_groups_by_what_an_adviser_asks(scalekit: Command, folder: Path, by: str) -> None:
    done = scalekit("portfolio", "--group-by", by)
    titles = [line.partition(":")[0] for line in done.out.splitlines() if " checklist" in line]
    assert titles[1:] == GROUPS[by]
    found = scalekit("portfolio", "--group-by", by, "--json").json
    assert found["groupBy"] == by
    said = [f"{g['title'] or 'No owner'} ({len(g['checklists'])}" for g in found["groups"]]
    assert said == [title.partition(" checklist")[0] for title in GROUPS[by]]


def test_each_role_has_only_its_own_actions(scalekit: Command, folder: Path) -> None:
    groups = scalekit("portfolio", "--group-by", "role", "--json").json["groups"]
    assert [[c["total"] for c in g["checklists"]] for g in groups] == [[8, 8, 8], [8]]
    (only,) = scalekit("portfolio", "b/both.scalekit.md", "--role", "innovator", "--json").json[
        "checklists"
    ]
    assert only["total"] == 8


def test_for_programs_it_is_one_document_that_only_grows(scalekit: Command, folder: Path) -> None:
    found = scalekit("portfolio", "--json").json
    assert found == scalekit("portfolio", "--format", "json").json
    assert list(found) == [
        *("schemaVersion", "kind", "today", "groupBy", "since", "only"),
        *("total", "counts", "pillars"),
        *("checklists", "groups", "overdue", "offTrack", "needsAttention", "withoutEvidence"),
        *("cannotStart", "wordingChanged", "toSettle", "noMovement"),
        "problems",
    ]
    assert (found["schemaVersion"], found["kind"], found["groups"]) == (2, "portfolio", [])
    assert [pillar["id"] for pillar in found["pillars"]] == ["understand", "engage", "future-proof"]
    _, feno, _ = found["checklists"]
    assert feno | {"counts": None, "pillars": None} == {
        "path": FENO,
        "innovation": "FeNO testing",
        "place": "Leeds",
        "roles": ["innovator"],
        "playbook": "scaling-innovation",
        "playbookVersion": blank().version,
        "total": 8,
        "counts": None,
        "pillars": None,
        "overdue": [TIES],
        "offTrack": [],
        "needsAttention": [],
        "withoutEvidence": ["understand-local-need"],
        "cannotStart": [TIES],
        "wordingChanged": [],
        "toSettle": [],
        "decisions": [],
    }
    assert [each["owner"] for each in found["overdue"]] == ["Sam Lee", None]
    (stuck,) = found["cannotStart"]
    assert (stuck["action"], stuck["reason"], stuck["due"]) == (TIES, "No money.", "2020-03-01")


def test_checklists_of_other_playbooks_stand_beside_them(scalekit: Command, folder: Path) -> None:
    put("c.scalekit.md", other("Apart"))
    out = scalekit("portfolio").out
    row = next(line for line in out.splitlines() if line.startswith("Apart"))
    assert row.split() == ["Apart", "–", "–", "–", "0", "of", "1", *"000"]
    assert "“–” says that there are none" in " ".join(out.split())


def test_files_in_any_order_and_named_twice_count_once(scalekit: Command, folder: Path) -> None:
    once = scalekit("portfolio", "--json").out
    assert scalekit("portfolio", "b", "./a/../a", "b/ward.scalekit.json", "--json").out == once


def test_one_bad_file_does_not_hide_the_others(scalekit: Command, folder: Path) -> None:
    Path("bad.scalekit.md").write_text("nothing", encoding="utf-8")
    done = scalekit("portfolio")
    assert done.code == 3
    assert "FeNO testing" in done.out
    assert "bad.scalekit.md:1:1: This is not a scalekit checklist" in done.err
    said = "1 checklist could not be read and counts nowhere here."
    assert said in " ".join(done.out.split())
    assert "- bad.scalekit.md\n  Line 1: This is not a scalekit checklist" in done.out
    rows = list(csv.DictReader(io.StringIO(scalekit("portfolio", "--format", "csv").out)))
    assert (rows[-1]["Checklist"], rows[-1]["Path"]) == ("bad", "bad.scalekit.md")
    assert rows[-1]["Pillar"].startswith("Not read: Line 1: This is not a scalekit")


def test_what_is_off_track_comes_first_with_why_and_with_whom(
    scalekit: Command, folder: Path
) -> None:
    """Why is its reason or, without one, how its note begins."""
    off = Answer(Status.IN_PROGRESS, "Jo", LATE, Confidence.OFF_TRACK, note="**No** trainer\nYet")
    put("c.scalekit.md", named("App", "Hull", TIES=off))
    done = scalekit("portfolio", "c.scalekit.md")
    first = done.out.partition("Off track, why and with whom\n")[2].partition("Overdue\n")[0]
    assert " ".join(first.split()) == (
        "- App, Hull (c.scalekit.md) Find ties to national and local priorities"
        " (find-policy-ties): From the note: No trainer. Jo, overdue since 1 March 2020"
    )
    found = scalekit("portfolio", "c.scalekit.md", "--json").json
    assert found["checklists"][0]["offTrack"] == [TIES]
    assert found["offTrack"][0]["confidence"] == "off-track"
    (row, *_) = csv.DictReader(
        io.StringIO(scalekit("portfolio", "--format", "csv", "c.scalekit.md").out)
    )
    assert (row["Off track"], row["Needs attention"]) == ("1", "0")


def test_nothing_here_is_said_and_is_no_error(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = scalekit("portfolio", "--format", "html")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("No checklists here")
    assert list(tmp_path.iterdir()) == []
    assert scalekit("portfolio", "--json").json["checklists"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "htm"], "There is no format “htm” here. Did you mean html?"),
        (["--format", "csv", "--json"], "Use --json or --format, not both."),
        (
            ["--group-by", "colour"],
            "There is no group “colour”. Use place, role, pillar, action or owner.",
        ),
        (["-", "a"], "Stdin is one checklist. Show it by itself."),
        (
            ["--format", "html", "-o", "a.xlsx"],
            (
                "a.xlsx ends in .xlsx, and the format is html."
                " Use --format xlsx, or name another file with --output."
            ),
        ),
        (
            ["-o", "a.docx"],
            "This command cannot write a.docx. Its formats are text, html, xlsx, csv, json.",
        ),
        (["-o", "b"], "b is a folder. Name a file with --output."),
        (["-o", "new/"], "new/ is a folder. Name a file with --output."),
        (["--format", "xlsx", "-o", "-"], "A .xlsx file is not text. Name a file with --output."),
        (
            ["--output", "b/both.scalekit.md"],
            "b/both.scalekit.md is one of the checklists. Name another file.",
        ),
    ],
)
def test_what_cannot_be_is_said(
    scalekit: Command, folder: Path, arguments: list[str], message: str
) -> None:
    done = scalekit("portfolio", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


@pytest.mark.parametrize(
    ("options", "names", "only"),
    [
        (["--owner", "sam"], ["FeNO testing"], "owner sam"),
        (["--owner", "", "--overdue"], ["Virtual ward"], "no owner, overdue"),
        (["--overdue"], ["FeNO testing", "Virtual ward"], "overdue"),
        (["--status", "cannot-start"], ["FeNO testing"], "Cannot start yet"),
        (["--due-before", "1 Jan 2000"], [], "due before 1 January 2000"),
    ],
)
def test_it_counts_only_what_is_asked_for_and_says_so(
    scalekit: Command, folder: Path, options: list[str], names: list[str], only: str
) -> None:
    """The filters of `status` pick the same actions here, and every document says which count."""
    found = scalekit("portfolio", *options, "--json")
    listed = scalekit("status", ".", *options, "--json").json["checklists"]
    assert [one["innovation"] for one in found.json["checklists"]] == names
    assert sorted(one["innovation"] for one in listed) == names
    assert (found.json["only"], found.code) == (only, 0)
    if names:
        assert f"Only these actions count: {only}." in " ".join(
            scalekit("portfolio", *options).out.split()
        )
        scalekit("portfolio", *options, "--format", "html", "-o", "a.html")
        page = Path("a.html").read_text(encoding="utf-8")
        assert f"Only these actions count: {only}." in page
    else:
        assert scalekit("portfolio", *options).err == "No action matches what you asked for.\n"


def test_the_order_of_the_checklists_is_asked_for(scalekit: Command, folder: Path) -> None:
    """Most open actions first, as `status` has it, and by name where nobody chose."""

    def order(*options: str) -> list[str]:
        found = scalekit("portfolio", *options, "--json").json["checklists"]
        return [one["innovation"] for one in found]

    assert order() == order("--sort", "name") == ["App", "FeNO testing", "Virtual ward"]
    assert order("--sort", "open") == ["App", "Virtual ward", "FeNO testing"]
    assert order("--sort", "overdue")[-1] == "App"
    wrong = scalekit("portfolio", "--sort", "opn")
    assert (wrong.code, wrong.err) == (2, "--sort: there is no order “opn”. Did you mean open?\n")


def test_stdin_is_one_checklist(
    scalekit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = json_.dumps(named("Piped in")).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert "Piped in, Leeds" in scalekit("portfolio", "-").out


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_a_document_is_written_to_a_file_of_its_own(
    scalekit: Command, folder: Path, kind: str
) -> None:
    done = scalekit("portfolio", "--format", kind)
    assert (done.code, done.out, done.err) == (0, "", f"Wrote portfolio.{kind}.\n")
    first = Path(f"portfolio.{kind}").read_bytes()
    again = scalekit("portfolio", "--format", kind)
    assert (again.code, again.err.startswith(f"There is a file portfolio.{kind} al")) == (2, True)
    assert scalekit("portfolio", "--format", kind, "-o", f"portfolio.{kind}").code == 0
    assert Path(f"portfolio.{kind}").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", b"<!doctype html>"),
        ("a.XLSX", b"PK"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.json", b"{"),
        ("a.txt", b"3 checklists"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(
    scalekit: Command, folder: Path, name: str, start: bytes
) -> None:
    done = scalekit("portfolio", "--output", name)
    assert (done.code, done.out, done.err) == (0, "", f"Wrote {name}.\n")
    assert Path(name).read_bytes().startswith(start)


def test_both_csvs_name_a_checklist_alike(scalekit: Command, folder: Path) -> None:
    """So that answers and counts can be joined."""
    shared = ("Checklist", "Innovation", "Place", "Roles", "Path")
    found = []
    for text in (
        scalekit("portfolio", "--format", "csv").out,
        scalekit("export", ".", "--format", "csv", "--output", "-").out,
    ):
        rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        found.append({tuple(row[name] for name in shared) for row in rows})
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_csv_has_a_row_for_each_checklist_and_pillar(scalekit: Command, folder: Path) -> None:
    put("c.scalekit.md", named('=HYPERLINK("x")', "@here", TIES=Answer(due=LATE)))
    text = scalekit("portfolio", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.startswith('"Checklist"')  # without the mark that a file has for Excel
    assert len(rows) == 12
    assert rows[0]["Innovation"] == '\'=HYPERLINK("x")'
    assert rows[0]["Place"] == "'@here"
    assert sum(int(row["Actions"]) for row in rows) == 35
    assert [row["Overdue"] for row in rows if row["Innovation"] == "FeNO testing"] == [
        "1",
        "0",
        "0",
    ]
    for by in GROUPS:
        grouped = scalekit("portfolio", "a", "b", "--format", "csv", "--group-by", by).out
        heads, first, *_ = csv.reader(io.StringIO(grouped.removeprefix("\ufeff")))
        assert len({*heads}) == len(heads)
        assert (heads[0], first[0]) == ("Group", GROUPS[by][0].partition(" (")[0])


# Text


AWKWARD = (
    *("x" * 300, "智慧医疗" * 40, "👩🏽‍⚕️ " * 29 + "👩🏽‍⚕️", "cân, tŷ a phêl: " * 9 + "Ysbyty", ""),
    HOSTILE,
)


@pytest.mark.parametrize("by", ["", *GROUPS])
@pytest.mark.parametrize("plain", ["", "1"])
def test_no_line_is_wider_than_a_piped_page(
    scalekit: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, by: str, plain: str
) -> None:
    monkeypatch.setenv("ACCESSIBLE", plain)
    for number, text in enumerate(AWKWARD):
        answer = Answer(Status.CANNOT_START, text, LATE, reason=text)
        put(f"wide-{number}.scalekit.md", named(text, text, TIES=answer))
    done = scalekit("portfolio", *(["--group-by", by] if by else []))
    assert [line for line in done.out.splitlines() if columns(line) > 80] == []
    assert not {"\x1b", "\x07", "\u202e"} & {*done.out}
    assert "智慧医疗" in done.out


def test_plain_lines_read_from_top_to_bottom(scalekit: Command, folder: Path) -> None:
    out = scalekit("portfolio", "a", "--plain").out
    assert "0 of 3" not in out.partition("FeNO")[0]
    assert out.splitlines()[5:12] == [
        f"- FeNO testing, Leeds ({FENO})",
        "  Understand: 1 of 3 completed, 1 not yet started, 1 cannot start yet",
        "  Engage: 0 of 2 completed, 2 not yet started",
        "  Future-proof: 0 of 3 completed, 3 not yet started",
        "  Off track: none",
        "  Overdue: 1",
        "",
    ]


@pytest.mark.parametrize(("width", "is_table"), [(80, True), (40, False)])
def test_a_terminal_has_a_table_where_there_is_room(
    folder: Path, width: int, is_table: bool
) -> None:
    program = Screen(
        "portfolio", folder=folder, columns=width, rows=50, environment={"PAGER": "cat"}
    )
    assert program.end() == 0
    assert ("0 of 6      0 of 2" in program.everything) == is_table
    assert ("Understand: 0 of 6 completed" in " ".join(program.everything.split())) != is_table
    assert "\x1b[1m" in program.raw.decode()


# Since


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder as a repository with one commit, in which two files changed since."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    repository(folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Start", environment={"GIT_COMMITTER_DATE": "2026-09-20T12:00Z"})
    path = Path("b/ward.scalekit.json")
    stored, _ = files.read(str(path))
    assert stored
    moved = stored.checklist.with_answer(TOUCH, Answer(Status.IN_PROGRESS, "Jo"))
    path.write_text(json_.dumps(moved), encoding="utf-8", newline="\n")
    put("new.scalekit.md", named("Brand new"))
    return folder


def test_what_had_no_movement_is_named_and_the_changes_of_others_counted(
    scalekit: Command, team: Path
) -> None:
    found = scalekit("portfolio", "--since", "HEAD", "--json").json
    assert found["since"] == "HEAD"
    moved = {c["innovation"]: (c["changes"], c["added"]) for c in found["checklists"]}
    assert moved == {
        "App": (0, False),
        "Brand new": (None, True),
        "FeNO testing": (0, False),
        "Virtual ward": (2, False),
    }
    still = [str(Path("b/both.scalekit.md")), FENO]
    assert found["noMovement"] == still
    out = scalekit("portfolio", "--since", "HEAD").out
    assert out.endswith("No movement since HEAD\n- App, leeds\n- FeNO testing, Leeds\n")
    rows = [line.split()[-1] for line in out.splitlines() if " of 3 " in line]
    assert rows[-4:] == ["0", "New", "0", "2"]


def test_a_day_counts_from_its_first_minute(scalekit: Command, team: Path) -> None:
    found = scalekit("portfolio", "--since", "1 October 2026", "--json").json
    assert found["since"] == "1 October 2026"
    before = scalekit("portfolio", "--since", "2026-09-01", "--json").json
    assert [c["added"] for c in before["checklists"]] == [True] * 4
    assert before["noMovement"] == []


def test_since_needs_git(scalekit: Command, folder: Path) -> None:
    done = scalekit("portfolio", "--since", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert "not in a git repository" in done.err


# The playbook


def test_answers_to_an_older_wording_are_named(scalekit: Command, folder: Path) -> None:
    """The built-in playbook is read once, however many checklists follow another version."""
    old = named("Old", NEED=Answer(Status.COMPLETED, "Sam"))
    first = old.actions[0]._replace(title="An older title", wording="00000000")
    put("old.scalekit.md", old._replace(version="2022.1", actions=(first, *old.actions[1:])))
    out = scalekit("portfolio").out
    assert "Old, Leeds (old.scalekit.md)\n  An older title (understand-local-need)\n" in out
    found = json.loads(scalekit("portfolio", "--json").out)["wordingChanged"]
    assert [each["action"] for each in found] == [NEED]


def test_answers_to_what_is_no_longer_in_the_playbook_are_listed(
    scalekit: Command, folder: Path
) -> None:
    *others, last = named("Old", "Hull").actions
    gone = last._replace(pillar="retired", answer=Answer(Status.COMPLETED, "Sam"))
    old = named("Old", "Hull")
    pillars = (*old.pillars, ("retired", RETIRED_TITLE))
    put("old.scalekit.md", old._replace(pillars=pillars, actions=(*others, gone)))
    out = scalekit("portfolio").out
    said = f"- Old, Hull (old.scalekit.md)\n  {last.title} ({last.id}): Completed"
    assert f"\n{RETIRED_TITLE}\n{said}" in out
    assert out.count(RETIRED_TITLE) == 1


# --- by action


def test_by_action_it_says_where_checklists_are_stuck_and_why(
    folder: Path, scalekit: Command
) -> None:
    """The action at which most are stuck comes first, each reason with whose it is."""
    late = named("Virtual ward", "Hull", NEED=Answer(owner="Jo", due=LATE))
    put("b/late.scalekit.md", late)
    out = scalekit("portfolio", "--group-by", "action").out
    stuck = out[out.index("Where checklists are stuck, and why") :]
    expected = [
        "Find ties to national and local priorities: 2 of 4 checklists (find-policy-ties)",
        "- FeNO testing, Leeds: Cannot start yet: No money.",
        "- Virtual ward, York: No reason given. No owner, overdue since 1 March 2020",
        "Understand local capacity and the real problem: 1 of 4 checklists",
        "- Virtual ward, Hull: No reason given. Jo, overdue since 1 March 2020",
    ]
    places = [stuck.index(line) for line in expected]
    assert places == sorted(places)
    assert "Set regular touchpoints" not in stuck


def test_by_action_each_format_has_a_group_for_each(folder: Path, scalekit: Command) -> None:
    groups = scalekit("portfolio", "--group-by", "action", "--json").json["groups"]
    assert groups[0]["key"] == TIES
    assert len(groups) == len({group["key"] for group in groups}) == 11
    scalekit("portfolio", "--group-by", "action", "--output", "by.html")
    page = Path("by.html").read_text(encoding="utf-8")
    assert page.count('<tr class="group"') == 11
    assert "Where checklists are stuck, and why" in page
    assert '<span class="details">Cannot start yet: No money.</span>' in page
    rows = scalekit("portfolio", "--group-by", "action", "--format", "csv").out
    assert '"Find ties to national and local priorities",' in rows


def test_other_groups_do_not_say_where_they_are_stuck(folder: Path, scalekit: Command) -> None:
    assert "are stuck" not in scalekit("portfolio", "--group-by", "owner").out


def test_a_page_leads_to_the_pages_beside_it(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also below folders, and only to those that are there."""
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        Path(f"in/{name} #1").mkdir(parents=True)
        saving.create(f"in/{name} #1/f.scalekit.md", blank()._replace(innovation=f"Number {name}"))
    scalekit("export", "in", "--format", "html", "--output", "pages")
    Path("pages/c #1/f.html").unlink()
    done = scalekit("portfolio", "in", "--output", "pages/overview.html")
    assert done.code == 0, done.err
    page = Path("pages/overview.html").read_text("utf-8")
    links = set(re.findall(r'<a href="([^#"][^"]*)">Number', page))
    assert links == {"a%20%231/f.html", "b%20%231/f.html"}
    scalekit("portfolio", "in", "--output", "elsewhere.html")
    assert "f.html" not in Path("elsewhere.html").read_text("utf-8")


def test_checklists_of_one_name_are_told_apart_by_their_files(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two roles have a checklist each of one innovation."""
    monkeypatch.chdir(tmp_path)
    for role in ("innovator", "decision-maker"):
        name = ("--innovation", "A test that many places want", "--place", "South Yorkshire")
        scalekit("start", f"{role}.scalekit.md", "--role", role, *name, "--no-input")
    lines = scalekit("portfolio").out.splitlines()
    assert [line.split()[0] for line in lines if "0 of 3" in line] == [
        *("decision-maker", "innovator"),
    ]


def test_long_names_that_differ_at_their_end_keep_it(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in "12":
        name = f"Group consultations and remote monitoring number {number}"
        put(f"g{number}.scalekit.md", named(name))
    put("h.scalekit.md", named("Home visits for everyone who was discharged"))
    out = scalekit("portfolio", ".").out
    for number in "12":
        assert f"\nGroup con…g number {number}, Leeds  " in out
    assert "\nHome visits for eve…, Leeds  " in out
