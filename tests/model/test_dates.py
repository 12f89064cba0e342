"""Dates as people write them: those that are read, and why the others are not."""

from datetime import date

import pytest

from scalekit.model.dates import FORMS, not_read, read_date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 November 2026", "There is no 31 November 2026."),
        (" 2026-11-31 ", "There is no 31 November 2026."),
        ("29th Feb 2027", "There is no 29 February 2027."),
        ("0 May 2026", "There is no 0 May 2026."),
        ("2026-13-01", "There is no 2026-13-01."),
        ("31/11/2026", "“31/11/2026” is not a date."),
        ("1 Ju 2026", "“1 Ju 2026” is not a date."),
        ("+2w", "“+2w” is not a date."),
    ],
)
def test_a_day_that_does_not_exist_is_told_from_what_is_no_date(text: str, why: str) -> None:
    assert read_date(text) is None
    remedy = "Write another day." if why.startswith("There") else f"{FORMS}."
    assert not_read(text) == (why, remedy)


def test_a_leap_day_is_read() -> None:
    assert read_date("29 February 2028") == read_date("2028-02-29") == date(2028, 2, 29)
