"""`scalekit playbook`: from the first files to a check that stays quiet."""

import os
import re
import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from scalekit import clock
from scalekit.playbook import advice
from scalekit.playbook.explained import EXPLAINED
from tests.cli.running import Command
from tests.git.repository import commit, repository
from tests.playbook.test_bad_content import BASE
from tests.playbook.test_explained import put


@pytest.fixture(autouse=True)
def the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links grow old, and these tests do not."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small sound playbook in a git repository; the current folder holds it."""
    folder = repository(tmp_path / "team")
    monkeypatch.chdir(folder)
    book = Path(shutil.copytree(BASE, folder / "small"))
    commit(folder)
    return book


def reword(file: Path, old: str, new: str) -> None:
    """Change a text that stands in a file once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", ["our-playbook", "2026", "Café: „no“", "日本"])
def test_a_new_playbook_passes_its_own_check(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever the folder is called; and `start` and `guide` use it."""
    monkeypatch.chdir(tmp_path)
    made = scalekit("playbook", "new", name)
    assert (made.code, made.out) == (0, f"{name}\n")
    assert "scalekit playbook check" in made.err
    assert made.err.endswith(" --role ROLE --innovation NAME --no-input\n")  # nobody to ask
    done = scalekit("playbook", "check", name)
    assert (done.code, done.err) == (0, ""), done.out
    assert done.out.endswith("version 1: no problems.\n")
    begin = ("--role", "lead", "--innovation", "Rota", "--no-input")
    assert scalekit("start", *begin, "--playbook", name).code == 0
    assert scalekit("guide", "agree-the-problem", "--playbook", name).code == 0


EXAMPLE = re.compile(r"( *)# ([a-z_]+:(?: .*)?)")
GOES_ON = re.compile(r"( *)# ((?: |- |# |[a-z_]+:).*)")


def uncommented(text: str, keys: Collection[str] = ()) -> str:
    """Return the text of a file with the examples in its comments in force, but for `allow`.

    With `keys` only the examples that begin with one of those.
    """
    found, inside = [], False
    for line in text.splitlines():
        example = (GOES_ON if inside else EXAMPLE).fullmatch(line)
        if example and not inside:
            key = example[2].partition(":")[0]
            inside = key in keys if keys else key != "allow"
        else:
            inside = bool(example)
        found.append(f"{example[1]}{example[2]}" if example and inside else line)
    return "\n".join([*found, ""])


