"""Which checklist and which action of it a command line means."""

import os
from typing import Annotated

from scalekit.cli.arguments.declared import Argument
from scalekit.cli.files import home
from scalekit.cli.terminal import streams
from scalekit.errors import InterruptedByUserError, UsageError
from scalekit.model.checklist import Checklist
from scalekit.text.near import did_you_mean

FileArgument = Annotated[
    str | None,
    Argument(
        metavar="[FILE]",
        help="The checklist. Without it: the one in this folder.",
        offers="checklist_files",
    ),
]
ActionArgument = Annotated[
    str | None,
    Argument(
        metavar="[ACTION]",
        help="The action: its id, the beginning of it, or its number in the checklist.",
        offers="action_ids",
    ),
]


def the_one_here(plain: bool = False) -> str:
    """Return the one checklist where none is named; of several, ask which or name them all."""
    found = home.names_here()
    if not found:
        below = home.below(home.folder())
        raise home.name_one_of(below, "below") if below else home.none_in(home.folder())
    if len(found) > 1 and streams.can_ask(False):
        return _which(plain)
    if len(found) > 1:
        raise home.name_one_of(found)
    return found[0]


def _which(plain: bool) -> str:
    # Only a person with several checklists waits for this.
    from scalekit.cli.terminal.asking import prompts_for
    from scalekit.prompts.begin import ask_which

    try:
        return ask_which(prompts_for(plain), home.named_here())
    except (EOFError, KeyboardInterrupt):
        raise InterruptedByUserError("Stopped. Nothing was changed.") from None


def known_action(checklist: Checklist, action: str | None) -> str:
    """Return the id of the action that a word names: the id, its beginning or its number."""
    known = [a.id for a in checklist.actions]
    listed = "\n  ".join(["The actions are:", *known])
    if action is None:
        raise UsageError(f"Name the action. {listed}")
    if action in known:
        return action
    if action.isdecimal() and 0 < int(action) <= len(known):
        return known[int(action) - 1]
    begin = [each for each in known if action and each.startswith(action.lower())]
    if len(begin) > 1:
        several = "\n  ".join([f"{len(begin)} actions begin with “{action}”. Name one:", *begin])
        raise UsageError(several)
    near = did_you_mean(action, known)
    if not begin:
        raise UsageError(f"This checklist has no action “{action}”. {near or listed}")
    return begin[0]


def file_and_action(path: str | None, action: str | None) -> tuple[str, str | None]:
    """Return which file and action two arguments name; one alone may be either."""
    if path is None or action is not None or _is_file(path):
        return (the_one_here() if path is None else path), action
    return the_one_here(), path


def _is_file(word: str) -> bool:
    named = word == "-" or word.endswith((".md", ".json")) or "/" in word or os.sep in word
    return named or os.path.lexists(word)
