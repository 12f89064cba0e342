"""Where the sides of one innovation stand on the same action, and where that differs.

Never an average or a score: a class, and what each side says.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from scalekit.model.checklist import Checklist, ChecklistAction, Status
from scalekit.model.labelled import Labelled
from scalekit.text.folding import folded

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook

_FAR = {
    frozenset({Status.COMPLETED, Status.CANNOT_START}),
    frozenset({Status.COMPLETED, Status.NOT_STARTED}),
}


class Class(Labelled):
    """How two or more answers to one action stand to each other, the largest difference first."""

    WORDS = "different-words", "Answered different words"
    APPLIES = "does-it-apply", "Does it apply?"
    FAR_APART = "far-apart", "Far apart"
    APART = "apart", "Apart"
    CONFIDENCE = "confidence", "Confidence"
    WHO_AND_WHEN = "who-and-when", "Who and when"
    ONE_ANSWERED = "one-has-not-answered", "One has not answered"
    NONE_ANSWERED = "nobody-has-answered", "Nobody has answered"
    AGREE = "agree", "Agree"

    @property
    def is_difference(self) -> bool:
        """Whether there is something to talk about."""
        return self not in (Class.NONE_ANSWERED, Class.AGREE)


class Met(NamedTuple):
    """One action and what the sides hold of it: `held` by the number of the side.

    `classes` are all that apply, the largest first; there is always one.
    """

    action_id: str
    held: tuple[tuple[int, ChecklistAction], ...]
    classes: tuple[Class, ...]

    @property
    def title(self) -> str:
        """Return what the action is called, by the first side that holds it."""
        return self.held[0][1].title

    @property
    def is_joint(self) -> bool:
        """Whether its text says that several roles do it together."""
        return self.held[0][1].is_joint

    @property
    def largest(self) -> Class:
        """Return the class under which the action is listed."""
        return self.classes[0]


class Comparison(NamedTuple):
    """The actions that two or more sides hold, the largest difference first, and the others.

    `alone` has the number of the one side that holds an action, in the order of the sides.
    """

    met: tuple[Met, ...]
    alone: tuple[tuple[int, ChecklistAction], ...]

    @property
    def differences(self) -> tuple[Met, ...]:
        return tuple(each for each in self.met if each.largest.is_difference)

    def of(self, wanted: Class) -> tuple[Met, ...]:
        """Return the actions that are listed under a class."""
        return tuple(each for each in self.met if each.largest is wanted)


class Movement(NamedTuple):
    """What became of the differences since a point in time, by the id of the action."""

    before: tuple[str, ...]
    settled: tuple[str, ...]
    new: tuple[str, ...]
    now: tuple[str, ...]


def compare(sides: Sequence[Checklist], playbook: "Playbook | None" = None) -> Comparison:
    """Return how the answers of several sides stand to each other.

    An action is compared where two sides hold it, whatever their roles. The playbook tells which
    wordings mean the same, and which ids an action had before.
    """
    now = _ids_now(sides, playbook)
    held: dict[str, list[tuple[int, ChecklistAction]]] = {}
    for number, side in enumerate(sides):
        for action in side.current_actions:
            held.setdefault(now.get(action.id, action.id), []).append((number, action))
    means = _meanings(playbook)
    met = [
        Met(action_id, tuple(found), tuple(_classes([a for _, a in found], means.get(action_id))))
        for action_id, found in held.items()
        if len(found) > 1
    ]
    order = list(Class)
    return Comparison(
        tuple(sorted(met, key=lambda each: order.index(each.largest))),
        tuple(sorted((f[0] for f in held.values() if len(f) == 1), key=lambda pair: pair[0])),
    )


def is_answered(action: ChecklistAction) -> bool:
    """Return whether somebody answered: "not yet started" counts with anything beside it."""
    return not action.answer.is_blank


def movement(before: Comparison, after: Comparison) -> Movement:
    """Return which differences were settled and which are new."""
    was = [each.action_id for each in before.differences]
    now = [each.action_id for each in after.differences]
    return Movement(
        tuple(was),
        tuple(each for each in was if each not in now),
        tuple(each for each in now if each not in was),
        tuple(now),
    )


def owners(actions: Sequence[ChecklistAction]) -> list[str]:
    """Return the different owners that are named, each in its first spelling."""
    named = {folded(a.answer.owner): a.answer.owner for a in reversed(actions) if a.answer.owner}
    return list(reversed(named.values()))


def _ids_now(sides: Sequence[Checklist], playbook: "Playbook | None") -> dict[str, str]:
    """Return today's id of each action that was renamed, unless some side holds both."""
    found = {was: a.id for _, a in playbook.actions() for was in a.was} if playbook else {}
    for side in sides:
        ids = [found.get(action.id, action.id) for action in side.actions]
        both = {each for each in ids if ids.count(each) > 1}
        found = {was: now for was, now in found.items() if now not in both}
    return found


def _meanings(playbook: "Playbook | None") -> dict[str, set[str]]:
    if playbook is None:
        return {}
    return {action.id: {action.wording, *action.editorial} for _, action in playbook.actions()}


def _classes(actions: Sequence[ChecklistAction], same: set[str] | None) -> Iterator[Class]:
    """Yield what applies, the largest difference first."""
    answered = [action for action in actions if is_answered(action)]
    if not answered:
        yield Class.NONE_ANSWERED
        return
    wordings = {action.wording for action in answered}
    if len(wordings) > 1 and not (same and wordings <= same):
        yield Class.WORDS  # and nothing is compared
        return
    found = list(_differences(answered))
    if len(answered) < len(actions):
        found.append(Class.ONE_ANSWERED)
    yield from found or [Class.AGREE]


def _differences(answered: Sequence[ChecklistAction]) -> Iterator[Class]:
    answers = [action.answer for action in answered]
    statuses = {answer.status for answer in answers}
    if len(statuses) > 1:
        if Status.NOT_RELEVANT in statuses:
            yield Class.APPLIES
        others = statuses - {Status.NOT_RELEVANT}
        if any(frozenset(pair) in _FAR for pair in combinations(others, 2)):
            yield Class.FAR_APART
        elif len(others) > 1:
            yield Class.APART
    if len({answer.confidence for answer in answers if answer.confidence}) > 1:
        yield Class.CONFIDENCE
    if len(answered) > 1 and _differs_in_who_or_when(answered):
        yield Class.WHO_AND_WHEN


def _differs_in_who_or_when(answered: Sequence[ChecklistAction]) -> bool:
    """Return whether there are two owners or two dates, or still something to do and no owner."""
    named = owners(answered)
    dates = {action.answer.due for action in answered if action.answer.due}
    is_open = any(not action.answer.status.is_closed for action in answered)
    return len(named) > 1 or len(dates) > 1 or (not named and is_open)
