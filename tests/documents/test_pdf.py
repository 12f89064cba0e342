"""The PDF form: filled in by a PDF library and by what Chromium shows PDF with, it comes back."""

import ctypes
import hashlib
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from pypdf.annotations import FreeText, Line
from pypdf.generic import (
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    TextStringObject,
)

from scalekit.documents.pdf.edited_form import read_form
from scalekit.documents.pdf.field_names import ATTACHED, BASE, CHOICES
from scalekit.documents.pdf.form import render
from scalekit.documents.returned import read_returned
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, OtherText, Status
from scalekit.storage import json_
from tests import strategies as some
from tests.documents.reports import FEW, filled, report, with_note
from tests.office.libreoffice import convert

ACTION = "understand-local-need"
FOREIGN = "Zażółć gęślą jaźń\nПривет, 你好, שלום 😀"
ANSWER = Answer(
    Status.NOT_RELEVANT,
    owner="Ewa Wiśniewska",
    due=date(2027, 2, 1),
    confidence=Confidence.OFF_TRACK,
    reason="The ward was closed.",
    evidence=(Evidence("Minutes", "minutes/may.docx"), Evidence("Léttér")),
    note=FOREIGN,
)
TYPED = {
    "status": "Not relevant",
    "owner": "Ewa Wiśniewska",
    "due": "1 Feb 2027",
    "confidence": "R – Off track",
    "reason": "The ward was closed.",
    "evidence": "Minutes | minutes/may.docx\rLéttér",
    "note": FOREIGN.replace("\n", "\r"),
}


def made(checklist: Checklist) -> bytes:
    return render(report(checklist), json_.dumps)


def written(writer: pypdf.PdfWriter) -> bytes:
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


def fields_of(writer: pypdf.PdfWriter) -> Any:
    form: Any = writer.root_object["/AcroForm"]
    return form["/Fields"]


def assert_opens_as_text(raw: bytes) -> None:
    """Assert that what LibreOffice looks for is there, and holds every field of the form."""
    reader: Any = pypdf.PdfReader(BytesIO(raw))
    kind, at = reader.trailer["/AdditionalStreams"]
    assert kind == "/application/vnd.oasis.opendocument.text"
    before = raw[: raw.rindex(b"trailer")]
    assert reader.trailer["/DocChecksum"] == f"/{hashlib.md5(before).hexdigest().upper()}"
    with ZipFile(BytesIO(at.get_object().get_data())) as parts:
        text = ElementTree.fromstring(parts.read("content.xml"))
    form = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
    names = [each.get(f"{form}name") for each in text.iter() if each.get(f"{form}id")]
    fields = [name for name, field in reader.get_fields().items() if "/FT" in field]
    assert sorted(map(str, names)) == sorted(
        name for name in fields if not name.startswith(("shown-", "footer-"))
    )


