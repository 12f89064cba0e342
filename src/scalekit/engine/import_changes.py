"""What somebody changed in a document, brought into the checklist that it was made from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from scalekit.engine.fields import action_of, values, words
from scalekit.engine.merge import Versions, merge_both_ways
from scalekit.engine.other_text import texts, with_texts
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import UNANSWERED, Checklist, ChecklistAction, places
from scalekit.model.returned import NewReview
from scalekit.model.statement import Review, Statement

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


def import_changes(
    base: Checklist | None, ours: Checklist, edited: Checklist, playbook: "Playbook | None" = None
) -> Versions:
    """Return our checklist with what was changed in a document since it was sent out as `base`.

    Where no base is known, what only one of the two holds is taken, and nothing is emptied.
    `playbook` is the one that ours was upgraded to since the document was sent out. An action
    that the document leaves out was not changed in it: a document can be of one role alone.

    An answer that was changed in the document keeps the words that the document asked. A review
    that ours has already but for its day comes once. A reason goes with the status that needed it.
    """
    edited = _without_known_reviews(ours, edited)
    if playbook:
        # It imports the classes of a playbook, 5 ms.
        from scalekit.engine.upgrade import upgrade

        edited = upgrade(edited, playbook).checklist
        base = _with_words(upgrade(base, playbook).checklist, _by_id(edited)) if base else None
    sent = _part(base, edited) if base else _unanswered(edited)
    edited = _without_void_reasons(sent, edited)
    both = merge_both_ways(_without_known_texts(sent, ours, edited), ours, edited)
    answered = _answered(both.theirs, sent, ours, edited)
    return Versions(
        _with_words(both.ours, answered), _with_words(both.theirs, answered), both.conflicts
    )


def with_reviews(edited: Checklist, reviews: Iterable[NewReview], on: date) -> Checklist:
    """Return what came back with the reviews that were written in it, made on a day."""
    for each in dict.fromkeys(reviews):
        statement = Statement(each.kind, each.by, on, each.text, each.of)
        if statement not in edited.action(each.action).reviews:
            edited = edited.with_review(each.action, statement)
    return edited


def outdated(old: Checklist, new: Checklist) -> Iterator[tuple[ChecklistAction, Statement]]:
    """Yield each acceptance that came in and is of another answer than the one there is now."""
    known = {action.id: action.reviews for action in old.actions}
    for action in new.actions:
        now = of_answer(action.answer) if action.reviews else ""
        for each in action.reviews:
            came = each not in known.get(action.id, ())
            if came and each.kind == Review.ACCEPTED and each.of != now:
                yield action, each


def void_reasons(
    old: Checklist, new: Checklist, edited: Checklist
) -> Iterator[tuple[ChecklistAction, str]]:
    """Yield each action whose reason went with the status, and the reason that the document has."""
    now, came = new.answers(), edited.answers()
    for action in old.actions:
        reason = action.answer.reason
        is_there = action.id in came and reason == came[action.id].reason
        if reason and is_there and not now[action.id].reason:
            yield action, reason


def idle_reasons(old: Checklist, new: Checklist) -> Iterator[ChecklistAction]:
    """Yield each action for which a reason came in that its status does not need."""
    was = old.answers()
    for action in new.actions:
        reason = action.answer.reason
        is_new = reason != was.get(action.id, UNANSWERED).reason
        if reason and is_new and not action.answer.status.needs_reason:
            yield action


def with_choices(chosen: Checklist, ours: Checklist, both: Versions) -> Checklist:
    """Return what was chosen at each clash; an answer that stays as ours has it keeps its words."""
    clashing = {conflict.action_id for conflict in both.conflicts}
    held = _by_id(ours)
    kept = {
        action.id: held[action.id]
        for action in chosen.actions
        if action.id in clashing & {*held} and action.answer == held[action.id].answer
    }
    return _with_words(chosen, kept)


def _part(base: Checklist, edited: Checklist) -> Checklist:
    """Return of what was sent out the actions and places that the document has."""
    held, there = _by_id(edited), {*places(edited)}
    return base._replace(
        actions=tuple(action for action in base.actions if action.id in held),
        other_text=tuple(other for other in base.other_text if other.after in there),
    )


def _unanswered(edited: Checklist) -> Checklist:
    actions = tuple(action.unsaid() for action in edited.actions)
    return edited._replace(actions=actions, other_text=(), decisions=())


def _without_known_reviews(ours: Checklist, edited: Checklist) -> Checklist:
    """Return what came back without the reviews that differ from one of ours in the day alone.

    A document that is brought in on two days, or saved again, adds its reviews once.
    """
    held = {action.id: action.reviews for action in ours.actions}

    def left(action: ChecklistAction) -> ChecklistAction:
        mine = held.get(action.id, ())
        said = {each._replace(on=date.min) for each in mine}
        kept = (r for r in action.reviews if r in mine or r._replace(on=date.min) not in said)
        return action._replace(reviews=tuple(kept)) if action.reviews else action

    return edited._replace(actions=tuple(map(left, edited.actions)))


def _without_void_reasons(sent: Checklist, edited: Checklist) -> Checklist:
    """Return what came back without each reason that was left there when its status was changed."""
    was = sent.answers()

    def left(action: ChecklistAction) -> ChecklistAction:
        before, after = was.get(action.id, UNANSWERED), action.answer
        # Who changed it between two that need one saw the reason beside it.
        is_void = before.status.needs_reason and not after.status.needs_reason
        if not is_void or after.reason != before.reason:
            return action
        return action._replace(answer=after._replace(reason=""))

    return edited._replace(actions=tuple(map(left, edited.actions)))


def _without_known_texts(sent: Checklist, ours: Checklist, edited: Checklist) -> Checklist:
    """Return what was sent out with the texts that ours took already, so that none comes twice."""
    was, mine, theirs = texts(sent), texts(ours), texts(edited)
    known = {
        place: text
        for place, text in theirs.items()
        if mine.get(place) != was.get(place) and f"\n\n{text}\n\n" in f"\n\n{mine.get(place)}\n\n"
    }
    return with_texts(sent, {**was, **known}, edited)


def _answered(
    merged: Checklist, sent: Checklist, ours: Checklist, edited: Checklist
) -> dict[str, ChecklistAction]:
    """Return by action whose words its answer in the merge is for: ours, or the document's.

    Not those whose words were changed in the document itself: the merge has these right.
    """
    was, mine, theirs = _by_id(sent), _by_id(ours), _by_id(edited)
    return {
        action.id: mine[action.id] if action.answer == mine[action.id].answer else theirs[action.id]
        for action in merged.actions
        if action.id in {*was} & {*mine} & {*theirs}
        and words(was[action.id]) == words(theirs[action.id])
    }


def _by_id(checklist: Checklist) -> dict[str, ChecklistAction]:
    return {action.id: action for action in checklist.actions}


def _with_words(checklist: Checklist, source: Mapping[str, ChecklistAction]) -> Checklist:
    return checklist._replace(
        actions=tuple(
            action_of(action.id, {**values(action), "words": words(source[action.id])})
            if action.id in source
            else action
            for action in checklist.actions
        ),
    )
