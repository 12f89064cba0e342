"""A calendar: what other programs read calendars with finds in it what was recorded."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from scalekit.documents.ics import render
from scalekit.documents.report import Report
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.model.statement import Choice, Decision
from tests.documents.reports import FEW, TODAY, filled, report
from tests.strategies import annotated

Calendar = pytest.importorskip("icalendar").Calendar

NOTE = """\
We meet every month.

- 12 December 2026: Meet the ward managers; bring tea, milk
- **2027-01-09**: Steering group
- 12 December 2026: Call the IT lead
- 2 November 2026: Spoke with finance
- Later: the board
- 31 November 2026: no such day
"""
DECISION = Decision(
    "2026-11-12-a3f1",
    Choice.PILOT,
    by="Priya Shah",
    on=date(2026, 11, 12),
    because="Nine practices are ready",
    review=date(2027, 5, 1),
)


def with_note(checklist: Checklist) -> Checklist:
    held = checklist.action("regular-touchpoints").answer
    return checklist.with_answers({"regular-touchpoints": held._replace(note=NOTE)})


def calendar(*reports: Report) -> bytes:
    return "".join(render(reports)).encode()


def events(*reports: Report) -> list[dict[str, Any]]:
    """Return what icalendar reads of each event, as plain values."""
    read = Calendar.from_ical(calendar(*reports))
    assert not read.errors
    found = []
    for event in read.walk("VEVENT"):
        assert not event.errors
        texts = {key.lower(): str(event[key]) for key in ("UID", "SUMMARY", "DESCRIPTION")}
        found.append({**texts, "day": event.decoded("DTSTART"), "end": event.decoded("DTEND")})
    return found


def test_due_dates_stand_on_their_day() -> None:
    checklist = filled()
    found = {each["summary"]: each for each in events(report(checklist))}
    due = [action for action in checklist.actions if action.answer.due]
    assert len(found) == len(due) > 3
    for action in due:
        before = "Completed" if action.answer.status is Status.COMPLETED else "Due"
        event = found[f"{before}: {action.title} (FeNO testing, Barnsley)"]
        assert (event["day"], event["end"]) == (
            action.answer.due,
            action.answer.due + timedelta(days=1) if action.answer.due else None,
        )
        assert event["description"].startswith(f"{action.text}\nStatus: ")
        assert f"\nOwner: {action.answer.owner}\n" in event["description"]


def test_days_in_a_note_are_touchpoints_from_today_on() -> None:
    found = {each["summary"]: each["day"] for each in events(report(with_note(filled())))}
    name = " (FeNO testing, Barnsley)"
    assert found[f"Meet the ward managers; bring tea, milk{name}"] == date(2026, 12, 12)
    assert found[f"Call the IT lead{name}"] == date(2026, 12, 12)
    assert found[f"Steering group{name}"] == date(2027, 1, 9)
    assert not [summary for summary in found if summary.startswith(("Spoke", "the board", "no "))]


def test_a_decision_is_looked_at_again_unless_another_replaced_it() -> None:
    decided = filled()._replace(decisions=(DECISION,))
    (event,) = [e for e in events(report(decided)) if e["summary"].startswith("Review")]
    assert event["summary"] == "Review the decision: Pilot (FeNO testing, Barnsley)"
    assert event["day"] == DECISION.review
    assert "Nine practices are ready" in event["description"]
    later = DECISION._replace(id="2026-11-20-aaaa", replaces=DECISION.id, review=None)
    replaced = filled()._replace(decisions=(DECISION, later))
    assert not [e for e in events(report(replaced)) if e["summary"].startswith("Review")]


def test_an_event_keeps_its_id_whatever_is_answered() -> None:
    """Another due date, owner, status and day of export move the event and make no other."""
    checklist = with_note(filled())._replace(decisions=(DECISION,))
    before = {each["uid"]: each for each in events(report(checklist))}
    changed = checklist.with_answers(
        {
            action.id: action.answer._replace(
                owner="Jo",
                status=Status.COMPLETED,
                due=action.answer.due and action.answer.due + timedelta(days=7),
            )
            for action in checklist.actions
        }
    )
    later = report(changed)._replace(today=TODAY + timedelta(days=3))
    after = {each["uid"]: each for each in events(later)}
    assert {*before} == {*after}
    assert len(before) == len(events(report(checklist)))
    assert calendar(report(checklist)) == calendar(report(checklist))


def test_a_touchpoint_keeps_its_id_when_its_day_or_its_line_moves() -> None:
    """The line of the board goes to another day and below that of the wards."""
    board, wards = "Meet the board", "Meet the wards"
    before = ids_of_notes(f"- 5 January 2027: {board}\n- 5 January 2027: {wards}")
    after = ids_of_notes(f"- 5 January 2027: {wards}\n- 12 January 2027: {board}")
    assert before == after
    assert len({*before.values()}) == 2


def test_the_next_meeting_of_a_group_is_not_the_last_one() -> None:
    """The first of two lines with the same words is over, and a third is written above them."""
    two = "- 1 December 2026: Steering group\n- 5 January 2027: Steering group"
    first, second = (uid for uid, _ in touchpoints(two, TODAY))
    later = date(2026, 12, 2)
    assert [uid for uid, _ in touchpoints(two, later)] == [second]
    third = f"- 2 February 2027: Steering group\n{two}"
    found = touchpoints(third, later)
    assert [day for _, day in found] == [date(2027, 1, 5), date(2027, 2, 2)]
    assert found[0][0] == second
    assert found[1][0] not in (first, second)


def ids_of_notes(note: str) -> dict[str, str]:
    titles = {event["uid"]: event["summary"] for event in events(noted(note))}
    return {titles[uid]: uid for uid, _ in touchpoints(note, TODAY)}


def touchpoints(note: str, today: date) -> list[tuple[str, date]]:
    """Return the id and the day of what a note plans, in the order of the calendar."""
    plain = {event["uid"] for event in events(noted("")._replace(today=today))}
    found = events(noted(note)._replace(today=today))
    return [(each["uid"], each["day"]) for each in found if each["uid"] not in plain]


def noted(note: str) -> Report:
    checklist = filled()
    held = checklist.action("regular-touchpoints").answer
    return report(checklist.with_answers({"regular-touchpoints": held._replace(note=note)}))


def test_an_event_keeps_its_id_when_the_file_has_another_name() -> None:
    one = report(filled())
    other = one._replace(name="elsewhere", path="archive/elsewhere.scalekit.md")
    assert calendar(one) == calendar(other)


def test_the_two_sides_of_one_innovation_are_told_apart() -> None:
    sides = [report(filled()._replace(roles=(role,))) for role in ("innovator", "decision-maker")]
    ours, theirs = ({event["uid"] for event in events(side)} for side in sides)
    assert not ours & theirs


def test_no_two_events_of_a_calendar_have_the_same_id() -> None:
    one = report(filled())
    other = one._replace(path="icb/feno-testing.scalekit.md")
    found = events(one, other)
    assert len({each["uid"] for each in found}) == len(found)
    assert {each["uid"] for each in events(one)} < {each["uid"] for each in found}


def test_an_event_names_its_checklist_and_no_path() -> None:
    nameless = report(filled()._replace(innovation="", place=""))._replace(name="feno")
    for shown, called in ((report(filled()), "FeNO testing, Barnsley"), (nameless, "feno")):
        found = events(shown._replace(path="home/jo/mine.scalekit.md"))
        assert all(each["description"].endswith(f"\nChecklist: {called}") for each in found)
        assert not [each for each in found if "home/jo" in str(each)]


@FEW
@given(annotated())
def test_every_line_is_as_long_as_it_may_be_and_reads_back(checklist: Checklist) -> None:
    """Whatever the texts hold: lines of 75 bytes, each a whole number of characters."""
    texts = ("a,b;c\\d: e\nf", "é" * 90, "\U0001f9d3" * 40, "x" * 75, "\\n", "\x07\u2028")
    ids = [action.id for action in checklist.actions]
    some = {
        ident: Answer(owner=text.replace("\n", " "), reason=text, due=date(2026, 12, 1))
        for ident, text in zip(ids, texts, strict=False)
    }
    shown = report(checklist.with_answers(some))
    raw = calendar(shown)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = events(shown)
    due = [action for action in shown.checklist.actions if action.answer.due]
    assert len(read) >= len(due)
    for text in ("a,b;c\\d: e\nf", "é" * 90, "\U0001f9d3" * 40, "x" * 75, "\\n")[: len(ids)]:
        assert any(text in each["description"] for each in read)
