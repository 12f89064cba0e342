"""Text made to break a reader: it is refused early, and nothing ever raises."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scalekit.playbook.events import FASTEST, MAX_EVENTS, PURE, Parser
from scalekit.playbook.one_file import read
from scalekit.playbook.shapes import CASE_STUDY, PILLAR

BASE = Path(__file__).parent.parent / "bad_content" / "base"
BOTH = pytest.mark.parametrize("parser", [FASTEST, PURE], ids=["fastest", "pure"])
LAUGHS = "a: &a [x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\n"


class Counting:
    """A parser that counts the events it was asked for."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.events = 0

    def __call__(self, text: str) -> Any:
        """Return a parser of `text` whose events are counted."""
        loader = self.parser(text)
        get_event = loader.get_event

        def counted() -> Any:
            self.events += 1
            return get_event()

        self.get_event = counted
        return self


@BOTH
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "[{a: " * 50_000, LAUGHS * 9],
    ids=["lists", "mappings", "hyphens", "questions", "both", "laughs"],
)
def test_refused_within_a_few_events(text: str, parser: Parser) -> None:
    """What is nested or named is refused where it begins, not where it ends."""
    counting = Counting(parser)
    value, problems = read(text, Path("f.yaml"), PILLAR, counting)
    assert value is None
    assert len(problems) == 1
    assert counting.events < 100
    remedy = "A playbook needs 6." if text[0] != "a" else "Take it out"
    assert remedy in str(problems[0])


class Stopping:
    """A parser that has a low limit of its own, and says so in words and with a type of its own."""

    def __init__(self, text: str) -> None:
        self.place = yaml.Mark("", 4, 0, 4, None, 0)

    def get_event(self) -> Any:
        """Raise what no release so far does."""
        raise yaml.MarkedYAMLError("context", None, "limit of 4 reached", self.place)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 30, "f.yaml:1:21: This goes more than 20 levels deep. A playbook needs 6."),
        ('["[[[[[[[[[[[[[[[[[[[[[[[[[[[[" ', "f.yaml:1:5: YAML cannot be read from here on."),
    ],
)
def test_what_a_parser_says_that_nobody_knows_is_said_in_general(text: str, said: str) -> None:
    """A release may refuse anything in new words: the place stays, and so does the limit."""
    (problem,) = read(text, Path("f.yaml"), PILLAR, Stopping)[1]
    assert str(problem).startswith(said)


def test_deep_indentation_is_refused() -> None:
    """Levels made by indentation count too."""
    text = "".join(f"{' ' * level}a:\n" for level in range(1_000))
    (problem,) = read(text, Path("f.yaml"), PILLAR)[1]
    assert str(problem) == ("f.yaml:21:21: This goes more than 20 levels deep. A playbook needs 6.")


def test_too_many_values_are_refused() -> None:
    """A small file can hold millions of empty values."""
    counting = Counting(FASTEST)
    (problem,) = read("-\n" * 2_000_000, Path("f.yaml"), PILLAR, counting)[1]
    assert "too many values" in str(problem)
    assert counting.events == MAX_EVENTS + 1


def test_work_grows_with_the_number_of_actions() -> None:
    """Ten times the actions are ten times the events, and each is read once."""
    head, action = (BASE / "pillars/understand.yaml").read_text("utf-8").split("actions:\n")

    def events(actions: int) -> int:
        counting = Counting(FASTEST)
        value, problems = read(head + "actions:\n" + action * actions, Path("f"), PILLAR, counting)
        assert problems == []
        assert len(value.actions) == actions
        return counting.events

    one = events(2) - events(1)
    assert events(1_000) - events(1) == 999 * one


@BOTH
@pytest.mark.parametrize(
    ("kind", "name"),
    [(PILLAR, "pillars/engage.yaml"), (CASE_STUDY, "case-studies/breath-test.yaml")],
    ids=["pillar", "case-study"],
)
def test_cut_short_anywhere(kind: Any, name: str, parser: Parser) -> None:
    """A file cut at any character gives a value or problems, never an exception."""
    text = (BASE / name).read_text("utf-8")
    for end in range(len(text)):
        value, problems = read(text[:end], Path("f.yaml"), kind, parser)
        assert value is not None or problems


SIGNS = "abc \n\n  ::--??[]{},,&*!|>'\"%@`#~\t\\x0U\r\ufeff\x85\u2028\u202e\ud800\0é😀"


@BOTH
@given(st.text(st.sampled_from(SIGNS) | st.characters(), max_size=60))
def test_any_text_gives_a_value_or_problems(parser: Parser, text: str) -> None:
    """No text raises, and every message stays on one line."""
    value, problems = read(text, Path("f.yaml"), CASE_STUDY, parser)
    assert value is not None or problems
    for problem in problems:
        assert str(problem).isprintable()


WORDS = st.text(st.sampled_from("ab1 :-#'\"\n\té…") | st.characters(exclude_categories=["Cs"]))
KEYS = st.sampled_from([*"abc", "id", "title", "facts", "shows", "text", "pillar", "summary"])
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(
    values=st.dictionaries(KEYS, VALUES),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from([None, True, False]),
    width=st.integers(10, 100),
)
def test_both_parsers_say_the_same(
    values: dict[str, Any], style: str | None, flow: bool | None, width: int
) -> None:
    """Whatever YAML a program writes, the two parsers lead to one value and the same problems."""
    text = yaml.safe_dump(
        values, default_style=style, default_flow_style=flow, width=width, allow_unicode=True
    )
    quick = read(text, Path("f.yaml"), CASE_STUDY, FASTEST)
    assert quick == read(text, Path("f.yaml"), CASE_STUDY, PURE)
