"""git with scalekit's drivers: what it shows and merges, and what happens when they fail."""

import itertools
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.engine.merge import merge_both_ways
from scalekit.git import driver
from scalekit.git.repository import Repository
from scalekit.git.settings import SETTINGS, WORDS, Place
from scalekit.git.textconv import lines
from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Evidence,
    OtherText,
    Status,
)
from scalekit.model.statement import Choice, Decision, Statement
from scalekit.storage import conflicts, files, json_, markdown
from tests import strategies as some
from tests.edits import LAWS, SIMPLE, two_edits
from tests.git.repository import ENVIRONMENT, merge_files
from tests.git.team import (
    BASE,
    CLASH,
    FILE,
    MERGED,
    NEED,
    OURS,
    SOUND,
    SOURCE,
    THEIRS,
    TIES,
    Team,
    answered,
    team_in,
)
from tests.git.test_stock_merges import BLANK, CODECS, EDITS, FILLED, IDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix shell")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Return a repository with the drivers in it."""
    return team_in(tmp_path)


def answers(checklist: Checklist) -> tuple[Answer, Answer]:
    return checklist.action(TIES).answer, checklist.action(NEED).answer


# What git shows


def test_a_log_reads_as_sentences(team: Team) -> None:
    team.commit(BLANK, "Start")
    changed = answered(
        status=Status.IN_PROGRESS,
        owner="Sam Lee",
        evidence=(Evidence("Audit", "https://example.org/audit"),),
        note="Six of nine practices have no device.\n\nAsk again in May.",
    )
    team.commit(answered(changed, "regular-touchpoints", owner="Jo"), "After the meeting")
    shown = team.git("log", "-p", "-1", "--format=%s")
    assert "\n".join(line for line in shown.split("\n") if not line.startswith("index ")) == (
        """\
After the meeting

diff --git a/feno.scalekit.md b/feno.scalekit.md
--- a/feno.scalekit.md
+++ b/feno.scalekit.md
@@ -5,12 +5,18 @@
 Pillar: Understand (understand)
 Understand local capacity and the real problem: status Not yet started
 Work through the challenges of adoption together: status Not yet started
-Find ties to national and local priorities: status Not yet started
+Find ties to national and local priorities: status In progress
+Find ties to national and local priorities: owner Sam Lee
+Find ties to national and local priorities: evidence Audit (https://example.org/audit)
+Find ties to national and local priorities: note Six of nine practices have no device.
+Find ties to national and local priorities: note
+Find ties to national and local priorities: note Ask again in May.
 Check that it solves a problem you really have: status Not yet started
 Find support from national bodies and the innovator: status Not yet started
 Check how it fits with existing programmes: status Not yet started
 Pillar: Engage (engage)
 Set regular touchpoints with everyone involved: status Not yet started
+Set regular touchpoints with everyone involved: owner Jo
 Engage everyone who will deliver it: status Not yet started
 Pillar: Future-proof (future-proof)
 Fund the implementation, not only the product: status Not yet started
"""
    )


def test_a_hunk_stands_under_its_pillar(team: Team) -> None:
    team.commit(BLANK)
    team.write(answered(action=IDS[-1], owner="Jo"))
    assert "@@ Pillar: Future-proof (future-proof)\n" in team.git("diff", "-U1")


def test_a_new_wording_and_text_outside_the_fields_are_shown(team: Team) -> None:
    team.commit(BLANK)
    first = BLANK.actions[0]._replace(title="Find the problem", text="Ask.", wording="aaaaaaaa")
    other = (OtherText(f"{TIES}.owner", "Call her.\n\nSoon."), OtherText("end", "The end."))
    team.write(BLANK._replace(actions=(first, *BLANK.actions[1:]), other_text=other))
    shown = [line for line in team.git("diff").split("\n") if line[:1] == "+"]
    assert shown[1:] == [
        "+Find the problem: status Not yet started",
        "+Find ties to national and local priorities: text after owner: Call her.",
        "+Find ties to national and local priorities: text after owner:",
        "+Find ties to national and local priorities: text after owner: Soon.",
        "+Text at the end: The end.",
        f"+Find the problem: asks Ask. ({NEED}, wording aaaaaaaa)",
    ]


