"""What somebody settled in a merge: took from one of two versions, or changed besides.

A merge commit is compared with what merging the same versions by field gives. A merge that is
just that makes no step of a story: each of its changes has an author already.
"""

import heapq
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scalekit.engine.diff import Change, diff
from scalekit.engine.merge import merge_both_ways
from scalekit.model.checklist import Checklist

_ONE, _OTHER, _PASSED = 1, 2, 4


class Settlement(NamedTuple):
    """What was settled; `old` is what a merge by field gives, with ours where the sides clash."""

    changes: tuple[Change, ...]
    old: Checklist


def settlement(
    base: Checklist | None, ours: Checklist, theirs: Checklist, new: Checklist
) -> Settlement:
    """Return what a merge of two versions settled; `old` of a change is the value not taken."""
    merged = merge_both_ways(base, ours, theirs)
    found = {
        (change.action_id, change.field): change
        for side in (merged.theirs, merged.ours)
        for change in diff(side, new)
    }
    number = {action.id: at for at, action in enumerate(new.actions)}
    told = sorted(found.values(), key=lambda change: number.get(change.action_id, -1))
    return Settlement(tuple(told), merged.ours)


class Ancestry:
    """Which commits come from which; `parents` has each commit before its parents."""

    def __init__(self, parents: Mapping[str, Sequence[str]]) -> None:
        self._parents = parents
        self._commits = [*parents]
        self._numbers = {commit: number for number, commit in enumerate(parents)}

    def bases(self, one: str, other: str) -> list[str]:
        """Return the last commits that both come from, as `git merge-base --all` does.

        Nothing before those is looked at, so that a long history costs no more for each merge.
        """
        seen: dict[int, int] = {}
        waiting: list[int] = []

        def reach(commit: str, by: int) -> None:
            number = self._numbers[commit]
            if number not in seen:
                heapq.heappush(waiting, number)
            seen[number] = seen.get(number, 0) | by

        reach(one, _ONE)
        reach(other, _OTHER)
        found = []
        while any(seen[number] < _PASSED for number in waiting):
            number = heapq.heappop(waiting)
            by = seen[number]
            if by == _ONE | _OTHER:
                found.append(self._commits[number])
                by |= _PASSED
            for parent in self._parents[self._commits[number]]:
                reach(parent, by)
        return found
