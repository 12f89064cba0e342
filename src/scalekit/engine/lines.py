"""Notes line by line: what changed between two, and the merge of three."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

_Part = TypeVar("_Part", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Region:
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


def split(text: str) -> tuple[str, ...]:
    """Return the lines of a note; an empty note has none."""
    return tuple(text.split("\n")) if text else ()


def changed_lines(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the lines that differ between two notes, each with "-" (gone) or "+" (added)."""
    return changed_parts(split(old), split(new))


def changed_parts(old: Sequence[_Part], new: Sequence[_Part]) -> tuple[tuple[str, _Part], ...]:
    """Return what differs between two sequences, such as evidence, each with "-" or "+"."""
    # difflib is needed only once two texts differ.
    from difflib import SequenceMatcher

    found: list[tuple[str, _Part]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [("-", part) for part in old[i:j]]
            found += [("+", part) for part in new[k:m]]
    return tuple(found)


def merge_lines(base: str, ours: str, theirs: str) -> tuple[Region, ...]:
    """Return three notes as regions, as git does it: changes that touch or overlap clash."""
    return tuple(_regions(split(base), split(ours), split(theirs)))


def merged_note(regions: Sequence[Region]) -> str:
    """Return the note that the regions make, with ours where they clash."""
    return "\n".join(chain.from_iterable(region.merged for region in regions))


def _regions(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> Iterator[Region]:
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
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


def _matches(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Return which line of a side each line of the base became, by number.

    What both have at the beginning and the end is matched first: difflib takes quadratic time.
    """
    from difflib import SequenceMatcher

    size = min(len(base), len(side))
    first = next((n for n in range(size) if base[n] != side[n]), size)
    left = size - first
    last = next((n for n in range(left) if base[-1 - n] != side[-1 - n]), left)
    between = SequenceMatcher(
        None, base[first : len(base) - last], side[first : len(side) - last], autojunk=False
    )
    found = {n: n for n in range(first)}
    for block in between.get_matching_blocks():
        found |= {first + block.a + n: first + block.b + n for n in range(block.size)}
    return found | {len(base) - n: len(side) - n for n in range(last, 0, -1)}
