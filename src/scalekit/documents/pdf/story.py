"""What the form says from its first page to its last, and its fields."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from scalekit.documents.action_log_cells import cell_text
from scalekit.documents.forms import BOX_OR_STATUS, answer_remarks
from scalekit.documents.other_text import ABOUT, HEADING, other_texts
from scalekit.documents.pdf.field_names import CHOICES, DONE, NO_CHOICE, SHOWN, foreign, names
from scalekit.documents.pdf.layout import BOX, FONT, SIZE, WIDTH, Box, Row
from scalekit.documents.report import Report
from scalekit.engine.about import DONE_WHEN, QUESTIONS, WHENCE, whence
from scalekit.model.checklist import ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.model.fields import BY_KEY, TABLE, Field, Form
from scalekit.model.playbook import Action
from scalekit.text.printable import documentable
from scalekit.text.sentence import small
from scalekit.views import shared_words
from scalekit.views.statements import DECIDED, told_decisions

_LINE = 1.25 * SIZE
_AROUND = 14  # what programs keep free on both sides of what is typed, and some more
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

_BODY = ParagraphStyle("body", fontName=FONT, fontSize=SIZE, leading=13.5, spaceAfter=5)
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


def story(report: Report) -> Iterator[Flowable]:
    """Yield what the form says, and its fields."""
    checklist, playbook = report.checklist, report.playbook
    known = playbook.actions_by_id if playbook else {}
    yield from _text(shared_words.heading(checklist), "title")
    yield from _text(
        f"{shared_words.count_words(report.progress.counts)}. As at {say_date(report.today)}.",
    )
    yield from _text(
        "Fill this in with a program that shows PDF files: a web browser will do. Save it, and"
        f" send the file back to {report.back_to}. Do not print it to a new PDF: that loses the"
        " fields. In LibreOffice it opens as it was sent out, without what another program filled"
        " in: save it there with Export as PDF. A page to fill in says the same and is easier to"
        " use with a screen reader: ask for it.",
    )
    yield from _text(BOX_OR_STATUS)
    yield from _decisions(report)
    called = {each.action_id: each.name for each in names(checklist)}
    for pillar, title in checklist.pillars:
        above = list(_text(title, "pillar"))
        for action in checklist.of_pillar(pillar):
            help_ = known.get(action.id)
            parts = _action(report, action, called[action.id], help_)
            yield KeepTogether([*above, *parts])
            above = []
    if found := other_texts(checklist):
        yield from _text(HEADING, "pillar")
        yield from _text(ABOUT)
        for where, text in found:
            yield from _text(f"{where}: {text}")
    if playbook:
        yield from _text(WHENCE, "pillar")
        for paragraph in whence(playbook):
            yield from _text(paragraph)


def _decisions(report: Report) -> Iterator[Flowable]:
    """Yield what was decided and how it stands."""
    decisions = told_decisions(report.checklist, report.progress.decisions)
    if decisions:
        yield from _text(DECIDED, "pillar")
    for stands, lines in decisions:
        yield from _text(stands)
        for label, words in lines:
            yield from _text(words, label=label)


def _action(
    report: Report,
    action: ChecklistAction,
    name: str,
    known: Action | None,
) -> Iterator[Flowable]:
    """Yield an action and its fields, which stand on one page where that has room for them."""
    yield from _text(action.title, "action")
    yield from _text(action.text)
    if known:
        yield from _text("", label=QUESTIONS)
        for question in known.ask:
            yield from _text(question, "bullet")
        if known.done_when:
            yield from _text(known.done_when, label=DONE_WHEN)
    for label, words in answer_remarks(report, action):
        yield from _text(words, label=label)
    for row in _rows(action, name):
        yield Row(row)
        if any(foreign(box.value) for box in row):
            yield from _text(_LETTERS)
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
    box = Box(f"{name}.{field.key}", kind, label, about, value, 1.0 if wide else 0.5, BOX, options)
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
            len(simpleSplit(line, FONT, SIZE, wide)),
            1 + int(stringWidth(line, FONT, SIZE) / wide),
        )
        for line in known.split("\n")
    )


def _text(text: str, style: str = "body", label: str = "") -> Iterator[Flowable]:
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
        name = f"{SHOWN}{len(paragraph)}-{_hash_of(paragraph)}"
        high = _high(_lines(paragraph, WIDTH - _AROUND))
        yield Row([Box(name, "shown", "", paragraph[:60], paragraph, height=high)])


def _hash_of(text: str) -> str:
    """Return digits that tell one text from another, in the name of a field to read."""
    from zlib import crc32

    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
