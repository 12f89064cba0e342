"""The published content: roles, pillars, actions, case studies and resources."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from scalekit.model.checklist import TOGETHER
from scalekit.model.problem import Position, Problem

Day = date  # for records with a field of that name


class LocatedDay(date):
    """A day that remembers where it was read, in all else a day like any other."""

    position: Position

    @classmethod
    def read_at(cls, day: date, position: Position) -> "LocatedDay":
        """Return a day with its position attached."""
        located = cls(day.year, day.month, day.day)
        located.position = position
        return located

    def __repr__(self) -> str:
        """Return it as the day that it is, for what writes Python."""
        return repr(date(self.year, self.month, self.day))


class Source(NamedTuple):
    """What content is based on. That of a playbook has all; a part's own may have only a title."""

    title: str
    publisher: str = ""
    date: Day | None = None
    link: str = ""


class Role(NamedTuple):
    """Someone who works through the playbook; `also` holds other words for the role's id."""

    id: str
    title: str
    summary: str
    also: tuple[str, ...] = ()


class Fact(NamedTuple):
    """Something that happened, who says so, when they said it and when we last read it.

    `date` is what the source itself gives: a day, a month or a year, as people write it.
    """

    text: str
    source: str
    checked: date
    date: str = ""
    reported_by: str = ""


class Change(NamedTuple):
    """What is different since the source was published, and when that came about.

    One in the playbook's register has an id, a title, a publisher and `date`, which is as much of
    it as the source gives: 2026, 2026-02 or 2026-02-24. One that an action keeps to itself has
    only text, source and checked.
    """

    text: str
    source: str
    checked: date
    id: str = ""
    title: str = ""
    date: str = ""
    publisher: str = ""


class Place(NamedTuple):
    """Where in the source something stands: its section, and its position there.

    `of` is that source, where it is not the playbook's: what an overlay adds has its own.
    """

    section: str
    position: str
    of: Source | None = None


class Action(NamedTuple):
    """One thing to do. `wording` is the fingerprint of its title and text.

    `was` names the ids this action had, or the retired actions that it takes over from.
    `editorial` holds the fingerprints of earlier wordings that mean the same as this one.
    `changes` names notes of the playbook's register; `changed` holds every note on this action,
    its own and then those.
    """

    id: str
    title: str
    text: str
    wording: str
    roles: tuple[str, ...]
    why: str
    ask: tuple[str, ...]
    done_when: str
    evidence: tuple[str, ...]
    source: Place
    resources: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    changed: tuple[Change, ...] = ()
    was: tuple[str, ...] = ()
    editorial: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def is_joint(self) -> bool:
        """Whether its text says that several roles do it together."""
        return self.text.startswith(TOGETHER)

    def means(self, wording: str) -> bool:
        """Return whether what was answered in this wording still stands."""
        return wording == self.wording or wording in self.editorial


class Pillar(NamedTuple):
    """A group of actions, with what each role aims for. `aims` pairs a role id with its aim."""

    id: str
    title: str
    summary: str
    aims: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


class CaseStudy(NamedTuple):
    """A real example and what it teaches. `shows` names the actions that it illustrates."""

    id: str
    title: str
    pillar: str
    place: str
    summary: str
    facts: tuple[Fact, ...]
    lesson: str
    shows: tuple[str, ...]
    source: Place
    example_of: str = ""


class Resource(NamedTuple):
    """Something to read or use elsewhere. `who_for` holds role ids."""

    id: str
    name: str
    link: str
    who_for: tuple[str, ...]
    status: str
    checked: date
    note: str = ""


class Allowance(NamedTuple):
    """Advice that this playbook does not follow, and why; `at` is an id, or empty for all of it."""

    rule: str
    because: str
    at: str = ""


class Hidden(NamedTuple):
    """A part of the extended playbook that an overlay leaves out, and why.

    `part` is action, pillar, case-study or resource; empty where the id alone tells. `title` is
    that of the part, once it is found, and `ids` are those that are left out with it: of its
    actions and case studies, and ids that its actions had.
    """

    id: str
    because: str
    part: str = ""
    title: str = ""
    ids: tuple[str, ...] = ()


RESOURCE_STATUSES = ("current", "changed", "historic", "check")


class Playbook(NamedTuple):
    """A whole playbook. Ids are words, stable for ever; `retired` holds those no longer in use.

    Where it extends others, `extends` holds the id and version of each, the nearest first,
    `hidden` what it leaves out of them, and `unsettled` what has changed in them since: its own
    words stand, until its author has looked.
    """

    id: str
    title: str
    version: str
    language: str
    summary: str
    source: Source
    notice: str
    roles: tuple[Role, ...]
    pillars: tuple[Pillar, ...]
    case_studies: tuple[CaseStudy, ...]
    resources: tuple[Resource, ...]
    retired: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    allow: tuple[Allowance, ...] = ()
    extends: tuple[tuple[str, str], ...] = ()
    hidden: tuple[Hidden, ...] = ()
    unsettled: tuple[Problem, ...] = ()
    asks_name: str = ""  # how a new checklist asks what it is about
    folder: str = ""

    @property
    def below(self) -> str:
        """The ids and versions of what it extends, as a checklist holds them: "small 1.0"."""
        return " ".join(word for pair in self.extends for word in pair)

    def hides(self, ident: str) -> Hidden | None:
        """Return the entry that leaves out the part that has or had an id, if one does."""
        return next((each for each in self.hidden if ident in each.ids), None)

    @property
    def role_titles(self) -> dict[str, str]:
        """The title of each role by its id."""
        return {role.id: role.title for role in self.roles}

    def titles_of(self, roles: Collection[str]) -> str:
        """Return the titles of those of its roles that are named, in its order."""
        return " and ".join(role.title for role in self.roles if role.id in roles)

    def actions(self) -> Iterator[tuple[Pillar, Action]]:
        """Yield every action with its pillar, in the playbook's order."""
        for pillar in self.pillars:
            for action in pillar.actions:
                yield pillar, action

    @property
    def actions_by_id(self) -> dict[str, Action]:
        """Every action by its id. It is made each time: a loop keeps it in a name of its own."""
        return {action.id: action for _, action in self.actions()}

    def using(self, resource_id: str) -> list[Action]:
        """Return the actions that name a resource."""
        return [action for _, action in self.actions() if resource_id in action.resources]

    def touched_by(self, change_id: str) -> list[Action]:
        """Return the actions that name a change of the register."""
        return [action for _, action in self.actions() if change_id in action.changes]

    def showing(self, action_id: str) -> list[CaseStudy]:
        """Return the case studies that show an action."""
        return [study for study in self.case_studies if action_id in study.shows]
