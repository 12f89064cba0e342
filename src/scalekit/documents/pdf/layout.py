"""The pages of the form before it has fields: the words, and where each field is to stand.

Helvetica is one of the fonts that every program has, so none is put into the file. It knows the
letters of Western Europe; a text with others stands in a field that cannot be changed, which the
program that shows the form draws with the fonts that it has.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from scalekit.documents.action_log_cells import cell_text
from scalekit.documents.forms import BOX_OR_STATUS, answer_remarks
from scalekit.documents.other_text import ABOUT, HEADING, other_texts
from scalekit.documents.pdf.field_names import (
    CHOICES,
    DONE,
    FOOTER,
    NO_CHOICE,
    SHOWN,
    foreign,
    names,
)
from scalekit.documents.pdf.footer import LOW, Footed
from scalekit.documents.report import Report
from scalekit.engine.about import DONE_WHEN, QUESTIONS, WHENCE, whence
from scalekit.model.checklist import ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.model.fields import BY_KEY, TABLE, Field, Form
from scalekit.model.playbook import Action
from scalekit.text.columns import cut
from scalekit.text.printable import documentable
from scalekit.text.sentence import small
from scalekit.views import shared_words
from scalekit.views.statements import DECIDED, told_decisions

SIZE = 10  # points, of what is typed
_LINE, GAP, _LABEL, _BOX = 1.25 * SIZE, 3 * mm, 13, 22
_MARGIN = 18 * mm
WIDTH = A4[0] - 2 * _MARGIN - 12  # between the margins and what reportlab keeps free inside them
_AROUND = 14  # what programs keep free on both sides of what is typed, and some more
_ENDS = _MARGIN + 6, _MARGIN + 6 + WIDTH  # of the line below a page, which has room for
_MOST_OF_TITLE = 70  # characters of the title
_MOST_LINES = 44  # of a field: a whole page; what is longer scrolls
_MOST_SHOWN = 10_000  # characters that a page has room for
_PAIRS = (("status", "confidence"), ("owner", "due"))  # in one row; each other field has its own
_AS = {
    Form.DAY: " (for example 27 March 2027)",
    Form.ENTRIES: ", each on a line of its own: label | link",
}
_LETTERS = (
    "Some programs do not show every letter here. Leave the field as it is, and they are kept."
)
# Lines of a field that grows with what it holds.
_LEAST = {Form.LINE: 2, Form.ENTRIES: 3, Form.LINES: 5}

_FONT = "Helvetica"
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=SIZE, leading=13.5, spaceAfter=5)
_STYLES = {
    "body": _BODY,
    "bullet": ParagraphStyle("bullet", _BODY, leftIndent=12, bulletIndent=2, spaceAfter=2),
    "title": ParagraphStyle(
        "title", _BODY, fontName="Helvetica-Bold", fontSize=19, leading=23, spaceAfter=6
    ),
    "pillar": ParagraphStyle(
        "pillar",
        _BODY,
        fontName="Helvetica-Bold",
        fontSize=15,
        leading=19,
        spaceBefore=12,
        keepWithNext=1,
    ),
    "action": ParagraphStyle(
        "action", _BODY, fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=10
    ),
}


class Box(NamedTuple):
    """A field to be: `kind` is tick, choice, line, lines or shown; `about` is its tool tip."""

    name: str
    kind: str
    label: str
    about: str
    value: str
    share: float = 1.0  # of the width
    height: float = _BOX
    options: tuple[str, ...] = ()


class FieldPosition(NamedTuple):
    """Where a field stands: the page from 0, and its corners in points from the lower left."""

    box: Box
    page: int
    corners: tuple[float, float, float, float]


class Row(Flowable):
    """A row of fields, each below its label; notes where they stand."""

    def __init__(self, boxes: Sequence[Box], placed: list[FieldPosition]) -> None:
        super().__init__()
        self.boxes, self._placed = boxes, placed
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
                canvas.setFont(_FONT, SIZE)
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
            self._placed.append(FieldPosition(box, canvas.getPageNumber() - 1, corners))
            left += wide + GAP


def laid_out(report: Report, story: list[Flowable], placed: list[FieldPosition]) -> bytes:
    """Return the pages as a PDF without fields; `placed` then holds where each field belongs.

    It takes the story apart.
    """
    raw = BytesIO()
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
    document.build(story, canvasmaker=partial(Footed, known, _ENDS))
    if not known:
        placed += [_footer(title, page) for page in range(document.page)]
    return raw.getvalue()


def _footer(title: str, page: int) -> FieldPosition:
    """Return the title below a page as a field to read, for the letters that Helvetica lacks."""
    left, right = _ENDS
    corners = (left - 2, LOW - 6, right - 60, LOW + 12)
    return FieldPosition(Box(f"{FOOTER}{page}", "shown", "", title, title), page, corners)


def story(report: Report, placed: list[FieldPosition]) -> Iterator[Flowable]:
    """Yield what the form says and its fields, which are to note in `placed` where they stand."""
    checklist, playbook = report.checklist, report.playbook
    known = playbook.actions_by_id if playbook else {}
    yield from _text(shared_words.heading(checklist), placed, "title")
    yield from _text(
        f"{shared_words.count_words(report.progress.counts)}. As at {say_date(report.today)}.",
        placed,
    )
    yield from _text(
        "Fill this in with a program that shows PDF files: a web browser will do. Save it, and"
        f" send the file back to {report.back_to}. Do not print it to a new PDF: that loses the"
        " fields. In LibreOffice it opens as it was sent out, without what another program filled"
        " in: save it there with Export as PDF. A page to fill in says the same and is easier to"
        " use with a screen reader: ask for it.",
        placed,
    )
    yield from _text(BOX_OR_STATUS, placed)
    yield from _decisions(report, placed)
    called = {each.action_id: each.name for each in names(checklist)}
    for pillar, title in checklist.pillars:
        above = list(_text(title, placed, "pillar"))
        for action in checklist.of_pillar(pillar):
            help_ = known.get(action.id)
            parts = _action(report, action, called[action.id], help_, placed)
            yield KeepTogether([*above, *parts])
            above = []
    if found := other_texts(checklist):
        yield from _text(HEADING, placed, "pillar")
        yield from _text(ABOUT, placed)
        for where, text in found:
            yield from _text(f"{where}: {text}", placed)
    if playbook:
        yield from _text(WHENCE, placed, "pillar")
        for paragraph in whence(playbook):
            yield from _text(paragraph, placed)


def _decisions(report: Report, placed: list[FieldPosition]) -> Iterator[Flowable]:
    """Yield what was decided and how it stands."""
    decisions = told_decisions(report.checklist, report.progress.decisions)
    if decisions:
        yield from _text(DECIDED, placed, "pillar")
    for stands, lines in decisions:
        yield from _text(stands, placed)
        for label, words in lines:
            yield from _text(words, placed, label=label)


def _action(
    report: Report,
    action: ChecklistAction,
    name: str,
    known: Action | None,
    placed: list[FieldPosition],
) -> Iterator[Flowable]:
    """Yield an action and its fields, which stand on one page where that has room for them."""
    yield from _text(action.title, placed, "action")
    yield from _text(action.text, placed)
    if known:
        yield from _text("", placed, label=QUESTIONS)
        for question in known.ask:
            yield from _text(question, placed, "bullet")
        if known.done_when:
            yield from _text(known.done_when, placed, label=DONE_WHEN)
    for label, words in answer_remarks(report, action):
        yield from _text(words, placed, label=label)
    for row in _rows(action, name):
        yield Row(row, placed)
        if any(foreign(box.value) for box in row):
            yield from _text(_LETTERS, placed)
    yield Spacer(0, 4 * mm)


def _rows(action: ChecklistAction, name: str) -> Iterator[list[Box]]:
    """Yield the fields of an action, in the order in which the tab key goes through them."""
    about = f"{Status.COMPLETED.label}: {documentable(action.title)}"
    ticked = "yes" if action.answer.status is Status.COMPLETED else ""
    yield [Box(f"{name}.{DONE}", "tick", Status.COMPLETED.label, about, ticked, height=14)]
    for pair in _PAIRS:
        yield [_box(action, name, BY_KEY[key]) for key in pair]
    for field in TABLE:
        if not any(field.key in pair for pair in _PAIRS):
            yield [_box(action, name, field, wide=True)]


def _box(action: ChecklistAction, name: str, field: Field, *, wide: bool = False) -> Box:
    """Return the field of a form for a field of the answer; `wide` is a row of its own."""
    options = CHOICES.get(field.key, ())
    value = cell_text(field.key, action.answer) or (NO_CHOICE if NO_CHOICE in options else "")
    label = field.asked
    if field.form is Form.LINE and wide:
        label += f": {small(field.hint)}"
    label += _AS.get(field.form, "")
    kind = "choice" if options else "line" if field.form is Form.DAY else "lines"
    about = f"{label}: {documentable(action.title)}"
    box = Box(f"{name}.{field.key}", kind, label, about, value, 1.0 if wide else 0.5, _BOX, options)
    least = _LEAST.get(field.form)
    return _grown(box, least) if least else box


def _grown(box: Box, least: int) -> Box:
    """Return a field that is as high as what it holds, up to a page, with room to go on."""
    lines = _lines(box.value, WIDTH * box.share - _AROUND) + 1
    return box._replace(height=_high(max(lines, least)))


def _high(lines: int) -> float:
    return min(lines, _MOST_LINES) * _LINE + 8


def _lines(text: str, wide: float) -> int:
    """Return how many lines a text fills; letters that Helvetica lacks count as its widest."""
    known = text[:_MOST_SHOWN]
    if foreign(known):
        known = "".join("W" if foreign(letter) else letter for letter in known)
    return sum(
        # A word that is wider than a line is broken by programs, and not by reportlab.
        max(
            len(simpleSplit(line, _FONT, SIZE, wide)),
            1 + int(stringWidth(line, _FONT, SIZE) / wide),
        )
        for line in known.split("\n")
    )


def _text(
    text: str, placed: list[FieldPosition], style: str = "body", label: str = ""
) -> Iterator[Flowable]:
    """Yield a text, as paragraphs or, where Helvetica lacks its letters, as a field to read."""
    text = documentable(": ".join(filter(None, (label, text))))
    for paragraph in filter(str.strip, text.split("\n\n")):
        if not foreign(paragraph):
            bullet = "\u2022" if style == "bullet" else None
            words = escape(paragraph).replace("\n", "<br/>")
            if label and words.startswith(label):
                words = f"<b>{label}</b>{words.removeprefix(label)}"
            yield Paragraph(words, _STYLES[style], bullet)
            continue
        name = f"{SHOWN}{len(placed)}-{len(paragraph)}-{_hash_of(paragraph)}"
        high = _high(_lines(paragraph, WIDTH - _AROUND))
        yield Row([Box(name, "shown", "", paragraph[:60], paragraph, height=high)], placed)


def _hash_of(text: str) -> str:
    """Return digits that tell one text from another, in the name of a field to read."""
    from zlib import crc32

    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
