"""Checklists as a calendar: due dates, touchpoints and when decisions are looked at again.

RFC 5545. Every event is a whole day, so no time zone is needed, and keeps its id from one export to
the next, whatever its day: a calendar that takes the file in again moves it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from scalekit.documents.report import Report
from scalekit.model.checklist import ChecklistAction
from scalekit.model.dates import read_date
from scalekit.text.folding import folded
from scalekit.text.pattern import pattern
from scalekit.text.printable import documentable

_FIRST = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//scalekit//scalekit//EN",
    "CALSCALE:GREGORIAN",
)
_LONGEST = 75  # bytes of a line; RFC 5545, section 3.1
_SPECIAL = pattern(r"[\\;,]")
# "- 12 December 2026: Meet the ward managers"
_DATED = pattern(r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?([^:]{6,40}):\s+(\S.*)")


class _Event(NamedTuple):
    """What stands in the calendar on one day; `key` tells it from the checklist's others."""

    key: str
    day: date
    title: str
    about: tuple[str, ...]


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the lines of one calendar, those of each checklist together."""
    yield "".join(map(_folded, _FIRST))
    seen: set[str] = set()
    for report in reports:
        lines = (line for event in _events(report) for line in _lines(report, event, seen))
        yield "".join(map(_folded, lines))
    yield _folded("END:VCALENDAR")


def _events(report: Report) -> Iterator[_Event]:
    for action in report.checklist.actions:
        if action.answer.due:
            yield _due(action, action.answer.due)
        yield from _touchpoints(action, report.today)
    for standing in report.progress.decisions:
        decision = standing.decision
        if decision.review:
            title = f"Review the decision: {decision.choice.label}"
            about = (f"Decided by {decision.by}.", decision.because, decision.expects)
            yield _Event(f"decision {decision.id}", decision.review, title, about)


def _due(action: ChecklistAction, day: date) -> _Event:
    answer = action.answer
    before = answer.status.label if answer.status.is_closed else "Due"
    status = f"Status: {answer.status.label}"
    owner = f"Owner: {answer.owner}" if answer.owner else ""
    about = (action.text, status, owner, answer.reason)
    return _Event(f"due {action.id}", day, f"{before}: {action.title}", about)


def _touchpoints(action: ChecklistAction, today: date) -> Iterator[_Event]:
    """Yield what a line of the note that begins with a day and a colon says, from today on.

    Its words tell it from others. The same words again are numbered by day, those of the past too:
    so the next meeting of a group is never taken for the last one.
    """
    count: dict[str, int] = {}
    for day, title in sorted(_dated(action.answer.note)):
        words = folded(title)
        number = count[words] = count.get(words, 0) + 1
        if day >= today:
            yield _Event(f"note {action.id} {words} {number}", day, title, (action.listed,))


def _dated(note: str) -> Iterator[tuple[date, str]]:
    for line in note.split("\n"):
        found = _DATED.fullmatch(line)
        day = read_date(found[1].strip(" *_")) if found else None
        if found and day:
            yield day, found[2].strip()


def _lines(report: Report, event: _Event, seen: set[str]) -> Iterator[str]:
    checklist = report.checklist
    name = ", ".join(filter(None, (checklist.innovation, checklist.place)))
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(report, event, seen)}"
    yield f"DTSTAMP:{report.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.title)}{_text(f' ({name})') if name else ''}"
    about = "\n".join(filter(None, (*event.about, f"Checklist: {name or report.name}")))
    yield f"DESCRIPTION:{_text(about)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy all day because something is due
    yield "END:VEVENT"


def _uid(report: Report, event: _Event, seen: set[str]) -> str:
    """Return an id that stays whatever is answered and what the file is called.

    It is made of what the checklist is about. Only where that is not said, or where two checklists
    of one calendar have all of it in common, does the file's name count.
    """
    checklist = report.checklist
    roles = sorted(checklist.roles)
    about = (checklist.innovation or report.name, checklist.place, checklist.playbook, *roles)
    words = "\n".join((*map(folded, about), event.key))
    uid = _digits(words)
    if uid in seen:
        uid = _digits(f"{words}\n{report.path}")
    seen.add(uid)
    return f"{uid}@scalekit"


def _digits(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:32]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Return a text as a value; RFC 5545, section 3.3.11."""
    escaped = _SPECIAL.sub(r"\\\g<0>", documentable(text))
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """Return a line with its end, as several where it is too long; no character is cut in two."""
    if len(line) * 4 <= _LONGEST or len(line.encode()) <= _LONGEST:
        return f"{line}\r\n"
    parts = []
    part, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > _LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + length
    return "".join(f"{each}\r\n" for each in (*parts, part))
