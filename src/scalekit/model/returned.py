"""What came back in a document that was sent out."""

from typing import NamedTuple

from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem


class Returned(NamedTuple):
    """One checklist of a document: as it was sent out, and as it came back.

    `name` is the name it was sent out under, empty where the document does not say. `base` is
    None for a plain copy, which does not hold it. `remarks` say what was taken as unchanged or
    left out: rows and columns that are gone, and whatever was written where nothing is read.
    """

    name: str
    base: Checklist | None
    edited: Checklist
    remarks: tuple[Problem, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it came back otherwise than it was sent out, as far as that is known."""
        return self.edited != self.base
