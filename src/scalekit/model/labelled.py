"""A word that programs have as a key and people read as a label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """One of a few words: each member is its key, and `label` is what people read.

    `former` are the labels that it once had: files that hold them are read for ever.
    """

    label: str
    former: tuple[str, ...]

    def __new__(cls, key: str, label: str, *former: str) -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        member.former = former
        return member
