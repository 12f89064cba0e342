"""The schemas in docs/schema/, and whether a document fits its own."""

import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

FOLDER = Path(__file__).parent.parent / "docs" / "schema"


def check(document: dict[str, Any]) -> None:
    """Raise when a document does not fit the schema of its kind, or has a key that it lacks."""
    _validator(document["kind"]).validate(document)


def check_row(row: dict[str, Any]) -> None:
    """Raise when a line of NDJSON does not fit its schema."""
    _validator("ndjson-row").validate(row)


@cache
def _validator(kind: str) -> Draft7Validator:
    schemas = {path.name: _closed(_read(path)) for path in FOLDER.glob("*.schema.json")}
    for schema in schemas.values():
        Draft7Validator.check_schema(schema)
    resources = [(name, DRAFT7.create_resource(schema)) for name, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft7Validator(schemas[f"{kind}.schema.json"], registry=registry)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _closed(schema: Any) -> Any:
    """Return a schema that knows all keys: others who read documents must bear new ones."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(part) for key, part in schema.items()}
    keys = schema.get("properties")
    return {**closed, "additionalProperties": False} if isinstance(keys, dict) else closed


def changed(document: Any, dice: random.Random, values: Sequence[Any]) -> tuple[Any, Any]:
    """Return a key and the document with another value there, without it, or with one key more."""
    at = dice.choice([place for place in _places(document) if place])
    document = json.loads(json.dumps(document))
    holder = document
    for key in at[:-1]:
        holder = holder[key]
    chance = dice.random()
    if chance < 0.15:
        del holder[at[-1]]
    elif chance < 0.2 and isinstance(holder, dict):
        holder["other"] = "word"
    else:
        holder[at[-1]] = dice.choice(values)
    return at[-1], document


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: Any = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return [at, *(place for key, each in inner for place in _places(each, (*at, key)))]
