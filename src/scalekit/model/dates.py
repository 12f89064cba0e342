"""Dates as people write them, without ever guessing between day and month."""

import re
from datetime import date, timedelta

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
FORMS_WITH_TODAY = f"{FORMS}, or count from now: today, +2w"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4}|\d{2})")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MIDNIGHT = r"(?<=-\d\d)[T ]00:00(?::00(?:\.0+)?)?Z?$"  # as programs end a day
_FROM_TODAY = re.compile(r"\+\s*(\d{1,4})\s*([dwmy])[a-z]*", re.IGNORECASE)


def read_date(text: str, today: date | None = None) -> date | None:
    """Return the date that `text` names, or None if it names none.

    Read are `2026-12-01`, `1 December 2026`, `1 Dec 26`, each after its day of the week too, and,
    when `today` is given, `today`, `tomorrow`, `+3d`, `+2w`, `+1m` and `+1y`. `1/12/2026` is not:
    it means two different days.
    """
    weekday, text = _weekday(text.strip())
    written = _year_month_day(text)
    try:
        if written:
            day = date(*written)
            return day if weekday in (None, day.weekday()) else None
        return _from_today(text, today) if today else None
    except (ValueError, OverflowError):
        return None


def not_read(text: str, today: date | None = None) -> tuple[str, str]:
    """Return what is wrong with a text that `read_date` does not read, and what to write."""
    if unknown := no_such_day(text):
        return unknown, "Write another day."
    return f"“{text.strip():.80}” is not a date.", f"{FORMS_WITH_TODAY if today else FORMS}."


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


def _weekday(text: str) -> tuple[int | None, str]:
    """Return the day of the week that a text begins with, Monday is 0, and the rest."""
    found = re.match(r"([A-Za-z]{3,9})\.?,?\s+(?=\d)", text)
    if found:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(found[1].lower()):
                return number, text[found.end() :]
    return None, text


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    """Return the numbers of the day that a text names, which no calendar need have."""
    if iso := _ISO.fullmatch(re.sub(_MIDNIGHT, "", text)):
        return int(iso[1]), int(iso[2]), int(iso[3])
    words = _WORDS.fullmatch(text)
    month = _month(words[2]) if words else 0
    if not words or not month:
        return None
    return int(words[3]) + (2000 if len(words[3]) == 2 else 0), month, int(words[1])


def _month(word: str) -> int:
    """Return the month's number for its name or the first letters of it, 0 when there is none."""
    numbers = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())]
    return numbers[0] if len(numbers) == 1 or word.lower() == "sept" else 0


def _from_today(text: str, today: date) -> date | None:
    if text.lower() in ("today", "tomorrow"):
        return today + timedelta(days=text.lower() == "tomorrow")
    later = _FROM_TODAY.fullmatch(text)
    if not later:
        return None
    count, unit = int(later[1]), later[2].lower()
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    # calendar imports locale; few dates are counted in months.
    from calendar import monthrange

    months = today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))
