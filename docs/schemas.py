"""The schemas of what people write by hand, from what the readers say of themselves.

Those of a checklist and of the documents for programs are written by hand, and tests hold the
program to them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scalekit.engine.check_rules import PILLAR, RULES
from scalekit.model.fields import TABLE, Field, Form
from scalekit.playbook import overlay_shapes, shapes
from scalekit.playbook.reading import Kind
from scalekit.settings.keys import EXCEPTION, FORMATS, SETTINGS

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

# Each file of a playbook, what it is, its shape, and what tells it from those that follow here.
FILES: tuple[tuple[str, str, Kind, Schema], ...] = (
    (
        "extending",
        "playbook.yaml of a playbook that extends another one",
        overlay_shapes.OVERLAY,
        {"required": ["extends"]},
    ),
    (
        "replaced",
        "replaced.yaml: the words that an overlay replaced, as they were",
        overlay_shapes.KEPT,
        {"required": ["replaced"]},
    ),
    (
        "resources",
        "resources.yaml: what to read or use elsewhere",
        overlay_shapes.ADDED_RESOURCES,
        {"required": ["resources"]},
    ),
    (
        "changes",
        "changes.yaml: what is different since the source",
        shapes.CHANGES,
        {"required": ["changes"]},
    ),
    (
        "overlay",
        "overlay.yaml: what is added, hidden and replaced",
        overlay_shapes.CHANGED,
        {
            "anyOf": [
                {"required": ["hide"]},
                {"required": ["replace"]},
                {"required": ["actions"], "not": {"required": ["title"]}},
            ]
        },
    ),
    (
        "pillar",
        "pillars/ID.yaml: a pillar with its actions",
        overlay_shapes.ADDED_PILLAR,
        {"anyOf": [{"required": ["aims"]}, {"required": ["actions"]}]},
    ),
    (
        "case-study",
        "case-studies/ID.yaml: what was done somewhere, and what it teaches",
        overlay_shapes.ADDED_CASE_STUDY,
        {"anyOf": [{"required": ["lesson"]}, {"required": ["shows"]}]},
    ),
    ("playbook", "playbook.yaml: what a playbook is, and who it is for", shapes.PLAYBOOK, {}),
)


def documents(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each schema that is made of what a reader says, with its path in a folder."""
    made = {"playbook": playbook(), "answers": answers(), "config": config()}
    for name, schema in made.items():
        text = json.dumps({"$schema": DRAFT, "title": name, **schema}, indent=2, ensure_ascii=False)
        yield folder / f"{name}.schema.json", f"{text}\n"


def playbook() -> Schema:
    """Return the schema of any file of a playbook, with a definition for each."""
    named: dict[str, Schema] = {}
    files = {
        name: {"description": f"{about}.", **_of(kind, named)} for name, about, kind, _ in FILES
    }
    chosen: Schema = {"$ref": f"#/definitions/{FILES[-1][0]}"}
    for name, _, _, told in reversed(FILES[:-1]):
        chosen = {"if": told, "then": {"$ref": f"#/definitions/{name}"}, "else": chosen}
    about = "Any YAML file of a playbook or of an overlay; its keys tell which."
    return {"description": about, **chosen, "definitions": {**files, **named}}


def _of(kind: Kind, named: dict[str, Schema]) -> Schema:
    """Return the schema of a kind; adds those that several keys have to the named ones."""
    if kind.name:
        named[kind.name] = dict(kind.schema)
        return {"$ref": f"#/definitions/{kind.name}"}
    schema = dict(kind.schema)
    if kind.fields:
        schema["properties"] = {key: _described(each, named) for key, each in kind.fields.items()}
    if kind.each:
        schema["items"] = _of(kind.each, named)
    if kind.values:
        schema["propertyNames"] = {"$ref": "#/definitions/id"}
        schema["additionalProperties"] = _of(kind.values, named)
    return schema


def _described(kind: Kind, named: dict[str, Schema]) -> Schema:
    return {"description": f"{sentence(kind.about)}.", **_of(kind, named)}


def sentence(about: str) -> str:
    """Return words with a capital letter at their start."""
    return f"{about[:1].upper()}{about[1:]}"


# Answers

_TYPED = r"(?![\s\S]*[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f])"
_LINE = rf"^{_TYPED}\s*[^\n\r]*\s*$"
_SOME_LINE = rf"^{_TYPED}\s*\S[^\n\r]*\s*$"
_EVIDENCE = {
    "anyOf": [
        {"type": "string", "pattern": _SOME_LINE, "description": "LABEL=LINK, or one of the two."},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "label": {"type": "string", "pattern": _LINE, "description": "What it is."},
                "link": {
                    "type": "string",
                    "pattern": _LINE,
                    "description": "A web address, or a file.",
                },
            },
            "anyOf": [
                {"required": [key], "properties": {key: {"pattern": "\\S"}}}
                for key in ("label", "link")
            ],
        },
    ]
}


def answers() -> Schema:
    """Return the schema of what `scalekit set --from` takes."""
    fields = {field.key: _answer(field) for field in TABLE}
    return {
        "description": "Answers for `scalekit set FILE --from`: {action: {field: value}}, as YAML"
        " or JSON. Each value replaces what is there, and null empties the field. In YAML, a text"
        " that looks like a number stands in quotes.",
        "type": "object",
        "properties": {"$schema": {"type": "string", "description": "What an editor reads."}},
        "additionalProperties": {
            "type": "object",
            "description": "The fields to set of the action with this id.",
            "additionalProperties": False,
            "properties": fields,
        },
    }


