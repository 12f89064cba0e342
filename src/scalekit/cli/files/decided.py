"""Which answers changed since a decision, as far as git has those that it was made on."""

from typing import TYPE_CHECKING

from scalekit.engine.statements import Standing, of_checklist
from scalekit.errors import ScalekitError
from scalekit.model.checklist import Answer, Checklist

if TYPE_CHECKING:
    from scalekit.git.story import Step


def what_changed(
    path: str,
    checklist: Checklist,
    standings: tuple[Standing, ...],
    known: "tuple[Step, ...] | None" = None,
) -> tuple[Standing, ...]:
    """Return how decisions stand, with the answers that changed since where git knows them.

    `known` are its steps, where somebody has asked for them already.
    """
    wanted = {each.decision.of for each in standings if not each.is_current} - {""}
    if not wanted or path == "-":
        return standings
    try:
        found = steps(path, checklist) if known is None else known
        changed = _changed(checklist, found, wanted)
    except ScalekitError:  # no repository, or no git
        return standings
    return tuple(each._replace(changed=changed.get(each.decision.of, ())) for each in standings)


def steps(path: str, checklist: Checklist) -> "tuple[Step, ...]":
    """Return what git knows of a file; raises ScalekitError where there is no git."""
    # Only a decision whose answers changed waits for git, and who asks for its commit.
    from scalekit.git.story import story

    return story(path, checklist).steps


def _changed(
    checklist: Checklist, found: "tuple[Step, ...]", wanted: set[str]
) -> dict[str, tuple[str, ...]]:
    """Return the actions whose answers changed since each decision, by the decision's `of`."""
    return {
        of_checklist(then): tuple(
            action.id
            for action in checklist.actions
            if action.answer != then.answers().get(action.id, Answer())
        )
        for step in found
        for then in (step.old, step.new)
        if of_checklist(then) in wanted
    }
