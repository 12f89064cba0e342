"""A playbook that extends another one: what its files hold, before it is laid over that."""

from typing import Any, NamedTuple

from scalekit.model.playbook import Change, Hidden


class Extends(NamedTuple):
    """Which playbook is extended, in which versions, and the folder that holds it.

    Without a folder it is the built-in one. The folder is as seen from the overlay's own.
    """

    playbook: str
    version: str
    folder: str = ""


class Addition(NamedTuple):
    """A part that the overlay adds, and where it goes; `pillar` only of an action."""

    value: Any
    pillar: str = ""
    after: str = ""
    before: str = ""


class Replacement(NamedTuple):
    """Fields of one part that get other values, and lists that get more of them.

    `replaces` is the fingerprint of the values that the fields had when this was written.
    """

    id: str
    replaces: str
    fields: dict[str, Any]
    more: dict[str, Any]


class FormerWords(NamedTuple):
    """The words behind a fingerprint, so that a later change can be shown."""

    words: str
    of: str
    text: str


class Overlay(NamedTuple):
    """What the files of an overlay hold."""

    about: dict[str, Any]  # playbook.yaml
    hide: tuple[Hidden, ...]
    replace: dict[str, tuple[Replacement, ...]]
    pillars: tuple[Addition, ...]
    actions: tuple[Addition, ...]
    case_studies: tuple[Addition, ...]
    resources: tuple[Addition, ...]
    changes: tuple[Change, ...]
    kept: tuple[FormerWords, ...]

    @property
    def extends(self) -> Extends:
        """Which playbook it extends."""
        extends: Extends = self.about["extends"]
        return extends
