"""The JSON form keeps every checklist, and says where something is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given

from scalekit.model.checklist import Checklist, Evidence, OtherText
from scalekit.storage import json_, markdown
from scalekit.storage.json_.shape import read_checklist
from tests.storage.test_hand_edits import CHECKLIST, PARAGRAPHS, TEXT
from tests.strategies import checklists

JSON = json_.dumps(CHECKLIST)


@given(checklists())
def test_what_is_written_reads_back_the_same(checklist: Checklist) -> None:
    assert json_.loads(json_.dumps(checklist)) == (checklist, [])


@given(checklists())
def test_markdown_to_json_and_back_gives_the_same_bytes(checklist: Checklist) -> None:
    text = markdown.dumps(checklist)
    between, _ = json_.loads(json_.dumps(checklist))
    assert between is not None
    assert markdown.dumps(between) == text


@given(checklists())
def test_the_careful_and_the_quick_way_read_the_same(checklist: Checklist) -> None:
    assert read_checklist(json_.dumps(checklist), "") == (checklist, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"owner": "Practice', '"owner": " Practice'),
        ('"owner": "Practice', '"owner": "Practice\\n'),
        ('"owner": "Practice', '"owner": "Practice\\u0000'),
        ('"local-need"', '"local need"'),
        ('"wording": "', '"wording": "-->'),
        ('"pillar": "understand"', '"pillar": "engage"'),
        ('"pillar": "engage"', '"pillar": "other"'),
        ('"title": "Title of local-need"', '"title": ""'),
        ('"label": "Asthma register audit"', '"label": ""'),
    ],
)
def test_the_quick_way_leaves_to_the_careful_one_what_it_does_not_check(old: str, new: str) -> None:
    text = JSON.replace(old, new, 1)
    assert text != JSON
    assert json_.loads(text) == read_checklist(text, "")


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_text_that_belongs_to_no_field_goes_through_json(paragraph: str) -> None:
    edited, _ = markdown.loads(TEXT.replace("Place: Barnsley\n", f"Place: X\n\n{paragraph}\n"))
    assert edited is not None
    assert edited.other_text
    assert json_.loads(json_.dumps(edited)) == (edited, [])


def test_a_formatter_changes_nothing() -> None:
    assert json_.loads(json.dumps(json.loads(JSON))) == (CHECKLIST, [])


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('"due": "2026-12-01"', '"due": 20261201', "34:7", "This is a number"),
        ('"due": "2026-12-01"', '"due": "1/12/2026"', "34:7", "Write which"),
        ('"due": "2026-12-01"', '"due": null, "due": ""', "34:20", "is there twice"),
        ('"status": "completed"', '"status": "finished"', "28:7", "is not a status"),
        ('"scalekit": 2', '"scalekit": 7', "2:3", "in format 7"),
        ('"scalekit": 2', '"toolkit": 1', "1:1", "not a scalekit checklist"),
        ('"Ask again', '7, "Ask again', "47:9", "This is a number"),
        ('{"label": "Asthma register audit"', '{"label": ""', "40:10", ""),
        ('"pillar": "understand",\n      "title": "Title of l', '"title": "L', "23:5", "no “pi"),
        ('"innovation"', "innovation", "13:3", "This is not JSON"),
        ('"due": "2026-12-01"', f'"due": {"9" * 5000}', "34:7", "This is a number"),
        ('"scalekit": 2', f'"scalekit": {"1" * 5000}', "2:3", "in format 111"),
        ('"scalekit": 2', '"scalekit": "2"', "2:3", "This takes the number of the format"),
        ('"scalekit": 2', '"scalekit": 0', "2:3", "This takes the number of the format"),
    ],
)
def test_each_problem_says_where_it_is(old: str, new: str, place: str, message: str) -> None:
    assert old in JSON
    checklist, problems = json_.loads(JSON.replace(old, new, 1), "a.json")
    if not message:  # a link alone is its own label
        assert problems == []
        return
    assert checklist is None
    assert any(f"a.json:{place}: " in str(p) and message in str(p) for p in problems), problems


def test_an_action_that_somebody_adds_is_named_once_with_what_it_lacks() -> None:
    text = JSON.replace('"actions": {', '"actions": {\n"my-own": {"status": "completed"},', 1)
    checklist, problems = json_.loads(text, "a.json")
    assert checklist is None
    (said,) = map(str, problems)
    line = JSON[: JSON.index('"actions": {')].count("\n") + 2
    assert said.startswith(f"a.json:{line}:1: Action my-own has no “pillar” and no “wording”. Act")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"version": "2023.1"', '"version": "20 23"', "“20 23” cannot be an id, a role or a v"),
        ('"version": "2023.1"', '"version": 2023', "This is a number; text is needed here. It is"),
        ('"version": "2023.1",', "", "“version” is missing. Write it: one word, without spaces"),
    ],
)
def test_what_is_to_be_a_word_is_named(old: str, new: str, said: str) -> None:
    assert old in JSON
    _, problems = json_.loads(JSON.replace(old, new, 1), "a.json")
    assert [said in str(problem) for problem in problems] == [True]


def test_other_text_after_nothing_is_a_problem_not_a_loss() -> None:
    other = '"otherText": [{"after": "local-need.ownr", "lines": ["x"]}'
    _, problems = json_.loads(JSON.replace('"otherText": [', other))
    assert "Did you mean local-need.owner?" in str(problems[0])


def test_deep_nesting_is_one_clear_problem() -> None:
    _, problems = json_.loads("[" * 100_000, "a.json")
    assert [str(problem) for problem in problems] == ["a.json:1:1: This JSON is nested too deeply."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"note": [\n', '"note": ["a"], "note": [\n'),
        ('"playbook": "scaling', '"playbook": "\\ud800scaling'),
        ('"pillar": "understand"', '"pillar": "under\\u0000stand"'),
        ('"title": "Title', '"title": "Two\\nlines'),
        ('"text": "Text', '"text": "Two\\nlines'),
    ],
)
def test_what_no_file_can_hold_is_a_problem_with_its_place(old: str, new: str) -> None:
    assert old in JSON
    checklist, problems = json_.loads(JSON.replace(old, new, 1), "a.json")
    assert checklist is None
    assert all(problem.at.line for problem in problems)


def test_two_texts_after_one_place_are_both_kept() -> None:
    two = '{"after": "place", "lines": ["x"]}, {"after": "place", "lines": ["y"]}'
    read, _ = json_.loads(JSON.replace('"otherText": [', f'"otherText": [{two}'))
    assert read
    assert read.other_text == (OtherText("place", "x\n\ny"),)


UNKNOWN = (
    ('"scalekit": 2,', '"scalekit": 2, "$schema": "https://example.org/a.json",'),
    ('"roles": [', '"reviewers": ["Sam", {"name": "Jo", "since": 1.10}], "roles": ['),
    ('"owner": "Practice', '"ownr": "Sam -->", "owner": "Practice'),
    ('"note": [', '"remarks": [{"by": "Sam Lee",\n "of": "5e1f09aa"}], "note": ['),
    ('"link": "https', '"sha256": "5e1f", "size": 20, "link": "https'),
    ('"otherText": [', '"outcomes": {"2026-11-12-5e1f": {}}, "otherText": ['),
)


@pytest.mark.parametrize(("old", "new"), UNKNOWN)
def test_a_key_that_is_not_known_is_kept_in_both_formats_and_said(old: str, new: str) -> None:
    """A newer scalekit, or a person, wrote it: no save may lose it."""
    text = JSON.replace(old, new, 1)
    read, notes = json_.loads(text, "a.json")
    assert read, notes
    through, _ = markdown.loads(markdown.dumps(read))
    assert through == read
    for kept in (json_.dumps(read), json_.dumps(through)):
        assert _items(json.loads(kept)) >= _items(json.loads(text))
        assert json_.loads(kept, "a.json")[0] == read
    said = [str(note) for note in notes]
    key = new.split('"')[1] if "$schema" not in new else ""
    assert [f"does not know the key “{key}”" in note for note in said[:1]] == [True] * bool(key)


@pytest.mark.parametrize("mark", ["json abc", "json [1]", "json {}", 'json {"mark": 1}'])
def test_a_comment_behind_evidence_that_only_begins_like_keys_is_a_mark(mark: str) -> None:
    """Otherwise what is written is no JSON, and nothing reads it."""
    action = CHECKLIST.actions[0]
    answer = action.answer._replace(evidence=(Evidence("Audit", "", mark),))
    checklist = CHECKLIST.with_answer(action.id, answer)
    assert json_.loads(json_.dumps(checklist))[0] == checklist


def _items(value: Any) -> set[str]:
    """Return every key with its value, wherever it stands in a document."""
    if isinstance(value, list):
        return {item for each in value for item in _items(each)}
    if not isinstance(value, dict):
        return set()
    own = {f"{json.dumps(key)}: {json.dumps(each)}" for key, each in value.items()
           if not isinstance(each, dict | list)}  # fmt: skip
    return own | {item for each in value.values() for item in _items(each)}


def test_null_says_nothing_as_an_empty_text_does() -> None:
    text = JSON.replace("null", '""').replace('"kind": "checklist",', "")
    assert json_.loads(text) == (CHECKLIST, [])


def test_not_provided_is_no_owner() -> None:
    """Markdown writes those words where there is none."""
    text = JSON.replace('"owner": "Practice nurse lead"', '"owner": "Not provided"')
    read, _ = json_.loads(text)
    assert read
    assert read.action("local-need").answer.owner == ""
