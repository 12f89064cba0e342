"""The pages of the PDF form as a reader meets them: what stands with what, and what is cut."""

from collections import defaultdict
from io import BytesIO
from typing import Any

import pypdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from scalekit.documents.pdf.form import render
from scalekit.documents.report import Report
from scalekit.model.checklist import Answer, Checklist
from scalekit.model.statement import Choice, Decision
from scalekit.storage import json_
from tests.documents.reports import TODAY, asked, filled, report, with_note

ACTION = "understand-local-need"
OWNER = "Finance business partner for the primary care programme, " * 4


def read(made: Report | Checklist) -> pypdf.PdfReader:
    made = made if isinstance(made, Report) else report(made)
    return pypdf.PdfReader(BytesIO(render(made, json_.dumps)))


def words(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def placed(reader: pypdf.PdfReader) -> dict[str, dict[str, tuple[int, Any]]]:
    """Return the page and the field of each field of each action."""
    found: dict[str, dict[str, tuple[int, Any]]] = defaultdict(dict)
    for number, page in enumerate(reader.pages):
        for at in page.annotations or ():
            field = at.get_object()
            if "/Parent" in field:
                found[field["/Parent"]["/T"]][field["/T"]] = number, field
    return found


def test_a_question_stands_with_its_action_between_its_words_and_its_fields() -> None:
    page = words(read(asked("Who pays, and who signs?")).pages[0])
    said = "Reviewed: Question from Priya Shah, 20 November 2026: Who pays, and who signs?"
    assert page.index("Done when:") < page.index(said) < page.index("Status")


def test_a_question_in_letters_that_helvetica_lacks_can_be_read() -> None:
    fields = read(asked("Kto płaci?")).get_fields() or {}
    said = "Reviewed: Question from Priya Shah, 20 November 2026: Kto płaci?"
    assert said in [field.get("/V") for field in fields.values()]


def test_what_was_decided_stands_on_the_first_page() -> None:
    pilot = Decision("2026-11-20-abcd", Choice.PILOT, "Board", TODAY, because="Nine sites asked.")
    page = words(read(filled()._replace(decisions=(pilot,))).pages[0])
    said = "What was decided Pilot, by Board, "
    assert page.index(said) < page.index("Because: Nine sites asked.")


def test_the_box_and_the_status_are_explained() -> None:
    assert "the one that you change counts" in words(read(filled()).pages[0])


@pytest.mark.parametrize("answer", [Answer(), Answer(owner=OWNER, note="One line\n" * 9)])
def test_an_action_stands_on_one_page_with_all_its_fields(answer: Answer) -> None:
    checklist = filled()
    for action in checklist.actions:
        checklist = checklist.with_answer(action.id, answer)
    reader = read(checklist)
    pages = [words(page) for page in reader.pages]
    fields = placed(reader)
    for action in checklist.actions:
        (number,) = {page for page, _ in fields[action.id].values()}
        assert action.title in pages[number]
    for pillar, title in checklist.pillars:
        first = next(action for action in checklist.actions if action.pillar == pillar)
        assert any(f"{title} {first.title}" in page for page in pages)


def test_an_action_that_fills_more_than_a_page_has_its_first_fields_below_its_heading() -> None:
    reader = read(with_note("A line.\n" * 300))
    fields = placed(reader)[ACTION]
    first = filled().action(ACTION).title in words(reader.pages[fields["done"][0]])
    assert first
    assert len({page for key, (page, _) in fields.items() if key != "note"}) == 1


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("owner", Answer(owner=OWNER.strip())),
        ("owner", Answer(owner="W" * 200)),
        ("reason", Answer(reason="Wide awake in winter we wait, " * 30 + "all of us")),
        ("note", Answer(note="W" * 900)),
    ],
)
def test_a_field_is_as_high_as_what_it_holds(field: str, answer: Answer) -> None:
    """At least as many lines as its words are wide, as programs break them."""
    reader = read(filled().with_answer(ACTION, answer))
    _, found = placed(reader)[ACTION][field]
    left, low, right, high = map(float, found["/Rect"])
    assert found["/Ff"] & 1 << 12  # of several lines
    lines = stringWidth(found["/V"], "Helvetica", 10) / (right - left)
    assert (high - low) / 12.5 > lines


def test_each_page_has_the_title_and_of_how_many_it_is() -> None:
    reader = read(filled())
    for number, page in enumerate(reader.pages, 1):
        assert words(page).endswith(f"FeNO testing, Barnsley Page {number} of {len(reader.pages)}")


def test_a_long_title_is_cut_below_a_page() -> None:
    long = filled()._replace(innovation="A breath test for asthma in general practice " * 4)
    below = words(read(long).pages[1])
    assert "A breath test for asthma… Page 2 of" in below


def test_a_title_in_other_letters_is_a_field_to_read_below_each_page() -> None:
    reader = read(filled()._replace(place="Łódź"))
    for page in reader.pages:
        below = [at.get_object() for at in page.annotations or ()]
        assert [at["/V"] for at in below if at["/T"].startswith("footer")] == ["FeNO testing, Łódź"]


@pytest.mark.parametrize("sender", ["", "Sam Lee", "Zoë Wiśniewska"])
def test_it_says_who_sent_it_and_when_and_nobody_where_that_is_not_known(sender: str) -> None:
    about = read(report(filled())._replace(sender=sender)).metadata
    assert about
    assert (about.author or "") == sender
    assert str(about["/CreationDate"]) == "D:20261122"


def test_programs_list_the_pillars_and_their_actions_beside_the_pages() -> None:
    reader = read(filled())
    found = []
    outline: Any = reader.outline
    for entry in outline:
        for one in entry if isinstance(entry, list) else [entry]:
            page = reader.get_destination_page_number(one)
            assert page is not None
            assert str(one.title) in words(reader.pages[page])
            found.append(str(one.title))
    actions = filled().actions
    told = [[title, *(a.title for a in actions if a.pillar == p)] for p, title in filled().pillars]
    assert found == [title for each in told for title in each]
