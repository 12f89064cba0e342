"""A folder to a Playbook: the only part of the reader that touches files."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from scalekit.errors import reason
from scalekit.model.playbook import Action, Playbook
from scalekit.model.problem import Located, Position, Problem
from scalekit.playbook import rules, shapes
from scalekit.playbook.builtin import builtin_folder as builtin_folder  # noqa: PLC0414 - shown here too
from scalekit.playbook.events import FASTEST, Parser, Reading, RefusedError, safe_events
from scalekit.playbook.kinds import Kind
from scalekit.playbook.syntax import explain
from scalekit.playbook.traps import traps

MAX_BYTES = 5_000_000  # one file; 5,000 actions take 4 MB

# The list in playbook.yaml, the folder of its files, and their shape.
LISTS = (
    ("pillars", "pillars", shapes.PILLAR),
    ("case_studies", "case-studies", shapes.CASE_STUDY),
)


def load(folder: Path, parser: Parser = FASTEST) -> tuple[Playbook | None, list[Problem]]:
    """Return the playbook and no problems, or None and every problem, sorted by place.

    The texts of the playbook are `Located`: they know where they stand.
    """
    problems: list[Problem] = []
    collecting = gc.isenabled()
    gc.disable()  # all that is made here is kept, and looking for garbage doubles the time
    try:
        playbook = _load(folder, parser, problems)
    finally:
        if collecting:
            gc.enable()
    problems.sort(key=lambda problem: problem.at)
    return (_with_changes(playbook) if playbook and not problems else None), problems


def _load(folder: Path, parser: Parser, problems: list[Problem]) -> Playbook | None:
    if not folder.is_dir():
        problems.append(Problem(Position(str(folder)), "There is no folder here.", "", "no-file"))
        return None
    read_file = partial(_read_file, parser=parser, problems=problems)
    fields = read_file(folder / "playbook.yaml", shapes.PLAYBOOK)
    register = read_file(folder / "resources.yaml", shapes.RESOURCES)
    changes = {"changes": ()}  # a playbook that is as new as its guide has none
    if (folder / "changes.yaml").exists():
        changes = read_file(folder / "changes.yaml", shapes.CHANGES)
    parts = {
        key: tuple(
            read_file(folder / name / f"{ident}.yaml", kind, listed=ident)
            for ident in _listed(fields, key, folder / name, problems)
        )
        for key, name, kind in LISTS
    }
    everything = (fields, register, changes, *parts["pillars"], *parts["case_studies"])
    if None in everything or not parts["pillars"]:
        return None  # the rules would miss what was not read
    playbook = Playbook(**{**fields, **register, **changes, **parts, "folder": str(folder)})
    problems.extend(rules.check(playbook))
    return playbook


def _with_changes(playbook: Playbook) -> Playbook:
    """Return a sound playbook in which every action holds the notes that it names."""
    register = {change.id: change for change in playbook.changes}
    if not register:
        return playbook

    def full(action: Action) -> Action:
        return replace(action, changed=(*action.changed, *(register[c] for c in action.changes)))

    pillars = (replace(p, actions=tuple(map(full, p.actions))) for p in playbook.pillars)
    return replace(playbook, pillars=tuple(pillars))


def _listed(
    fields: dict[str, Any] | None, key: str, folder: Path, problems: list[Problem]
) -> Sequence[str]:
    """Return the ids in a list of playbook.yaml; when it cannot be read, those of the files."""
    files = _yaml_files(folder)
    if not fields:
        return [file.stem for file in files]
    listed: tuple[str, ...] = fields[key]
    expected = {f"{ident}.yaml" for ident in listed}
    for file in files:
        if file.name not in expected:
            message = f"`{key}` in playbook.yaml does not list this file."
            remedy = "List it there, with a name that ends in .yaml, or remove the file."
            problems.append(Problem(Position(str(file)), message, remedy, "not-listed"))
    return listed


def _yaml_files(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return []  # each file that playbook.yaml lists is reported by itself
    return [
        file
        for file in files
        if file.suffix.lower() in (".yaml", ".yml") and not file.name.startswith(".")
    ]


def _read_file(
    path: Path,
    kind: Kind,
    *,
    parser: Parser,
    problems: list[Problem],
    listed: str | None = None,
) -> Any:
    if listed == "":
        return None  # the id in the list is wrong
    content = _read_bytes(path, listed)
    text = content if isinstance(content, Problem) else decode(content, str(path))
    if isinstance(text, Problem):
        problems.append(text)
        return None
    value, found = read(text, path, kind, parser)
    problems.extend(found)
    return value


def read(text: str, path: Path, kind: Kind, parser: Parser = FASTEST) -> tuple[Any, list[Problem]]:
    """Return the value that a text holds, or None if it is not YAML as a playbook uses it.

    What was found before YAML broke off is not told: most of it is the same mistake again.
    """
    trapped = traps(text, str(path), parser)
    reading = Reading(str(path), safe_events(text, parser), list(trapped))
    try:
        first = next(reading.events, None)
        if not first:
            return None, [Problem(Position(str(path)), "This file is empty.", "", "unreadable")]
        value = kind.read(path.name, first, reading)
        next(reading.events, None)  # what follows the value can still be wrong
    except RefusedError as refused:
        event, message, remedy = refused.args
        return None, [*trapped, Problem(reading.place(event), message, remedy, "yaml")]
    except yaml.YAMLError as error:
        return None, [*trapped, explain(error, text, str(path))]
    return value, reading.problems


def _read_bytes(path: Path, listed: str | None) -> bytes | Problem:
    at = Position(str(path))
    try:
        if path.exists() and not path.is_file():
            return Problem(at, "This is not a file.", "", "unreadable")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if isinstance(listed, Located):
            remedy = f"Write it, or take {listed} out of this list."
            return Problem(listed.at, f"There is no file {path}.", remedy, "no-file")
        return Problem(at, "There is no such file, and every playbook has one.", "", "no-file")
    except OSError as error:
        return Problem(at, f"This file cannot be read: {reason(error)}.", "", "unreadable")


def decode(content: bytes, path: str) -> str | Problem:
    """Return the text of a file, without its byte order mark, or why there is none."""
    if len(content) > MAX_BYTES:
        message = f"This file is larger than {MAX_BYTES // 1_000_000} MB."
        return Problem(Position(path), message, "Split it.", "unreadable")
    if b"\0" in content[:2] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(
            Position(path), "This file is UTF-16 text.", "Save it as UTF-8.", "unreadable"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        at = Position(path, line, column)
        return Problem(
            at, "This character is not UTF-8 text.", "Save the file as UTF-8.", "unreadable"
        )
