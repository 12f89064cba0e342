"""A checklist has the actions of its roles, in the playbook's order, and no other."""

from scalekit.engine.roles import actions_for, new_checklist, of_roles, with_roles
from scalekit.model.checklist import Checklist
from tests.engine.factories import action, playbook

BOOK = playbook(
    "2",
    understand=(action("need", roles=("innovator",)), action("policy", roles=("decision-maker",))),
    engage=(action("talk"),),
)


def ids(checklist: Checklist) -> list[str]:
    return [each.id for each in checklist.actions]


def test_a_role_sees_its_own_actions_and_those_of_both() -> None:
    assert [a.id for _, a in actions_for(BOOK, ("innovator",))] == ["need", "talk"]
    assert [a.id for _, a in actions_for(BOOK, ("decision-maker",))] == ["policy", "talk"]
    assert actions_for(BOOK, ()) == []


def test_a_second_role_adds_its_actions_where_the_playbook_has_them() -> None:
    innovator = new_checklist(BOOK, ("innovator",), "FeNO")
    both = with_roles(innovator, BOOK, ("decision-maker",))
    assert ids(innovator) == ["need", "talk"]
    assert ids(both) == ["need", "policy", "talk"]
    assert ids(of_roles(both, BOOK, ("decision-maker",))) == ["policy", "talk"]