def filled_in(raw: bytes, values: dict[str, str], action: str = ACTION) -> bytes:
    """Return the form with values typed by a PDF library."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(raw))
    for at in fields_of(writer):
        group = at.get_object()
        for kid in group.get("/Kids", ()):
            field = kid.get_object()
            if group["/T"] == action and field["/T"] in values:
                value = values[field["/T"]]
                kind = NameObject if field["/FT"] == "/Btn" else TextStringObject
                field[NameObject("/V")] = kind(value)
    return written(writer)


def messages(raw: bytes) -> list[str]:
    returned, problems = read_form(raw, "f.pdf")
    return [str(each) for each in (*problems, *(r for one in returned for r in one.remarks))]


@FEW
@given(some.annotated())
def test_any_checklist_comes_back_unchanged_from_the_same_bytes(checklist: Checklist) -> None:
    """Whatever the notes hold; two exports are one file."""
    raw = made(checklist)
    assert raw == made(checklist)
    assert_opens_as_text(raw)
    ((one,), problems) = read_returned(raw, "f.pdf")
    assert (problems, one.remarks) == ([], ())
    assert one.base == one.edited == checklist


def test_every_field_comes_back_from_a_pdf_library() -> None:
    (one,), problems = read_form(filled_in(made(filled()), TYPED), "f.pdf")
    assert not problems
    assert one.base == filled()
    assert one.edited == filled().with_answer(ACTION, ANSWER)


def test_the_form_says_what_it_is_and_what_each_field_is() -> None:
    """Title, language, tool tips as names, a tab order, and no font that was put in."""
    raw = made(filled())
    reader = pypdf.PdfReader(BytesIO(raw))
    root: Any = reader.root_object
    assert str(root["/Lang"]) == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "FeNO testing, Barnsley"
    assert all(str(page["/Tabs"]) == "/R" for page in reader.pages)
    assert {
        (float(p.mediabox.width) // 1, float(p.mediabox.height) // 1) for p in reader.pages
    } == {(595, 841)}
    assert b"FontFile" not in raw
    fields = reader.get_fields() or {}
    about = [field.get("/TU") for name, field in fields.items() if name.startswith(f"{ACTION}.")]
    assert all(text and text.endswith(filled().action(ACTION).title) for text in about)
    assert len(about) == 8
    assert json_.loads(reader.attachments[ATTACHED][0].decode(), "")[0] == filled()


@pytest.mark.parametrize(
    ("before", "typed", "status"),
    [
        (Status.IN_PROGRESS, {"done": "/Yes"}, Status.COMPLETED),
        (Status.COMPLETED, {"done": "/Off"}, Status.IN_PROGRESS),
        (Status.COMPLETED, {"status": "Not yet started"}, Status.NOT_STARTED),
        (Status.IN_PROGRESS, {"status": "Completed"}, Status.COMPLETED),
        (Status.COMPLETED, {"done": "/Off", "status": "In progress"}, Status.IN_PROGRESS),
    ],
)
def test_the_box_and_the_status_say_one_thing(
    before: Status, typed: dict[str, str], status: Status
) -> None:
    """The one that was changed counts."""
    sent = filled().with_answer(ACTION, Answer(before))
    (one,), problems = read_form(filled_in(made(sent), typed), "f.pdf")
    assert (problems, one.edited.action(ACTION).answer.status) == ([], status)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"due": "soon"}, "Due date: "),
        ({"status": "Finished-ish"}, "Status: "),
        ({"confidence": "blue"}, "Confidence: "),
        ({"status": "Not relevant"}, "Reason: “Not relevant” needs a reason"),
        ({"done": "/Yes", "status": "In progress"}, "Status: The box says completed"),
        ({"note": "a\x07b"}, "Note: This text holds a control character"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_action_and_field(
    typed: dict[str, str], message: str
) -> None:
    """The rest of the action stays as it was; other actions are taken."""
    sent = filled().with_answer(ACTION, Answer())
    raw = filled_in(made(sent), {"owner": "Lost?", **typed})
    raw = filled_in(raw, {"owner": "Taken"}, "find-policy-ties")
    (one,), problems = read_form(raw, "f.pdf")
    assert str(problems[0]).startswith(f"f.pdf: {sent.action(ACTION).title}, {message}")
    assert one.edited.action(ACTION) == sent.action(ACTION)
    assert one.edited.action("find-policy-ties").answer.owner == "Taken"


def test_letters_that_helvetica_lacks_stand_in_a_field_to_read() -> None:
    sent = filled()._replace(place="Łódź", other_text=(OtherText("place", "你好"),))
    fields = pypdf.PdfReader(BytesIO(made(sent))).get_fields() or {}
    shown = {field["/V"]: field["/Ff"] & 1 for name, field in fields.items() if "shown-" in name}
    assert shown == {"FeNO testing, Łódź": 1, "After the place: 你好": 1}


def test_a_long_note_has_a_field_as_high_as_a_page_and_comes_back() -> None:
    note = "\n".join(f"Line {number}" for number in range(200))
    raw = made(with_note(note))
    heights = []
    for page in pypdf.PdfReader(BytesIO(raw)).pages:
        for at in page.get("/Annots", ()):
            low, high = (float(at.get_object()["/Rect"][i]) for i in (1, 3))
            heights.append(high - low)
            assert 0 <= low <= high <= 842
    assert max(heights) > 500
    (one,), _ = read_form(raw, "f.pdf")
    assert one.edited == with_note(note)


# --- what people and programs do to a form

SENT = filled().action(ACTION).answer
BLANK = Answer()
# What is typed into an action, the answer that it had, the one that it has then, and what is said.
SITUATIONS: dict[str, tuple[dict[str, str], Answer, Answer, str]] = {
    "does nothing": ({}, SENT, SENT, ""),
    "ticks the box": ({"done": "/Yes"}, BLANK, Answer(Status.COMPLETED), ""),
    "takes the tick away": ({"done": "/Off"}, SENT, SENT._replace(status=Status.IN_PROGRESS), ""),
    "chooses a status": ({"status": "In progress"}, BLANK, Answer(Status.IN_PROGRESS), ""),
    "types a status where a program lets them": (
        *({"status": "done"}, BLANK),
        *(Answer(Status.COMPLETED), ""),
    ),
    "types no status": ({"status": "Blue"}, SENT, SENT, "Status: “Blue” is not a status"),
    "ticks the box and chooses another status": (
        *({"done": "/Yes", "status": "In progress"}, BLANK),
        *(BLANK, "Status: The box says completed, and the status says “In progress”."),
    ),
    "gives no reason": ({"status": "Cannot start yet"}, BLANK, BLANK, "needs a reason"),
    "gives a status with its reason": (
        *({"status": "Not relevant", "reason": "No ward"}, BLANK),
        *(Answer(Status.NOT_RELEVANT, reason="No ward"), ""),
    ),
    "chooses a confidence": (
        *({"confidence": "A – Needs attention"}, BLANK),
        *(Answer(confidence=Confidence.NEEDS_ATTENTION), ""),
    ),
    "chooses “Not provided”": (
        *({"confidence": "Not provided"}, SENT),
        *(SENT._replace(confidence=None), ""),
    ),
    "types a date": ({"due": "Mon 1 Feb 27"}, BLANK, Answer(due=date(2027, 2, 1)), ""),
    "types a year of three digits": ({"due": "13/1/0226"}, BLANK, BLANK, "is in the year 226"),
    "types two days at once": ({"due": "1 or 2 May 2027"}, BLANK, BLANK, "Due date: "),
    "types no date": ({"due": "soon"}, BLANK, BLANK, "Due date: "),
    "types an owner": ({"owner": "Lee Wu"}, SENT, SENT._replace(owner="Lee Wu"), ""),
    "types an owner on two lines": (
        *({"owner": "Lee Wu\rward 7"}, BLANK),
        *(Answer(owner="Lee Wu; ward 7"), ""),
    ),
    "empties a field": ({"owner": ""}, SENT, SENT._replace(owner=""), ""),
    "types evidence": (
        *({"evidence": "Minutes | may.docx\rAudit"}, BLANK),
        *(Answer(evidence=(Evidence("Minutes", "may.docx"), Evidence("Audit"))), ""),
    ),
    "types bullets or a dash in evidence": (
        *({"evidence": "- Minutes\r• Plan – https://example.org/p"}, BLANK),
        *(Answer(evidence=(Evidence("Minutes"), Evidence("Plan", "https://example.org/p"))), ""),
    ),
    "types an address as evidence": (
        *({"evidence": "https://example.org/a"}, BLANK),
        *(Answer(evidence=(Evidence("https://example.org/a", "https://example.org/a"),)), ""),
    ),
    "types a note of many lines": (
        *({"note": "One\r\r- two\r- three"}, BLANK),
        *(Answer(note="One\n\n- two\n- three"), ""),
    ),
    "types Polish, Russian, Chinese or Hebrew": (
        *({"note": FOREIGN.replace("\n", "\r")}, BLANK),
        *(Answer(note=FOREIGN), ""),
    ),
    "pastes a control character": ({"note": "a\x07b"}, BLANK, BLANK, "holds a control character"),
}


@pytest.mark.parametrize("what", SITUATIONS)
def test_what_people_do_and_what_comes_of_it(what: str) -> None:
    typed, before, after, said = SITUATIONS[what]
    raw = filled_in(made(filled().with_answer(ACTION, before)), typed)
    (one,), _ = read_form(raw, "f.pdf")
    assert one.edited.action(ACTION).answer == after
    told = messages(raw)
    assert any(said in each for each in told) if said else told == []


def test_a_line_drawn_on_a_page_is_named() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    writer.add_annotation(1, Line(p1=(50, 50), p2=(90, 90), rect=(50, 50, 90, 90)))
    (told,) = messages(written(writer))
    assert told.startswith("f.pdf: Page 2: A mark without words stands beside the fields.")


def test_libreoffice_opens_and_exports_the_form_with_its_fields(tmp_path: Path) -> None:
    sent = filled()._replace(innovation="Łódź & <żółć>").with_answer(ACTION, ANSWER)
    (tmp_path / "form.pdf").write_bytes(made(sent))
    (one,), problems = read_form(convert(tmp_path / "form.pdf", "pdf").read_bytes(), "f.pdf")
    assert (problems, one.remarks) == ([], ())
    assert one.base == one.edited == sent


def test_libreoffice_opens_what_was_sent_out_and_the_form_says_so(tmp_path: Path) -> None:
    """Also where a program has put what was filled in behind the form, as Firefox does."""
    (tmp_path / "form.pdf").write_bytes(made(filled()))
    writer = pypdf.PdfWriter(fileobj=str(tmp_path / "form.pdf"), incremental=True)
    for at in fields_of(writer):
        for kid in at.get_object().get("/Kids", ()):
            if kid.get_object()["/T"] == "owner":
                kid.get_object()[NameObject("/V")] = TextStringObject("Lee Wu")
    raw = written(writer)
    assert raw.startswith((tmp_path / "form.pdf").read_bytes())
    (one,), _ = read_form(raw, "f.pdf")
    assert {action.answer.owner for action in one.edited.actions} == {"Lee Wu"}
    (tmp_path / "saved.pdf").write_bytes(raw)
    exported = convert(tmp_path / "saved.pdf", "pdf").read_bytes()
    (one,), _ = read_form(exported, "f.pdf")
    assert one.edited == filled()
    words = " ".join(pypdf.PdfReader(BytesIO(exported)).pages[0].extract_text().split())
    assert "it opens as it was sent out, without what another program filled in" in words


def test_libreoffice_draw_keeps_no_field_of_another_program_and_that_is_said(
    tmp_path: Path,
) -> None:
    (tmp_path / "form.pdf").write_bytes(Viewer(made(filled())).saved())
    _, (problem,) = read_form(convert(tmp_path / "form.pdf", "pdf").read_bytes(), "f.pdf")
    assert "LibreOffice Draw turned them into drawings" in problem.message
    assert "Ask for the file as it was before." in problem.remedy


def test_every_field_has_a_frame_also_where_a_program_draws_none() -> None:
    """So that the form prints with its boxes from poppler, which draws none of its own."""
    raw = made(filled())
    for number, page in enumerate(pypdf.PdfReader(BytesIO(raw)).pages):
        fields = [at for at in page.annotations or () if at.get_object()["/T"] != BASE]
        objects = pypdfium2.PdfDocument(raw)[number].get_objects()
        drawn = [one for one in objects if one.type == pdfium.FPDF_PAGEOBJ_PATH]
        assert len(drawn) == len(fields)


def test_what_was_written_beside_the_fields_is_named_with_its_page() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    writer.add_annotation(0, FreeText(text="Ask Priya", rect=(50, 50, 200, 90)))
    assert messages(written(writer)) == [
        (
            "f.pdf: Page 1: The comment `Ask Priya` stands beside the fields. "
            "Put it into the note of an action."
        )
    ]


def combined(*forms: bytes) -> bytes:
    """Return one PDF of several, as programs that combine files make it."""
    writer = pypdf.PdfWriter()
    for raw in forms:
        writer.append(BytesIO(raw))
    return written(writer)


def test_two_returns_in_one_pdf_are_both_read() -> None:
    """Each brings what was changed in it; two words for one field are named."""
    sent = made(filled())
    one = filled_in(sent, {"owner": "Lee Wu"})
    other = filled_in(sent, {"owner": "Sam", "note": "From Sam"}, "regular-touchpoints")
    (both,), problems = read_form(combined(one, other, sent), "f.pdf")
    assert not problems
    assert both.edited.action(ACTION).answer == filled().action(ACTION).answer._replace(
        owner="Lee Wu"
    )
    assert both.edited.action("regular-touchpoints").answer.note == "From Sam"
    (clash,), problems = read_form(combined(one, filled_in(sent, {"owner": "Ann"})), "f.pdf")
    assert not clash.is_changed
    (problem,) = map(str, problems)
    assert "This field is there 2 times, with `" in problem
    assert "`Lee Wu`" in problem
    assert "`Ann`" in problem


def test_what_was_added_to_the_form_is_named() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    box = {NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("Text1")}
    box[NameObject("/V")] = TextStringObject("Ask Priya")
    name = DictionaryObject({NameObject("/Name"): TextStringObject("Jo Bell")})
    signed = DictionaryObject({NameObject("/FT"): NameObject("/Sig"), NameObject("/V"): name})
    fields_of(writer).append(writer._add_object(DictionaryObject(box)))
    writer.add_annotation(0, signed)
    page, field = messages(written(writer))
    assert page.startswith("f.pdf: Page 1: The signature `Jo Bell` stands beside the fields. Put")
    assert field.startswith("f.pdf: The field `Text1` was added and holds `Ask Priya`. Put it into")


def without(raw: bytes, *names: str) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter(clone_from=BytesIO(raw))
    form: Any = writer.root_object["/AcroForm"]
    kept = [at for at in form["/Fields"] if at.get_object()["/T"] not in names]
    form["/Fields"].clear()
    form["/Fields"].extend(kept)
    return writer


def test_what_was_sent_out_is_read_from_the_file_attached_or_named() -> None:
    raw = written(without(filled_in(made(filled()), TYPED), BASE))
    (one,), _ = read_form(raw, "f.pdf")
    assert (one.base, one.edited) == (filled(), filled().with_answer(ACTION, ANSWER))
    lost = without(raw)
    del lost.root_object["/Names"]
    assert "does not say what was sent out" in messages(written(lost))[0]
    (one,), _ = read_form(written(lost), "f.pdf", filled())
    assert (one.base, one.edited) == (None, filled().with_answer(ACTION, ANSWER))


def test_fields_that_are_gone_are_said_and_stay_as_sent() -> None:
    raw = written(without(made(filled()), ACTION))
    (one,), problems = read_form(raw, "f.pdf")
    assert (one.edited, problems) == (filled(), [])
    assert "There is no field for Status, Confidence" in str(one.remarks[0])


def flattened() -> bytes:
    writer = without(made(filled()))
    del writer.root_object["/AcroForm"]
    return written(writer)


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    writer.encrypt("", "owner", algorithm="RC4-128")
    return written(writer)


def another_form() -> bytes:
    writer = without(made(filled()), BASE)
    for at in fields_of(writer):
        for kid in at.get_object().get("/Kids", ()):
            kid.get_object()[NameObject("/T")] = TextStringObject("surname")
    return written(writer)


def endless() -> bytes:
    """Return a form with a group of fields that holds itself."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    fields: Any = fields_of(writer)
    group = fields[0].get_object()
    if "/Kids" in group:
        group["/Kids"].append(fields[0])
    return written(writer)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (flattened, "it was printed to a new PDF, scanned, or flattened. Ask for the file"),
        (locked, "This PDF is protected"),
        (lambda: combined(made(filled()), made(with_note("x"))), "forms of several checklists"),
        (another_form, "This PDF is a form, and not one from scalekit."),
        (lambda: made(filled())[:20_000], "This PDF"),
        (lambda: b"%PDF-1.7\n" + b"\0" * 5000, "This PDF is damaged"),
        (lambda: b"%PDF-1.7\n" + b"[" * 900_000, "This PDF is damaged"),
    ],
)
def test_a_pdf_that_gives_no_answers_says_why(raw: Any, message: str) -> None:
    returned, problems = read_returned(raw(), "f.pdf")
    assert not returned
    assert message in str(problems[0])


