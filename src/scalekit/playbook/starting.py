"""The first files of a new playbook: sound from the start, with a comment at every step."""

import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import NamedTuple

from scalekit.model.playbook import Pillar, Playbook
from scalekit.playbook.advice import is_like_number
from scalekit.playbook.kinds import MAX_ID, slug
from scalekit.playbook.replacing import words_mark
from scalekit.text.sentence import capital


class Below(NamedTuple):
    """A playbook to extend, and its folder as seen from the new one; empty for the built-in one."""

    playbook: Playbook
    folder: str = ""


def first_files(
    name: str, today: date, below: Below | None = None
) -> Iterator[tuple[PurePath, str]]:
    """Yield the path and the text of each file of a new playbook; `name` is that of its folder.

    With a playbook below they are those of an overlay.
    """
    values = {"id": ident_of(name), "title": _title(name), "today": today.isoformat()}
    if below:
        values |= _of_below(below, today)
    folder = files("scalekit.playbook") / "templates" / ("overlay" if below else "own")
    for path, template in _templates(folder, PurePath()):
        yield PurePath(_filled(str(path), values)), _filled(template, values)


def _filled(template: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        template = template.replace(f"{{{key}}}", value)
    return template


def _of_below(below: Below, today: date) -> dict[str, str]:
    """Return what the first files of an overlay name of the playbook below."""
    book = below.playbook
    pillar, first = next(book.actions())
    folder = json.dumps(below.folder, ensure_ascii=False)
    return {
        "base": book.id,
        "version": json.dumps(_range(book.version)),
        "in": f"\n  folder: {folder}" if below.folder else "",
        "pillar": pillar.id,
        "action": first.id,
        "role": first.roles[0],
        "aims": "\n".join(f"#   {role.id}: Leave behind what you learned." for role in book.roles),
        "replaced": _replaced(book, pillar, today),
        "hidden": book.resources[-1].id if book.resources else list(book.actions())[-1][1].id,
    }


def _replaced(book: Playbook, pillar: Pillar, today: date) -> str:
    """Return an example of a field replaced: of another part than the one that is hidden."""
    if len(book.resources) < 2:
        return f"""\
#   pillars:
#     - id: {pillar.id}
#       replaces: "{words_mark(pillar, ["summary"])}"
#       summary: Say what these actions are about in this region."""
    resource = book.resources[0]
    return f"""\
#   resources:
#     - id: {resource.id}
#       replaces: "{words_mark(resource, ["link"])}"
#       link: https://example.org/our-own-page
#       # The day when somebody last opened this link.
#       checked: {today.isoformat()}"""


def _templates(folder: Traversable, inside: PurePath) -> Iterator[tuple[PurePath, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, inside / entry.name)
        elif entry.name.endswith(".yaml"):
            yield inside / entry.name, entry.read_text(encoding="utf-8")


def _range(version: str) -> str:
    """Return the range from a version to the end of its year, or that version alone."""
    first = version.partition(".")[0]
    is_numbered = version.replace(".", "").isdigit() and first.isdigit()
    return f">={version}, <{int(first) + 1}" if is_numbered else f"=={version}"


def ident_of(name: str) -> str:
    """Return an id made of the letters and digits in a name."""
    ident = slug(name)[: MAX_ID - len("playbook-")].strip("-")
    if not ident:
        return "our-playbook"
    return f"playbook-{ident}" if is_like_number(ident) else ident


def _title(name: str) -> str:
    words = " ".join(re.sub(r"[-_\s]+", " ", name).split())
    seen = "".join(sign for sign in words if sign.isprintable())
    return json.dumps(capital(seen) or "Our playbook", ensure_ascii=False)
