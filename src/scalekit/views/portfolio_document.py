"""Many checklists side by side, for programs."""

from collections.abc import Iterable
from typing import Any

from scalekit.engine.portfolio import Flag, Portfolio, Row, together
from scalekit.views.json_values import counted, shown_path
from scalekit.views.statements_document import decision_document


def document(portfolio: Portfolio) -> dict[str, Any]:
    """Return the overview for programs; keys are only ever added."""
    since = bool(portfolio.since)
    titles = dict(portfolio.pillars)
    return {
        "today": portfolio.today.isoformat(),
        "groupBy": portfolio.by or None,
        "since": portfolio.since or None,
        "only": portfolio.only or None,
        **counted(together(portfolio.rows)),
        "pillars": [{"id": key, "title": name} for key, name in portfolio.pillars],
        "checklists": [_whole(row, titles, since) for row in portfolio.rows],
        "groups": [
            {
                "key": group.key,
                "title": group.title,
                **counted(together(group.rows)),
                "checklists": [_part(row, titles, since) for row in group.rows],
            }
            for group in portfolio.groups
            if portfolio.by
        ],
        "overdue": [
            {"owner": owner, "actions": _noted(noted)} for owner, noted in portfolio.overdue
        ],
        "offTrack": _noted(portfolio.off_track),
        "needsAttention": _noted(portfolio.needs_attention),
        "withoutEvidence": _noted(portfolio.without_evidence),
        "cannotStart": _noted(portfolio.cannot_start),
        "wordingChanged": _noted(portfolio.wording_changed),
        "toSettle": [_noted_one(each) | {"said": said} for each, said in portfolio.to_settle],
        "noMovement": [shown_path(row.about.path) for row in portfolio.no_movement]
        if since
        else None,
    }


def _whole(row: Row, titles: dict[str, str], since: bool) -> dict[str, Any]:
    about = row.about
    return {
        "path": shown_path(about.path),
        "innovation": about.innovation,
        "place": about.place,
        "roles": list(about.roles),
        "playbook": about.playbook,
        "playbookVersion": about.version,
        **_part(row, titles, since),
        "decisions": [decision_document(each) for each in row.decisions],
    }


def _part(row: Row, titles: dict[str, str], since: bool) -> dict[str, Any]:
    moved = {"changes": row.changes, "added": row.added} if since else {}
    return {
        "path": shown_path(row.about.path),
        **counted(row.counts),
        "pillars": [
            {"id": key, "title": titles[key], **counted(each)} for key, each in row.pillars
        ],
        "overdue": [action.id for action in row.overdue],
        "offTrack": [action.id for action in row.off_track],
        "needsAttention": [action.id for action in row.needs_attention],
        "withoutEvidence": [action.id for action in row.without_evidence],
        "cannotStart": [action.id for action in row.cannot_start],
        "wordingChanged": [action.id for action in row.wording_changed],
        "toSettle": [action.id for action, _ in row.to_settle],
        **moved,
    }


def _noted(noted: Iterable[Flag]) -> list[dict[str, Any]]:
    return list(map(_noted_one, noted))


def _noted_one(noted: Flag) -> dict[str, Any]:
    about, action = noted
    return {
        "path": shown_path(about.path),
        "innovation": about.innovation,
        "place": about.place,
        "action": action.id,
        "title": action.title,
        "pillar": action.pillar,
        "status": action.status.value,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "reason": action.reason,
        "confidence": action.confidence.value if action.confidence else None,
    }
