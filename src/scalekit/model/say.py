"""The values of a checklist as people read them."""

from datetime import date
from typing import Any

from scalekit.model.checklist import Confidence, Evidence, Status
from scalekit.model.dates import say_date
from scalekit.model.values import NOT_PROVIDED


def say_value(value: Any) -> str:
    """Return the value of a field in words: a label, a date, evidence, or the text itself."""
    if isinstance(value, Status | Confidence):
        return value.label
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, Evidence):
        has_link = value.link and value.link != value.label
        return f"{value.label} ({value.link})" if has_link else value.label
    if isinstance(value, tuple):
        return "; ".join(map(say_value, value)) or NOT_PROVIDED
    return str(value) if value else NOT_PROVIDED