def test_a_group_that_holds_itself_ends() -> None:
    (one,), problems = read_form(endless(), "f.pdf")
    assert (one.edited, problems) == (filled(), [])


@pytest.mark.parametrize(("size", "message"), [(60, "is damaged"), (15, "is too large")])
def test_values_that_unpack_to_too_much_are_refused(size: int, message: str) -> None:
    """One stream of so many million letters, which is the value of every field."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    bomb = EncodedStreamObject()
    bomb._data = zlib.compress(b"a" * size * 1_000_000)
    bomb[NameObject("/Filter")] = NameObject("/FlateDecode")
    at = writer._add_object(bomb)
    for each in fields_of(writer):
        group = each.get_object()
        for kid in group.get("/Kids", ()):
            kid.get_object()[NameObject("/V")] = at
    returned, problems = read_form(written(writer), "f.pdf")
    assert (returned, len(problems)) == ([], 1)
    assert message in problems[0].message


def test_scripts_and_actions_are_not_run() -> None:
    """They change nothing of what is read."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(made(filled())))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer.root_object[NameObject("/AA")] = DictionaryObject(script)
    launch = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(launch)
    (one,), problems = read_form(written(writer), "f.pdf")
    assert (one.edited, one.remarks, problems) == (filled(), (), [])


# --- Chromium shows and fills in PDF with PDFium


