"""Many checklists to one overview: which of them and which of their actions, and since when."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from scalekit.cli.files import checklists, playbooks, standing
from scalekit.cli.terminal import streams
from scalekit.engine.build_portfolio import Entry, build_portfolio
from scalekit.engine.filter import ORDERS, Filter
from scalekit.engine.portfolio import Portfolio
from scalekit.engine.roles import of_roles
from scalekit.model.problem import Problem

if TYPE_CHECKING:
    from scalekit.engine.diff import Change
    from scalekit.git.pairing import Keep
    from scalekit.model.checklist import Checklist
    from scalekit.views.diff import Earlier


def read_overview(
    paths: Sequence[str],
    by: str,
    since: str | None,
    roles: Sequence[str],
    playbook: str | None,
    problems: list[Problem],
    wanted: Filter,
    sort: str | None,
) -> tuple[Portfolio, int]:
    """Return the overview of what is picked, and how many checklists were read for it."""
    at = playbooks.playbook_at(paths[0], playbook)
    book = playbooks.load_playbook(at) if roles or by == "role" else None
    only = playbooks.read_roles(book, roles) if book else ()

    def keep(checklist: "Checklist") -> "Checklist":
        return of_roles(checklist, book, only) if book and only else checklist

    name, earlier = _earlier(paths, since, keep, problems) if since is not None else ("", {})

    unread: list[Problem] = []
    read = 0

    def held() -> Iterator[Entry]:
        nonlocal read
        for path, whole in _read(paths, unread, more):
            read += 1
            checklist = keep(whole)
            picked = checklist if wanted.is_all else _only(checklist, wanted)
            if picked.actions or wanted.is_all:
                newer = playbooks.newer_playbook(path, picked, playbook)
                stands = standing.progress_here(path, picked, wanted.today, newer, whole)
                rank = ORDERS[sort]((picked, stands, picked.actions)) if sort else ()
                was, added = _changes(earlier.get(path), picked, wanted)
                yield Entry(path, picked, stands, was, added, rank)

    with streams.progress_bar(partial(checklists.count, paths)) as more:
        found = build_portfolio(held(), wanted.today, by, book, name)
    problems += unread
    return found._replace(unread=tuple(_why(unread)), only=str(wanted)), read


def _only(checklist: "Checklist", wanted: Filter) -> "Checklist":
    return checklist._replace(actions=wanted.actions(checklist))


def _why(problems: Sequence[Problem]) -> "Iterator[tuple[str, str]]":
    """Yield each file that could not be read, and the first thing that is wrong with it."""
    first = {problem.at.path: problem for problem in reversed(problems)}
    for path in dict.fromkeys(problem.at.path for problem in problems):
        problem = first[path]
        line = f"Line {problem.at.line}: " if problem.at.line else ""
        yield os.path.normpath(path), f"{line}{problem.message} {problem.remedy}".rstrip()


def _read(
    paths: Sequence[str], problems: list[Problem], more: Callable[[int], None]
) -> "Iterator[tuple[str, Checklist]]":
    """Yield each checklist once, however often it is named, and its path."""
    for path, stored, found in checklists.read_all(paths):
        more(1)
        problems += found
        if stored:
            yield os.path.normpath(path), stored.checklist


def _earlier(
    paths: Sequence[str], since: str, keep: "Keep", problems: list[Problem]
) -> "tuple[str, dict[str, Earlier]]":
    """Return the point in time in words, and what became of each checklist since, by path."""
    # Only this option asks git.
    from scalekit.git.changed_since import changed_since

    found = changed_since(paths, since, problems, streams.say, keep)
    return found.name, found.earlier()


def _changes(
    earlier: "Earlier | None", checklist: "Checklist", wanted: Filter
) -> "tuple[Sequence[Change] | None, bool]":
    """Return what changed in a checklist, None if that is not known, and whether it is new.

    Where actions are picked, only what changed in those counts.
    """
    known = earlier is not None and earlier.kind in ("unchanged", "changed", "renamed")
    changes = earlier.changes if earlier and known else None
    if changes and not wanted.is_all:
        ids = {action.id for action in checklist.actions}
        changes = tuple(change for change in changes if change.action_id in ids)
    return (
        changes,
        earlier is not None and earlier.kind == "added",
    )
