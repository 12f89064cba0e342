"""The walk, the guide and the web page say one thing of an action, in one order."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import scalekit
from scalekit.documents.html import portfolio as html_portfolio
from scalekit.documents.html.page import render
from scalekit.engine import about
from scalekit.engine.roles import new_checklist
from scalekit.engine.topics import Topic
from scalekit.model.checklist import TOGETHER, Confidence, Status
from scalekit.model.playbook import Action, CaseStudy
from scalekit.model.statement import Review, Statement
from scalekit.prompts import pages
from scalekit.text.folding import tidy
from scalekit.views import guide, portfolio, portfolio_table, statements, status
from scalekit.views.page import lines
from tests.documents import portfolios, test_docx, test_xlsx_summary
from tests.documents.pages import Page
from tests.documents.reports import TODAY, filled, report
from tests.prompts.walking import PLAYBOOK, Walked

CHECKLIST = new_checklist(PLAYBOOK, tuple(role.id for role in PLAYBOOK.roles), "FeNO testing", "")
WEB = Page(render(report(CHECKLIST))).text
ACTIONS = {action.id: action for _, action in PLAYBOOK.actions()}
STUDIES = {study.id: study for study in PLAYBOOK.case_studies}


def _lists() -> Iterator[tuple[str, str]]:
    """Yield what lists actions by their titles, and what it says."""
    checklist = filled()
    where = report(checklist)
    named = ("a.scalekit.md", checklist, where.progress)
    yield "status", "\n".join(status.lines(*named, PLAYBOOK.id))
    numbered, titles = enumerate(checklist.actions, 1), dict(checklist.pillars)
    checked = pages.answers_page(numbered, titles, "Check your answers", "FeNO testing")
    yield "check", "\n".join(each.text for each in checked)
    yield "page", WEB
    yield "paper", test_docx.words(test_docx.made(checklist))
    yield "summary", str(test_xlsx_summary.summary(where))
    yield "portfolio", "\n".join(lines(portfolio.below(portfolios.of([checklist]))))
    yield "portfolio page", Page(html_portfolio.render(portfolios.of([checklist]))).text
    by_action = portfolios.of([checklist], "action")
    for plain in (False, True):
        text = portfolio_table.text(by_action, 200, plain=plain)
        yield f"portfolio by action, plain {plain}", "\n".join(text)
    yield "portfolio page by action", Page(html_portfolio.render(by_action)).text
    topics = (("resource", "against-the-odds"), ("change", "value-based-scoring"))
    for kind, ident in (*topics, ("case-study", "feno-testing")):
        yield f"guide {ident}", "\n".join(lines(guide.page(PLAYBOOK, Topic(kind, ident, ""))))
    yield "jump", Walked(":jump", checklist=checklist).text.partition("Which action?")[2]
    said = Statement(Review.QUESTION, "Sam Lee", TODAY, "Why?")
    for action in checklist.actions:
        checklist = checklist.with_review(action.id, said)
    yield "review", "\n".join(statements.review_lines(checklist))


@pytest.mark.parametrize(("name", "text"), [*_lists()])
def test_a_joint_action_says_so_where_only_its_title_stands(name: str, text: str) -> None:
    """Soon after its title, in every list and table; what belongs to one role never does."""
    titles = "|".join(re.escape(action.title) for action in CHECKLIST.actions)
    # The help stands below the text, which says it.
    text = re.sub(rf"Help with this action: (?:{titles})", "", tidy(text))
    joint = {action.title: action.is_joint for action in CHECKLIST.actions}
    _, *parts = re.split(f"({titles})", text)
    found = [*zip(parts[::2], parts[1::2], strict=True)]
    assert any(joint[title] for title, _ in found)
    for title, after in found:
        assert (TOGETHER in after[:200]) == joint[title], (name, title, after[:200])


def _told(parts: tuple[about.Section, ...]) -> Iterator[str]:
    """Yield every heading and every text of some parts, in order."""
    for part in parts:
        yield part.title
        for entry in part.entries:
            yield from filter(None, (entry.text, entry.more, entry.said))


def _all_stand_in_order(texts: Iterator[str], page: str, start: str) -> None:
    at = page.index(tidy(start))
    for text in texts:
        found = page.find(tidy(text), at)
        assert found >= 0, text
        at = found + len(tidy(text))


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_every_view_has_the_headings_and_words_of_an_action(action: Action) -> None:
    parts = about.about(PLAYBOOK, action)
    read = tidy("\n".join(lines(guide.page(PLAYBOOK, Topic("action", action.id, "")))))
    _all_stand_in_order(_told(parts), read, action.text)
    _all_stand_in_order(_told(parts), WEB, f"Help with this action: {action.title}")
    # The walk has each case study in full where the others name it.
    own = tuple(part for part in parts if part.title != about.CASE_STUDIES)
    walked = pages.more(PLAYBOOK, CHECKLIST.action(action.id), action, None)
    told = [text for part in walked for text in (part.title, *(each.text for each in part.page))]
    _all_stand_in_order(_told(own), tidy("\n".join(told)), action.text)
    assert [part.title for part in walked if part.title.startswith("Case study: ")] == [
        f"Case study: {study.title}" for study in PLAYBOOK.showing(action.id)
    ]


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_every_view_has_the_headings_and_words_of_a_case_study(study: CaseStudy) -> None:
    parts = about.about_study(PLAYBOOK, study)
    read = tidy("\n".join(lines(guide.page(PLAYBOOK, Topic("case-study", study.id, "")))))
    _all_stand_in_order(_told(parts), read, study.summary)
    shown = pages.study_sections(PLAYBOOK, study.shows[0])
    walked = next(each for each in shown if each.title == f"Case study: {study.title}")
    texts = "\n".join(each.text for each in walked.page)
    _all_stand_in_order(_told(parts), tidy(texts), study.summary)
    # Those it shows stand last on the page, with their numbers there.
    own = tuple(part for part in parts if part.title != about.SHOWS)
    _all_stand_in_order(_told(own), WEB, study.summary)


def test_the_label_of_a_status_or_a_confidence_is_written_once() -> None:
    """Whatever else shows it takes it from there, so that it can be reworded."""
    labels = "|".join(word.label for word in (*Status, *Confidence))
    written = re.compile(rf"\"(?:{labels})\b")
    places = [
        path
        for path in Path(scalekit.__file__).parent.rglob("*")
        if path.suffix in (".py", ".html")
    ]
    found = [path.name for path in places if written.search(path.read_text("utf-8"))]
    assert found == ["checklist.py"]
