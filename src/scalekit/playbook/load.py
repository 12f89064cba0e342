"""A folder to a Playbook: which files there are, and what they make together."""

import gc
import os
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from scalekit.model.overlay import Overlay
from scalekit.model.playbook import Action, Playbook
from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.playbook import overlay_shapes, rules, shapes
from scalekit.playbook.events import FASTEST, Parser
from scalekit.playbook.laying_over import laid_over
from scalekit.playbook.one_file import is_comment, read_bytes, read_file, read_optional, value_of
from scalekit.playbook.parts import is_own
from scalekit.playbook.shipped import builtin_folder
from scalekit.playbook.unsettled import parted, without_lost
from scalekit.text.pattern import pattern

KEPT = "replaced.yaml"  # the words that an overlay replaced, as they were
_EXTENDS = pattern(rb"^(?:\xef\xbb\xbf)?extends[ \t]*:", re.MULTILINE)

# The list in playbook.yaml, the folder of its files, and their shape.
LISTS = (
    ("pillars", "pillars", shapes.PILLAR),
    ("case_studies", "case-studies", shapes.CASE_STUDY),
)


def load(folder: Path, parser: Parser = FASTEST) -> tuple[Playbook | None, list[Problem]]:
    """Return the playbook and no problems, or None and every problem, sorted by place.

    What is only unsettled in an overlay comes with the playbook.

    The texts of the playbook are `LocatedText`: they know where they stand.
    """
    problems: list[Problem] = []
    collecting = gc.isenabled()
    gc.disable()  # all that is made here is kept, and looking for garbage doubles the time
    try:
        playbook = _load(folder, parser, problems)
    finally:
        if collecting:
            gc.enable()
    if problems and playbook:
        problems += playbook.unsettled
    problems.sort(key=lambda problem: problem.at)
    return (_with_changes(playbook) if playbook and not problems else None), problems


def _load(
    folder: Path, parser: Parser, problems: list[Problem], above: tuple[Path, ...] = ()
) -> Playbook | None:
    """Return a playbook as its files have it; `above` are the overlays that lead to it."""
    if not folder.is_dir():
        problems.append(Problem(Position(str(folder)), "There is no folder here.", "", "no-file"))
        return None
    reads = partial(read_file, parser=parser, problems=problems)
    fields, extends = _read_about(folder, parser, problems)
    if extends:
        return _load_overlay(folder, fields, parser, problems, above)
    register = reads(folder / "resources.yaml", shapes.RESOURCES)
    # A playbook that is as new as its guide has no changes.
    changes = read_optional(
        folder / "changes.yaml", shapes.CHANGES, {"changes": ()}, parser, problems
    )
    parts = {
        key: tuple(
            reads(folder / name / f"{ident}.yaml", kind, listed=ident)
            for ident in _listed(fields, key, folder / name, problems)
        )
        for key, name, kind in LISTS
    }
    everything = (fields, register, changes, *parts["pillars"], *parts["case_studies"])
    if None in everything or not parts["pillars"]:
        return None  # the rules would miss what was not read
    playbook = Playbook(**{**fields, **register, **changes, **parts, "folder": str(folder)})
    lacks_files = any(problem.code == "not-listed" for problem in problems)
    problems.extend(rules.check(playbook, lacks_files=lacks_files))
    return playbook


def _read_about(folder: Path, parser: Parser, problems: list[Problem]) -> tuple[Any, bool]:
    path = folder / "playbook.yaml"
    content = read_bytes(path)
    extends = isinstance(content, bytes) and bool(_EXTENDS.search(content))
    kind = overlay_shapes.OVERLAY if extends else shapes.PLAYBOOK
    return value_of(content, path, kind, parser, problems), extends


def _load_overlay(
    folder: Path,
    about: dict[str, Any] | None,
    parser: Parser,
    problems: list[Problem],
    above: tuple[Path, ...],
) -> Playbook | None:
    overlay = _read_overlay(folder, about, parser, problems)
    if overlay is None:
        return None
    base = _base(folder, overlay, parser, problems, above)
    if base is None:
        return None
    playbook = laid_over(base, overlay, str(folder), problems)
    if problems:
        return playbook
    found = [_at_home(each, folder, overlay) for each in rules.check(playbook)]
    wrong, unsettled = parted(found, playbook)
    problems.extend(wrong)
    every = sorted((*playbook.unsettled, *unsettled), key=lambda problem: problem.at)
    return without_lost(playbook)._replace(unsettled=tuple(every)) if unsettled else playbook


