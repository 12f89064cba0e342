"""CSV: a row for each action, and nothing that a spreadsheet could take for a formula."""

import csv
import re
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.documents.csv_ import HEADINGS, guarded, render
from scalekit.engine.diff import diff
from scalekit.model.checklist import Checklist, OtherText
from scalekit.text.printable import documentable
from scalekit.views.diff import Earlier
from tests.documents.reports import FEW, filled, report, with_note
from tests.strategies import checklists

ATTACKS = (
    "=1+1",
    "+44 1226 000000",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    ' "=1',
    "'=1",
    "\u200b=1",
    "\ufeff=1",
    "\u00a0\u3000=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "−1",
    "safe;=1+1",
    "safe\t=1+1",
    "first line\n=HYPERLINK(1)",
    'safe";=1+1',
    "=cmd|' /C calc'!A0",
)
SEPARATORS = re.compile("[;|\t\r\n]")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def opens_formula(cell: str) -> bool:
    """Return whether what a cell starts with, once the unseen is passed over, is a sign."""
    for character in cell:
        kind = unicodedata.category(character)
        if kind[0] in "ZC" or kind in ("Pi", "Pf") or character in '"`´‘’‚‛“”„‟＇＂':
            continue
        return unicodedata.normalize("NFKC", character)[:1] in tuple("=+-@\u2212")
    return False


def original(guarded_text: str) -> str:
    """Take away what `guarded` put in, as documented."""
    parts = re.split(f"({SEPARATORS.pattern})", guarded_text)
    parts[::2] = [p[1:] if p[:1] == "'" and opens(p[1:]) else p for p in parts[::2]]
    text = "".join(parts)
    return re.sub(r"^'(?='*[\t\r\n])", "", text)


def opens(part: str) -> bool:
    return opens_formula(part.lstrip("'")) or opens_formula(part)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_and_no_line_of_one_opens_a_formula(attack: str) -> None:
    for row in rows("".join(render([report(with_note(attack))]))):
        for cell in row.values():
            assert not cell.startswith(("\t", "\r", "\n"))
            assert not any(map(opens_formula, SEPARATORS.split(cell))), cell


@given(st.text(st.sampled_from(" '\"\t\n\r;|=-+@＝\u200ba"), max_size=12))
def test_what_is_put_in_can_be_taken_away_again(text: str) -> None:
    safe = guarded(text)
    assert original(safe) == text
    assert not any(map(opens_formula, SEPARATORS.split(safe)))


def test_plain_words_stay_as_they_are() -> None:
    for text in ("Six of nine", "a = b", "R&D", "£5 - £6", "O'Neil", "", "2026-12-01", "a; b"):
        assert guarded(text) == text


def test_a_long_run_of_spaces_takes_no_longer_than_its_length() -> None:
    for text in ("\n" * 200_000 + "x", " " * 200_000 + "x", ";'" * 200_000):
        assert guarded(text).replace("'", "") == text.replace("'", "")


@FEW
@given(checklists())
def test_each_action_is_one_row_with_all_its_cells(checklist: Checklist) -> None:
    found = rows("".join(render([report(checklist)])))
    assert [row["Action id"] for row in found] == [action.id for action in checklist.actions]
    assert all(tuple(row) == HEADINGS for row in found)
    assert [row["Note"] for row in found] == [
        guarded(documentable(action.answer.note)) for action in checklist.actions
    ]


def test_text_outside_the_fields_stands_in_the_row_of_the_action_it_is_beside() -> None:
    first, second, *_ = (action.id for action in filled().actions)
    texts = (OtherText("place", "For the board."), OtherText(f"{first}.owner", "Ask Jo."),
             OtherText(f"{second}.note", "=1+1"))  # fmt: skip
    found = rows("".join(render([report(filled()._replace(other_text=texts))])))
    assert [row["Other text"] for row in found[:3]] == ["For the board.\n\nAsk Jo.", "'=1+1", ""]


def test_a_filled_in_checklist() -> None:
    text = "".join(render([report(filled())]))
    assert text.startswith('\ufeff"Checklist","Innovation"')
    assert text.count("\r\n") == 9
    assert rows(text)[1] == {
        "Checklist": "feno-testing",
        "Innovation": "FeNO testing",
        "Place": "Barnsley",
        "Roles": "innovator",
        "Pillar": "Understand",
        "Action id": "understand-adoption-challenges",
        "Action": "Work through the challenges of adoption together",
        "Status": "In progress",
        "Owner": "Tom Okafor",
        "Due": "2026-11-01",
        "Confidence": "Needs attention",
        "Reason": "",
        "Evidence": "",
        "Note": "Earlier sites named training, the consumables budget and who reads the result.",
        "Overdue": "Yes",
        "Wording changed": "No",
        "Since": "",
        "Changed": "",
        "Other text": "",
        "Path": "innovations/feno-testing.scalekit.md",
        "Reviews": "",
        "Views": "",
        "Evidence to check": "",
        "Decided": "",
        "Joint": "No",
    }
    assert rows(text)[0]["Evidence"].split("\n") == [
        "Asthma register audit | https://example.org/audit",
        "Notes of the practice managers' meeting, 14 July 2026",
    ]


def test_many_checklists_have_one_header() -> None:
    text = "".join(render(report(filled(), name) for name in ("a", "b")))
    assert text.count("\ufeff") == 1
    assert [row["Checklist"] for row in rows(text)] == ["a"] * 8 + ["b"] * 8


def test_control_characters_are_seen() -> None:
    assert "\\x1b[31mred" in "".join(render([report(with_note("\x1b[31mred"))]))


def test_since_when_and_what_changed_have_columns_of_their_own() -> None:
    new = filled()
    old = new.with_answer(new.actions[0].id, new.actions[0].answer._replace(owner="", due=None))
    for earlier, first, second in (
        (None, ("", ""), ("", "")),
        (Earlier("v1", "changed", diff(old, new)), ("v1", "Owner; Due"), ("v1", "")),
        (Earlier("3 May 2026", "unchanged"), ("2026-05-03", ""), ("2026-05-03", "")),
        (Earlier("v1", "added"), ("v1", "Added"), ("v1", "Added")),
        (Earlier("v1"), ("v1", "Not known"), ("v1", "Not known")),
    ):
        found = rows("".join(render([report(new, earlier=earlier)])))
        assert [(row["Since"], row["Changed"]) for row in found[:2]] == [first, second]
