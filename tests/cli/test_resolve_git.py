"""Resolving a file that git waits for, from the versions that git keeps."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scalekit.engine.resolve import unresolved
from scalekit.model.checklist import Answer, Checklist, Evidence, Status
from scalekit.storage import files, saving
from tests.cli.running import Command, blank, checklist_in
from tests.cli.test_playbook import reword
from tests.git.repository import commit, git, merge_branches, repository
from tests.playbook.test_bad_content import BASE

NAME = "feno.scalekit.md"
TIES, NEED = "find-policy-ties", "understand-local-need"
Edit = Callable[[], object]


def merged(team: Path, ours: Edit, theirs: Edit, code: int = 1) -> None:
    """Merge what was done on two branches with git as it comes."""
    merge_branches(team.parent, ours, theirs, code)


def answer(file: Path, action: str = TIES) -> Answer:
    return checklist_in(file).action(action).answer


def other_role(file: Path) -> None:
    """Add the other role to a checklist, with nothing answered for it."""
    every, held = blank("innovator", "decision-maker"), checklist_in(file)
    answers = {action.id: action.answer for action in held.actions}
    actions = tuple(a._replace(answer=answers.get(a.id, a.answer)) for a in every.actions)
    save(file, every._replace(actions=actions))


def save(file: Path, checklist: Checklist) -> None:
    stored, problems = files.read(str(file))
    assert stored, problems
    saving.save(stored, checklist)


@pytest.mark.parametrize(
    ("side", "kept"),
    [
        ("ours", Answer(Status.COMPLETED)),
        ("theirs", Answer(Status.CANNOT_START, reason="No money")),
    ],
)
def test_a_side_is_kept_whole(team: Path, scalekit: Command, side: str, kept: Answer) -> None:
    """Nobody's status ends with somebody else's reason."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--status", "completed"),
        lambda: scalekit("set", NAME, TIES, "--status", "cannot-start", "--reason", "No money"),
    )
    assert scalekit("check", NAME).code == 3
    assert scalekit("merge", "--resolve", NAME, "--keep", side).code == 0
    assert answer(team) == kept
    assert scalekit("check", NAME).code == 0


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_answers_stay_with_their_actions_where_a_role_came_in(
    team: Path, scalekit: Command, side: str
) -> None:
    """What one side changed is taken, and only the owner that both changed follows the side."""
    ids = [action.id for action in blank().actions]

    def ours() -> None:
        other_role(team)
        scalekit("set", NAME, ids[0], "--owner", "Sam")
        scalekit("set", NAME, ids[2], "--note", "Ours.", "--evidence", "Plan=plan.docx")

    def theirs() -> None:
        scalekit("set", NAME, ids[0], "--owner", "Lee", "--note", "Theirs.")
        for action in ids[1:]:
            scalekit("set", NAME, action, "--due", "2026-12-01")

    merged(team, ours, theirs)
    assert scalekit("merge", "--resolve", NAME, "--keep", side).code == 0
    found = checklist_in(team)
    assert [a.id for a in found.actions] == [
        a.id for a in blank("innovator", "decision-maker").actions
    ]
    for action in found.actions:
        due = action.id in ids[1:]
        assert (action.answer.due is not None) == due
        assert (action.answer.note == "") == (action.id not in (ids[0], ids[2]))
    assert answer(team, ids[0]).owner == ("Sam" if side == "ours" else "Lee")
    assert answer(team, ids[2]).evidence == (Evidence("Plan", "plan.docx"),)


def test_a_file_that_both_made_is_resolved(team: Path, scalekit: Command) -> None:
    new = team.with_name("new.scalekit.md")

    def make(made: Answer) -> Edit:
        return lambda: saving.create(str(new), blank().with_answer(TIES, made))

    merged(team, make(Answer(owner="Sam", note="Ours.")), make(Answer(owner="Lee", reason="R.")))
    assert scalekit("merge", "--resolve", new, "--keep", "theirs").code == 0
    assert answer(new) == Answer(owner="Lee", note="Ours.", reason="R.")


