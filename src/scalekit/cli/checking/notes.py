"""What has changed since it was said, which `check` notes: a rule can require that nothing has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scalekit.cli.files import evidence, playbooks
from scalekit.engine.progress import Progress
from scalekit.engine.statements import changed_since
from scalekit.model.problem import Position, Problem
from scalekit.model.statement import View
from scalekit.text.shell import typed_file
from scalekit.views.statements import basis

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


class Note(NamedTuple):
    """A note, and which rule would fail for the same reason, with the action that it is about."""

    problem: Problem
    of: tuple[str, str] = ("", "")


def changed_notes(
    path: str,
    where: Progress,
    newer: "Playbook | None",
    given: str | None,
    old_evidence: Sequence[evidence.OutOfDate],
) -> list[Note]:
    """Return a note for each answer, statement, decision and file that is not as it was."""
    found = zip(old_evidence, evidence.notes(path, old_evidence), strict=True)
    return [
        *_wording(path, where, newer, given),
        *_statements(path, where),
        *_decisions(path, where),
        *(Note(problem, ("evidence-there", action.id)) for (action, _, _), problem in found),
    ]


def missing_notes(
    problems: Iterable[tuple[str, Problem]], asked: Mapping[str, Sequence[str]]
) -> Iterator[Note]:
    """Yield a note for each action that is missing, of the rule that its pillar is completed."""
    pillars = {action_id: pillar for pillar, ids in asked.items() for action_id in ids}
    for action_id, problem in problems:
        yield Note(problem, (f"pillar:{pillars.get(action_id, '')}=completed", action_id))


def _wording(
    path: str, where: Progress, newer: "Playbook | None", given: str | None
) -> Iterator[Note]:
    named = given is not None and newer is not None and newer is playbooks.load_playbook(given)
    option = playbooks.playbook_option(given) if named else ""
    for held in where.wording_changed:
        message = f"The wording of {held.id} changed since it was answered."
        remedy = (
            f"Confirm or change the answer: scalekit start {typed_file(path)}{option}, or:"
            f" scalekit set {typed_file(path)} {held.id} --new-wording{option}"
        )
        yield Note(Problem(Position(path), message, remedy), ("wording", held.id))


def _statements(path: str, where: Progress) -> Iterator[Note]:
    for action, said in where.changed_since:
        remedy = (
            f"Look at both again: scalekit compare A B --into {typed_file(path)}"
            if said.kind == View.DIFFER
            else f"Ask for another look: scalekit review {typed_file(path)} {action.id}"
        )
        problem = Problem(Position(path), f"{changed_since(said)}: {action.id}.", remedy)
        yield Note(problem, ("", action.id))


def _decisions(path: str, where: Progress) -> Iterator[Note]:
    for each in where.decisions:
        if not each.is_current:
            message = f"Decision {each.decision.id}: {basis(each)}"
            remedy = f"See what changed: scalekit decide {typed_file(path)} --list"
            yield Note(Problem(Position(path), message, remedy), ("decision-current", ""))
