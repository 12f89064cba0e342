"""NDJSON: one answer a line, every key in every line."""

import json

from hypothesis import given

from scalekit.model.checklist import Checklist
from scalekit.model.printable import printable
from scalekit.views.ndjson import render
from tests.strategies import checklists
from tests.views.reports import FEW, filled, report


@FEW
@given(checklists())
def test_each_line_is_one_answer_and_harmless_on_a_screen(checklist: Checklist) -> None:
    text = "".join(render([report(checklist)]))
    assert printable(text) == text
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [line["action"] for line in lines] == [action.id for action in checklist.actions]
    assert [line["note"] or "" for line in lines] == [a.answer.note for a in checklist.actions]
    assert len({tuple(line) for line in lines}) <= 1


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
        "playbookVersion": "2023.1",
        "roles": ["innovator"],
        "pillar": "understand",
        "pillarTitle": "Understand",
        "action": "understand-adoption-challenges",
        "actionTitle": "Work through the challenges of adoption together",
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
        "wordingChanged": False,
        "asOf": "2026-11-22",
    }
