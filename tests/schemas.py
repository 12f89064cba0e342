"""The schemas in docs/schema/, and whether a document fits its own."""

import json
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
