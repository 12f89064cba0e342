"""`scalekit playbook diff`: what changed for readers, and whose answers it touches."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Command
from tests.cli.test_overlay import loaded
from tests.cli.test_playbook import reword
from tests.git.repository import commit, repository
from tests.playbook.test_bad_content import BASE


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a later version of the small playbook, beside the earlier one."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / "small")
    later = Path(shutil.copytree(BASE, tmp_path / "later"))
    reword(later / "playbook.yaml", 'version: "1.0"', 'version: "1.1"')
    reword(later / "pillars" / "engage.yaml", "title: Work together", "title: Work side by side")
    return later


def test_it_says_action_by_action_what_changed_and_who_is_asked(
    scalekit: Command, two: Path
) -> None:
    done = scalekit("playbook", "diff", "small", "later")
    assert (done.code, done.err) == (0, "")
    assert "From: small 1.0\nTo: small 1.1\n" in done.out
    assert "Of the actions that changed, 1 asks people again." in done.out
    assert "Work side by side (work-together)\nWhoever answered the earlier words" in done.out
    assert "- Title\n  Was: Work together\n  Now: Work side by side\n" in done.out
    assert scalekit("playbook", "diff", "small", "later", "--exit-code").code == 1
    same = scalekit("playbook", "diff", "small", "small", "--exit-code")
    assert (same.code, same.out.endswith("Nothing changed that people read.\n")) == (0, True)


def test_words_that_mean_the_same_ask_nobody(scalekit: Command, two: Path) -> None:
    wording = next(a.wording for _, a in loaded(BASE).actions() if a.id == "work-together")
    file = two / "pillars" / "engage.yaml"
    reword(file, "editorial: [", f'editorial: ["{wording}", ')
    said = scalekit("playbook", "diff", "small", "later").out
    assert "The words mean the same, so nobody is asked again." in said


def test_checklists_say_which_of_their_answers_are_touched(scalekit: Command, two: Path) -> None:
    """As an upgrade of each would; one of another playbook is left out, and none is changed."""
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    for name in ("answered", "blank"):
        scalekit("start", f"{name}.scalekit.md", *begin, "--playbook", "small")
    scalekit("start", "other.scalekit.md", *begin)
    scalekit("set", "answered.scalekit.md", "work-together", "--status", "completed")
    before = {path: path.read_bytes() for path in Path().glob("*.scalekit.md")}
    done = scalekit("playbook", "diff", "small", "later", "--with", ".")
    assert "- answered.scalekit.md\n  Asked again: work-together.\n" in done.out
    assert "- blank.scalekit.md\n  No answer is touched.\n" in done.out
    assert "other.scalekit.md" not in done.out
    assert done.err == "Left out, because another playbook is followed there: other.scalekit.md.\n"
    assert before == {path: path.read_bytes() for path in Path().glob("*.scalekit.md")}
    Path("broken.scalekit.json").write_text("{", "utf-8")
    done = scalekit("playbook", "diff", "small", "later", "--with", ".")
    assert (done.code, "answered.scalekit.md" in done.out) == (3, True)
    assert "\n./broken.scalekit.json:1:" in done.err


def test_a_playbook_is_compared_with_itself_at_a_revision(
    scalekit: Command, two: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(tmp_path / "git")
    book = Path(shutil.copytree(two.parent / "small", top / "book"))
    commit(top)
    shutil.rmtree(book)
    shutil.copytree(two, book)
    monkeypatch.chdir(top)
    said = scalekit("playbook", "diff", "book", "--since", "HEAD").out
    assert "From: small 1.0\nTo: small 1.1\n" in said
    assert "Now: Work side by side" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small"], "Name two versions, A and B, or one and --since REV."),
        (["small", "later", "--since", "HEAD"], "Name two versions, A and B, or one and --since"),
        (["scaling-innovaton", "later"], "Did you mean scaling-innovation?"),
        (["small", "later", "--format", "pdff"], "There is no format “pdff” here."),
    ],
)
def test_what_cannot_be_compared_is_said(
    scalekit: Command, two: Path, arguments: list[str], said: str
) -> None:
    done = scalekit("playbook", "diff", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.fixture
def overlaid(two: Path, scalekit: Command) -> Path:
    """Return an overlay of the small playbook, with a checklist that answers all of it."""
    folder = two.parent / "ours"
    scalekit("playbook", "new", "ours", "--extends", "small")
    hide = "hide:\n  - id: find-need\n    part: action\n    because: It is known.\n"
    reword(folder / "overlay.yaml", "\nactions:\n", f"\n{hide}actions:\n")
    reword(folder / "overlay.yaml", "after: find-need", "# at the end")
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input", "--playbook", "ours")
    scalekit("start", "rye.scalekit.md", *begin)
    for action in ("work-together", "ours-first"):
        assert scalekit("set", "rye.scalekit.md", action, "--status", "completed").code == 0
    return folder


def test_the_checklist_of_an_overlay_is_told_what_comes_from_below(
    scalekit: Command, two: Path, overlaid: Path
) -> None:
    """What the overlay hides does not come back, and what it adds is not gone."""
    compared = ("playbook", "diff", "small", "later", "--with", ".")
    follows = "- rye.scalekit.md\n  It follows the playbook “ours”, which extends this one.\n"
    assert f"{follows}  Asked again: work-together.\n" in scalekit(*compared).out
    file = two / "pillars" / "engage.yaml"
    reword(file, "id: work-together", "id: side-by-side")
    reword(file, "was: [meet]", "was: [meet, work-together]")
    reword(two / "case-studies" / "breath-test.yaml", "work-together", "side-by-side")
    done = scalekit(*compared)
    renamed = "  Asked again: side-by-side.\n  Renamed, and kept: side-by-side.\n"
    assert f"{follows}{renamed}" in done.out, done


def test_a_program_reads_what_changed(scalekit: Command, two: Path, overlaid: Path) -> None:
    Path("broken.scalekit.json").write_text("{", "utf-8")
    done = scalekit("playbook", "diff", "small", "later", "--with", ".", "--json")
    assert done.code == 3
    told = done.json
    assert (told["old"]["version"], told["new"]["version"]) == ("1.0", "1.1")
    (change,) = told["changes"]
    assert (change["id"], change["answers"], change["state"]) == (
        "work-together",
        "again",
        "changed",
    )
    (field,) = change["fields"]
    assert field == {"field": "title", "gone": ["Work together"], "new": ["Work side by side"]}
    (rye,) = told["checklists"]
    assert rye == {
        "path": "rye.scalekit.md",
        "playbook": "ours",
        "steps": [{"kind": "wording-changed", "action": "work-together"}],
    }
    assert told["problems"][0]["path"] == "broken.scalekit.json"
    both = scalekit("playbook", "diff", "small", "later", "--json", "--format", "md")
    assert (both.code, "--json writes to stdout" in both.err) == (2, True)
    for pair in (("small", "ours"), ("ours", "later"), ("scaling-innovation", "small")):
        assert scalekit("playbook", "diff", *pair, "--json").code == 0


def test_what_a_field_names_is_told_by_its_title(scalekit: Command, two: Path) -> None:
    reword(two / "pillars" / "understand.yaml", "    resources: [register]\n", "")
    reword(two / "pillars" / "understand.yaml", "[innovator]", "[innovator, decision-maker]")
    said = scalekit("playbook", "diff", "small", "later").out
    assert "- For\n  Now: System decision-maker\n" in said
    assert "- Resources\n  Was: A register\n" in said
    reword(two / "pillars" / "engage.yaml", "- text: It worked once.", "- text: It worked twice.")
    said = scalekit("playbook", "diff", "small", "later").out
    told = "It worked twice. (https://example.org/fact, 22 November 2026, 2022, A trust)"
    assert f"\n  Now: {told}\n" in said


def test_what_changed_beside_the_actions_is_told_in_words(scalekit: Command, two: Path) -> None:
    file = two / "case-studies" / "breath-test.yaml"
    reword(file, "lesson: Money ends.", "lesson: Money begins.")
    said = scalekit("playbook", "diff", "small", "later").out
    assert f"\n- Changed, case study: {loaded(two).case_studies[0].title} (breath-test)\n" in said


def test_an_action_that_was_renamed_is_no_change_of_what_shows_it(
    scalekit: Command, two: Path
) -> None:
    reword(two / "pillars" / "engage.yaml", "id: work-together", "id: side-by-side")
    reword(two / "pillars" / "engage.yaml", "was: [meet]", "was: [meet, work-together]")
    reword(two / "case-studies" / "breath-test.yaml", "work-together", "side-by-side")
    said = scalekit("playbook", "diff", "small", "later").out
    assert "It was called work-together; answers follow." in said
    assert "Beside the actions" not in said


def test_an_overlay_is_compared_with_what_it_extends(scalekit: Command, two: Path) -> None:
    scalekit("playbook", "new", "ours", "--extends", "scaling-innovation")
    said = scalekit("playbook", "diff", "scaling-innovation", "ours", "--format", "md").out
    assert "Of the actions that changed, 1 is new." in said
    assert "## Tell the regional lead (ours-first)\n\nNew, for: Innovator.\n" in said
    assert scalekit("playbook", "diff", "small", "later", "-o", "changes.html").code == 0
    assert "<h2>Work side by side" in Path("changes.html").read_text("utf-8")
