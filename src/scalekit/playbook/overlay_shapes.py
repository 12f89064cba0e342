"""The shape of the files of an overlay: a playbook that extends another one."""

from dataclasses import dataclass
from typing import Any

from scalekit.model.playbook import CaseStudy, Hidden, Pillar, Resource
from scalekit.playbook import shapes
from scalekit.playbook.groups import many, record
from scalekit.playbook.kinds import Kind, choice, ident, line, optional, prose, replaced


@dataclass(frozen=True, slots=True)
class Extends:
    """Which playbook is extended, in which versions, and the folder that holds it.

    Without a folder it is the built-in one. The folder is as seen from the overlay's own.
    """

    playbook: str
    version: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A part that the overlay adds, and where it goes; `pillar` only of an action."""

    value: Any
    pillar: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Fields of one part that get other values, and lists that get more of them.

    `replaces` is the fingerprint of the values that the fields had when this was written.
    """

    id: str
    replaces: str
    fields: dict[str, Any]
    more: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """The words behind a fingerprint, so that a later change can be shown."""

    words: str
    of: str
    text: str


_PLACE: dict[str, Kind] = {"after": optional(ident), "before": optional(ident)}


def _added(noun: str, kind: Kind, make: Any, **more: Kind) -> Kind:
    def added(after: str = "", before: str = "", **values: Any) -> Added:
        pillar = values.pop("pillar") if "pillar" in more else ""
        return Added(make(**values), pillar, after, before)

    return record(noun, added, **kind.fields, **more, **_PLACE)


def _replacement(noun: str, kind: Kind, *, fixed: tuple[str, ...] = ()) -> Kind:
    """Return the kind of an entry that replaces fields of a part: all but those that are fixed."""
    free = {name: each for name, each in kind.fields.items() if name not in ("id", *fixed)}
    lists = {name: optional(many(each.each)) for name, each in free.items() if each.each}

    def replacement(id: str, replaces: str = "", add: Any = None, **fields: Any) -> Replacement:  # noqa: A002 - the key's name
        return Replacement(id, replaces, fields, add or {})

    return record(
        noun,
        replacement,
        id=ident,
        replaces=optional(replaced),
        add=optional(record("addition", dict, **lists)),
        **{name: optional(each) for name, each in free.items()},
    )


EXTENDS = record("base", Extends, playbook=ident, version=line, folder=optional(line))

OVERLAY = record(
    "overlay",
    dict,
    id=ident,
    title=line,
    version=line,
    extends=EXTENDS,
    prefix=optional(ident),
    language=optional(line),
    summary=optional(prose),
    source=optional(shapes.SOURCE),
    notice=optional(prose),
    pillars=optional(shapes.IDS),
    case_studies=optional(shapes.IDS),
    retired=optional(shapes.IDS),
    allow=optional(many(shapes.ALLOWED)),
    asks_name=optional(line),
)

HIDDEN = record(
    "hidden part",
    Hidden,
    id=ident,
    because=line,
    part=optional(choice("action", "pillar", "case-study", "resource")),
)

ADDED_ACTION = _added("action", shapes.ACTION, shapes.action_of, pillar=ident)
ADDED_PILLAR = _added("pillar", shapes.PILLAR, Pillar)
ADDED_CASE_STUDY = _added("case study", shapes.CASE_STUDY, CaseStudy)
ADDED_RESOURCES = record(
    "register", dict, resources=many(_added("resource", shapes.RESOURCE, Resource))
)

REPLACE = record(
    "list of replacements",
    dict,
    roles=optional(many(_replacement("role", shapes.ROLE))),
    pillars=optional(many(_replacement("pillar", shapes.PILLAR, fixed=("actions",)))),
    actions=optional(many(_replacement("action", shapes.ACTION, fixed=("roles",)))),
    case_studies=optional(many(_replacement("case study", shapes.CASE_STUDY, fixed=("pillar",)))),
    resources=optional(many(_replacement("resource", shapes.RESOURCE))),
    changes=optional(
        many(_replacement("change", shapes.CHANGES.fields["changes"].each or shapes.CHANGE))
    ),
)

CHANGED = record(
    "overlay",
    dict,
    hide=optional(many(HIDDEN)),
    actions=optional(many(ADDED_ACTION)),
    replace=optional(REPLACE),
)

KEPT = record(
    "register",
    dict,
    replaced=many(record("entry", Kept, words=replaced, of=line, text=prose)),
)
