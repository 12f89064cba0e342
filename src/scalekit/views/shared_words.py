"""Words that several views share: what a checklist and an action are called, headings, counts."""

from typing import TYPE_CHECKING

from scalekit.model.checklist import Checklist, ChecklistAction, Confidence, Status, listed
from scalekit.model.dates import say_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scalekit.engine.portfolio import About
    from scalekit.engine.progress import Counts

# What is said above the actions that need a look.
OVERDUE, OFF_TRACK = "Overdue", Confidence.OFF_TRACK.label
CANNOT_START, NEEDS_ATTENTION = Status.CANNOT_START.label, Confidence.NEEDS_ATTENTION.label
REWORDED = "Wording changed since it was answered"
NO_REASON = "No reason given"


def heading(checklist: "Checklist | About") -> str:
    """Return what the checklist is about, and where."""
    name = checklist.innovation or "A checklist without a name"
    return f"{name}, {checklist.place}" if checklist.place else name


def role_names(roles: "Sequence[str]", titles: "Mapping[str, str]") -> str:
    """Return the titles of roles; one whose title is not known is named by its id."""
    return " and ".join(titles.get(role, role) for role in roles)


def count_words(counts: "Counts") -> str:
    """Return counts as words: "3 of 8 completed, 2 in progress"; statuses with none are left out.

    The first count is always there.
    """
    others = [
        f"{number} {status.label.lower()}"
        for status, number in counts.by_status
        if number and status is not Status.COMPLETED
    ]
    return ", ".join([f"{counts.of(Status.COMPLETED)} of {counts.total} completed", *others])


def details(action: ChecklistAction) -> str:
    """Return owner and due date of an action in words, an empty string when it has neither."""
    answer = action.answer
    due = f"due {say_date(answer.due)}" if answer.due else ""
    return ", ".join(filter(None, (answer.owner, due)))


def action_line(action: ChecklistAction, said: str = "") -> str:
    """Return an action's title, its id for use in commands, owner, due date, and if it is joint.

    What is to be said of it comes last.
    """
    about = details(action)
    words = f"{action.title} ({action.id}){f': {about}' if about else ''}"
    return listed(words, action.is_joint, said)


def followed(checklist: Checklist, builtin: str) -> list[str]:
    """Return a sentence on which playbook a checklist follows, unless it is the built-in one."""
    if checklist.playbook == builtin:
        return []
    below = f", which extends {checklist.extends}" if checklist.extends else ""
    return [f"It follows the playbook “{checklist.playbook}”, version {checklist.version}{below}."]
