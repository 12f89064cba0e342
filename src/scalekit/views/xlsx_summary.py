"""The sheet "Summary" of the workbook: counts, what is next, and what needs attention."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scalekit.engine.progress import Counts
from scalekit.model.cells import LOG, letter
from scalekit.model.checklist import ChecklistAction, Confidence, Status
from scalekit.model.dates import say_date
from scalekit.views import since, status
from scalekit.views.attention import CANNOT_START, Attention, attention, reason
from scalekit.views.report import Earlier, Report
from scalekit.views.sentences import WHOLE
from scalekit.views.xlsx_page import Page, Row

_NEEDED = ("Action", "Pillar", "Status", "Owner", "Due")


def add(book: Any, keyed: Mapping[str, Report]) -> None:
    """Add the summary of these checklists to a workbook."""
    several = len(keyed) > 1
    page = Page(book, "Summary", [30, 34, *[15] * 7] if several else [46, *[15] * 7])
    page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, 0 if several else 1)
    _head(page, list(keyed.values()))
    before = ("Checklist",) if several else ()
    page.line("Actions by pillar and status", "heading")
    headings = (*before, "Pillar", "All actions", *(each.label for each in Status))
    page.table(headings, _counts(keyed, several))
    page.gap()
    page.line("Confidence", "heading")
    page.table(("Confidence", "Actions"), _confidence(keyed.values()))
    found = {key: attention(report) for key, report in keyed.items()}
    for each in zip(*found.values(), strict=True):
        page.gap()
        page.line(each[0].label, "heading")
        is_why = each[0].label == CANNOT_START
        headings = (*before, *_NEEDED, *(("Reason",) if is_why else ()))
        page.table(headings, _needed(keyed, each, several), is_wide=is_why)
    _add_changes(page, keyed, several)


def _head(page: Page, reports: list[Report]) -> None:
    one = reports[0] if len(reports) == 1 else None
    page.line(status.heading(one.checklist) if one else f"{len(reports)} checklists", "title")
    if one:
        page.line(f"{status.count_words(one.progress.counts)}.")
    if reports:
        page.line(
            f"As at {say_date(reports[0].today)}. "
            f"This sheet stays as it is when the sheet “{LOG}” is edited."
        )
    page.gap()


def _counts(keyed: Mapping[str, Report], several: bool) -> Iterator[Row]:
    """Yield the counts of each pillar, and of each checklist that has several."""
    for key, report in keyed.items():
        titles = dict(report.checklist.pillars)
        before = (key,) if several else ()
        for pillar, counts in report.progress.pillars:
            yield *before, titles[pillar], *_numbers(counts)
        yield *before, "All pillars", *_numbers(report.progress.counts)


def _numbers(counts: Counts) -> list[int]:
    return [counts.total, *(number for _, number in counts.by_status)]


def _confidence(reports: Iterable[Report]) -> Iterator[Row]:
    given = [a.answer.confidence for each in reports for a in each.checklist.actions]
    for confidence in Confidence:
        yield f"{letter(confidence)}: {confidence.definition.lower()}", given.count(confidence)
    yield "Not provided", given.count(None)


def _needed(
    keyed: Mapping[str, Report], found: Iterable[Attention], several: bool
) -> Iterator[Row]:
    for (key, report), each in zip(keyed.items(), found, strict=True):
        titles = dict(report.checklist.pillars)
        why = each.label == CANNOT_START
        for action in each.actions:
            before, after = ((key,) if several else ()), ((reason(action),) if why else ())
            yield *before, *_cells(action, titles[action.pillar]), *after


def _cells(action: ChecklistAction, pillar: str) -> tuple[str, ...]:
    answer = action.answer
    due = say_date(answer.due) if answer.due else ""
    return action.title, pillar, answer.status.label, answer.owner, due


def _add_changes(page: Page, keyed: Mapping[str, Report], several: bool) -> None:
    earlier = [report.earlier for report in keyed.values() if report.earlier]
    if not earlier:
        return
    page.gap()
    page.line(since.heading(earlier[0]), "heading")
    rows = list(_changes(keyed, several))
    if rows:
        page.table((*(("Checklist",) if several else ()), "Action", "Change"), rows, is_wide=True)
    else:
        page.line(since.about(Earlier(earlier[0].since, "unchanged")))


def _changes(keyed: Mapping[str, Report], several: bool) -> Iterator[Row]:
    for key, report in keyed.items():
        before = (key,) if several else ()
        earlier = report.earlier
        if earlier and earlier.kind != "unchanged" and (about := since.about(earlier)):
            yield *before, WHOLE, about
        for section in since.changed(report):
            for sentence in section.sentences:
                yield *before, section.title, sentence.in_words()
