"""What changed since an earlier version, for any document."""

from typing import TYPE_CHECKING

from scalekit.documents.report import Report
from scalekit.model.dates import read_date

if TYPE_CHECKING:
    from scalekit.views.diff import Earlier
    from scalekit.views.sentences import Section


def heading(earlier: "Earlier") -> str:
    """Return the heading that stands above what changed."""
    return f"What changed since {earlier.since}"


def point(earlier: "Earlier") -> str:
    """Return the point in time for programs: a day in ISO form, or a revision."""
    day = read_date(earlier.since)
    return day.isoformat() if day else earlier.since


def about(earlier: "Earlier") -> str:
    """Return what became of the checklist as a whole; nothing if all is in its changes."""
    return {
        "unchanged": "Nothing changed.",
        "renamed": f"Renamed from {earlier.old_path}.",
        "added": f"This checklist was added since {earlier.since}.",
        "unknown": "Not known: there is no earlier version of this checklist to compare with.",
    }.get(earlier.kind, "")


def changed_sections(report: Report) -> "list[Section]":
    """Return what changed, in sentences."""
    changes = report.earlier.changes if report.earlier else ()
    if not changes:
        return []
    # Few documents say what changed.
    from scalekit.engine.diff import Change, apply
    from scalekit.views.sentences import sections

    back = (Change(c.action_id, c.field, c.new, c.old) for c in changes)
    return sections(changes, apply(back, report.checklist), report.checklist)


def changed_fields(report: Report) -> dict[str, list[str]] | None:
    """Return the names of the fields that changed, as `diff` has them, for each action.

    Those of an added checklist are "action", as those of any added action; None means not known.
    """
    earlier = report.earlier
    if not earlier or earlier.kind == "unknown":
        return None
    from scalekit.views.diff import field_and_part

    added = ["action"] if earlier.kind == "added" else []
    found = {action.id: [*added] for action in report.checklist.actions}
    for change in earlier.changes:
        name, _ = field_and_part(change.field)
        if name not in found.setdefault(change.action_id, []):
            found[change.action_id].append(name)
    return found
