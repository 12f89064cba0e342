"""The Word documents: real structure, a trust's own styles, and nothing that is lost."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given

from scalekit.documents.docx.document import render
from scalekit.documents.docx.note import note_blocks, write
from scalekit.documents.docx.options import LAYOUTS, PURPOSES, Paper
from scalekit.documents.docx.template import TemplateError
from scalekit.documents.html import text as html_text
from scalekit.engine.diff import diff
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, OtherText, Status
from scalekit.model.statement import Choice, Decision, Review, Statement
from scalekit.text.printable import documentable, printable
from scalekit.views.diff import Earlier
from tests import strategies as some
from tests.documents.reports import FEW, TODAY, WHAT_BECAME, filled, report, with_note, with_retired

PAPER = Paper("Integrated care board", date(2026, 12, 3), "Tom Okafor", "decision")


def made(checklist: Checklist, paper: Paper = PAPER) -> WordDocument:
    return Document(BytesIO(render(report(checklist), paper)))


def words(document: WordDocument) -> str:
    """Return all text of a document's body, its line ends and tabs as they are."""
    return "\n".join(_texts(document))


def _texts(document: WordDocument) -> Iterator[str]:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    for paragraph in document.element.body.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), *marks)
        yield "".join(marks.get(part.tag) or part.text or "" for part in parts)


def said(element: Any) -> str:
    return "".join(part.text for part in element.iter(qn("w:t")))


def headings(document: WordDocument) -> list[tuple[str, str]]:
    styles = ("Title", "Heading 1", "Heading 2")
    return [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name in styles
    ]


@FEW
@given(some.annotated())
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_checklist_gives_the_same_bytes_with_every_note_in_them(
    layout: str, checklist: Checklist
) -> None:
    paper = PAPER._replace(layout=layout)
    raw = render(report(checklist), paper)
    assert raw == render(report(checklist), paper)
    text = words(Document(BytesIO(raw)))
    for action in checklist.actions:
        assert documentable(action.title) in text
        assert documentable(action.answer.reason) in text
        if layout == "checklist":  # where it is edited as it was typed
            assert documentable(action.answer.note) in text
        for block in note_blocks(action.answer.note):
            for pieces in (block.pieces, *chain(*block.rows)):
                assert "".join(documentable(piece.text) for piece in pieces) in text
    with ZipFile(BytesIO(raw)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_paper_has_an_outline_a_title_and_a_language() -> None:
    document = made(filled())
    assert headings(document) == [
        ("Title", "FeNO testing, Barnsley"),
        ("Heading 1", "What is needed from the board"),  # which is to decide
        ("Heading 1", "Summary"),
        ("Heading 1", "Risks"),
        ("Heading 1", "Appendix: all actions"),
        ("Heading 2", "Understand"),
        ("Heading 2", "Engage"),
        ("Heading 2", "Future-proof"),
        ("Heading 1", "What the words mean"),
        ("Heading 2", "About the checklist"),
    ]
    told = headings(made(filled(), PAPER._replace(purpose="information")))
    assert [text for _, text in told[1:3]] == ["Summary", "What is needed from the board"]
    properties = document.core_properties
    assert (properties.title, properties.author) == ("FeNO testing, Barnsley", "Tom Okafor")
    assert properties.language == "en-GB"
    assert properties.created
    assert properties.created.date() == TODAY
    languages = [each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))]
    assert languages == ["en-GB"]


def test_it_is_in_arial_12_on_a4_with_page_numbers() -> None:
    document = made(filled())
    font = document.styles["Normal"].font
    assert (font.name, font.size) == ("Arial", Pt(12))
    sizes = [
        size.get(qn("w:val"))
        for defaults in document.styles.element.iter(qn("w:rPrDefault"))
        for size in defaults.iter(qn("w:sz"))
    ]
    assert sizes == ["24"]  # in half points: what the text in tables takes
    for name in ("Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Arial"}
    shapes = [(section.page_width.cm, section.page_height.cm) for section in document.sections]  # type: ignore[union-attr]
    assert [(round(w, 1), round(h, 1)) for w, h in shapes] == [(21, 29.7), (29.7, 21)]
    footer = document.sections[0].footer._element
    fields = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_what_is_no_longer_in_the_playbook_is_counted_below_all_pillars() -> None:
    counts = next(t for t in made(with_retired()).tables if t.rows[0].cells[0].text == "Pillar")
    rows = {row.cells[0].text: row.cells[-1].text for row in counts.rows[1:]}
    assert [*rows.items()][-2:] == [("All pillars", "7"), ("No longer in the playbook", "1")]


