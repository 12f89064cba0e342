"""`scalekit diff`: what changed, in real repositories."""

import io
import os
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from scalekit import clock
from scalekit.git.repository import NoRepositoryError, failure
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, OtherText, Status
from scalekit.model.dates import say_date
from scalekit.storage import json_, markdown, saving
from tests.cli.running import Command, blank
from tests.git.repository import ENVIRONMENT, git, repository

TIES, NEED, TOUCH = "find-policy-ties", "understand-local-need", "regular-touchpoints"
FULL = Answer(
    Status.IN_PROGRESS,
    "Sam Lee",
    date(2026, 12, 1),
    Confidence.ON_TRACK,
    evidence=(Evidence("Audit", "https://example.org/audit"), Evidence("Letter")),
    note="Six practices.\nTwo said yes.\nOne said no.",
)
Write = Callable[[str, Checklist], Path]
Commit = Callable[..., str]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository that is the current folder, with nobody's own settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("TZ", "UTC")
    folder = repository(tmp_path / "the team's")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def write(team: Path) -> Write:
    """Return a function that writes a checklist in the repository."""

    def write(name: str, checklist: Checklist) -> Path:
        path = team / name
        path.parent.mkdir(parents=True, exist_ok=True)
        dumps = json_.dumps if name.endswith(".json") else markdown.dumps
        path.write_text(dumps(checklist), encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture
def commit(team: Path) -> Commit:
    """Return a function that commits all there is, on a day, and returns the commit's id."""

    def commit(day: str = "2026-09-20T12:00:00Z") -> str:
        git(team, "add", "-A")
        git(team, "commit", "-qm", "Work", environment={"GIT_COMMITTER_DATE": day})
        return git(team, "rev-parse", "HEAD").strip()

    return commit


def answered(checklist: Checklist, action: str = TIES, **fields: object) -> Checklist:
    """Return a checklist with fields of one answer exchanged."""
    answer = checklist.action(action).answer._replace(**fields)  # type: ignore[arg-type]
    return checklist.with_answer(action, answer)


def sentences(scalekit: Command, old: Checklist, new: Checklist, write: Write) -> str:
    """Return what is said of the change from one checklist to another, without its heading."""
    write("old.scalekit.md", old)
    write("new.scalekit.md", new)
    done = scalekit("diff", "old.scalekit.md", "new.scalekit.md")
    assert (done.code, done.err) == (0, "")
    heading, _, rest = done.out.partition("\n")
    assert heading.endswith("(new.scalekit.md)")
    return rest


# The sentences


def test_each_field_has_its_sentence(scalekit: Command, write: Write) -> None:
    old = blank().with_answer(TIES, FULL)
    new = blank().with_answer(
        TIES,
        Answer(
            Status.COMPLETED,
            "",
            date(2027, 1, 3),
            None,
            "It was the winter",
            (Evidence("Letter"), Evidence("Plan", "docs/plan.docx")),
            "Six practices.\nThree said yes.\nOne said no.\n\nAll done.",
        ),
    )
    assert sentences(scalekit, old, new, write) == (
        "\n  Find ties to national and local priorities (find-policy-ties)\n"
        "    Status moved from In progress to Completed\n"
        "    Owner cleared (was Sam Lee)\n"
        "    Due moved from 1 December 2026 to 3 January 2027\n"
        "    Confidence cleared (was On track)\n"
        "    Reason set to It was the winter\n"
        "    Evidence removed: Audit (https://example.org/audit)\n"
        "    Evidence added: Plan (docs/plan.docx)\n"
        "    Note changed:\n"
        "      - Two said yes.\n"
        "      + Three said yes.\n"
        "      +\n"
        "      + All done.\n"
    )


def test_changes_are_told_by_action_in_the_order_of_the_checklist(
    scalekit: Command, write: Write
) -> None:
    new = answered(answered(blank(), TOUCH, owner="Jo"), NEED, owner="Sam", note="Ask.")
    assert sentences(scalekit, blank(), new, write) == (
        "\n  Understand local capacity and the real problem (understand-local-need)\n"
        "    Owner set to Sam\n"
        "    Note added:\n"
        "      + Ask.\n"
        "\n  Set regular touchpoints with everyone involved (regular-touchpoints)."
        " Do this together.\n"
        "    Owner set to Jo\n"
    )


def test_what_belongs_to_no_action_comes_first(scalekit: Command, write: Write) -> None:
    old = blank("innovator")
    new = blank("innovator", "decision-maker")._replace(
        innovation="Breath tests",
        version="2026.1",
        place="",
        other_text=(OtherText("title", "Read this."), OtherText(f"{TIES}.owner", "Call her.")),
    )
    told = sentences(scalekit, old, new, write)
    assert told.startswith(
        "\n  The checklist as a whole\n"
        "    Playbook moved from version 2023.2 to 2026.1\n"
        "    Role added: decision-maker\n"
        "    Name changed from FeNO testing to Breath tests\n"
        "    Place cleared (was Barnsley)\n"
        "    Text outside the fields added, after the name:\n"
        "      + Read this.\n"
    )
    assert "    Text outside the fields added, after owner:\n      + Call her.\n" in told
    assert told.count("    Action added\n") == 3


def test_an_action_that_came_or_went_tells_what_is_recorded(
    scalekit: Command, write: Write
) -> None:
    full = blank().with_answer(TIES, FULL)
    without = full._replace(actions=tuple(a for a in full.actions if a.id != TIES))
    recorded = (
        "Status: In progress",
        "Owner: Sam Lee",
        "Due: 1 December 2026",
        "Confidence: On track",
        "Evidence: Audit (https://example.org/audit)",
        "Evidence: Letter",
        "Note: Six practices.",
        "Note: Two said yes.",
        "Note: One said no.",
    )
    title = "\n  Find ties to national and local priorities (find-policy-ties)\n"
    for old, new, sign, said in (
        (without, full, "+", "Action added"),
        (full, without, "-", "Action no longer there"),
    ):
        lines = "".join(f"      {sign} {line}\n" for line in recorded)
        assert sentences(scalekit, old, new, write) == f"{title}    {said}\n{lines}"


def test_wording_order_and_pillars_are_told(scalekit: Command, write: Write) -> None:
    old = blank()
    actions = list(old.actions)
    actions[0] = actions[0]._replace(title="Find the problem", wording="aaaaaaaa")
    actions[1], actions[2] = actions[2], actions[1]._replace(wording="bbbbbbbb")
    pillars = (("understand", "Know"), *old.pillars[1:])
    told = sentences(scalekit, old, old._replace(actions=tuple(actions), pillars=pillars), write)
    assert "    Pillar Understand is now called Know\n" in told
    assert "    Actions put in another order\n" in told
    assert (
        "    Wording changed:\n"
        "      - Understand local capacity and the real problem\n"
        "      + Find the problem\n"
    ) in told
    assert "    Fingerprint of the wording changed from cd617a56 to bbbbbbbb\n" in told


def test_evidence_in_another_order_is_not_called_new(scalekit: Command, write: Write) -> None:
    old = answered(blank(), evidence=(Evidence("A"), Evidence("B"), Evidence("C")))
    new = answered(blank(), evidence=(Evidence("B"), Evidence("C"), Evidence("A"), Evidence("D")))
    assert sentences(scalekit, old, new, write).splitlines()[2:] == [
        "    Evidence added: D",
        "    Evidence put in another order",
    ]


def test_hostile_text_cannot_act_on_the_screen_or_on_the_page(
    scalekit: Command, write: Write
) -> None:
    write("old.scalekit.json", blank())
    bad = "\x1b[31m<script> **bold** [x](y)\u202e"
    new = answered(blank(), owner=bad, note=f"{bad}\n# One\n    - two")._replace(innovation=bad)
    write("new.scalekit.json", new)
    pair = ("old.scalekit.json", "new.scalekit.json")
    text = scalekit("diff", *pair).out
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"Owner set to \x1b[31m<script>" in text
    page = scalekit("diff", *pair, "--format", "md").out
    assert "\x1b" not in page
    shown = MarkdownIt().render(page)
    for tag in ("<script", "<strong", "<a ", "<code"):
        assert tag not in shown
    assert shown.count("<h1>") == 1


# What is compared with what


def test_alone_it_compares_the_working_tree_with_head(
    scalekit: Command, write: Write, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("north/feno.scalekit.md", blank())
    write("north/other.scalekit.md", blank()._replace(innovation="Other"))
    commit()
    assert scalekit("diff").out == ""
    write("north/feno.scalekit.md", answered(blank(), owner="Sam"))
    said = [
        "FeNO testing, Barnsley (north/feno.scalekit.md)",
        "",
        "  Find ties to national and local priorities (find-policy-ties)",
        "    Owner set to Sam",
    ]
    for arguments in ((), ("north",), ("north/",), ("north/feno.scalekit.md",), ("HEAD:north",)):
        assert scalekit("diff", *arguments).out.splitlines() == said
    monkeypatch.chdir(path.parent)
    assert scalekit("diff").out.splitlines()[0] == "FeNO testing, Barnsley (feno.scalekit.md)"
    for arguments in (("HEAD:north",), ("HEAD:./feno.scalekit.md",), ("HEAD:",)):
        assert scalekit("diff", *arguments).out.splitlines()[1:] == said[1:]


def test_each_side_can_be_a_file_a_folder_a_revision_or_stdin(
    scalekit: Command, write: Write, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("feno.scalekit.md", blank())
    first = commit()
    new = answered(blank(), owner="Sam")
    write("feno.scalekit.md", new)
    commit()
    write("copies/feno.scalekit.json", new)
    for pair in (
        (f"{first}:feno.scalekit.md", "feno.scalekit.md"),
        (f"{first}:feno.scalekit.md", "HEAD:feno.scalekit.md"),
        (f"{first}:", "HEAD:"),
        ("HEAD^{/Work}~1:", "."),
        (f"{first}:", "copies"),
        (f"{first}:feno.scalekit.md", "copies/feno.scalekit.json"),
    ):
        assert scalekit("diff", *pair).out.count("    Owner set to Sam\n") == 1, pair
    text = markdown.dumps(new).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    done = scalekit("diff", f"{first}:feno.scalekit.md", "-")
    assert done.out.startswith("FeNO testing, Barnsley (-)\n\n  Find ties")


def test_both_formats_of_one_name_are_one_checklist(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    write("feno.scalekit.md", blank())
    commit()
    (Path("feno.scalekit.md")).unlink()
    write("feno.scalekit.json", answered(blank(), owner="Sam"))
    done = scalekit("diff")
    assert done.out == (
        "FeNO testing, Barnsley (feno.scalekit.json)\n"
        "  Renamed from feno.scalekit.md\n"
        "\n  Find ties to national and local priorities (find-policy-ties)\n"
        "    Owner set to Sam\n"
    )
    assert scalekit("diff", "feno.scalekit.json").out == done.out


def test_files_added_removed_and_renamed_are_told(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    done = answered(blank(), status=Status.COMPLETED)
    write("gone.scalekit.md", done._replace(innovation="Gone"))
    write("same.scalekit.md", blank()._replace(innovation="Same"))
    write("moved.scalekit.md", blank()._replace(innovation="Moved"))
    commit()
    Path("gone.scalekit.md").unlink()
    Path("archive").mkdir()
    Path("same.scalekit.md").rename("archive/same again.scalekit.md")
    Path("moved.scalekit.md").unlink()
    write("north/moved.scalekit.md", answered(blank()._replace(innovation="Moved"), owner="Sam"))
    write("new.scalekit.md", done._replace(innovation="New"))
    assert scalekit("diff").out == (
        "Same, Barnsley (archive/same again.scalekit.md)\n"
        "  Renamed from same.scalekit.md\n"
        "\nGone, Barnsley (gone.scalekit.md)\n"
        "  Checklist no longer there: it had 1 of 8 completed, 7 not yet started\n"
        "\nNew, Barnsley (new.scalekit.md)\n"
        "  Checklist added: 1 of 8 completed, 7 not yet started\n"
        "\nMoved, Barnsley (north/moved.scalekit.md)\n"
        "  Renamed from moved.scalekit.md\n"
        "\n  Find ties to national and local priorities (find-policy-ties)\n"
        "    Owner set to Sam\n"
    )
    report = scalekit("diff", "--json").json
    assert [(f["change"], f["oldPath"]) for f in report["checklists"]] == [
        ("renamed", "same.scalekit.md"),
        ("removed", "gone.scalekit.md"),
        ("added", None),
        ("renamed", "moved.scalekit.md"),
    ]
    assert scalekit("diff", "gone.scalekit.md").out.startswith("Gone, Barnsley (gone.scalekit.md)")


def test_two_new_checklists_are_not_taken_for_renamed_ones(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    """They are nearly the same text: git calls one the other."""
    path = write("asthma.scalekit.md", blank()._replace(innovation="Asthma"))
    commit()
    path.unlink()
    write("stroke.scalekit.md", blank()._replace(innovation="Stroke"))
    git(Path.cwd(), "add", "-A")
    assert git(Path.cwd(), "diff", "-M", "--name-status", "HEAD").startswith("R")
    kinds = [file["change"] for file in scalekit("diff", "--json").json["checklists"]]
    assert kinds == ["removed", "added"]


def test_files_that_git_ignores_or_that_are_hidden_are_left_out(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    write("feno.scalekit.md", blank())
    write(".old/feno.scalekit.md", blank())
    Path(".gitignore").write_text("scratch/\n", encoding="utf-8")
    commit()
    write("scratch/try.scalekit.md", blank())
    write(".old/feno.scalekit.md", answered(blank(), owner="Sam"))
    assert scalekit("diff").err == "Nothing changed.\n"


def test_line_ends_and_layout_are_no_change(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    path = write("feno.scalekit.md", blank())
    commit()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    done = scalekit("diff", "--exit-code")
    assert (done.code, done.out, done.err) == (0, "", "Nothing changed.\n")


@pytest.mark.parametrize("name", ["naïve – 1.scalekit.md", 'a "b".scalekit.md', "-x.scalekit.md"])
def test_any_file_name_will_do(scalekit: Command, write: Write, commit: Commit, name: str) -> None:
    write(name, blank())
    commit()
    write(name, answered(blank(), owner="Sam"))
    assert scalekit("diff").out.splitlines()[0] == f"FeNO testing, Barnsley ({name})"
    assert scalekit("diff", "--", name).out == scalekit("diff").out
    assert scalekit("diff", f"HEAD:{name}", "--", name).out == scalekit("diff").out


def test_a_sparse_checkout_has_lost_nothing(
    scalekit: Command, write: Write, commit: Commit, team: Path
) -> None:
    write("north/feno.scalekit.md", blank())
    write("south/other.scalekit.md", blank()._replace(innovation="Other"))
    commit()
    git(team, "sparse-checkout", "set", "--no-cone", "/north/")
    assert not Path("south").exists()
    assert scalekit("diff").err == "Nothing changed.\n"


def test_it_works_in_a_worktree_and_a_sha256_repository(
    scalekit: Command, tmp_path: Path, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256", "long ids")
    for folder in (team, tmp_path / "long ids"):
        saving.create(str(folder / "a.scalekit.md"), blank())
        saving.create(str(folder / "b.scalekit.md"), blank()._replace(innovation="Other"))
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "Start")
        git(folder, "worktree", "add", "-qb", "side", f"../other of {folder.name}")
        for place in (folder, folder.parent / f"other of {folder.name}"):
            monkeypatch.chdir(place)
            scalekit("set", "a.scalekit.md", TIES, "--owner", "Sam")
            assert scalekit("diff", "--json").json["checklists"][0]["path"] == "a.scalekit.md"
            assert scalekit("diff").out.count("\n") == 4


# Since


@pytest.fixture
def history(write: Write, commit: Commit) -> str:
    """Make three commits, on 20 September, 1 October and 5 October; return the first one's id."""
    write("feno.scalekit.md", blank())
    first = commit("2026-09-20T12:00:00Z")
    write("feno.scalekit.md", answered(blank(), owner="Sam"))
    commit("2026-10-01T09:30:00Z")
    write("feno.scalekit.md", answered(blank(), owner="Sam", status=Status.IN_PROGRESS))
    commit("2026-10-05T10:00:00Z")
    return first


@pytest.mark.parametrize("day", ["2026-10-01", "1 October 2026", "2026-09-21"])
def test_since_a_day_tells_what_changed_from_its_first_minute(
    scalekit: Command, history: str, day: str
) -> None:
    done = scalekit("diff", "--since", day)
    assert "    Status moved from Not yet started to In progress\n" in done.out
    assert "    Owner set to Sam\n" in done.out
    assert done.err.startswith(f"Compared with {history[:7]} of 20 September 2026, the last commit")


def test_what_changed_before_that_day_is_left_out(scalekit: Command, history: str) -> None:
    assert history
    done = scalekit("diff", "feno.scalekit.md", "--since", "2 October 2026")
    assert done.out.splitlines()[3:] == ["    Status moved from Not yet started to In progress"]
    assert "Compared with" in done.err
    assert "of 1 October 2026, the last commit before 2 October 2026." in done.err


def test_since_a_revision(scalekit: Command, history: str, team: Path) -> None:
    git(team, "tag", "v1", history)
    git(team, "tag", "2026-10-05", history)  # a revision goes before a date
    for revision in ("v1", history[:8], "HEAD~2", "2026-10-05"):
        done = scalekit("diff", "--since", revision)
        assert "    Owner set to Sam\n" in done.out
        assert done.err == ""


def test_before_the_first_commit_there_was_nothing(scalekit: Command, history: str) -> None:
    assert history
    done = scalekit("diff", "--since", "2026-09-01")
    assert done.out.splitlines()[1] == (
        "  Checklist added: 0 of 8 completed, 7 not yet started, 1 in progress"
    )
    assert done.err.startswith("This branch has no commit before 1 September 2026, so every")


def test_a_branch_counts_from_the_day_it_was_merged(
    scalekit: Command, write: Write, commit: Commit, team: Path
) -> None:
    write("feno.scalekit.md", blank())
    commit("2026-09-20T12:00:00Z")
    git(team, "switch", "-qc", "side")
    write("feno.scalekit.md", answered(blank(), owner="Sam"))
    commit("2026-09-25T12:00:00Z")
    git(team, "switch", "-q", "main")
    day = {"GIT_COMMITTER_DATE": "2026-10-10T12:00:00Z"}
    git(team, "merge", "-q", "--no-ff", "-m", "Merge", "side", environment=day)
    assert "    Owner set to Sam\n" in scalekit("diff", "--since", "2026-10-01").out


def test_since_over_a_folder_of_forty(
    scalekit: Command, write: Write, commit: Commit, team: Path
) -> None:
    named = {f"innovations/{n:02}.scalekit.md": blank()._replace(innovation=f"Innovation {n}")
             for n in range(40)}  # fmt: skip
    for name, checklist in named.items():
        write(name, checklist)
    commit("2026-09-20T12:00:00Z")
    for name in [*named][::10]:
        write(name, answered(named[name], status=Status.COMPLETED, owner="Sam Lee"))
    commit("2026-10-03T12:00:00Z")
    Path("innovations/39.scalekit.md").rename(team / "innovations/forty.scalekit.md")
    done = scalekit("diff", "innovations", "--since", "2026-10-01", "--format", "md")
    assert done.out == "# What changed since 1 October 2026\n" + "".join(
        f"\n## Innovation {n}, Barnsley\n\n- File: innovations/{n:02}.scalekit.md\n"
        "\n### Find ties to national and local priorities\n\n"
        "- Status moved from Not yet started to Completed\n- Owner set to Sam Lee\n"
        for n in (0, 10, 20, 30)
    ) + (
        "\n## Innovation 39, Barnsley\n\n- File: innovations/forty.scalekit.md\n"
        "- Renamed from innovations/39.scalekit.md\n"
    )


# How it is told


def test_markdown_is_fit_for_a_paper(scalekit: Command, write: Write, commit: Commit) -> None:
    write("feno.scalekit.md", answered(blank(), note="Old *line*\nStays"))
    commit()
    write("feno.scalekit.md", answered(blank(), owner="S_L_", note="Stays\n\n- [ ] New `line`"))
    done = scalekit("diff", "--format", "md")
    assert done.out == (
        "# What changed\n"
        "\n## FeNO testing, Barnsley\n"
        "\n- File: feno.scalekit.md\n"
        "\n### Find ties to national and local priorities\n"
        "\n- Owner set to S_L\\_\n"
        "- Note changed:\n"
        "  - Removed: Old \\*line\\*\n"
        "  - Added: - \\[ \\] New \\`line\\`\n"
    )


def test_a_program_gets_every_value(scalekit: Command, write: Write) -> None:
    write("old.scalekit.md", blank())
    write("new.scalekit.json", blank().with_answer(TIES, FULL))
    for option in (["--json"], ["--format", "json"], ["--json", "--format", "json"]):
        report = scalekit("diff", "old.scalekit.md", "new.scalekit.json", *option).json
        assert (report["schemaVersion"], report["kind"], report["problems"]) == (2, "diff", [])
        (file,) = report["checklists"]
        assert {key: file[key] for key in file if key != "changes"} == {
            "path": "new.scalekit.json",
            "oldPath": "old.scalekit.md",
            "change": "changed",
            "innovation": "FeNO testing",
            "place": "Barnsley",
        }
        assert {change["action"] for change in file["changes"]} == {TIES}
        assert [(c["field"], c["old"], c["new"]) for c in file["changes"]] == [
            ("status", "not-started", "in-progress"),
            ("owner", None, "Sam Lee"),
            ("due", None, "2026-12-01"),
            ("confidence", None, "on-track"),
            ("evidence", [], [
                {"label": "Audit", "link": "https://example.org/audit"},
                {"label": "Letter", "link": None},
            ]),
            ("note", None, "Six practices.\nTwo said yes.\nOne said no."),
        ]  # fmt: skip


def test_a_role_gets_its_own_actions(scalekit: Command, write: Write) -> None:
    both = blank("innovator", "decision-maker")
    new = both
    for action in both.actions:
        new = answered(new, action.id, owner="Sam")
    write("old.scalekit.md", both)
    write("new.scalekit.md", new)
    for role in ("innovator", "decision-maker", "system-decision-maker"):
        found = scalekit("diff", "old.scalekit.md", "new.scalekit.md", "--role", role, "--json")
        assert len(found.json["checklists"][0]["changes"]) == 8
    write("other.scalekit.md", answered(both, "find-support", owner="Sam"))
    done = scalekit("diff", "old.scalekit.md", "other.scalekit.md", "--role", "innovator")
    assert done.err == "Nothing changed.\n"


def test_the_exit_code_says_whether_anything_changed(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    write("feno.scalekit.md", blank())
    commit()
    assert scalekit("diff", "--exit-code").code == 0
    empty = scalekit("diff", "--format", "md")
    assert (empty.code, empty.out, empty.err) == (0, "", "Nothing changed.\n")
    assert scalekit("diff", "--json").json["checklists"] == []
    write("feno.scalekit.md", answered(blank(), owner="Sam"))
    assert scalekit("diff").code == 0
    for option in ((), ("--json",), ("--format", "md")):
        assert scalekit("diff", "--exit-code", *option).code == 1


def test_a_file_that_cannot_be_read_is_named_and_the_others_shown(
    scalekit: Command, write: Write, commit: Commit
) -> None:
    write("a.scalekit.md", blank())
    write("b.scalekit.md", blank()._replace(innovation="Other"))
    Path("c.scalekit.md").write_text("Not a checklist.\n", encoding="utf-8")
    Path("same.scalekit.md").write_text("Nor is this.\n", encoding="utf-8")
    commit()
    Path("a.scalekit.md").write_text("<<<<<<< ours\n", encoding="utf-8")
    write("b.scalekit.md", answered(blank()._replace(innovation="Other"), owner="Sam"))
    write("c.scalekit.md", blank())
    done = scalekit("diff", "--exit-code")
    assert done.code == 3
    assert "    Owner set to Sam\n" in done.out
    assert "a.scalekit.md:1:1: Two versions" in done.err
    assert "HEAD:c.scalekit.md:1:1: " in done.err
    assert "same.scalekit.md" not in done.err
    paths = [problem["path"] for problem in scalekit("diff", "--json").json["problems"]]
    assert paths == ["a.scalekit.md", "HEAD:c.scalekit.md"]


# What cannot be


def test_every_mistake_gets_one_clear_message(
    scalekit: Command, write: Write, commit: Commit, tmp_path: Path, team: Path
) -> None:
    nothing_yet = scalekit("diff")
    assert nothing_yet.code == 2
    assert nothing_yet.err.startswith("This repository has no commits yet")
    write("feno.scalekit.md", blank())
    write("north/a.scalekit.md", blank())
    commit()
    for arguments, said in (
        (("nowhere",), "There is no nowhere, neither here nor in HEAD."),
        (("HEAD", "--since", "v1"), "HEAD names a revision already. Use it without --since."),
        (("main~9",), "There is no file main~9, and git knows no revision of that name here."),
        (("x@{1}",), "There is no file x@{1}, and git knows no revision of that name here."),
        (("--since", "v9"), "“v9” is neither a revision that git knows here nor a date. Write"),
        (("--since", "--all"), "“--all” is neither a revision"),
        (
            ("--since", "1/10/2026"),
            "--since: “1/10/2026” may be 1 October 2026 or 10 January 2026. Write which of them.",
        ),
        (("--since", "2999-01-01"), "1 January 2999 is still to come."),
        (("--since", "+2w"), f"{say_date(clock.today() + timedelta(days=14))} is still to come."),
        (("a", "b", "--since", "v1"), "--since goes with one file or folder"),
        (("HEAD:", "--since", "v1"), "HEAD: names a revision already."),
        (("v9:feno.scalekit.md",), "git knows no revision “v9” here."),
        (("v9:", "HEAD:"), "git knows no revision “v9” here."),
        (("HEAD:x.md", "HEAD:"), "There is no x.md in HEAD."),
        (("HEAD:x.md",), "There is no x.md, neither here nor in HEAD."),
        (("--", "-x:", "HEAD:"), "git knows no revision “-x” here."),
        (
            ("nope", "feno.scalekit.md"),
            "There is no file or folder nope, and git knows no revision",
        ),
        (("feno.scalekit.md", "north"), "feno.scalekit.md is one file and north is a folder."),
        (("-",), "Name two files to compare what comes from stdin"),
        (("-", "-"), "Only one of the two can come from stdin."),
        (("",), "Name two files"),
        (("--format", "html"), "There is no format “html” here. The formats are text, md, json."),
        (("--format", ""), "There is no format “” here. The formats are text, md, json."),
        (("--format", "md", "--json"), "Use --json or --format, not both."),
        (("--role", "nurse"), "There is no role “nurse”."),
        ((str(tmp_path),), f"The folder {tmp_path} is not in a git repository."),
    ):
        done = scalekit("diff", *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert done.err.startswith(said), done.err
        assert "fatal" not in done.err
    assert team.is_dir()


def test_a_revision_alone_is_compared_with_what_is_here(
    scalekit: Command, write: Write, commit: Commit, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`diff REV` means what it means to git: that revision, and the folder as it is now."""
    write("feno.scalekit.md", blank())
    write("north/a.scalekit.md", blank())
    commit()
    write("feno.scalekit.md", answered(blank(), owner="Sam"))
    commit()
    write("north/a.scalekit.md", answered(blank(), owner="Jo"))
    told = scalekit("diff", "HEAD~1")
    assert (told.code, told.err) == (0, "")
    assert "Owner set to Sam" in told.out
    assert "Owner set to Jo" in told.out
    assert scalekit("diff", "HEAD").out == scalekit("diff").out
    monkeypatch.chdir("north")
    assert "Sam" not in scalekit("diff", "HEAD~1").out
    assert "Owner set to Jo" in scalekit("diff", "HEAD~1").out


def test_without_git_two_files_can_still_be_compared(
    scalekit: Command, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("a.scalekit.md", blank())
    write("b.scalekit.md", answered(blank(), owner="Sam"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "    Owner set to Sam\n" in scalekit("diff", "a.scalekit.md", "b.scalekit.md").out
    done = scalekit("diff")
    assert done.code == 3
    assert done.err == "git is not installed. Install it: https://git-scm.com\n"


def test_two_folders_need_no_repository(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("old", "new"):
        (tmp_path / name / "deep").mkdir(parents=True)
        saving.create(f"{name}/deep/a.scalekit.md", answered(blank(), owner=name))
    assert scalekit("diff", "old", "new").out.splitlines() == [
        f"FeNO testing, Barnsley ({Path('new', 'deep', 'a.scalekit.md')})",
        "",
        "  Find ties to national and local priorities (find-policy-ties)",
        "    Owner changed from old to new",
    ]


# How much work it is


def test_a_thousand_files_take_three_git_processes_at_most(
    scalekit: Command,
    commit: Commit,
    team: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for owner, day in (("", "2026-09-20T12:00:00Z"), ("Sam", "2026-10-05T12:00:00Z")):
        text = markdown.dumps(answered(blank(), owner=owner))
        for number in range(1000):
            path = team / "innovations" / f"{number // 100}" / f"{number}.scalekit.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            # With the same name in all of them, git would store and list one content.
            path.write_text(text.replace("FeNO", f"FeNO {number}"), encoding="utf-8")
        commit(day)
    for arguments in (
        ("--since", "2026-10-01"),
        ("HEAD~1:innovations",),
        ("HEAD~1:", "HEAD:"),
    ):
        trace = team.parent / f"trace of {' '.join(arguments).replace(':', '')}"
        monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
        report = scalekit("diff", *arguments, "--json").json
        assert len(report["checklists"]) == 1000
        assert {len(file["changes"]) for file in report["checklists"]} == {1}
        assert trace.read_text(encoding="utf-8").count('"event":"start"') <= 3


def test_what_git_says_is_shown_and_not_read(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder outside is known by what stands there, and other words of git reach the person."""
    inside = failure("fatal: not a git repository\n", str(team))
    assert str(inside) == f"{team}: git says: not a git repository"
    assert str(failure("Fehler.\n", str(team))) == f"{team}: git says: Fehler."
    assert str(failure("", str(team))) == f"{team}: git ended without saying why."
    assert isinstance(failure("schwerwiegend: kein Repository\n", "/"), NoRepositoryError)


def test_two_revisions_are_compared_in_this_folder(
    scalekit: Command, write: Write, commit: Commit, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`diff main icb`, as with git; and a revision beside a file means that file in it."""
    write("north/a.scalekit.md", blank())
    write("b.scalekit.md", blank())
    commit()
    git(team, "switch", "-qc", "icb")
    for name in ("north/a.scalekit.md", "b.scalekit.md"):
        write(name, answered(blank(), TIES, owner="Sam"))
    commit()

    def paths(*arguments: str) -> list[str]:
        return [one["path"] for one in scalekit("diff", *arguments, "--json").json["checklists"]]

    assert len(paths("main", "icb")) == 2
    assert paths("main", "b.scalekit.md") == ["b.scalekit.md"]
    assert len(paths("main", "icb:north")) == 1
    monkeypatch.chdir(team / "north")
    assert len(paths("main", "icb")) == 1
    assert paths("main", "a.scalekit.md") == ["a.scalekit.md"]
    assert paths("icb", "icb") == []
    assert paths("main..icb") == paths("main..") == ["a.scalekit.md"]
    three = scalekit("diff", "main...icb")
    said = "main...icb compares with what both come from, which diff does not do."
    assert (three.code, three.err) == (2, f"{said} Write `scalekit diff main icb`.\n")
    assert "There is no main..nowhere" in scalekit("diff", "main..nowhere").err


def test_since_takes_what_git_calls_a_time(
    scalekit: Command, write: Write, commit: Commit, team: Path
) -> None:
    """A day counts from its first minute, however it is said; a word that is no time is none."""
    now = datetime.now().astimezone()
    write("a.scalekit.md", blank())
    commit(f"{now - timedelta(days=30):%Y-%m-%dT12:00:00Z}")
    write("a.scalekit.md", answered(blank(), TIES, owner="Sam"))
    commit(f"{now - timedelta(days=10):%Y-%m-%dT12:00:00Z}")
    no_year = say_date(clock.today() - timedelta(days=14)).rpartition(" ")[0]
    weekday = f"{now - timedelta(days=2):%A}"
    times = (("2 weeks ago", 1), ("two.weeks.ago", 1), (no_year, 1), ("yesterday", 0), (weekday, 0))
    for words, changed in times:
        done = scalekit("diff", "--since", words, "--json")
        assert len(done.json["checklists"]) == changed, words
        assert "the last commit before" in done.err
    for words in ("2 weaks ago", "soon", "a fortnight ago"):
        assert (
            "is neither a revision that git knows here nor a date"
            in scalekit("diff", "--since", words).err
        )
