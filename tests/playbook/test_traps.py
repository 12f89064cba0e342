"""What YAML takes otherwise than it was meant is named, and what it takes as meant is not."""

import pytest

from scalekit.playbook.events import FASTEST, PURE, Parser
from scalekit.playbook.plain import parse
from scalekit.playbook.traps import MESSAGE, REMEDY

BOTH = pytest.mark.parametrize("parser", [FASTEST, PURE], ids=["fastest", "pure"])


def places(text: str, parser: Parser) -> list[str]:
    """Return where a sign # is named in a text, as line:column."""
    found = parse(text, "", parser)[2]
    return [str(problem).partition(": ")[0] for problem in found if problem.message == MESSAGE]


@BOTH
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("owner: Ward 7 #2 lead", "1:15"),
        ("note: Agreed at meeting #4 of the board\nowner: Jo", "1:25"),
        ("- Minutes #12=https://example.org/a", "1:11"),
        ("owner: #2 lead", "1:8"),
        ("owner: # 2 lead", "1:8"),
        ("owner: Sam # lead", "1:12"),
        ("owner: Sam\t# lead", "1:12"),
        ("owner: Sam  #2", "1:13"),
        ('owner: "Ward" #2', "1:15"),
        ("owner: 'Ward'#2", "1:14"),
        ("a: it's ward 7 #2, isn't it", "1:16"),
        ("a: Ward 7 #2\n  lead", "1:11"),
        ("a: Ward\n  7 #2", "2:5"),
        ("a: Ward 7\n  #2 lead", "2:3"),
        ("- Minutes\n  #12 of May", "2:3"),
        ("e: [Minutes, #12 agreed\n  ]", "1:14"),
        ("e: [Minutes, #12 agreed]\nb: c", "1:14"),
        ("e: [#12]", "1:5"),
        ("e: [a]#12", "1:7"),
        ("e:\n  - {label: Minutes #12, link: x}", "2:21"),
        ("e:\n  - {label: Minutes #12,\n    link: x\n    }", "2:21"),
        ("note: | #2\n  One", "1:9"),
        ("a: b # c # d", "1:6"),
        ("a: b #c\r\nd: e", "1:6"),
        ("é: 😀 #c", "1:6"),
        ("? a #b\n: c", "1:5"),
    ],
)
def test_what_may_be_the_rest_of_a_value_is_named(text: str, place: str, parser: Parser) -> None:
    """In plain and block values, in lists and mappings of both styles, with either parser."""
    assert places(text, parser) == [place]
    assert places(f"x: y\n{text}" if text[0] != "-" else f"- y\n{text}", parser) == [
        f"{int(place[0]) + 1}{place[1:]}"
    ]


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "# A comment\na: b\n# Another\n  # Another\n",
        "a: b\n#c: d\n",
        "x:\n  a: b\n  #c: d\n  e: f\n",
        "- id: a\n  #t: b\n- id: c\n",
        "- a\n#- b\n- c\n",
        "e: [\n  a,\n  #b,\n  c]\n",
        "a: b  # comment\nc: 'd'   # comment #2\ne:  # comment\n  - f  # comment\n",
        "a: b  ## comment\n",
        "a: b  #\n",
        "note: >-  # comment\n  One\n",
        "a: 'Ward #2'\nb: \"Ward #2\"\nc: Ward#2\n",
        "e: [a#b, https://example.org/#c, 'd #e']\n",
        "note: |\n  One #2\n  # Heading\n  #4 of\nb: >\n  One #2\n",
        "a: 'one\n  two #2\n  three'\n",
    ],
)
def test_what_nobody_can_mean_as_text_stays_a_comment(text: str, parser: Parser) -> None:
    """A comment on a line of its own, or as `# ` after two spaces; and # inside a text is text."""
    assert parse(text, "", parser)[2] == []


@BOTH
def test_it_says_what_to_do(parser: Parser) -> None:
    (problem,) = parse("owner: Ward 7 #2 lead", "a.yaml", parser)[2]
    assert str(problem) == f"a.yaml:1:15: {MESSAGE} {REMEDY}"


@BOTH
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("e:\n  • Minutes\n  • Plan", "2:3: This begins with •, which does not make a list."),
        ("a: – x", "1:4: This begins with –, which does not make a list."),
        (
            "e:\n  -\xa0Minutes",
            "2:4: There is a space here that YAML does not take for one (U+00A0)",
        ),
        ("a:\xa0b", "1:3: There is a space here"),
        ("a: b\n\u2003c: d", "2:1: There is a space here that YAML does not take for one (U+2003"),
        ("a: “b: c”", "1:4: The quotation mark “ is a curly one, which YAML takes for text."),
        ("a: “b”", "1:4: The quotation mark “ is a curly one, which YAML takes for text."),
        ("a: ‘b c’", "1:4: The quotation mark ‘"),
        ("a: ”b”", "1:4: The quotation mark ”"),
        ("“a”: b", "1:1: The quotation mark “"),
        ("- a: b\n- “c”", "2:3: The quotation mark “"),
        ("{a: [b, “c”]}", "1:9: The quotation mark “"),
        ("a:\n  “b”\n", "2:3: The quotation mark “"),
        ("a: b\u2028c", "1:5: There is a line end here that few programs know (U+2028)."),
        ("a: b\x85c", "1:5: There is a line end here that few programs know (U+0085)."),
    ],
)
def test_signs_of_a_word_processor_are_named(text: str, said: str, parser: Parser) -> None:
    """They look like YAML and are text to it, so that a list would become one line."""
    (problem,) = parse(text, "", parser)[2]
    assert str(problem).startswith(said)


@BOTH
def test_signs_of_a_word_processor_inside_a_text_are_text(parser: Parser) -> None:
    text = "a: Ward\xa07 – “north”\nb: 'x: “y”'\nc: |\n  • one\n  \xa0two\nd: “A” and “b”\n"
    value, _, problems = parse(text, "", parser)
    assert problems == []
    assert value == {
        "a": "Ward\xa07 – “north”",
        "b": "x: “y”",
        "c": "• one\n\xa0two\n",
        "d": "“A” and “b”",
    }