def test_the_same_in_another_format_or_with_other_line_ends_is_no_change(team: Team) -> None:
    path = team.write(OURS)
    team.write(OURS, "feno.scalekit.json")
    team.commit()
    as_it_was = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + as_it_was.replace(b"\n", b"\r\n") + b"\r\n")
    assert "@@" not in team.git("diff")
    shown = team.git("diff", "HEAD:feno.scalekit.json", "HEAD:feno.scalekit.md", "--textconv")
    assert "@@" not in shown


def test_git_shows_any_file_that_is_no_checklist_as_it_is(team: Team) -> None:
    path = team.write(BLANK)
    team.commit()
    newer = path.read_text("utf-8").replace("scalekit: 2 ", "scalekit: 3 ", 1)
    for content in (newer.encode(), b"", b"Some text.\n", b"\xff\xfe\x00\x01", b"{}", b"\r\r"):
        path.write_bytes(content)
        team.git("diff")
    path.write_text("# A plan\n\n\x1b[31m\n\n", encoding="utf-8")
    assert "+# A plan\n+\n+\x1b[31m\n+\n" in team.git("diff")


def test_two_versions_in_one_file_are_shown_as_two(team: Team) -> None:
    team.branches(BASE, OURS, CLASH)
    team.git("merge", "side", code=1)
    shown = team.git("diff")
    title = "Find ties to national and local priorities"
    assert (
        "++<<<<<<< ours\n"
        f" +{title}: status Completed\n"
        f"- {title}: owner Sam\n"
        "++=======\n"
        f"+ {title}: status Cannot start yet\n"
        "++>>>>>>> theirs\n"
        f"+ {title}: owner Jo\n"
    ) in shown
    assert len(shown.split("\n")) < 30


@given(some.annotated().filter(lambda checklist: len(checklist.actions) > 0), st.data())
def test_any_change_to_a_field_shows(checklist: Checklist, data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(checklist.actions))
    field = data.draw(st.sampled_from(("status", "owner", "due", "confidence", "reason")))
    new = data.draw(SIMPLE[field])
    changed = checklist.with_answer(action.id, action.answer._replace(**{field: new}))
    assert (lines(checklist) == lines(changed)) == (checklist == changed)


@given(some.annotated())
def test_what_is_shown_is_lines_that_cannot_act_on_a_screen(checklist: Checklist) -> None:
    for line in lines(checklist):
        assert line.isprintable() or not {*line} & {"\x1b", "\n", "\r", "\x9b", "\u202e", "\x00"}


# What git keeps of what it was told

SAID = Checklist(
    *("small", "1", ("innovator",), "FeNO testing", "Leeds", (("first", "Begin"),)),
    actions=(
        ChecklistAction(
            *("find", "first", "Find", "Ask.", "aaaaaaaa"),
            Answer(
                *(Status.NOT_RELEVANT, "Sam", date(2027, 1, 2), Confidence.ON_TRACK, "Why"),
                *((Evidence("A map", "map.pdf"), Evidence("Notes")), "One.\n\nTwo."),
            ),
            (Statement("accepted", "Jo", date(2026, 1, 2), "Good.", "bbbbbbbb"),),
        ),
    ),
    other_text=(OtherText("start", "Begun."), OtherText("find.owner", "Call.")),
    decisions=(Decision("2026-01-02-cccc", Choice.PILOT, "Board", date(2026, 1, 2)),),
)


def test_whoever_says_it_in_other_words_raises_their_number_so_that_git_asks_again() -> None:
    said = "\n".join(lines(SAID))
    assert (WORDS, f"{crc32(said.encode()):08x}") == (1, "4261962b"), said


def keeping(team: Team) -> None:
    team.git("config", "user.name", "A")
    team.git("config", "user.email", "a@example.org")
    with Repository(str(team.folder)) as repository:
        Place(repository, everywhere=False).enable(cache=True)


def test_git_asks_once_of_each_version_where_it_keeps_what_it_is_told(team: Team) -> None:
    team.commit(BASE)
    team.commit(OURS)
    keeping(team)
    said = team.git("diff", "HEAD~1", "HEAD")
    assert f"+{BASE.action(TIES).title}: note Three." in said
    team.install("exit 1\n")  # which is not started again
    assert team.git("diff", "HEAD~1", "HEAD") == said


