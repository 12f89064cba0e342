"""Two versions of a checklist and the one they both come from, made into one.

Each field of each action is merged by itself. What both sides changed, and not to the same, is a
conflict. But for that, and for whose other text comes first, no outcome depends on which side is
called ours.
"""

from typing import Any, NamedTuple

from scalekit.engine.fields import (
    ACTION_FIELDS,
    ANSWER_FIELDS,
    CHECKLIST_FIELDS,
    STATEMENTS,
    WHOLE,
    action_of,
    values,
    words,
)
from scalekit.engine.merge_lists import (
    merged_decisions,
    merged_evidence,
    merged_order,
    merged_roles,
    merged_statements,
)
from scalekit.engine.other_text import join_texts, owner, texts, with_texts
from scalekit.model.checklist import UNANSWERED, Checklist, ChecklistAction

_ABSENT = {
    "pillar": None,
    "words": None,
    **{name: getattr(UNANSWERED, name) for name in ANSWER_FIELDS},
    **dict.fromkeys(STATEMENTS, ()),
}


_NOTHING = Checklist("", "", (), "")


class Conflict(NamedTuple):
    """A field that both sides changed, with what each has; None for what is absent.

    `action_id` and `field` are as in `diff.Change`: of the checklist's fields playbook, version,
    innovation, place and "pillar:ID"; of an action's pillar, words and the answer's. "action" is
    an action that one side removed and the other changed.
    """

    action_id: str
    field: str
    base: Any
    ours: Any
    theirs: Any


class MergeResult(NamedTuple):
    """What a merge makes. A field in conflict is as ours has it, except that:

    - a note has ours only in the regions that clash (`lines.merge_lines` gives the regions);
    - evidence is as ours has it only for the pieces that clash;
    - a status and its reason are both as ours has them where one of them is in conflict: no answer
      has one side's status for the other side's reason;
    - an action that one side removed and the other changed is kept, whichever side is ours.
    """

    checklist: Checklist
    conflicts: tuple[Conflict, ...]


def merge(base: Checklist, ours: Checklist, theirs: Checklist) -> MergeResult:
    """Return the checklist with the changes of both sides since the base, and the conflicts."""
    merger = _Merger(base, ours, theirs)
    return MergeResult(merger.checklist(), tuple(merger.conflicts))


class Versions(NamedTuple):
    """A merge twice: with ours and with theirs at each conflict, the same everywhere else."""

    ours: Checklist
    theirs: Checklist
    conflicts: tuple[Conflict, ...] = ()


def merge_both_ways(base: Checklist | None, ours: Checklist, theirs: Checklist) -> Versions:
    """Return the merge of two checklists with ours, and with theirs, wherever they clash.

    Without a base, both were made apart from one another.
    """
    base = base or _NOTHING
    merged = merge(base, ours, theirs)
    if not merged.conflicts:
        return Versions(merged.checklist, merged.checklist)
    swapped = merge(base, theirs, ours)
    as_theirs = swapped.checklist._replace(other_text=merged.checklist.other_text)
    not_ours = {c.action_id for c in merged.conflicts if _lost(c, c.ours)}
    not_theirs = {c.action_id for c in merged.conflicts if _lost(c, c.theirs)}
    return Versions(
        without_actions(merged.checklist, not_ours),
        without_actions(as_theirs, not_theirs),
        merged.conflicts,
    )


def _lost(conflict: Conflict, side: object) -> bool:
    return conflict.field == "action" and side is None


def without_actions(checklist: Checklist, removed: set[str]) -> Checklist:
    """Return the checklist without actions, what stands beside them and pillars left empty."""
    if not removed:
        return checklist
    actions = tuple(action for action in checklist.actions if action.id not in removed)
    held = {action.pillar for action in actions}
    other = tuple(o for o in checklist.other_text if owner(o.after) not in removed)
    pillars = tuple(pillar for pillar in checklist.pillars if pillar[0] in held)
    return checklist._replace(pillars=pillars, actions=actions, other_text=other)


