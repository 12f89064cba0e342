"""`scalekit guide`: the whole command, piped, for programs and on a real terminal."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from scalekit.cli.app import run
from scalekit.playbook.shipped import builtin_folder

pexpect = pytest.importorskip("pexpect", reason="needs a Unix terminal")

PILLARS = ["understand", "engage", "future-proof"]
ACTION_KEYS = [
    *("id", "title", "text", "wording", "roles", "why", "ask", "doneWhen", "evidence", "source"),
    *("resources", "facts", "changed", "was", "editorial", "changes", "pillar", "caseStudies"),
]


def guide(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["guide", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code, out, err = guide(capsys, *arguments, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the folder of a copy of the playbook, to change."""
    return Path(shutil.copytree(builtin_folder(), tmp_path / "book"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


# What is shown


def test_the_overview_names_the_pillars_and_how_to_read_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = guide(capsys)
    assert (code, err) == (0, "")
    assert out.startswith("Scaling innovation within healthcare systems\n")
    assert [out.index(f"Pillar: {name}") for name in ("Understand", "Engage", "Future-proof")]
    assert "scalekit guide resources" in out
    assert "independent project" in out


def test_piped_output_is_one_line_for_each_paragraph_and_holds_no_escapes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for topic in ([], ["fund-implementation"], ["feno-testing"], ["resources"]):
        _, out, _ = guide(capsys, *topic)
        assert "\x1b" not in out
        assert out.endswith("\n")
        assert not out.endswith("\n\n")
        assert "\n\n\n" not in out
        assert max(map(len, out.splitlines())) > 150


@pytest.mark.parametrize(
    ("topic", "first"),
    [
        ("engage", "Engage"),
        ("Future-proof", "Future-proof"),
        ("fund implementation", "Fund the implementation, not only the product"),
        ("FeNO testing for asthma", "FeNO testing for asthma"),
        ("touchpoint", "Set regular touchpoints with everyone involved"),
        ("case-study:car-t-therapy", "CAR-T therapy"),
        ("core20plus5", "Core20PLUS5"),
        ("resources", "Resources"),
        ("case studies", "Case studies"),
        ("innovator", "Scaling innovation within healthcare systems"),
    ],
)
def test_a_topic_is_found_by_id_title_or_part_of_one(
    capsys: pytest.CaptureFixture[str], topic: str, first: str
) -> None:
    code, out, err = guide(capsys, topic)
    assert (code, out.splitlines()[0], err) == (0, first, "")


def test_a_role_as_the_topic_is_the_overview_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert guide(capsys, "innovator") == guide(capsys, "--role", "innovator")


def test_role_takes_its_other_words_and_leaves_out_the_other_role(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = guide(capsys, "--role", "system-decision-maker")
    assert code == 0
    assert "confirm-real-problem" in out
    assert "understand-local-need" not in out
    assert guide(capsys, "--role", "innovator", "--role", "decision-maker") == guide(capsys)


def test_a_topic_of_another_role_is_still_shown(capsys: pytest.CaptureFixture[str]) -> None:
    asked = guide(capsys, "confirm-real-problem", "--role", "innovator")
    assert asked == guide(capsys, "confirm-real-problem")
    assert asked[0] == 0


# What is not found


def test_an_unknown_topic_says_what_was_meant_and_how_to_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert guide(capsys, "find-suport") == (
        2,
        "",
        (
            "There is no topic “find-suport”. Did you mean find-support?\n"
            "See what there is to read with `scalekit guide`.\n"
        ),
    )


@pytest.mark.parametrize("topic", ["", " ", "zzzzzz", "\x1b[31m", "pillar:find-support", "x" * 999])
def test_other_unknown_topics_are_usage_errors(
    capsys: pytest.CaptureFixture[str], topic: str
) -> None:
    code, out, err = guide(capsys, topic, "--json")
    assert (code, out) == (2, "")
    assert err.startswith("There is no topic")
    assert "\x1b" not in err


def test_words_of_several_titles_name_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = guide(capsys, "real problem")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "“real problem” is in the titles of 2 topics. Name one:",
        "  understand-local-need  Understand local capacity and the real problem",
        "  confirm-real-problem  Check that it solves a problem you really have",
    ]
    assert "and " in guide(capsys, "in")[2].splitlines()[-1]


def test_an_unknown_role_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = guide(capsys, "--role", "inovator")
    assert (code, out) == (2, "")
    assert "Did you mean innovator?" in err


# Other playbooks


def test_an_id_of_two_things_shows_the_action_and_says_how_to_read_the_other(
    capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    change(book / "pillars" / "engage.yaml", "id: engage-delivery-teams", "id: engage")
    for case in (book / "case-studies").iterdir():
        text = case.read_text("utf-8").replace("- engage-delivery-teams", "- engage")
        case.write_text(text, "utf-8", newline="\n")
    code, out, err = guide(capsys, "engage", "--playbook", str(book))
    assert (code, out.splitlines()[0]) == (0, "Engage everyone who will deliver it")
    assert err == ("engage is the id of a pillar too. To read that: scalekit guide pillar:engage\n")
    _, out, err = guide(capsys, "pillar:engage", "--playbook", str(book))
    assert (out.splitlines()[0], err) == ("Engage", "")


def test_an_action_is_found_by_the_id_it_had_before(
    capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    change(book / "pillars" / "engage.yaml", "    text:", "    was: [meet-often]\n    text:")
    code, out, _ = guide(capsys, "meet-often", "--playbook", str(book))
    assert code == 0
    assert "Called before: meet-often\n" in out


def test_the_overview_of_another_playbook_leads_back_to_it(
    capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    assert (
        f"scalekit guide resources --playbook {book}" in guide(capsys, "--playbook", str(book))[1]
    )


def test_text_in_another_playbook_never_acts_on_the_screen(
    capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    change(
        book / "pillars" / "engage.yaml",
        "title: Set regular touchpoints with everyone involved",
        'title: "Set [bold]regular[/nothing] :smile: touch\u200bpoints"',
    )
    code, out, _ = guide(capsys, "regular-touchpoints", "--playbook", str(book))
    assert code == 0
    assert out.startswith(r"Set [bold]regular[/nothing] :smile: touch\u200bpoints")


def test_a_playbook_with_problems_shows_them_all_and_nothing_else(
    capsys: pytest.CaptureFixture[str], book: Path
) -> None:
    change(book / "pillars" / "engage.yaml", "title: Engage", 'title: "Engage\\e[31m"')
    change(book / "resources.yaml", "status: changed", "status: chnged")
    code, out, err = guide(capsys, "--playbook", str(book))
    assert (code, out, len(err.splitlines())) == (3, "", 2)
    assert "\x1b" not in err


# For programs


def test_the_document_of_the_overview_is_the_whole_playbook(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = document(capsys)
    assert list(found) == [
        *("schemaVersion", "kind", "playbook", "playbookTitle", "playbookVersion", "language"),
        *("topic", "forRoles", "summary", "source", "notice"),
        *("roles", "pillars", "caseStudies", "resources", "changes", "retired"),
    ]
    assert (found["schemaVersion"], found["kind"]) == (2, "guide")
    assert (found["playbook"], found["playbookVersion"]) == ("scaling-innovation", "2023.2")
    assert found["topic"] == {"kind": "overview", "id": None}
    assert found["source"]["date"] == "2023-08-03"
    assert list(found["roles"][0]) == ["id", "title", "summary", "also"]
    assert [pillar["id"] for pillar in found["pillars"]] == PILLARS
    assert list(found["pillars"][0]) == ["id", "title", "summary", "aims", "actions"]
    assert list(found["pillars"][0]["aims"][0]) == ["role", "aim"]
    assert sum(len(pillar["actions"]) for pillar in found["pillars"]) == 11


def test_the_document_of_an_action(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "understand-local-need")
    assert list(found)[2:] == [
        *("playbook", "playbookTitle", "playbookVersion", "language"),
        "topic",
        "forRoles",
        "action",
        "resources",
        "caseStudies",
    ]
    assert found["topic"] == {"kind": "action", "id": "understand-local-need"}
    action = found["action"]
    assert list(action) == ACTION_KEYS
    assert (action["pillar"], action["roles"]) == ("understand", ["innovator"])
    assert list(action["source"]) == ["section", "position", "of"]
    assert list(action["facts"][0]) == ["text", "source", "checked", "date", "reportedBy"]
    assert list(action["changed"][0]) == [
        *("text", "source", "checked", "id", "title", "date", "publisher"),
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", action["facts"][0]["checked"])
    assert [each["id"] for each in found["resources"]] == action["resources"]
    assert [case["id"] for case in found["caseStudies"]] == action["caseStudies"]


def test_the_document_of_a_case_study_and_of_a_resource(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = document(capsys, "community-diagnostic-centres")["caseStudy"]
    assert list(case) == [
        *("id", "title", "pillar", "place", "summary", "facts", "lesson", "shows", "source"),
        *("exampleOf", "examples"),
    ]
    assert (case["exampleOf"], case["examples"]) == (None, ["barnsley-glass-works"])
    resource = document(capsys, "core20plus5")["resource"]
    assert list(resource) == [
        *("id", "name", "link", "whoFor", "status", "checked", "note", "actions"),
    ]
    assert "find-policy-ties" in resource["actions"]


def test_the_documents_of_lists_and_of_a_pillar_follow_the_role(
    capsys: pytest.CaptureFixture[str],
) -> None:
    everyone = document(capsys, "resources")["resources"]
    innovators = document(capsys, "resources", "--role", "innovator")
    assert innovators["forRoles"] == ["innovator"]
    assert 0 < len(innovators["resources"]) < len(everyone) == 37
    assert len(document(capsys, "case-studies")["caseStudies"]) == 4
    pillar = document(capsys, "understand", "--role", "innovator")["pillar"]
    assert [action["id"] for action in pillar["actions"]] == [
        *("understand-local-need", "understand-adoption-challenges", "find-policy-ties"),
    ]


# On a terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Any:
    """Return a function that runs the program on a terminal and gives what was written."""
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho IN THE PAGER\nexec cat\n")
    pager.chmod(0o755)

    def show(*arguments: str, size: tuple[int, int] = (24, 80), **environment: str) -> str:
        unset = ("ACCESSIBLE", "NO_COLOR", "LESS", "COLUMNS", "LINES")
        plain = {name: value for name, value in os.environ.items() if name not in unset}
        settings = {"TERM": "xterm-256color", "PAGER": str(pager), **environment}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "scalekit", "guide", *arguments],
            env={**plain, **settings},
            dimensions=size,
            encoding="utf-8",
            timeout=30,
        )
        written: str = child.read().replace("\r\n", "\n")
        child.close()
        assert child.exitstatus == 0
        return written

    return show


def test_a_terminal_pages_long_text_and_marks_headings(terminal: Any) -> None:
    written = terminal("find-support")
    assert written.startswith("IN THE PAGER\n")
    assert "\x1b[1mWhy it matters\x1b[0m" in written
    assert "\n• " in written


def test_what_fits_the_screen_is_not_paged(terminal: Any) -> None:
    assert "IN THE PAGER" not in terminal("nhs-innovation-service")
    assert "IN THE PAGER" not in terminal("find-support", size=(500, 80))
    assert "IN THE PAGER" in terminal("nhs-innovation-service", size=(10, 40))


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--plain"], {}), ([], {"ACCESSIBLE": "1"}), ([], {"TERM": "dumb"})],
)
def test_plain_lines_are_never_paged_and_hold_no_escapes(
    terminal: Any, arguments: list[str], environment: dict[str, str]
) -> None:
    written = terminal("find-support", *arguments, size=(24, 40), **environment)
    assert "IN THE PAGER" not in written
    assert "\x1b" not in written
    assert "\n- " in written
    assert all(len(line) <= 40 for line in written.splitlines() if "http" not in line)


def test_no_color_leaves_only_bold_and_underline(terminal: Any) -> None:
    coloured = re.compile(r"\x1b\[[0-9;]*3[0-7]")
    assert coloured.search(terminal("find-support"))
    written = terminal("find-support", NO_COLOR="1")
    assert "\x1b[1m" in written
    assert not coloured.search(written)


@pytest.mark.parametrize("pager", ["", "cat", "/no/such/pager", "'unclosed", "/"])
def test_without_a_pager_that_starts_all_is_shown_at_once(
    terminal: Any, pager: str, tmp_path: Path
) -> None:
    written = terminal("find-support", PAGER=pager, PATH=str(tmp_path))
    assert "Why it matters" in written
    assert "\x1b[1mSource\x1b" in written


def test_leaving_the_pager_early_is_no_error(terminal: Any, book: Path) -> None:
    text = " ".join(["word"] * 100_000)  # more than a pipe holds
    change(book / "playbook.yaml", "summary: >-", f"summary: >-\n  {text}\n")
    assert terminal("--playbook", str(book), PAGER="sh -c 'exit 3'") == ""


def test_a_pager_can_take_options(terminal: Any) -> None:
    assert terminal("find-support", PAGER="head -n 1").count("\n") == 1


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_shows_styles_and_ctrl_c_is_its_own() -> None:
    environment = {**os.environ, "TERM": "xterm", "PAGER": "less", "LESS": "M"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "scalekit", "guide"],
        env=environment,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=30,
    )
    child.expect(r"\x1b\[1mRoles")
    child.expect("lines 1-")  # before its last line, less does not listen to keys
    child.sendintr()
    # While it sees to the interrupt, it throws away what is typed: a person presses again.
    for _ in range(20):
        child.send("q")
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    child.close()
    assert child.exitstatus == 0
    assert "Traceback" not in (child.before or "")
