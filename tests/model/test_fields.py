"""The table of answer fields, and everything that has a place for each of them or of the statuses.

Each failure names the place that was forgotten.
"""

import inspect
import json
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import Phase, find, settings
from pypdf import PdfReader

from scalekit.cli.set_ import set_
from scalekit.documents import csv_
from scalekit.documents.bar import PIECES
from scalekit.documents.docx import document as docx
from scalekit.documents.docx.options import Paper
from scalekit.documents.html import page as html
from scalekit.documents.pdf import form as pdf
from scalekit.documents.xlsx import book, log_sheet
from scalekit.engine.agree import combined
from scalekit.model.checklist import (
    ADVANCED,
    PARTS,
    Answer,
    Checklist,
    ChecklistAction,
    Evidence,
    Status,
)
from scalekit.model.fields import FIELDS, TABLE, Field, Form
from scalekit.model.say import say_value
from scalekit.prompts import action_screen, pages, sitting
from scalekit.storage import json_, markdown
from tests import strategies
from tests.cli.running import Command, blank, checklist_in
from tests.documents.pages import small
from tests.documents.reports import TODAY, report
from tests.prompts.walking import Walked

TOP = Path(__file__).parent.parent.parent
SCHEMA = TOP / "docs/schema/common.schema.json"
each_field = pytest.mark.parametrize("field", TABLE, ids=FIELDS)
each_status = pytest.mark.parametrize("status", Status, ids=[status.value for status in Status])


def test_the_table_has_the_fields_of_an_answer_in_their_order() -> None:
    """Merges and both formats go by the table; a value that it lacks would be lost."""
    assert Answer._fields == FIELDS, "model/fields.py: TABLE"
    assert PARTS[1:] == FIELDS, "model/checklist.py: PARTS"


def _filled(field: Field) -> Answer:
    def fills(answer: Answer) -> bool:
        return bool(getattr(answer, field.key) != field.blank)

    # Without the smallest example, which takes long to find among such texts.
    return find(strategies.answer, fills, settings=settings(phases=[Phase.generate]))


@each_field
def test_the_strategies_fill_each_field(field: Field) -> None:
    """What the strategies leave blank no property tries."""
    assert not _filled(field).is_blank, f"tests/strategies.py: answer, {field.key}"


@each_field
def test_both_formats_keep_each_field(field: Field) -> None:
    """A file that lost a field would lose what somebody wrote."""
    action = ChecklistAction("a", "p", "Title", "Text", "12345678", _filled(field))
    checklist = Checklist("b", "1", (), "Name", "", (("p", "Pillar"),), (action,))
    for codec in (json_, markdown):
        read, _ = codec.loads(codec.dumps(checklist))
        assert read == checklist, f"{codec.__name__}: {field.key}"


VALUES = {
    Form.DAY: date(2031, 2, 3),
    Form.LINE: "Xanthe Quill",
    Form.ENTRIES: (Evidence("Quill’s audit"),),
    Form.LINES: "Words of Quill",
}


def _only(field: Field) -> Answer:
    """Return an answer with nothing but this field."""
    value: Any = [*field.words][-1] if field.words else VALUES[field.form]
    return Answer()._replace(**{field.key: value})


def _checklist(answer: Answer) -> Checklist:
    checklist = small().checklist
    return checklist.with_answer(checklist.actions[0].id, answer)


def _board_paper(answer: Answer) -> list[list[str]]:
    """Return the rows of all tables."""
    paper = Paper("Board", TODAY, "", "information")
    document = Document(BytesIO(docx.render(report(_checklist(answer)), paper)))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def _is_said(field: Field, text: str) -> bool:
    value = getattr(_only(field), field.key)
    words = (say_value(value), str(value))
    return any(word.casefold() in unescape(text).casefold() for word in words)


@each_field
def test_each_field_has_its_place_where_people_fill_it_in(field: Field) -> None:
    """The options, the walk, the web page and the action log have all of them."""
    offered = {"status", "reason", *(choice.value for choice in action_screen.DETAILS)}
    page = html.render_fillable(small()).decode("utf-8")
    places = {
        "cli/set_.py: set_": field.key in inspect.signature(set_).parameters,
        "prompts/action_screen.py: _KEYS": field.key in offered,
        "documents/html/templates/form_end.html": any(
            f'{named}="{field.key}' in page for named in ("data-id", "data-described", "class")
        ),
        "documents/xlsx/log_sheet.py: _WIDTHS": field.label in log_sheet._WIDTHS,
        "documents/xlsx/log_sheet.py: _WIDTHS_OF_MANY": field.label in log_sheet._WIDTHS_OF_MANY,
    }
    assert [place for place, is_there in places.items() if not is_there] == []


