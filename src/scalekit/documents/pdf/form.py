"""A checklist as an A4 form that a browser or a PDF program fills in, and that comes back."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from scalekit.documents.pdf.field_names import ATTACHED, BASE, DONE, names
from scalekit.documents.report import Report
from scalekit.errors import MissingExtraError
from scalekit.model.checklist import Checklist
from scalekit.text.printable import documentable
from scalekit.views import shared_words

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, IndirectObject

    from scalekit.documents.pdf.layout import FieldPosition

# Bits of a field, from ISO 32000-1, tables 221, 228 and 230; and of a widget, table 165.
_READ_ONLY, _MULTILINE, _COMBO = 1, 1 << 12, 1 << 17
_HIDDEN, _PRINT = 2, 4
_FLAGS = {"choice": _COMBO, "lines": _MULTILINE, "shown": _MULTILINE | _READ_ONLY}
_TYPES = {"choice": "/Ch", "tick": "/Btn"}


def render(report: Report, dumps: Callable[[Checklist], str]) -> bytes:
    """Return the form; `dumps` writes what was sent out, as the text that is read back.

    Raises MissingExtraError without reportlab or pypdf.
    """
    try:
        # 150 ms, and only this format needs them.
        from pypdf import PdfWriter

        from scalekit.documents.pdf.for_libreoffice import as_text, with_text
        from scalekit.documents.pdf.layout import laid_out
        from scalekit.documents.pdf.story import story
    except ImportError:
        raise MissingExtraError("PDF forms", "reportlab pypdf") from None
    sent = dumps(report.checklist)
    told = list(story(report))
    text = as_text(told, sent)  # before reportlab takes the paragraphs apart
    pages, placed = laid_out(report, told)
    writer = PdfWriter(clone_from=BytesIO(pages))
    _describe(writer, report)
    _add_outline(writer, report.checklist, placed)
    _add_fields(writer, placed, sent)
    writer.add_attachment(ATTACHED, sent.encode("utf-8"))
    return with_text(writer, text)


def _describe(writer: "PdfWriter", report: Report) -> None:
    """Say the title, who sent it and the language, and that the window shows the title."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    language = report.playbook.language if report.playbook else "en-GB"
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    shows_title = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    root[NameObject("/ViewerPreferences")] = DictionaryObject(shows_title)
    about = {
        "/Title": documentable(shared_words.heading(report.checklist)),
        "/Creator": "scalekit",
        "/CreationDate": f"D:{report.today:%Y%m%d}",
    }
    if report.playbook:
        about["/Subject"] = documentable(report.playbook.title)
    if report.sender:
        about["/Author"] = documentable(report.sender)
    writer.metadata = about  # in place of reportlab's, with an author “(anonymous)” and no day
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/R")  # row by row


def _add_outline(writer: "PdfWriter", checklist: Checklist, placed: "list[FieldPosition]") -> None:
    """Add what a program lists beside the pages: the pillars, and the actions of each."""
    pages = {each.box.name: each.page for each in placed}
    for pillar, title in checklist.pillars:
        above = None
        for (name, _), action in zip(names(checklist), checklist.actions, strict=True):
            if action.pillar == pillar:
                page = pages[f"{name}.{DONE}"]
                above = above or writer.add_outline_item(
                    title=documentable(title), page_number=page
                )
                words = documentable(action.title)
                writer.add_outline_item(title=words, page_number=page, parent=above)


