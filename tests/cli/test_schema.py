"""`scalekit schema`: every shape is printed whole, and the readers hold to it."""

import json
import os
import random
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from scalekit.cli.arguments.answers import read_answers
from scalekit.cli.files.schemas import names, whole
from scalekit.errors import FileError
from scalekit.settings import nearest
from tests import schemas
from tests.cli.running import Command, blank

NAMES = [name for name, _ in names()]
EXAMPLES = sorted((schemas.FOLDER / "examples").glob("*.json"))


def validator(name: str) -> Draft7Validator:
    return Draft7Validator(whole(name), format_checker=FormatChecker(["date"]))


def test_the_list_names_every_schema_that_is_kept(scalekit: Command) -> None:
    listed = [line for line in scalekit("schema").out.splitlines() if line[:1] != " "]
    kept = {path.name.removesuffix(".schema.json") for path in schemas.FOLDER.glob("*.schema.json")}
    assert {name.removeprefix("output:") for name in listed if "playbook:" not in name} == {
        *kept - {"common"}
    }
    assert {"checklist", "answers", "playbook", "config", "output:status"} < {*listed}


@pytest.mark.parametrize("name", NAMES)
def test_each_stands_alone(scalekit: Command, name: str) -> None:
    """It is JSON Schema of draft 7, and all that it refers to is inside it."""
    done = scalekit("schema", name)
    assert (done.code, done.err) == (0, "")
    assert done.json["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(done.json)
    refs = [ref for ref in _each(done.json, "$ref") if isinstance(ref, str)]
    defined = done.json.get("definitions", {})
    assert {ref.rpartition("/")[2] for ref in refs} <= {*defined}
    assert all(ref.startswith("#/definitions/") for ref in refs)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_says_what_it_means(name: str) -> None:
    schema = whole(name)
    defined = schema.get("definitions", {})
    for keys in _each(schema, "properties"):
        for key, value in keys.items():
            if not {*value} <= {
                "type",
                "pattern",
            }:  # of a piece of evidence, said once more beside it
                there = defined.get(value.get("$ref", "").rpartition("/")[2], {})
                assert value.get("description") or there.get("description"), key


def _each(schema: Any, key: str) -> list[Any]:
    """Return the values of a keyword wherever it stands in a schema."""
    inner = schema.values() if isinstance(schema, dict) else schema
    own = [schema[key]] if isinstance(schema, dict) and key in schema else []
    below = inner if isinstance(schema, dict | list) else ()
    return [*own, *(found for part in below for found in _each(part, key))]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_document_fits_what_is_printed(path: Path) -> None:
    validator(f"output:{path.stem}").validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("staus", "Did you mean output:status?"),
        ("status", "Did you mean output:status?"),
        ("playbook:pilar", "Did you mean playbook:pillar?"),
        ("zzzzzzzz", "See all with `scalekit schema`."),
    ],
)
def test_a_name_that_is_none_is_refused(scalekit: Command, name: str, near: str) -> None:
    done = scalekit("schema", name)
    assert (done.code, done.out, done.err) == (2, "", f"There is no schema “{name}”. {near}\n")


