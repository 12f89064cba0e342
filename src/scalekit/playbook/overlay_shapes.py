"""The shape of the files of an overlay: a playbook that extends another one."""

from typing import Any

from scalekit.model.overlay import Addition, Extends, FormerWords, Replacement
from scalekit.model.playbook import CaseStudy, Hidden, Pillar, Resource
from scalekit.playbook import shapes
from scalekit.playbook.groups import many, record
from scalekit.playbook.kinds import choice, ident, line, prose, replaced
from scalekit.playbook.reading import Kind, optional

_PLACE: dict[str, Kind] = {
    "after": optional(ident.meaning("of an overlay: the id of the part that it stands behind")),
    "before": optional(ident.meaning("of an overlay: the id of the part that it stands before")),
}


def _added(noun: str, kind: Kind, make: Any, **more: Kind) -> Kind:
    def added(after: str = "", before: str = "", **values: Any) -> Addition:
        pillar = values.pop("pillar") if "pillar" in more else ""
        return Addition(make(**values), pillar, after, before)

    return record(noun, added, **kind.fields, **more, **_PLACE)


def _replacement(noun: str, kind: Kind, *, fixed: tuple[str, ...] = ()) -> Kind:
    """Return the kind of an entry that replaces fields of a part: all but those that are fixed."""
    free = {name: each for name, each in kind.fields.items() if name not in ("id", *fixed)}
    lists = {
        name: optional(many(each.each).meaning(each.about))
        for name, each in free.items()
        if each.each
    }

    def replacement(id: str, replaces: str = "", add: Any = None, **fields: Any) -> Replacement:  # noqa: A002 - the key's name
        return Replacement(id, replaces, fields, add or {})

    return record(
        noun,
        replacement,
        id=ident.meaning("the part of the playbook below whose fields are replaced"),
        replaces=optional(
            replaced.meaning(
                "which words are replaced: needed with any field but `add`;"
                " `scalekit playbook check --accept` writes it"
            )
        ),
        add=optional(record("addition", dict, **lists).meaning("lists that get more at their end")),
        **{name: optional(each) for name, each in free.items()},
    )


EXTENDS = record(
    "base",
    Extends,
    playbook=ident.meaning("the id of the one below"),
    version=line.meaning('the versions that this goes with, such as ">=2023.2, <2024"'),
    folder=optional(
        line.meaning("where it is, as seen from this folder; else it is the built-in one")
    ),
)

_ABOUT = shapes.PLAYBOOK.fields

OVERLAY = record(
    "overlay",
    dict,
    id=_ABOUT["id"],
    title=_ABOUT["title"],
    version=_ABOUT["version"].meaning("in quotes; a new one when words that people answer change"),
    extends=EXTENDS.meaning("which playbook this builds on"),
    prefix=optional(ident.meaning("what added ids begin with; else the overlay's id")),
    **{
        name: optional(_ABOUT[name])
        for name in (
            *("language", "summary", "source", "notice"),
            *("pillars", "case_studies", "retired", "allow", "asks_name"),
        )
    },
)

HIDDEN = record(
    "hidden part",
    Hidden,
    id=ident.meaning("the part of the playbook below that is left out"),
    because=line.meaning("why"),
    part=optional(
        choice("action", "pillar", "case-study", "resource").meaning(
            "what it is, where several parts have the id"
        )
    ),
)

ADDED_ACTION = _added(
    "action",
    shapes.ACTION,
    shapes.action_of,
    pillar=ident.meaning("the id of the pillar that it goes to"),
)
ADDED_PILLAR = _added("pillar", shapes.PILLAR, Pillar)
ADDED_CASE_STUDY = _added("case study", shapes.CASE_STUDY, CaseStudy)
ADDED_RESOURCES = record(
    "register",
    dict,
    resources=many(_added("resource", shapes.RESOURCE, Resource)).meaning(
        shapes.RESOURCES.fields["resources"].about
    ),
)


def _replacements(noun: str, kind: Kind, *fixed: str) -> Kind:
    entries = many(_replacement(noun, kind, fixed=fixed))
    return optional(entries.meaning(f"fields of a {noun} that get other values"))


REPLACE = record(
    "list of replacements",
    dict,
    roles=_replacements("role", shapes.ROLE),
    pillars=_replacements("pillar", shapes.PILLAR, "actions"),
    actions=_replacements("action", shapes.ACTION, "roles"),
    case_studies=_replacements("case study", shapes.CASE_STUDY, "pillar"),
    resources=_replacements("resource", shapes.RESOURCE),
    changes=_replacements("change", shapes.DATED_CHANGE),
)

CHANGED = record(
    "overlay",
    dict,
    hide=optional(many(HIDDEN).meaning("what is left out of the playbook below")),
    actions=optional(many(ADDED_ACTION).meaning("what is added to it")),
    replace=optional(REPLACE.meaning("single fields that get other values")),
)

KEPT = record(
    "register",
    dict,
    replaced=many(
        record(
            "entry",
            FormerWords,
            words=replaced.meaning("the fingerprint of words of the playbook below"),
            of=line.meaning("where they stood: an id and its fields"),
            text=prose.meaning("the words"),
        )
    ).meaning("the words that were replaced, so that a later change can be shown"),
)
