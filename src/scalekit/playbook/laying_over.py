"""One playbook laid over another: what it hides, replaces and adds, in this order.

Every problem stands at the overlay's own line: the playbook below is somebody else's.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from scalekit.model.overlay import Addition, Overlay
from scalekit.model.playbook import Action, Hidden, Pillar, Playbook, Source
from scalekit.model.problem import LocatedText, Problem
from scalekit.playbook.parts import NOUNS, no_such_id, parts, problem
from scalekit.playbook.replacing import outdated_replacements, replaced
from scalekit.playbook.unsettled import without_empty_pillars
from scalekit.playbook.version_range import check_version

_HIDDEN = ("pillars", "actions", "case_studies", "resources")


def laid_over(base: Playbook, overlay: Overlay, folder: str, problems: list[Problem]) -> Playbook:
    """Return the playbook that a base and an overlay make together; problems are added.

    Where only the base has moved on, it is unsettled, and no problem: its users are not to wait.
    """
    unsettled = list(base.unsettled)
    check_version(base, overlay.extends, problems, unsettled)
    problems += _prefixes(overlay)
    overlay = _followed(base, overlay, unsettled)
    unsettled += outdated_replacements(base, overlay)
    book = _hidden(base, overlay.hide, problems, unsettled)
    book = replaced(book, base, overlay, problems, unsettled)
    book = _added(book, _credited(overlay), problems, unsettled)
    book = without_empty_pillars(base, book, overlay.hide, unsettled)
    about = {
        key: overlay.about[key]
        for key in (
            "id",
            "title",
            "version",
            "language",
            "summary",
            "notice",
            "asks_name",
        )
        if key in overlay.about
    }
    there = {action.id for _, action in book.actions()}
    kept = {*there, *(was for _, action in book.actions() for was in action.was)}
    gone = (action for _, action in base.actions() if action.id not in there)
    retired = (
        *base.retired,
        *(ident for action in gone for ident in (action.id, *action.was) if ident not in kept),
        *overlay.about.get("retired", ()),
    )
    return book._replace(
        **about,
        retired=tuple(dict.fromkeys(retired)),
        allow=overlay.about.get("allow", ()),
        extends=((base.id, base.version), *base.extends),
        hidden=(*base.hidden, *(_titled(base, entry) for entry in overlay.hide)),
        unsettled=tuple(sorted(unsettled, key=lambda problem: problem.at)),
        folder=folder,
    )


def _credited(overlay: Overlay) -> Overlay:
    """Return an overlay of which each part that it adds says what it stands in.

    That is the overlay's source, or else itself; what is below keeps the source there.
    """
    source = overlay.about.get("source") or Source(str(overlay.about["title"]))

    def credited(part: Any) -> Any:
        if isinstance(part, Pillar):
            return part._replace(actions=tuple(map(credited, part.actions)))
        return part if part.source.of else part._replace(source=part.source._replace(of=source))

    parts: dict[str, Any] = {
        name: tuple(each._replace(value=credited(each.value)) for each in getattr(overlay, name))
        for name in ("pillars", "actions", "case_studies")
    }
    return overlay._replace(**parts)


# The playbook below


def _prefixes(overlay: Overlay) -> Iterator[Problem]:
    prefix = overlay.about.get("prefix") or overlay.about["id"]
    added = (*overlay.pillars, *overlay.actions, *overlay.case_studies, *overlay.resources)
    for ident in (*(each.value.id for each in added), *(change.id for change in overlay.changes)):
        if ident and prefix and not ident.startswith(f"{prefix}-"):
            message = f"The id {ident} does not begin with {prefix}-."
            remedy = "Begin it with that: it then never meets an id of the playbook below."
            yield problem(ident, "no-prefix", message, remedy)


# Parts that are called otherwise now


def _followed(base: Playbook, overlay: Overlay, unsettled: list[Problem]) -> Overlay:
    """Return an overlay that names each action as it is called now, until its author does."""
    actions = [action for _, action in base.actions()]
    now = {was: action.id for action in actions for was in action.was}
    there = {part.id for name in _HIDDEN for part in parts(base, name)}

    def follow(word: str) -> str:
        if word not in now or word in there:
            return word
        unsettled.append(no_such_id("action", word, (), base))
        return LocatedText(now[word], *word.at) if isinstance(word, LocatedText) else now[word]

    return overlay._replace(
        hide=tuple(each._replace(id=follow(each.id)) for each in overlay.hide),
        replace={
            name: tuple(e._replace(id=follow(e.id)) if name == "actions" else e for e in entries)
            for name, entries in overlay.replace.items()
        },
        actions=tuple(
            each._replace(after=follow(each.after), before=follow(each.before))
            for each in overlay.actions
        ),
    )


# What is hidden


def _hidden(
    base: Playbook, hide: Sequence[Hidden], problems: list[Problem], unsettled: list[Problem]
) -> Playbook:
    gone: dict[str, set[str]] = {name: set() for name in _HIDDEN}
    for entry in hide:
        names = [name for name, _ in _meant(base, entry)]
        if len(names) == 1:
            gone[names[0]].add(entry.id)
        elif names:
            words = " and ".join(f"a {NOUNS[name]}" for name in names)
            message = f"{entry.id} is the id of {words}."
            problems.append(problem(entry.id, "no-target", message, "Say which under `part`."))
        elif entry.id:
            known = [part.id for name in _HIDDEN for part in parts(base, name)]
            unsettled.append(no_such_id("part", entry.id, known, base))
    pillars = tuple(
        p._replace(
            actions=tuple(_without(a, gone) for a in p.actions if a.id not in gone["actions"])
        )
        for p in base.pillars
        if p.id not in gone["pillars"]
    )
    left = {action.id for pillar in pillars for action in pillar.actions}
    cases = tuple(
        case._replace(
            shows=tuple(word for word in case.shows if word in left),
            example_of="" if case.example_of in gone["case_studies"] else case.example_of,
        )
        for case in base.case_studies
        if case.id not in gone["case_studies"] and case.pillar not in gone["pillars"]
    )
    resources = tuple(r for r in base.resources if r.id not in gone["resources"])
    return base._replace(pillars=pillars, case_studies=cases, resources=resources)


def _meant(base: Playbook, entry: Hidden) -> Iterator[tuple[str, Any]]:
    """Yield the parts that an entry can mean, each with the name of its list."""
    for name in _HIDDEN:
        if entry.part in ("", NOUNS[name].replace(" ", "-")):
            yield from ((name, part) for part in parts(base, name) if part.id == entry.id)


def _titled(base: Playbook, entry: Hidden) -> Hidden:
    meant = [part for _, part in _meant(base, entry)]
    titles = (getattr(part, "title", "") or part.name for part in meant)
    ids = (ident for part in meant for ident in _all_ids(base, part))
    return entry._replace(title=next(titles, ""), ids=tuple(dict.fromkeys(ids)))


def _all_ids(base: Playbook, part: Any) -> Iterator[str]:
    """Yield the ids that a part has and had, with those of what goes when it does."""
    yield from (part.id, *getattr(part, "was", ()))
    for action in getattr(part, "actions", ()):
        yield from _all_ids(base, action)
    if isinstance(part, Pillar):
        yield from (case.id for case in base.case_studies if case.pillar == part.id)


def _without(action: Action, gone: dict[str, set[str]]) -> Action:
    return action._replace(
        resources=tuple(word for word in action.resources if word not in gone["resources"])
    )


# What is added


def _added(
    book: Playbook, overlay: Overlay, problems: list[Problem], unsettled: list[Problem]
) -> Playbook:
    problems += _placed_twice(overlay)
    placed = partial(_placed, hidden={each.id for each in overlay.hide}, unsettled=unsettled)
    pillars = placed(book.pillars, overlay.pillars, "pillar")
    cases = placed(book.case_studies, overlay.case_studies, "case study")
    resources = placed(book.resources, overlay.resources, "resource")

    known = [pillar.id for pillar in pillars]
    lost = [added for added in overlay.actions if added.pillar and added.pillar not in known]
    unsettled += [_out_of_pillar(no_such_id("pillar", each.pillar, known, book)) for each in lost]

    def with_actions(pillar: Pillar) -> Pillar:
        here = [each for each in overlay.actions if each.pillar == pillar.id]
        # What they were to stand beside is gone with their pillar.
        here += [each._replace(after="", before="") for each in lost if pillar is pillars[-1]]
        return pillar._replace(actions=placed(pillar.actions, here, "action")) if here else pillar

    return book._replace(
        pillars=tuple(map(with_actions, pillars)),
        case_studies=cases,
        resources=resources,
        changes=(*book.changes, *overlay.changes),
    )


def _out_of_pillar(problem: Problem) -> Problem:
    return problem._replace(remedy=f"{problem.remedy} Until then its action ends the last pillar.")


def _placed_twice(overlay: Overlay) -> Iterator[Problem]:
    for each in (*overlay.pillars, *overlay.actions, *overlay.case_studies, *overlay.resources):
        if each.after and each.before:
            message = "This has both `after` and `before`."
            yield problem(each.before, "no-target", message, "Keep one of them.")


def _placed(
    parts: Sequence[Any],
    added: Sequence[Addition],
    noun: str,
    hidden: set[str],
    unsettled: list[Problem],
) -> tuple[Any, ...]:
    """Return parts with others before or after those that they name, else at the end.

    Of several behind one another's back, each stands in the order of the file.
    """
    found = list(parts)
    last: dict[str, str] = {}
    for each in added:
        named = each.after or each.before
        order = [part.id for part in found]
        if named in hidden and named not in order:
            message = f"{named} is hidden here, so nothing can be put beside it."
            unsettled.append(problem(named, "no-target", message, "Name another, or none."))
        elif named and named not in order:
            unsettled.append(no_such_id(noun, named, order, None))
        if named not in order:
            found.append(each.value)
        elif each.after:
            found.insert(order.index(last.get(named, named)) + 1, each.value)
            last[named] = each.value.id
        else:
            found.insert(order.index(named), each.value)
    return tuple(found)
