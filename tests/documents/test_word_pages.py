"""The Word form as a reader meets it: what stands with what, and where it says how."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import RGBColor

from scalekit.documents.docx.document import render
from scalekit.documents.docx.options import Paper
from tests.documents.reports import asked, filled, report, with_note
from tests.documents.test_docx import made, said, words

FORM = Paper(layout="checklist")


def test_a_question_stands_with_its_action_between_its_words_and_its_fields() -> None:
    text = words(made(asked("Who pays, and who signs?"), FORM))
    question = "Reviewed: Question from Priya Shah, 20 November 2026: Who pays, and who signs?"
    assert text.index("Done when: ") < text.index(question) < text.index("\nStatus: ")


def test_the_box_and_the_status_are_explained() -> None:
    text = words(made(filled(), FORM))
    assert text.index("the one that you change counts") < text.index("Filled in by: ")


def footer(raw: bytes) -> str:
    """Return what stands below each page, the numbers of pages with it."""
    return said(Document(BytesIO(raw)).sections[0].footer._element)


@pytest.mark.parametrize("paper", [Paper(), FORM])
def test_the_title_stands_below_each_page(paper: Paper) -> None:
    assert footer(render(report(filled()), paper)) == "FeNO testing, Barnsley · Page 1 of 1"


def test_a_long_title_is_cut_below_a_page() -> None:
    long = filled()._replace(innovation="A breath test for asthma in general practice " * 4)
    below = footer(render(report(long), FORM))
    assert below == "A breath test for asthma in general practice A breath test… · Page 1 of 1"


def test_a_document_as_template_gives_its_place_below_the_pages_to_the_new_title() -> None:
    """And only that: what was written beside it stays."""
    earlier = Document(BytesIO(render(report(filled()), FORM)))
    earlier.sections[0].footer.paragraphs[0].add_run(" In confidence")
    raw = BytesIO()
    earlier.save(raw)
    other = filled()._replace(innovation="Virtual ward", place="")
    again = render(report(other), FORM._replace(template=raw.getvalue()))
    assert footer(again) == "Virtual ward · Page 1 of 1 In confidence"


@pytest.mark.parametrize("note", ["", "A long note. " * 30])
def test_each_action_of_the_form_begins_a_page(note: str) -> None:
    """The heading of its pillar above it. How to fill it in stands before, the sources behind."""
    found = made(with_note(note), FORM).paragraphs
    assert [p.text for p in found if p.paragraph_format.page_break_before] == [
        *("Understand", " Work through the challenges of adoption together"),
        *(" Find ties to national and local priorities", "Engage"),
        *(" Engage everyone who will deliver it", "Future-proof"),
        *(" Align financial incentives with uptake", " Plan for when the first funding ends"),
        "Where the actions come from",
    ]


def test_the_first_page_of_the_form_says_which_actions_follow() -> None:
    text = words(made(filled(), FORM))
    first = text[: text.index("\nUnderstand\n")]
    for action in filled().actions:
        assert f"{action.title}: {action.answer.status.label}" in first


def test_every_heading_that_is_written_looks_like_the_others() -> None:
    """Those of the fourth level, of which `compare` has some, were blue and leaned."""
    styles = Document(BytesIO(render(report(filled()), Paper()))).styles
    looks = {
        (font.name, font.color.rgb, font.italic)
        for font in (styles[f"Heading {level}"].font for level in (1, 2, 3, 4))
    }
    assert looks == {("Arial", RGBColor(0, 0, 0), None)}
