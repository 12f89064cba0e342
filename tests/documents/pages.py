"""Pages to test with, and what a page holds: its elements, links and text."""

from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from scalekit.documents.report import Report
from scalekit.engine.diff import diff
from scalekit.engine.progress import progress
from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Confidence, Evidence, OtherText, Status
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.views.diff import Earlier
from tests.documents.reports import TODAY

SMALL = Path(__file__).parent.parent / "bad_content" / "base"
HOSTILE = (
    "</style><script>alert(1)</script>",
    "</title></script><!--",
    "\"><img src=x onerror=alert(1)> ' onload='alert(1)",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "\x1b[31m\u202e\u2066\x00"[:-1],
    "<svg><style>@import 'https://example.org/x'</style>",
    "&lt;b&gt; &#x202e; &amp;",
)
EMPTY = {"meta", "br", "hr", "input"}


class Page(HTMLParser):
    """A page, read. Raises when an element is closed that is not open."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html.decode("utf-8"))
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the element and its attributes."""
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element of a drawing, which closes itself."""
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Remember text, but for the style sheet and the script."""
        if self._open and self._open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        """Return all text, with each run of white space as one space."""
        return " ".join("".join(self.words).split())

    def values(self, attribute: str) -> list[str]:
        """Return every value that an attribute has."""
        return [value for name, value in self.attributes if name == attribute]


@cache
def small_playbook() -> Playbook:
    playbook, problems = load(SMALL)
    assert playbook, problems
    return playbook


def small() -> Report:
    """Return a report on a small playbook in which a bit of everything is recorded."""
    blank = new_checklist(small_playbook(), ("innovator",), "FeNO <testing>", "Barnsley & around")
    first, second = (action.id for action in blank.actions)
    done = Answer(
        Status.COMPLETED,
        "Sam",
        date(2026, 11, 1),
        Confidence.ON_TRACK,
        evidence=(
            Evidence("Audit", "https://example.org/a?b=1&c=2"),
            Evidence("Minutes", "docs/minutes 1.pdf"),
            Evidence("Not a link", "javascript:alert(1)"),
        ),
        note="Two lines,\nthe **second** one bold.\n\n# A heading\n\n- a list\n",
    )
    blocked = Answer(Status.CANNOT_START, due=date(2026, 11, 1), confidence=Confidence.OFF_TRACK)
    now = (
        blank.with_answer(first, done)
        .with_answer(second, blocked)
        ._replace(
            other_text=(OtherText("place", "Seen by the board."),),
        )
    )
    where = progress(now, TODAY)
    changes = diff(blank, now)
    earlier = Earlier("1 October 2026", "changed", changes)
    return Report("feno", "feno.scalekit.md", now, small_playbook(), where, TODAY, earlier)