def _answer(field: Field) -> Schema:
    said = f"{field.label}."
    text: Schema = {"type": ["string", "null"], "pattern": f"^{_TYPED}"}
    if field.form is Form.ENTRIES:
        entries = {"type": "array", "items": _EVIDENCE}
        return {"description": said, "anyOf": [entries, *_EVIDENCE["anyOf"], {"type": "null"}]}
    if field.form is Form.LINES:
        lines = {"type": "array", "items": {"type": "string", "pattern": f"^{_TYPED}"}}
        note = "Any Markdown: a text, or a list of its lines."
        return {"description": f"{said} {note}", "anyOf": [text, lines]}
    if field.words:
        words = [name for word in field.words for name in (word.value, word.label, *word.former)]
        keys = ", ".join(word.value for word in field.words)
        return {"description": f"{said} One of {keys}.", "enum": [*words, "", None]}
    if field.form is Form.DAY:
        return {"description": f"{said} A date such as 2026-12-01, 12 Dec or +2w.", **text}
    return {"description": f"{said} One line of text.", **text, "pattern": _LINE}


# scalekit.toml

_TEXT = {"type": "string", "pattern": r"\S"}
_RULE = {
    "anyOf": [
        {"enum": [*RULES]},
        {"type": "string", "pattern": rf"^{PILLAR.pattern}$"},
    ]
}
# As `read_date` reads them; which of them is in no calendar, no schema can say.
_DAYS = [
    rf"^\s*(?:[A-Za-z]{{3,9}}[.,]*\s+)?{form}\s*$"
    for form in (
        r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?",
        r"\d{1,2}([/.-])\d{1,2}\1\d{4}",
        r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+(?:\d{4}|\d{2})",
        r"[A-Za-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}",
    )
]


def config() -> Schema:
    """Return the schema of scalekit.toml."""
    exception: dict[str, Schema] = {
        **dict.fromkeys(EXCEPTION, _TEXT),
        "rule": _RULE,
        "until": {"type": "string", "anyOf": [{"pattern": form} for form in _DAYS]},
    }
    kinds: dict[str, Schema] = {
        "playbook": {"type": "string"},
        "directory": {"type": "string"},
        "format": {"enum": [*FORMATS]},
        "role": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
        "require": {"type": "array", "items": _RULE},
        "except": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [key for key in EXCEPTION if key != "action"],
                "properties": _meanings(EXCEPTION, exception),
            },
        },
    }
    return {
        "description": "scalekit.toml: what a folder says for every command in and below it.",
        "type": "object",
        "additionalProperties": False,
        "properties": _meanings(SETTINGS, kinds),
    }


def _meanings(keys: Mapping[str, str], kinds: Mapping[str, Schema]) -> dict[str, Schema]:
    return {key: {**kinds[key], "description": f"{about}."} for key, about in keys.items()}


# docs/playbook.md

_ADDED = overlay_shapes.CHANGED.fields["actions"].about
_ENTRY = overlay_shapes.REPLACE.fields["actions"].each
_TABLES = {
    "playbook.yaml": shapes.PLAYBOOK.fields,
    "pillars": shapes.PILLAR.fields,
    "action": shapes.ACTION.fields,
    "case-studies": shapes.CASE_STUDY.fields,
    "resources.yaml": shapes.RESOURCES.fields,
    "changes.yaml": shapes.CHANGES.fields,
    "extending": {key: overlay_shapes.OVERLAY.fields[key] for key in ("extends", "prefix")},
    "overlay.yaml": overlay_shapes.CHANGED.fields,
    "added": {
        key: overlay_shapes.ADDED_ACTION.fields[key] for key in ("pillar", "after", "before")
    },
    "replace": {key: _ENTRY.fields[key] for key in ("id", "replaces", "add")} if _ENTRY else {},
    "replaced.yaml": overlay_shapes.KEPT.fields,
}
_TABLE = re.compile(
    r"(?<=<!-- generated: keys of )(\S+)( -->\n).*?(?=<!-- end of generated -->)", re.DOTALL
)


def page(text: str) -> str:
    """Return docs/playbook.md with its tables made again."""
    return _TABLE.sub(lambda found: f"{found[1]}{found[2]}\n{_table(_TABLES[found[1]])}\n", text)


def _table(fields: Mapping[str, Kind]) -> str:
    rows = [f"| `{key}` | {_row(kind)} |\n" for key, kind in fields.items()]
    return "".join(["| key | |\n", "|---|---|\n", *rows])


def _row(kind: Kind) -> str:
    about = kind.about if kind.required else f"optional: {kind.about}"
    inner = (kind.each or kind).fields
    if not inner or inner == shapes.ACTION.fields or kind.about == _ADDED:
        return about
    keys = [f"`{key}`" for key, each in inner.items() if each.required]
    may = [f"`{key}`" for key, each in inner.items() if not each.required]
    if not keys:
        return f"{about}: any of {', '.join(may)}"
    return f"{about}: {', '.join(keys)}{', and optional ' if may else ''}{', '.join(may)}"