class _Merger:
    """One merge: the three checklists, and the conflicts found so far, in order."""

    def __init__(self, base: Checklist, ours: Checklist, theirs: Checklist) -> None:
        self.sides = (base, ours, theirs)
        self.conflicts: list[Conflict] = []
        self.disputed: set[str] = set()

    def checklist(self) -> Checklist:
        own = {
            name: self._field("", name, *(getattr(side, name) for side in self.sides))
            for name in CHECKLIST_FIELDS
        }
        own_conflicts, self.conflicts = self.conflicts, []
        actions = self._actions()
        action_conflicts, self.conflicts = self.conflicts, own_conflicts
        pillars = self._pillars({action.pillar for action in actions})
        self.conflicts += action_conflicts
        checklist = Checklist(**own, pillars=pillars, actions=tuple(actions)).in_order()
        return with_texts(checklist, self._texts(), *self.sides[1:])

    def _field(self, action_id: str, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Return the merged value of one field, adding to the conflicts if the sides clash."""
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        value, clash = _combined(name, base, ours, theirs)
        if clash:
            self.conflicts.append(Conflict(action_id, name, base, ours, theirs))
        return value

    def _actions(self) -> list[ChecklistAction]:
        base, ours, theirs = ({a.id: a for a in side.actions} for side in self.sides)
        kept: dict[str, ChecklistAction] = {}
        for action_id in {**ours, **theirs}:
            was, our, their = (side.get(action_id) for side in (base, ours, theirs))
            one = our or their
            if our and their:
                kept[action_id] = self._action(was, our, their)
            elif one and one != was:
                kept[action_id] = one
                if was:
                    self.disputed.add(action_id)
                    self.conflicts.append(Conflict(action_id, "action", was, our, their))
        return [kept[action_id] for action_id in merged_order(base, ours, theirs, kept)]

    def _action(
        self, base: ChecklistAction | None, ours: ChecklistAction, theirs: ChecklistAction
    ) -> ChecklistAction:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        mine, yours = values(ours), values(theirs)
        was = values(base) if base else _ABSENT
        if base and _answers_old_words(base, ours, theirs):
            mine["words"] = yours["words"] = was["words"]
        known = len(self.conflicts)
        merged = {
            name: self._field(ours.id, name, was[name], mine[name], yours[name])
            for name in ACTION_FIELDS
        }
        if any(conflict.field in WHOLE for conflict in self.conflicts[known:]):
            merged |= {name: mine[name] for name in WHOLE}
        return action_of(ours.id, merged)

    def _pillars(self, in_use: set[str]) -> tuple[tuple[str, str], ...]:
        base, ours, theirs = (dict(side.pillars) for side in self.sides)
        titles: dict[str, str] = {}
        for pillar in {**ours, **theirs}:
            sides = (side.get(pillar) for side in (base, ours, theirs))
            title = self._field("", f"pillar:{pillar}", *sides)
            if title is not None:
                titles[pillar] = title
            elif pillar in in_use:
                titles[pillar] = {**theirs, **ours}[pillar]
        order = merged_order(base, ours, theirs, titles)
        return tuple((pillar, titles[pillar]) for pillar in order)

    def _texts(self) -> dict[str, str]:
        base, ours, theirs = (texts(side) for side in self.sides)
        merged: dict[str, str] = {}
        for place in {**ours, **theirs}:
            # Text beside an action that one side removed stays as the action does.
            was = None if owner(place) in self.disputed else base.get(place)
            text = _merged_text(was, ours.get(place), theirs.get(place))
            if text is not None:
                merged[place] = text
        return merged


def _combined(name: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """Return what two changes of one field make, and whether they clash."""
    if name == "note":
        # Few merges are of one note that both changed.
        from scalekit.engine.line_diff import merge_lines, merged_note

        regions = merge_lines(base, ours, theirs)
        return merged_note(regions), any(region.clashes for region in regions)
    if name == "evidence":
        return merged_evidence(base, ours, theirs)
    if name in STATEMENTS:
        return merged_statements(base, ours, theirs), False
    if name == "decisions":
        return merged_decisions(base, ours, theirs), False
    if name == "roles":
        return merged_roles(base, ours, theirs), False
    return ours, True


def _answers_old_words(
    base: ChecklistAction, ours: ChecklistAction, theirs: ChecklistAction
) -> bool:
    """Return whether a side gave the first answer, and gave it to the words of the base.

    New words that the other side took meanwhile were not the ones answered.
    """
    return base.answer.is_blank and any(
        not side.answer.is_blank and words(side) == words(base) for side in (ours, theirs)
    )


def _merged_text(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """Return both texts where both changed: text is never dropped for another."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    return ours if theirs is None else join_texts(ours, theirs)
