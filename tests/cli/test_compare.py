"""`scalekit compare`: the sides of one innovation, in every format."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from scalekit import clock
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.storage import saving
from tests.cli.running import Command, blank
from tests.git.repository import commit, git, repository

TOUCH, TEAMS, FUND = "regular-touchpoints", "engage-delivery-teams", "fund-implementation"
MINE, YOURS = "innovator.scalekit.md", "icb.scalekit.json"
DAY = date(2026, 11, 26)
NOTE = "Visited.\n\n- Kendray\n- Penistone"
INNOVATOR = {
    TOUCH: Answer(Status.COMPLETED, "Priya Shah"),
    TEAMS: Answer(Status.COMPLETED, "Priya Shah", note=NOTE, evidence=(Evidence("Minutes"),)),
    FUND: Answer(Status.IN_PROGRESS, "Priya Shah", date(2026, 12, 18)),
}
ICB = {
    TOUCH: Answer(Status.COMPLETED),
    TEAMS: Answer(Status.NOT_STARTED, "Jo Marsh"),
}


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: a repository with the checklists of two sides."""
    folder = repository(tmp_path / "sides")
    monkeypatch.chdir(folder)
    saving.create(MINE, blank().with_answers(INNOVATOR))
    saving.create(YOURS, blank("decision-maker").with_answers(ICB))
    return folder


def rewrite(path: str, checklist: Checklist) -> None:
    Path(path).unlink()
    saving.create(path, checklist)