@pytest.mark.parametrize("program", [None, "exit 0\n", "exit 1\n", "kill -9 $$\n"])
def test_git_does_not_go_on_with_a_plain_file_that_it_kept(team: Team, program: str | None) -> None:
    team.commit(BASE)
    team.commit(OURS)
    keeping(team)
    team.install(program)
    plain = team.git("diff", "HEAD~1", "HEAD")
    assert "+> Three." in plain
    team.install(SOUND)
    assert f"+{BASE.action(TIES).title}: note Three." in team.git("diff", "HEAD~1", "HEAD")
    keeping(team)  # begins anew
    assert "+> Three." not in team.git("diff", "HEAD~1", "HEAD")


def test_a_file_that_is_no_checklist_is_kept_as_it_is(team: Team) -> None:
    for text in ("One.\n", "Two.\n"):
        (team.folder / FILE).write_text(text, encoding="utf-8")
        team.commit()
    keeping(team)
    assert "-One.\n+Two.\n" in team.git("diff", "HEAD~1", "HEAD")
    assert team.git("config", "diff.scalekit.cachetextconv") == "true\n"


# What git merges


def merging(team: Team) -> str:
    team.git("merge", "-q", "-m", "Merge", "side")
    return "merged"


def rebasing(team: Team) -> str:
    team.git("rebase", "-q", "side")
    return "rebased"


def picking(team: Team) -> str:
    team.git("cherry-pick", "side")
    return "picked"


def unstashing(team: Team) -> str:
    team.git("read-tree", "-u", "--reset", "HEAD~1")
    team.git("reset", "-q", "--hard", "HEAD~1")
    team.write(OURS)
    team.git("stash", "-q")
    team.git("merge", "-q", "--ff-only", "side")
    team.git("stash", "pop", "-q")
    return "unstashed"


def reverting(team: Team) -> str:
    """Take back a commit that undid theirs, so that theirs comes in by a revert."""
    team.git("reset", "-q", "--hard", "side")
    undone = team.commit(BASE, "Undo")
    team.commit(OURS, "Ours")
    team.git("revert", "--no-edit", undone)
    return "reverted"


@pytest.mark.parametrize("bring_in", [merging, rebasing, picking, unstashing, reverting])
def test_changes_come_together_however_git_brings_them(
    team: Team, bring_in: Callable[[Team], str]
) -> None:
    team.branches(BASE, OURS, THEIRS)
    assert bring_in(team)
    assert answers(team.checklist()) == MERGED
    assert "<<<<<<<" not in team.text()


def test_a_worktree_and_a_submodule_merge_the_same(team: Team, tmp_path: Path) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.git("worktree", "add", "-qb", "third", str(tmp_path / "work tree"))
    there = replace(team, folder=tmp_path / "work tree")
    there.git("merge", "-q", "-m", "Merge", "side")
    assert answers(there.checklist()) == MERGED
    (tmp_path / "outer").mkdir()
    outer = replace(team, folder=tmp_path / "outer")
    outer.git("init", "-q")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(team.folder), "in"
    )
    inner = replace(team, folder=tmp_path / "outer" / "in")
    for name, value in SETTINGS.items():
        inner.git("config", name, value)
    inner.git("merge", "-q", "-m", "Merge", "origin/side")
    assert answers(inner.checklist()) == MERGED


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_line_ends_stay_as_the_repository_has_them(tmp_path: Path, setting: str) -> None:
    """Files with CRLF from before the attributes, too."""
    team = team_in(tmp_path, attributes=False)
    info = team.folder / ".git" / "info" / "attributes"
    info.write_text("*.scalekit.md diff=scalekit merge=scalekit\n", encoding="utf-8")
    for branch, checklist in (("main", BASE), ("side", THEIRS), ("main", OURS)):
        team.git("checkout", "-q", *(["-b"] if branch == "side" else []), branch, code=None)
        path = team.write(checklist)
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        team.commit()
    team.git("config", "core.autocrlf", setting)
    team.git("merge", "-q", "-m", "Merge", "side")
    kept = subprocess.run(
        ["git", "cat-file", "blob", f"HEAD:{FILE}"],
        cwd=team.folder,
        capture_output=True,
        check=True,
    ).stdout
    assert kept.count(b"\r\n") == kept.count(b"\n") > 100
    assert answers(team.checklist()) == MERGED


