"""What is said of a text that is not JSON."""

import json

import pytest

from scalekit.storage import json_
from scalekit.storage.json_.syntax import explain
from tests.storage.test_json import JSON

CUT = " The file may be cut off: ask for it again, or mend its end."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": "b"\n "c": 1}', "2:2: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": [1, 2}', "1:12: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": "say "hi""}', "1:13: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": [1,\n]}', "there is a comma before this closing bracket. Mend this line."),
        ('{"a": "b",\n}', "there is a comma before this closing bracket. Mend this line."),
        ("{a: 1}", "a key in double quotation marks is missing here. Mend this line."),
        ('{"a" "b"}', "a colon is missing before this. Mend this line."),
        ('{"a": None}', "a value is missing here. Mend this line."),
        ('{"a": "b\n}', "1:9: This is not JSON: a text holds a line end or a tab here. Mend this"),
        ('{"a": 1}\n{"b": 1}', "2:1: This is not JSON: there is more after its end."),
        ('{"a": "C:\\q"}', "there is one backslash here where two are needed. Mend this line."),
        ('{"a": "C:\\u12"}', "there is one backslash here where two are needed. Mend this line."),
        ('{"a": "b\x1a"}', "1:9: This is not JSON: a text holds a control character here (U+001A)"),
        (
            "{“a”: 1}",
            '1:2: This is not JSON: these are curly quotation marks. Use straight ones: ".',
        ),
        ('{"a": “b”}', "1:7: This is not JSON: these are curly quotation marks."),
        ('{"a":\xa01}', "1:6: This is not JSON: there is a no-break space here. Put an ordinary"),
        ("{", f"1:2: This is not JSON: it ends too early.{CUT}"),
        ('{"a": "b', f"1:7: This is not JSON: the text that starts here is not closed.{CUT}"),
    ],
)
def test_the_commonest_slips_are_said_in_plain_words(text: str, said: str) -> None:
    _, (problem,) = json_.loads(text, "a.json")
    assert said in str(problem).removeprefix("a.json:")


def test_a_file_that_was_cut_off_anywhere_is_known_for_one() -> None:
    for end in range(1, len(JSON.rstrip())):
        _, (problem,) = json_.loads(JSON[:end], "a.json")
        assert str(problem).endswith(CUT), JSON[:end]


def test_what_is_said_does_not_depend_on_the_words_of_one_python() -> None:
    """A later Python may word it otherwise, or stop at the comma as 3.13 does."""
    for text in (
        '{"a": [1, 2}',
        "{a: 1}",
        '{"a" 1}',
        '{"a": x}',
        "1 2",
        '["a',
        '{"a": "\\q"}',
        "{",
    ):
        with pytest.raises(json.JSONDecodeError) as caught:
            json.loads(text)
        other = json.JSONDecodeError("Unbekannt", text, caught.value.pos)
        assert explain(other) == explain(caught.value)
    at_comma = json.JSONDecodeError("Illegal trailing comma", '{"a": 1,\n}', 7)
    assert "there is a comma before a closing bracket" in explain(at_comma)[0]


def test_every_place_where_json_can_break_off_has_a_sentence() -> None:
    """One character put in or in place of another, anywhere: never an exception."""
    changed = [
        JSON[:at] + sign + JSON[at + gone :]
        for at in range(0, len(JSON), 3)
        for sign in '{}[],:"\\x\x01\n“\xa0'
        for gone in (0, 1)
    ]
    said = {reason(text) for text in changed}
    assert len(said) > 8
    assert all(not sentence or sentence.startswith("This is not JSON: ") for sentence in said)


def reason(text: str) -> str:
    """Return what is said of a text, or nothing if it is JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return explain(error)[0]
    return ""
