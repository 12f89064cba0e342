"""Dates as people write them: those that are read, and why the others are not."""

from datetime import date

import pytest

from scalekit.model.dates import FORMS, Meant, not_read, read_date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 November 2026", "There is no 31 November 2026."),
        (" 2026-11-31 ", "There is no 31 November 2026."),
        ("29th Feb 2027", "There is no 29 February 2027."),
        ("0 May 2026", "There is no 0 May 2026."),
        ("2026-13-01", "There is no 2026-13-01."),
        ("31/11/2026", "There is no 31 November 2026."),
        ("40/40/2026", "“40/40/2026” is not a date."),
        ("31/12/26", "“31/12/26” writes its year in two digits."),
        ("1 Ju 2026", "“1 Ju 2026” is not a date."),
        ("Friday 3 December 2026", "3 December 2026 is a Thursday."),
        ("Thu 31 Nov 26", "There is no 31 November 2026."),
        ("Someday 3 December 2026", "“Someday 3 December 2026” is not a date."),
        ("3 December 026", "“3 December 026” is not a date."),
        ("+2w", "“+2w” is not a date."),
    ],
)
def test_a_day_that_does_not_exist_is_told_from_what_is_no_date(text: str, why: str) -> None:
    assert read_date(text) is None
    remedy = f"{FORMS}." if "is not a date" in why or "digits" in why else "Write another day."
    assert not_read(text) == (why, remedy)


def test_a_leap_day_is_read() -> None:
    assert read_date("29 February 2028") == read_date("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-03", "3 December 2026", "3rd Dec. 2026", "3 Dec 26", "Thursday 3 December 2026"),
        *("Thu, 3 Dec 26", "thurs 3 dec 2026", "Thursday 2026-12-03", "2026-12-03T00:00:00.000Z"),
        *("2026-12-03 00:00:00", "December 3, 2026", "Dec 3rd 2026"),
        *("2026/12/03", "2026/12/3", "2026.12.03", "2026-12-3"),
    ],
)
def test_a_date_that_can_only_mean_one_day_is_read(text: str) -> None:
    assert read_date(text) == date(2026, 12, 3)


@pytest.mark.parametrize("text", ["31/12/2026", "31.12.2026", "31-12-2026", "12/31/2026"])
def test_numbers_of_which_one_can_be_the_month_are_read(text: str) -> None:
    assert read_date(text) == date(2026, 12, 31)


def test_numbers_that_are_the_same_are_read() -> None:
    assert read_date("5/5/2026") == date(2026, 5, 5)


FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Dec", date(2026, 12, 12)),
        ("12th december", date(2026, 12, 12)),
        ("27 Nov", FRIDAY),
        ("26 November", date(2027, 11, 26)),
        ("Monday", date(2026, 11, 30)),
        ("thu", date(2026, 12, 3)),
        ("in 2 weeks", date(2026, 12, 11)),
        ("in a month", date(2026, 12, 27)),
        ("+ 3 days", date(2026, 11, 30)),
    ],
)
def test_what_people_say_counts_from_today(text: str, day: date) -> None:
    assert read_date(text, FRIDAY) == day
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/12/2026", "“1/12/2026” may be 1 December 2026 or 12 January 2026."),
        ("Friday", "“Friday” may be 27 November 2026 or 4 December 2026."),
        ("next Friday", "“next Friday” may be 27 November 2026 or 4 December 2026."),
        ("next Monday", "“next Monday” may be 30 November 2026 or 7 December 2026."),
    ],
)
def test_both_readings_of_a_date_that_has_two_are_said(text: str, why: str) -> None:
    assert read_date(text, FRIDAY) is None
    assert not_read(text, FRIDAY) == (why, "Write which of them.")


def test_a_day_that_no_year_has_soon_is_not_read() -> None:
    assert read_date("29 Feb", FRIDAY) is None
    assert read_date("31 Nov", FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "latest", "nearest"),
    [
        ("26 Nov", date(2026, 11, 26), date(2026, 11, 26)),
        ("27 Nov", FRIDAY, FRIDAY),
        ("28 November", date(2025, 11, 28), date(2026, 11, 28)),
        ("1 Dec", date(2025, 12, 1), date(2026, 12, 1)),
        ("3 Jan", date(2026, 1, 3), date(2027, 1, 3)),
        ("Monday", date(2026, 11, 23), date(2026, 11, 30)),
        ("yesterday", date(2026, 11, 26), date(2026, 11, 26)),
        ("2026-11-01", date(2026, 11, 1), date(2026, 11, 1)),
        ("29 Feb", None, None),
    ],
)
def test_a_day_without_a_year_is_the_latest_of_what_is_done_and_the_nearest_of_a_meeting(
    text: str, latest: date | None, nearest: date | None
) -> None:
    assert read_date(text, FRIDAY, Meant.LATEST) == latest
    assert read_date(text, FRIDAY, Meant.NEAREST) == nearest


def test_a_day_of_the_week_that_is_today_may_be_a_week_ago_too() -> None:
    said = "“Friday” may be 20 November 2026 or 27 November 2026."
    assert not_read("Friday", FRIDAY, Meant.LATEST) == (said, "Write which of them.")
