"""Which answers changed since a decision, as far as git has those that it was made on."""

from itertools import chain

from scalekit.engine.statements import Changed, Standing, of_checklist
from scalekit.errors import ScalekitError
from scalekit.model.checklist import Answer, Checklist


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
    from scalekit.engine.lacking import blank
    from scalekit.git.past import versions

    return {
        of: tuple(
            Changed(action.id, action.title)
            for action in checklist.actions
            if action.answer != then.answers().get(action.id, Answer())
        )
        for then in chain([blank(checklist)], versions(path))
        if (of := of_checklist(then)) in wanted
    }
