"""A checklist brought to another version of its playbook, with every answer kept."""

from collections.abc import Container, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from scalekit.engine.changed_wording import reworded
from scalekit.engine.fields import ANSWER_FIELDS, WHOLE
from scalekit.engine.merge_lists import merged_statements
from scalekit.engine.other_text import join_texts, owner, texts, with_texts
from scalekit.engine.roles import actions_for, ordered
from scalekit.model.checklist import RETIRED_TITLE, UNANSWERED, Checklist, ChecklistAction
from scalekit.model.playbook import Action, Pillar, Playbook


class Kind(StrEnum):
    """What an upgrade did with an action, or leaves for people to look at."""

    ADDED = "added"  # new for these roles: not yet started
    RENAMED = "renamed"  # from the id in `others`
    JOINED = "joined"  # takes over from the actions in `others`
    SPLIT = "split"  # has the answer; the actions in `others` are new and came from it too
    MOVED = "moved"  # to another pillar
    REWORDED = "reworded"  # unanswered: has the new words
    EDITORIAL = "editorial"  # answered: has the new words, which mean the same
    WORDING_CHANGED = "wording-changed"  # answered: keeps the words that were answered
    KEPT = "kept"  # not for these roles, but somebody answered or wrote beside it
    RETIRED = "retired"  # not in the playbook, but somebody answered or wrote beside it
    DROPPED = "dropped"  # not in the playbook or not for these roles, and nothing was in it


class Step(NamedTuple):
    """One step of an upgrade; `action_id` is the id after the upgrade, or the last one it had."""

    kind: Kind
    action_id: str
    title: str
    others: tuple[str, ...] = ()


class UpgradeResult(NamedTuple):
    """A checklist at the playbook's version, and what came of each action, in its order."""

    checklist: Checklist
    steps: tuple[Step, ...]


def upgrade(checklist: Checklist, playbook: Playbook) -> UpgradeResult:
    """Return the checklist brought to the playbook's version. Twice is the same as once.

    An action that is no longer in the playbook, or is one of several answered ones that became
    one, goes with its answer to a pillar of its own, titled RETIRED_TITLE.
    """
    upgrader = _Upgrader(checklist, playbook)
    actions = (*upgrader.followed(), *upgrader.left_over())
    new = checklist._replace(
        playbook=playbook.id,
        version=playbook.version,
        extends=playbook.below,
        roles=upgrader.roles,
        pillars=tuple({**dict(checklist.pillars), upgrader.retired: RETIRED_TITLE}.items()),
    )
    new = with_texts(ordered(new, playbook, actions), upgrader.texts(), checklist)
    return UpgradeResult(new, tuple(upgrader.steps))


def origins(
    playbook: Playbook, held: Iterable[str], wanted: Container[str]
) -> dict[str, list[str]]:
    """Return what each of the playbook's actions was among the ids that are held, itself first.

    Of two that come from one, the first has it, and one that is wanted before all others.
    """
    current = [action for _, action in playbook.actions()]
    free = {*held}
    own = {action.id for action in current} & free
    free -= own
    found: dict[str, list[str]] = {}
    for action in sorted(current, key=lambda action: action.id not in wanted):
        came = [was for was in action.was if was in free]
        free -= {*came}
        found[action.id] = [action.id, *came] if action.id in own else came
    return found


