"""What a playbook owes to those who answered its earlier version: ids and wordings stay true."""

from collections.abc import Callable, Iterable, Iterator

from scalekit.engine.playbook_version import is_newer
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem, position_of
from scalekit.playbook.parts import NOUNS, is_own, parts
from scalekit.playbook.rules import code

Promise = Callable[[Playbook, Playbook], Iterable[Problem]]


def against(old: Playbook, new: Playbook) -> list[Problem]:
    """Return each promise of the earlier version that the later one breaks, sorted by place."""
    found = [
        problem._replace(code=code(promise))
        for promise in PROMISES
        for problem in promise(old, new)
    ]
    return sorted(found, key=lambda problem: problem.at)


def ids_removed(old: Playbook, new: Playbook) -> Iterator[Problem]:
    """Find parts that are gone without a word on what became of them."""
    told = {*new.retired, *(ident for hidden in new.hidden for ident in hidden.ids)}
    known = {*_ids(new), *told, *(was for _, a in new.actions() for was in a.was)}
    for ident in (*_ids(old), *old.retired):
        if ident not in known:
            message = f"{ident} was here before, and nothing says what became of it."
            remedy = (
                "Name it under `was` of the action that takes over from it, else under `retired`."
            )
            yield Problem(position_of(new.id), message, remedy)
    told |= {*_ids(new), *(word for role in new.roles for word in role.also)}
    for name, noun in NOUNS.items():
        there = {part.id for part in parts(new, name)} | told
        for part in parts(old, name) if name != "actions" else ():
            # What an overlay has from below is owed by the playbook below.
            if part.id not in there and is_own(position_of(part.id).path, old.folder):
                message = f"The {noun} {part.id} was here before, and others may build on it."
                yield Problem(position_of(new.id), message, _GONE[name == "roles"])


_GONE = (
    "Keep the id where only the rest changed, else list it under `retired`.",
    "Name it under `also` of the role that takes over from it, else under `retired`.",
)


def ids_used_again(old: Playbook, new: Playbook) -> Iterator[Problem]:
    """Find new actions with the id of one that was retired or renamed."""
    # What an overlay left out can come back: it is the same.
    hidden = {ident for hidden in old.hidden for ident in hidden.ids}
    gone = {*old.retired, *(was for _, a in old.actions() for was in a.was)} - {*_ids(old), *hidden}
    for ident in _ids(new):
        if ident in gone:
            message = f"The id {ident} belonged to another action before."
            yield Problem(
                position_of(ident), message, "Choose another one: answers to that one would move."
            )


def wording_without_version(old: Playbook, new: Playbook) -> Iterator[Problem]:
    """Find actions with other words in a playbook with the same version."""
    before = old.actions_by_id
    for _, action in new.actions():
        held = before.get(action.id)
        same = (old.version, old.extends) == (new.version, new.extends)
        if held and held.wording != action.wording and same:
            message = f"The wording of {action.id} changed, and the version is still {new.version}."
            yield Problem(position_of(action.title), message, "Raise `version` in playbook.yaml.")


def version_goes_back(old: Playbook, new: Playbook) -> Iterator[Problem]:
    """Find a version that counts less than the one before."""
    if is_newer(old.version, new.version):
        message = f"The version was {old.version} before, and is {new.version} now."
        yield Problem(position_of(new.version), message, "Count upwards.")


PROMISES: tuple[Promise, ...] = (
    ids_removed,
    ids_used_again,
    wording_without_version,
    version_goes_back,
)
CODES = tuple(map(code, PROMISES))


def _ids(playbook: Playbook) -> list[str]:
    return [action.id for _, action in playbook.actions()]
