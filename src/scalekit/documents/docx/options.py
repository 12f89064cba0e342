"""What can be asked of a Word document."""

from datetime import date
from typing import NamedTuple

PURPOSES = {
    "decision": "For decision",
    "discussion": "For discussion",
    "assurance": "For assurance",
    "information": "For information",
}
LAYOUTS = ("paper", "checklist")


class Paper(NamedTuple):
    """What a document says about itself. `purpose` is a key of PURPOSES, `layout` one of LAYOUTS.

    `day` is that of the meeting; `ask` is what the author wants from the board, in the author's
    words. `template` is a Word document whose styles, page, header and footer are used in place of
    scalekit's own.
    """

    meeting: str = ""
    day: date | None = None
    author: str = ""
    purpose: str = "information"
    ask: str = ""
    layout: str = "paper"
    template: bytes | None = None
