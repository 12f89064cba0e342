"""Texts line by line: what two have in common, what changed between them, the merge of three."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

_Part = TypeVar("_Part", bound=Hashable)
_Pair = tuple[int, int]

# Each round looks at what the one before left between two matches. Texts that people write are
# done after three or four; one made to need more ends with a larger change, not with more work.
_ROUNDS = 12


class Region(NamedTuple):
    """What three texts have at one place. The regions of a merge make up each text, in order."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def clashes(self) -> bool:
        """Whether both sides changed the base, and not to the same."""
        return self.ours not in (self.base, self.theirs) and self.theirs != self.base

    @property
    def merged(self) -> tuple[str, ...]:
        """What the merge has here: the changed side, or ours where both clash."""
        return self.theirs if self.ours == self.base else self.ours


class Span(NamedTuple):
    """A place in two sequences: from `first` to before `last` in the old one, and in the new."""

    first: int
    last: int
    new_first: int
    new_last: int


def split(text: str) -> tuple[str, ...]:
    """Return the lines of a note; an empty note has none."""
    return tuple(text.split("\n")) if text else ()


def changed_lines(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the lines that differ between two notes, each with "-" (gone) or "+" (added)."""
    return changed_parts(split(old), split(new))


def changed_parts(old: Sequence[_Part], new: Sequence[_Part]) -> tuple[tuple[str, _Part], ...]:
    """Return what differs between two sequences, such as evidence, each with "-" or "+"."""
    found: list[tuple[str, _Part]] = []
    for at in changed_spans(old, new):
        found += [("-", part) for part in old[at.first : at.last]]
        found += [("+", part) for part in new[at.new_first : at.new_last]]
    return tuple(found)


def both_in_order(old: Sequence[_Part], new: Sequence[_Part]) -> tuple[_Part, ...]:
    """Return all of two sequences: what they share once, and at each difference old before new."""
    found: list[_Part] = []
    shared = 0
    for at in changed_spans(old, new):
        found += [*old[shared : at.last], *new[at.new_first : at.new_last]]
        shared = at.last
    return (*found, *old[shared:])


def changed_spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Span]:
    """Yield each place where two sequences differ, in order."""
    first = new_first = 0
    for number, new_number in chain(matches(old, new), [(len(old), len(new))]):
        if (first, new_first) != (number, new_number):
            yield Span(first, number, new_first, new_number)
        first, new_first = number + 1, new_number + 1


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Pair]:
    """Return by number which part of one sequence became which of another, in order.

    The work grows with the length: what both have at the beginning and the end is matched, then
    what stands once in each ("patience"), then the same between those. Where nothing stands once,
    the first of what is repeated is matched with the first, the second with the second.
    """
    found: list[_Pair] = []
    gaps = [Span(0, len(old), 0, len(new))]
    for _ in range(_ROUNDS):
        left: list[Span] = []
        for gap in gaps:
            anchors = _ends(old, new, gap) or _anchors(old, new, gap)
            found += anchors
            left += _between(anchors, gap)
        gaps = left
    return sorted(found)


def merge_lines(base: str, ours: str, theirs: str) -> tuple[Region, ...]:
    """Return three notes as regions, as git does it: changes that touch or overlap clash."""
    return tuple(_regions(split(base), split(ours), split(theirs)))


def merged_note(regions: Iterable[Region]) -> str:
    """Return the note that the regions make, with ours where they clash."""
    return "\n".join(chain.from_iterable(region.merged for region in regions))


def _regions(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> Iterator[Region]:
    in_ours, in_theirs = dict(matches(base, ours)), dict(matches(base, theirs))
    i = j = k = 0
    for number, line in enumerate(base):
        if number in in_ours and number in in_theirs:
            m, n = in_ours[number], in_theirs[number]
            if (i, j, k) != (number, m, n):
                yield Region(base[i:number], ours[j:m], theirs[k:n])
            yield Region((line,), (line,), (line,))
            i, j, k = number + 1, m + 1, n + 1
    if (i, j, k) != (len(base), len(ours), len(theirs)):
        yield Region(base[i:], ours[j:], theirs[k:])


def _ends(old: Sequence[Hashable], new: Sequence[Hashable], gap: Span) -> list[_Pair]:
    """Return what a gap has in common at its beginning and its end."""
    size = min(gap.last - gap.first, gap.new_last - gap.new_first)
    start = end = 0
    while start < size and old[gap.first + start] == new[gap.new_first + start]:
        start += 1
    while end < size - start and old[gap.last - end - 1] == new[gap.new_last - end - 1]:
        end += 1
    return [
        *zip(range(gap.first, gap.first + start), range(gap.new_first, gap.new_last), strict=False),
        *zip(range(gap.last - end, gap.last), range(gap.new_last - end, gap.new_last), strict=True),
    ]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: Span) -> list[_Pair]:
    """Return what stands once on each side of a gap, in the same order on both.

    If there is nothing, what is repeated is told apart by which repetition it is.
    """
    mine = _numbers(old, gap.first, gap.last)
    yours = _numbers(new, gap.new_first, gap.new_last)
    shared = [part for part in mine if part in yours]
    once = [(mine[p][0], yours[p][0]) for p in shared if len(mine[p]) == len(yours[p]) == 1]
    return _rising(
        once or sorted(pair for p in shared for pair in zip(mine[p], yours[p], strict=False))
    )


def _numbers(parts: Sequence[Hashable], first: int, last: int) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for number in range(first, last):
        found.setdefault(parts[number], []).append(number)
    return found


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Return the most of some pairs, which rise in the old, that rise in the new as well.

    https://en.wikipedia.org/wiki/Longest_increasing_subsequence
    """
    lowest: list[int] = []  # by length, the smallest number at which such a row ends
    ends: list[int] = []  # which pair that is
    before: list[int] = []
    last = -1  # of the longest row, the one found first
    for at, (_, new_number) in enumerate(pairs):
        length = bisect_left(lowest, new_number)
        last = at if length == len(lowest) else last
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [new_number]
        ends[length : length + 1] = [at]
    found: list[_Pair] = []
    while last >= 0:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def _between(anchors: Sequence[_Pair], gap: Span) -> Iterator[Span]:
    """Yield what lies between matches and has something on both sides; without any, nothing."""
    if not anchors:
        return
    first, new_first = gap.first, gap.new_first
    for number, new_number in (*anchors, (gap.last, gap.new_last)):
        if first < number and new_first < new_number:
            yield Span(first, number, new_first, new_number)
        first, new_first = number + 1, new_number + 1
