"""docs/json.md and the examples beside the schemas: what each document for programs holds."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Run = Callable[[Path, list[str]], str]
FENO = "feno.scalekit.md"

# What makes each example, one after the other in one folder.
COMMANDS = {
    "start": f"start {FENO} --role innovator --innovation FeNO --no-input --json",
    "set": f"set {FENO} find-policy-ties --status in-progress --owner Sam --json",
    "status": f"status {FENO} --json",
    "next": f"next {FENO} --json",
    "check": "check --json",
    "diff": f"diff base.scalekit.md {FENO} --json",
    "merge": f"merge base.scalekit.md {FENO} theirs.scalekit.md --output all.scalekit.md --json",
    "import": f"import theirs.scalekit.json --into {FENO} --base base.scalekit.md --dry-run --json",
    "compare": f"compare {FENO} theirs.scalekit.md --json",
    "upgrade": f"upgrade {FENO} --dry-run --json",
    "portfolio": f"portfolio {FENO} --json",
    "guide": "guide case-studies --json",
    "review": f"review {FENO} find-policy-ties --by Jo --question Which? --json",
    "decide": f"decide {FENO} --decision pilot --by Jo --json",
    "history": f"history {FENO} find-policy-ties --json",
    "playbook-check": "playbook check small --json",
    "playbook-diff": "playbook diff before small --json",
}

OF_FILES = ("checklist", "answers", "playbook", "config")  # what people write

ABOUT = """\
# Documents for programs

<!-- Written by docs/generate.py from docs/schema/. -->

Every command that reports takes `--json` and writes one document to stdout and nothing else. Each
has a `kind`, which is the command's name, and a `schemaVersion`, which is {version}. Keys are only
ever added: a program reads those that it knows. A key that is removed or means something else
raises `schemaVersion`.

- Nothing is `null`, never an empty text. A list of nothing is an empty list.
- A path is as it was named, with forward slashes and without `./`. `-` is stdin.
- A day is an ISO date, `2026-12-01`. An id is a word that stays the same.
- A problem has a `line` and a `column`, both from 1, only where it is at a place in a file.
- What was wrong is in the document and on stderr, and in [the exit code](commands.md#exit-codes).
  Where a command can do nothing at all, there is no document.

The schemas are JSON Schema, draft 7. Names that stand in several are in
[common.schema.json](schema/common.schema.json).
"""


def documents(run: Run, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield docs/json.md and every example with what it is to hold."""
    schemas = {
        path.name.split(".")[0]: _read(path) for path in sorted(folder.glob("*.schema.json"))
    }
    common = schemas.pop("common")["definitions"]
    for name in OF_FILES:
        schemas.pop(name, None)
    row = schemas.pop("ndjson-row")
    version = schemas["status"]["properties"]["schemaVersion"]["const"]
    parts = [ABOUT.format(version=version)]
    examples = dict(_examples(run))
    for kind, schema in schemas.items():
        example = f", [an example](schema/examples/{kind}.json)" if kind in examples else ""
        parts.append(f"## {kind}\n")
        parts.append(f"{schema['description']} [Schema](schema/{kind}.schema.json){example}.\n")
        parts.append(_table(schema))
    parts.append("## Parts of several documents\n")
    for name, schema in common.items():
        parts.append(f"### {name}\n\n{schema['description']}\n\n{_table(schema)}")
    parts.append("## NDJSON\n")
    parts.append(f"{row['description']} [Schema](schema/ndjson-row.schema.json).\n\n{_table(row)}")
    yield folder.parent / "json.md", "\n".join(parts)
    for kind, text in examples.items():
        yield folder / "examples" / f"{kind}.json", text


def _examples(run: Run) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, command in COMMANDS.items():
            if kind == "history":
                _commit(run, folder)
            if kind == "playbook-check":
                _small_playbook(folder)
            yield kind, _document(run(folder, ["scalekit", *command.split()]))
            if kind == "start":
                _others(run, folder)


def _commit(run: Run, folder: Path) -> None:
    for command in ("init --quiet", f"add {FENO}", "commit --quiet --message Review"):
        run(folder, ["git", *command.split()])


def _others(run: Run, folder: Path) -> None:
    """Make what a document is compared, merged and imported from."""
    for name in ("base.scalekit.md", "theirs.scalekit.md"):
        (folder / name).write_bytes((folder / FENO).read_bytes())
    for name, status in (("base", "not-started"), ("theirs", "completed")):
        file = f"{name}.scalekit.md"
        run(folder, ["scalekit", "set", file, "find-policy-ties", "--status", status])
    to = ["--format", "json", "--output", "theirs.scalekit.json"]
    run(folder, ["scalekit", "export", "theirs.scalekit.md", *to])


def _small_playbook(folder: Path) -> None:
    """Make a playbook with something to improve, that of the tests, and as it was before."""
    tests = Path(__file__).parent.parent / "tests" / "bad_content" / "base"
    shutil.copytree(tests, folder / "before")
    file = Path(shutil.copytree(tests, folder / "small")) / "pillars" / "understand.yaml"
    text = file.read_text(encoding="utf-8").replace("title: Find", "title: Try to find")
    file.write_text(text, encoding="utf-8")


def _document(said: str) -> str:
    """Return the document among what a command printed; messages stand around it."""
    start = said.index("{\n")
    document, _ = json.JSONDecoder().raw_decode(said[start:])
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _table(schema: dict[str, Any]) -> str:
    return "\n".join(["| key | holds | |", "|---|---|---|", *_rows(schema, ""), ""])


def _rows(schema: dict[str, Any], before: str) -> Iterator[str]:
    required = schema.get("required", ())
    for key, value in schema.get("properties", {}).items():
        if key in ("schemaVersion", "kind") and "const" in value:
            continue
        name = f"{before}{key}"
        about = value.get("description", "")
        left_out = "" if key in required else " Not in every document."
        yield f"| `{name}` | {_type(value)} | {about}{left_out} |"
        yield from _rows(value, f"{name}.")
        items = value.get("items", {})
        yield from _rows(items, f"{name}[].") if isinstance(items, dict) else ()


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "items" in schema:
        found = f"list of {_type(schema['items'])}" if schema["items"] else "list"
        return f"{found} or null" if "null" in schema["type"] else found
    kinds = schema.get("type", "anything")
    words = {"string": "text", "integer": "number", "boolean": "true or false"}
    return " or ".join(words.get(k, k) for k in ([kinds] if isinstance(kinds, str) else kinds))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
