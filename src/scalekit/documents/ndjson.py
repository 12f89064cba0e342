"""Checklists as newline-delimited JSON: one answer a line, for DuckDB, pandas and jq."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from scalekit.documents import since
from scalekit.documents.other_text import beside_actions
from scalekit.documents.report import Report
from scalekit.engine.progress import is_overdue
from scalekit.model.checklist import ChecklistAction, OtherText
from scalekit.text.printable import printable_json
from scalekit.views.json_values import answer, with_nulls
from scalekit.views.statements_document import decision_document, statement_document


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the lines of one file, those of each checklist together; keys are only ever added.

    Every key stands in every line; null is what was not provided.
    """
    for report in reports:
        roles, changed = _roles_of_actions(report), since.changed_fields(report) or {}
        point = since.point(report.earlier) if report.earlier else None
        kept = beside_actions(report.checklist)
        decisions = [decision_document(each) for each in report.progress.decisions]
        yield "".join(
            _line(
                _answer(report, action, roles.get(action.id))
                | {"joint": action.is_joint, "decisions": decisions}
                | {"since": point, "changed": changed.get(action.id)}
                | {"otherText": _texts(kept.get(action.id, ())), "path": report.path}
            )
            for action in report.checklist.actions
        )


def _line(values: dict[str, Any]) -> str:
    text = json.dumps(with_nulls(values), ensure_ascii=False, separators=(",", ":"))
    # json leaves DEL and the C1 controls as they are, and they act on a terminal.
    return f"{printable_json(text)}\n"


def _texts(kept: Iterable[OtherText]) -> list[dict[str, str]]:
    return [{"after": other.after, "text": other.text} for other in kept]


def _answer(report: Report, action: ChecklistAction, roles: list[str] | None) -> dict[str, Any]:
    checklist = report.checklist
    return {
        "checklist": report.name,
        "innovation": checklist.innovation,
        "place": checklist.place,
        "playbook": checklist.playbook,
        "playbookVersion": checklist.version,
        "roles": list(checklist.roles),
        "pillar": action.pillar,
        "pillarTitle": dict(checklist.pillars)[action.pillar],
        "action": action.id,
        "title": action.title,
        "actionRoles": roles,
        "wording": action.wording,
        **answer(action),
        "overdue": is_overdue(action, report.today),
        "reviews": [statement_document(action, each) for each in action.reviews],
        "views": [statement_document(action, each) for each in action.views],
        "wordingChanged": action in report.progress.wording_changed,
        "evidenceToCheck": [said for a, said in report.progress.evidence_to_check if a is action],
        "asOf": report.today.isoformat(),
    }


def _roles_of_actions(report: Report) -> dict[str, list[str]]:
    """Return the roles that each action is for, as far as the playbook is known."""
    if not report.playbook:
        return {}
    return {action.id: list(action.roles) for _, action in report.playbook.actions()}
