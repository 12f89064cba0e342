"""The pages of the form before it has fields, and where on them each field is to stand.

Helvetica is one of the fonts that every program has, so none is put into the file. It knows the
letters of Western Europe; a text with others stands in a field that cannot be changed, which the
program that shows the form draws with the fonts that it has.
"""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, SimpleDocTemplate

from scalekit.documents.pdf.field_names import FOOTER, foreign
from scalekit.documents.pdf.footer import LOW, Footed
from scalekit.documents.report import Report
from scalekit.text.columns import cut
from scalekit.text.printable import documentable
from scalekit.views import shared_words

FONT = "Helvetica"
SIZE = 10  # points, of what is typed
GAP, BOX, _LABEL = 3 * mm, 22, 13  # between two fields, the height of one, and of its label
_MARGIN = 18 * mm
WIDTH = A4[0] - 2 * _MARGIN - 12  # between the margins and what reportlab keeps free inside them
_ENDS = _MARGIN + 6, _MARGIN + 6 + WIDTH  # of the line below a page, which has room for
_MOST_OF_TITLE = 70  # characters of the title


class Box(NamedTuple):
    """A field to be: `kind` is tick, choice, line, lines or shown; `about` is its tool tip."""

    name: str
    kind: str
    label: str
    about: str
    value: str
    share: float = 1.0  # of the width
    height: float = BOX
    options: tuple[str, ...] = ()


class FieldPosition(NamedTuple):
    """Where a field stands: the page from 0, and its corners in points from the lower left."""

    box: Box
    page: int
    corners: tuple[float, float, float, float]


class Row(Flowable):
    """A row of fields, each below its label; `placed` of the canvas is told where they stand."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        super().__init__()
        self.boxes = boxes
        self._wide = 0.0

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Return its size, as reportlab asks."""
        self._wide = width
        label = _LABEL if any(box.label for box in self.boxes) else 0
        return width, max(box.height for box in self.boxes) + label + 6

    def draw(self) -> None:
        """Draw its labels and frames."""
        canvas: Any = self.canv
        left, high = 0.0, max(box.height for box in self.boxes)
        for box in self.boxes:
            wide = (self._wide + GAP) * box.share - GAP
            low = 6 + high - box.height  # the labels of a row are on one line
            if box.kind == "tick":
                wide = box.height
                canvas.setFont(FONT, SIZE)
                canvas.drawString(left + wide + 6, low + box.height / 2 - 3, box.label)
            elif box.label:
                canvas.setFont("Helvetica-Bold", SIZE - 1)
                canvas.drawString(left, low + box.height + 4, box.label)
            if box.kind != "shown":  # some programs draw no frame of their own (seen: poppler)
                canvas.setStrokeGray(0.35)
                canvas.rect(left, low, wide, box.height)
            x, y = canvas.absolutePosition(left, low)
            edge = 0 if box.kind == "tick" else 2
            at = (x + edge, y, x + wide - edge, y + box.height)
            corners = (round(at[0], 2), round(at[1], 2), round(at[2], 2), round(at[3], 2))
            canvas.placed.append(FieldPosition(box, canvas.getPageNumber() - 1, corners))
            left += wide + GAP


def laid_out(report: Report, story: list[Flowable]) -> tuple[bytes, list[FieldPosition]]:
    """Return the pages as a PDF without fields, and where each field belongs.

    It takes the story apart.
    """
    raw = BytesIO()
    placed: list[FieldPosition] = []
    document = SimpleDocTemplate(
        raw,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        invariant=True,  # the same content gives the same bytes
    )
    title = cut(documentable(shared_words.heading(report.checklist)), _MOST_OF_TITLE)
    known = "" if foreign(title) else title
    document.build(story, canvasmaker=partial(Footed, known, _ENDS, placed))
    if not known:
        placed += [_footer(title, page) for page in range(document.page)]
    return raw.getvalue(), placed


def _footer(title: str, page: int) -> FieldPosition:
    """Return the title below a page as a field to read, for the letters that Helvetica lacks."""
    left, right = _ENDS
    corners = (left - 2, LOW - 6, right - 60, LOW + 12)
    return FieldPosition(Box(f"{FOOTER}{page}", "shown", "", title, title), page, corners)