def test_every_example_in_a_new_playbook_passes_the_check(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All together: a case study, facts, and both ways to say what has changed."""
    monkeypatch.chdir(tmp_path)
    scalekit("playbook", "new", "ours")
    for file in Path("ours").rglob("*.yaml"):
        file.write_text(uncommented(file.read_text("utf-8")), "utf-8")
    reword(Path("ours", "playbook.yaml"), "case_studies: []", "case_studies: [first-example]")
    done = scalekit("playbook", "check", "ours")
    assert (done.code, done.out) == (0, "Ours, version 1: no problems.\n")
    said = scalekit("guide", "agree-the-problem", "--playbook", "ours").out
    for text in ("Four in ten", "The form for it", "There is a new rule", "Where it worked"):
        assert text in said


def test_a_new_playbook_where_no_folder_can_be_made(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _mode: int) -> None:
        if not path.parent.exists():
            raise FileNotFoundError(2, "No such file or directory", str(path))
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    said = "This folder cannot be made or written to"
    done = scalekit("playbook", "new", "file/ours")
    assert done.code == 3
    assert f"file/ours: {said}: not a directory. Name a folder in another place." in done.err
    Path("shared").mkdir()
    monkeypatch.setattr(os, "mkdir", refuse)
    done = scalekit("playbook", "new", "shared/ours")
    assert done.code == 3
    way = "Allow writing in shared, or name a folder in another place."
    assert f"shared/ours: {said}: permission denied. {way}" in done.err


def test_a_new_playbook_replaces_nothing(scalekit: Command, small: Path) -> None:
    done = scalekit("playbook", "new", "small")
    assert done.code == 2
    assert "is not an empty folder" in done.err


def test_the_built_in_playbook_passes_and_says_why_it_turns_advice_off(scalekit: Command) -> None:
    done = scalekit("playbook", "check", "--json")
    assert done.code == 0
    assert done.json["ok"]
    assert all(each["because"] for each in done.json["turnedOff"])


def test_a_problem_has_its_place_and_its_rule(scalekit: Command, small: Path) -> None:
    """For people, for programs and for GitHub; the exit code tells what cannot be read."""
    reword(small / "pillars" / "understand.yaml", "title: Find", "title: Try to find, 100%,")
    done = scalekit("playbook", "check", "small")
    assert done.code == 1
    said = "small/pillars/understand.yaml:9:12: `Try to` leaves open what to do, in `title`."
    assert done.out.startswith(f"{said} Say what to do, or take it out. [hedged-words]\n")
    assert "scalekit playbook explain hedged-words" in done.out
    (found,) = scalekit("playbook", "check", "small", "--json").json["advice"]
    assert (found["line"], found["column"], found["rule"]) == (9, 12, "hedged-words")
    github = scalekit("playbook", "check", "small", "--format", "github").out
    at = "file=small/pillars/understand.yaml,line=9,col=12,title=hedged-words"
    assert github.startswith(f"::warning {at}::")
    reword(small / "playbook.yaml", "title: A small", "titel: A 100%")
    broken = scalekit("playbook", "check", "small", "--format", "github")
    assert broken.code == 3
    assert "::error file=small/playbook.yaml,line=1,col=1,title=missing-key::" in broken.out


def test_the_playbook_in_use_is_checked_where_none_is_named(
    scalekit: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This folder, the environment, scalekit.toml, the built-in one: in that order."""
    assert scalekit("playbook", "check").out.startswith("Scaling innovation")
    (small.parent / "scalekit.toml").write_text('playbook = "small"\n', "utf-8")
    assert scalekit("playbook", "check").out.startswith("A small playbook")
    shutil.copytree(small, "other")
    reword(Path("other", "playbook.yaml"), "title: A small", "title: Another")
    monkeypatch.setenv("SCALEKIT_PLAYBOOK", "other")
    assert scalekit("playbook", "check").out.startswith("Another playbook")
    assert scalekit("guide").out.startswith("Another playbook")
    scalekit("start", "--role", "innovator", "--innovation", "Rye", "--no-input")
    assert "other" in scalekit("check").err
    monkeypatch.chdir(small)
    assert scalekit("playbook", "check").out.startswith("A small playbook")


@pytest.mark.parametrize("code", advice.CODES)
def test_each_piece_of_advice_is_turned_off_with_a_reason(
    scalekit: Command, small: Path, code: str
) -> None:
    put(small, code, EXPLAINED[code].before)
    with (small / "playbook.yaml").open("a", encoding="utf-8") as file:
        file.write(f"allow:\n  - rule: {code}\n    because: The guide has it so.\n")
    found = scalekit("playbook", "check", "small", "--json").json
    assert code not in {each["rule"] for each in found["advice"]}
    assert found["turnedOff"][0] == {"rule": code, "at": None, "because": "The guide has it so."}
    reword(small / "playbook.yaml", "    because: The guide has it so.\n", "")
    assert scalekit("playbook", "check", "small", "--json").json["problems"]


def test_a_day_that_has_not_come_is_named_wherever_it_stands(
    scalekit: Command, small: Path
) -> None:
    """Of a link, a fact, a note and a source; a change may hold from a later year on."""
    reword(small / "resources.yaml", "checked: 2026-11-22", "checked: 2026-11-28")
    reword(small / "playbook.yaml", "date: 2023-08-03", "date: 2032-08-03")
    reword(small / "changes.yaml", "date: 2026-02", "date: 2028-02")
    case, engage = small / "case-studies" / "breath-test.yaml", small / "pillars" / "engage.yaml"
    reword(case, "    date: 2021", "    date: 2026-12")
    reword(case, "    checked: 2026-11-22", "    checked: 2062-11-22")
    reword(engage, "        date: 2022", "        date: 2035")
    reword(engage, "/name\n        checked: 2026-11-22", "/name\n        checked: 2027-01-01")
    found = scalekit("playbook", "check", "small", "--json").json["advice"]
    assert {each["rule"] for each in found} == {"dates-in-the-future"}
    assert [(each["path"].rpartition("/")[2], each["line"]) for each in found] == [
        ("breath-test.yaml", 9),
        ("breath-test.yaml", 10),
        ("engage.yaml", 30),
        ("engage.yaml", 35),
        ("playbook.yaml", 9),
        ("resources.yaml", 7),
    ]
    reword(engage, "        date: 2035", "        date: spring 2035")
    assert scalekit("playbook", "check", "small").out.count("[dates-in-the-future]") == 6
    for moment in ("2025/26", "2026-27", "spring 2026", "2026"):
        reword(engage, "        date: spring 2035", f"        date: {moment}")
        assert scalekit("playbook", "check", "small").out.count("[dates-in-the-future]") == 5
        assert scalekit("guide", "work-together", "--playbook", "small").code == 0
        reword(engage, f"        date: {moment}", "        date: spring 2035")


def test_a_month_is_said_as_people_say_it(scalekit: Command, small: Path) -> None:
    """Of a fact too: in the guide, on paper and in a comparison."""
    shutil.copytree(small, "later")
    later = Path("later", "pillars", "engage.yaml")
    reword(later, "        date: 2022", "        date: 2026-09")
    assert "dated September 2026," in scalekit("guide", "work-together", "--playbook", "later").out
    assert "dated September 2026," in scalekit("playbook", "show", "later").out
    compared = scalekit("playbook", "diff", "small", "later").out
    assert "September 2026" in compared
    assert "2026-09" not in compared


def test_what_follows_from_a_mistake_is_not_told_beside_it(scalekit: Command, small: Path) -> None:
    """Two roles with one id; a pillar that is not listed: one problem each, and no other."""
    reword(small / "playbook.yaml", "id: decision-maker", "id: innovator")
    (found,) = scalekit("playbook", "check", "small", "--json").json["problems"]
    assert found["rule"] == "role-words-differ"
    reword(
        small / "playbook.yaml",
        "id: innovator\n    title: System",
        "id: decision-maker\n    title: System",
    )
    reword(small / "playbook.yaml", "pillars: [understand, engage]", "pillars: [understand]")
    (found,) = scalekit("playbook", "check", "small", "--json").json["problems"]
    assert (found["rule"], found["path"]) == ("not-listed", "small/pillars/engage.yaml")


def test_what_is_missing_or_no_id_says_where_and_what_to_write(
    scalekit: Command, small: Path
) -> None:
    reword(
        small / "pillars" / "understand.yaml",
        "    done_when: They agree.\n    evidence",
        "    evidences",
    )
    reword(small / "pillars" / "engage.yaml", "id: work-together", "id: Wörk Together!")
    said = scalekit("playbook", "check", "small").out
    missing = "The action find-need has no `evidence`. Add it: what good evidence looks like."
    assert missing in said
    assert "`Wörk Together!` is not an id. Write it as work-together." in said


def test_advice_is_turned_off_for_one_part(scalekit: Command, small: Path) -> None:
    for name in ("understand", "engage"):
        path = small / "pillars" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("    done_when:", "    # "), "utf-8")
    with (small / "playbook.yaml").open("a", encoding="utf-8") as file:
        file.write("allow:\n  - rule: no-done-when\n    at: find-need\n    because: It has none.\n")
    (found,) = scalekit("playbook", "check", "small", "--json").json["advice"]
    assert (found["rule"], found["path"]) == ("no-done-when", "small/pillars/engage.yaml")


