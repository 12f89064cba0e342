"""The JSON Schema of a checklist and the reader agree on what a checklist is."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from scalekit.model.checklist import Checklist
from scalekit.storage import json_
from scalekit.storage.format import FORMAT
from tests import schemas
from tests.storage.test_format_1 import FOLDER
from tests.storage.test_hand_edits import CHECKLIST
from tests.strategies import annotated

SCHEMA = json.loads((schemas.FOLDER / "checklist.schema.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)
# What a hand or a program may put in the place of a value.
VALUES: tuple[Any, ...] = (
    *(None, True, 7, 1.5, "", "word", "two words", "two\nlines", "a\0b", "completed", "on-track"),
    *("2026-12-01", "2026-13-01", [], ["a"], [None], [7], {}, {"a": 1}, [{"label": "A"}], [{}]),
    *([{"label": "", "link": "b.md"}], [{"label": None}], [{"after": "place", "lines": ["x"]}]),
)


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert max(SCHEMA["properties"]["scalekit"]["enum"]) == FORMAT


@given(annotated())
def test_whatever_is_written_fits_the_schema(checklist: Checklist) -> None:
    VALIDATOR.validate(json.loads(json_.dumps(checklist)))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_files_of_format_1_fit_the_schema(path: Path) -> None:
    if path.name != "expected.json":
        VALIDATOR.validate(json.loads(path.read_text("utf-8")))


def test_the_schema_and_the_reader_take_and_refuse_the_same(pytestconfig: pytest.Config) -> None:
    dice = random.Random(20261126)
    good = json.loads(json_.dumps(CHECKLIST))
    taken = 0
    for _ in range(5_000 if pytestconfig.getoption("--long") else 600):
        key, document = schemas.changed(good, dice, VALUES)
        checklist, found = json_.loads(json.dumps(document))
        errors = [error.message for error in VALIDATOR.iter_errors(document)]
        if key == "id" and not errors:  # that it is the same as the key, no schema can say
            continue
        assert (checklist is None) == bool(errors), (key, errors, found, document)
        taken += checklist is not None
    assert taken > 100
