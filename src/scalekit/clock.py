"""What day and time it is where the person sits: the one place that asks."""

from datetime import date, datetime


def today() -> date:
    """Return the day."""
    return date.today()  # noqa: DTZ011 - the person's own


def time_of_day() -> str:
    """Return hours and minutes, as in 09:41."""
    return datetime.now().strftime("%H:%M")  # noqa: DTZ005 - the person's own
