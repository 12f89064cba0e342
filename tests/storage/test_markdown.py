"""The Markdown form keeps every checklist, and both ways of reading it agree."""

from hypothesis import given

from scalekit.model.checklist import Checklist
from scalekit.storage.markdown.by_hand import loads_edited
from scalekit.storage.markdown.layout import dumps, loads
from tests.strategies import checklists


@given(checklists())
def test_what_is_written_reads_back_the_same(checklist: Checklist) -> None:
    assert loads(dumps(checklist)) == (checklist, [])


@given(checklists())
def test_the_parser_and_the_quick_way_read_the_same(checklist: Checklist) -> None:
    assert loads_edited(dumps(checklist), "") == (checklist, [])
