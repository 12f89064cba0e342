"""What the shell offers when somebody presses Tab: never an error, whatever is on the line.

Help and mistakes import this too: each function imports what it looks at.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from scalekit.text.printable import printable

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook

Offers = list[tuple[str, str]]


def action_ids(ctx: typer.Context, incomplete: str) -> Offers:
    """Return the ids of the actions in the checklist that is on the line, else in the playbook."""
    return _offer(incomplete, lambda: _in_checklist(ctx)) or _offer(
        incomplete, lambda: ((a.id, a.title) for _, a in _playbook(ctx).actions())
    )


def roles(ctx: typer.Context, incomplete: str) -> Offers:
    """Return the ids of the roles, with their titles."""
    return _offer(incomplete, lambda: ((role.id, role.title) for role in _playbook(ctx).roles))


def guide_topics(ctx: typer.Context, incomplete: str) -> Offers:
    """Return the ids of everything that `guide` shows, with titles."""
    from scalekit.engine.topics import topics

    return _offer(incomplete, lambda: ((t.id, t.title) for t in topics(_playbook(ctx))))


def statuses(incomplete: str) -> Offers:
    """Return the statuses of an answer, with their labels."""
    from scalekit.model.checklist import Status

    return _offer(incomplete, lambda: ((status.value, status.label) for status in Status))


def confidences(incomplete: str) -> Offers:
    """Return the confidences of an answer, with their labels."""
    from scalekit.model.checklist import Confidence

    return _offer(incomplete, lambda: ((each.value, each.label) for each in Confidence))


def rules(incomplete: str) -> Offers:
    """Return the rules that `check` can require, with what they ask."""
    from scalekit.engine.check_rules import RULES

    return _offer(incomplete, lambda: ((name, rule.asks) for name, rule in RULES.items()))


def schemas(incomplete: str) -> Offers:
    """Return the names of the schemas, with what each is of."""
    from scalekit.cli.files.schemas import names

    return _offer(incomplete, names)


def one_of(*words: str) -> Callable[[str], Offers]:
    """Return what offers these words."""

    def offer(incomplete: str) -> Offers:
        return _offer(incomplete, lambda: ((word, "") for word in words))

    return offer


def purposes(incomplete: str) -> Offers:
    """Return what a board paper can be for."""
    from scalekit.documents.docx.options import PURPOSES

    return _offer(incomplete, PURPOSES.items)


def layouts(incomplete: str) -> Offers:
    """Return the layouts of a Word document."""
    from scalekit.documents.docx.options import LAYOUTS

    return _offer(incomplete, lambda: ((word, "") for word in LAYOUTS))


def checklist_files(incomplete: str) -> Offers:
    """Return the checklists in this folder, or in the folder that has been typed so far."""
    from scalekit.cli.files import checklists

    folder, slash, _ = incomplete.rpartition("/")
    return _offer(
        incomplete,
        lambda: (
            (f"{folder}{slash}{name}", "") for name in checklists.in_folder(folder or slash or ".")
        ),
    )


def returned_files(incomplete: str) -> Offers:
    """Return the files that can have come back from a colleague, beside what was typed so far."""
    from pathlib import Path

    folder, slash, _ = incomplete.rpartition("/")
    found = Path(folder or slash or ".")
    return _offer(
        incomplete,
        lambda: (
            (f"{folder}{slash}{path.name}", "")
            for path in sorted(found.iterdir())
            if path.suffix in (".json", ".md", ".xlsx", ".docx", ".pdf")
            and not path.name.startswith(".")
        ),
    )


def _in_checklist(ctx: typer.Context) -> Iterable[tuple[str, str]]:
    from scalekit.cli.files import checklists

    path = ctx.params.get("path")
    if isinstance(path, str) and path != "-":
        for action in checklists.open_checklist(path).checklist.actions:
            yield action.id, action.title


def _offer(incomplete: str, found: Callable[[], Iterable[tuple[str, str]]]) -> Offers:
    """Return what begins with what was typed; a playbook or folder that is not sound has none."""
    os.environ["COLUMNS"] = "1000"  # typer wraps what it offers, and a shell reads one line each
    offers: dict[str, str] = {}
    try:
        for word, about in found():
            if word.startswith(incomplete) and word == printable(word):
                offers.setdefault(word, printable(about).replace("[", r"\["))  # typer reads markup
    except Exception:  # a message would land in the middle of the command line
        return []
    return list(offers.items())


def _playbook(ctx: typer.Context) -> "Playbook":
    from scalekit.cli.files import playbooks

    folder = ctx.params.get("playbook")
    given = folder if isinstance(folder, str) else None
    return playbooks.read_playbook(playbooks.playbook_at(".", given))
