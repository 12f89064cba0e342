"""Dates as people write them, without ever guessing between day and month."""

import re
from datetime import date, timedelta
from enum import Enum

from scalekit.text.pattern import pattern

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FORMS = "Write a date as 2026-12-01 or 1 December 2026"
FORMS_WITH_TODAY = f"{FORMS}, or today, Friday or +2w (weeks)"
FORMS_OF_PAST = f"{FORMS}, or yesterday, Friday or 1 Dec"

_YEAR_FIRST = pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_WORDS = pattern(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})")
_NUMBERS = pattern(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_SHORT_YEAR = pattern(r"\d{1,2}([/.-])\d{1,2}\1\d\d")  # which of them is the year?
_MONTH_FIRST = pattern(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NO_YEAR = pattern(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MIDNIGHT = r"(?<=-\d\d)[T ]00:00(?::00(?:\.0+)?)?Z?$"  # as programs end a day
_FROM_TODAY = pattern(
    r"(?:\+|in\s)\s*(\d{1,4}|an?|one)\s*(d|w|m|y|days?|weeks?|months?|years?)", re.IGNORECASE
)


class Meant(Enum):
    """Which of the days that a text without a year, or a day of the week, may mean is meant."""

    NEXT = "next"  # today or later, as what is due
    LATEST = "latest"  # today or before, as what is done
    NEAREST = "nearest"  # as a meeting; of the days of the week the next


def read_date(text: str, today: date | None = None, meant: Meant = Meant.NEXT) -> date | None:
    """Return the date that `text` names, or None if it names none.

    Read are `2026-12-01`, `2026/12/1`, `1 December 2026`, `1 Dec 26`, `December 1, 2026`, each
    after its day of the week too, and `31/12/2026`, of which only one part can be the month.
    `1/12/2026` is not: it means two different days. When `today` is given, so are those that count
    from it: `today`, `tomorrow`, `+3d`, `+2w`, `+1m`, `+1y`, `in 2 weeks`, and the `Friday`
    or `1 Dec` that is meant.
    """
    weekday, text = _weekday(text.strip())
    written = _year_month_day(text)
    try:
        if written:
            day = date(*written)
            return day if weekday in (None, day.weekday()) else None
        return _from_today(text, today, meant) if today else None
    except (ValueError, OverflowError):
        return None


def not_read(text: str, today: date | None = None, meant: Meant = Meant.NEXT) -> tuple[str, str]:
    """Return what is wrong with a text that `read_date` does not read, and what to write."""
    if unknown := no_such_day(text):
        return unknown, "Write another day."
    if unclear := two_readings(text, today, meant):
        return unclear, "Write which of them."
    wrong = (
        "writes its year in two digits" if _SHORT_YEAR.fullmatch(text.strip()) else "is not a date"
    )
    forms = FORMS_OF_PAST if meant is Meant.LATEST else FORMS_WITH_TODAY
    return f"“{text.strip():.80}” {wrong}.", f"{forms if today else FORMS}."


def two_readings(text: str, today: date | None = None, meant: Meant = Meant.NEXT) -> str:
    """Return which two days a text may mean, in a sentence, or nothing where it may not."""
    if readings := _two_readings(text.strip(), today, meant):
        first, second = map(say_date, readings)
        return f"“{text.strip()}” may be {first} or {second}."
    return ""


def no_such_day(text: str) -> str:
    """Return "There is no 31 November 2026." for a day that no calendar has, or nothing.

    Also for a day that is another day of the week than it says.
    """
    weekday, text = _weekday(text.strip())
    written = _year_month_day(text)
    if not written:
        return ""
    if found := read_date(text):
        named = _WEEKDAYS[found.weekday()].capitalize()
        differs = weekday not in (None, found.weekday())
        return f"{say_date(found)} is a {named}." if differs else ""
    year, month, day = written
    named = f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else text
    return f"There is no {named}."


def say_date(day: date) -> str:
    """Return a date for people, as `3 August 2023`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_moment(text: str) -> str:
    """Return a year, a month or a day, written as 2026, 2026-02 or 2026-02-24, for people.

    Any other text is returned as it is.
    """
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text):
        return f"{MONTHS[int(text[5:]) - 1]} {text[:4]}"
    day = read_date(text)
    return say_date(day) if day else text


def _weekday(text: str) -> tuple[int | None, str]:
    """Return the day of the week that a text begins with, Monday is 0, and the rest."""
    found = re.match(r"([A-Za-z]{3,9})\.?,?\s+(?=\d)", text)
    number = _weekday_number(found[1].lower()) if found else None
    return (number, text[found.end() :]) if found and number is not None else (None, text)


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    """Return the numbers of the day that a text names, which no calendar need have."""
    if found := _YEAR_FIRST.fullmatch(re.sub(_MIDNIGHT, "", text)):
        return int(found[1]), int(found[3]), int(found[4])
    if numbers := _NUMBERS.fullmatch(text):
        return _day_and_month(int(numbers[1]), int(numbers[3]), int(numbers[4]))
    if american := _MONTH_FIRST.fullmatch(text):
        month = _month(american[1])
        return (int(american[3]), month, int(american[2])) if month else None
    words = _WORDS.fullmatch(text)
    month = _month(words[2]) if words else 0
    if not words or not month:
        return None
    return int(words[3]) + (2000 if len(words[3]) == 2 else 0), month, int(words[1])


def _day_and_month(one: int, other: int, year: int) -> tuple[int, int, int] | None:
    """Return the day that two numbers and a year mean when only one of them can be the month."""
    if other <= 12 and (one > 12 or one == other):
        return year, other, one
    return (year, one, other) if one <= 12 < other else None


def _two_readings(text: str, today: date | None, meant: Meant) -> tuple[date, date] | None:
    """Return the two days that a text may mean, or None where that is not what is wrong."""
    word, _, weekday = text.lower().rpartition(" ")
    number = _weekday_number(weekday)
    is_past = meant is Meant.LATEST
    if today and number is not None and word in ("", "last" if is_past else "next"):
        near = today + timedelta(days=_days_to(number, today, meant))
        far = near + timedelta(days=-7 if is_past else 7)
        return min(near, far), max(near, far)
    numbers = _NUMBERS.fullmatch(text)
    try:
        one, other, year = (int(numbers[part]) for part in (1, 3, 4)) if numbers else (0, 0, 0)
        return date(year, other, one), date(year, one, other)
    except ValueError:
        return None


def _weekday_number(word: str) -> int | None:
    """Return the number of a day of the week, Monday is 0, for its name or the start of it."""
    found = (n for n, name in enumerate(_WEEKDAYS) if len(word) > 2 and name.startswith(word))
    return next(found, None)


def _month(word: str) -> int:
    """Return the month's number for its name or the first letters of it, 0 when there is none."""
    numbers = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())]
    return numbers[0] if len(numbers) == 1 or word.lower() == "sept" else 0


def _days_to(number: int, today: date, meant: Meant) -> int:
    """Return how far the day of the week that is meant is from today: back for the latest."""
    way = -1 if meant is Meant.LATEST else 1
    return way * (way * (number - today.weekday()) % 7)


def _of_year(day: int, month: int, today: date, meant: Meant) -> date | None:
    """Return the day of that name that is meant, in last year, this or the next."""
    years = (today.year - 1, today.year, today.year + 1)
    found = [it for it in (_in_calendar(year, month, day) for year in years) if it]
    if meant is Meant.LATEST:
        return max((it for it in found if it <= today), default=None)
    if meant is Meant.NEXT:
        return min((it for it in found if it >= today), default=None)
    return min(found, key=lambda it: (abs(it - today), it < today), default=None)


def _in_calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_today(text: str, today: date, meant: Meant) -> date | None:
    if text.lower() in ("today", "tomorrow"):
        return today + timedelta(days=text.lower() == "tomorrow")
    if text.lower() == "yesterday" and meant is not Meant.NEXT:
        return today - timedelta(days=1)
    if (number := _weekday_number(text.lower())) is not None:
        days = _days_to(number, today, meant)
        return today + timedelta(days=days) if days else None  # today, or in a week?
    if soon := _NO_YEAR.fullmatch(text):
        return _of_year(int(soon[1]), _month(soon[2]), today, meant)
    later = _FROM_TODAY.fullmatch(text)
    if not later:
        return None
    count, unit = int(later[1]) if later[1].isdecimal() else 1, later[2][0].lower()
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    # calendar imports locale; few dates are counted in months.
    from calendar import monthrange

    months = today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