class Viewer:
    """Fills in a form as Chromium does: by the mouse and the keyboard."""

    def __init__(self, raw: bytes) -> None:
        self._document = pypdfium2.PdfDocument(raw)
        self._document.init_forms()
        self._form = self._document.formenv
        self._boxes = dict(self._find(raw))

    def _find(self, raw: bytes) -> Any:
        for number, page in enumerate(pypdf.PdfReader(BytesIO(raw)).pages):
            for at in page.get("/Annots", ()):
                field = at.get_object()
                above = field.get("/Parent", {}).get("/T", "")
                yield f"{above}.{field['/T']}", (number, [float(x) for x in field["/Rect"]])

    def fill(self, name: str, text: str) -> None:
        """Click into a field and type over what it holds."""
        number, (left, *_, high) = self._boxes[name]
        page = self._document[number]
        at = (self._form, page, 0, left + 5, high - 5)
        pdfium.FORM_OnMouseMove(*at)
        pdfium.FORM_OnLButtonDown(*at)
        pdfium.FORM_OnLButtonUp(*at)
        if text:
            pdfium.FORM_SelectAllText(self._form, page)
            wide = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
            typed = ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FORM_ReplaceSelection(self._form, page, typed)
        pdfium.FORM_ForceToKillFocus(self._form)

    def choose(self, name: str, choice: int) -> None:
        """Click into a field and take one of the words that it offers."""
        number, (left, *_, high) = self._boxes[name]
        page = self._document[number]
        at = (self._form, page, 0, left + 5, high - 5)
        pdfium.FORM_OnLButtonDown(*at)
        pdfium.FORM_OnLButtonUp(*at)
        pdfium.FORM_SetIndexSelected(self._form, page, choice, True)
        pdfium.FORM_ForceToKillFocus(self._form)

    def saved(self) -> bytes:
        """Return the file that it saves."""
        raw = BytesIO()
        self._document.save(raw)
        return raw.getvalue()