def test_a_clash_is_marked_around_its_field_and_everything_else_merged(team: Team) -> None:
    team.branches(BASE, OURS, CLASH)
    said = team.git("merge", "side", code=1)
    assert "CONFLICT (content)" in said
    both = conflicts.sides(team.text())
    assert both
    ours, theirs = (markdown.loads(side)[0] for side in both)
    assert ours
    assert theirs
    assert answers(ours) == MERGED
    assert answers(theirs)[0].status is Status.CANNOT_START
    assert answers(theirs)[0].reason == "No money"
    assert answers(ours)[0].note == answers(theirs)[0].note == MERGED[0].note
    assert team.git("status", "--short").startswith("UU ")


def test_the_marks_are_as_long_as_asked_for(team: Team) -> None:
    attributes = team.folder / ".gitattributes"
    text = attributes.read_text("utf-8").replace("merge=", "conflict-marker-size=12 merge=")
    attributes.write_text(text, encoding="utf-8")
    team.branches(BASE, OURS, CLASH)
    team.git("merge", "side", code=1)
    assert "\n<<<<<<<<<<<< " in team.text()
    assert "\n============\n" in team.text()


def test_one_file_made_twice_is_merged_by_field(team: Team) -> None:
    (team.folder / "README").write_text("A folder.\n", encoding="utf-8")
    team.commit()
    team.git("switch", "-qc", "side")
    team.commit(answered(owner="Jo"))
    team.git("switch", "-q", "main")
    team.commit(answered(action=NEED, owner="Lee"))
    team.git("merge", "-q", "-m", "Merge", "side")
    assert answers(team.checklist()) == (Answer(owner="Jo"), Answer(owner="Lee"))


def test_branches_that_were_merged_both_ways_merge_again(team: Team) -> None:
    """git then merges the two common ancestors first, with the same driver."""
    team.branches(BASE, OURS, THEIRS)
    team.git("branch", "other")
    team.git("merge", "-q", "-m", "One", "side")
    team.git("switch", "-q", "side")
    team.git("merge", "-q", "-m", "Two", "other")
    team.commit(answered(team.checklist(), confidence=FILLED.confidence))
    team.git("switch", "-q", "main")
    team.commit(answered(team.checklist(), due=FILLED.due))
    team.git("merge", "-q", "-m", "Three", "side")
    expected = MERGED[0]._replace(confidence=FILLED.confidence, due=FILLED.due)
    assert answers(team.checklist()) == (expected, MERGED[1])


@pytest.mark.parametrize("kind", CODECS)
@pytest.mark.parametrize("start", [Answer(), FILLED], ids=["blank", "filled"])
def test_any_two_fields_of_one_action_merge_as_stock_git_merges_them(
    kind: str, start: Answer, tmp_path: Path
) -> None:
    """`test_stock_merges` shows that stock git makes the same of the same edits."""
    dumps = CODECS[kind][0]
    base = BLANK.with_answer(TIES, start)
    for one, two in itertools.combinations(EDITS, 2):
        for mine, yours in itertools.product(EDITS[one], EDITS[two]):
            ours, theirs = answered(base, **{one: mine}), answered(base, **{two: yours})
            names = written(tmp_path, *map(dumps, (base, ours, theirs)))
            assert driver.merge(*names, "7", f"feno.scalekit.{kind}") == 0
            expected = answered(base, **{one: mine, two: yours})
            assert (tmp_path / "ours").read_text("utf-8") == dumps(expected)


changes = st.dictionaries(
    st.tuples(st.sampled_from(IDS[:4]), st.sampled_from([*EDITS])), st.integers(0, 1), max_size=12
)


