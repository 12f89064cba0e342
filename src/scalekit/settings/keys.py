"""What scalekit.toml can say, and what it says."""

from datetime import date
from typing import NamedTuple

from scalekit.model.problem import LocatedText, Position, Problem

NAME = "scalekit.toml"
FORMATS = ("md", "json")  # of a new checklist
# The keys and what they mean, which is also what the schema says of them.
SETTINGS = {
    "playbook": "The folder of the playbook in use, as seen from this file, or the id of the"
    " built-in one. Without this key the file of the nearest folder above says it",
    "directory": "The folder of the checklists, as seen from this file. `scalekit start` makes each"
    " there, and the folder with the first. Commands that are given no file look there when they"
    " find none where they are run. Without this key the file of the nearest folder above says it",
    "format": "The format of a new checklist: md or json. Without this key the file of the nearest"
    " folder above says it",
    "role": "The role of a new checklist, or a list of them: ids of the playbook. Without this key"
    " the file of the nearest folder above says it",
    "require": "What `scalekit check` requires of every checklist below this file, beside what the"
    " files of the folders above require",
    "except": "A rule that a checklist below this file need not meet until a day, and why. It holds"
    " whichever file requires the rule",
}
EXCEPTION = {
    "checklist": "The file, as seen from this one",
    "rule": "The rule that it need not meet",
    "because": "Why",
    "by": "Who says so",
    "until": "The last day on which it holds",
    "action": "The id of the one action that it is about; without it, all of them",
}


class Exemption(NamedTuple):
    """A rule that a checklist need not meet until a day, and why; without an action, all of it.

    `at` is where that is said, and `place` the checklist as `folded_path` gives it.
    """

    checklist: str
    rule: str
    because: str
    by: str
    until: date
    action: str
    at: Position
    place: str


class Settings(NamedTuple):
    """What scalekit.toml says: folders as seen from here, and what `check` requires.

    Roles and rules know where they were read. `problems` are those of `require` and `except`, which
    stop only who needs these.
    """

    playbook: str | None = None
    directory: str | None = None
    format: str | None = None
    roles: tuple[LocatedText, ...] | None = None
    require: tuple[LocatedText, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    problems: tuple[Problem, ...] = ()

    def laid_over(self, above: "Settings") -> "Settings":
        """Return these settings with what those of the folder above say beside them.

        Each key is that of the nearest file that has it; rules and exceptions add up.
        """
        return Settings(
            above.playbook if self.playbook is None else self.playbook,
            above.directory if self.directory is None else self.directory,
            above.format if self.format is None else self.format,
            above.roles if self.roles is None else self.roles,
            (*above.require, *self.require),
            (*above.exceptions, *self.exceptions),
            (*above.problems, *self.problems),
        )


def folded_path(path: str) -> str:
    """Return a file's place as every way to write it gives it: two files have two places."""
    # Few folders except anything.
    import os
    from unicodedata import normalize

    whole = os.path.normcase(os.path.abspath(path.replace("\\", "/")))
    return normalize("NFC", whole.replace("\\", "/"))