def test_advice_that_is_turned_off_by_a_mistyped_name_is_named(
    scalekit: Command, small: Path
) -> None:
    with (small / "playbook.yaml").open("a", encoding="utf-8") as file:
        file.write("allow:\n  - rule: long-sentence\n    because: It is law.\n")
    said = scalekit("playbook", "check", "small").out
    assert "There is no advice called long-sentence. Did you mean long-sentences?" in said


def test_an_id_that_is_gone_or_used_again_is_named_against_a_revision(
    scalekit: Command, small: Path
) -> None:
    assert scalekit("playbook", "check", "small", "--against", "HEAD").code == 0
    reword(small / "playbook.yaml", "retired: [old-action]", "")
    reword(small / "pillars" / "understand.yaml", "id: find-need", "id: old-action")
    done = scalekit("playbook", "check", "small", "--against", "HEAD", "--json")
    assert done.code == 1
    assert {each["rule"] for each in done.json["problems"]} == {"ids-removed", "ids-used-again"}


def test_an_id_that_others_build_on_is_missed_too(scalekit: Command, small: Path) -> None:
    """Of a resource, a change, a case study: until it is listed as retired."""
    reword(small / "resources.yaml", "id: register", "id: the-register")
    reword(small / "pillars" / "understand.yaml", "[register]", "[the-register]")
    reword(small / "pillars" / "engage.yaml", "    changes: [new-rules]\n", "")
    (small / "changes.yaml").unlink()
    reword(small / "playbook.yaml", "[breath-test]", "[]")
    (small / "case-studies" / "breath-test.yaml").unlink()
    compared = ("playbook", "check", "small", "--against", "HEAD")
    done = scalekit(*compared)
    assert done.code == 1
    for part in ("resource register", "change new-rules", "case study breath-test"):
        assert f"The {part} was here before, and others may build on it." in done.out
    assert done.out.count("[ids-removed]") == 3
    retired = "retired: [register, new-rules, breath-test, old-action]"
    reword(small / "playbook.yaml", "retired: [old-action]", retired)
    assert scalekit(*compared).code == 0


def test_other_words_need_another_version(scalekit: Command, small: Path) -> None:
    reword(small / "pillars" / "understand.yaml", "title: Find the need", "title: Find a need")
    done = scalekit("playbook", "check", "small", "--against", "HEAD")
    assert done.code == 1
    assert "small/pillars/understand.yaml:9:12: The wording of find-need changed" in done.out
    reword(small / "playbook.yaml", 'version: "1.0"', 'version: "1.1"')
    assert scalekit("playbook", "check", "small", "--against", "HEAD").code == 0
    reword(small / "playbook.yaml", 'version: "1.1"', 'version: "0.9"')
    back = scalekit("playbook", "check", "small", "--against", "HEAD", "--json").json
    assert [each["rule"] for each in back["problems"]] == ["version-goes-back"]


