"""What is said of a text that is not JSON."""

import pytest

from scalekit.storage import json_
from tests.storage.test_json import JSON

CUT = " The file may be cut off: ask for it again, or mend its end."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": "b"\n "c": 1}', "2:2: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": [1, 2}', "1:12: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": "say "hi""}', "1:13: This is not JSON: a comma or a closing bracket is missing"),
        ('{"a": [1,\n]}', "a comma stands before this closing bracket. Mend this line."),
        ('{"a": "b",\n}', "a comma stands before this closing bracket. Mend this line."),
        ("{a: 1}", "a key in double quotation marks is missing here. Mend this line."),
        ('{"a" "b"}', "a colon is missing before this. Mend this line."),
        ('{"a": None}', "a value is missing here. Mend this line."),
        ('{"a": "b\n}', "1:9: This is not JSON: a text holds a line end or a tab here. Mend this"),
        ('{"a": 1}\n{"b": 1}', "2:1: This is not JSON: there is more after its end."),
        ('{"a": "C:\\q"}', "a backslash stands here where two are needed. Mend this line."),
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
