"""NDJSON: one answer a line, every key in every line."""

import json

from hypothesis import given

from scalekit.documents.ndjson import render
from scalekit.engine.diff import diff
from scalekit.model.checklist import Answer, Checklist
from scalekit.text.printable import printable
from scalekit.views.diff import Earlier
from tests import schemas
from tests.documents.reports import FEW, filled, report
from tests.strategies import annotated, checklists


@FEW
@given(checklists())
def test_each_line_is_one_answer_and_harmless_on_a_screen(checklist: Checklist) -> None:
    text = "".join(render([report(checklist)]))
    assert printable(text) == text
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [line["action"] for line in lines] == [action.id for action in checklist.actions]
    assert [line["note"] or "" for line in lines] == [a.answer.note for a in checklist.actions]
    assert len({tuple(line) for line in lines}) <= 1
    for line in lines:
        schemas.check_row(line)


def test_a_filled_in_checklist() -> None:
    first, second, *_ = "".join(render([report(filled())])).splitlines()
    assert json.loads(first)["evidence"] == [
        {"label": "Asthma register audit", "link": "https://example.org/audit"},
        {"label": "Notes of the practice managers' meeting, 14 July 2026", "link": None},
    ]
    assert json.loads(second) == {
        "checklist": "feno-testing",
        "innovation": "FeNO testing",
        "place": "Barnsley",
        "playbook": "scaling-innovation",
        "playbookVersion": "2023.2",
        "roles": ["innovator"],
        "pillar": "understand",
        "pillarTitle": "Understand",
        "action": "understand-adoption-challenges",
        "title": "Work through the challenges of adoption together",
        "actionRoles": ["innovator"],
        "wording": filled().action("understand-adoption-challenges").wording,
        "status": "in-progress",
        "owner": "Tom Okafor",
        "due": "2026-11-01",
        "confidence": "needs-attention",
        "reason": None,
        "evidence": [],
        "note": "Earlier sites named training, the consumables budget and who reads the result.",
        "overdue": True,
        "reviews": [],
        "views": [],
        "evidenceToCheck": [],
        "joint": False,
        "decisions": [],
        "wordingChanged": False,
        "asOf": "2026-11-22",
        "since": None,
        "changed": None,
        "otherText": [],
        "path": "innovations/feno-testing.scalekit.md",
    }


@FEW
@given(annotated())
def test_every_text_outside_the_fields_stands_in_one_row(checklist: Checklist) -> None:
    rows = [json.loads(line) for line in "".join(render([report(checklist)])).splitlines()]
    kept = [(each["after"], each["text"]) for row in rows for each in row["otherText"]]
    held = [(other.after, other.text) for other in checklist.other_text]
    assert kept == (held if checklist.actions else [])


def test_the_fields_that_changed_have_the_names_that_diff_gives_them() -> None:
    new = filled()
    old = new.with_answer(new.actions[0].id, Answer(note=new.actions[0].answer.note))
    for earlier, changed in (
        (Earlier("1 October 2026", "changed", diff(old, new)), [["status", "owner"], []]),
        (Earlier("1 October 2026", "unchanged"), [[], []]),
        (Earlier("1 October 2026", "added"), [["action"], ["action"]]),
        (Earlier("1 October 2026"), [None, None]),
    ):
        lines = "".join(render([report(new, earlier=earlier)])).splitlines()[:2]
        assert {json.loads(line)["since"] for line in lines} == {"2026-10-01"}
        found = [json.loads(line)["changed"] for line in lines]
        assert [each and each[:2] for each in found] == changed
