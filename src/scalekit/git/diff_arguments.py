"""Which versions `scalekit diff` compares: the working tree with a revision or a day, or two."""

import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime

from scalekit import clock
from scalekit.errors import UsageError
from scalekit.git.repository import NoRepositoryError, Repository
from scalekit.git.versions import (
    Point,
    Sides,
    compared_with,
    home,
    is_revision,
    named_sides,
    revision_and_path,
)
from scalekit.model.dates import (
    FORMS_OF_PAST,
    Meant,
    no_such_day,
    read_date,
    say_date,
    two_readings,
)
from scalekit.text.pattern import pattern

_RANGE = pattern(r"([^./][^:]*?|)(\.{2,3})([^./:][^:]*|)")
Say = Callable[[str], None]  # tells the person something

# Words that git takes for a time some days ago; of others it silently takes the present.
_COUNT = r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)"
_UNIT = r"(?:day|week|month|year)s?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TIME = pattern(
    rf"today|yesterday|last[ .](?:week|month|year|{_WEEKDAY})"
    rf"|{_COUNT}[ .]{_UNIT}(?:[ .,]+{_COUNT}[ .]{_UNIT})*(?:[ .]ago)?",
    re.IGNORECASE,
)


def sides_to_compare(
    old: str | None, new: str | None, since: str | None, stack: ExitStack, say: Say
) -> tuple[str, Sides]:
    """Return a title for what is compared, and the files on both sides."""
    if old is not None and new is None and since is None:
        old, new = _range(old) or (old, None)
    if old is not None and new is not None:
        if since is not None:
            raise UsageError("--since goes with one file or folder, and NEW is a second.")
        return "What changed", named_sides(old, new, stack.enter_context(Repository(".")))
    path = "." if old is None else old
    if path in ("", "-"):
        raise UsageError("Name two files to compare what comes from stdin: scalekit diff OLD -")
    halves = (path, "./") if _is_revision(path) else revision_and_path(path)
    if halves and since is not None:
        raise UsageError(f"{path} names a revision already. Use it without --since.")
    revision, path = (halves[0], _in_working_tree(halves[1])) if halves else ("HEAD", path)
    repository = stack.enter_context(Repository(home(path)))
    if since is None:
        point = Point(revision, repository.commit(revision))
        return "What changed", compared_with(point, path, repository)
    point = point_in(repository, since, say)
    return f"What changed since {point.name}", compared_with(point, path, repository)


def _range(argument: str) -> tuple[str, str] | None:
    """Return the two revisions of what git's own commands call a range, such as `main..icb`."""
    found = _RANGE.fullmatch(argument)
    if not found or os.path.lexists(argument):
        return None
    first, second = found[1] or "HEAD", found[3] or "HEAD"
    if not (_is_revision(first) and _is_revision(second)):
        return None
    if found[2] == "...":
        raise UsageError(
            f"{argument} compares with what both come from, which diff does not do."
            f" Write `scalekit diff {first} {second}`."
        )
    return first, second


def _is_revision(argument: str) -> bool:
    """Return whether an argument is a revision by itself, which means what it holds of here."""
    if os.path.lexists(argument):
        return False
    with Repository(".") as here:
        return is_revision(argument, here)


def _in_working_tree(below: str) -> str:
    """Return the path from here of what `REV:PATH` names; git counts PATH from the top."""
    if below.startswith(("./", "../")):
        return os.path.normpath(below)
    with Repository(".") as here:
        return os.path.relpath(os.path.join(here.top(), below))


def point_in(repository: Repository, since: str, say: Say) -> Point:
    """Return the commit that a revision names, or the last before a day began, and say which.

    Raises UsageError.
    """
    try:
        found = repository.object(f"{since}^{{commit}}")
    except NoRepositoryError as error:
        raise UsageError(
            f"{error} --since needs the history that git keeps: run `git init` and commit first,"
            " or compare two files with `scalekit diff OLD NEW`."
        ) from None
    if found:
        return Point(since, found.id)
    repository.commit("HEAD")
    today = clock.today()
    day = read_date(since, today, Meant.LATEST)
    if not day and _TIME.fullmatch(since.strip()):
        day = date.fromtimestamp(repository.time(since))  # noqa: DTZ012 - as the day begins here
    if not day:
        if unclear := two_readings(since, today, Meant.LATEST):
            raise UsageError(f"--since: {unclear} Write which of them.")
        raise UsageError(
            no_such_day(since)
            or f"“{since}” is neither a revision that git knows here nor a date. {FORMS_OF_PAST}."
            f"{repository.unshallow()}"
        )
    if day > today:
        raise UsageError(f"{say_date(day)} is still to come.")
    return _before(day, repository, say)


def _before(day: date, repository: Repository, say: Say) -> Point:
    """Return the last commit before a day began, and say which that is."""
    begins = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as the day begins here
    found = repository.commit_before(int(begins.timestamp()))
    if not found:
        say(
            f"This branch has no commit before {say_date(day)}, so every checklist counts as"
            f" added.{repository.unshallow()}"
        )
        return Point(say_date(day), "")
    commit, seconds = found
    made = say_date(datetime.fromtimestamp(seconds).date())  # noqa: DTZ006
    say(f"Compared with {commit[:7]} of {made}, the last commit before {say_date(day)}.")
    return Point(say_date(day), commit)
