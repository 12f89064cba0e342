"""`scalekit schema`: the shape of every file and document, for editors and programs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.files import writing
from scalekit.cli.files.schemas import names, whole
from scalekit.cli.terminal.showing import show_lines
from scalekit.errors import UsageError


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
    writing.write_document([text.encode()], output, ".json")
    return 0


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
