"""Versions of a playbook: which comes after which, and whether a checklist is at one."""

import re
from typing import TYPE_CHECKING

from scalekit.model.checklist import Checklist

if TYPE_CHECKING:
    from scalekit.model.playbook import Playbook


def is_newer(version: str, than: str) -> bool:
    """Return whether one version comes after another, counting by number: 2.10 is after 2.9.

    Versions that are not numbers with dots between them have no order: none of two is newer.
    """
    numbers, others = _numbers(version), _numbers(than)
    return numbers is not None and others is not None and numbers > others


def is_newer_than_known(checklist: Checklist, playbook: "Playbook") -> bool:
    """Return whether a checklist follows a later version than is at hand, of it or what it extends.

    That of the nearest playbook tells; where it is the same, that of the next one below.
    """
    held = [checklist.playbook, checklist.version, *checklist.extends.split()]
    known = dict(((playbook.id, playbook.version), *playbook.extends))
    for ident, version in zip(held[::2], held[1::2], strict=False):
        if ident in known and version != known[ident]:
            return is_newer(version, known[ident])
    return False


def is_at(checklist: Checklist, playbook: "Playbook") -> bool:
    """Return whether a checklist follows the very versions of a playbook and what it extends."""
    held = (checklist.playbook, checklist.version, checklist.extends)
    return held == (playbook.id, playbook.version, playbook.below)


def _numbers(version: str) -> tuple[int, ...] | None:
    if not re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})*", version):
        return None
    return tuple(map(int, re.sub(r"(?:\.0+)+$", "", version).split(".")))
