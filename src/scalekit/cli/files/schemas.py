"""The schemas that come with scalekit: what there are, and each whole, with all it refers to."""

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from scalekit.errors import UsageError
from scalekit.text.near import did_you_mean

_ENDING = ".schema.json"

_COMMON = "common"

_REF = "#/definitions/"

# What people write. The rest are documents of commands, and what these share.
_OF_FILES = ("checklist", "answers", "playbook", "config")

_PARTS = ("pillar", "case-study", "resources", "changes", "overlay")

_OUTPUT = "output:"

_PART = "playbook:"


def names() -> Iterator[tuple[str, str]]:
    """Yield the name of each schema with what it is of."""
    for name in _OF_FILES:
        yield name, _read(name)["description"]
        if name == "playbook":
            parts = _read(name)["definitions"]
            yield from ((f"{_PART}{part}", parts[part]["description"]) for part in _PARTS)
    for kind in _kinds():
        yield f"{_OUTPUT}{kind}", _read(kind)["description"]


def whole(name: str) -> dict[str, Any]:
    """Return a schema with all that it refers to inside it; raises UsageError for no name."""
    if name not in (known := dict(names())):
        near = did_you_mean(name, known) or did_you_mean(f"{_OUTPUT}{name}", known)
        raise UsageError(
            f"There is no schema “{name}”. {near or 'See all with `scalekit schema`.'}"
        )
    group, _, kind = name.rpartition(":")
    found: dict[str, Any] = _read("playbook" if f"{group}:" == _PART else kind)
    there = {**_read(_COMMON)["definitions"], **found.pop("definitions", {})}
    if f"{group}:" == _PART:
        found = {"$schema": found["$schema"], "title": kind, **there[kind]}
    found = _within(found)
    if used := _used(found, _within(there)):
        found["definitions"] = used
    return found


def _used(schema: Any, there: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definitions that a schema leads to, in the order in which it does."""
    used: dict[str, Any] = {}
    ahead = [schema]
    while ahead:
        for name in _leads_to(ahead.pop(0)):
            if name not in used:
                used[name] = there[name]
                ahead.append(there[name])
    return used


def _leads_to(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(ref := schema.get("$ref"), str):
            yield ref.removeprefix(_REF)
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _leads_to(part)


def _within(schema: Any) -> Any:
    """Return a schema, or a part of one, that looks into no other file for what several share."""
    if isinstance(schema, list):
        return [_within(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _within(part) for key, part in schema.items()}
    if isinstance(ref := found.get("$ref"), str):
        found["$ref"] = ref.removeprefix(f"{_COMMON}{_ENDING}")
    return found


def _folder() -> Any:
    """Return the folder of the schemas: in an installed package, or in a source checkout."""
    package = resources.files("scalekit")
    installed = package / "schema"
    checkout = Path(__file__).resolve().parents[4] / "docs" / "schema"
    return installed if installed.is_dir() else checkout


def _kinds() -> list[str]:
    found = (file.name for file in _folder().iterdir() if file.name.endswith(_ENDING))
    others = {_COMMON, *_OF_FILES}
    return sorted({name.removesuffix(_ENDING) for name in found} - others)


def _read(name: str) -> Any:
    return json.loads((_folder() / f"{name}{_ENDING}").read_text(encoding="utf-8"))
