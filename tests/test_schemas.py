"""Documents for programs: the schemas, the examples, and what all of them have in common."""

import json
from pathlib import Path
from typing import Any

import pytest

from scalekit.cli.terminal.streams import SCHEMA_VERSION
from tests import schemas

EXAMPLES = sorted((schemas.FOLDER / "examples").glob("*.json"))
KINDS = sorted(path.name.split(".")[0] for path in schemas.FOLDER.glob("*.schema.json"))


def values(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(each for part in inner for each in values(part))]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_what_its_schema_says(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["kind"], document["schemaVersion"]) == (path.stem, SCHEMA_VERSION)
    schemas.check(document)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_is_null_and_never_an_empty_text(path: Path) -> None:
    for value in values(json.loads(path.read_text(encoding="utf-8"))):
        if isinstance(value, dict):
            assert "" not in value.values()
            assert value.get("line") != 0
            assert not str(value.get("path")).startswith("./")


def test_every_document_but_those_of_one_machine_has_an_example() -> None:
    """What git is set up to do, and what doctor finds, name places of one machine."""
    of_files = {"answers", "checklist", "config", "playbook"}
    others = {"common", "doctor", "git", "ndjson-row", *of_files}
    assert {path.stem for path in EXAMPLES} == {*KINDS} - others