@given(st.sampled_from([*CODECS]), st.booleans(), changes, st.randoms())
def test_any_edits_to_different_fields_merge_as_stock_git_merges_them(
    kind: str, filled: bool, edits: dict[tuple[str, str], int], random: Any
) -> None:
    dumps = CODECS[kind][0]
    base = BLANK
    for action in IDS[:4] if filled else ():
        base = base.with_answer(action, FILLED)
    sides = [base, base]
    for (action, field), number in edits.items():
        side = random.randrange(2)
        sides[side] = answered(sides[side], action, **{field: EDITS[field][number]})
    with tempfile.TemporaryDirectory() as name:
        texts = [dumps(version) for version in (base, *sides)]
        stock = merge_files(Path(name), *texts)
        assert driver.merge(*written(Path(name), *texts), "7", f"feno.scalekit.{kind}") == 0
        assert stock == (0, (Path(name) / "ours").read_text("utf-8"))


@LAWS
@given(two_edits())
def test_a_merge_holds_what_the_engine_says_and_reads_back(
    three: tuple[Checklist, Checklist, Checklist],
) -> None:
    both = merge_both_ways(*three)
    with tempfile.TemporaryDirectory() as name:
        names = written(Path(name), *map(markdown.dumps, three))
        code = driver.merge(*names, "7", "feno.scalekit.md")
        text = (Path(name) / "ours").read_bytes().decode("utf-8")
    if code == driver.NOT_DONE:  # marks that stand in the texts themselves
        assert text == markdown.dumps(three[1])
        return
    assert code == bool(both.conflicts)
    sides = conflicts.sides(text) if code else (text, text)
    assert sides
    assert [markdown.loads(side)[0] for side in sides] == [
        both.ours,
        both.theirs if code else both.ours,
    ]


@pytest.mark.parametrize("kind", CODECS)
def test_sides_in_different_formats_merge_into_the_format_of_the_path(
    kind: str, tmp_path: Path
) -> None:
    others = [json_.dumps, markdown.dumps]
    for dumps in itertools.product(others, repeat=3):
        texts = [each(version) for each, version in zip(dumps, (BASE, OURS, THEIRS), strict=True)]
        assert driver.merge(*written(tmp_path, *texts), "7", f"feno.scalekit.{kind}") == 0
        checklist, problems = CODECS[kind][1]((tmp_path / "ours").read_text("utf-8"))
        assert problems == []
        assert checklist
        assert answers(checklist) == MERGED


def written(folder: Path, base: str, ours: str, theirs: str) -> tuple[str, str, str]:
    """Write three files as git names them, by nothing that tells their format."""
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return str(folder / "base"), str(folder / "ours"), str(folder / "theirs")


# What happens when they fail

SABOTAGED = f"""\
PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)} -c \
'import sys; from scalekit.git import driver; from scalekit.engine import merge
import os, signal
%s
sys.exit(driver.main())' "$@"
"""
MERGE = f"merge.{merge_both_ways.__name__}"  # a name that is not there would sabotage nothing
FAILING = {
    "not installed": None,
    "does nothing": "exit 0\n",
    "a Python that cannot start": f"exec {shlex.quote(sys.executable)} -c 'import not_there'\n",
    "killed": "kill -9 $$\n",
    "a word and another code": "echo merged; exit 1\n",
    "conflicts and another code": "echo conflicts; exit 0\n",
    "killed while writing": SABOTAGED % "os.replace = lambda *names: os.kill(os.getpid(), 9)",
    "an error nobody thought of": SABOTAGED % f"{MERGE} = lambda *three: 1 / 0",
    "out of memory": SABOTAGED % f"def full(*three): raise MemoryError\n{MERGE} = full",
    "interrupted": SABOTAGED % f"{MERGE} = lambda *three: os.kill(os.getpid(), 15)",
    "a full disk": f"ulimit -f 1\n{SOUND}",
}


@pytest.mark.parametrize("way", FAILING)
def test_however_the_driver_fails_git_merges_as_it_does_without(team: Team, way: str) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.install(FAILING[way])
    team.git("merge", "-q", "-m", "Merge", "side")
    assert answers(team.checklist()) == MERGED
    assert sorted(path.name for path in team.folder.iterdir()) == [".git", ".gitattributes", FILE]


