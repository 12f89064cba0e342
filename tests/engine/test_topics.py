"""What a word names in the playbook."""

import pytest

from scalekit.engine.topics import Topic, for_roles, topics, topics_by_id, topics_by_title
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    found, _ = load(builtin_folder())
    assert found
    return found


def named(found: list[Topic]) -> list[tuple[str, str]]:
    return [(topic.kind, topic.id) for topic in found]


def test_every_topic_is_found_by_its_id_in_any_case(playbook: Playbook) -> None:
    for topic in topics(playbook):
        assert topics_by_id(playbook, topic.id)[0].id == topic.id
        assert topics_by_id(playbook, topic.id.upper().replace("-", " "))[0].id == topic.id
        assert topics_by_id(playbook, f"{topic.kind}:{topic.id}") == [topic]


def test_every_title_that_no_other_topic_has_is_found(playbook: Playbook) -> None:
    every = list(topics(playbook))
    for topic in every:
        same = [other for other in every if other.title == topic.title]
        assert topics_by_title(playbook, f" {topic.title.upper()} ") == same


def test_part_of_a_title_or_id_is_enough(playbook: Playbook) -> None:
    assert named(topics_by_title(playbook, "touchpoint")) == [("action", "regular-touchpoints")]
    assert named(topics_by_title(playbook, "real   problem")) == [
        ("action", "understand-local-need"),
        ("action", "confirm-real-problem"),
    ]


@pytest.mark.parametrize("word", ["", " ", "pillar:", "no such thing", "pillar:find-support"])
def test_other_words_name_nothing(playbook: Playbook, word: str) -> None:
    assert topics_by_id(playbook, word) == []
    assert topics_by_title(playbook, word) == []


def test_other_words_for_a_role_and_earlier_ids_are_known(playbook: Playbook) -> None:
    assert named(topics_by_id(playbook, "system-decision-maker")) == [("role", "decision-maker")]


def test_a_role_leaves_its_own_aims_actions_and_resources(playbook: Playbook) -> None:
    narrow = for_roles(playbook, ("innovator",))
    assert [role for pillar in narrow.pillars for role, _ in pillar.aims] == ["innovator"] * 3
    assert len(list(narrow.actions())) == 8
    assert all("innovator" in action.roles for _, action in narrow.actions())
    assert narrow.roles == playbook.roles
    assert for_roles(playbook, ()) is playbook
    assert for_roles(playbook, ("innovator", "decision-maker")) == playbook
