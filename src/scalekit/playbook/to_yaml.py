"""A playbook as its files: the reader's own description of them, the other way round."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

import yaml

from scalekit.model.playbook import Allowance, Playbook
from scalekit.playbook import shapes
from scalekit.playbook.reading import Kind
from scalekit.text.folding import tidy

_WIDEST = 96


def files_of(playbook: Playbook, allow: tuple[Allowance, ...]) -> Iterator[tuple[PurePath, str]]:
    """Yield the path and the text of each file of a playbook that stands alone.

    `allow` is the advice that it turns off. What it hides of those that it extends is told in
    comments.
    """
    about = _fields(shapes.PLAYBOOK, playbook) | {
        "pillars": [str(pillar.id) for pillar in playbook.pillars],
        "case_studies": [str(case.id) for case in playbook.case_studies],
    }
    about.pop("allow", None)
    if allow:
        about["allow"] = [_fields(shapes.ALLOWED, each) for each in allow]
    yield PurePath("playbook.yaml"), f"{''.join(_comments(playbook))}{_yaml(about)}"
    for pillar in playbook.pillars:
        yield PurePath("pillars", f"{pillar.id}.yaml"), _yaml(_pillar(pillar))
    for case in playbook.case_studies:
        text = _yaml(_fields(shapes.CASE_STUDY, case))
        yield PurePath("case-studies", f"{case.id}.yaml"), text
    yield PurePath("resources.yaml"), _yaml(_fields(shapes.RESOURCES, playbook))
    if playbook.changes:
        yield PurePath("changes.yaml"), _yaml(_fields(shapes.CHANGES, playbook))


def _comments(playbook: Playbook) -> Iterator[str]:
    made = f"# {playbook.id} {playbook.version} as one playbook that stands alone"
    on = f", made of itself and {playbook.below}" if playbook.extends else ""
    yield f"{made}{on}.\n# Written by `scalekit playbook show --flat`.\n"
    for hidden in playbook.hidden:
        yield f"# Left out: {hidden.title} ({hidden.id}). {tidy(hidden.because)}\n"
    yield "\n"


def _pillar(pillar: Any) -> dict[str, Any]:
    found = _fields(shapes.PILLAR, pillar)
    for written, action in zip(found["actions"], pillar.actions, strict=True):
        # The register's own notes stand in the register.
        own = [_fields(shapes.CHANGE, each) for each in action.changed if not each.id]
        written.pop("changed", None)
        written.update({"changed": own} if own else {})
    return found


def _fields(kind: Kind, value: Any) -> dict[str, Any]:
    """Return the keys of a record with what stands under them; an optional one may be absent."""
    there = ((key, each, getattr(value, key)) for key, each in kind.fields.items())
    return {key: _plain(each, held) for key, each, held in there if held or each.required}


def _plain(kind: Kind, value: Any) -> Any:
    if kind.fields:
        return _fields(kind, value)
    if kind.each:
        return [_plain(kind.each, part) for part in value]
    if kind.values:
        return {str(key): _plain(kind.values, part) for key, part in value}
    return date(value.year, value.month, value.day) if isinstance(value, date) else str(value)


class _Dumper(yaml.SafeDumper):
    """Writes as a person would: lists below their key, and long texts folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Set the hyphens of a list in from its key."""
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_long = len(text) > _WIDEST - 20 and " " in text
    style = ">" if is_long or "\n" in text else None
    # What folding would not give back is left to quotes.
    if re.search(r"^\s|\s$|\n[ \t]|[ \t]\n", text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDEST, line_break="\n"
    )
    return text
