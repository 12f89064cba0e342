"""One playbook laid over another: what it hides, replaces and adds, in this order.

Every problem stands at the overlay's own line: the playbook below is somebody else's.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any, NamedTuple

from scalekit.engine.upgrade import is_newer
from scalekit.model.playbook import Action, Change, Hidden, Pillar, Playbook, Source
from scalekit.model.problem import Located, Position, Problem, quoted
from scalekit.model.wording import fingerprint
from scalekit.playbook.overlay_shapes import Added, Extends, Kept, Replacement
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

# The lists of `replace`, the noun for one, and whether they can be hidden.
NOUNS = {
    "roles": "role",
    "pillars": "pillar",
    "actions": "action",
    "case_studies": "case study",
    "resources": "resource",
    "changes": "change",
}
_NUMBERS = pattern(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")
_SIGNS: dict[str, Callable[[str, str], bool]] = {
    ">=": lambda version, than: not is_newer(than, version),
    "<=": lambda version, than: not is_newer(version, than),
    "==": lambda version, than: than == version,
    ">": is_newer,
    "<": lambda version, than: is_newer(than, version),
}
_LINKED = {"status": "current", "note": ""}  # what is said of a resource's link, unless it is
_HIDDEN = ("pillars", "actions", "case_studies", "resources")


class Overlay(NamedTuple):
    """What the files of an overlay hold."""

    about: dict[str, Any]  # playbook.yaml
    hide: tuple[Hidden, ...]
    replace: dict[str, tuple[Replacement, ...]]
    pillars: tuple[Added, ...]
    actions: tuple[Added, ...]
    case_studies: tuple[Added, ...]
    resources: tuple[Added, ...]
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]

    @property
    def extends(self) -> Extends:
        """Which playbook it extends."""
        extends: Extends = self.about["extends"]
        return extends


def is_own(path: str, folder: str) -> bool:
    """Return whether a file is one of the playbook in a folder, and not of one below it."""
    inside = PurePath(path).parent
    return inside in {PurePath(folder, name) for name in (".", "pillars", "case-studies")}


class Replaced(NamedTuple):
    """The fields that one entry replaces: their words in the playbook below, as they are now."""

    entry: Replacement
    noun: str
    now: str  # the fingerprint
    words: str


def laid_over(base: Playbook, overlay: Overlay, folder: str, problems: list[Problem]) -> Playbook:
    """Return the playbook that a base and an overlay make together; problems are added."""
    unsettled = list(base.unsettled)
    _check_version(base, overlay.extends, problems, unsettled)
    problems += _prefixes(overlay)
    unsettled += _moved(base, overlay)
    book = _hidden(base, overlay.hide, problems)
    book = _replaced(book, base, overlay, problems)
    book = _added(book, _credited(overlay), problems)
    problems += _left_empty(base, book, overlay.hide)
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
    gone = [action.id for _, action in base.actions()]
    kept = {action.id for _, action in book.actions()}
    retired = (
        *base.retired,
        *(i for i in gone if i not in kept),
        *overlay.about.get("retired", ()),
    )
    return book._replace(
        **about,
        retired=tuple(dict.fromkeys(retired)),
        allow=overlay.about.get("allow", ()),
        extends=((base.id, base.version), *base.extends),
        hidden=(*base.hidden, *(_titled(base, entry) for entry in overlay.hide)),
        unsettled=tuple(unsettled),
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


def _check_version(
    base: Playbook, extends: Extends, problems: list[Problem], unsettled: list[Problem]
) -> None:
    """Add what is wrong with the range of versions; a base that is past it is only unsettled."""
    if extends.playbook and extends.playbook != base.id:
        message = f"The playbook there is {base.id}."
        remedy = "Name it, or its folder."
        problems.append(_problem(extends.playbook, "base-playbook", message, remedy))
        return
    for limit in filter(None, map(str.strip, extends.version.split(","))):
        sign, than = _limit(limit)
        if not sign:
            message = f"{quoted(limit)} is not a limit of versions."
            remedy = 'Write it as ">=2023.2, <2024", or as "==2023.2".'
            problems.append(_problem(extends.version, "base-version", message, remedy))
        elif not _within(base.version, sign, than):
            message = (
                f"This extends {base.id} {extends.version}, and version {base.version} is here."
            )
            early = sign.startswith(">") or is_newer(than, base.version)
            remedy = "See what changed, and then let the range have it."
            found = _problem(extends.version, "base-version", message, remedy)
            (problems if early else unsettled).append(found)
            return


def _limit(limit: str) -> tuple[str, str]:
    """Return the sign and the version of a limit such as `>=2023.2`; no sign where it is none."""
    sign = next((sign for sign in _SIGNS if limit.startswith(sign)), "")
    than = limit[len(sign) :].strip()
    if not than or (sign != "==" and not _NUMBERS.fullmatch(than)):
        return "", ""
    return sign, than


def _within(version: str, sign: str, than: str) -> bool:
    # A version that is not made of numbers has no order, so it is only ever itself.
    return _SIGNS[sign](version, than) and (sign == "==" or bool(_NUMBERS.fullmatch(version)))


def _prefixes(overlay: Overlay) -> Iterator[Problem]:
    prefix = overlay.about.get("prefix") or overlay.about["id"]
    added = (*overlay.pillars, *overlay.actions, *overlay.case_studies, *overlay.resources)
    for ident in (*(each.value.id for each in added), *(change.id for change in overlay.changes)):
        if ident and prefix and not ident.startswith(f"{prefix}-"):
            message = f"The id {ident} does not begin with {prefix}-."
            remedy = "Begin it so: an id of the playbook below is then never in its way."
            yield _problem(ident, "no-prefix", message, remedy)


# What is hidden


def _hidden(base: Playbook, hide: Sequence[Hidden], problems: list[Problem]) -> Playbook:
    gone: dict[str, set[str]] = {name: set() for name in _HIDDEN}
    for entry in hide:
        names = [name for name, _ in _meant(base, entry)]
        if len(names) == 1:
            gone[names[0]].add(entry.id)
        elif names:
            words = " and ".join(f"a {NOUNS[name]}" for name in names)
            message = f"{entry.id} is the id of {words}."
            problems.append(_problem(entry.id, "no-target", message, "Say which under `part`."))
        elif entry.id:
            known = [part.id for name in _HIDDEN for part in _parts(base, name)]
            problems.append(_missing("part", entry.id, known, base))
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
            yield from ((name, part) for part in _parts(base, name) if part.id == entry.id)


def _titled(base: Playbook, entry: Hidden) -> Hidden:
    titles = (getattr(p, "title", "") or p.name for _, p in _meant(base, entry))
    return entry._replace(title=next(titles, ""))


def _without(action: Action, gone: dict[str, set[str]]) -> Action:
    return action._replace(
        resources=tuple(word for word in action.resources if word not in gone["resources"])
    )


def _left_empty(base: Playbook, book: Playbook, hide: Sequence[Hidden]) -> Iterator[Problem]:
    """Yield a problem for each part that has nothing left in it."""
    hidden = {entry.id: entry.id for entry in hide}
    for pillar in book.pillars:
        if not pillar.actions:
            first = next(p for p in base.pillars if p.id == pillar.id).actions[0]
            message = f"This leaves the pillar {pillar.id} without an action."
            yield _problem(hidden[first.id], "left-empty", message, "Hide the pillar itself.")
    for case in book.case_studies:
        if not case.shows:
            shown = next(c for c in base.case_studies if c.id == case.id).shows
            at = next((hidden[word] for word in shown if word in hidden), next(iter(hidden)))
            message = f"This leaves the case study {case.id} with no action that it shows."
            yield _problem(at, "left-empty", message, "Hide the case study too.")


# What is replaced


def replaced_words(base: Playbook, overlay: Overlay) -> Iterator[Replaced]:
    """Yield each entry that replaces fields of a part that there is, with the words below."""
    for name, entries in overlay.replace.items():
        there = {part.id: part for part in _parts(base, name)}
        for entry in entries:
            if entry.id in there and entry.fields:
                words = _words(there[entry.id], entry.fields)
                yield Replaced(entry, NOUNS[name], sha256(words.encode()).hexdigest()[:8], words)


def _replaced(
    book: Playbook, base: Playbook, overlay: Overlay, problems: list[Problem]
) -> Playbook:
    problems += [
        _nothing_named(found) for found in replaced_words(base, overlay) if not found.entry.replaces
    ]
    problems += _not_opened(overlay)
    for name, entries in overlay.replace.items():
        there = {part.id for part in _parts(book, name)}
        for entry in entries:
            if entry.id and entry.id not in there:
                known = [part.id for part in _parts(base, name)]
                problems.append(_missing(NOUNS[name], entry.id, known, base))
            elif entry.id:
                book = _with_parts(
                    book, name, [_renewed(part, entry) for part in _parts(book, name)]
                )
    return book


def _nothing_named(found: Replaced) -> Problem:
    entry = found.entry
    keys = " and ".join(f"`{key}`" for key in entry.fields)
    message = (
        f"This replaces {keys} of the {found.noun} {entry.id}, and does not say of which words."
        f" They are now: {_seen(found.words)}."
    )
    return _problem(entry.id, "replaces-nothing-named", message, _take_over(entry))


def _not_opened(overlay: Overlay) -> Iterator[Problem]:
    """Yield a problem for each other link of which nobody says when it was opened."""
    for name, key in (("resources", "link"), ("changes", "source")):
        for entry in overlay.replace.get(name, ()):
            if key in entry.fields and "checked" not in entry.fields:
                message = (
                    f"This gives {entry.id} another link, and the day on which that was checked is"
                    " not here: the one below is that of the link there."
                )
                remedy = "Open the link, and put the day under `checked`."
                yield _problem(entry.fields[key], "link-not-checked", message, remedy)


def _moved(base: Playbook, overlay: Overlay) -> Iterator[Problem]:
    """Yield each replacement of words that have changed since: it stands until it is settled."""
    kept = {each.words: each.text for each in overlay.kept}
    for found in replaced_words(base, overlay):
        entry = found.entry
        if not entry.replaces or entry.replaces == found.now:
            continue
        old = kept.get(entry.replaces)
        was = _seen(old) if old is not None else "not kept here"
        yours = _words(entry.fields, entry.fields)
        message = (
            f"The words of {entry.id} that this replaces changed below."
            f" They were: {was}. They are now: {_seen(found.words)}. Yours: {_seen(yours)}."
        )
        yield _problem(entry.replaces, "base-moved", message, _take_over(entry))


def _take_over(entry: Replacement) -> str:
    return f"Look at yours, then take it over: scalekit playbook check DIR --accept {entry.id}"


def _seen(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:300]}…”" if len(line) > 300 else f"“{line}”"


def _words(part: Any, names: Iterable[str]) -> str:
    """Return the values of fields as text: the same for the same values, whatever their order."""
    get = part.get if isinstance(part, dict) else lambda name: getattr(part, name)
    values = {name: _plain(get(name)) for name in sorted(names)}
    first = next(iter(values.values()), None)
    if len(values) == 1 and isinstance(first, str):
        return first
    return json.dumps(values, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        # What a place is of came later, and is no part of what was replaced before.
        there = {name: part for name, part in value._asdict().items() if part is not None}
        return {name: _plain(part) for name, part in there.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value and str(value)


def _renewed(part: Any, entry: Replacement) -> Any:
    if part.id != entry.id:
        return part
    more = {key: (*getattr(part, key), *values) for key, values in entry.more.items()}
    # What is below says of its own link is not true of another one.
    own = _LINKED if "link" in entry.fields else {}
    new = part._replace(**{**own, **more, **entry.fields})
    if isinstance(new, Action):
        return new._replace(wording=fingerprint(new.title, new.text))
    return new


# What is added


def _added(book: Playbook, overlay: Overlay, problems: list[Problem]) -> Playbook:
    pillars = _placed(book.pillars, overlay.pillars, "pillar", problems)
    cases = _placed(book.case_studies, overlay.case_studies, "case study", problems)
    resources = _placed(book.resources, overlay.resources, "resource", problems)
    known = [pillar.id for pillar in pillars]
    problems += [
        _missing("pillar", added.pillar, known, book)
        for added in overlay.actions
        if added.pillar and added.pillar not in known
    ]
    return book._replace(
        pillars=tuple(_with_actions(pillar, overlay.actions, problems) for pillar in pillars),
        case_studies=cases,
        resources=resources,
        changes=(*book.changes, *overlay.changes),
    )


def _with_actions(pillar: Pillar, added: Sequence[Added], problems: list[Problem]) -> Pillar:
    here = [each for each in added if each.pillar == pillar.id]
    if not here:
        return pillar
    return pillar._replace(actions=_placed(pillar.actions, here, "action", problems))


def _placed(
    parts: Sequence[Any], added: Sequence[Added], noun: str, problems: list[Problem]
) -> tuple[Any, ...]:
    """Return parts with others before or after those that they name, else at the end.

    Of several behind one another's back, each stands in the order of the file.
    """
    found = list(parts)
    last: dict[str, str] = {}
    for each in added:
        named = each.after or each.before
        order = [part.id for part in found]
        if each.after and each.before:
            message = "This has both `after` and `before`."
            problems.append(_problem(each.before, "no-target", message, "Keep one of them."))
        if named and named not in order:
            problems.append(_missing(noun, named, order, None))
        if named not in order:
            found.append(each.value)
        elif each.after:
            found.insert(order.index(last.get(named, named)) + 1, each.value)
            last[named] = each.value.id
        else:
            found.insert(order.index(named), each.value)
    return tuple(found)


# What all of them use


def _parts(book: Playbook, name: str) -> list[Any]:
    if name == "actions":
        return [action for _, action in book.actions()]
    return list(getattr(book, name))


def _with_parts(book: Playbook, name: str, parts: Sequence[Any]) -> Playbook:
    if name != "actions":
        changed: dict[str, Any] = {name: tuple(parts)}
        return book._replace(**changed)
    new = {part.id: part for part in parts}
    pillars = (p._replace(actions=tuple(new[a.id] for a in p.actions)) for p in book.pillars)
    return book._replace(pillars=tuple(pillars))


def _missing(noun: str, word: str, known: Sequence[str], base: Playbook | None) -> Problem:
    """Return the problem with an id that is not there; one that was renamed is followed."""
    message = f"There is no {noun} called {word} to build on."
    now = [action.id for _, action in base.actions() if word in action.was] if base else []
    if now:
        return _problem(word, "no-target", message, f"It is now called {now[0]}. Write that.")
    if base and word in base.retired:
        return _problem(word, "no-target", message, "It was retired. Take this out.")
    return _problem(word, "no-target", message, did_you_mean(word, known))


def _problem(word: str, code: str, message: str, remedy: str = "") -> Problem:
    at = word.at if isinstance(word, Located) else Position()
    return Problem(at, message, remedy, code)
