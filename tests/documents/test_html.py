"""The web page shows all that stands in a checklist, and nothing in it can act."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.nodes import Getattr, Name

from scalekit.documents.html import page as html
from scalekit.documents.html import text as html_text
from scalekit.documents.html.sent_out import sent_out
from scalekit.documents.report import Report
from scalekit.engine.progress import progress
from scalekit.model.checklist import (
    Answer,
    Checklist,
    Confidence,
    Evidence,
)
from scalekit.model.dates import say_date
from scalekit.model.say import recorded_fields
from scalekit.storage.format import FORMAT
from scalekit.storage.json_.layout import loads
from scalekit.text.links import href
from scalekit.text.printable import printable
from scalekit.views import portfolio as portfolio_words
from scalekit.views.diff import Earlier
from tests import strategies
from tests.documents.pages import HOSTILE, Page, small
from tests.documents.reports import PLAYBOOK, TODAY, WHAT_BECAME, filled, report, with_retired
from tests.test_startup import calls

Render = Callable[[Report], bytes]
CASES = Path(__file__).parent / "cases"
RENDER: dict[str, Render] = {"small.html": html.render, "small-fillable.html": html.render_fillable}


def folded(text: str) -> str:
    return " ".join(printable(text).split())


def without_playbook(checklist: Checklist) -> Report:
    where = progress(checklist, TODAY)
    return Report("name", "name.scalekit.md", checklist, None, where, TODAY)


def without_style_and_script(page: bytes) -> bytes:
    """Return a page without what stands in files of its own anyway."""
    page = re.sub(rb"(?s)(?<=<style>).*?(?=</style>)", b"", page)
    page = re.sub(rb"(?s)(?<=<script>).*?(?=</script>)", b"", page)
    return re.sub(rb"sha256-[^&]*", b"sha256-", page)


@pytest.mark.parametrize("name", RENDER)
def test_a_small_checklist_makes_the_page_that_is_expected(name: str, rewrite: bool) -> None:
    path = CASES / name
    found = without_style_and_script(RENDER[name](small()))
    if rewrite:
        path.write_bytes(found)
    assert found == path.read_bytes()


@pytest.mark.parametrize("render", RENDER.values())
def test_the_same_report_gives_the_same_bytes(render: Render) -> None:
    assert render(report(filled())) == render(report(filled()))


def test_the_page_shows_every_answer_and_where_it_stands() -> None:
    page = Page(html.render(report(filled())))
    for action in filled().actions:
        assert folded(action.title) in page.text
        assert folded(action.text) in page.text
        for name, value in recorded_fields(action.answer):
            shown = value.partition(" (")[0] if name == "evidence" else value.removeprefix("- ")
            assert folded(shown) in page.text
    assert "2 of 8 completed, 1 not yet started, 3 in progress" in page.text
    for each in Confidence:
        assert each.definition in page.text


def test_what_is_no_longer_in_the_playbook_is_no_pillar() -> None:
    text = Page(html.render(report(with_retired()))).text
    assert "Pillar 3: Future-proof" in text
    assert "Pillar 4" not in text


def test_the_summary_says_what_is_stuck_and_why() -> None:
    text = Page(html.render(report(filled()))).text
    reason = "The training lead's post is vacant until January 2027."
    who = "(Tom Okafor, due 18 December 2026)"
    action = "Engage everyone who will deliver it Do this together."
    assert f"Cannot start yet {action} {reason} {who} Off track {action}" in text
    assert "Wording changed since it was answered None" in text


def test_the_page_shows_what_the_playbook_says_with_its_sources() -> None:
    assert PLAYBOOK
    page = Page(html.render(report(filled(("innovator", "decision-maker")))))
    links = page.values("href")
    for _, action in PLAYBOOK.actions():
        for text in (action.why, action.done_when, *action.ask, *action.evidence):
            assert folded(text) in page.text
        said = [(fact.text, fact.source, fact.checked) for fact in action.facts]
        said += [(change.text, change.source, change.checked) for change in action.changed]
        for text, source, checked in said:
            assert folded(text) in page.text
            assert source in links
            assert f"checked {say_date(checked)}" in page.text
    for case in PLAYBOOK.case_studies:
        assert folded(case.lesson) in page.text
        assert {fact.source for fact in case.facts} <= {*links}
    for resource in PLAYBOOK.resources:
        if any(resource.id in action.resources for _, action in PLAYBOOK.actions()):
            assert resource.link in links
    assert folded(PLAYBOOK.notice) in page.text
    assert PLAYBOOK.source.link in links


def test_links_within_the_page_lead_somewhere() -> None:
    for render in RENDER.values():
        page = Page(render(report(filled())))
        ids = page.values("id")
        assert len(ids) == len({*ids})
        assert {link[1:] for link in page.values("href") if link.startswith("#")} <= {*ids}


def test_a_wording_that_changed_is_shown_beside_the_one_that_was_answered() -> None:
    checklist = filled()
    old = checklist.actions[0]._replace(title="An older title", wording="00000000")
    page = Page(html.render(report(checklist._replace(actions=(old, *checklist.actions[1:])))))
    assert "An older title" in page.text
    assert "The wording of this action has changed since it was answered" in page.text
    assert checklist.actions[0].title in page.text


@pytest.mark.parametrize(("earlier", "said"), WHAT_BECAME)
def test_what_became_of_the_whole_checklist_is_said(earlier: Earlier, said: str) -> None:
    page = Page(html.render(report(filled(), earlier=earlier)))
    assert f"What changed since {earlier.since} {said} Pillar 1: Understand" in page.text


@pytest.mark.parametrize("render", RENDER.values())
def test_a_page_fetches_nothing_and_allows_no_script_but_its_own(render: Render) -> None:
    page = Page(render(report(filled())))
    allowed = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer"}
    assert allowed < {*page.elements}
    assert not {"link", "img", "iframe", "object", "embed", "base", "form"} & {*page.elements}
    assert not page.values("src")
    (policy,) = (value for value in page.values("content") if "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert ("script-src" in policy) == (render is html.render_fillable)


OURS = {element for render in RENDER.values() for element in Page(render(small())).elements}
MARKDOWN = {"p", "br", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "blockquote", "hr"}
MARKDOWN |= {"s", "div", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("render", RENDER.values())
@given(strategies.annotated())
def test_nothing_that_somebody_typed_becomes_markup(render: Render, checklist: Checklist) -> None:
    made = render(without_playbook(checklist))
    text = made.decode("utf-8")
    assert printable(text) == text
    page = Page(made)
    assert {*page.elements} <= OURS | MARKDOWN
    assert page.elements.count("script") == (3 if render is html.render_fillable else 0)
    assert page.elements.count("style") == 1
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    for link in page.values("href"):
        scheme = re.match(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):", link)
        assert not scheme or scheme[1].lower() in ("http", "https", "mailto")
        assert link[0] not in "/\\"


@given(strategies.annotated())
def test_nothing_that_somebody_typed_is_left_out(checklist: Checklist) -> None:
    made = html.render(without_playbook(checklist))
    page = Page(made)
    typed = [checklist.innovation, checklist.place, *(o.text for o in checklist.other_text)]
    for action in checklist.actions:
        answer = action.answer
        typed += [action.title, action.text, answer.owner, answer.reason]
        typed += [evidence.label for evidence in answer.evidence]
        for word in re.findall(r"(?<![&#])\b[A-Za-z]{2,}", answer.note):
            assert word in made.decode("utf-8")
    assert [text for text in typed if folded(text) not in page.text] == []


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("render", RENDER.values())
def test_text_that_tries_to_act_is_shown(render: Render, text: str) -> None:
    hostile = Answer(owner=text, reason=text, evidence=(Evidence(text, text),), note=text)
    checklist = filled()._replace(innovation=text, place=text)
    first = checklist.actions[0]._replace(title=text, text=text, answer=hostile)
    checklist = checklist._replace(actions=(first, *checklist.actions[1:]))
    whole = report(checklist, name=text)._replace(earlier=Earlier(text, "renamed", (), text))
    page = Page(render(whole))
    assert folded(text) in page.text
    assert "49" not in page.text.replace("2049", "")
    assert {*page.elements} <= OURS | MARKDOWN


@pytest.mark.parametrize("render", RENDER.values())
def test_marks_of_direction_in_a_name_are_no_code(render: Render) -> None:
    name = "שרה כהן \u200f(abc)\u200e \u061c"
    answer = Answer(owner=name, note=f"*{name}*")
    action = filled().actions[0]._replace(answer=answer)
    page = render(report(filled()._replace(place=name, actions=(action,)))).decode("utf-8")
    assert page.count(name) > 2
    assert r"\u200f" not in without_style_and_script(page.encode("utf-8")).decode("utf-8")


@given(strategies.annotated())
def test_the_form_carries_the_checklist_as_it_was_sent_out(checklist: Checklist) -> None:
    """All of it, also what belongs to no field, in the format of a JSON checklist."""
    sent = json.loads(sent_out(report(checklist)))
    assert sent["name"] == "feno-testing"
    told = {**sent["checklist"]}
    assert told["scalekit"] == FORMAT
    assert [action[0] for action in told["actions"]] == [each.id for each in checklist.actions]
    told |= {key: dict(told[key]) for key in ("pillars", "actions")}
    assert loads(json.dumps(told))[0] == checklist


LINKS = {
    "https://example.org/a b?c=1#d": "https://example.org/a b?c=1#d",
    "HTTP://example.org": "HTTP://example.org",
    "mailto:sam@example.org": "mailto:sam@example.org",
    "www.nhs.uk/plan": "https://www.nhs.uk/plan",
    "www.doc": "www.doc",
    "docs/audit 50%.pdf": "docs/audit%2050%25.pdf",
    "docs/#1.pdf": "docs/%231.pdf",
    "../minutes.docx": "../minutes.docx",
    "javascript:alert(1)": "",
    "JAVASCRIPT:alert(1)": "",
    "java\tscript:alert(1)": "",
    "\x01javascript:alert(1)": "",
    "data:text/html,x": "",
    "vbscript:x": "",
    "file:///etc/passwd": "",
    "//example.org": "",
    "/etc/passwd": "",
    "\\\\server\\share": "",
    "C:\\temp\\a.pdf": "",
    "http:example.org": "",
    "https:///example.org": "",
    "#main": "",
    "a\u202eb.pdf": "",
    "a\u200fb.pdf": "a\u200fb.pdf",
    "": "",
}


@pytest.mark.parametrize("link", LINKS)
def test_only_web_and_mail_addresses_and_paths_become_links(link: str) -> None:
    assert href(link) == LINKS[link]


@pytest.mark.parametrize("link", [link for link, target in LINKS.items() if link and not target])
def test_what_is_no_link_in_a_note_is_shown_as_typed(link: str) -> None:
    assert "<a" not in html_text.note(f"[x]({link})")


def test_a_note_keeps_its_line_breaks_and_the_headings_of_the_page() -> None:
    assert html_text.note("One\ntwo *three*") == "<p>One<br>\ntwo <em>three</em></p>\n"
    assert html_text.note("# Big") == '<p class="note-heading">Big</p>\n'


def test_boxes_to_tick_in_a_note_are_boxes() -> None:
    assert (
        html_text.note("- [ ] ask\n- [x] done") == "<ul>\n<li>☐ ask</li>\n<li>☑ done</li>\n</ul>\n"
    )
    assert html_text.note("[ ] x *y*") == "<p>[ ] x <em>y</em></p>\n"


def test_a_note_shows_references_pictures_and_what_is_nested_very_deep() -> None:
    assert "https://example.org" in html_text.note("[ref]: https://example.org")
    assert "notes for &lt;Jane" in html_text.note("``` notes for <Jane\ncode\n```")
    assert "<img" not in html_text.note("![alt](https://example.org/x.png)")
    assert "deep" in html_text.note("> " * 200 + "deep")
    assert "deep" in html_text.note("".join(f"{'  ' * n}- x\n" for n in range(99)) + "deep")


BARE = {
    "See https://e.org/a_b(c).": ("https://e.org/a_b(c)", "https://e.org/a_b(c)"),
    "(www.nhs.uk/plan), page 3": ("https://www.nhs.uk/plan", "www.nhs.uk/plan"),
    "**At** https://e.org/?a=1&b=2!": ("https://e.org/?a=1&amp;b=2", "https://e.org/?a=1&amp;b=2"),
}


@pytest.mark.parametrize("text", BARE)
def test_an_address_in_a_note_is_a_link_without_marks_too(text: str) -> None:
    """What ends the sentence is no part of it."""
    address, words = BARE[text]
    assert f'<a href="{address}" class="bare">{words}</a>' in html_text.note(text)


@pytest.mark.parametrize("text", ["`https://e.org`", "sam@www.e.org", "https://", "www."])
def test_code_mail_and_half_an_address_are_no_links(text: str) -> None:
    assert "<a" not in html_text.note(text)


plain_lines = st.lists(
    st.sampled_from(
        [*"ab é.,:;!?'\"()/%@$^{}👩🏽‍⚕️\x1b\u202e\u2028\x85 ", "https://e.org/a", "www.nhs.uk"]
    ),
    max_size=20,
).map("".join)


@given(st.lists(plain_lines, max_size=6).map("\n".join))
def test_a_note_without_marks_is_shown_as_the_parser_would(note: str) -> None:
    assert unescape(html_text.note(note)) == unescape(html_text._rendered(printable(note)))


def test_the_markdown_parser_is_loaded_only_for_a_note_with_marks() -> None:
    program = (
        "import sys; from scalekit.documents.html import text as html_text;"
        "html_text.note('Plain words, and more: 1 of 2.'); print('markdown_it' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("render", RENDER.values())
def test_ten_times_as_many_actions_are_ten_times_the_work(render: Render) -> None:
    def of(number: int) -> Report:
        checklist = filled()
        late = checklist.actions[0]._replace(answer=Answer(due=date(2020, 1, 1)))
        actions = tuple(late._replace(id=f"action-{n}") for n in range(number))
        return without_playbook(checklist._replace(actions=actions))

    few, many = of(50), of(500)
    render(few)
    assert calls(lambda: render(many)) < 11 * calls(lambda: render(few))


@pytest.mark.parametrize(
    "template", sorted(Path(html.TEMPLATES).glob("*.html")), ids=lambda p: p.name
)
def test_what_a_template_takes_from_a_module_or_a_class_is_there(template: Path) -> None:
    names = html.environment().globals | {"words": portfolio_words}
    for taken in html.environment().parse(template.read_text("utf-8")).find_all(Getattr):
        if isinstance(taken.node, Name) and isinstance(
            thing := names.get(taken.node.name), ModuleType | type
        ):
            assert hasattr(thing, taken.attr), f"{taken.node.name}.{taken.attr}, {taken.lineno}"
