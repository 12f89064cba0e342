"""The table of answer fields, and everything that has a place for each of them or of the statuses.

Each failure names the place that was forgotten.
"""

import inspect
import json
from pathlib import Path

import pytest
from hypothesis import Phase, find, settings

from scalekit.cli.set_ import set_
from scalekit.documents import report
from scalekit.documents.csv_ import HEADINGS
from scalekit.documents.html import page as html
from scalekit.documents.xlsx import log_sheet
from scalekit.engine import agree
from scalekit.model.checklist import PARTS, Answer, Checklist, ChecklistAction, Status
from scalekit.model.fields import FIELDS, TABLE, Field
from scalekit.prompts import action_screen
from scalekit.prompts.action_screen import _STATUSES
from scalekit.storage import json_, markdown
from tests import strategies
from tests.documents.pages import small

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


@each_field
def test_each_field_has_its_place_where_people_fill_it_in(field: Field) -> None:
    """The options, the walk, the web page, the action log and CSV have all of them."""
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
        "documents/csv_.py: HEADINGS": field.label in HEADINGS,
    }
    assert [place for place, is_there in places.items() if not is_there] == []


@each_status
def test_no_order_menu_or_schema_forgets_a_status(status: Status) -> None:
    """A status that a bar or a board paper leaves out would make its counts too small."""
    schema = json.dumps(json.loads(SCHEMA.read_text(encoding="utf-8")))
    places = {
        "documents/report.py: BAR_ORDER": status in report.BAR_ORDER,
        "engine/agree.py: _ADVANCED": status in agree._ADVANCED,
        "prompts/action_screen.py: _STATUSES": status.value in [each.value for each in _STATUSES],
        "docs/schema/common.schema.json": f'"{status.value}"' in schema,
    }
    assert [place for place, is_there in places.items() if not is_there] == []