@each_field
def test_set_records_each_field(
    field: Field, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that is declared and then left aside would set nothing."""
    value: Any = [*field.words][1] if field.words else VALUES[field.form]
    typed = value[0].label if field.form is Form.ENTRIES else str(value)
    path, action_id = tmp_path / "feno.scalekit.md", blank().actions[0].id
    path.write_text(markdown.dumps(blank()), encoding="utf-8", newline="\n")
    done = Command(capsys)("set", path, action_id, f"--{field.key}", typed)
    assert done.code == 0, f"cli/set_.py: given, {field.key}: {done.err}"
    assert getattr(checklist_in(path).action(action_id).answer, field.key) == value


@each_field
def test_each_field_is_said_wherever_an_answer_is(field: Field) -> None:
    """What a screen or a document leaves out is not there for whoever reads only that."""
    answer = _only(field)
    lost = "\n".join(sitting._sentences_on(answer, Answer()))
    page = html.render(report(_checklist(answer))).decode("utf-8")
    shown = page[page.index('<dl class="rows answer">') :]
    appendix = [row for row in _board_paper(answer) if len(row) == 6]
    places = {
        "prompts/pages.py: facts": _is_said(field, "\n".join(pages.facts(answer))),
        "prompts/sitting.py: _sentences_on": field.words is Status or lost,
        "engine/agree.py: combined": combined([answer, Answer()]) == answer,
        "documents/html/templates/action.html": _is_said(field, shown[: shown.index("</dl>")]),
        "documents/docx/board_paper.py": _is_said(field, str(appendix)),
        "documents/csv_.py": _is_said(field, "".join(csv_.render([report(_checklist(answer))]))),
    }
    assert [place for place, is_there in places.items() if not is_there] == []


@cache
def _sent_out(kind: str) -> str:
    """Return a form that is sent out, or the action log of a workbook, as text."""
    if kind == "page":
        return html.render_fillable(small()).decode("utf-8")
    if kind == "word":
        return str(Document(BytesIO(docx.render(small(), Paper(layout="checklist")))).element.xml)
    if kind == "pdf":
        fields = PdfReader(BytesIO(pdf.render(small(), json_.dumps))).get_fields() or {}
        return str([field.get("/_States_") for field in fields.values()])
    with ZipFile(BytesIO(book.render([small()], json_.dumps))) as packed:
        return packed.read("xl/worksheets/sheet1.xml").decode("utf-8")


@each_status
def test_no_order_bar_paper_menu_form_or_schema_forgets_a_status(status: Status) -> None:
    """A status that a bar or a board paper leaves out would make its counts too small."""
    schema = json.dumps(json.loads(SCHEMA.read_text(encoding="utf-8")))
    style = html.inline_files(html.STYLE)
    page = _sent_out("page")
    asked = json.loads(page[page.index('id="sent-out">') + 14 :].partition("</script>")[0])
    number = [*Status].index(status) + 1
    piece = PIECES.get(status, "")
    walked = Walked(str(number), *["Because"] * status.needs_reason)
    answered = walked.sitting.checklist.actions[0].answer.status
    screen = action_screen.action_screen(Walked().sitting, 1)
    menu = [choice.label for choice in screen.rows[0]]
    headings = [row for row in _board_paper(Answer()) if row[0] == "Pillar"]
    places = {
        "model/checklist.py: ADVANCED": status in ADVANCED,
        "documents/bar.py: PIECES, a shape of its own": [*PIECES.values()].count(piece) == 1,
        # The first looks as a tag does.
        "documents/html/templates/style/page.css: .tag": status is Status.NOT_STARTED
        or f".tag.{status.value} {{" in style,
        "documents/docx/board_paper.py": status.label in headings[0],
        "prompts/action_screen.py": status.label in menu,
        "prompts/details.py: ask_reason": answered is status,
        "documents/html/templates/form_end.html": f'data-id="status-{status.value}"' in page,
        "documents/html/sent_out.py: reasons": (status in asked["reasons"]) == status.needs_reason,
        "documents/docx/controls.py": f'w:value="{status.value}"' in _sent_out("word"),
        "documents/pdf/field_names.py: CHOICES": f"'{status.label}'" in _sent_out("pdf"),
        "documents/xlsx/log_sheet.py": status.label in _sent_out("workbook"),
        "docs/schema/common.schema.json": f'"{status.value}"' in schema,
    }
    assert [place for place, is_there in places.items() if not is_there] == []
