"""What the page to fill in carries: the checklist as it was sent out, for the page's script."""

import json
from typing import Any

from markupsafe import Markup

from scalekit.documents.report import Report
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import REASONS, Checklist, ChecklistAction, Evidence
from scalekit.model.dates import say_date
from scalekit.model.fields import TABLE
from scalekit.text.printable import printable_json
from scalekit.views.json_values import decision, statement


def sent_out(report: Report) -> Markup:
    """Return the JSON from which the script fills the form and makes the file to save.

    The checklist has the keys of the JSON format. What is keyed by id there is pairs here: a
    script's objects put keys that look like numbers first.
    """
    told = {
        "name": report.name,
        "sent": say_date(report.today),
        "fields": {field.key: {"label": field.asked, "form": field.form} for field in TABLE},
        "reasons": {key: f"Enter why this action {asked.why}" for key, asked in REASONS.items()},
        "checklist": _checklist(report.checklist),
        # What a review is made about: the answer as it was sent out, if there is one.
        "of": [of_answer(action.answer) for action in report.checklist.actions],
        "blank": [action.answer.is_blank for action in report.checklist.actions],
    }
    text = printable_json(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    for sign in "<>&":  # so that no text can end the element that it stands in
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # nothing in it can be markup any more


def _checklist(checklist: Checklist) -> dict[str, Any]:
    return {
        "scalekit": 2,
        "kind": "checklist",
        "playbook": checklist.playbook,
        "version": checklist.version,
        **({"extends": checklist.extends} if checklist.extends else {}),
        "roles": checklist.roles,
        "innovation": checklist.innovation,
        "place": checklist.place,
        "pillars": checklist.pillars,
        "actions": [(action.id, _action(action)) for action in checklist.actions],
        **({"decisions": list(map(decision, checklist.decisions))} if checklist.decisions else {}),
        "otherText": [
            {"after": other.after, "lines": other.text.split("\n")}
            for other in checklist.other_text
        ],
    }


def _action(action: ChecklistAction) -> dict[str, Any]:
    answer = action.answer
    return {
        "pillar": action.pillar,
        "title": action.title,
        "text": action.text,
        "wording": action.wording,
        **{field.key: field.plain(answer) for field in TABLE},
        "evidence": [_evidence(each) for each in answer.evidence],
        "note": answer.note.split("\n") if answer.note else [],
        **{
            name: [statement(each) for each in statements]
            for name, statements in (("reviews", action.reviews), ("views", action.views))
            if statements
        },
    }


def _evidence(evidence: Evidence) -> dict[str, str]:
    told = {"label": evidence.label, "link": evidence.link}
    return {**told, "mark": evidence.mark} if evidence.mark else told
