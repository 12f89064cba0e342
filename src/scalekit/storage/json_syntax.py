"""Why a text is not JSON, in plain words."""

from json import JSONDecodeError

# By how Python's messages start.
_REASONS = {
    "Unterminated string": "the text that starts here is not closed",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing before this",
    "Expecting ':' delimiter": "a colon is missing before this",
    "Expecting property name": "a key in double quotation marks is missing here",
    "Expecting value": "a value is missing here",
    "Extra data": "there is more after its end",
    "Illegal trailing comma": "a comma stands here before a closing bracket",
    "Invalid control character": "a text holds a line end or a tab here",
    "Invalid \\": "a backslash stands here where two are needed",
}
_CUT = "The file may be cut off: ask for it again, or mend its end."


def explain(error: JSONDecodeError) -> tuple[str, str]:
    """Return what is wrong with a text that is not JSON, and what to do about it."""
    before, after = error.doc[: error.pos].rstrip(), error.doc[error.pos :].strip()
    known = (words for start, words in _REASONS.items() if error.msg.startswith(start))
    reason = next(known, error.msg.lower())
    if not after:
        reason = "it ends too early"
    elif after[0] in "]}" and before.endswith(","):
        reason = "a comma stands before this closing bracket"
    is_cut = not after or error.msg.startswith("Unterminated string")
    return f"This is not JSON: {reason}.", _CUT if is_cut else "Mend this line."
