"""The Word form as a reader meets it: what stands with what, and where it says how."""

from scalekit.documents.docx.options import Paper
from tests.documents.reports import asked, filled
from tests.documents.test_docx import made, words

FORM = Paper(layout="checklist")


def test_a_question_stands_with_its_action_between_its_words_and_its_fields() -> None:
    text = words(made(asked("Who pays, and who signs?"), FORM))
    said = "Reviewed: Question from Priya Shah, 20 November 2026: Who pays, and who signs?"
    assert text.index("Done when: ") < text.index(said) < text.index("\nStatus: ")


def test_the_box_and_the_status_are_explained() -> None:
    text = words(made(filled(), FORM))
    assert text.index("the one that you change counts") < text.index("Filled in by: ")
