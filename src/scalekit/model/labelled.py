"""A word that programs have as a key and people read as a label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """One of a few words: each member is its key, and `label` is what people read."""

    label: str

    def __new__(cls, key: str, label: str) -> Self:
        """Return the member for `key`, carrying its label."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        return member
