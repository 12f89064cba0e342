"""What a filled-in page saves comes apart into what was sent out and what was edited."""

import json

from hypothesis import given
from hypothesis import strategies as st

from scalekit.documents.returned import read_returned
from scalekit.model.checklist import Checklist
from scalekit.storage.json_.layout import dumps, loads
from scalekit.storage.json_.saved import read_saved
from tests.strategies import annotated


def saved(base: Checklist, edited: Checklist, at: int = 99) -> str:
    """Return a saved file with the base as its key number `at`, the last at the most."""
    pairs = list(json.loads(dumps(edited)).items())
    pairs.insert(at, ("base", json.loads(dumps(base))))
    return json.dumps(dict(pairs), indent=2, ensure_ascii=False)


@given(annotated(), annotated(), st.integers(0, 10))
def test_both_checklists_come_back_wherever_the_base_stands(
    base: Checklist, edited: Checklist, at: int
) -> None:
    texts = read_saved(saved(base, edited, at))
    assert [loads(text)[0] for text in texts] == [base, edited]


def test_a_file_without_a_base_is_the_edited_checklist() -> None:
    for text in ("", "not JSON", "[1]", "12", '"base"', '{"scalekit": 1}', "[" * 100_000):
        assert read_saved(text) == ("", text)


@given(annotated())
def test_a_problem_is_named_on_the_line_where_it_stands(checklist: Checklist) -> None:
    whole = saved(checklist, checklist)
    broken = whole.replace('"otherText"', '"othrText"', 1)
    _, problems = loads(read_saved(broken)[1], "saved.json")
    line = broken[: broken.index('"othrText"')].count("\n") + 1
    assert line in {problem.at.line for problem in problems}


@given(annotated(), st.integers(0, 10))
def test_problems_come_in_the_order_of_their_lines(checklist: Checklist, at: int) -> None:
    broken = saved(checklist, checklist, at).replace('"place": ', '"place": 1, "was": ')
    _, problems = read_returned(broken.encode(), "saved.json")
    assert len(problems) == 2
    assert problems == sorted(problems, key=lambda problem: problem.at)
