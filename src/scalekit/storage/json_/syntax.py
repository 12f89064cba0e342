"""The value in a JSON text, or why it is none, in plain words.

Why is read from where the parser stopped and what stands before it, never from its words: those
change from one Python to the next.
"""

import json
from collections.abc import Callable
from json import JSONDecodeError
from typing import Any

from scalekit.errors import FileError
from scalekit.model.problem import Position, Problem
from scalekit.text.pattern import pattern

_TOKEN = pattern(r'"(?:[^"\\\x00-\x1f]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_CUT = "The file may be cut off: ask for it again, or mend its end."
_MEND = "Mend this line."
_SPACE = " \t\n\r"
_CURLY = "“”„‟«»"


def explain(error: JSONDecodeError) -> tuple[str, str]:
    """Return what is wrong with a text that is not JSON, and what to do about it."""
    reason, remedy = _reason(error.doc, error.pos)
    return f"This is not JSON: {reason}.", remedy


def _reason(text: str, stop: int) -> tuple[str, str]:
    after = text[stop:].lstrip(_SPACE)
    if any(word.startswith(after) for word in ("null", "true", "false")):
        return "it ends too early", _CUT
    sign = after[0]
    inside, expected = _expected(text, stop)
    if inside:
        return _in_text(text, stop), _MEND
    if sign == '"' and not _TOKEN.match(after):
        return "the text that starts here is not closed", _CUT
    if sign in _CURLY:
        return "these are curly quotation marks", 'Use straight ones: ".'
    if sign == "\xa0":
        return "there is a no-break space here", "Put an ordinary space in its place."
    if sign == "," and after[1:].lstrip(_SPACE)[:1] in ("]", "}"):  # where Python 3.13 stops
        return "there is a comma before a closing bracket", _MEND
    if sign in "]}" and text[:stop].rstrip().endswith(","):
        return "there is a comma before this closing bracket", _MEND
    return expected, _MEND


def _in_text(text: str, stop: int) -> str:
    sign = text[stop]
    if sign in "\t\n\r":
        return "a text holds a line end or a tab here"
    if sign < " ":
        return f"a text holds a control character here (U+{ord(sign):04X})"
    near = "\\" in text[stop - 1 : stop + 1]
    return "there is one backslash here where two are needed" if near else "it breaks off here"


def _expected(text: str, stop: int) -> tuple[bool, str]:
    """Return whether the parser stopped inside a text, and what it was looking for if not."""
    opened: list[str] = []
    last, is_key, end = "", False, 0
    for token in _TOKEN.finditer(text, 0, stop):
        if '"' in text[end : token.start()]:
            return True, ""
        mark, end = token[0], token.end()
        if mark in "{[":
            opened.append(mark)
        elif mark in "}]" and opened:
            opened.pop()
        is_key = last in ("{", ",") and opened[-1:] == ["{"] and mark[0] not in "{[}],:"
        last = mark
    if '"' in text[end:stop]:
        return True, ""
    if last in ("{", ",") and opened[-1:] == ["{"]:
        return False, "a key in double quotation marks is missing here"
    if last in ("", "[", ",", ":"):
        return False, "a value is missing here"
    if is_key:
        return False, "a colon is missing before this"
    if not opened:
        return False, "there is more after its end"
    return False, "a comma or a closing bracket is missing before this"


def parse(text: str, path: str, pairs: Callable[[list[tuple[str, Any]]], Any] = dict) -> Any:
    """Return the value in a JSON text, `pairs` making each object; raises FileError."""
    try:
        return json.loads(text, object_pairs_hook=pairs, parse_int=_whole_number)
    except JSONDecodeError as error:
        at = Position(path, error.lineno, error.colno)
        raise FileError(Problem(at, *explain(error))) from None
    except RecursionError:
        raise FileError(Problem(Position(path, 1, 1), "This JSON is nested too deeply.")) from None


def _whole_number(digits: str) -> int:
    """Python refuses more than 4,300 digits; nothing here takes a number of that many."""
    return int(digits[:100])
