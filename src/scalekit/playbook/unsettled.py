"""What an overlay has left over when the playbook below moves on: left out till it is settled."""

from collections.abc import Iterable, Sequence

from scalekit.model.playbook import CaseStudy, Hidden, Pillar, Playbook
from scalekit.model.problem import Problem
from scalekit.playbook import rules
from scalekit.playbook.parts import problem

_LEFT_OUT = "Until then it is left out."

# What only refers to a part that is gone is left out; who an action is for is not to be guessed.
_LOST = {
    rules.code(rule)
    for rule in (
        rules.resources_exist,
        rules.changes_exist,
        rules.pillars_exist,
        rules.actions_exist,
        rules.case_studies_exist,
    )
}
_OF_ROLES = {rules.code(rules.each_role_has_an_aim), rules.code(rules.each_role_has_an_action)}


def without_empty_pillars(
    base: Playbook, book: Playbook, hide: Sequence[Hidden], unsettled: list[Problem]
) -> Playbook:
    """Return the playbook without the pillars of which every action is hidden.

    Adds a problem for each, and for each case study that has no action left to show.
    """
    gone = {pillar.id for pillar in book.pillars if not pillar.actions}
    left = book._replace(
        pillars=tuple(pillar for pillar in book.pillars if pillar.id not in gone),
        case_studies=tuple(case for case in book.case_studies if case.pillar not in gone),
    )
    shown = {case.id: case.shows for case in base.case_studies}
    hidden = {entry.id: entry.id for entry in hide}

    def emptied(message: str, remedy: str, words: Iterable[str]) -> Problem:
        at = next((hidden[word] for word in words if word in hidden), next(iter(hidden)))
        return problem(at, "left-empty", message, remedy)

    for pillar in base.pillars:
        if pillar.id in gone:
            message = f"This leaves the pillar {pillar.id} without an action."
            remedy = f"Hide the pillar itself. {_LEFT_OUT}"
            unsettled.append(emptied(message, remedy, (each.id for each in pillar.actions)))
    for case in left.case_studies:
        if not case.shows and (words := shown.get(case.id)):
            message = f"This leaves the case study {case.id} with no action that it shows."
            unsettled.append(emptied(message, "Hide the case study too.", words))
    return left


def parted(found: Sequence[Problem], book: Playbook) -> tuple[list[Problem], list[Problem]]:
    """Return what the rules found in an overlay as what is wrong, and what is only unsettled.

    Where no pillar is left, there is nothing to go on with.
    """
    settled = _LOST | _OF_ROLES if book.pillars else set()
    wrong = [each for each in found if each.code not in settled]
    return wrong, [_told(each) for each in found if each.code in settled]


def _told(found: Problem) -> Problem:
    if found.code in _OF_ROLES:
        return found
    remedy = found.remedy or "Name another, or take it out."
    return found._replace(remedy=f"{remedy} {_LEFT_OUT}")


def without_lost(book: Playbook) -> Playbook:
    """Return the playbook in which nothing refers to a part that it does not have."""
    resources = {each.id for each in book.resources}
    changes = {each.id for each in book.changes}
    pillars = {each.id for each in book.pillars}
    roles = {each.id for each in book.roles}
    actions = {action.id for _, action in book.actions()}

    def pillar_of(pillar: Pillar) -> Pillar:
        return pillar._replace(
            aims=tuple(aim for aim in pillar.aims if aim[0] in roles),
            actions=tuple(
                action._replace(
                    resources=_there(action.resources, resources),
                    changes=_there(action.changes, changes),
                )
                for action in pillar.actions
            ),
        )

    cases = [case for case in book.case_studies if case.pillar in pillars]
    cases = [case._replace(shows=_there(case.shows, actions)) for case in cases]
    studies = {case.id for case in cases}

    def study_of(case: CaseStudy) -> CaseStudy:
        return case if case.example_of in studies else case._replace(example_of="")

    return book._replace(
        pillars=tuple(map(pillar_of, book.pillars)),
        case_studies=tuple(map(study_of, cases)),
    )


def _there(words: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word in known)