def test_a_file_with_a_new_name_is_resolved(team: Path, scalekit: Command) -> None:
    """One side gave it another name; then each side gave it another one."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam", "--due", "2026-12-01"),
        lambda: (
            scalekit("set", NAME, TIES, "--owner", "Lee"),
            git(team.parent, "mv", NAME, "new.scalekit.md"),
        ),
    )
    assert scalekit("merge", "--resolve", "new.scalekit.md", "--keep", "theirs").code == 0
    found = answer(team.with_name("new.scalekit.md"))
    assert (found.owner, str(found.due)) == ("Lee", "2026-12-01")


def test_what_was_changed_in_the_file_since_the_merge_is_kept(
    team: Path, scalekit: Command
) -> None:
    """Someone sets the place by hand before they choose between the owners."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam"),
        lambda: scalekit("set", NAME, TIES, "--owner", "Lee"),
    )
    text = team.read_text("utf-8")
    assert "Barnsley" in text
    team.write_text(text.replace("Barnsley", "Leeds"), encoding="utf-8", newline="\n")
    done = scalekit("merge", "--resolve", NAME, "--keep", "theirs")
    assert done.code == 0
    assert "Kept what was changed in the file since the merge: checklist place (Leeds)" in done.err
    assert checklist_in(team).place == "Leeds"
    assert answer(team).owner == "Lee"


def test_what_can_no_longer_be_read_is_kept_in_a_file_of_its_own(
    team: Path, scalekit: Command
) -> None:
    """The marks were half deleted: nothing tells what belongs to whom."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam"),
        lambda: scalekit("set", NAME, TIES, "--owner", "Lee"),
    )
    broken = team.read_text("utf-8").replace("=======\n", "My own words.\n")
    team.write_text(broken, encoding="utf-8", newline="\n")
    shown = scalekit("check", NAME)
    assert "scalekit merge --resolve" in shown.out
    done = scalekit("merge", "--resolve", NAME, "--keep", "ours")
    assert done.code == 0
    assert f"{NAME}.edited" in done.err
    assert team.with_name(f"{NAME}.edited").read_text("utf-8") == broken
    assert answer(team).owner == "Sam"


def test_a_file_that_somebody_finished_by_hand_is_left_alone(team: Path, scalekit: Command) -> None:
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam"),
        lambda: scalekit("set", NAME, TIES, "--owner", "Lee"),
    )
    team.write_bytes(
        files.encode(files.StoredChecklist("", blank().with_answer(TIES, Answer(owner="Jo"))))
    )
    done = scalekit("merge", "--resolve", NAME, "--keep", "theirs")
    assert (done.code, "git add feno.scalekit.md" in done.err) == (0, True)
    assert answer(team).owner == "Jo"


def test_a_file_that_a_driver_left_as_it_was_is_resolved(team: Path, scalekit: Command) -> None:
    """There are no marks then, and their version is only in git."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam"),
        lambda: scalekit("set", NAME, TIES, "--owner", "Lee", "--due", "2026-12-01"),
    )
    team.write_bytes(git(team.parent, "show", f":2:{NAME}").encode())
    assert scalekit("merge", "--resolve", NAME, "--keep", "ours").code == 0
    assert (answer(team).owner, str(answer(team).due)) == ("Sam", "2026-12-01")


def test_a_file_that_one_side_deleted_waits_for_git(team: Path, scalekit: Command) -> None:
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam"),
        lambda: git(team.parent, "rm", "-q", NAME),
    )
    done = scalekit("merge", "--resolve", NAME, "--keep", "theirs")
    assert done.code == 1
    assert "git add feno.scalekit.md" in done.err
    assert "git rm feno.scalekit.md" in done.err
    assert answer(team).owner == "Sam"


def test_both_are_kept_where_one_field_can_hold_both(team: Path, scalekit: Command) -> None:
    """The owner stays between the marks, until somebody chooses it."""
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--owner", "Sam", "--note", "Ours.", "--due", "+1w"),
        lambda: scalekit("set", NAME, TIES, "--owner", "Lee", "--note", "Theirs."),
    )
    done = scalekit("merge", "--resolve", NAME, "--keep", "both")
    assert done.code == 1
    assert f"{TIES} owner: “Sam” in HEAD, “Lee” in side" in done.err
    assert "note" not in done.err
    assert scalekit("merge", "--resolve", NAME, "--keep", "theirs").code == 0
    found = answer(team)
    assert (found.owner, found.note) == ("Lee", "Ours.\nTheirs.")
    assert found.due


def test_both_are_all_where_nothing_else_clashes(team: Path, scalekit: Command) -> None:
    merged(
        team,
        lambda: scalekit("set", NAME, TIES, "--note", "Ours.", "--evidence", "A=a.pdf"),
        lambda: scalekit("set", NAME, TIES, "--note", "Theirs.", "--evidence", "B=b.pdf"),
    )
    assert scalekit("merge", "--resolve", NAME, "--keep", "both").code == 0
    assert answer(team).note == "Ours.\nTheirs."
    assert {*answer(team).evidence} == {Evidence("A", "a.pdf"), Evidence("B", "b.pdf")}