class _Upgrader:
    """One upgrade: which action of the checklist becomes which, and what there is to say."""

    def __init__(self, checklist: Checklist, playbook: Playbook) -> None:
        self.steps: list[Step] = []
        self.playbook = playbook
        self.roles = current_roles(checklist.roles, playbook)
        self.wanted = {action.id for _, action in actions_for(playbook, self.roles)}
        self.retired = _retired_pillar(playbook)
        self.held = {action.id: action for action in checklist.actions}
        self.before = texts(checklist)
        self.beside = {owner(place) for place in self.before}
        self.became: dict[str, str] = {}  # the ids of those that live on, with their new ids
        self.sources = {
            action_id: [self.held[was] for was in came]
            for action_id, came in origins(playbook, self.held, self.wanted).items()
        }

    def followed(self) -> Iterator[ChecklistAction]:
        """Yield the checklist's actions that the playbook has."""
        for pillar, action in self.playbook.actions():
            sources = self.sources[action.id]
            if sources:
                yield from self._follow(pillar, action, sources)
            elif action.id in self.wanted:
                self._say(Kind.ADDED, action)
                yield ChecklistAction(
                    action.id, pillar.id, action.title, action.text, action.wording
                )

    def left_over(self) -> Iterator[ChecklistAction]:
        """Yield the checklist's actions that live on in no other: after `followed` is done."""
        for held in self.held.values():
            if held.id in self.became:
                continue
            if not self._is_used(held):
                self._say(Kind.DROPPED, held)
                continue
            if held.pillar != self.retired:
                self._say(Kind.RETIRED, held)
            yield held._replace(pillar=self.retired)

    def texts(self) -> dict[str, str]:
        """Return the other texts by their new places: after `followed` is done."""
        found: dict[str, str] = {}
        for place, text in self.before.items():
            was = owner(place)
            now = f"{self.became.get(was, was)}{place[len(was) :]}" if was else place
            found[now] = join_texts(found.get(now), text)
        return found

    def _follow(
        self, pillar: Pillar, action: Action, sources: list[ChecklistAction]
    ) -> Iterator[ChecklistAction]:
        """Yield what the sources become; those answered but for one stay as they are.

        An answer that two versions of a file gave under both ids to the same words is one again
        where only one of them has a value; else what the other has stays whole, in its section.
        """
        sources = self._made_one(sources, action.id)
        answered = [source for source in sources if not source.is_blank]
        chosen = (answered or sources)[0]
        if action.id not in self.wanted and not any(map(self._is_used, sources)):
            return
        gone = [source for source in sources if source is chosen or source not in answered]
        self.became |= dict.fromkeys((source.id for source in gone), action.id)
        self._say_origin(action, sources, chosen)
        if chosen.pillar != pillar.id:
            self._say(Kind.MOVED, action, chosen.pillar)
        if action.id not in self.wanted:
            self._say(Kind.KEPT, action)
        yield self._worded(chosen._replace(id=action.id, pillar=pillar.id), action)

    def _made_one(self, sources: list[ChecklistAction], action_id: str) -> list[ChecklistAction]:
        """Return the sources with what the action itself lacks of an answer to the same words."""
        own, *others = sources
        if own.id != action_id:
            return sources
        kept = []
        for other in others:
            is_same = other.wording == own.wording and other.pillar != self.retired
            own, is_whole = _with_values_of(other, own) if is_same else (own, False)
            kept.append(other.unsaid() if is_whole else other)
        return [own, *kept]

    def _say_origin(
        self, action: Action, sources: list[ChecklistAction], chosen: ChecklistAction
    ) -> None:
        """Say a rename, a join and a split, but not what an earlier upgrade put aside."""
        news = [
            source.id
            for source in sources
            if source.id != action.id
            and (source.id in self.became or source.pillar != self.retired)
        ]
        if news:
            self._say(Kind.RENAMED if len(sources) == 1 else Kind.JOINED, action, *news)
        if chosen.id != action.id and not chosen.is_blank:
            self._say_split(action, chosen.id)

    def _say_split(self, action: Action, old_id: str) -> None:
        others = [
            other.id
            for _, other in actions_for(self.playbook, self.roles)
            if old_id in other.was and other is not action
        ]
        if others:
            self._say(Kind.SPLIT, action, *others)

    def _worded(self, held: ChecklistAction, action: Action) -> ChecklistAction:
        """Return the action with the words it is to have: the old ones if it answers them."""
        if held.wording == action.wording:
            return reworded(held, action) if held.answer.is_blank else held
        if held.answer.is_blank:
            self._say(Kind.REWORDED, action)
        elif action.means(held.wording):
            self._say(Kind.EDITORIAL, action)
        else:
            self._say(Kind.WORDING_CHANGED, action)
            return held
        return reworded(held, action)

    def _is_used(self, held: ChecklistAction) -> bool:
        return not held.is_blank or held.id in self.beside

    def _say(self, kind: Kind, action: Action | ChecklistAction, *others: str) -> None:
        self.steps.append(Step(kind, action.id, action.title, others))


def _with_values_of(other: ChecklistAction, own: ChecklistAction) -> tuple[ChecklistAction, bool]:
    """Return an action with the values that only the other has, and whether that is all of them.

    A reason belongs to its status: both come, or neither.
    """
    mine, theirs, none = own.answer, other.answer, UNANSWERED
    lacking = [name for name in ANSWER_FIELDS if getattr(mine, name) == getattr(none, name)]
    if not {*WHOLE} <= {*lacking} and mine.status != theirs.status:
        lacking = [name for name in lacking if name not in WHOLE]
    answer = mine._replace(**{name: getattr(theirs, name) for name in lacking})
    is_whole = all(
        getattr(theirs, name) in (getattr(none, name), getattr(answer, name))
        for name in ANSWER_FIELDS
    )
    own = own._replace(answer=answer)
    if not is_whole:
        return own, False
    reviews = merged_statements((), own.reviews, other.reviews)
    views = merged_statements((), own.views, other.views)
    return own._replace(reviews=reviews, views=views), True


def current_roles(roles: tuple[str, ...], playbook: Playbook) -> tuple[str, ...]:
    """Return the roles as the playbook calls them now; one that it lacks stays."""
    now = {also: role.id for role in playbook.roles for also in role.also}
    return tuple(dict.fromkeys(now.get(role, role) for role in roles))


def _retired_pillar(playbook: Playbook) -> str:
    """Return the id of the pillar for what is no longer in the playbook: one that it lacks."""
    used = {pillar.id for pillar in playbook.pillars}
    number, pillar = 1, "retired"
    while pillar in used:
        number += 1
        pillar = f"retired-{number}"
    return pillar
