"""What changed since an earlier version, for any document."""

from scalekit.engine.diff import Change, apply
from scalekit.views.report import Report
from scalekit.views.sentences import Section, sections


def changed(report: Report) -> list[Section]:
    """Return what changed, in sentences."""
    back = (Change(c.action_id, c.field, c.new, c.old) for c in report.changes)
    return sections(report.changes, apply(back, report.checklist), report.checklist)
