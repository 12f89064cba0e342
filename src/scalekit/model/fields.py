"""The fields of an answer: the one table of them, in the order in which a checklist has them.

Codecs, merges, documents, prompts and options take from it what they need. The names are those of
`Answer`, in its order.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from scalekit.model.checklist import REASONS, UNANSWERED, Answer, Confidence, Status
from scalekit.model.values import (
    read_confidence,
    read_due,
    read_evidence,
    read_line,
    read_note,
    read_status,
)
from scalekit.text.sentence import series


class Form(StrEnum):
    """What the value of a field is made of."""

    WORD = "word"  # one of a few, each with a key and a label
    DAY = "day"
    LINE = "line"
    ENTRIES = "entries"  # pieces of evidence
    LINES = "lines"  # any Markdown


class Field(NamedTuple):
    """One field of an answer.

    `some` is how a sentence asks for one, and `hint` what a form says beside it, where all forms
    can say the same. `read` takes what somebody typed, of `ENTRIES` one
    entry. `words` are those of a `WORD`. `is_paired` is a field that is never taken from one side
    of a clash while another paired one is taken from the other. `between` stands where several
    lines of a cell become one. `is_later` is a field that answers did not have when fingerprints
    of them were first taken: it counts in these only where it holds something.
    """

    key: str
    label: str
    some: str
    form: Form
    read: Callable[[str], Any]
    hint: str = ""
    words: type[Status] | type[Confidence] | None = None
    is_paired: bool = False
    between: str = " "
    is_later: bool = False

    @property
    def asked(self) -> str:
        """What a form calls it: of a day, that it is a date."""
        return f"{self.label} date" if self.form is Form.DAY else self.label

    @property
    def blank(self) -> Any:
        """The value where nothing is recorded."""
        return getattr(UNANSWERED, self.key)

    def plain(self, answer: Answer) -> Any:
        """Return the key of a word, a day in ISO 8601, or the text; evidence as it is."""
        value = getattr(answer, self.key)
        return value if self.form is Form.ENTRIES else str(value or "")


_OWNER = "Who sees that it gets done: a name or a job title"
WHY = series((asked.why for asked in REASONS.values()), "or")  # an action has a reason
_REASON = f"Why it {WHY}"
_SURE = "How sure you are that it will be done by its due date"
TABLE = (
    Field("status", "Status", "a status", Form.WORD, read_status, words=Status, is_paired=True),
    Field("owner", "Owner", "an owner", Form.LINE, read_line, _OWNER, between="; "),
    Field("due", "Due", "a due date", Form.DAY, read_due),
    Field(
        "confidence",
        "Confidence",
        "how sure you are",
        Form.WORD,
        read_confidence,
        hint=_SURE,
        words=Confidence,
    ),
    Field("reason", "Reason", "a reason", Form.LINE, read_line, _REASON, is_paired=True),
    Field("evidence", "Evidence", "evidence", Form.ENTRIES, read_evidence),
    Field("note", "Note", "a note", Form.LINES, read_note),
)
BY_KEY = {field.key: field for field in TABLE}
FIELDS = tuple(BY_KEY)
LINES = tuple(field for field in TABLE if field.form is Form.LINE)
# Lines that stand for themselves: a reason goes with the status that needs it.
OWN_LINES = tuple(field for field in LINES if not field.is_paired)


def read_field(name: str, text: str, today: date | None = None) -> Any:
    """Return the value of one field of an answer, or of a checklist, from text.

    Of evidence it is one piece. A day is counted from `today` if that is given.
    """
    if name not in BY_KEY:
        return read_line(text)
    field = BY_KEY[name]
    return read_due(text, today) if field.form is Form.DAY else field.read(text)
