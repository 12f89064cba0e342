"""What has to hold between the parts of a playbook: each rule finds one kind of problem.

A rule passes over what is empty: it was reported when it was read.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any

from scalekit.model.playbook import Pillar, Playbook
from scalekit.model.problem import Problem, position_of
from scalekit.text.near import did_you_mean

Rule = Callable[[Playbook], Iterable[Problem]]

MAX_SUGGESTIONS = 50  # each looks at every id, which takes milliseconds when there are 5,000


def check(playbook: Playbook, *, lacks_files: bool = False) -> list[Problem]:
    """Return everything that the rules find; what a file that was not read may hold is not."""
    wanted = [rule for rule in RULES if not (lacks_files and rule in _OF_FILES)]
    return [found._replace(code=code(rule)) for rule in wanted for found in rule(playbook)]


def code(rule: Callable[..., object]) -> str:
    """Return the name by which people know a rule."""
    return rule.__name__.replace("_", "-")


def action_ids_differ(playbook: Playbook) -> Iterator[Problem]:
    """Find two actions with one id, in one pillar or in two."""
    return _duplicates("action", (action.id for _, action in playbook.actions()))


def resource_ids_differ(playbook: Playbook) -> Iterator[Problem]:
    """Find two resources with one id."""
    return _duplicates("resource", (resource.id for resource in playbook.resources))


def role_words_differ(playbook: Playbook) -> Iterator[Problem]:
    """Find a word that names two roles, as an id or as another word for it."""
    return _duplicates("role", (word for role in playbook.roles for word in (role.id, *role.also)))


def roles_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find actions and resources for a role that the playbook does not have."""
    users = chain((a.roles for _, a in playbook.actions()), (r.who_for for r in playbook.resources))
    return _nowhere("role", chain.from_iterable(users), _ids(playbook.roles))


def resources_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find actions that name a resource that is not in the register."""
    users = chain.from_iterable(action.resources for _, action in playbook.actions())
    return _nowhere("resource", users, _ids(playbook.resources))


def change_ids_differ(playbook: Playbook) -> Iterator[Problem]:
    """Find two changes with one id."""
    return _duplicates("change", (change.id for change in playbook.changes))


def changes_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find actions that name a change that is not in the register."""
    users = chain.from_iterable(action.changes for _, action in playbook.actions())
    return _nowhere("change", users, _ids(playbook.changes))


def pillars_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find case studies in a pillar that the playbook does not have."""
    users = (case.pillar for case in playbook.case_studies)
    return _nowhere("pillar", users, _ids(playbook.pillars))


def actions_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find case studies that show an action that the playbook does not have."""
    users = chain.from_iterable(case.shows for case in playbook.case_studies)
    return _nowhere("action", users, [action.id for _, action in playbook.actions()])


def case_studies_exist(playbook: Playbook) -> Iterator[Problem]:
    """Find case studies that are an example of one that the playbook does not have."""
    users = (case.example_of for case in playbook.case_studies)
    return _nowhere("case study", users, _ids(playbook.case_studies))


def no_example_of_itself(playbook: Playbook) -> Iterator[Problem]:
    """Find case studies that are an example of themselves."""
    for case in playbook.case_studies:
        if case.id and case.example_of == case.id:
            yield _problem(case.example_of, "This case study is an example of itself.")


def files_are_named_by_id(playbook: Playbook) -> Iterator[Problem]:
    """Find pillars and case studies whose id is not the name of their file."""
    for ident in _ids(playbook.pillars) + _ids(playbook.case_studies):
        name = PurePath(position_of(ident).path).stem
        if ident and name and ident != name:
            message = f"The id {ident} is not the name of the file, {name}."
            yield _problem(ident, message, "Give both the same name.")


def each_role_has_an_aim(playbook: Playbook) -> Iterator[Problem]:
    """Find pillars that leave out the aim of a role, or have an aim for a role unknown."""
    roles = _ids(playbook.roles)
    for pillar in playbook.pillars:
        if pillar.aims and all(role for role, _ in pillar.aims):
            yield from _nowhere("role", (role for role, _ in pillar.aims), roles)
            yield from _aims_left_out(pillar, roles)


def _aims_left_out(pillar: Pillar, roles: list[str]) -> Iterator[Problem]:
    aims = dict(pillar.aims)
    for role in roles:
        if role and role not in aims:
            yield _problem(pillar.aims[0][0], f"These aims leave out {role}.", "Add its aim.")


def each_role_has_an_action(playbook: Playbook) -> Iterator[Problem]:
    """Find roles with nothing to do."""
    used = {role for _, action in playbook.actions() for role in action.roles or ("",)}
    for role in _ids(playbook.roles):
        if role and role not in used and "" not in used:
            yield _problem(role, f"No action is for {role}.", "Add one, or remove the role.")


def each_action_asks_3_to_5_questions(playbook: Playbook) -> Iterator[Problem]:
    """Find actions that ask too little to talk about, or too much."""
    for _, action in playbook.actions():
        if action.ask and all(action.ask) and not 3 <= len(action.ask) <= 5:
            message = f"This action has {len(action.ask)} questions to ask."
            yield _problem(action.ask[0], message, "Write 3, 4 or 5.")


def retired_ids_stay_retired(playbook: Playbook) -> Iterator[Problem]:
    """Find actions with the id of an action that was retired: answers to that one would move."""
    retired = set(playbook.retired)
    for _, action in playbook.actions():
        if action.id and action.id in retired:
            message = f"The id {action.id} belonged to an action that was retired."
            yield _problem(action.id, message, "Choose another one.")


def earlier_ids_are_free(playbook: Playbook) -> Iterator[Problem]:
    """Find actions that were once called what an action is still called."""
    used = {action.id for _, action in playbook.actions()}
    for _, action in playbook.actions():
        for earlier in action.was:
            if earlier and earlier in used:
                message = f"{earlier} is still the id of an action."
                yield _problem(earlier, message, "`was` is for ids that are no longer in use.")


RULES: tuple[Rule, ...] = (
    action_ids_differ,
    resource_ids_differ,
    role_words_differ,
    roles_exist,
    resources_exist,
    change_ids_differ,
    changes_exist,
    pillars_exist,
    actions_exist,
    case_studies_exist,
    no_example_of_itself,
    files_are_named_by_id,
    each_role_has_an_aim,
    each_role_has_an_action,
    each_action_asks_3_to_5_questions,
    retired_ids_stay_retired,
    earlier_ids_are_free,
)


_OF_FILES = (pillars_exist, actions_exist, case_studies_exist, each_role_has_an_action)


def _ids(parts: Iterable[Any]) -> list[str]:
    return [part.id for part in parts]


def _duplicates(noun: str, words: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for word in words:
        if word in first:
            at = position_of(first[word])
            message = f"Another {noun} is called {word}, in {at.path} on line {at.line}."
            yield _problem(word, message, "Rename one of them.")
        elif word:
            first[word] = word


def _nowhere(noun: str, references: Iterable[str], known: list[str]) -> Iterator[Problem]:
    there = set(known)
    if "" in there or len(there) < len(known):
        return  # an id that was not read, or of two that are the same, may be the one that is meant
    for count, word in enumerate(word for word in references if word and word not in there):
        remedy = did_you_mean(word, known) if count < MAX_SUGGESTIONS else ""
        yield _problem(word, f"There is no {noun} called {word}.", remedy)


def _problem(word: str, message: str, remedy: str = "") -> Problem:
    return Problem(position_of(word), message, remedy)
