"""`scalekit schema`: the shape of every file and document, for editors and programs."""

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.files import writing
from scalekit.cli.terminal.showing import show_lines
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


def schema(
    name: Annotated[
        str | None,
        Argument(
            metavar="[NAME]",
            help="checklist, answers, playbook, config, or output:KIND for what --json writes."
            " Without it: all names.",
            offers="schemas",
        ),
    ] = None,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Where to write it, in place of stdout."),
    ] = None,
) -> int:
    """Print the JSON Schema of a file or a document, draft 7, for editors and programs.

    \b
    Examples:
      scalekit schema
      scalekit schema checklist
      scalekit schema playbook -o playbook.schema.json
      scalekit schema output:status

    playbook is for every file of a playbook; playbook:pillar, case-study, resources, changes and
    overlay are for one kind each, which an editor completes from the first key. answers are for
    `scalekit set --from`, and config for scalekit.toml.
    """
    if name is None:
        _list(output)
        return 0
    text = f"{json.dumps(whole(name), ensure_ascii=False, indent=2)}\n"
    if output not in (None, "-"):
        _refuse_others(output)
    writing.put([text.encode()], output, ".json")
    return 0


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
    checkout = Path(__file__).resolve().parents[3] / "docs" / "schema"
    return installed if installed.is_dir() else checkout


def _kinds() -> list[str]:
    found = (file.name for file in _folder().iterdir() if file.name.endswith(_ENDING))
    others = {_COMMON, *_OF_FILES}
    return sorted({name.removesuffix(_ENDING) for name in found} - others)


def _read(name: str) -> Any:
    return json.loads((_folder() / f"{name}{_ENDING}").read_text(encoding="utf-8"))


def _refuse_others(output: str) -> None:
    """Raise UsageError where a file is in the way that is not a schema."""
    writing.refuse_own((), output)
    file = Path(output)
    if not file.exists():
        return
    try:
        there = json.loads(file.read_bytes())
    except (OSError, ValueError):
        there = None
    if not (isinstance(there, dict) and "json-schema.org" in str(there.get("$schema"))):
        raise UsageError(f"{output} is there already and is not a schema. Name another file.")


def _list(output: str | None) -> None:
    if output is not None:
        raise UsageError("Name the schema to write. See all with `scalekit schema`.")
    show_lines(_listed())


def _listed() -> Iterator[str]:
    for name, about in names():
        yield name
        yield f"    {about}"
