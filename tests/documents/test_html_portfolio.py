"""The page of many checklists: words and numbers in every cell, and nothing in it can act."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.documents.html.portfolio import SHADES, render
from scalekit.engine.parts import GROUPS
from scalekit.model.checklist import RETIRED_TITLE, Answer, Checklist, Confidence, Status
from scalekit.text.printable import printable
from tests import strategies
from tests.documents.pages import HOSTILE, Page
from tests.documents.portfolios import hostile, of, some
from tests.documents.reports import filled, with_retired
from tests.documents.test_html import folded
from tests.test_startup import calls

BY = ("", *GROUPS)


@pytest.mark.parametrize("by", BY)
def test_every_cell_says_in_words_what_its_shade_says(by: str) -> None:
    text = render(of(some(), by, since="1 October 2026")).decode()
    cells = re.findall(r"<td([^>]*)>.*?<span class=\"value[^>]*>(.*?)(?: <span|</span>)", text)
    assert cells
    for attributes, words in cells:
        assert words
        if "shade" in attributes:
            assert re.fullmatch(r"\d+ of \d+ completed", words)
        else:
            assert not words.isdigit()
    if by not in ("pillar", "action"):
        assert "No actions" in dict(map(reversed, cells))
    assert all(shade in Page(text.encode()).text for shade in SHADES)


def test_a_number_says_what_it_is_of() -> None:
    text = Page(render(of(some(), "pillar", since="1 October 2026"))).text
    said = {*re.findall(r"(?<=[a-z] )1 (?:in progress|not yet started|change|overdue)\b", text)}
    assert {"1 in progress", "1 change", "1 overdue"} <= said


def test_counts_are_never_a_score() -> None:
    text = Page(render(of(some()))).text
    assert "%" not in text
    assert "12 of 28 completed" in text
    assert "Virtual ward Barnsley Understand 2 of 6 completed" in text


@pytest.mark.parametrize("by", BY)
def test_the_table_has_a_caption_and_headers_for_rows_columns_and_groups(by: str) -> None:
    page = Page(render(of(some(), by)))
    assert page.elements.count("table") == page.elements.count("caption") == 1
    assert {"col", "row"} <= {*page.values("scope")}
    groups = len(of(some(), by).groups)
    assert page.elements.count("tbody") == groups
    assert page.values("scope").count("rowgroup") == (groups if by else 0)
    ids = page.values("id")
    assert len(ids) == len({*ids})
    assert {*page.values("aria-labelledby")} <= {*ids}
    assert "button" not in page.elements  # the script adds them


def test_what_needs_a_look_stands_below() -> None:
    text = Page(render(of(some(), since="1 October 2026"))).text
    for words in (
        "Tom Okafor 2 overdue Work through the challenges of adoption together, due 1 Nov",
        "No owner 1 overdue Share the data, due 1 November 2026 Data sharing",
        "Cannot start yet, and why FeNO testing, Barnsley Engage everyone who will deliver it. Do",
        "Do this together. The training lead's post is vacant until January 2027.",
        "Wording changed since it was answered Virtual ward, Barnsley An earlier wording",
        "No movement since 1 October 2026 FeNO testing, Leeds",
    ):
        assert words in text
    assert "1 change" in text
    assert "New" in text


@pytest.mark.parametrize("by", ["", "role"])
def test_what_is_no_longer_in_the_playbook_is_below_and_no_column_of_all(by: str) -> None:
    retired = with_retired()
    text = Page(render(of([*some(), retired._replace(innovation="Ward")], by))).text
    last = retired.actions[-1]
    assert text.count(RETIRED_TITLE) == 1
    assert f"{RETIRED_TITLE} Ward, Barnsley {last.listed} {last.answer.status.label}" in text
    assert RETIRED_TITLE not in Page(render(of(some(), by))).text


def test_what_is_off_track_comes_first_with_why_and_with_whom() -> None:
    """And what could not be read is said above all."""
    checklist = filled()
    first, second = checklist.actions[0], checklist.actions[1]
    off = Answer(
        Status.IN_PROGRESS, "Ann Ray", confidence=Confidence.OFF_TRACK, note="No trainer\nYet"
    )
    bare = Answer(Status.COMPLETED)
    checklist = checklist.with_answer(first.id, off).with_answer(second.id, bare)
    found = of([checklist])._replace(unread=(("in/x.scalekit.md", "Line 3: Cut off."),))
    text = Page(render(found)).text
    assert "1 checklist could not be read and counts nowhere here." in text
    assert "in/x.scalekit.md Line 3: Cut off." in text
    assert f"{first.title} From the note: No trainer. Ann Ray" in text
    assert text.index("Off track, why and with whom") < text.index("Work through")
    assert f"Completed without evidence FeNO testing, Barnsley {second.title}" in text


def test_a_path_tells_apart_what_has_the_same_name_and_place() -> None:
    assert ".scalekit.md" not in Page(render(of(some()))).text
    text = Page(render(of([filled(), filled()]))).text
    assert "in/0.scalekit.md Understand" in text
    assert "in/1.scalekit.md Understand" in text


def test_nothing_is_said_as_none() -> None:
    text = Page(render(of([], since="HEAD"))).text
    for heading in ("Overdue", "Cannot start yet, and why", "No movement since HEAD"):
        assert f"{heading} None" in text


@pytest.mark.parametrize("by", BY)
def test_the_same_portfolio_gives_the_same_bytes(by: str) -> None:
    assert render(of(some(), by)) == render(of(some(), by))


OURS = {element for by in BY for element in Page(render(of(some(), by, "HEAD"))).elements}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_tries_to_act_is_shown(text: str, by: str) -> None:
    page = Page(render(of(hostile(text), by, since=text)))
    assert folded(text) in page.text
    assert "49" not in page.text
    assert {*page.elements} <= OURS
    assert (page.elements.count("script"), page.elements.count("style")) == (1, 1)
    (policy,) = (value for value in page.values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not page.values("src")
    assert {*page.values("href")} <= {"#main", "#overdue", "#off-track"}


@given(st.lists(strategies.checklists(), max_size=2), st.sampled_from(BY))
def test_nothing_that_somebody_typed_becomes_markup_or_is_left_out(
    checklists: list[Checklist], by: str
) -> None:
    found = of(checklists, by)
    made = render(found)
    assert printable(made.decode()) == made.decode()
    page = Page(made)
    assert {*page.elements} <= OURS
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    typed = [text for each in checklists for text in (each.innovation, each.place)]
    typed += [text for _, a in found.cannot_start for text in (a.title, a.reason)]
    typed += [owner for owner, _ in found.overdue]
    assert [text for text in typed if folded(text) not in page.text] == []


def test_ten_times_as_many_checklists_are_ten_times_the_work() -> None:
    few, many = of([filled()] * 10), of([filled()] * 100)
    render(few)
    assert calls(lambda: render(many)) < 11 * calls(lambda: render(few))
    assert calls(lambda: of([filled()] * 100)) < 11 * calls(lambda: of([filled()] * 10))