def test_halves_of_two_actions_are_never_sent_to_a_command_that_refuses_them(
    team: Path, scalekit: Command
) -> None:
    """With marks alone, and no version in git, `check` says what works: an editor."""
    whole = team.read_text("utf-8")
    middle = len(lines := whole.split("\n")) // 2
    halves = [*lines[:middle], "<<<<<<< HEAD", *lines[20:middle], "=======", ">>>>>>> side"]
    team.write_text("\n".join([*halves, *lines[middle:]]), encoding="utf-8", newline="\n")
    commit(team.parent)
    shown = scalekit("check", NAME)
    assert shown.code == 3
    assert "In an editor, keep each action once" in shown.out
    assert "--resolve" not in shown.out
    assert "In an editor, keep each action once" in scalekit("merge", "--resolve", NAME).err
    team.write_text(whole, encoding="utf-8", newline="\n")
    assert scalekit("check", NAME).code == 0


def test_nothing_is_asked_where_git_alone_could_not_merge(team: Path, scalekit: Command) -> None:
    """Neighbouring lines clash for git; the fields are different ones."""
    held = blank()
    assert not unresolved(held, held)
    merged(
        team,
        lambda: team.write_bytes(
            files.encode(files.StoredChecklist("", held._replace(innovation="FeNO"))).replace(
                b"\n\n", b"\n"
            )
        ),
        lambda: save(team, held.with_answer(NEED, Answer(note="Theirs."))),
    )
    assert scalekit("merge", "--resolve", NAME).code == 0
    assert (checklist_in(team).innovation, answer(team, NEED).note) == ("FeNO", "Theirs.")


def test_what_git_itself_moved_is_not_taken_for_an_edit(team: Path, scalekit: Command) -> None:
    """A merge of many answers with a role that came in: nobody touched the file since."""
    ids = [action.id for action in blank().actions]

    def ours() -> None:
        other_role(team)
        for action in ids[:4]:
            scalekit("set", NAME, action, "--status", "completed", "--note", "Ours.")

    def theirs() -> None:
        for action in ids[:5]:
            scalekit("set", NAME, action, "--status", "cannot-start", "--reason", "No money")

    merged(team, ours, theirs)
    done = scalekit("merge", "--resolve", NAME, "--keep", "theirs")
    assert done.code == 0
    assert "since" not in done.err
    assert not team.with_name(f"{NAME}.edited").exists()
    assert answer(team, ids[0]) == Answer(Status.CANNOT_START, reason="No money", note="Ours.")


@pytest.mark.parametrize(("keep", "is_kept"), [("both", True), ("ours", True), ("theirs", False)])
def test_an_action_that_one_branch_renamed_and_the_other_answered_is_one_again(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: str, is_kept: bool
) -> None:
    """Whichever side is kept, both ids are named, or what is left out is."""
    top = repository(tmp_path / "renamed")
    monkeypatch.chdir(top)
    old, new = (shutil.copytree(BASE, tmp_path / name) for name in ("old", "new"))
    reword(Path(new, "pillars", "engage.yaml"), "id: work-together", "id: side-by-side")
    reword(Path(new, "pillars", "engage.yaml"), "was: [meet]", "was: [meet, work-together]")
    reword(Path(new, "case-studies", "breath-test.yaml"), "work-together", "side-by-side")
    then, now = ("--playbook", str(old)), ("--playbook", str(new))
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    scalekit("start", "rye.scalekit.md", *begin, *then)
    scalekit("set", "rye.scalekit.md", "work-together", "--owner", "Sam", *then)
    commit(top)
    git(top, "switch", "-qc", "renamed")
    assert "Renamed from work-together" in scalekit("upgrade", "rye.scalekit.md", *now).out
    commit(top)
    git(top, "switch", "-q", "main")
    scalekit("set", "rye.scalekit.md", "work-together", "--note", "Why", *then)
    commit(top)
    git(top, "merge", "renamed", code=1)
    done = scalekit("merge", "--resolve", "rye.scalekit.md", "--keep", keep, *now)
    assert done.code == 0
    said = "work-together and side-by-side are one action, which the playbook renamed."
    assert (said in done.err) is is_kept
    assert (said in scalekit("check", "rye.scalekit.md", *now).out) is is_kept
    assert ("work-together (Status: Not yet started; Owner: Sam; Note: Why)" in done.err) is (
        not is_kept
    )
    scalekit("upgrade", "rye.scalekit.md", *now)
    held = checklist_in(top / "rye.scalekit.md")
    assert "work-together" not in [action.id for action in held.actions]
    answer = held.action("side-by-side").answer
    assert (answer.owner, answer.note) == ("Sam", "Why" if is_kept else "")