@pytest.mark.parametrize("way", FAILING)
def test_however_the_driver_fails_a_clash_is_marked(team: Team, way: str) -> None:
    team.branches(BASE, OURS, CLASH)
    team.install(FAILING[way])
    team.git("merge", "side", code=1)
    assert team.git("status", "--short").startswith("UU ")
    text = team.text()
    for part in (
        "<<<<<<< ours\n",
        ">>>>>>> theirs\n",
        "- [x] Completed",
        "- [ ] Cannot start yet",
    ):
        assert f"\n{part}" in text
    assert "Reason: No money" in text


@pytest.mark.parametrize("way", [*FAILING][:4])
def test_however_the_driver_fails_git_shows_what_changed(team: Team, way: str) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.install(FAILING[way])
    shown = team.git("log", "-p", "-1")
    assert "\n-- [ ] Not yet started\n+- [x] Completed\n" in shown
    team.write(THEIRS)
    assert "\n+Owner: Jo\n" in team.git("diff")


def test_a_driver_that_cannot_be_run_counts_as_missing(team: Team) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.install(SOUND)
    (team.programs / "scalekit-git").chmod(0o644)
    assert "- [x] Completed" in team.git("log", "-p", "-1")
    team.git("merge", "-q", "-m", "Merge", "side")
    assert answers(team.checklist()) == MERGED


def test_with_no_room_for_anything_ours_stays_and_git_is_told(tmp_path: Path) -> None:
    """As in a full disk: neither the driver nor `git merge-file` can write its result."""
    texts = [markdown.dumps(version) for version in (BASE, OURS, CLASH)]
    names = [Path(name).name for name in written(tmp_path, *texts)]
    command = SETTINGS["merge.scalekit.driver"].replace("%%", "%")
    for sign, value in zip(("%O", "%A", "%B", "%L", "%P"), (*names, "7", FILE), strict=True):
        command = command.replace(sign, value)
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 1; {command}"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert (tmp_path / "ours").read_text("utf-8") == texts[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "ours", "theirs"]


def test_a_side_that_scalekit_cannot_read_is_merged_as_text(team: Team) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.git("switch", "-q", "side")
    path = team.folder / FILE
    path.write_text(team.text().replace("scalekit: 2 ", "scalekit: 3 "), encoding="utf-8")
    team.commit()
    team.git("switch", "-q", "main")
    team.git("merge", "-q", "-m", "Merge", "side")
    text = team.text()
    assert text.startswith("<!-- scalekit: 3 ")
    assert "- [x] Completed" in text
    assert "Owner: Jo" in text


def test_what_is_no_text_stays_and_git_says_that_it_clashes(team: Team) -> None:
    team.branches(BASE, OURS, THEIRS)
    team.git("switch", "-q", "side")
    (team.folder / FILE).write_bytes(b"\x00\xff\x00garbage\x00")
    team.commit()
    team.git("switch", "-q", "main")
    team.git("merge", "side", code=1)
    assert team.git("status", "--short").startswith("UU ")
    assert team.text() == files.encode(files.StoredChecklist("", OURS)).decode("utf-8")


def test_a_file_with_two_versions_in_it_already_is_merged_as_text(team: Team) -> None:
    team.branches(BASE, OURS, CLASH)
    team.git("merge", "side", code=1)
    team.git("commit", "-qam", "With marks")
    team.git("switch", "-q", "-C", "third", "HEAD~1")
    team.commit(answered(team.checklist(), "plan-continued-funding", owner="Lee"))
    team.git("merge", "-q", "-m", "Merge", "main")
    text = team.text()
    assert "Owner: Lee" in text
    assert text.count("<<<<<<<") > 0


# By itself


def test_the_drivers_say_how_to_use_them(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["--help"], ["merge", "a"], ["textconv"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["scalekit-git", *arguments])
            assert driver.main() == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "scalekit-git textconv FILE" in err


def test_a_file_that_is_not_there_gets_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["scalekit-git", "textconv", "nowhere"])
    assert driver.main() == driver.NOT_DONE
    assert capsys.readouterr().err.startswith(
        "scalekit-git: nowhere: There is no file or folder here."
    )
