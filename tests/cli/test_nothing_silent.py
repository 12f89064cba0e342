"""What people type, merge and overwrite is never lost, nor turned into its opposite, in silence."""

import io
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Status
from tests.cli.running import Command, checklist_in
from tests.git.repository import merge_branches

NAME = "feno.scalekit.md"
TIES = "find-policy-ties"
CANNOT = ("--status", "cannot-start", "--reason", "No money")
BOX = "- [ ] Not yet started"


def _type(path: Path, old: str, new: str) -> None:
    """Change the first of a text in the answer to find-policy-ties, as an editor does."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f"action: {TIES}")
    path.write_text(text[:start] + text[start:].replace(old, new, 1), "utf-8", newline="\n")


def _answer(path: Path) -> Answer:
    return next(action.answer for action in checklist_in(path).actions if action.id == TIES)


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("theirs", Answer(Status.CANNOT_START, reason="No money")),
        ("ours", Answer(Status.COMPLETED)),
    ],
)
def test_one_side_of_two_statuses_is_kept_whole(
    team: Path, scalekit: Command, keep: str, expected: Answer
) -> None:
    """Two branches say other statuses: git asks, and the side that is chosen wins whole (A1)."""
    merge_branches(
        team.parent,
        lambda: scalekit("set", NAME, TIES, "--status", "completed"),
        lambda: scalekit("set", NAME, TIES, *CANNOT),
    )
    assert scalekit("merge", "--resolve", NAME, "--keep", keep).code == 0
    answer = _answer(team)
    assert answer.status is expected.status
    if keep == "theirs":
        assert answer.reason == "No money"
    done = scalekit("check", NAME)
    assert (done.code, "no problems" in done.out) == (0, True)


def test_a_tick_on_the_other_branch_is_no_silent_merge(team: Path, scalekit: Command) -> None:
    """One branch ticks the box by hand, the other sets another status: git asks (A2)."""
    merge_branches(
        team.parent,
        lambda: scalekit("set", NAME, TIES, *CANNOT),
        lambda: _type(team, "- [ ]", "- [x]"),
    )
    assert "Two versions of an answer" in scalekit("check", NAME).out
    assert scalekit("merge", "--resolve", NAME, "--keep", "ours").code == 0
    assert _answer(team) == Answer(Status.CANNOT_START, reason="No money")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- [x] Cannot start yet", Status.COMPLETED),
        ("- [ ] Completed", Status.IN_PROGRESS),
        (f"{BOX}\n\nStatus: Completed", Status.COMPLETED),
        (f"{BOX}\n- Status: In progress", Status.IN_PROGRESS),
        ("- [ ] In progress\n\nStatus: Not yet started", Status.NOT_STARTED),
        ("- [x] Completed\n\nStatus: In progress", Status.COMPLETED),
    ],
)
def test_a_status_that_says_two_things_is_said_by_every_command(
    team: Path, scalekit: Command, typed: str, expected: Status
) -> None:
    """What somebody typed counts, or the contradiction is named, with its line (A2, A3)."""
    _type(team, BOX, typed)
    assert _answer(team).status is expected
    text = team.read_text(encoding="utf-8")
    for line in (
        ("check", NAME),
        ("status", NAME),
        ("start", NAME, "--no-input"),
        ("set", NAME, TIES, "--owner", "Jo"),
    ):
        done = scalekit(*line)
        assert done.code == 0
        assert f"it counts as “{expected.label}”" in done.out + done.err, line
        if line[0] != "set":
            assert team.read_text(encoding="utf-8") == text
    assert _answer(team) == Answer(expected, owner="Jo")


def test_the_same_status_on_two_lines_is_no_contradiction(team: Path, scalekit: Command) -> None:
    """A box and a typed line that say the same are read without a word."""
    _type(team, BOX, "- [ ] In progress\n\nStatus: In progress")
    done = scalekit("check", NAME)
    assert "counts as" not in done.out + done.err
    assert _answer(team).status is Status.IN_PROGRESS


@pytest.mark.parametrize("name", [NAME, "feno.scalekit.json"])
def test_a_file_of_format_1_says_once_that_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scalekit: Command, name: str
) -> None:
    """The first save of a format 1 file writes format 2 and says so; the next does not."""
    old = next(
        path
        for path in sorted((Path(__file__).parents[1] / "storage/format1").rglob(f"*{name[4:]}"))
        if "conflict" not in path.name
    )
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(old.read_bytes())
    assert scalekit("check", name).code in (0, 1)
    assert Path(name).read_bytes() == old.read_bytes()
    action = checklist_in(Path(name)).actions[0].id
    assert "format 2" in scalekit("set", name, action, "--owner", "Jo").err
    assert "format 2" not in scalekit("set", name, action, "--owner", "Sam").err


def test_a_due_date_in_a_year_of_two_digits_is_said(team: Path, scalekit: Command) -> None:
    """The year 0026, typed in an editor, is a date that nobody means: `check` names its line."""
    _type(team, "Due: Not provided", "Due: 0026-12-01")
    lines = team.read_text(encoding="utf-8").split("\n")
    done = scalekit("check", NAME)
    assert f"{NAME}:{lines.index('Due: 0026-12-01') + 1}:6: The due date of {TIES}" in done.out
    assert done.code == 0


def test_a_message_says_what_fits_where_it_is_said(scalekit: Command, feno: Path) -> None:
    said = scalekit("set", NAME, "1", "--note-file", "nope").err
    assert "Name a file with the note, or - for stdin." in said
    said = scalekit("start", "new.scalekit.md", "--innovation", "two\nlines", "--no-input").err
    assert said == "--innovation takes one line of text.\n"
    done = scalekit("check", "--explain", "reviewed-by-other", "--json")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("--explain says in words what a rule asks. Leave out")
    Path("a.yaml").write_text("find-policy-ties:\n  owner: &who Sam\n", "utf-8")
    assert "which is not read here." in scalekit("set", NAME, "--from", "a.yaml").err


def test_a_command_in_a_sentence_is_one_that_runs(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no full stop right behind an argument, and no name that only stdin has."""
    said = scalekit("start", NAME, "--innovation", "Rye", "--no-input").err
    assert said.endswith(f"or change this one: scalekit set {NAME} --innovation Rye\n")
    scalekit("set", NAME, "find-policy-ties", "--status", "completed")
    scalekit("review", NAME, "find-policy-ties", "--by", "Jo", "--accept")
    scalekit("set", NAME, "find-policy-ties", "--note", "Other")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(feno.read_bytes())))
    noted = scalekit("check", "-").out
    assert "Ask for another look: scalekit review FILE find-policy-ties" in noted


def test_a_file_that_is_named_twice_counts_once(scalekit: Command, feno: Path) -> None:
    rows = scalekit("export", NAME, f"./{NAME}", ".", "--format", "csv").out
    assert rows == scalekit("export", NAME, "--format", "csv").out
    assert len(scalekit("status", NAME, ".", "--json").json["checklists"]) == 1
    written = scalekit("export", NAME, f"./{NAME}", "--format", "html", "--output", "pages")
    assert "Wrote 1 of 1" in written.err


def test_upgrade_takes_the_one_checklist_of_the_folder(scalekit: Command, feno: Path) -> None:
    assert scalekit("upgrade").out.startswith(f"{NAME}: already at version")
    scalekit("start", "b.scalekit.md", "--role", "innovator", "--innovation", "B", "--no-input")
    assert scalekit("upgrade").code == 2