def test_a_schema_goes_to_a_file_and_never_over_another(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # a later one takes the place of an earlier one
        assert scalekit("schema", "config", "-o", "config.json").code == 0
    assert json.loads(Path("config.json").read_bytes()) == whole("config")
    Path("answers.json").write_text("{}", "utf-8")
    done = scalekit("schema", "answers", "-o", "answers.json")
    assert (done.code, Path("answers.json").read_bytes()) == (2, b"{}")
    assert scalekit("schema", "-o", "all.json").code == 2


def test_an_installed_scalekit_prints_the_same(installed: Path, tmp_path: Path) -> None:
    for name in ("playbook:pillar", "output:check"):
        done = subprocess.run(
            [sys.executable, "-m", "scalekit", "schema", name],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout) == whole(name)


# Answers for `set --from`

ANSWERS: dict[str, Any] = {
    "$schema": "answers.schema.json",
    "find-policy-ties": {
        "status": "in-progress",
        "owner": "Sam Lee",
        "due": "2026-12-01",
        "confidence": "on-track",
        "reason": None,
        "evidence": ["Plan=plan.md", {"label": "Audit", "link": "https://example.org/"}],
        "note": ["One.", "Two."],
    },
    "understand-local-need": {"evidence": "Minutes", "note": "Text", "status": "Completed"},
}
VALUES: tuple[Any, ...] = (
    *(None, True, 7, 1.5, "", "word", "two\nlines", "bell\a", "completed", "on-track", "Off track"),
    *("2026-12-01", [], ["a"], [None], [7], {}, {"a": 1}, [{"label": "A"}], [{}], [""], ["a\0"]),
    *({"label": "A", "link": "b"}, {"label": ""}, [{"label": 3}], [["a"]], {"link": "b.md"}),
)


def test_the_schema_of_answers_and_the_reader_agree(pytestconfig: pytest.Config) -> None:
    checklist, today = blank(), date(2026, 11, 26)
    schema = validator("answers")
    schema.validate(ANSWERS)
    dice = random.Random(20261126)
    actions = [key for key in ANSWERS if key != "$schema"]
    taken = refused = 0
    for _ in range(10_000 if pytestconfig.getoption("--long") else 800):
        document = json.loads(json.dumps(ANSWERS))
        action = dice.choice(actions)
        field = dice.choice([*ANSWERS[action], "other"])
        value = dice.choice(VALUES)
        if dice.random() < 0.1:
            document[action] = value
        else:
            document[action][field] = value
        try:
            read_answers(json.dumps(document), "a.json", checklist, today)
            problems: tuple[Any, ...] = ()
        except FileError as error:
            problems = error.problems
        errors = [error.message for error in schema.iter_errors(document)]
        if field == "due" and not errors:  # which day words mean, no schema can say
            continue
        assert bool(problems) == bool(errors), (document[action], problems, errors)
        taken += not problems
        refused += bool(problems)
    assert min(taken, refused) > 100


# scalekit.toml

EXCEPTED = """
[[except]]
checklist = "feno.scalekit.md"
rule = "evidence"
because = "It is with the trust."
by = "Sam Lee"
until = 2026-12-31
action = "find-policy-ties"
"""
SOUND = [
    'directory = "book"',
    'format = "json"',
    'role = "innovator"',
    'role = ["innovator", "decision-maker"]',
    "role = []",
    'playbook = "book"',
    'require = ["evidence", "pillar:understand=completed"]',
    EXCEPTED,
    EXCEPTED.replace("2026-12-31", '"31 December 2026"'),
    EXCEPTED.replace("2026-12-31", '"Thursday, 31st Dec. 2026"'),
    EXCEPTED.replace("2026-12-31", '"2026/12/31"'),
    EXCEPTED.replace("2026-12-31", '"31/12/2026"'),
    EXCEPTED.replace("2026-12-31", '"December 31, 2026"'),
    "",
]
WRONG = [
    "directory = 3",
    'format = "docx"',
    "format = []",
    "role = 3",
    'role = " "',
    'role = ["innovator", 3]',
    "playbook = 3",
    'playbok = "book"',
    'require = "evidence"',
    'require = ["evidense"]',
    'require = ["pillar:=completed"]',
    "require = [1]",
    'except = "none"',
    EXCEPTED.replace('rule = "evidence"', 'rule = "evidense"'),
    EXCEPTED.replace('because = "It is with the trust."', ""),
    EXCEPTED.replace("Sam Lee", " "),
    EXCEPTED.replace("2026-12-31", "3"),
    EXCEPTED.replace("2026-12-31", '"soon"'),
    EXCEPTED.replace("2026-12-31", '"+2w"'),
    EXCEPTED.replace("2026-12-31", '"12 Dec"'),
    EXCEPTED.replace("2026-12-31", '"2026-12"'),
    EXCEPTED.replace("because", "becuse"),
]


@pytest.mark.parametrize("text", [*SOUND, *WRONG])
def test_the_schema_of_scalekit_toml_and_the_reader_agree(tmp_path: Path, text: str) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "scalekit.toml").write_text(text, "utf-8")
    nearest.forget()
    try:
        nearest.rules_at(str(tmp_path))
        taken = True
    except FileError:
        taken = False
    # An editor has a day as text.
    document = json.loads(json.dumps(tomllib.loads(text), default=str))
    assert validator("config").is_valid(document) == taken == (text in SOUND)
