"""The sheet "Summary" of the workbook: counts, what is next, and what needs attention."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scalekit.documents import other_text, since
from scalekit.documents.action_log_cells import LOG, SUMMARY, letter
from scalekit.documents.attention import Attention, attention
from scalekit.documents.report import Report
from scalekit.documents.xlsx.sheet import Page, Row
from scalekit.engine.progress import Counts
from scalekit.model.checklist import ChecklistAction, Confidence, Status
from scalekit.model.dates import say_date
from scalekit.model.problem import Problem
from scalekit.model.say import say_value
from scalekit.text.sentence import number_of
from scalekit.views import shared_words, statements
from scalekit.views.diff import Earlier

# Each checklist by the cells that name it: none if it is the only one.
_Named = Mapping[tuple[str, ...], Report]

_NEEDED = ("Action", "Pillar", "Status", "Owner", "Due")


def add(book: Any, keyed: Mapping[str, Report], unread: Sequence[Problem] = ()) -> set[str]:
    """Add the summary of these checklists to a workbook; return what its cells say."""
    several = len(keyed) > 1
    page = Page(book, SUMMARY, [26, 16, 18, 34, *[13] * 7] if several else [42, *[17] * 7])
    page.sheet.set_landscape()
    _head(page, list(keyed.values()))
    if unread:
        paths = {problem.at.path for problem in unread}
        count = number_of(len(paths), "checklist")
        page.line(f"{count} could not be read and cannot be seen in this workbook", "heading")
        for problem in unread:
            page.line(str(problem))
        page.gap()
    named = {_names(key, each) if several else (): each for key, each in keyed.items()}
    before = ("Innovation", "Place", "Checklist") if several else ()
    _add_decisions(page, named, before)
    page.line("Actions by pillar and status", "heading")
    headings = (*before, "Pillar", "All actions", *(each.label for each in Status))
    page.table(headings, _counts(named))
    page.gap()
    page.line("Confidence", "heading")
    page.table(("Confidence", "Actions"), _confidence(keyed.values()))
    for found in zip(*map(attention, keyed.values()), strict=True):
        if found[0].seldom and not any(each.told for each in found):
            continue
        why = (found[0].why,) if found[0].why else ()
        page.gap()
        page.line(found[0].label, "heading")
        page.table((*before, *_NEEDED, *why), _needed(named, found), is_wide=bool(why))
    _add_said(page, named, before)
    _add_changes(page, named, before)
    _add_other_text(page, named, before)
    return page.texts


def _names(key: str, report: Report) -> tuple[str, ...]:
    return report.checklist.innovation, report.checklist.place, key


def _head(page: Page, reports: list[Report]) -> None:
    one = reports[0] if len(reports) == 1 else None
    page.line(shared_words.heading(one.checklist) if one else f"{len(reports)} checklists", "title")
    if one:
        page.line(f"{shared_words.count_words(one.progress.counts)}.")
    if reports:
        page.line(
            f"As at {say_date(reports[0].today)}. "
            f"This sheet stays as it is when the sheet “{LOG}” is edited."
        )
    page.gap()


def _counts(named: _Named) -> Iterator[Row]:
    """Yield the counts of each pillar, and of each checklist that has several."""
    for before, report in named.items():
        for title, counts in report.counted:
            yield *before, title, *_numbers(counts)


def _numbers(counts: Counts) -> list[int]:
    return [counts.total, *(number for _, number in counts.by_status)]


def _confidence(reports: Iterable[Report]) -> Iterator[Row]:
    given = [a.answer.confidence for each in reports for a in each.checklist.current_actions]
    for confidence in Confidence:
        yield f"{letter(confidence)}: {confidence.definition.lower()}", given.count(confidence)
    yield "Not provided", given.count(None)


def _needed(named: _Named, found: Iterable[Attention]) -> Iterator[Row]:
    for (before, report), each in zip(named.items(), found, strict=True):
        titles = dict(report.checklist.pillars)
        for action, said in each.told:
            why = (said,) if each.why else ()
            yield *before, *_cells(action, titles[action.pillar]), *why


def _cells(action: ChecklistAction, pillar: str) -> tuple[str, ...]:
    answer = action.answer
    due = say_date(answer.due) if answer.due else ""
    return action.listed, pillar, answer.status.label, answer.owner, due


def _add_decisions(page: Page, named: _Named, before: tuple[str, ...]) -> None:
    rows = [
        (*names, stands, "\n".join(f"{label}: {text}" for label, text in lines))
        for names, report in named.items()
        for stands, lines in statements.told_decisions(report.checklist, report.progress.decisions)
    ]
    if rows:
        page.line(statements.DECIDED, "heading")
        page.table((*before, "Decision", "What is recorded of it"), rows, is_wide=True)
        page.gap()


def _add_said(page: Page, named: _Named, before: tuple[str, ...]) -> None:
    """Write what reviewers and the sides of a joint checklist said of the answers."""
    rows = [
        (*names, action.listed, f"{say_value(each)}{statements.since(action, each)}")
        for names, report in named.items()
        for action in report.checklist.actions
        for each in (*action.reviews, *action.views)
    ]
    if rows:
        page.gap()
        page.line("Reviews and views", "heading")
        page.table((*before, "Action", "What was said"), rows, is_wide=True)


def _add_changes(page: Page, named: _Named, before: tuple[str, ...]) -> None:
    earlier = [report.earlier for report in named.values() if report.earlier]
    if not earlier:
        return
    page.gap()
    page.line(since.heading(earlier[0]), "heading")
    rows = list(_changes(named))
    if rows:
        page.table((*before, "Action", "Change"), rows, is_wide=True)
    else:
        page.line(since.about(Earlier(earlier[0].since, "unchanged")))


def _changes(named: _Named) -> Iterator[Row]:
    for before, report in named.items():
        earlier = report.earlier
        if earlier and earlier.kind != "unchanged" and (about := since.about(earlier)):
            from scalekit.views.sentences import WHOLE  # few workbooks say what changed

            yield *before, WHOLE, about
        for section in since.changed_sections(report):
            for sentence in section.sentences:
                yield *before, section.heading(), sentence.in_words()


def _add_other_text(page: Page, named: _Named, before: tuple[str, ...]) -> None:
    rows = [
        (*names, where, text)
        for names, report in named.items()
        for where, text in other_text.other_texts(report.checklist)
    ]
    if rows:
        page.gap()
        page.line(other_text.HEADING, "heading")
        page.line(other_text.ABOUT)
        page.table((*before, "Where", "Text"), rows, is_wide=True)
