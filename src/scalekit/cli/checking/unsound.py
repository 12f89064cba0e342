"""What is wrong with a checklist that can be read, whatever its repository requires of it."""

import re

from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.model.values import CONTROL
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist
from scalekit.text.pattern import pattern
from scalekit.text.printable import printable
from scalekit.text.shell import typed

# Characters that act on a terminal, such as escapes that change its colour: scalekit shows each
# spelled out, but `cat`, `git diff` and an editor may not.
# JSON can hold each as an escape of its own.
_ESCAPED = r"(?<!\\)(?:\\\\)*(\\(?:[bf]|u00(?:0[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f])))"
_IN_MARKDOWN = pattern(f"({CONTROL.pattern})")
_IN_JSON = pattern(f"({CONTROL.pattern})|{_ESCAPED}", re.IGNORECASE)
_CONTROL = {"md": _IN_MARKDOWN, "json": _IN_JSON}
_C0 = bytes((*range(9), 11, 12, *range(14, 32), 127))


def missing_reasons(path: str, checklist: Checklist) -> list[Problem]:
    """Return a problem for each answer that lacks the reason it needs."""
    return [
        Problem(
            Position(path),
            f"Action {action.id} is “{action.answer.status.label}” without a reason.",
            f'Add one: scalekit set {typed(path)} {action.id} --reason "..."',
        )
        for action in checklist.actions
        if action.answer.lacks_reason
    ]


def controls(stored: StoredChecklist) -> list[Problem]:
    """Return a problem for each line with a character that is not seen and acts on a terminal."""
    if not _may_hold(stored.raw):
        return []
    text, *_ = files.decode(stored.raw, stored.path)
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if first := _CONTROL[stored.format].search(line):
            sign = first[first.lastindex or 0]
            at = Position(stored.path, number, first.end() - len(sign) + 1)
            message = (
                f"This line holds {printable(sign)}, which is not seen and acts on a terminal."
            )
            found.append(Problem(at, message, "Take it out, and what belongs to it."))
    return found


def _may_hold(raw: bytes) -> bool:
    """Return whether it is worth looking at each line: most files hold none, and that is quick."""
    return b"\xc2" in raw or b"\\" in raw or len(raw.translate(None, _C0)) < len(raw)
