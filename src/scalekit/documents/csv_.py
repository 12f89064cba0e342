"""Checklists as CSV: a row for each action, safe to open in a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from scalekit.documents import since
from scalekit.documents.action_log_cells import evidence_lines
from scalekit.documents.other_text import beside_actions
from scalekit.documents.report import Report
from scalekit.engine.progress import is_overdue
from scalekit.model.checklist import ChecklistAction, Confidence, Evidence, Status
from scalekit.model.fields import TABLE, Form
from scalekit.model.say import say_value
from scalekit.model.statement import Statement
from scalekit.text.pattern import pattern
from scalekit.text.printable import documentable
from scalekit.views.statements import decision_line
from scalekit.views.statements import since as since_then

HEADINGS = (
    *("Checklist", "Innovation", "Place", "Roles", "Pillar", "Action id", "Action"),
    *(field.label for field in TABLE),
    *("Overdue", "Wording changed", "Since", "Changed", "Other text", "Reviews", "Views"),
    *("Evidence to check", "Decided", "Joint", "Path"),
)
_LABELS = {"action": "Added", "otherText": "Other text"}  # of fields that changed
_SHORT = 100  # characters of a cell that is made once
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else

# What opens a formula in some spreadsheet: the four signs, and those that look or are read alike.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−"
# What a spreadsheet may pass over before it looks for a sign: spaces, quotation marks, the unseen.
_SKIPPED = (
    " \\x0b\\x0c\\x1c-\\x1f\\x85\\xa0\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f"
    "\\u3000\\ufeff\\xad\\u061c'\"`´‘’‚‛“”„‟«»‹›＇＂"
)
# At the start of a cell or a line, and where a spreadsheet set to another list separator would
# start a new cell.
_FORMULA = f"[{_SKIPPED}]*[{_SIGNS}]"
_AT_START = pattern(f"{_FORMULA}|'*[\\t\\r\\n]")
_WITHIN = pattern(f"[;|\\t\\r\\n](?={_FORMULA})")


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield the text of one CSV file, piece by piece, with its byte order mark and CRLF line ends.

    Write it as UTF-8 with the line ends as they are.
    """
    yield f"{BYTE_ORDER_MARK}{row(HEADINGS)}"
    for report in reports:
        yield "".join(map(row, _rows(report)))


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    checklist = report.checklist
    roles = "; ".join(checklist.roles)
    whose = (report.name, checklist.innovation, checklist.place, roles)
    titles = dict(checklist.pillars)
    changed = _changed(report)
    kept = beside_actions(checklist)
    decided = "\n".join(map(decision_line, report.progress.decisions))
    for action in checklist.actions:
        yield (
            *(*whose, titles[action.pillar], action.id, action.title),
            *[cell(value) for cell, value in zip(_CELLS, action.answer, strict=True)],
            _yes(is_overdue(action, report.today)),
            _yes(action in report.progress.wording_changed),
            *changed(action.id),
            "\n\n".join([other.text for other in kept.get(action.id, ())]),
            *_statements(report, action),
            decided,
            _yes(action.is_joint),
            report.path,
        )


def guarded(text: str) -> str:
    """Return the text with an apostrophe wherever a spreadsheet could take what follows for a
    formula.

    OWASP, "CSV injection": the sign may come after spaces, quotation marks or in full width, and
    at the start of any line. Taking away one apostrophe at each such place gives the text again,
    because one that was already there gets another.
    """
    safe = _WITHIN.sub(lambda separator: f"{separator[0]}'", text)
    return f"'{safe}" if _AT_START.match(text) else safe


def row(values: Iterable[str]) -> str:
    """Return one line of a CSV file, each cell quoted and none of them a formula."""
    cells = [_quoted(text) if len(text) > _SHORT else _once(text) for text in values]
    return ",".join(cells) + "\r\n"


def _quoted(text: str) -> str:
    safe = guarded(documentable(text)).replace('"', '""')
    return f'"{safe}"'


# Most cells of a row stand in the rows around it too.
_once = lru_cache(4096)(_quoted)


def _yes(is_so: bool) -> str:
    return "Yes" if is_so else "No"


def _word(value: Status | Confidence | None) -> str:
    return value.label if value else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _evidence(value: tuple[Evidence, ...]) -> str:
    return "\n".join(evidence_lines(value))


_BY_FORM: dict[Form, Callable[[Any], str]] = {
    Form.WORD: _word,
    Form.DAY: _day,
    Form.LINE: str,
    Form.ENTRIES: _evidence,
    Form.LINES: str,
}
_CELLS = [_BY_FORM[field.form] for field in TABLE]


def _statements(report: Report, action: ChecklistAction) -> tuple[str, str, str]:
    """Return the reviews, the views and what is to be said of the evidence, a line for each."""
    evidence = [said for held, said in report.progress.evidence_to_check if held is action]
    return _said(action, action.reviews), _said(action, action.views), "\n".join(evidence)


def _said(action: ChecklistAction, statements: tuple[Statement, ...]) -> str:
    return "\n".join([f"{say_value(each)}{since_then(action, each)}" for each in statements])


def _changed(report: Report) -> Callable[[str], tuple[str, str]]:
    """Return what gives since when something was asked, and which fields of an action changed."""
    earlier, fields = report.earlier, since.changed_fields(report)
    if not earlier:
        return lambda _: ("", "")
    if fields is None:
        return lambda _: (since.point(earlier), "Not known")
    return lambda action: (
        since.point(earlier),
        "; ".join(_LABELS.get(name, name.capitalize()) for name in fields[action]),
    )
