"""Pages with a line below each: the title, and the number of the page and of how many."""

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

LOW, SIZE = 10 * mm, 9  # how far up it stands, and points of its letters


class Footed(Canvas):
    """What reportlab draws on; the pages are kept until it is known how many there are.

    `placed` collects what is drawn to be found again.
    """

    def __init__(
        self,
        title: str,
        ends: tuple[float, float],
        placed: list[Any],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._title, self._ends, self.placed = title, ends, placed
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (the name is reportlab's)
        """Keep a page that is full, and begin the next."""
        self._kept.append({**self.__dict__})
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write the line below each page, and all pages."""
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont("Helvetica", SIZE)
            self.drawString(self._ends[0], LOW, self._title)
            self.drawRightString(self._ends[1], LOW, f"Page {number} of {len(self._kept)}")
            super().showPage()
        super().save()
