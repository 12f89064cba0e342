"""What a word names in a playbook, and the part of a playbook that is for some roles."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scalekit.engine.about import CHANGED
from scalekit.model.playbook import Playbook
from scalekit.text.folding import tidy


class Topic(NamedTuple):
    """Something to read about. `also` holds the ids that it had before."""

    kind: str
    id: str
    title: str
    also: tuple[str, ...] = ()


LISTS = (Topic("list", "resources", "Resources"), Topic("list", "case-studies", "Case studies"))

CHANGES = Topic("list", "changes", CHANGED)


def topics(playbook: Playbook) -> Iterator[Topic]:
    """Yield everything there is to read about; of two with one id, the first is meant."""
    yield from (Topic("action", a.id, a.title, a.was) for _, a in playbook.actions())
    yield from (Topic("pillar", pillar.id, pillar.title) for pillar in playbook.pillars)
    yield from (Topic("case-study", case.id, case.title) for case in playbook.case_studies)
    yield from (Topic("resource", each.id, each.name) for each in playbook.resources)
    yield from (Topic("change", each.id, each.title) for each in playbook.changes)
    yield from (Topic("role", role.id, role.title, role.also) for role in playbook.roles)
    yield from LISTS
    if has_changes(playbook):
        yield CHANGES


def has_changes(playbook: Playbook) -> bool:
    """Return whether a playbook says anywhere what has changed."""
    return bool(playbook.changes) or any(action.changed for _, action in playbook.actions())


def topics_by_id(playbook: Playbook, word: str) -> list[Topic]:
    """Return the topics with this id, now or before; `KIND:ID` names one among several."""
    kind, colon, rest = word.partition(":")
    asked = _slug(rest if colon else word)
    every = [t for t in topics(playbook) if not colon or t.kind == _slug(kind)]
    return [t for t in every if t.id == asked] or [t for t in every if asked in t.also]


def topics_by_title(playbook: Playbook, word: str) -> list[Topic]:
    """Return the topics with this title, or else those with these letters in title or id."""
    asked = tidy(word.casefold())
    if not asked:
        return []
    every = list(topics(playbook))
    return [t for t in every if t.title.casefold() == asked] or [
        t for t in every if asked in t.title.casefold() or _slug(asked) in t.id
    ]


def for_roles(playbook: Playbook, roles: tuple[str, ...]) -> Playbook:
    """Return the playbook with only the aims, actions and resources of these roles.

    No roles is all of them. The roles themselves stay: what is left can name them.
    """
    if not roles:
        return playbook
    asked = set(roles)
    pillars = tuple(
        pillar._replace(
            aims=tuple((role, aim) for role, aim in pillar.aims if role in asked),
            actions=tuple(action for action in pillar.actions if asked & set(action.roles)),
        )
        for pillar in playbook.pillars
    )
    resources = tuple(r for r in playbook.resources if not r.who_for or asked & set(r.who_for))
    return playbook._replace(pillars=pillars, resources=resources)


def _slug(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().casefold())
