"""Three-way merge of lists whose members have names: actions, roles, evidence, statements.

No outcome depends on which side is called ours.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from scalekit.engine.statements import identified
from scalekit.model.checklist import Evidence
from scalekit.model.statement import Decision, Statement

# Names are text, or tuples that begin with text: they can be sorted.
_Name = TypeVar("_Name", bound=Any)
_EvidenceName = tuple[str, str, int]
_Statements = TypeVar("_Statements", tuple[Statement, ...], tuple[Decision, ...])


def merged_order(
    base: Iterable[_Name],
    ours: Iterable[_Name],
    theirs: Iterable[_Name],
    kept: Collection[_Name],
) -> list[_Name]:
    """Return the kept names in order: as the side that moved some has them, each newcomer behind
    the name it stands behind on its own side.
    """
    mine, yours = ([name for name in side if name in kept] for side in (ours, theirs))
    followers: dict[_Name | None, list[_Name]] = {}
    for side, other in ((mine, set(yours)), (yours, set(mine))):
        for before, name in zip([None, *side], side, strict=False):
            if name not in other:
                followers.setdefault(before, []).append(name)
    found: list[_Name] = []
    waiting = [*reversed(_shared_order(list(base), mine, yours))]
    waiting += sorted(followers.get(None, []), reverse=True)
    while waiting:
        name = waiting.pop()
        found.append(name)
        waiting += sorted(followers.get(name, []), reverse=True)
    return found


def _shared_order(base: list[_Name], ours: list[_Name], theirs: list[_Name]) -> list[_Name]:
    """Return the names that both have: in the order of the side that moved some of them.

    When both did, or both added the same at different places, any rule will do that both keep to.
    """
    in_both = set(ours) & set(theirs)
    in_all = in_both & set(base)
    ours, theirs = ([name for name in side if name in in_both] for side in (ours, theirs))
    as_it_was = [name for name in base if name in in_all]
    ours_moved, theirs_moved = (
        [name for name in side if name in in_all] != as_it_was for side in (ours, theirs)
    )
    if ours_moved == theirs_moved:
        return min(ours, theirs)
    return ours if ours_moved else theirs


def merged_roles(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the roles that a side added, and those of the base that no side removed.

    A checklist has a role: where the sides would leave none, each keeps what it has.
    """
    every = {*ours, *theirs}
    kept = {role for role in every if role not in base or (role in ours and role in theirs)}
    return tuple(merged_order(base, ours, theirs, kept or every))


def merged_evidence(
    base: tuple[Evidence, ...], ours: tuple[Evidence, ...], theirs: tuple[Evidence, ...]
) -> tuple[tuple[Evidence, ...], bool]:
    """Return the evidence of both sides, and whether they clash over a piece of it.

    A piece is known by its link, or by its label if it has none. Where they clash it is as ours
    has it.
    """
    known = {evidence.link or evidence.label for evidence in base}
    old, mine, yours = (_named(side, known) for side in (base, ours, theirs))
    kept: dict[_EvidenceName, Evidence] = {}
    clash = False
    for name in {**mine, **yours}:
        was, our, their = old.get(name), mine.get(name), yours.get(name)
        clash = clash or (our not in (was, their) and their != was)
        merged = their if our == was else our
        if merged:
            kept[name] = merged
    return tuple(kept[name] for name in merged_order(old, mine, yours, kept)), clash


def _named(side: tuple[Evidence, ...], known: set[str]) -> dict[_EvidenceName, Evidence]:
    """Return evidence by name; a link that the base lacks may be added twice with two labels."""
    found: dict[_EvidenceName, Evidence] = {}
    for evidence in side:
        identity = evidence.link or evidence.label
        label = "" if identity in known else evidence.label
        number = 0
        while (identity, label, number) in found:
            number += 1
        found[identity, label, number] = evidence
    return found


def merged_statements(
    base: tuple[Statement, ...], ours: tuple[Statement, ...], theirs: tuple[Statement, ...]
) -> tuple[Statement, ...]:
    """Return the statements of both sides, which never clash, but for those that one took out."""
    return _merged(base, ours, theirs)


def merged_decisions(
    base: tuple[Decision, ...], ours: tuple[Decision, ...], theirs: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """Return the decisions of both sides but for those that one took out.

    Where two have come to share an id, because both sides edited one, both are kept, and one of
    them has a new id.
    """
    first: dict[str, Decision] = {}
    found = _merged(base, ours, theirs)
    for decision in sorted(found, key=_as_text):
        first.setdefault(decision.id, decision)
    return tuple(each if first[each.id] == each else identified(each) for each in found)


def _merged(base: _Statements, ours: _Statements, theirs: _Statements) -> _Statements:
    was, mine, yours = ([_as_text(each) for each in side] for side in (base, ours, theirs))
    every: dict[tuple[str, ...], Any] = {_as_text(each): each for each in (*ours, *theirs)}
    kept = {name for name in every if name not in was or (name in mine and name in yours)}
    order: list[tuple[str, ...]] = merged_order(was, mine, yours, kept)
    return tuple(every[name] for name in order)


def _as_text(each: Statement | Decision) -> tuple[str, ...]:
    return tuple(map(str, each))
