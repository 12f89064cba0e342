"""`scalekit git`: make git compare and merge checklists by action and field."""

from typing import Annotated, Any

from scalekit.cli.arguments.declared import Group, Option
from scalekit.cli.arguments.options import JsonOption
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError
from scalekit.git import settings
from scalekit.git.repository import NoRepositoryError, Repository
from scalekit.git.settings import CACHE, PROGRAM, Place, effective, is_current
from scalekit.installed import single_file
from scalekit.views.json_values import shown_path

_GlobalOption = Annotated[
    bool, Option("--global", help="For all your repositories, not only this one.")
]
_HELP = """Make git compare and merge checklists by action and field.

\b
Examples:
  scalekit git enable
  scalekit git status
  scalekit git disable --global
"""

app = Group(_HELP)


@app.command
def enable(
    everywhere: _GlobalOption = False,
    cache: Annotated[
        bool, Option("--cache", help="Have git keep what a version of a checklist says.")
    ] = False,
) -> int:
    """Set git up to show and merge checklists by action and field.

    \b
    Examples:
      scalekit git enable
      scalekit git enable --global
      scalekit git enable --cache

    Adds two lines to .gitattributes, for everyone, and two drivers to your own git configuration,
    so each person runs it once. Where scalekit is not installed, git works as it always does.

    With --cache, a second `git diff` of the same commits does not start scalekit again. What git
    keeps stays in this repository and is never pushed. Should scalekit fail to run once, git stops
    keeping, so that nothing wrong is kept. Run `scalekit git enable --cache` again to go on.
    """
    if everywhere and cache:
        raise UsageError("--cache is for one repository. Use it without --global.")
    try:
        with Repository(".") as repository:
            place = Place(repository, everywhere=everywhere)
            names, lines = place.enable(cache=cache)
    except NoRepositoryError as error:
        raise UsageError(f"{error} Make it one first: git init") from None
    _tell(names, lines, place, "Set", "Added to")
    if lines and not everywhere:
        streams.say("Commit .gitattributes. Others then run `scalekit git enable` once.")
    if not names and not lines:
        streams.say("Nothing to change: git is set up for checklists already.")
    if single_file():
        streams.say(
            f"git runs {single_file()} for each checklist. If that file or its Python is"
            " moved or removed, git treats checklists as plain text until you run"
            " `scalekit git enable` again."
        )
    elif not settings.found():
        streams.say(
            f"{PROGRAM} is not on your PATH, so git works without it until it is. To have it"
            " there, install scalekit with pipx or uv, or activate the environment that it is in."
        )
    return 0


@app.command
def disable(everywhere: _GlobalOption = False) -> int:
    """Take away what `scalekit git enable` added.

    \b
    Examples:
      scalekit git disable
      scalekit git disable --global

    Everything else in .gitattributes and in your git configuration stays as it is.
    """
    with Repository(".") as repository:
        place = Place(repository, everywhere=everywhere)
        names, lines = place.disable()
    _tell(names, lines, place, "Removed", "Removed from")
    if lines and not everywhere:
        streams.say(f"If {place.shown} is committed, commit this change too: others still have it.")
    if any(place.lines().values()):
        streams.say(f"{place.shown} keeps the lines for checklists that were there before.")
    if not names and not lines:
        streams.say("Nothing to change: git is not set up for checklists.")
    return 0


@app.command
def status(json: JsonOption = False) -> int:
    """Show whether git is set up for checklists, and where.

    \b
    Examples:
      scalekit git status
      scalekit git status --json
    """
    with Repository(".") as repository:
        found = _status(repository)
    if json:
        streams.out_json("git", found)
    else:
        streams.out("".join(f"{line}\n" for line in _lines(found)))
    return 0


def _tell(names: list[str], lines: list[str], place: Place, verb: str, at: str) -> None:
    if names:
        streams.say(f"{verb} in git's configuration: {', '.join(names)}")
    for line in lines:
        streams.say(f"{at} {place.shown}: {line}")


def _status(repository: Repository) -> dict[str, Any]:
    try:
        here: Place | None = Place(repository, everywhere=False)
    except UsageError:  # not in a repository
        here = None
    places = {"local": here, "global": Place(repository, everywhere=True)}
    found = {scope: _place(place) if place else None for scope, place in places.items()}
    drivers = any(place and place["diff"] and place["merge"] for place in found.values())
    files = effective(repository) if here else {}
    return {
        **found,
        "program": shown_path(settings.found()),
        "used": {kind: drivers and files.get(kind, False) for kind in ("md", "json")},
    }


def _place(place: Place) -> dict[str, Any]:
    settings = place.settings()
    return {
        "diff": "diff.scalekit.textconv" in settings,
        "merge": "merge.scalekit.driver" in settings,
        "current": is_current(settings),
        "cache": settings.get(CACHE) == "true",
        "attributesFile": shown_path(str(place.attributes)),
        "attributes": place.lines(),
    }


def _lines(found: dict[str, Any]) -> list[str]:
    """Return what is set up as lines, the answer first."""

    used = [kind for kind, yes in found["used"].items() if yes]
    names = " and ".join(f"*.scalekit.{kind}" for kind in used)
    lines = [
        f"git compares and merges {names} by action and field here."
        if used
        else "git treats checklists as plain text here. Set it up with `scalekit git enable`."
    ]
    if used and not found["program"]:
        lines = [f"git is set up for {names}, but {PROGRAM} is not on your PATH."]
    for scope, label in (("local", "This repository"), ("global", "All your repositories")):
        lines += ["", *_scope_lines(label, found[scope])]
    return [*lines, "", f"{PROGRAM}: {found['program'] or 'not on your PATH'}"]


def _scope_lines(label: str, place: dict[str, Any] | None) -> list[str]:
    if place is None:
        return [f"{label}: this folder is in none"]
    old = "" if place["current"] else ", by another version: run `scalekit git enable` again"
    words = {True: f"set{old}", False: "not set"}
    kinds = [f"*.scalekit.{kind}" for kind, there in place["attributes"].items() if there]
    return [
        f"{label}:",
        f"  Diff driver: {words[place['diff']]}",
        f"  Merge driver: {words[place['merge']]}",
        *(["  Cache: on"] if place["cache"] else []),
        f"  {place['attributesFile']}: {', '.join(kinds) or 'no line for checklists'}",
    ]