def test_every_field_comes_back_from_what_chromium_fills_in_with() -> None:
    sent = filled().with_answer(ACTION, Answer(Status.IN_PROGRESS))
    viewer = Viewer(made(sent))
    for field in ("owner", "due", "reason", "evidence", "note"):
        viewer.fill(f"{ACTION}.{field}", TYPED[field].replace("\r", "\r\n"))
    for field in ("status", "confidence"):
        viewer.choose(f"{ACTION}.{field}", CHOICES[field].index(TYPED[field]))
    (one,), problems = read_form(viewer.saved(), "f.pdf")
    assert not problems
    note = FOREIGN.replace("\U0001f600", "\uf600")  # PDFium writes half of an emoji
    assert "Note: This text holds a sign that stands for nothing" in str(one.remarks)
    assert one.base == sent
    assert one.edited == sent.with_answer(ACTION, ANSWER._replace(note=note))


def test_a_box_that_is_ticked_in_chromium_says_completed() -> None:
    sent = filled().with_answer(ACTION, Answer(Status.IN_PROGRESS))
    viewer = Viewer(made(sent))
    viewer.fill(f"{ACTION}.done", "")
    (one,), problems = read_form(viewer.saved(), "f.pdf")
    assert (problems, one.remarks) == ([], ())
    assert one.edited == sent.with_answer(ACTION, Answer(Status.COMPLETED))


def test_a_field_with_letters_that_may_not_show_says_that_they_are_kept() -> None:
    said = "Some programs do not show every letter here."
    answer = Answer(owner="Żółć", note="Café – “it is”")
    for checklist, times in ((filled().with_answer(ACTION, answer), 1), (filled(), 0)):
        pages = pypdf.PdfReader(BytesIO(made(checklist))).pages
        assert "".join(page.extract_text() for page in pages).count(said) == times