def test_a_revision_without_a_playbook_is_refused(scalekit: Command, small: Path) -> None:
    shutil.copytree(small, "newer")
    done = scalekit("playbook", "check", "newer", "--against", "HEAD")
    assert (done.code, done.err) == (2, "There was no playbook in newer at HEAD.\n")
    assert scalekit("playbook", "check", "small", "--against", "gone").code == 2


def test_a_rule_is_explained_by_its_name(scalekit: Command) -> None:
    done = scalekit("playbook", "explain", "[no-done-when]")
    assert done.code == 0
    assert "Before, in pillars/understand.yaml:" in done.out
    assert "- rule: no-done-when" in done.out
    every = scalekit("playbook", "explain").out
    assert all(f"  {code}\n" in every for code in EXPLAINED)
    slip = scalekit("playbook", "explain", "no-done-wen")
    assert slip.code == 2
    assert "Did you mean no-done-when?" in slip.err


def test_an_action_without_why_or_done_when_reads_well(scalekit: Command, small: Path) -> None:
    """No heading without a text, in no view."""
    path = small / "pillars" / "understand.yaml"
    text = path.read_text("utf-8").replace("    why: It differs from place to place.\n", "")
    path.write_text(text.replace("    done_when: They agree.\n", ""), "utf-8")
    page = scalekit("guide", "find-need", "--playbook", "small").out
    assert "Why it matters" not in page
    assert "Done when" not in page
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    scalekit("start", *begin, "--playbook", "small")
    for kind in ("html", "docx", "xlsx"):
        output = f"rye.{kind}"
        options = ("--format", kind, "--output", output, "--playbook", "small")
        assert scalekit("export", "rye.scalekit.md", *options).code == 0
    assert Path("rye.html").read_text("utf-8").count(">Why it matters<") == 1


def test_a_playbook_is_named_in_the_same_ways_everywhere(scalekit: Command, small: Path) -> None:
    """By its folder, by its playbook.yaml and, of the built-in one, by its id."""
    shutil.copytree(small, "later")
    scalekit("playbook", "new", "ours", "--extends", "small/playbook.yaml")
    assert 'folder: "../small"' in Path("ours", "playbook.yaml").read_text("utf-8")
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    ways = (
        ("small/playbook.yaml", "A small playbook"),
        ("small", "A small playbook"),
        ("scaling-innovation", "Scaling innovation within healthcare systems"),
    )
    for number, (name, title) in enumerate(ways):
        assert scalekit("playbook", "check", name).out.startswith(f"{title}, version")
        assert scalekit("playbook", "show", name).out.startswith(f"{title}\n")
        assert scalekit("guide", "--playbook", name).out.startswith(f"{title}\n")
        assert scalekit("playbook", "diff", name, "later").code == 0
        file = f"rye-{number}.scalekit.md"
        assert scalekit("start", file, *begin, "--playbook", name).code == 0
        for command in (("export", "--format", "csv", "-o", "-"), ("status",), ("upgrade",)):
            done = scalekit(command[0], file, *command[1:], "--playbook", name)
            assert (done.code, "There is no folder" in done.err) == (0, False), done
    for name, title in ways:
        Path("scalekit.toml").write_text(f'playbook = "{name}"\n', "utf-8")
        assert scalekit("playbook", "show").out.startswith(f"{title}\n")
    slip = scalekit("guide", "--playbook", "scaling-inovation")
    assert (slip.code, "Did you mean scaling-innovation?" in slip.err) == (3, True)


def test_it_says_which_one_is_checked_where_others_are_beside(
    scalekit: Command, small: Path
) -> None:
    done = scalekit("playbook", "check")
    assert done.out.startswith("Scaling innovation")
    assert done.err == (
        "This is the built-in playbook, scaling-innovation. To read another one, name its folder."
        " Here there are: small.\n"
    )
    assert scalekit("playbook", "check", "scaling-innovation").err == ""


def test_the_playbook_in_use_is_compared_where_none_is_named(
    scalekit: Command, small: Path
) -> None:
    (small.parent / "scalekit.toml").write_text('playbook = "small"\n', "utf-8")
    reword(small / "pillars" / "understand.yaml", "title: Find the need", "title: Find a need")
    done = scalekit("playbook", "diff", "--since", "HEAD")
    assert (done.code, "1 asks people again" in done.out) == (0, True)
    assert "Name two versions" in scalekit("playbook", "diff").err