def test_headings_of_tables_repeat_and_rows_stay_whole() -> None:
    block, *tables = made(filled()).tables
    for table in tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
    for table in (block, *tables):
        assert all(list(row._tr.iter(qn("w:cantSplit"))) for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_the_title_block_says_what_the_paper_is_for() -> None:
    rows = [[cell.text for cell in row.cells] for row in made(filled()).tables[0].rows]
    assert rows == [
        ["Meeting", "Integrated care board"],
        ["Date", "3 December 2026"],
        ["Author", "Tom Okafor"],
        ["Purpose", "For decision"],
        ["Role", "Innovator"],
        ["As at", "22 November 2026"],
    ]


def test_what_is_needed_and_the_risks_come_from_the_answers() -> None:
    document = made(filled())
    text = words(document)
    assert (
        "The board is asked to decide what to do about 2 actions that cannot start yet or are "
        "off track.\nEngage everyone who will deliver it. Do this together. Owner: Tom Okafor, due "
        "18 December 2026.\nFund the implementation, not only the product. Do this together. "
        "Owner: Finance business partner, due 1 December 2026.\n" in text
    )
    risks = [[cell.text for cell in row.cells] for row in document.tables[2].rows]
    assert risks[1] == [
        "Engage everyone who will deliver it. Do this together.",
        "Cannot start yet",
        "R – Off track",
        "The training lead's post is vacant until January 2027.",
        "Tom Okafor, due 18 December 2026",
    ]
    assert [row[2] for row in risks[1:]] == [
        "R – Off track",
        "R – Off track",
        "A – Needs attention",
    ]


STUCK = "2 actions that cannot start yet or are off track"
CALM = "No action is off track or unable to start."
ASSURED = "take assurance from the evidence in the appendix"
# By purpose: with actions that are stuck, and without.
NEEDED = {
    "decision": (
        f"The board is asked to decide what to do about {STUCK}.",
        f"{CALM} Nothing in the checklist needs a decision.",
    ),
    "discussion": (
        f"The board is asked to discuss {STUCK}.",
        f"The board is asked to discuss where the work stands. {CALM}",
    ),
    "assurance": (
        f"The board is asked to {ASSURED}, and to note {STUCK}.",
        f"The board is asked to {ASSURED}. {CALM}",
    ),
    "information": (
        f"The board is asked to note {STUCK}. No decision is needed.",
        f"The board is asked to note where the work stands. {CALM} No decision is needed.",
    ),
}


def calm() -> Checklist:
    """Return a checklist in which everything is completed."""
    checklist = filled()
    for action in checklist.actions:
        checklist = checklist.with_answer(action.id, Answer(Status.COMPLETED))
    return checklist


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_says_plainly_what_is_needed(purpose: str) -> None:
    for checklist, said in zip((filled(), calm()), NEEDED[purpose], strict=True):
        text = words(made(checklist, PAPER._replace(purpose=purpose)))
        assert f"\nWhat is needed from the board\n{said}\n" in text
        assert PURPOSES[purpose] in text


@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_the_author_asks_for_is_asked_once(purpose: str) -> None:
    """What is stuck stands below it, and asks for nothing."""
    ask = "Agree the line for consumables."
    stuck = "2 actions cannot start yet or are off track:"
    for checklist, below in ((filled(), stuck), (calm(), CALM)):
        text = words(made(checklist, PAPER._replace(purpose=purpose, ask=ask)))
        assert f"\nWhat is needed from the board\n{ask}\n{below}\n" in text
        assert "asked to" not in text


def test_a_paper_for_decision_asks_before_it_says_what_was_decided() -> None:
    decided = Decision("2026-09-12", Choice.PILOT, "Board", date(2026, 9, 12))
    told = headings(made(filled()._replace(decisions=(decided,))))
    assert [text for _, text in told[1:4]] == [
        "What is needed from the board",
        "What was decided",
        "Summary",
    ]


def test_who_and_by_when_of_a_risk_has_room() -> None:
    """They are a job title and a date: no column is wider."""
    widths = [cell.width for cell in made(filled()).tables[2].rows[0].cells]
    assert widths[4] == max(widths)


def test_without_risks_the_paper_says_so() -> None:
    text = words(made(calm()))
    assert "No action is off track, needs attention or is unable to start." in text


def test_a_risk_for_which_nobody_said_why_says_so() -> None:
    first = filled().actions[0]
    red = filled().with_answer(
        first.id, Answer(Status.IN_PROGRESS, confidence=Confidence.OFF_TRACK)
    )
    risks = [[cell.text for cell in row.cells] for row in made(red).tables[2].rows]
    assert risks[1] == [first.title, "In progress", "R – Off track", "No reason given", ""]


def test_a_note_that_stands_for_a_reason_is_called_a_note() -> None:
    """It says whatever it says, which need not be why."""
    first = filled().actions[0]
    answer = Answer(
        Status.IN_PROGRESS, confidence=Confidence.OFF_TRACK, note="Met on 3 May.\n\n- A"
    )
    (_, risk, *_) = made(filled().with_answer(first.id, answer)).tables[2].rows
    assert risk.cells[3].text == "From the note: Met on 3 May.\nA"


def test_evidence_stands_with_its_link_in_brackets() -> None:
    cells = [cell.text for table in made(filled()).tables for cell in table._cells]
    (told,) = (cell for cell in cells if "Asthma register audit" in cell)
    assert "Evidence: Asthma register audit (https://example.org/audit)\n" in told


NOTE = """## Where

Six of **nine** have *no* device, see [the plan](https://example.org/plan).
- [x] asked
- [ ] answered
  1. by mail
  2. at www.nhs.uk/visit

> quoted

| Site | Devices |
|---|---|
| Barnsley | 3 |

[minutes](javascript:alert)"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_note_reads_in_word_as_it_does_on_the_page(layout: str) -> None:
    """Bold is bold, a list is a list, a table is a table, and what leads somewhere is a link."""
    document = made(with_note(NOTE), Paper(layout=layout))
    if layout == "paper":
        cells = document.element.body.iter(qn("w:tc"))
        place = next(cell for cell in cells if cell.find(qn("w:tbl")) is not None)
    else:
        place = document.element.body
    bold = [said(mark.getparent().getparent()) for mark in place.iter(qn("w:b"))]
    assert {"Where", "nine", "Site", "Devices"} <= {*bold}
    targets = document.part.rels
    links = {
        said(link): targets[link.get(qn("r:id"))].target_ref
        for link in place.iter(qn("w:hyperlink"))
    }
    assert links["the plan"] == "https://example.org/plan"
    assert links["www.nhs.uk/visit"] == "https://www.nhs.uk/visit"
    assert not any("javascript" in target for target in links.values())
    text = re.sub(r"\t+", " ", words(document))  # a tab stop is a tab here too
    assert "\n☑ asked\n☐ answered\nby mail\nat www.nhs.uk/visit\nquoted\n" in text
    styles = [style.get(qn("w:val")) for style in place.iter(qn("w:pStyle"))]
    assert styles.count("ListBullet") >= 2
    assert styles.count("ListNumber2") == 2
    assert "see the plan (https://example.org/plan)." in text
    assert ("## Where" in text) is (layout == "checklist")


LISTS = """\
3. three
4. four
   1. inner
5. five

Then

1. one
2.
3. three
"""


def test_each_numbered_list_of_a_note_is_one_of_words_own_and_begins_as_the_note_says() -> None:
    document = Document()
    write(document, list(note_blocks(LISTS)))
    listed = [
        (one.text, one.style and one.style.name, int(number))
        for one in document.paragraphs
        for number in one._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
    ]
    order = list(dict.fromkeys(number for *_, number in listed))
    assert [(text, style, order.index(number)) for text, style, number in listed] == [
        ("three", "List Number", 0),
        ("four", "List Number", 0),
        ("inner", "List Number 2", 1),
        ("five", "List Number", 0),
        ("one", "List Number", 2),
        ("", "List Number", 2),
        ("three", "List Number", 2),
    ]
    numbering = document.part.numbering_part.element
    begins = {
        each.numId: each.lvlOverride_lst[0].xpath("w:startOverride/@w:val")
        for each in numbering.num_lst
        if each.numId in order
    }
    assert [begins[number] for number in order] == [["3"], ["1"], ["1"]]


def test_a_numbered_list_is_text_where_a_template_has_no_such_list() -> None:
    document = Document()
    style = document.styles["List Number"].element
    style.pPr.remove(style.pPr.numPr)
    write(document, list(note_blocks("1. one\n2. two")))
    assert [one.text for one in document.paragraphs] == ["1.\tone", "2.\ttwo"]


@given(some.note)
def test_word_leaves_out_no_word_that_the_page_shows(note: str) -> None:
    page = unescape(re.sub(r"<[^>]*>", "", html_text.note(note)))
    shown = "".join(
        piece.text
        for block in note_blocks(note)
        for pieces in (block.pieces, *chain(*block.rows))
        for piece in pieces
    )
    rest = iter(printable(shown))
    assert all(sign in rest for sign in "".join(page.split()))


def test_what_is_long_stands_whole_after_the_tables() -> None:
    """In a narrow column it took pages, beside empty ones, that did not say of which action."""
    many = tuple(
        Evidence(f"Piece {number}", f"https://example.org/{number}") for number in range(30)
    )
    review = Statement(Review.QUESTION, "Jo", TODAY, "ask " * 200)
    answer = Answer(Status.CANNOT_START, reason="why " * 200, evidence=many, note="word " * 8_000)
    checklist = filled().with_answer(filled().actions[0].id, answer)
    first = checklist.actions[0]._replace(reviews=(review,))
    text = words(made(checklist._replace(actions=(first, *checklist.actions[1:]))))
    appendix = text.partition("\nAppendix: all actions\n")[2]
    tables, _, whole = appendix.partition("\nLong answers in full\n")
    for label in ("Reason", "Evidence", "Note", "What was said"):
        assert f"{label}: It is long. Read it whole under “Long answers in full”, after" in tables
    for part in ("why " * 200, "Piece 29", "word " * 8_000, "ask " * 200):
        assert part.strip() not in tables
        assert part.strip() in whole


def test_what_changed_is_told() -> None:
    new = filled()
    old = new.with_answer(new.actions[0].id, Answer())
    told = report(new, earlier=Earlier("1 November 2026", "changed", diff(old, new)))
    document = Document(BytesIO(render(told, PAPER)))
    assert ("Heading 1", "What changed since 1 November 2026") in headings(document)
    assert "Status moved from Not yet started to Completed" in words(document)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("earlier", "said"), WHAT_BECAME)
def test_what_became_of_the_whole_checklist_is_said(
    earlier: Earlier, said: str, layout: str
) -> None:
    raw = render(report(filled(), earlier=earlier), Paper(layout=layout))
    assert f"\nWhat changed since v1\n{said}\n" in words(Document(BytesIO(raw)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_outside_the_answers_stands_at_the_end(layout: str) -> None:
    checklist = filled()._replace(other_text=(OtherText("place", "Typed\nby hand"),))
    document = made(checklist, Paper(layout=layout))
    assert ("Heading 1", "Other text in the file") in headings(document)
    assert "\nAfter the place\nTyped\nby hand" in words(document)
    assert "Other text" not in words(made(filled(), Paper(layout=layout)))


def test_the_checklist_has_boxes_that_can_be_ticked() -> None:
    document = made(filled(), Paper(layout="checklist"))
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    controls = list(document.element.body.iter(qn("w:sdt")))
    boxes = [control for control in controls if list(control.iter(f"{w14}checked"))]
    ticked = [next(box.iter(f"{w14}checked")).get(f"{w14}val") for box in boxes]
    assert ticked == ["1", "0", "1", "0", "0", "0", "0", "0"]
    assert ["".join(t.text for t in box.iter(qn("w:t"))) for box in boxes][:2] == ["☒", "☐"]
    names = [next(box.iter(qn("w:alias"))).get(qn("w:val")) for box in boxes]
    assert names[1] == "Completed: Work through the challenges of adoption together"
    ids = [next(control.iter(qn("w:id"))).get(qn("w:val")) for control in controls]
    assert len(set(ids)) == len(ids) == 1 + 8 * 9  # the name, and for each action box and fields
    modes = [
        mode.get(qn("w:val")) for mode in document.settings.element.iter(qn("w:compatSetting"))
    ]
    assert modes == ["15"]


# --- a trust's own template


def _template(*, bare: bool = False) -> bytes:
    document = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(30)
    document.add_paragraph("Delete this text and write your paper here")
    document.sections[0].footer.paragraphs[0].text = "A trust, in confidence"
    if bare:
        for name in ("Title", "Heading 1", "Heading 2", "List Bullet", "Table Grid"):
            style = document.styles[name].element
            style.getparent().remove(style)
    raw = BytesIO()
    document.save(raw)
    return raw.getvalue()


def test_the_checklist_has_the_playbooks_questions_its_test_of_done_and_its_source() -> None:
    """Whoever fills it in has no other page open."""
    told = report(filled())
    assert told.playbook
    shown = words(made(filled(), Paper(layout="checklist")))
    asked = {action.id for action in told.checklist.actions}
    for _, action in told.playbook.actions():
        if action.id in asked:
            assert f"Done when: {action.done_when}" in shown
            assert all(question in shown for question in action.ask)
    assert told.playbook.source.link in shown
    assert told.playbook.notice.split("\n\n")[0] in shown


def test_the_paper_says_what_completed_means() -> None:
    """A board cannot see the playbook's test of done."""
    assert "Completed: The action meets the playbook’s test of done" in words(made(filled()))


def test_a_template_keeps_its_styles_footer_and_page() -> None:
    document = made(filled(), PAPER._replace(template=_template()))
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Heading 1"].font.size == Pt(30)
    assert document.sections[0].footer.paragraphs[0].text == "A trust, in confidence"
    assert not list(document.sections[0].footer._element.iter(qn("w:fldSimple")))
    assert "Delete this text" not in words(document)
    assert b"Arial" not in document.element.xml.encode()
    assert document.sections[0].page_width == Document(BytesIO(_template())).sections[0].page_width


def test_a_paper_is_a_template_for_the_next_one() -> None:
    """Its last page lies on its side; the paper itself stands all the same."""
    first = render(report(filled()), PAPER)
    again = Document(BytesIO(render(report(filled()), PAPER._replace(template=first))))
    assert words(again) == words(Document(BytesIO(first)))
    shapes = [(s.page_width, s.page_height) for s in again.sections]
    assert shapes == [(s.page_width, s.page_height) for s in Document(BytesIO(first)).sections]
    footer = again.sections[0].footer._element
    assert [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_template_without_the_styles_still_gives_an_outline() -> None:
    raw = render(report(filled()), PAPER._replace(template=_template(bare=True)))
    assert raw == render(report(filled()), PAPER._replace(template=_template(bare=True)))
    document = Document(BytesIO(raw))
    assert len(headings(document)) == 10
    level = document.styles["Heading 2"].element.pPr.find(qn("w:outlineLvl"))
    assert level.get(qn("w:val")) == "1"
    assert "• Overdue" in words(document)
    assert document.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is not None


def _zip(**parts: str) -> bytes:
    raw = BytesIO()
    with ZipFile(raw, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return raw.getvalue()


@pytest.mark.parametrize(
    "template",
    [b"not a zip", _template()[:3000], _zip(a="b"), b"\xd0\xcf\x11\xe0" + b"\0" * 600],
    ids=["no-zip", "cut", "zip", "old-word"],  # the bytes hold the time, which workers differ in
)
def test_a_template_that_is_no_document_says_what_to_do(template: bytes) -> None:
    with pytest.raises(TemplateError, match="save it as one of these"):
        render(report(filled()), PAPER._replace(template=template))


def test_without_python_docx_one_line_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['docx'] = None\n"
        "from scalekit.errors import MissingExtraError\n"
        "from scalekit.documents.docx import document as docx\n"
        "try: docx.empty_document(None, '')\n"
        "except MissingExtraError as error: print(error.exit_code, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_paths()
    )
    assert done.stdout.startswith("3 Word documents need a package")
    assert done.stdout.endswith("pip install python-docx\n")


def _paths() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