def read_overlay(folder: Path, problems: list[Problem]) -> Overlay | None:
    """Return what the files of an overlay hold, or None; every problem is added."""
    about, extends = _read_about(folder, FASTEST, problems)
    if not extends and not problems:
        message = "This playbook does not extend another, so it has nothing to replace."
        problems.append(Problem(Position(str(folder / "playbook.yaml")), message))
    return _read_overlay(folder, about, FASTEST, problems) if extends else None


def _read_overlay(
    folder: Path, about: dict[str, Any] | None, parser: Parser, problems: list[Problem]
) -> Overlay | None:
    reads = partial(read_file, parser=parser, problems=problems)
    optional = partial(read_optional, blank={}, parser=parser, problems=problems)
    changed = optional(folder / "overlay.yaml", overlay_shapes.CHANGED)
    register = optional(folder / "resources.yaml", overlay_shapes.ADDED_RESOURCES)
    changes = optional(folder / "changes.yaml", shapes.CHANGES)
    kept = optional(folder / KEPT, overlay_shapes.KEPT)
    parts = {
        key: tuple(
            reads(folder / name / f"{ident}.yaml", kind, listed=ident)
            for ident in _listed(about and {key: (), **about}, key, folder / name, problems)
        )
        for key, name, kind in (
            ("pillars", "pillars", overlay_shapes.ADDED_PILLAR),
            ("case_studies", "case-studies", overlay_shapes.ADDED_CASE_STUDY),
        )
    }
    everything = (
        about,
        changed,
        register,
        changes,
        kept,
        *parts["pillars"],
        *parts["case_studies"],
    )
    if about is None or not about["extends"] or None in everything:
        return None
    return Overlay(
        about,
        changed.get("hide", ()),
        changed.get("replace") or {},
        parts["pillars"],
        changed.get("actions", ()),
        parts["case_studies"],
        register.get("resources", ()),
        changes.get("changes", ()),
        kept.get("replaced", ()),
    )


def base_of(folder: Path, overlay: Overlay, problems: list[Problem]) -> Playbook | None:
    """Return the playbook that an overlay extends, as its files have it; problems are added."""
    return _base(folder, overlay, FASTEST, problems, ())


def _base(
    folder: Path,
    overlay: Overlay,
    parser: Parser,
    problems: list[Problem],
    above: tuple[Path, ...],
) -> Playbook | None:
    extends = overlay.extends
    there = _below(folder, extends.folder) if extends.folder else builtin_folder()
    word: Any = extends.folder or extends.playbook
    at = word.at if isinstance(word, LocatedText) else Position(str(folder))
    if there.resolve() in (folder.resolve(), *above):
        message = "This extends a playbook that extends this one."
        problems.append(Problem(at, message, "Extend one that stands by itself.", "base-playbook"))
        return None
    if not (there / "playbook.yaml").is_file():
        message = f"There is no playbook in {there}."
        remedy = "Name its folder, counted from the folder of this file."
        problems.append(Problem(at, message, remedy, "base-playbook"))
        return None
    found: list[Problem] = []
    base = _load(there, parser, found, (*above, folder.resolve()))
    if found or base is None:
        message = f"The playbook {extends.playbook}, which this extends, has a problem of its own."
        problems.append(Problem(at, message, "Mend that first.", "base-playbook"))
        problems.extend(found)
        return None
    return base


def _below(folder: Path, named: str) -> Path:
    return Path(os.path.normpath(folder / named))


def _at_home(problem: Problem, folder: Path, overlay: Overlay) -> Problem:
    """Return a problem at a line of the overlay: what it builds on was sound by itself."""
    if is_own(problem.at.path, str(folder)):
        return problem
    word: Any = overlay.extends.playbook
    message = f"With what this overlay changes: {problem.message}"
    return problem._replace(at=word.at, message=message)


def _with_changes(playbook: Playbook) -> Playbook:
    """Return a sound playbook in which every action holds the notes that it names."""
    register = {change.id: change for change in playbook.changes}
    if not register:
        return playbook

    def full(action: Action) -> Action:
        return action._replace(changed=(*action.changed, *(register[c] for c in action.changes)))

    pillars = (p._replace(actions=tuple(map(full, p.actions))) for p in playbook.pillars)
    return playbook._replace(pillars=tuple(pillars))


def _listed(
    fields: dict[str, Any] | None, key: str, folder: Path, problems: list[Problem]
) -> Sequence[str]:
    """Return the ids in a list of playbook.yaml; when it cannot be read, those of the files."""
    files = _yaml_files(folder)
    if not fields:
        return [file.stem for file in files if not is_comment(read_bytes(file))]
    listed: tuple[str, ...] = fields[key]
    expected = {f"{ident}.yaml" for ident in listed}
    for file in files:
        if file.name not in expected and not is_comment(read_bytes(file)):
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
