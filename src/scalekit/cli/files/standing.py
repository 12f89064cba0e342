"""Where a checklist stands, with what its folder and git say of its evidence and decisions."""

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from scalekit.engine.statements import Changed, Standing, of_checklist
from scalekit.errors import ScalekitError
from scalekit.model.checklist import UNANSWERED, Checklist

if TYPE_CHECKING:
    from scalekit.engine.progress import Progress
    from scalekit.model.playbook import Playbook


def progress_here(
    path: str,
    checklist: Checklist,
    today: date,
    newer: "Playbook | None",
    whole: Checklist | None = None,
) -> "Progress":
    """Return where a checklist stands, or some of the actions of a whole one.

    `newer` is the playbook whose wording may differ from what it answers.
    """
    # `decide` asks only what changed.
    from scalekit.cli.files import evidence
    from scalekit.engine.progress import progress

    found = progress(checklist, today, newer, whole)
    found = evidence.looked_at(path, checklist, found)
    return found._replace(decisions=what_changed(path, whole or checklist, found.decisions))


def what_changed(
    path: str, checklist: Checklist, standings: tuple[Standing, ...]
) -> tuple[Standing, ...]:
    """Return how decisions stand, with the answers that changed since where git knows them."""
    wanted = {each.decision.of for each in standings if not each.is_current} - {""}
    if not wanted or path == "-":
        return standings
    try:
        changed = _changed(path, checklist, wanted)
    except ScalekitError:  # no repository, or no git
        return standings
    return tuple(each._replace(changed=changed.get(each.decision.of, ())) for each in standings)


def _changed(path: str, checklist: Checklist, wanted: set[str]) -> dict[str, tuple[Changed, ...]]:
    """Return the actions whose answers changed since each decision, by the decision's `of`."""
    # Only a decision whose answers changed waits for git.
    from scalekit.engine.lost_answers import blank
    from scalekit.git.past import committed_versions

    return {
        of: tuple(
            Changed(action.id, action.title)
            for action in checklist.actions
            if action.answer != then.answers().get(action.id, UNANSWERED)
        )
        for then in chain([blank(checklist)], committed_versions(path))
        if (of := of_checklist(then)) in wanted
    }
