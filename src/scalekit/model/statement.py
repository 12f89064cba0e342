"""Statements: what somebody said about an answer or a checklist, and which one they meant.

`of` is the fingerprint of what a statement was made about (`engine.statements`). A statement is
never edited: what is made about a newer answer is another one.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from scalekit.model.labelled import Labelled
from scalekit.text.pattern import pattern

KIND = pattern(r"[a-z][a-z-]{0,39}")
OF = pattern(r"[0-9a-f]{8}")


class Review(StrEnum):
    """What another person says of an answer."""

    ACCEPTED = "accepted"
    QUESTION = "question"
    SETTLED = "settled"  # of the question with the same text


class View(StrEnum):
    """What a joint checklist keeps of the sides that agreed it."""

    ANSWER = "view"  # a side's own answer, its status in words as the text
    DIFFER = "differ"  # the sides agreed to differ


LABELS: dict[str, str] = {
    Review.ACCEPTED: "Accepted by",
    Review.QUESTION: "Question from",
    Review.SETTLED: "Settled by",
    View.ANSWER: "View of",
    View.DIFFER: "Agreed to differ by",
}


class Statement(NamedTuple):
    """Who said what of an answer, and when. `text` is one line, and may be empty.

    `kind` is a `Review` or a `View`, or a word that a newer scalekit wrote. `of` is empty where
    somebody typed the statement by hand: nobody knows then which answer it was made about.
    """

    kind: str
    by: str
    on: date
    text: str = ""
    of: str = ""

    @property
    def label(self) -> str:
        """The words that stand before the name."""
        return LABELS.get(self.kind) or f"{self.kind} by"


class Choice(Labelled):
    """What was decided on an innovation."""

    ADOPT = "adopt", "Adopt"
    PILOT = "pilot", "Pilot"
    ADAPT = "adapt", "Adapt"
    DEFER = "defer", "Defer"
    STOP = "stop", "Stop"


class Condition(NamedTuple):
    """What has to hold for a decision to stand: met when its action is completed.

    `action` is empty for a condition that no action of the playbook covers.
    """

    text: str
    action: str = ""


class Decision(NamedTuple):
    """What was decided on a whole checklist, by whom and on what. A record and no signature.

    `id` is its date and four hexadecimal digits. `of` is the fingerprint of all the answers that
    there were, empty where nobody knows them. Every text is one line.
    """

    id: str
    choice: Choice
    by: str
    on: date
    of: str = ""
    role: str = ""
    because: str = ""
    conditions: tuple[Condition, ...] = ()
    instead_of: tuple[str, ...] = ()
    interests: str = ""
    expects: str = ""
    review: date | None = None
    reference: str = ""
    replaces: str = ""
