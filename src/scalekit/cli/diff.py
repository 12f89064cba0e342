"""`scalekit diff`: what changed between two versions, revisions or dates."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlaybookOption, RoleOption
from scalekit.cli.files import playbooks
from scalekit.cli.files.writing import format_for
from scalekit.cli.terminal import streams
from scalekit.engine.roles import of_roles
from scalekit.errors import FileError
from scalekit.git.diff_arguments import sides_to_compare
from scalekit.git.pairing import Keep, compare, pairs, whole
from scalekit.model.problem import Problem
from scalekit.views import diff as view
from scalekit.views import problems as problems_view
from scalekit.views.diff import ChecklistDiff

FORMATS = ("text", "md", "json")


def diff(
    old: Annotated[
        str | None,
        Argument(
            metavar="[OLD]",
            help="A file, a folder, REV:PATH or -. Alone, it is compared with what git has:"
            " with HEAD, or with --since. REV alone: this folder with it. Without it: this folder.",
            offers="checklist_files",
        ),
    ] = None,
    new: Annotated[
        str | None,
        Argument(
            metavar="[NEW]",
            help="What to compare OLD with: a file, a folder, REV, REV:PATH or -.",
            offers="checklist_files",
        ),
    ] = None,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV|DATE|TIME",
            help="Compare with this revision, or with how things stood as this day began;"
            ' also "2 weeks ago" and other times that git knows.',
        ),
    ] = None,
    role: RoleOption = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        Option("--format", metavar="FORMAT", help="text, md or json.", offers=(*FORMATS,)),
    ] = None,
    json: JsonOption = False,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit 1 when something changed.")
    ] = False,
    playbook: PlaybookOption = None,
) -> int:
    """Say what changed, by action and field: between files, folders, revisions or dates.

    \b
    Examples:
      scalekit diff
      scalekit diff feno-testing.scalekit.md
      scalekit diff innovations/ --since 2026-10-01 --format md
      scalekit diff main
      scalekit diff main icb
      scalekit diff main:innovations innovations/
      scalekit diff old.scalekit.md new.scalekit.json --json

    A date counts from its first minute: what changed on that day is shown. Exits 3 when a file
    cannot be read; what changed in the others is shown.
    """
    kind = format_for(format, None, FORMATS, json=json) or "text"
    keep = _keep(role or [], playbooks.playbook_at(old or ".", playbook))
    problems: list[Problem] = []
    with ExitStack() as stack:
        title, sides = sides_to_compare(old, new, since, stack, streams.say)
        found = compare(pairs(sides).values(), sides.repository, problems, keep)
        changed = _show(kind, title, found, problems)
    if problems:
        raise FileError(*problems)
    if not changed and kind != "json":
        streams.say("Nothing changed.")
    return int(changed and exit_code)


def _keep(words: list[str], playbook: str | None) -> Keep:
    """Return what takes a checklist to the part of it that was asked for."""
    if not words and playbook is None:
        return whole
    book = playbooks.load_playbook(playbook)
    roles = playbooks.read_roles(book, words)
    return lambda checklist: of_roles(checklist, book, roles) if roles else checklist


def _show(kind: str, title: str, found: Iterator[ChecklistDiff], problems: list[Problem]) -> bool:
    """Write what changed, each checklist as it is found; returns whether there was any."""
    if kind == "json":
        every = list(found)
        listed = problems_view.document(problems)
        streams.out_json("diff", {"checklists": view.document(every), "problems": listed})
        return bool(every)
    changed = False
    for one in found:
        if kind == "md" and not changed:
            streams.out(f"{view.markdown_title(title)}\n")
        lines = view.markdown(one) if kind == "md" else view.lines(one)
        blank = [""] if changed or kind == "md" else []
        streams.out_lines([*blank, *lines])
        changed = True
    return changed
