"""`scalekit portfolio`: many checklists side by side."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from scalekit import clock
from scalekit.cli.arguments import filtering
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import (
    ForceOption,
    JsonOption,
    PlainOption,
    PlaybookOption,
    format_option,
)
from scalekit.cli.exporting.pages import file_for
from scalekit.cli.files import checklists, evidence, home, playbooks
from scalekit.cli.files.decided import what_changed
from scalekit.cli.files.writing import format_for, put
from scalekit.cli.terminal import streams
from scalekit.engine.filter import ORDERS, Filter
from scalekit.engine.overview import Entry, overview
from scalekit.engine.parts import GROUPS
from scalekit.engine.portfolio import Portfolio
from scalekit.engine.progress import progress
from scalekit.engine.roles import of_roles
from scalekit.errors import FileError, UsageError
from scalekit.model.problem import Problem
from scalekit.text.near import did_you_mean

if TYPE_CHECKING:
    from scalekit.engine.diff import Change
    from scalekit.git.pairing import Keep
    from scalekit.model.checklist import Checklist
    from scalekit.views.diff import Earlier

FORMATS = ("text", "html", "xlsx", "csv", "json")


def portfolio(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin. Without any: this folder.",
            offers="checklist_files",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        format_option(FORMATS),
    ] = None,
    group_by: Annotated[
        str,
        Option(
            "--group-by",
            metavar="WHAT",
            help=f"{', '.join(GROUPS)}.",
            offers=(*GROUPS,),
        ),
    ] = "",
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE",
            help="Say what had no movement since this revision, or since this day began.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Where to write, or - for stdout."),
    ] = None,
    role: Annotated[
        list[str] | None,
        Option(
            metavar="ROLE",
            help="Only the actions of this role. Repeat for more.",
            offers="roles",
        ),
    ] = None,
    owner: filtering.OwnerOption = None,
    statuses: filtering.StatusOption = None,
    overdue: filtering.OverdueOption = False,
    due_before: filtering.DueBeforeOption = None,
    sort: filtering.SortOption = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    force: ForceOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """See many checklists side by side: counts by pillar, and what needs a look.

    \b
    Examples:
      scalekit portfolio
      scalekit portfolio innovations/ --group-by owner
      scalekit portfolio innovations/ --since 2026-10-01
      scalekit portfolio innovations/ --output pages/overview.html
      scalekit portfolio innovations/ --owner "Sam Lee" --overdue --sort due
      scalekit portfolio innovations/ --json

    The counts are followed by what is off track, why and with whom, what is overdue, what cannot
    start, what needs attention, what is completed without evidence, answers whose wording changed
    since and, with --since, the checklists in which nothing was done. Exits 3 when a file cannot
    be read; the others are shown, and the document says which is missing.

    An html page leads to the pages that `scalekit export innovations/ --format html` made in the
    same folder.

    With --owner, --status, --overdue or --due-before only actions that match count, all of these
    where several are given, and only checklists that have any; the document says so.
    """
    today = clock.today()
    wanted = filtering.read_filter(today, owner, statuses, overdue, due_before)
    filtering.check_sort(sort)
    kind = _format(format, json, output)
    if group_by and group_by not in GROUPS:
        raise UsageError(f"There is no group “{group_by}”. {_choice(group_by, tuple(GROUPS))}")
    paths = paths or [home.folder()]
    if "-" in paths and len(paths) > 1:
        raise UsageError("Stdin is one checklist. Show it by itself.")
    output = file_for(kind, "portfolio", output, paths, force=force)
    problems: list[Problem] = []
    found, read = _overview(paths, group_by, since, role or [], playbook, problems, wanted, sort)
    if not read and not problems:
        streams.say(checklists.NONE_HERE)
    elif not found.rows and not problems:
        streams.say("No action matches what you asked for.")
    if found.rows or kind == "json":
        _show(found, problems, kind, output, plain, paths)
    if problems:
        raise FileError(*problems)
    return 0


def _format(asked: str | None, json: bool, output: str | None) -> str:
    kind = format_for(asked or ("json" if json else None), output, FORMATS) or "text"
    if kind not in FORMATS:
        raise UsageError(f"There is no format “{kind}”. {_choice(kind, FORMATS)}")
    if json and kind != "json":
        raise UsageError("Use --json or --format, not both.")
    return kind


def _choice(word: str, known: Sequence[str]) -> str:
    return did_you_mean(word, [*known]) or f"Use {', '.join(known[:-1])} or {known[-1]}."


def _overview(
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
                stands = progress(picked, wanted.today, newer, whole)
                stands = evidence.looked_at(path, picked, stands)
                decisions = what_changed(path, whole, stands.decisions)
                stands = stands._replace(decisions=decisions)
                rank = ORDERS[sort]((picked, stands, picked.actions)) if sort else ()
                was, added = _changes(earlier.get(path), picked, wanted)
                yield Entry(path, picked, stands, was, added, rank)

    with streams.progress_bar(partial(checklists.count, paths)) as more:
        found = overview(held(), wanted.today, by, book, name)
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
    seen: set[str] = set()
    for path, stored, found in checklists.read_all(paths):
        more(1)
        place = os.path.abspath(path)
        if place not in seen:
            seen.add(place)
            problems += found
            if stored:
                yield os.path.normpath(path), stored.checklist


def _earlier(
    paths: Sequence[str], since: str, keep: "Keep", problems: list[Problem]
) -> "tuple[str, dict[str, Earlier]]":
    """Return the point in time in words, and what became of each checklist since, by path."""
    # Only this option asks git.
    from scalekit.git.since import changed_since

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


def _show(
    portfolio: Portfolio,
    problems: Sequence[Problem],
    kind: str,
    output: str | None,
    plain: bool,
    paths: Sequence[str],
) -> None:
    terminal = output is None and streams.is_terminal(sys.stdout)
    plain = streams.wants_plain(plain)
    if kind == "text" and terminal and not plain:
        # rich takes 40 ms, and only a person at a terminal sees what it does.
        from scalekit.cli.terminal import pager
        from scalekit.views.terminal_portfolio import draw_portfolio

        pager.show_drawn(partial(draw_portfolio, portfolio))
        return
    if kind == "text":
        pieces = _text(portfolio, terminal=terminal, plain=plain)
    elif kind == "json":
        pieces = _json(portfolio, problems)
    elif kind == "html":
        pieces = _html(portfolio, _pages(paths, output))
    else:
        pieces = _RENDER[kind](portfolio)
    put(pieces, output, f".{kind}", binary=kind == "xlsx")


def _text(portfolio: Portfolio, *, terminal: bool, plain: bool) -> Iterator[bytes]:
    from scalekit.views.portfolio_table import WIDTH, text

    width = WIDTH
    if terminal:
        from shutil import get_terminal_size  # 2 ms

        width = get_terminal_size().columns
    yield "\n".join([*text(portfolio, width, plain=plain), ""]).encode("utf-8")


def _json(portfolio: Portfolio, problems: Sequence[Problem]) -> Iterator[bytes]:
    from scalekit.views import problems as problems_view
    from scalekit.views.portfolio import document

    content = {**document(portfolio), "problems": problems_view.document(problems)}
    yield streams.json_text("portfolio", content).encode("utf-8")


def _csv(portfolio: Portfolio) -> Iterator[bytes]:
    from scalekit.documents import csv_portfolio

    return (text.encode("utf-8") for text in csv_portfolio.render(portfolio))


def _pages(paths: Sequence[str], output: str | None) -> dict[str, str]:
    """Return by checklist the page that `export` made of it in the folder of `output`, if any."""
    if output in (None, "-") or "-" in paths:
        return {}
    # Only this format leads to pages.
    from scalekit.cli.exporting import batch

    folder = os.path.dirname(output) or "."
    return {
        os.path.normpath(job.path): os.path.relpath(job.target, folder).replace(os.sep, "/")
        for job in batch.plan(paths, folder, ".html")
        if os.path.isfile(job.target)
    }


def _html(portfolio: Portfolio, pages: dict[str, str]) -> Iterator[bytes]:
    # jinja2 takes 60 ms.
    from scalekit.documents.html.portfolio import render

    yield render(portfolio, pages)


def _xlsx(portfolio: Portfolio) -> Iterator[bytes]:
    from scalekit.documents.xlsx.portfolio import render

    yield render(portfolio)


_RENDER: dict[str, Callable[[Portfolio], Iterator[bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
}
