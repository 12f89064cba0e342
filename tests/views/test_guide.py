"""Every page of the guide holds everything that the playbook says, and nothing that acts."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from scalekit.engine.topics import LISTS, Topic, topics
from scalekit.model.dates import say_date, say_moment
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.views.guide import overview, page
from scalekit.views.guide_document import document
from scalekit.views.page import Block, Heading, Item, Items, Prose, lines
from scalekit.views.terminal_page import draw


def builtin() -> Playbook:
    playbook, _ = load(builtin_folder())
    assert playbook
    return playbook


PLAYBOOK = builtin()
ACTIONS = [action for _, action in PLAYBOOK.actions()]
TOPICS = [topic for topic in topics(PLAYBOOK) if topic.kind != "role"]
PAGES = [overview(PLAYBOOK), *(page(PLAYBOOK, topic) for topic in TOPICS)]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "\x1b[31m[bold]x[/nothing]\u202e\x07:smile: \x9b1m"


def folded(text: str) -> str:
    return " ".join(text.split())


def words(blocks: list[Block]) -> str:
    return folded("\n".join(lines(blocks)))


def texts(value: Any, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every text inside a value, dates as people read them."""
    if hasattr(value, "_asdict"):
        for name, part in value._asdict().items():
            if name not in without:
                yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, date):
        yield say_date(value)
    elif isinstance(value, str) and value:
        is_moment = re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value)
        yield say_moment(value) if is_moment else folded(value)


def spoilt(value: Any) -> Any:
    """Return a value with hostile text behind every text of more than one word."""
    if hasattr(value, "_asdict") and not isinstance(value, type):
        return value._replace(**{name: spoilt(part) for name, part in value._asdict().items()})
    if isinstance(value, tuple):
        return tuple(spoilt(part) for part in value)
    return f"{value}{HOSTILE}" if isinstance(value, str) and " " in value else value


def is_command(line: str) -> bool:
    """Return whether a line is something to type, which is never broken."""
    return line.startswith("  scalekit guide ")


def drawn(blocks: list[Block], width: int, **options: Any) -> str:
    console = Console(file=StringIO(), force_terminal=True, width=width, **options)
    return draw(blocks, console).text


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_is_shown_complete(action: Any) -> None:
    shown = words(page(PLAYBOOK, Topic("action", action.id, "")))
    for text in texts(action, without=("wording", "roles", "editorial")):
        assert text in shown
    for role in PLAYBOOK.roles:
        assert (role.title in shown.split("Why it matters")[0]) == (role.id in action.roles)
    for resource in PLAYBOOK.resources:
        if resource.id in action.resources:
            assert all(text in shown for text in texts(resource, without=("who_for", "status")))
    for case in PLAYBOOK.case_studies:
        assert (f"{case.title} ({case.id})" in shown) == (action.id in case.shows)


@pytest.mark.parametrize("case", PLAYBOOK.case_studies, ids=lambda case: case.id)
def test_a_case_study_is_shown_complete(case: Any) -> None:
    shown = words(page(PLAYBOOK, Topic("case-study", case.id, "")))
    assert all(text in shown for text in texts(case))
    for other in PLAYBOOK.case_studies:
        if other.example_of == case.id:
            assert f"{other.title} ({other.id})" in shown


@pytest.mark.parametrize("resource", PLAYBOOK.resources, ids=lambda resource: resource.id)
def test_a_resource_is_shown_complete(resource: Any) -> None:
    shown = words(page(PLAYBOOK, Topic("resource", resource.id, "")))
    assert all(text in shown for text in texts(resource, without=("who_for", "status")))
    assert resource.status in shown.lower()
    for action in ACTIONS:
        assert (f"{action.title} ({action.id})" in shown) == (resource.id in action.resources)


@pytest.mark.parametrize("pillar", PLAYBOOK.pillars, ids=lambda pillar: pillar.id)
def test_a_pillar_is_shown_with_its_aims_and_actions(pillar: Any) -> None:
    shown = words(page(PLAYBOOK, Topic("pillar", pillar.id, "")))
    assert all(text in shown for text in texts(pillar, without=("actions", "aims")))
    assert all(f"Aim, {role}" in shown for role in ("Innovator", "System decision-maker"))
    assert all(folded(aim) in shown for _, aim in pillar.aims)
    for action in pillar.actions:
        assert f"{action.title} ({action.id}) {action.text}" in shown


def test_the_overview_names_everything_but_the_resources() -> None:
    shown = words(overview(PLAYBOOK))
    book = PLAYBOOK._replace(pillars=(), case_studies=(), resources=(), changes=(), allow=())
    assert all(
        text in shown for text in texts(book, without=("folder", "language", "roles", "asks_name"))
    )
    for topic in TOPICS:
        if topic.kind in ("pillar", "action", "case-study"):
            assert f"{topic.title} ({topic.id})" in shown
    for role in PLAYBOOK.roles:
        assert f"{role.title} ({role.id}) {role.summary}" in shown