def test_the_first_page_is_the_agenda(
    sides: Path, scalekit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts, then each difference in words, the largest first; never a score."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    done = scalekit("compare", MINE, YOURS)
    first = done.out.split("\nFar apart\n")[0].splitlines()
    assert (done.code, done.err) == (0, "")
    assert first == [
        "Compared: FeNO testing, Barnsley",
        "",
        "Innovator: innovator.scalekit.md",
        "System decision-maker: icb.scalekit.json",
        "As at: 26 November 2026",
        "",
        "2 differences",
        (
            "5 actions in more than one checklist. Far apart: 1; One has not answered: 1; Nobody"
            " has answered: 2; Agree: 1."
        ),
        "",
        "To talk about, the largest difference first",
        "- Engage everyone who will deliver it (engage-delivery-teams)",
        "  Do this together.",
        "  To agree: status (far apart); who and when",
        "  The innovator says completed; the system decision-maker says not yet started.",
        "  Owner: the innovator says Priya Shah; the system decision-maker says Jo Marsh.",
        "",
        "- Fund the implementation, not only the product (fund-implementation)",
        "  Do this together.",
        "  The innovator says in progress. The system decision-maker has not answered.",
    ]
    assert "%" not in done.out


def test_each_view_is_shown_whole_and_stacked_with_the_questions_to_discuss(
    sides: Path, scalekit: Command
) -> None:
    out = scalekit("compare", MINE, YOURS).out
    assert (
        "- Innovator (innovator.scalekit.md): Completed\n  Owner: Priya Shah\n"
        "  Evidence: Minutes\n  Note: Visited.\n  - Kendray\n  - Penistone\n"
    ) in out
    assert "Questions to discuss\n- Who touches the pathway at each step" in out
    assert out.index("\nFar apart\n") < out.index("\nOne has not answered\n")
    assert out.index("\nNobody has answered\n") < out.index("\nAgree\n")


def test_what_one_role_alone_answers_is_for_the_others_to_read(
    sides: Path, scalekit: Command
) -> None:
    out = scalekit("compare", MINE, YOURS).out
    mine = out.index("Only the innovator answers these: for the others to read")
    yours = out.index("Only the system decision-maker answers these: for the others to read")
    assert mine < out.index("(understand-local-need)") < yours < out.index("(confirm-real-problem)")


def test_nobody_sees_an_answer_before_they_gave_their_own(sides: Path, scalekit: Command) -> None:
    out = scalekit("compare", MINE, YOURS, "--answered-by-both").out
    assert "The innovator has answered. The system decision-maker has not answered." in out
    assert "The innovator says in progress" not in out
    assert "18 December 2026" not in out
    assert "The innovator says completed" in out  # where both answered
    found = scalekit("compare", MINE, YOURS, "--answered-by-both", "--json").json
    (funding,) = (action for action in found["actions"] if action["action"] == FUND)
    assert [(view["answered"], view["answer"] is None) for view in funding["views"]] == [
        (True, True),
        (False, False),
    ]
    assert "2026-12-18" not in json.dumps(found)


def test_the_exit_code_says_whether_differences_are_left(sides: Path, scalekit: Command) -> None:
    assert scalekit("compare", MINE, YOURS).code == 0
    assert scalekit("compare", MINE, YOURS, "--exit-code").code == 1
    rewrite(YOURS, blank("decision-maker").with_answers(INNOVATOR))
    done = scalekit("compare", MINE, YOURS, "--exit-code")
    assert done.code == 0
    assert "No differences\n" in done.out


def test_the_document_for_programs(sides: Path, scalekit: Command) -> None:
    found = scalekit("compare", MINE, YOURS, "--json").json
    assert (found["kind"], found["differences"], found["since"]) == ("compare", 2, None)
    assert [action["class"] for action in found["actions"]] == [
        *("far-apart", "one-has-not-answered"),
        *("nobody-has-answered", "nobody-has-answered", "agree"),
    ]
    assert found["actions"][0]["classes"] == ["far-apart", "who-and-when"]
    assert found["actions"][0]["views"][0]["answer"]["note"] == NOTE
    assert {view["path"] for view in found["alone"]} == {MINE, YOURS}


def test_markdown_says_the_same_and_nothing_in_it_opens_a_block(
    sides: Path, scalekit: Command
) -> None:
    out = scalekit("compare", MINE, YOURS, "--format", "md").out
    assert out.startswith("# Compared: FeNO testing, Barnsley\n\n- Innovator: innovator")
    assert "### Engage everyone who will deliver it (engage-delivery-teams)\n" in out
    assert "  - Note: Visited.\n  - \\- Kendray\n" in out


def test_a_web_page_escapes_what_people_typed(sides: Path, scalekit: Command) -> None:
    answers = {TEAMS: Answer(Status.COMPLETED, note="<script>alert(1)</script>\u202egnp")}
    rewrite(MINE, blank().with_answers(answers))
    done = scalekit("compare", MINE, YOURS, "--format", "html")
    assert done.err == "Wrote compare.html.\n"
    page = Path("compare.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    assert page.count('<div class="sheet">') == 2
    again = scalekit("compare", MINE, YOURS, "--format", "html")
    assert again.code == 2
    assert "There is a file compare.html already" in again.err


def test_a_word_document_begins_a_page_after_the_agenda(sides: Path, scalekit: Command) -> None:
    assert scalekit("compare", MINE, YOURS, "--output", "agenda.docx").code == 0
    with zipfile.ZipFile("agenda.docx") as word:
        text = word.read("word/document.xml").decode("utf-8")
    assert text.count("w:pageBreakBefore") == 1
    assert text.index("To talk about") < text.index("w:pageBreakBefore")
    assert "Penistone" in text


def test_a_note_reads_as_its_markdown_says_and_the_day_is_said(
    sides: Path, scalekit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    answers = {TEAMS: Answer(Status.COMPLETED, note="**Visited** all:\n\n- Kendray\n- Penistone")}
    rewrite(MINE, blank().with_answers(answers))
    assert scalekit("compare", MINE, YOURS, "--output", "agenda.docx").code == 0
    paragraphs = [each.text for each in Document("agenda.docx").paragraphs]
    at = paragraphs.index("Note: Visited all:")
    assert paragraphs[at + 1 : at + 3] == ["Kendray", "Penistone"]
    assert "\nAs at: 26 November 2026" in paragraphs[1]
    assert scalekit("compare", MINE, YOURS, "--output", "agenda.html").code == 0
    page = Path("agenda.html").read_text(encoding="utf-8")
    assert "<strong>Visited</strong> all:" in page
    assert "<li>Kendray</li>" in page


def test_the_address_of_evidence_is_a_link_in_every_document(
    sides: Path, scalekit: Command
) -> None:
    address = "https://example.org/a__visits"
    pieces = (Evidence("Visits", address), Evidence("Jo", "mailto:jo@example.org"))
    rewrite(MINE, blank().with_answers({TEAMS: Answer(Status.COMPLETED, evidence=pieces)}))
    for name in ("agenda.docx", "agenda.html", "agenda.md"):
        assert scalekit("compare", MINE, YOURS, "--output", name).code == 0
    word = Document("agenda.docx")
    linked = {link.text: link.address for each in word.paragraphs for link in each.hyperlinks}
    assert linked == {each.link: each.link for each in pieces}
    page = Path("agenda.html").read_text(encoding="utf-8")
    assert f'Visits (<a href="{address}" class="bare">{address}</a>)' in page
    assert 'Jo (<a href="mailto:jo@example.org"' in page
    text = Path("agenda.md").read_text(encoding="utf-8")
    assert f"  - Evidence: Visits (<{address}>)\n  - Evidence: Jo (<mailto:jo@example.org>)" in text


def test_a_document_says_nothing_of_the_folders_of_who_made_it(
    sides: Path, scalekit: Command
) -> None:
    """But what tells two files of one name apart."""
    rewrite(YOURS, blank("decision-maker")._replace(version="2023.1"))
    out = scalekit("compare", sides / MINE, sides / YOURS).out
    assert "\nInnovator: innovator.scalekit.md\n" in out
    assert str(sides) not in out
    Path("theirs").mkdir()
    saving.create(f"theirs/{MINE}", blank("decision-maker"))
    out = scalekit("compare", sides / MINE, sides / "theirs" / MINE).out
    assert f"\nInnovator: {sides.name}/{MINE}\nSystem decision-maker: theirs/{MINE}\n" in out
    assert f"- System decision-maker (theirs/{MINE}): Not answered yet" in out
    found = scalekit("compare", sides / MINE, sides / "theirs" / MINE, "--json").json
    assert [side["path"] for side in found["sides"]] == [
        str(sides / MINE),
        str(sides / "theirs" / MINE),
    ]


@pytest.mark.parametrize("name", ["c.xlsx", "c.csv", "c.pdf"])
def test_other_formats_are_refused_by_name(sides: Path, scalekit: Command, name: str) -> None:
    done = scalekit("compare", MINE, YOURS, "--output", name)
    assert done.code == 2
    assert not Path(name).exists()


# --- what cannot be compared, and what is said of it


def test_the_same_file_twice(sides: Path, scalekit: Command) -> None:
    for other in (MINE, f"./{MINE}"):
        done = scalekit("compare", MINE, other)
        assert done.code == 2
        assert "are the same file. Name the checklist of another side." in done.err


def test_one_checklist_alone_and_a_folder(sides: Path, scalekit: Command) -> None:
    assert "is one checklist. Name the sides" in scalekit("compare", MINE).err
    assert ". is a folder. Name the sides: scalekit compare A B." in scalekit("compare", ".").err
    assert ". is a folder." in scalekit("compare", MINE, ".").err


def test_another_innovation_unless_it_was_renamed(sides: Path, scalekit: Command) -> None:
    rewrite(YOURS, blank("decision-maker")._replace(innovation="Virtual ward"))
    done = scalekit("compare", MINE, YOURS)
    assert done.code == 2
    assert "is about “FeNO testing”, icb.scalekit.json about “Virtual ward”" in done.err
    assert scalekit("compare", MINE, YOURS, "--renamed").code == 0
    rewrite(YOURS, blank("decision-maker")._replace(innovation="feno  TESTING"))
    assert scalekit("compare", MINE, YOURS).code == 0


def test_another_playbook(sides: Path, scalekit: Command) -> None:
    rewrite(YOURS, blank("decision-maker")._replace(playbook="data"))
    done = scalekit("compare", MINE, YOURS)
    assert done.code == 2
    assert "follows the playbook “scaling-innovation”, icb.scalekit.json “data”" in done.err


def test_two_people_in_one_role_are_told_apart_by_their_files(
    sides: Path, scalekit: Command
) -> None:
    saving.create("priya.scalekit.md", blank().with_answers({TEAMS: Answer(Status.IN_PROGRESS)}))
    out = scalekit("compare", MINE, "priya.scalekit.md").out
    assert (
        "The innovator (innovator.scalekit.md) says completed;"
        " the innovator (priya.scalekit.md) says in progress."
    ) in out
    assert "Only the" not in out


def test_overlapping_roles_are_compared_wherever_two_hold_an_action(
    sides: Path, scalekit: Command
) -> None:
    saving.create("both.scalekit.md", blank("innovator", "decision-maker"))
    found = scalekit("compare", MINE, "both.scalekit.md", "--json").json
    assert len(found["actions"]) == 8
    assert len(found["alone"]) == 3
    assert "Innovator and System decision-maker" in found["sides"][1]["label"]


def test_three_sides(sides: Path, scalekit: Command) -> None:
    trust = blank("decision-maker").with_answers({TEAMS: Answer(Status.NOT_RELEVANT, reason="No")})
    saving.create("trust.scalekit.md", trust)
    out = scalekit("compare", MINE, YOURS, "trust.scalekit.md").out
    assert "\nDoes it apply?\n" in out
    assert (
        "The innovator says completed; the system decision-maker (icb.scalekit.json) says not yet"
        " started; the system decision-maker (trust.scalekit.md) says not relevant."
    ) in out


def test_other_places_and_versions_are_noted(sides: Path, scalekit: Command) -> None:
    old = blank("decision-maker").with_answers(ICB)
    actions = (a._replace(wording="00000000", title="Old title") for a in old.actions)
    rewrite(YOURS, old._replace(version="2023.1", place="Leeds", actions=tuple(actions)))
    out = scalekit("compare", MINE, YOURS).out
    assert "They name different places: Barnsley; Leeds." in out
    assert "They answer different versions of the playbook: innovator.scalekit.md 20" in out
    assert "The words that they answered differ, so the answers are not compared." in out
    assert "Asked: Old title" in out
    assert "The innovator says completed; the" not in out


# --- since


def test_what_was_settled_since_and_what_is_new(sides: Path, scalekit: Command) -> None:
    commit(sides)
    mine = {**INNOVATOR, TOUCH: Answer(Status.IN_PROGRESS, "Priya Shah")}
    rewrite(MINE, blank().with_answers(mine))
    rewrite(YOURS, blank("decision-maker").with_answers({**ICB, TEAMS: INNOVATOR[TEAMS]}))
    done = scalekit("compare", MINE, YOURS, "--since", "HEAD")
    assert "Since HEAD: 2 differences then, 1 settled, 1 new, 2 now." in done.out
    since = scalekit("compare", MINE, YOURS, "--since", "HEAD", "--json").json["since"]
    assert (since["settled"], since["new"]) == ([TEAMS], [TOUCH])
    assert (since["before"], since["now"]) == ([TEAMS, FUND], [TOUCH, FUND])


def test_a_side_that_was_not_there_yet(sides: Path, scalekit: Command) -> None:
    git(sides, "add", MINE)
    git(sides, "commit", "--quiet", "--message", "Mine")
    done = scalekit("compare", MINE, YOURS, "--since", "HEAD")
    assert done.code == 0
    assert "icb.scalekit.json was not there then (HEAD)" in done.out
    assert "settled" not in done.out


def test_confidence_is_said_in_words(sides: Path, scalekit: Command) -> None:
    for path, role, said in (
        (MINE, "innovator", Confidence.ON_TRACK),
        (YOURS, "decision-maker", Confidence.OFF_TRACK),
    ):
        answer = Answer(Status.IN_PROGRESS, "Sam", confidence=said)
        rewrite(path, blank(role).with_answers({FUND: answer}))
    out = scalekit("compare", MINE, YOURS).out
    assert (
        "Confidence: the innovator says on track; the system decision-maker says off track." in out
    )


def test_the_word_document_of_the_examples_is_current(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scalekit: Command
) -> None:
    """It is the one example that docs/generate.py does not write: `compare ... --output`."""
    folder = Path(__file__).parent.parent.parent / "docs" / "examples"
    monkeypatch.chdir(folder)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))  # as in docs/generate.py
    made = tmp_path / "compared.docx"
    sides = ("feno-innovator.scalekit.md", "feno-icb.scalekit.md")
    assert scalekit("compare", *sides, "--output", made).code == 0
    with zipfile.ZipFile(made) as new, zipfile.ZipFile("compared.docx") as kept:
        assert new.read("word/document.xml") == kept.read("word/document.xml")


def test_a_class_that_is_a_question_is_counted_without_its_mark(
    sides: Path, scalekit: Command
) -> None:
    answers = {FUND: Answer(Status.NOT_RELEVANT, reason="It is free.")}
    rewrite(MINE, blank("innovator").with_answers(answers))
    rewrite(YOURS, blank("decision-maker").with_answers({FUND: Answer(Status.COMPLETED)}))
    assert "Does it apply: 1; " in scalekit("compare", MINE, YOURS).out
