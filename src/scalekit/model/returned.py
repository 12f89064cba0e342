"""What came back in a document that was sent out."""

from datetime import date
from typing import NamedTuple

from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem


class NewReview(NamedTuple):
    """What a reviewer wrote beside an answer, in a document that keeps no day for it.

    `kind`, `by`, `text` and `of` are as in a `Statement`: `of` the answer as it was sent out.
    """

    action: str
    kind: str
    by: str
    text: str
    of: str


class Returned(NamedTuple):
    """One checklist of a document: as it was sent out, and as it came back.

    `name` is the name it was sent out under, empty where the document does not say. `base` is
    None for a plain copy, which does not hold it. `remarks` say what was taken as unchanged or
    left out: rows and columns that are gone, and whatever was written where nothing is read.
    `by` says who filled the document in, and `on` when, where it says so. `reviews` are those that
    reviewers wrote in it; a page puts them into `edited` itself.
    """

    name: str
    base: Checklist | None
    edited: Checklist
    remarks: tuple[Problem, ...] = ()
    reviews: tuple[NewReview, ...] = ()
    by: str = ""
    on: date | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it came back otherwise than it was sent out, as far as that is known."""
        return self.edited != self.base or bool(self.reviews)