def test_the_page_of_changes_is_complete_and_newest_first() -> None:
    """Each note stands once, with its date, who says so, and the actions that it touches."""
    topic = next(topic for topic in TOPICS if topic.id == "changes")
    shown = words(page(PLAYBOOK, topic))
    for change in PLAYBOOK.changes:
        assert all(text in shown for text in texts(change))
        assert shown.count(folded(change.text)) == 1
        users = [action.id for action in ACTIONS if change.id in action.changes]
        assert not users or f"Actions: {', '.join(users)}" in shown
        alone = words(page(PLAYBOOK, Topic("change", change.id, "")))
        assert all(text in alone for text in texts(change))
    places = [shown.index(folded(change.text)) for change in PLAYBOOK.changes]
    assert places == sorted(places)


def test_the_lists_hold_every_resource_and_case_study() -> None:
    resources, cases = (words(page(PLAYBOOK, topic)) for topic in LISTS)
    for resource in PLAYBOOK.resources:
        assert all(text in resources for text in texts(resource, without=("who_for", "status")))
    for case in PLAYBOOK.case_studies:
        assert f"{case.title} ({case.id}) {case.place} {folded(case.summary)}" in cases


def test_a_role_shortens_the_overview_to_what_is_for_it() -> None:
    shown = words(overview(PLAYBOOK, ("innovator",)))
    for action in ACTIONS:
        assert (action.id in shown) == ("innovator" in action.roles)
    assert "Aim, System decision-maker" not in shown


def test_commands_in_the_overview_lead_back_to_the_same_playbook() -> None:
    shown = words(overview(PLAYBOOK, options=" --playbook ours"))
    assert "scalekit guide understand --playbook ours" in shown
    assert "scalekit guide resources --playbook ours" in shown


@pytest.mark.parametrize("width", [40, 80])
def test_wrapping_breaks_only_between_words(width: int) -> None:
    for blocks in PAGES:
        wrapped = lines(blocks, width)
        assert folded("\n".join(wrapped)) == words(blocks)
        for line in wrapped:
            assert len(line) <= width or len(line.split()) == 1 or is_command(line)


@pytest.mark.parametrize("width", [1, 20, 40, 80, 200])
def test_a_terminal_shows_the_same_words_within_its_width(width: int) -> None:
    for blocks in PAGES:
        shown = ESCAPE.sub("", drawn(blocks, width))
        assert folded(shown.replace("• ", "- ")) == words(blocks)
        for line in shown.splitlines():
            is_one_word = len(line.replace("• ", "").split()) == 1
            assert cell_len(line) <= width or is_one_word or is_command(line)


def test_wide_characters_count_as_the_two_columns_they_take() -> None:
    shown = ESCAPE.sub("", drawn([Prose("検査 " * 20)], 20))
    assert max(cell_len(line) for line in shown.splitlines()) == 19


def test_without_colour_headings_are_still_bold() -> None:
    shown = drawn(PAGES[1], 80, no_color=True)
    assert "\x1b[1" in shown
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|9[0-7])", shown)


def test_a_terminal_without_styles_gets_none() -> None:
    assert "\x1b" not in drawn(PAGES[1], 80, color_system=None)


def test_the_height_counts_what_the_terminal_itself_wraps() -> None:
    console = Console(file=StringIO(), force_terminal=True, width=10)
    link = f"https://{'x' * 20}"
    blocks: list[Block] = [Heading("One"), Items((Item("Two", details=(link,)),))]
    assert draw(blocks, console).height == 1 + 1 + 3


def test_nothing_in_a_playbook_acts_on_the_screen() -> None:
    book = spoilt(PLAYBOOK._replace(folder=""))
    for topic in TOPICS:
        blocks = page(book, topic)
        plain = "\n".join(lines(blocks))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain)
        shown = ESCAPE.sub("", drawn(blocks, 80))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
        assert r"\x1b[31m[bold]x[/nothing]\u202e\x07:smile: \x9b1m" in folded(shown)


def test_the_entries_of_a_list_stand_apart_where_any_has_more_to_say() -> None:
    """All of them, or none: a gap in the middle reads as two lists."""
    some = (Item("a"), Item("b"), Item("c", details=("more",)), Item("d"))
    assert lines([Items(some)]) == ["- a", "", "- b", "", "- c", "  more", "", "- d"]
    assert lines([Items(some[:2])]) == ["- a", "- b"]


def test_a_title_of_several_lines_stays_in_its_place() -> None:
    assert lines([Heading("One\nTwo"), Items((Item("a\tb\n\nc"),))]) == ["One Two", "- a b c"]


@pytest.mark.parametrize("topic", [None, *TOPICS], ids=lambda t: t.id if t else "overview")
def test_the_document_says_which_topic_it_holds(topic: Topic | None) -> None:
    found = document(PLAYBOOK, topic)
    assert found["playbook"] == "scaling-innovation"
    assert found["topic"] == (
        {"kind": topic.kind, "id": topic.id} if topic else {"kind": "overview", "id": None}
    )


def test_the_document_holds_every_text_of_the_playbook() -> None:
    def inside(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for part in value:
                yield from inside(part)
        elif isinstance(value, str):
            yield folded(value)

    book = PLAYBOOK._replace(folder="", allow=(), asks_name="")
    held = set(inside(document(book, None)))
    for text in texts(book):
        if not re.fullmatch(r"(\d+ )?[A-Z]\w+ \d{4}", text):  # dates are ISO here
            assert text in held
