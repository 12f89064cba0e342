"""`scalekit playbook show`: a whole playbook on paper, where it is written, and a copy alone."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from scalekit.model.playbook import LocatedDay
from scalekit.model.problem import Position
from scalekit.playbook.shipped import builtin_folder
from tests.cli.running import Command, checklist_in
from tests.cli.test_overlay import loaded, north, sound
from tests.cli.test_playbook import reword

__all__ = ["north", "sound"]
PLACE = re.compile(r"^- (\w+): (.+)$", re.MULTILINE)


def test_all_of_a_playbook_stands_on_paper_once(scalekit: Command, tmp_path: Path) -> None:
    """What several actions lead to is named with each, and in full at the end."""
    book = loaded(builtin_folder())
    said = scalekit("playbook", "show", builtin_folder(), "--format", "md").out
    for _, action in book.actions():
        assert said.count(f"\n## {action.title}\n") == 1
        for question in action.ask:
            assert question in said
    for case in book.case_studies:
        assert said.count(f"\n## {case.title}\n") == 1
    for resource in book.resources:
        assert said.count(f": <{resource.link}>\n") >= 1
        assert not resource.note or said.count(resource.note.replace("*", r"\*")) == 1
    assert said.count("\n# ") == 2 + len(book.pillars) + 1


def test_each_field_names_the_line_that_it_is_written_on(
    scalekit: Command,
    sound: Path,
) -> None:
    """That of the overlay where it replaces or adds, and that of the base elsewhere."""
    said = scalekit("playbook", "show", "north", "--origin", "--format", "md").out
    about = said.partition("\n## Work as one\n")[2].partition("### Where this is written\n")[2]
    told = dict(PLACE.findall(about.partition("\n#")[0]))
    assert told["title"] == "north/overlay.yaml:21"
    assert told["text"].startswith("small/pillars/engage.yaml:")
    assert told["resources"] == "north/overlay.yaml:23"
    looked = 0
    for part in said.split("### Where this is written")[1:]:
        for field, where in PLACE.findall(part.partition("\n#")[0]):
            for one in where.split(", "):
                path, _, line = one.partition(":")
                lines = Path(path.replace(r"\_", "_")).read_text("utf-8").splitlines()
                name = field.replace("\\", "")
                written = lines[int(line) - 1]
                # A note of the register, and what an overlay hides, stand under another key.
                elsewhere = "- id:" in written and name in ("changed", "retired")
                assert elsewhere or re.search(rf"\b{name}:", written), (field, one, written)
                looked += 1
    assert looked > 50


def test_the_front_counts_what_is_there_and_names_what_is_not(
    scalekit: Command, sound: Path
) -> None:
    """The summary may be that of the playbook below, which has other numbers."""
    said = scalekit("playbook", "show", "north").out
    count = "It has 2 pillars, 3 actions and 1 case study."
    assert f"\n{count} Of the actions, 1 is for more than one role.\n" in said
    assert "- A register (register)\n  It is not used here.\n" in said
    assert count in scalekit("guide", "--playbook", "north").out


def test_what_comes_with_scalekit_is_named_by_its_id(scalekit: Command, sound: Path) -> None:
    """Where another one is in use too."""
    Path("scalekit.toml").write_text('playbook = "north"', encoding="utf-8")
    shown = scalekit("playbook", "show", "scaling-innovation").out
    assert shown.startswith("Scaling innovation within healthcare systems\n")
    assert scalekit("playbook", "check", "scaling-innovation").code == 0


def test_what_comes_with_scalekit_is_named_as_that(scalekit: Command) -> None:
    said = scalekit("playbook", "show", builtin_folder(), "--origin").out
    assert "\ntitle: built-in playbook.yaml:" in said
    assert str(builtin_folder()) not in said


def test_a_copy_that_stands_alone_says_the_same(
    scalekit: Command,
    sound: Path,
) -> None:
    done = scalekit("playbook", "show", "north", "--flat", "alone")
    assert (done.code, done.out, done.err) == (0, "alone\n", "")
    before, alone = loaded(sound), loaded(Path("alone"))
    assert alone == before._replace(extends=(), hidden=(), allow=alone.allow, folder="alone")
    assert scalekit("playbook", "check", "alone").out.endswith("no problems.\n")
    about = Path("alone/playbook.yaml").read_text("utf-8")
    assert "made of itself and small 1.0" in about
    assert "# Left out: A register (register). It is not used here." in about


def test_the_built_in_playbook_can_be_copied_whole(scalekit: Command, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    assert scalekit("playbook", "show", builtin_folder(), "--flat", alone).code == 0
    assert loaded(alone)._replace(folder="") == loaded(builtin_folder())._replace(folder="")


def test_what_is_turned_off_below_is_turned_off_in_a_copy(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scalekit("playbook", "new", "ours", "--extends", "scaling-innovation")
    scalekit("playbook", "show", "ours", "--flat", "alone")
    done = scalekit("playbook", "check", "alone")
    assert (done.code, done.out) == (0, "Ours, version 1: no problems.\n")


def test_a_checklist_moves_to_the_copy_with_its_answers(
    scalekit: Command,
    sound: Path,
) -> None:
    """Every wording is the same, so nobody is asked again."""
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    scalekit("start", "rye.scalekit.md", *begin, "--playbook", "north")
    scalekit("set", "rye.scalekit.md", "work-together", "--status", "completed")
    scalekit("playbook", "show", "north", "--flat", "alone")
    done = scalekit("upgrade", "rye.scalekit.md", "--playbook", "alone")
    assert done.code == 0, done.err
    assert "changed" not in done.out
    held = checklist_in(Path("rye.scalekit.md"))
    assert (held.playbook, held.extends) == ("north", "")
    assert held.action("work-together").answer.status == "completed"


def test_no_file_is_written_over(scalekit: Command, sound: Path) -> None:
    for name in ("alone", "north"):
        Path(name).mkdir(exist_ok=True)
        Path(name, "note.txt").write_text("Mine.", "utf-8")
        there = sorted(Path(name).rglob("*"))
        done = scalekit("playbook", "show", "north", "--flat", name)
        assert (done.code, done.out) == (2, "")
        assert "is not an empty folder" in done.err
        assert sorted(Path(name).rglob("*")) == there
    assert scalekit("playbook", "show", "north", "--format", "html").code == 0
    again = scalekit("playbook", "show", "north", "--format", "html")
    assert (again.code, "north.html already" in again.err) == (2, True)
    assert scalekit("playbook", "show", "north", "--flat", "x", "--origin").code == 2


def test_the_page_and_the_word_document_hold_it_too(
    scalekit: Command,
    sound: Path,
) -> None:
    assert scalekit("playbook", "show", "north", "-o", "north.html").code == 0
    page = Path("north.html").read_text("utf-8")
    assert page.count("<h1>") == page.count('<div class="sheet">') > 3
    assert "<h2>Work as one</h2>" in page
    assert scalekit("playbook", "show", "north", "-o", "north.docx").code == 0
    assert Path("north.docx").read_bytes().startswith(b"PK")


def test_a_day_that_knows_its_place_is_a_day() -> None:
    day, at = date(2026, 11, 22), Position("a.yaml", 3, 4)
    located = LocatedDay.read_at(day, at)
    assert (located, hash(located), repr(located)) == (day, hash(day), repr(day))
    assert located.position == at


def test_a_reader_finds_the_outline_in_every_format(scalekit: Command, sound: Path) -> None:
    """An action's group is below its pillar; in Word each pillar is a heading on a new page."""
    said = scalekit("playbook", "show", "north", "--format", "md").out
    assert "\n## Pillar: Understand (understand)\n" in said
    assert "\n### Actions, Innovator\n" in said
    assert not re.search(r":\n  - https?://", said)
    assert scalekit("playbook", "show", "north", "-o", "north.docx").code == 0
    with ZipFile("north.docx") as file:
        text = file.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", text, re.DOTALL)
    (pillar,) = [p for p in paragraphs if ">Understand<" in p and "w:pStyle" in p]
    assert 'w:val="Heading1"' in pillar
    assert "<w:pageBreakBefore/>" in pillar
    assert text.count('<w:pStyle w:val="Title"/>') == 1


def test_the_list_of_changes_has_those_of_single_actions(scalekit: Command, sound: Path) -> None:
    """Also where no other is; on paper each stands once, with its action."""
    said = scalekit("guide", "changes", "--playbook", "small").out
    assert "\nOf single actions\n- Work together (work-together)\n  A new name.\n" in said
    reword(Path("small", "pillars", "engage.yaml"), "    changes: [new-rules]\n", "")
    Path("small", "changes.yaml").unlink()
    assert "A new name." in scalekit("guide", "changes", "--playbook", "small").out
    assert "changes" in scalekit("guide", "--playbook", "small").out
    assert scalekit("playbook", "show", "small").out.count("A new name.") == 1
