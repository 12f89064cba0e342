"""The schema of a playbook and the reader agree on the shape of every file."""

import json
import random
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

from scalekit.model.playbook import Playbook
from scalekit.playbook import overlay_shapes, shapes
from scalekit.playbook.load import load
from scalekit.playbook.one_file import read
from scalekit.playbook.reading import Kind
from scalekit.playbook.shipped import builtin_folder
from scalekit.playbook.starting import Below, first_files
from tests import schemas
from tests.playbook.test_bad_content import BASE, CASES, NAMES

SCHEMA = json.loads((schemas.FOLDER / "playbook.schema.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA, format_checker=FormatChecker(["date"]))
KINDS = {
    "resources.yaml": overlay_shapes.ADDED_RESOURCES,
    "changes.yaml": shapes.CHANGES,
    "overlay.yaml": overlay_shapes.CHANGED,
    "replaced.yaml": overlay_shapes.KEPT,
    "pillars": overlay_shapes.ADDED_PILLAR,
    "case-studies": overlay_shapes.ADDED_CASE_STUDY,
}
# What only the YAML itself tells, and no longer what a program makes of it.
OF_TEXT = {"yaml", "yaml-trap", "repeated-key", "unreadable"}
# What a hand may put in the place of a value.
VALUES: tuple[Any, ...] = (
    *(None, True, 7, 1.5, 2026, "", " ", "word", "Two words", "two\nlines", "two\n\nparts"),
    *(
        "a\u202eb",
        "https://example.org/",
        "https://exam ple",
        "2026-12-01",
        "2026-02-30",
        "2026-02",
    ),
    *("current", "deadbeef", "Bad_id", "x" * 61, [], ["a"], ["a", "a"], [None], [7], {}, {"a": 1}),
    *([{}], ["One?", "Two?"], {"A b": "c"}, {"innovator": "Aim."}),
)


class Plain(yaml.SafeLoader):
    """Reads YAML as an editor does: a day is a text."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def kind_of(path: Path, value: Any) -> Kind:
    if path.name == "playbook.yaml":
        extends = isinstance(value, dict) and "extends" in value
        return overlay_shapes.OVERLAY if extends else shapes.PLAYBOOK
    return KINDS.get(path.name) or KINDS[path.parent.name]


def sound() -> list[tuple[Path, str]]:
    """Return files that the reader takes: the built-in ones, those of tests, and new ones."""
    folders = (builtin_folder(), BASE)
    paths = [path for folder in folders for path in sorted(folder.rglob("*.yaml"))]
    found = [(path, path.read_text("utf-8")) for path in paths]
    book, _ = load(BASE)
    assert isinstance(book, Playbook)
    for below in (None, Below(book, "../small")):
        for path, text in first_files("ours", date(2026, 11, 22), below):
            if yaml.safe_load(text):  # not in comments alone
                found.append((Path(path), text))
    return [*found, *OVERLAY]


_REPLACING = """\
hide: [{id: a, because: Not here., part: action}]
replace:
  actions:
    - id: b
      replaces: deadbeef
      title: Other words
      add: {resources: [c]}
  resources: [{id: d, note: Read it.}]
"""
OVERLAY = [
    (Path("overlay.yaml"), _REPLACING),
    (Path("replaced.yaml"), "replaced: [{words: deadbeef, of: b title, text: Words}]\n"),
]


@cache
def good() -> list[tuple[Path, Any]]:
    return [(path, yaml.load(text, Plain)) for path, text in sound()]


@pytest.mark.parametrize("number", range(len(sound())), ids=lambda n: sound()[n][0].name)
def test_what_is_sound_fits_the_schema(number: int) -> None:
    path, text = sound()[number]
    value, problems = read(text, path, kind_of(path, yaml.load(text, Plain)))
    assert value is not None, problems
    assert not problems
    VALIDATOR.validate(good()[number][1])


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_refuses_the_mistakes_of_shape_that_the_reader_does(
    name: str, tmp_path: Path
) -> None:
    """Of every bad example; what is wrong between files, and in the YAML itself, is no shape."""
    shutil.copytree(CASES / name, tmp_path, dirs_exist_ok=True)
    for path in sorted(tmp_path.rglob("*.yaml")):
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            value = yaml.load(text, Plain)
        except (yaml.YAMLError, RecursionError):
            continue
        found = {problem.code for problem in read(text, path, kind_of(path, value))[1]}
        errors = [error.message for error in VALIDATOR.iter_errors(value)]
        if not found & OF_TEXT:
            assert bool(found) == bool(errors), (path, found, errors)


def test_the_schema_and_the_reader_take_and_refuse_the_same(pytestconfig: pytest.Config) -> None:
    dice = random.Random(20261126)
    taken = refused = 0
    for _ in range(20_000 if pytestconfig.getoption("--long") else 1_500):
        path, value = dice.choice(good())
        key, document = schemas.changed(value, dice, VALUES)
        text = json.dumps(document, ensure_ascii=False)  # which is YAML too
        made, problems = read(text, path, kind_of(path, document))
        errors = [error.message for error in VALIDATOR.iter_errors(document)]
        codes = {problem.code for problem in problems}
        if "two\\nlines" in text and codes <= {"two-paragraphs"}:
            continue  # a line break that is a blank line in quotes, and none behind |
        assert bool(codes) == bool(errors), (path, key, codes, errors, document)
        taken += not codes
        refused += bool(codes)
        assert made is not None
    assert min(taken, refused) > 200