def _add_fields(writer: "PdfWriter", placed: "list[FieldPosition]", sent: str) -> None:
    from pypdf.generic import (
        ArrayObject,
        BooleanObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    from scalekit.documents.pdf.layout import SIZE

    font = {
        name: DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject(base),
            }
        )
        for name, base in (("/Helv", "/Helvetica"), ("/ZaDb", "/ZapfDingbats"))
    }
    font["/Helv"][NameObject("/Encoding")] = NameObject("/WinAnsiEncoding")
    fonts = DictionaryObject({NameObject(n): writer._add_object(f) for n, f in font.items()})
    typed = f"/Helv {SIZE:g} Tf 0 g"
    top = ArrayObject()
    annotations = {number: ArrayObject() for number in range(len(writer.pages))}
    for number, every in annotations.items():
        writer.pages[number][NameObject("/Annots")] = every
    groups: dict[str, tuple[IndirectObject, ArrayObject]] = {}

    def group(name: str) -> "tuple[IndirectObject, ArrayObject]":
        if name not in groups:
            kids = ArrayObject()
            parent = {NameObject("/T"): TextStringObject(name), NameObject("/Kids"): kids}
            groups[name] = writer._add_object(DictionaryObject(parent)), kids
            top.append(groups[name][0])
        return groups[name]

    def add(
        page: int, name: str, corners: tuple[float, ...], kind: str, flags: int
    ) -> "DictionaryObject":
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, corners)),
                NameObject("/F"): NumberObject(flags),
                NameObject("/FT"): NameObject(_TYPES.get(kind, "/Tx")),
                NameObject("/Ff"): NumberObject(_FLAGS.get(kind, 0)),
                NameObject("/P"): writer.pages[page].indirect_reference,
            }
        )
        above, _, last = name.rpartition(".")
        field[NameObject("/T")] = TextStringObject(last)
        it = writer._add_object(field)
        if above:
            field[NameObject("/Parent")], kids = group(above)
            kids.append(it)
        else:
            top.append(it)
        annotations[page].append(it)
        return field

    for each in placed:
        box = each.box
        field = add(each.page, box.name, each.corners, box.kind, _PRINT)
        field[NameObject("/TU")] = TextStringObject(box.about)
        if box.kind == "tick":
            _tick(writer, field, each.corners[3] - each.corners[1], fonts, ticked=bool(box.value))
            continue
        field[NameObject("/V")] = TextStringObject(box.value)
        field[NameObject("/DV")] = TextStringObject(box.value)
        field[NameObject("/DA")] = TextStringObject(typed)
        if box.options:
            field[NameObject("/Opt")] = ArrayObject(map(TextStringObject, box.options))
    # A program may drop what is attached, and keep fields.
    hidden = add(0, BASE, (0, 0, 0, 0), "shown", _HIDDEN)
    hidden[NameObject("/V")] = TextStringObject(sent)
    hidden[NameObject("/DA")] = TextStringObject(typed)
    form = {
        NameObject("/Fields"): top,
        # The program that shows the form draws it, with fonts that know every letter in it.
        NameObject("/NeedAppearances"): BooleanObject(True),
        NameObject("/DA"): TextStringObject(typed),
        NameObject("/DR"): DictionaryObject({NameObject("/Font"): fonts}),
    }
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(DictionaryObject(form))


def _tick(
    writer: "PdfWriter",
    field: "DictionaryObject",
    size: float,
    fonts: "DictionaryObject",
    *,
    ticked: bool,
) -> None:
    """Make a field a box to tick, and draw its tick."""
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        TextStringObject,
    )

    sign = f"q BT /ZaDb {size:g} Tf {size * 0.1:g} {size * 0.16:g} Td (4) Tj ET Q"
    looks = DictionaryObject()
    for name, drawn in (("/Off", ""), ("/Yes", sign)):
        look = DecodedStreamObject()
        look.set_data(drawn.encode())
        look[NameObject("/Type")] = NameObject("/XObject")
        look[NameObject("/Subtype")] = NameObject("/Form")
        look[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, size, size)))
        look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        looks[NameObject(name)] = writer._add_object(look)
    state = NameObject("/Yes" if ticked else "/Off")
    field[NameObject("/V")] = field[NameObject("/AS")] = state
    field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): looks})
    field[NameObject("/DA")] = TextStringObject("/ZaDb 0 Tf 0 g")
    field[NameObject("/MK")] = DictionaryObject({NameObject("/CA"): TextStringObject("4")})
